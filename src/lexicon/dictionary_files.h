/* SPDX-License-Identifier: Apache-2.0 */
/* Dictionaries as files: of which languages they are, and what reads them. */
#ifndef APO__LEXICON_DICTIONARY_FILES_H
#define APO__LEXICON_DICTIONARY_FILES_H

#include "lexicon/lexicons.h"

typedef struct {
	const char *path;
	const apo__language *languages[2]; /* of its sides; NULL: the file does not say */
	int named;			   /* by the user, not found in a folder */
	int used;
} apo__lexicon_file;

/* The data of a language; one without a data file has a tag and nothing else. Tags of one language give the same address
 * for all calls with the same `lexicons`. APO_EUSAGE for what is not a tag. */
apo_status apo__lexicons_language(
	apo_lexicons *lexicons, const char *tag, const apo__language **language, apo_error *err);

/* What the user named: FILE, or en-zh:FILE to say its languages. A file of our own says them itself, others by their
 * name. */
apo_status apo__lexicon_file_named(
	apo_lexicons *lexicons, const char *argument, apo__lexicon_file *file, apo_error *err);
/* Dictionaries in the user's folder and installed ones, by folder and name. */
typedef APO__VECTOR(apo__lexicon_file) apo__lexicon_files;
void apo__lexicon_files_find(apo_lexicons *lexicons, apo__lexicon_files *files);

/* Read a file whose languages are known; large ones by way of the cache. The store may hold no entry. */
apo_status apo__lexicon_file_read(
	apo_lexicons *lexicons, const apo__lexicon_file *file, apo__store **store, apo_error *err);
/* APO_EINPUT for a file without an entry. */
apo_status apo__lexicon_file_empty(
	const apo__lexicon_file *file, const apo__store *store, apo_error *err);

#endif

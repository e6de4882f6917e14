/* SPDX-License-Identifier: Apache-2.0 */
/* What words of one language mean in another. */
#ifndef APOGRAPH_LEXICON_H
#define APOGRAPH_LEXICON_H

#include "apograph/base.h"
#include "apograph/output.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
	uint32_t size; /* set by APO_LEXICON_OPTIONS_INIT */
	/* lexicon files, dictd .index, CEDICT .u8, NAME.en-zh.tsv; "en-zh:FILE" says the languages */
	const char *const *files;
	size_t file_count;
	int no_defaults; /* only the files named and the built-in core lexicon */
	int no_core;	 /* not the built-in one either, nor its names */
} apo_lexicon_options;
#define APO_LEXICON_OPTIONS_INIT                                                                   \
	{                                                                                          \
		sizeof(apo_lexicon_options), NULL, 0, 0, 0                                         \
	}

/* All that is known of the words of a language pair. */
typedef struct apo_lexicons apo_lexicons;
/* Open the core lexicon, names of territories, languages, currencies, months and days, installed
 * dictionaries, and the files named. `from` and `to` are BCP 47; equal ones give identity, stems and
 * synonyms; both NULL: the languages of the first file named. `options` may be NULL and are not
 * kept. NULL with APO_EUSAGE for unknown languages or a file of other ones, APO_EINPUT for a file
 * that is not a lexicon. Free with apo_lexicons_free. */
APO_API apo_lexicons *apo_lexicons_open(apo_context *context, const char *from, const char *to,
	const apo_lexicon_options *options, apo_error *err);
/* Free lexicons, after the scorers that use them; alignments and reports do not. NULL is fine. */
APO_API void apo_lexicons_free(apo_lexicons *lexicons);
/* One line on the i-th lexicon used ("freedict-deu-eng: 81,628 entries, de-en"), NULL past the end;
 * lives as long as `lexicons`. */
APO_API const char *apo_lexicons_used(const apo_lexicons *lexicons, size_t i);

/* What lexicons say of a word. */
typedef struct {
	const char *rendering;
	double weight; /* 0..1 */
	/* "entry" as it stands, "stem", "part" of a compound, "pivot" through a third language, "synonym" */
	const char *how;
	/* the word that was found instead: of the stem, the part, of the third language; else NULL */
	const char *via;
	const char *const *lexicons; /* that say so */
	size_t lexicon_count;
} apo_word_rendering;
typedef struct {
	const char *word;
	const char *from, *to;		      /* languages of the word and its renderings */
	const apo_word_rendering *renderings; /* best first */
	size_t count;			      /* 0 = nothing is known */
	/* where nothing is known: words that begin alike; they may be of either language */
	const char *const *near;
	size_t near_count;
} apo_word_entry;
typedef struct {
	const apo_word_entry *entries;
	size_t count;
} apo_word_answer;

/* Look `count` words up from both sides; one that both know has two entries. NULL with APO_ENOMEM.
 * Free with apo_word_answer_free. */
APO_API apo_word_answer *apo_lexicons_show(
	const apo_lexicons *lexicons, const char *const *words, size_t count, apo_error *err);
/* Free an answer. NULL is fine. */
APO_API void apo_word_answer_free(apo_word_answer *answer);

/* Make a lexicon file, which opens in milliseconds and holds its languages. */
typedef struct {
	uint32_t size;	       /* set by APO_LEXICON_MAKE_OPTIONS_INIT */
	const char *from, *to; /* BCP 47; NULL: a file to merge says its languages itself */
	/* training: where words of texts without spaces come from; NULL = the defaults */
	const apo_lexicon_options *words;
	apo_progress_fn progress; /* training; may be NULL */
	void *user;
} apo_lexicon_make_options;
#define APO_LEXICON_MAKE_OPTIONS_INIT                                                              \
	{                                                                                          \
		sizeof(apo_lexicon_make_options), NULL, NULL, NULL, NULL, NULL                     \
	}

/* Append to `output` a lexicon of all pairs of words of `count` lexicons of one language pair, of
 * any format that apo_lexicons_open takes. Where several have a pair, the highest weight counts, so
 * that the file answers as its parts together. `options` may be NULL. What was made is reported in
 * a notice. APO_EINPUT for a file that is not a lexicon, APO_EUSAGE for one of other languages. */
APO_API apo_status apo_lexicon_merge(apo_context *context, const char *const *files, size_t count,
	const apo_lexicon_make_options *options, apo_output *output, apo_error *err);
/* Append to `output` a lexicon learned from texts that render each other: TMX, two-column TSV, Moses
 * pairs (NAME.de and NAME.en, as many lines); all may be gzipped. `from` and `to` of `options` are
 * needed, else APO_EUSAGE. What was learned and left out is reported in notices. */
APO_API apo_status apo_lexicon_train(apo_context *context, const char *const *files, size_t count,
	const apo_lexicon_make_options *options, apo_output *output, apo_error *err);
/* Put a lexicon file that is made from `file` into the user's folder, where apo_lexicons_open finds
 * it: $XDG_DATA_HOME/apograph/lexicons/NAME.lexicon. `options` may be NULL. APO_EINPUT when `file`
 * is not a lexicon, APO_EOUTPUT when the folder cannot be written. */
APO_API apo_status apo_lexicon_install(apo_context *context, const char *file,
	const apo_lexicon_make_options *options, apo_error *err);

/* Dictionaries that take long to read are kept in a cache, in the form that opens fast; the oldest
 * go when it is over its limit. */
typedef struct {
	char folder[4096];
	uint64_t size, limit; /* bytes */
	uint32_t files;
} apo_lexicon_cache;
/* Fill `cache` with what the cache holds; `clear` deletes it all (and `cache` is what was deleted).
 * A folder that does not exist holds nothing. APO_EINPUT where the environment names no place for a
 * cache, APO_EOUTPUT where a file cannot be deleted. */
APO_API apo_status apo_lexicon_cache_look(apo_lexicon_cache *cache, int clear, apo_error *err);

#ifdef __cplusplus
}
#endif

#endif

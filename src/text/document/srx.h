/* SPDX-License-Identifier: Apache-2.0 */
/* Segmentation rules of a file (SRX), as plain data; who reads the XML fills it (exchange/xml/srx_read.c). */
#ifndef APO__TEXT_DOCUMENT_SRX_H
#define APO__TEXT_DOCUMENT_SRX_H

#include "text/document/sentences.h"

/* A place in the text is this rule's when `before` matches what ends there and `after` what begins there; the first rule
 * of a place says whether a segment ends. Regular expressions of ICU; "" matches everywhere. */
typedef struct {
	const char *before, *after;
	int breaks;
	uint32_t line;	 /* in the file */
	uint32_t number; /* in its <languagerule>, from 1 */
} apo__srx_rule;

typedef struct {
	const char *name;
	APO__VECTOR(apo__srx_rule) rules;
} apo__srx_language; /* <languagerule> */

typedef struct {
	const char *pattern;  /* of language tags */
	const char *language; /* name of a <languagerule> */
	uint32_t line;
} apo__srx_map;

typedef struct {
	const char *path; /* for messages */
	int cascade;	  /* all maps of a language count, else the first */
	APO__VECTOR(apo__srx_language) languages;
	APO__VECTOR(apo__srx_map) maps;
} apo__srx_file;

/* The rules, ready to use by any number of threads. What is wrong with a rule is reported as a notice, once. The arena and the file must
 * outlive it. */
typedef struct apo__srx apo__srx;
apo__srx *apo__srx_new(apo__arena *arena, const apo_context *context, const apo__srx_file *file);

/* A splitter for one document of language `lang`; for one thread. */
typedef struct apo__srx_splitter apo__srx_splitter;
apo__srx_splitter *apo__srx_splitter_new(const apo__srx *srx, apo__arena *arena, const char *lang);
/* As apo__split does, by the rules of the file. */
void apo__srx_split(apo__srx_splitter *splitter, apo__arena *arena, const char *text,
	apo_span block, apo__spans *sentences);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Translation memories: count, validate, merge, clean, split, compare. */
#ifndef APOGRAPH_TMX_H
#define APOGRAPH_TMX_H

#include "apograph/write.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
	APO_TMX_LANGUAGES_CANONICAL, /* en_us becomes en-US */
	APO_TMX_LANGUAGES_BARE,	     /* en */
	APO_TMX_LANGUAGES_KEEP	     /* as they were read */
} apo_tmx_languages;

/* Of units with one source text and several targets */
typedef enum {
	APO_TMX_CONFLICTS_KEEP, /* keep all */
	APO_TMX_CONFLICTS_FIRST,
	APO_TMX_CONFLICTS_LAST,
	APO_TMX_CONFLICTS_NEWEST /* by changedate, else creationdate; of equals the last */
} apo_tmx_conflicts;

typedef enum { APO_TMX_ALL, APO_TMX_ISSUE_FREE, APO_TMX_CONFIRMED } apo_tmx_only;

/* What apo_tmx_clean looks for. */
#define APO_TMX_DUPLICATES   1u
#define APO_TMX_EMPTY	     2u
#define APO_TMX_UNTRANSLATED 4u	  /* a target that equals its source */
#define APO_TMX_SPACE	     8u	  /* at the edges of segments */
#define APO_TMX_CHARACTERS   16u  /* controls, U+FFFD, text decoded wrongly */
#define APO_TMX_TAGS	     32u  /* inline codes that do not pair */
#define APO_TMX_NUMBERS	     64u  /* a number that the other side does not have */
#define APO_TMX_LANGUAGE     128u /* a segment that is certainly in another language */
#define APO_TMX_LENGTH	     256u /* more than 2,000 characters */
#define APO_TMX_CHECKS	     (1u | 2u | 4u | 8u | 16u | 32u)

typedef struct apo_tmx_options {
	uint32_t size;	/* set by APO_TMX_OPTIONS_INIT */
	int utf16;	/* UTF-16LE with a byte order mark (memoQ), else UTF-8 */
	int no_doctype; /* leave <!DOCTYPE tmx ...> out */
	int level;	/* 1: without inline codes, 2: with those that there are, 0: 2 */
	apo_tmx_languages languages;
	double min_score;  /* leave out units whose score (x-score) is below; 0 = none */
	apo_tmx_only only; /* leave out the others: x-issue, x-confirmed */
	int salvage;	   /* read on where a file is damaged; else that is an error */
	apo_tmx_conflicts conflicts;
	unsigned checks;     /* APO_TMX_DUPLICATES | ...; 0 = APO_TMX_CHECKS */
	const char *folder;  /* split: where the parts go; NULL = count only */
	const char *part_by; /* "language", "document", "prop:TYPE"; NULL = `part_units` */
	uint64_t part_units; /* split: units a part */
	apo_progress_fn progress;
	void *user;
} apo_tmx_options;
#define APO_TMX_OPTIONS_INIT                                                                       \
	{                                                                                          \
		sizeof(apo_tmx_options), 0, 0, 0, APO_TMX_LANGUAGES_CANONICAL, 0, APO_TMX_ALL, 0,  \
			APO_TMX_CONFLICTS_KEEP, 0, NULL, NULL, 0, NULL, NULL                       \
	}

typedef struct {
	const char *tag; /* as in the file */
	uint64_t segments;
} apo_tmx_language;

typedef struct {
	uint32_t line, column;
	uint64_t unit; /* 1-based, 0 = outside of units */
	apo_severity severity;
	const char *message;
} apo_tmx_diagnostic;

typedef struct {
	uint64_t units, skipped;
	const apo_tmx_language *languages;
	size_t language_count;
	const char *source_language, *encoding, *version, *creationtool; /* NULL = not said */
	const apo_tmx_diagnostic *diagnostics;
	size_t diagnostic_count;
	uint64_t chains;	   /* of provenance, on all units */
	const char *longest_chain; /* the first with the most hops; NULL = there is none */
} apo_tmx_stats;

/* Read a TMX as a stream and count what it holds. NULL with APO_EINPUT when it is not a TMX file; of
 * one that is damaged or cut off it counts what could be read, and the diagnostics say so
 * (APO_SEVERITY_CRITICAL). `progress` (may be NULL) gets the bytes that are read. Free with
 * apo_tmx_stats_free. */
APO_API apo_tmx_stats *apo_tmx_stats_open(apo_context *context, const char *path,
	apo_progress_fn progress, void *user, apo_error *err);
/* Free counts. NULL is fine. */
APO_API void apo_tmx_stats_free(apo_tmx_stats *stats);
/* Append counts ("text", "json"), as the writers of apograph/write.h do. */
APO_API apo_status apo_write_tmx_stats(apo_output *output, const apo_tmx_stats *stats,
	const apo_write_options *options, apo_error *err);

/* What a command did. */
typedef struct {
	uint64_t units;	      /* read, of all files */
	uint64_t skipped;     /* of them, damaged or without text */
	uint64_t written;     /* units, of all parts */
	uint64_t listed;      /* lines of the list */
	uint64_t parts;	      /* split: files */
	uint64_t problems[3]; /* found in reading, by severity */
	uint64_t unreadable;  /* validate: files that are not TMX */
} apo_tmx_result;

/* The commands on whole files. Files are read as streams; memory does not depend on their size but
 * for 32 to 64 bytes a unit where units have to be known again. `list` receives what was found or
 * changed and why, one item a line ("text", "tsv", "json"); `list` and `tmx` may be NULL.
 * `how->tmx` has the options; `how` is not kept. `result` may be NULL and is set only on success.
 * APO_EINPUT when a file cannot be read, is not a TMX file, or is damaged and `salvage` is not set. */

/* List all that is wrong with the files: damage, what TMX does not allow, what CAT tools stumble
 * over. */
APO_API apo_status apo_tmx_validate(apo_context *context, const char *const *paths, size_t count,
	apo_output *list, const apo_write_options *how, apo_tmx_result *result, apo_error *err);
/* Append to `tmx` one memory of several: exact duplicates once, conflicts by the rule. */
APO_API apo_status apo_tmx_merge(apo_context *context, const char *const *paths, size_t count,
	apo_output *tmx, apo_output *list, const apo_write_options *how, apo_tmx_result *result,
	apo_error *err);
/* Append to `tmx` a memory without, or with mended, what spoils it. */
APO_API apo_status apo_tmx_clean(apo_context *context, const char *path, apo_output *tmx,
	apo_output *list, const apo_write_options *how, apo_tmx_result *result, apo_error *err);
/* Cut into parts, written to `folder`; all of them or none. */
APO_API apo_status apo_tmx_split(apo_context *context, const char *path, apo_output *list,
	const apo_write_options *how, apo_tmx_result *result, apo_error *err);
/* List units that were added, removed, changed from `old_path` to `new_path`; found again by tuid,
 * else by the source's text. */
APO_API apo_status apo_tmx_diff(apo_context *context, const char *old_path, const char *new_path,
	apo_output *list, const apo_write_options *how, apo_tmx_result *result, apo_error *err);

#ifdef __cplusplus
}
#endif

#endif

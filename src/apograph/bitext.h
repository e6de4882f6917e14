/* SPDX-License-Identifier: Apache-2.0 */
/* Translation units in other formats: read as an alignment, converted. */
#ifndef APOGRAPH_BITEXT_H
#define APOGRAPH_BITEXT_H

#include "apograph/align.h"
#include "apograph/tmx.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
	uint32_t size; /* set by APO_BILINGUAL_OPTIONS_INIT */
	int32_t date;  /* as in apo_document_options */
	unsigned layers;
	const char *from, *to; /* languages; NULL = as the file says */
} apo_bilingual_options;
#define APO_BILINGUAL_OPTIONS_INIT                                                                 \
	{                                                                                          \
		sizeof(apo_bilingual_options), APO_DAY_NONE, APO_LAYER_ALL, NULL, NULL             \
	}

/* A bilingual file (TMX, XLIFF; by their names PO and tables with tabs) as two documents, a segment
 * a unit, and their alignment, a bead a unit. Spans are places of the file where it is plain UTF-8, else places in its texts, one a line.
 * Each is freed by its own function, the alignment first. `options` may be NULL and are not kept.
 * On failure none is set: APO_EINPUT when the file cannot be read or has no units of these
 * languages, APO_ELIMIT when it is too large. */
APO_API apo_status apo_bilingual_open(apo_context *context, const char *path,
	const apo_bilingual_options *options, apo_document **source, apo_document **target,
	apo_alignment **alignment, apo_error *err);

typedef struct {
	uint32_t size;	 /* set by APO_CONVERT_OPTIONS_INIT */
	int spreadsheet; /* tsv: an apostrophe before cells that a spreadsheet would calculate */
	const char *const *inputs; /* files; two that follow each other for "moses" */
	size_t input_count;
	const char *input_format; /* "tmx", "xliff", "tsv", "moses"; NULL = by the name of each */
	const char *output; /* "-" = standard output; for "moses" the name before ".en" and ".de" */
	const char *format; /* "tmx", "xliff" (2.1), "xliff-1.2", "tsv", "moses" */
	/* the languages to write; NULL = as the files say; both NULL: a TMX keeps all */
	const char *from, *to;
	/* how TMX is written; `salvage` and `progress` count for all formats; NULL = the defaults */
	const apo_tmx_options *tmx;
	apo_notice_fn notice; /* told what the format cannot hold; may be NULL */
	/* called with each defect of an input, which lives until it returns; may be NULL */
	void (*diagnostic)(const char *path, const apo_tmx_diagnostic *diagnostic, void *user);
	void *user;
	/* the least state of a translation that is written to formats without states (all but XLIFF):
	 * "initial" (all), "draft", "translated", "reviewed", "final"; NULL = "translated" */
	const char *min_state;
} apo_convert_options;
#define APO_CONVERT_OPTIONS_INIT                                                                   \
	{                                                                                          \
		sizeof(apo_convert_options), 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
			NULL, NULL, NULL                                                           \
	}

/* Translation units from one format to another, as a stream. Several files become one. The output
 * is written whole or not at all. `options` are not kept. `result` may be NULL and is set only on
 * success. APO_EUSAGE for formats or languages that do not fit, APO_EINPUT when an input cannot be
 * read or is damaged and `salvage` is not set, APO_EOUTPUT when the output cannot be written. */
APO_API apo_status apo_tmx_convert(apo_context *context, const apo_convert_options *options,
	apo_tmx_result *result, apo_error *err);

#ifdef __cplusplus
}
#endif

#endif

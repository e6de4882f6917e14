/* SPDX-License-Identifier: Apache-2.0 */
/* Writers of what the library finds. */
#ifndef APOGRAPH_WRITE_H
#define APOGRAPH_WRITE_H

#include "apograph/align.h"
#include "apograph/audit.h"
#include "apograph/check.h"
#include "apograph/corpus.h"
#include "apograph/terms.h"
#include "apograph/trace.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Each writer appends one whole file to `output`. Formats are the names of the command line ("json",
 * "tsv", "beads", "tmx", "html", "dot", "svg", "terminal"); APO_EUSAGE for one that does not fit.
 * `options` may be NULL and are not kept. */
typedef struct {
	uint32_t size;	  /* set by APO_WRITE_OPTIONS_INIT */
	int color;	  /* terminal: with colour */
	unsigned columns; /* terminal: width, 0 = 80 */
	int spreadsheet;  /* tsv: an apostrophe before cells that a spreadsheet would calculate */
	const char *format;
	const char *generator; /* NULL = "apograph VERSION" */
	apo_notice_fn notice;  /* told what a format cannot hold; may be NULL */
	void *user;
	const apo_word_links *words;	   /* of the alignment, for "json"; may be NULL */
	const struct apo_tmx_options *tmx; /* how TMX is written; NULL = the defaults */
	const apo_trace *trace; /* alignment, report: of a corpus with both documents; TMX and XLIFF
				 * then say from whom each unit comes. May be NULL */
	const char
		*languages; /* trace as TMX: pairs of these languages only, "en,zh"; may be NULL */
	const char *made;   /* the time of writing, RFC 3339 in UTC, for formats that must have one
			     ("newsml-g2"); NULL = 1970-01-01T00:00:00Z */
	const struct apo_ledger_head
		*ledger; /* TMX: the header says that a ledger ended here; NULL = no ledger */
	size_t explain; /* trace as "json", "terminal": not 0 = the rule that found each attribution */
	size_t jobs;	/* TMX: threads, 0 = all processors that the process may use. The bytes are
			  * the same for any number */
} apo_write_options;
#define APO_WRITE_OPTIONS_INIT                                                                     \
	{                                                                                          \
		sizeof(apo_write_options), 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL,      \
			NULL, NULL, NULL, 0, 0                                                     \
	}

/* Append the segments of a document. */
APO_API apo_status apo_write_segments(apo_output *output, const apo_document *document,
	const apo_write_options *options, apo_error *err);
/* Append an alignment, with its scores and issues where there is a `report` (may be NULL). */
APO_API apo_status apo_write_alignment(apo_output *output, const apo_alignment *alignment,
	const apo_report *report, const apo_write_options *options, apo_error *err);
/* Append the scores and issues of a report. */
APO_API apo_status apo_write_report(apo_output *output, const apo_report *report,
	const apo_write_options *options, apo_error *err);
/* Append a trace. */
APO_API apo_status apo_write_trace(apo_output *output, const apo_trace *trace,
	const apo_write_options *options, apo_error *err);
/* Append the findings of an audit. */
APO_API apo_status apo_write_audit(apo_output *output, const apo_audit *audit,
	const apo_write_options *options, apo_error *err);
/* Append what lexicons say of words. */
APO_API apo_status apo_write_words(apo_output *output, const apo_word_answer *answer,
	const apo_write_options *options, apo_error *err);
/* Append a list of terms ("tsv", "tbx") that `qa` takes as terms. */
APO_API apo_status apo_write_terms(apo_output *output, const apo_term_list *terms,
	const apo_write_options *options, apo_error *err);

#ifdef __cplusplus
}
#endif

#endif

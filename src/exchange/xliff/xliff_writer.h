/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__EXCHANGE_XLIFF_XLIFF_WRITER_H
#define APO__EXCHANGE_XLIFF_XLIFF_WRITER_H

#include "exchange/units/unit_files.h"
#include "exchange/xliff/xliff.h"

typedef struct {
	int version;	      /* 2 for 2.1, 1 for 1.2 */
	const char *original; /* the file that was translated; NULL = unknown */
	int its;	      /* there will be issues or provenance records */
} apo__xliff_options;

/* A finding of a checker, as ITS 2.0 localization quality issue and as a note. */
typedef struct {
	int on_target;
	const char *its_type, *comment;
	apo_severity severity;
} apo__xliff_issue;

/* Who a text comes from: ITS 2.0 provenance record (2.1 only). */
typedef struct {
	const char *name;
	int is_person;
} apo__xliff_record;

typedef struct {
	const apo__xliff_record *items;
	uint32_t count;
} apo__xliff_records;

typedef struct {
	const apo__xliff_issue *issues;
	uint32_t issue_count;
	apo__xliff_records records[2]; /* of source and target */
} apo__xliff_unit_extra;

/* An apo__unit_writer is its first member. Units have the source first, then the target or none. */
typedef struct apo__xliff_writer apo__xliff_writer;
apo__xliff_writer *apo__xliff_writer_new(apo__arena *arena, apo_output *output,
	const apo__xliff_options *options, apo__unit_losses *losses);
/* A unit with issues or records; `extra` may be NULL. */
void apo__xliff_put_unit(
	apo__xliff_writer *writer, const apo__unit *unit, const apo__xliff_unit_extra *extra);

#endif

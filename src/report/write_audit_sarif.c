/* SPDX-License-Identifier: Apache-2.0 */
/* An audit as SARIF 2.1.0: one result a finding, at the bytes of the document that it is about, else at the unit of the TMX; where
 * it has both, the unit is a related location. */
#include <string.h>

#include "report/sarif.h"

static apo__sarif_rule describe(int rule)
{
	const char *name = apo_finding_type_name((apo_finding_type)rule);
	return (apo__sarif_rule){.id = name, .title = name, .help = name};
}

static void add_place(apo__json *json, const char *uri, apo_file_span span, uint32_t line)
{
	apo__sarif_location(json, uri);
	if (line || span.begin < span.end) {
		apo__json_open(json, "region", '{', 0);
		if (line)
			apo__json_integer(json, "startLine", line);
		if (span.begin < span.end) {
			apo__json_integer(json, "byteOffset", span.begin);
			apo__json_integer(json, "byteLength", span.end - span.begin);
		}
		apo__json_close(json);
	}
	apo__sarif_location_end(json);
}

static void add_result(
	const apo__writer *w, apo__json *json, const apo_audit *audit, const apo_finding *f)
{
	const char *subject = audit->subject, *file = f->file ? f->file : subject;
	int in_subject = !f->line || !subject || !file || !strcmp(file, subject);
	apo__json_open(json, NULL, '{', 0);
	apo__sarif_result(
		json, apo_finding_type_name(f->type), (int)f->type, f->severity, f->message);
	apo__json_open(json, "locations", '[', 0);
	if (file)
		add_place(json, apo__sarif_uri(w->arena, file), f->span, in_subject ? f->line : 0);
	apo__json_close(json);
	if (!in_subject) {
		apo__json_open(json, "relatedLocations", '[', 0);
		add_place(json, apo__sarif_uri(w->arena, subject), (apo_file_span){0, 0}, f->line);
		apo__json_close(json);
	}
	apo__json_close(json);
}

apo_status apo__write_audit_sarif(const apo__writer *w, const apo_audit *audit, apo_error *err)
{
	apo__json json = {.output = w->output};
	(void)err;
	apo__sarif_begin(&json, describe, APO_FINDING_TYPE_COUNT);
	apo__json_open(&json, "results", '[', 1);
	for (size_t i = 0; i < audit->count; i++)
		add_result(w, &json, audit, &audit->findings[i]);
	apo__json_end(&json);
	return APO_OK;
}

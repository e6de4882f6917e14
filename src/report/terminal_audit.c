/* SPDX-License-Identifier: Apache-2.0 */
/* An audit: the findings, the worst first, in their order otherwise. */
#include <string.h>

#include "report/terminal.h"

static void put_finding(apo__terminal *t, const apo_finding *f)
{
	const char *severity = apo_severity_name(f->severity);
	apo__terminal_cell(t, apo__severity_style(f->severity), severity, strlen(severity), 9, 1);
	apo__terminal_put(t, APO__BOLD, apo_finding_type_name(f->type));
	if (f->document)
		apo__terminal_format(t, APO__PLAIN, "  %s", f->document);
	if (f->span.begin < f->span.end)
		apo__terminal_format(t, APO__DIM, " [%llu-%llu]", (unsigned long long)f->span.begin,
			(unsigned long long)f->span.end);
	apo__terminal_newline(t);
	if (f->message)
		apo__terminal_wrap(t, APO__PLAIN, f->message, strlen(f->message), 9);
}

/* How the units compare with those of the ledger. */
static void put_ledger(apo__terminal *t, const apo_audit_ledger *l)
{
	const struct {
		const char *name;
		uint64_t count;
	} counts[] = {{"as recorded", l->as_recorded}, {"edited", l->edited}, {"added", l->added},
		{"removed", l->removed}, {"paired differently", l->paired_differently},
		{"unknown", l->unknown}};
	apo__terminal_format(t, APO__BOLD, "%s", l->path);
	apo__terminal_format(t, APO__PLAIN, ", %llu records", (unsigned long long)l->records);
	if (l->record)
		apo__terminal_format(t, APO__PLAIN, ", compared with record %llu, %s, %llu units%s",
			(unsigned long long)l->record, l->file, (unsigned long long)l->units,
			l->identical ? ", the same bytes" : "");
	apo__terminal_newline(t);
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (counts[i].count || i < 5)
			apo__terminal_format(t, APO__PLAIN, "%s%llu %s", i ? ", " : "",
				(unsigned long long)counts[i].count, counts[i].name);
	apo__terminal_newline(t);
}

static void put_proven(apo__terminal *t, const apo_audit *audit)
{
	apo__terminal_format(t, APO__GREEN, "all is proven: %llu unit%s as %s written",
		(unsigned long long)audit->units, audit->units == 1 ? " is" : "s are",
		audit->units == 1 ? "it was" : "they were");
	apo__terminal_newline(t);
	apo__terminal_format(t, APO__PLAIN, "%s texts are in %zu file%s. ",
		audit->units == 1 ? "Its" : "Their", audit->files, audit->files == 1 ? "" : "s");
	apo__terminal_put(t, APO__PLAIN, "Credits and chains are what apograph found.");
}

apo_status apo__write_audit_terminal(const apo__writer *w, const apo_audit *audit, apo_error *err)
{
	apo__terminal t = apo__terminal_start(w);
	size_t counts[3] = {0};
	(void)err;
	for (int severity = APO_SEVERITY_CRITICAL; severity >= APO_SEVERITY_MINOR; severity--)
		for (size_t i = 0; i < audit->count; i++)
			if ((int)audit->findings[i].severity == severity) {
				put_finding(&t, &audit->findings[i]);
				counts[severity]++;
			}
	if (audit->ledger)
		put_ledger(&t, audit->ledger);
	if (audit->count)
		apo__terminal_format(&t, APO__BOLD, "%zu critical, %zu major, %zu minor", counts[2],
			counts[1], counts[0]);
	else if (audit->ledger)
		apo__terminal_put(&t, APO__GREEN, "all units are as recorded");
	else if (audit->units)
		put_proven(&t, audit);
	else
		apo__terminal_put(&t, APO__GREEN, "nothing breaks the provenance");
	apo__terminal_newline(&t);
	return APO_OK;
}

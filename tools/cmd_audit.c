/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>

#include "cli.h"
#include "commands.h"

static const cli_option own_options[] = {{"fail-on", 0, "LEVEL", "minor|major|critical|never",
						 "exit with 1 when there is a finding of this "
						 "severity or above (default: critical; "
						 "for a TMX any but an edit that the TMX "
						 "records)"},
	{"format", 0, "NAME", "terminal|json|tsv|html|sarif",
		"format of the output (default: by the extension of -o, else terminal)"},
	{"lexicon", 0, "FILE", NULL, "a dictionary to use, as for align; repeatable"},
	{"no-default-lexicons", 0, NULL, NULL, "use only the lexicons named and the built-in ones"},
	{"against", 0, "LEDGER", NULL,
		"for a TMX: find its units in this ledger, by their texts, also where a tool has "
		"dropped all else, and verify that it is still the ledger that the header names"},
	{"follow-links", 0, NULL, NULL, "read documents that are links out of the folder, too"},
	{0}};
static const cli_option *const options[] = {own_options, cli_srx_options, cli_table_options,
	cli_output_options, cli_common_options, NULL};

static apo_status write_audit(
	apo_output *output, const void *object, const apo_write_options *how, apo_error *err)
{
	return apo_write_audit(output, object, how, err);
}

/* An edit of a TMX that a tool has recorded is news, not a fault. */
static int is_recorded_edit(const apo_finding *finding)
{
	return finding->type == APO_FINDING_EDITED_WITH_RECORD;
}

/* Write the audit; 1 when it holds something at or above --fail-on (`otherwise` by default). */
static int finish(const cli *c, const apo_audit *audit, const char *otherwise)
{
	apo_write_options write = cli_write_options(c, "terminal");
	int worst = -1, status = cli_write(c, write_audit, audit, &write);
	for (size_t i = 0; i < audit->count; i++)
		if ((int)audit->findings[i].severity > worst &&
			(cli_value(c, "fail-on") || !is_recorded_edit(&audit->findings[i])))
			worst = (int)audit->findings[i].severity;
	return status ? status : cli_fails_on(c, worst, otherwise);
}

static int audit_corpus(cli *c)
{
	apo_error err;
	apo_trace *trace = NULL;
	apo_audit *audit = NULL;
	apo_lexicon_options lexicons = cli_lexicon_options(c);
	apo_trace_options how = cli_trace_options(c, &lexicons);
	if (cli_value(c, "follow-links"))
		apo_context_follow_links(c->context);
	apo_corpus *corpus = apo_corpus_open(c->context, c->operands[0], cli_jobs(c), &err);
	if (corpus)
		trace = apo_trace_corpus(c->context, corpus, &how, &err);
	if (trace)
		audit = apo_audit_trace(c->context, trace, &err);
	int status = audit ? finish(c, audit, "critical") : cli_fail(c, &err);
	apo_audit_free(audit);
	apo_trace_free(trace);
	apo_corpus_free(corpus);
	return status;
}

static int run_audit(cli *c)
{
	struct stat info;
	int status = cli_check_output(c, "terminal");
	if (status)
		return status;
	if (stat(c->operands[0], &info) || S_ISDIR(info.st_mode))
		return cli_value(c, "against")
			       ? cli_usage(c, "--against goes with a TMX, not with a folder")
			       : audit_corpus(c);
	apo_error err;
	apo_audit_options how = APO_AUDIT_OPTIONS_INIT;
	how.ledger = cli_value(c, "against");
	how.progress = cli_progress_bytes;
	how.user = c;
	how.jobs = cli_jobs(c);
	apo_audit *audit = apo_audit_tmx(c->context, c->operands[0], &how, &err);
	status = audit ? finish(c, audit, "minor") : cli_fail(c, &err);
	apo_audit_free(audit);
	return status;
}

const cli_command cmd_audit = {.name = "audit",
	.operands = "CORPUS|FILE.tmx",
	.least = 1,
	.most = 1,
	.summary = "verify provenance and report what breaks it",
	.description = "For a folder with a manifest.json: credits dropped or false, quotations "
		       "altered or never "
		       "said, passages copied without credit, sources that no one names, documents "
		       "that rest on "
		       "another without naming it, times that do not fit.\n\n"
		       "For a TMX that apograph wrote: each segment's text must have the hash that "
		       "was recorded, and "
		       "must be at the bytes of the file that it names. Files are looked for "
		       "beside the TMX and from "
		       "the current folder, by relative names; nothing else is read.\n\n"
		       "With --against LEDGER, each unit is as recorded, edited, added, removed or "
		       "paired differently, compared with the TMX that ledger append recorded; "
		       "what the ledger does not say is reported as unknown. The order, inline "
		       "codes and properties are not in the ledger.",
	.examples = "# what an editor should look at\n$ apograph audit corpora/nato-rutte\n"
		    "# stop a pipeline when a memory no longer matches its sources\n"
		    "$ apograph audit --fail-on major memory.tmx\n"
		    "# a memory that comes back from a CAT tool, against what was recorded\n"
		    "$ apograph audit --against news.ledger back.tmx",
	.options = options,
	.run = run_audit};

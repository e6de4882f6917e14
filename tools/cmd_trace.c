/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"
#include "commands.h"

static const cli_option own_options[] = {
	{"format", 0, "NAME",
		"terminal|json|dot|svg|html|tmx|provn|prov-json|prov-xml|jsonld|newsml-g2",
		"format of the output (default: by the extension of -o, else terminal)"},
	{"lexicon", 0, "FILE", NULL,
		"a dictionary to use: what apograph lexicon made, dictd .index, CEDICT .u8, "
		"NAME.en-zh.tsv; en-zh:FILE says the languages; repeatable"},
	{"no-default-lexicons", 0, NULL, NULL, "use only the lexicons named and the built-in ones"},
	{"languages", 0, "LIST", NULL,
		"with --format tmx: pairs of these languages only, such as en,zh"},
	{"explain", 0, NULL, NULL,
		"terminal, json: list the attributions of every document and say which rule "
		"found each"},
	{"follow-links", 0, NULL, NULL, "read documents that are links out of the folder, too"},
	{0}};
static const cli_option *const options[] = {own_options, cli_ledger_options, cli_srx_options,
	cli_tmx_options, cli_output_options, cli_common_options, NULL};

static apo_status write_trace(
	apo_output *output, const void *trace, const apo_write_options *how, apo_error *err)
{
	return apo_write_trace(output, trace, how, err);
}

/* Now, or the time that SOURCE_DATE_EPOCH says (reproducible-builds.org), so that an output can be made again. */
static const char *time_of_writing(char *out, size_t room)
{
	const char *said = getenv("SOURCE_DATE_EPOCH");
	time_t now = said ? (time_t)strtoll(said, NULL, 10) : time(NULL);
	struct tm utc;
	if (!gmtime_r(&now, &utc) || !strftime(out, room, "%Y-%m-%dT%H:%M:%SZ", &utc))
		return NULL;
	return out;
}

/* The place of a document's derivations, which are in the order of their children. */
static size_t first_edge(const apo_trace *trace, uint32_t child)
{
	size_t low = 0, high = trace->edge_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (trace->edges[middle].child < child)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Whether a document follows from another, by derivations whose direction is known. */
static int follows(const apo_trace *trace, size_t documents, uint32_t child, uint32_t parent)
{
	unsigned char *reached = calloc(documents, 1);
	uint32_t *open = calloc(documents, sizeof *open);
	size_t count = 0;
	int found = !reached || !open; /* nothing is said when memory runs out */
	for (int begin = 1; !found && (begin || count); begin = 0) {
		uint32_t d = begin ? child : open[--count];
		for (size_t i = first_edge(trace, d);
			i < trace->edge_count && trace->edges[i].child == d; i++) {
			const apo_edge *e = &trace->edges[i];
			found |= e->direction_known && e->parent == parent;
			if (e->direction_known && !reached[e->parent]++)
				open[count++] = e->parent;
		}
	}
	free(open);
	free(reached);
	return found;
}

/* What the manifest declares is compared with what the texts show. */
static void compare_declared(const cli *c, const apo_corpus *corpus, const apo_trace *trace)
{
	for (size_t i = 0; i < corpus->declared_count; i++) {
		const apo_declared_parent *d = &corpus->declared[i];
		const char *child = corpus->documents[d->child]->id;
		const char *parent = corpus->documents[d->parent]->id;
		if (follows(trace, corpus->count, d->parent, d->child))
			cli_note(c,
				"manifest.json declares that %s was made from %s; the texts show "
				"the opposite direction",
				child, parent);
		else if (!follows(trace, corpus->count, d->child, d->parent))
			cli_note(c,
				"manifest.json declares that %s was made from %s; the texts do not "
				"show that",
				child, parent);
	}
}

static int run_trace(cli *c)
{
	apo_error err;
	int status = cli_check_output(c, "terminal");
	if (status)
		return status;
	apo_write_options write = cli_write_options(c, "terminal");
	if (cli_value(c, "explain") && strcmp(write.format, "json") != 0 &&
		strcmp(write.format, "terminal") != 0)
		return cli_usage(c, "--explain goes with --format terminal or json, not with %s",
			write.format);
	apo_ledger_head head;
	status = cli_take_ledger(c, write.format, &write, &head);
	if (status)
		return status;
	if (cli_value(c, "follow-links"))
		apo_context_follow_links(c->context);
	apo_corpus *corpus = apo_corpus_open(c->context, c->operands[0], cli_jobs(c), &err);
	if (!corpus)
		return cli_fail(c, &err);
	apo_lexicon_options lexicons = cli_lexicon_options(c);
	apo_trace_options how = cli_trace_options(c, &lexicons);
	apo_trace *trace = apo_trace_corpus(c->context, corpus, &how, &err);
	if (trace)
		compare_declared(c, corpus, trace);
	apo_tmx_options tmx = cli_tmx(c);
	write.tmx = &tmx;
	write.languages = cli_value(c, "languages");
	write.explain = cli_value(c, "explain") != NULL;
	char made[32];
	write.made = time_of_writing(made, sizeof made);
	status = trace ? cli_write(c, write_trace, trace, &write) : cli_fail(c, &err);
	apo_trace_free(trace);
	apo_corpus_free(corpus);
	return status;
}

const cli_command cmd_trace = {.name = "trace",
	.operands = "CORPUS",
	.least = 1,
	.most = 1,
	.summary = "work out where the documents of a folder come from",
	.description = "Reads the documents of the folder CORPUS, those that its manifest.json "
		       "lists or, without one, all that corpus add would take, and works "
		       "out which document was made from which "
		       "(copied, rewritten, translated, excerpted), who is credited, which sources "
		       "are behind them but not in the "
		       "folder, in which wordings each quotation circulates, which credits were "
		       "dropped or changed, and what was copied "
		       "without one. Every finding points at bytes of the files.",
	.examples = "# as a tree on the terminal\n$ apograph trace corpora/nato-rutte\n"
		    "# as a drawing\n$ apograph trace -o chain.svg corpora/nato-rutte\n"
		    "# as W3C PROV\n$ apograph trace -o chain.provn corpora/nato-rutte\n"
		    "# the units of every derivation, each with its chain\n"
		    "$ apograph trace -o story.tmx corpora/nato-rutte",
	.options = options,
	.run = run_trace};

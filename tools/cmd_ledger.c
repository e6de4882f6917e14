/* SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "commands.h"

static const cli_option own_options[] = {{"key", 'k', "FILE", NULL,
						 "append, sign: the secret key to sign with, "
						 "NAME.key; verify: the public key that must "
						 "have signed, NAME.pub"},
	{"at-least", 0, "N|HASH", NULL,
		"verify: fail unless there are N records, or one of this hash; repeatable"},
	{"passphrase-file", 0, "FILE", NULL,
		"the passphrase of the secret key is the first line of FILE (default: ask on the "
		"terminal)"},
	{"no-passphrase", 0, NULL, NULL, "keygen: do not encrypt the secret key"},
	{"type", 0, "TYPE", "ledger|run|document|segments|attributions|alignment|edge|tmx|units",
		"show: only records of this type"},
	{"format", 0, "NAME", "text|tsv|json",
		"of show (default: by the extension of -o, else text)"},
	{"lexicon", 0, "FILE", NULL, "append: a dictionary to use, as for trace; repeatable"},
	{"no-default-lexicons", 0, NULL, NULL, "use only the lexicons named and the built-in ones"},
	{"follow-links", 0, NULL, NULL, "read documents that are links out of the folder, too"},
	{0}};
static const cli_option *const options[] = {own_options, cli_srx_options, cli_table_options,
	cli_output_options, cli_common_options, NULL};

/* The time that records and signatures carry: of SOURCE_DATE_EPOCH (reproducible-builds.org), else of the clock. */
static int64_t time_of_run(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	return epoch ? strtoll(epoch, NULL, 10) : 0;
}

static const char *passphrase_of_key(const char *path, void *user)
{
	return cli_passphrase(user, path, 0);
}

static apo_sign_options signing(cli *c)
{
	apo_sign_options sign = APO_SIGN_OPTIONS_INIT;
	sign.key = cli_value(c, "key");
	sign.passphrase = passphrase_of_key;
	sign.user = c;
	sign.time = time_of_run();
	return sign;
}

/* Record the run, with the options that bear on what it finds. */
static apo_status add_run(cli *c, apo_ledger *ledger, apo_error *err)
{
	static const char *const without[] = {"key", "passphrase-file", NULL};
	apo_ledger_run run = APO_LEDGER_RUN_INIT;
	char *described = cli_describe(c, without), *at = strchr(described, '\n');
	const char **list = cli_alloc(strlen(described) + 1, sizeof *list);
	while (at && at[1]) {
		*at++ = '\0';
		list[run.option_count++] = at;
		at = strchr(at, '\n');
		if (at && at[-1] == ' ') /* a flag */
			at[-1] = '\0';
	}
	if (at)
		*at = '\0';
	run.options = list;
	run.lexicons = cli_values(c, "lexicon", &run.lexicon_count);
	run.time = time_of_run();
	apo_status status = apo_ledger_add_run(ledger, &run, err);
	free(list);
	free(described);
	return status;
}

typedef struct {
	apo_corpus *corpus; /* a folder; NULL = a TMX */
	apo_trace *trace;
	const char *path;
} recorded;

/* Work out what there is to record of one operand. */
static apo_status read_operand(cli *c, const char *path, recorded *r, apo_error *err)
{
	struct stat info;
	r->path = path;
	if (!stat(path, &info) && S_ISDIR(info.st_mode)) {
		apo_lexicon_options lexicons = cli_lexicon_options(c);
		apo_trace_options how = cli_trace_options(c, &lexicons);
		r->corpus = apo_corpus_open(c->context, path, cli_jobs(c), err);
		if (r->corpus)
			r->trace = apo_trace_corpus(c->context, r->corpus, &how, err);
		return r->trace ? APO_OK : err->status;
	}
	apo_tmx_stats *stats = apo_tmx_stats_open(c->context, path, cli_progress_bytes, c, err);
	if (!stats)
		return err->status;
	for (size_t i = 0; i < stats->diagnostic_count; i++)
		if (stats->diagnostics[i].severity == APO_SEVERITY_CRITICAL)
			cli_note(c, "%s: line %u: %s; it is recorded as it is", path,
				stats->diagnostics[i].line, stats->diagnostics[i].message);
	apo_tmx_stats_free(stats);
	return APO_OK;
}

static void recorded_free(recorded *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		apo_trace_free(all[i].trace);
		apo_corpus_free(all[i].corpus);
	}
	free(all);
}

/* All is worked out: the ledger is locked for no longer than writing takes. */
static apo_status append_all(cli *c, const recorded *all, size_t count, apo_error *err)
{
	apo_sign_options sign = signing(c);
	apo_ledger *ledger = apo_ledger_open(c->context, c->operands[1], err);
	if (!ledger)
		return err->status;
	apo_ledger_head before = apo_ledger_end(ledger);
	apo_status status = add_run(c, ledger, err);
	for (size_t i = 0; !status && i < count; i++)
		status = all[i].trace ? apo_ledger_add_trace(ledger, all[i].trace, err)
				      : apo_ledger_add_memory(
						ledger, all[i].path, cli_progress_bytes, c, err);
	if (!status)
		status = apo_ledger_commit(ledger, sign.key ? &sign : NULL, err);
	apo_ledger_head end = apo_ledger_end(ledger);
	if (!status)
		printf("%s: %llu records added, %llu in all\nhead %s\n", c->operands[1],
			(unsigned long long)(end.records - before.records),
			(unsigned long long)end.records, end.hash);
	apo_ledger_free(ledger);
	return status;
}

static int run_append(cli *c)
{
	apo_error err = {0};
	size_t count = c->operand_count - 2;
	if (c->operand_count < 3)
		return cli_usage(c, "ledger append expects LEDGER and FOLDER|FILE.tmx...");
	if (cli_value(c, "follow-links"))
		apo_context_follow_links(c->context);
	/* that it can be appended to shows before the work */
	apo_ledger *ledger = apo_ledger_open(c->context, c->operands[1], &err);
	if (!ledger)
		return cli_fail(c, &err);
	apo_ledger_free(ledger);
	recorded *all = cli_alloc(count, sizeof *all);
	apo_status status = APO_OK;
	for (size_t i = 0; !status && i < count; i++)
		status = read_operand(c, c->operands[i + 2], &all[i], &err);
	if (!status)
		status = append_all(c, all, count, &err);
	recorded_free(all, count);
	return status ? cli_fail(c, &err) : 0;
}

static int is_hash(const char *text)
{
	return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

/* What --at-least says, given once or more; 2 after a message. */
static int read_anchors(const cli *c, apo_ledger_verify_options *how)
{
	size_t count, digits;
	const char *const *values = cli_values(c, "at-least", &count);
	for (size_t i = 0; i < count; i++) {
		digits = strspn(values[i], "0123456789");
		if (is_hash(values[i]))
			how->hash = values[i];
		else if (digits && digits < 17 && !values[i][digits])
			how->records = strtoull(values[i], NULL, 10);
		else
			return cli_usage(c,
				"--at-least %s: expected a number of records, or a hash of 64 "
				"hexadecimal digits",
				values[i]);
	}
	return 0;
}

static void print_findings(const apo_ledger_report *r)
{
	for (size_t i = 0; i < r->count; i++) {
		const apo_ledger_finding *f = &r->findings[i];
		char file[1024], message[1200], line[40] = "";
		apo_visible_text(file, sizeof file, f->file, strlen(f->file));
		apo_visible_text(message, sizeof message, f->message, strlen(f->message));
		if (f->line)
			snprintf(line, sizeof line, "line %llu: ", (unsigned long long)f->line);
		printf("%s: %s%s [%s]\n", file, line, message, apo_ledger_fault_name(f->fault));
	}
}

static void print_good(const cli *c, const apo_ledger_report *r)
{
	char name[1024], comment[1024];
	apo_visible_text(name, sizeof name, c->operands[1], strlen(c->operands[1]));
	printf("%s: %llu records, each follows the one before\nhead %s\n", name,
		(unsigned long long)r->end.records, r->end.hash);
	if (r->first_time)
		printf("recorded %s to %s, by the clocks of those who did\n", r->first_time,
			r->last_time);
	if (r->key_id && r->comment) {
		apo_visible_text(comment, sizeof comment, r->comment, strlen(r->comment));
		printf("signed by key %s%s\n", r->key_id,
			cli_value(c, "key") ? "" : ", for which nobody vouches without --key");
	}
}

static int run_verify(cli *c)
{
	apo_error err;
	apo_ledger_verify_options how = APO_LEDGER_VERIFY_OPTIONS_INIT;
	int status = read_anchors(c, &how);
	if (status)
		return status;
	how.key = cli_value(c, "key");
	how.progress = cli_progress_bytes;
	how.user = c;
	apo_ledger_report *report = apo_ledger_verify(c->context, c->operands[1], &how, &err);
	if (!report)
		return cli_fail(c, &err);
	cli_progress_hide();
	status = report->count > 0;
	if (status)
		print_findings(report);
	else
		print_good(c, report);
	if (report->first_time && strcmp(report->first_time, report->last_time) > 0)
		cli_note(c, "%s: the last run says that it was before the first; a clock was wrong",
			c->operands[1]);
	apo_ledger_report_free(report);
	return status;
}

static int run_show(cli *c)
{
	apo_error err;
	int status = cli_check_output(c, "text");
	if (status)
		return status;
	apo_write_options write = cli_write_options(c, "text");
	apo_output *output = cli_open_output(c, cli_output(c), 0, &err);
	if (!output)
		return cli_fail(c, &err);
	status = apo_write_ledger(
		output, c->context, c->operands[1], cli_value(c, "type"), &write, &err);
	if (!status)
		status = apo_output_commit(output, &err);
	apo_output_free(output);
	return status ? cli_fail(c, &err) : 0;
}

static int run_keygen(cli *c)
{
	apo_error err;
	const char *passphrase = NULL;
	if (!cli_value(c, "no-passphrase")) {
		passphrase = cli_passphrase(c, c->operands[1], 1);
		if (!passphrase)
			return 2;
	}
	if (apo_ledger_keygen(c->operands[1], passphrase, &err))
		return cli_fail(c, &err);
	printf("%s.key: the secret key; keep it to yourself\n%s.pub: the public key; give it to "
	       "those who verify\n",
		c->operands[1], c->operands[1]);
	return 0;
}

static int run_sign(cli *c)
{
	apo_error err;
	apo_sign_options sign = signing(c);
	if (!sign.key)
		return cli_usage(c, "ledger sign needs --key NAME.key");
	if (apo_ledger_sign(c->context, c->operands[1], &sign, &err))
		return cli_fail(c, &err);
	printf("%s.head.minisig: the signature of %s.head\n", c->operands[1], c->operands[1]);
	return 0;
}

static const struct {
	const char *name, *operands;
	int (*run)(cli *c);
	int many;
	const char *takes; /* options of its own */
} actions[] = {{"append", "LEDGER and FOLDER|FILE.tmx...", run_append, 1,
		       "key|passphrase-file|lexicon|no-default-lexicons|follow-links|srx"},
	{"verify", "LEDGER", run_verify, 0, "at-least|key"},
	{"show", "LEDGER", run_show, 0, "type|format|output|spreadsheet"},
	{"keygen", "NAME", run_keygen, 0, "passphrase-file|no-passphrase"},
	{"sign", "LEDGER", run_sign, 0, "key|passphrase-file"}};

static int run_ledger(cli *c)
{
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
		if (strcmp(actions[i].name, c->operands[0]) != 0)
			continue;
		for (size_t g = 0; options[g]; g++)
			for (const cli_option *o = options[g];
				options[g] != cli_common_options && o->name; o++)
				if (cli_value(c, o->name) &&
					!cli_is_among(actions[i].takes, o->name))
					return cli_usage(c, "ledger %s does not take --%s",
						actions[i].name, o->name);
		if (c->operand_count < 2 || (!actions[i].many && c->operand_count > 2))
			return cli_usage(
				c, "ledger %s expects %s", actions[i].name, actions[i].operands);
		return actions[i].run(c);
	}
	return cli_unknown_action(c);
}

const cli_command cmd_ledger = {.name = "ledger",
	.operands = "ACTION LEDGER [FOLDER|FILE.tmx...]",
	.actions = "append|verify|show|keygen|sign",
	.least = 2,
	.most = UINT_MAX,
	.summary = "keep a record of provenance that can be verified",
	.description =
		"A ledger is a file of records, one a line, each with the hash of the line before. "
		"LEDGER.head says how many there are and the hash of the last; "
		"LEDGER.head.minisig signs it, in the format of minisign.\n\n"
		"append records the trace of a FOLDER: documents with their hashes, segments, "
		"attributions, and who follows from whom on what evidence; of a FILE.tmx its hash "
		"and the hashes of the texts of its units. All of it counts, or nothing. It prints "
		"the hash of the last record: who "
		"notes it elsewhere can show later that nothing before it was changed. What an "
		"append "
		"that was interrupted left is moved to LEDGER.torn, and reported.\n\n"
		"verify names the first line that is wrong and what is wrong with it. A ledger "
		"that was cut back "
		"together with an older head is right in itself: --at-least with a number of "
		"records or "
		"a hash that was noted before finds that. --key names who must have signed.\n\n"
		"show prints the records. keygen makes the keys NAME.key, to be kept secret, and "
		"NAME.pub. "
		"sign signs the head as it is; append with --key does so at once.",
	.examples = "# record today's story, and verify the record\n"
		    "$ apograph ledger append news.ledger corpora/nato-rutte\n"
		    "$ apograph ledger verify news.ledger\n\n"
		    "# sign it\n"
		    "$ apograph ledger keygen --no-passphrase desk\n"
		    "$ apograph ledger sign news.ledger --key desk.key\n"
		    "$ apograph ledger verify news.ledger --key desk.pub --at-least 3",
	.options = options,
	.run = run_ledger};

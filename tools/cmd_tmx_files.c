/* SPDX-License-Identifier: Apache-2.0 */
/* The actions of `tmx` that make files: the TMX goes to -o, what was done and why to standard output; without -o the TMX goes to
 * standard output, and only a summary is reported. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"

typedef struct {
	apo_tmx_options tmx;
	apo_write_options write;
	apo_tmx_result result;
	apo_output *file, *list; /* NULL: not wanted */
} tmx_files_job;

static const char *format(const cli *c)
{
	const char *value = cli_value(c, "format");
	return value ? value : "text";
}

/* Options and outputs of a job. Returns 0, or the exit status after a message. */
static int begin(const cli *c, tmx_files_job *j, int writes_file)
{
	apo_error err;
	const char *level = cli_value(c, "level"), *languages = cli_value(c, "languages");
	int dry = cli_value(c, "dry-run") != NULL;
	*j = (tmx_files_job){.tmx = cli_tmx(c), .write = cli_write_options(c, "text")};
	j->write.format = format(c);
	j->write.tmx = &j->tmx;
	j->tmx.level = level ? (int)strtol(level, NULL, 10) : 0;
	if (languages && !strcmp(languages, "bare"))
		j->tmx.languages = APO_TMX_LANGUAGES_BARE;
	if (languages && !strcmp(languages, "keep"))
		j->tmx.languages = APO_TMX_LANGUAGES_KEEP;
	j->tmx.salvage = cli_value(c, "salvage") != NULL;
	j->tmx.progress = cli_progress_bytes;
	j->tmx.user = (void *)(uintptr_t)c;
	int to_file = cli_value(c, "output") && strcmp(cli_output(c), "-") != 0;
	if (writes_file && !dry && !(j->file = cli_open_output(c, cli_output(c), 1, &err)))
		return cli_fail(c, &err);
	if ((dry || to_file || !writes_file) && !(j->list = cli_open_output(c, "-", 0, &err))) {
		apo_output_free(j->file);
		return cli_fail(c, &err);
	}
	return 0;
}

/* Commit what was written; the exit status. */
static int end(const cli *c, tmx_files_job *j, apo_status status, apo_error *err)
{
	const apo_tmx_result *r = &j->result;
	int worst = -1;
	if (!status && j->file)
		status = apo_output_commit(j->file, err);
	if (!status && j->list)
		status = apo_output_commit(j->list, err);
	apo_output_free(j->file);
	apo_output_free(j->list);
	if (status)
		return cli_fail(c, err);
	for (int i = 0; i < 3; i++)
		if (r->problems[i])
			worst = i;
	cli_note(c, "%llu units read, %llu %swritten, %llu skipped, %llu warned",
		(unsigned long long)r->units, (unsigned long long)r->written,
		cli_value(c, "dry-run") ? "would be " : "", (unsigned long long)r->skipped,
		(unsigned long long)(r->problems[0] + r->problems[1] + r->problems[2]));
	return cli_fails_on(c, worst, "critical");
}

int cmd_tmx_merge(cli *c)
{
	static const char *const names[] = {"keep", "first", "last", "newest"};
	apo_error err;
	tmx_files_job j;
	int status = begin(c, &j, 1);
	if (status)
		return status;
	const char *conflicts = cli_value(c, "conflicts");
	for (int i = 0; conflicts && i < 4; i++)
		if (!strcmp(conflicts, names[i]))
			j.tmx.conflicts = (apo_tmx_conflicts)i;
	return end(c, &j,
		apo_tmx_merge(c->context, c->operands + 1, c->operand_count - 1, j.file, j.list,
			&j.write, &j.result, &err),
		&err);
}

/* Bits of "space,empty"; 0 after a message. */
static unsigned parse_checks(const cli *c, const char *list)
{
	static const struct {
		const char *name;
		unsigned bits;
	} checks[] = {{"duplicates", APO_TMX_DUPLICATES}, {"empty", APO_TMX_EMPTY},
		{"untranslated", APO_TMX_UNTRANSLATED}, {"space", APO_TMX_SPACE},
		{"characters", APO_TMX_CHARACTERS}, {"codes", APO_TMX_TAGS},
		{"numbers", APO_TMX_NUMBERS}, {"language", APO_TMX_LANGUAGE},
		{"length", APO_TMX_LENGTH}, {"default", APO_TMX_CHECKS},
		{"all", APO_TMX_CHECKS | APO_TMX_NUMBERS | APO_TMX_LANGUAGE | APO_TMX_LENGTH}};
	unsigned bits = 0;
	for (const char *at = list; *at; at += *at == ',') {
		size_t size = strcspn(at, ","), i = 0;
		while (i < sizeof checks / sizeof *checks &&
			(strlen(checks[i].name) != size || memcmp(checks[i].name, at, size) != 0))
			i++;
		if (i == sizeof checks / sizeof *checks) {
			cli_guess guess = cli_guess_new(at, size);
			for (size_t k = 0; k < sizeof checks / sizeof *checks; k++)
				cli_guess_try(&guess, checks[k].name);
			cli_usage(c,
				"--checks %.*s: expected duplicates, empty, untranslated, space, "
				"characters, codes, numbers, language, length, default or all%s",
				(int)size, at, cli_guess_say(&guess, ""));
			return 0;
		}
		bits |= checks[i].bits;
		at += size;
	}
	if (!bits)
		cli_usage(c, "--checks needs a list, as in --checks space,empty");
	return bits;
}

int cmd_tmx_clean(cli *c)
{
	apo_error err;
	tmx_files_job j;
	const char *list = cli_value(c, "checks");
	unsigned checks = list ? parse_checks(c, list) : APO_TMX_CHECKS;
	if (!checks)
		return 2;
	int status = begin(c, &j, 1);
	if (status)
		return status;
	j.tmx.checks = checks;
	return end(c, &j,
		apo_tmx_clean(
			c->context, c->operands[1], j.file, j.list, &j.write, &j.result, &err),
		&err);
}

int cmd_tmx_split(cli *c)
{
	apo_error err;
	tmx_files_job j;
	const char *units = cli_value(c, "units"), *by = cli_value(c, "by");
	const char *folder = cli_value(c, "output");
	if (!units == !by)
		return cli_usage(c, "tmx split needs --units N, or --by language, document or "
				    "prop:TYPE");
	if (!folder && !cli_value(c, "dry-run"))
		return cli_usage(c, "tmx split needs -o FOLDER for the parts");
	int status = begin(c, &j, 0);
	if (status)
		return status;
	j.tmx.folder = cli_value(c, "dry-run") ? NULL : folder;
	j.tmx.part_by = by;
	j.tmx.part_units = units ? strtoull(units, NULL, 10) : 0;
	return end(c, &j,
		apo_tmx_split(c->context, c->operands[1], j.list, &j.write, &j.result, &err), &err);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli_parse.h"

const cli_option cli_common_options[] = {{"jobs", 'j', "N", NULL,
						 "threads to use (default: all processors that it "
						 "may use); the output is the same for every N"},
	{"color", 0, "WHEN", "auto|always|never",
		"colour on a terminal (default: auto; NO_COLOR turns it off)"},
	{"no-progress", 0, NULL, NULL, "no progress bar"},
	{"quiet", 'q', NULL, NULL, "no notices on standard error"},
	{"no-sandbox", 0, NULL, NULL,
		"keep rights that are not needed: network, programs, files elsewhere"},
	{"help", 'h', NULL, NULL, "print this help"}, {0}};

const cli_option cli_output_options[] = {
	{"output", 'o', "FILE", NULL,
		"write to FILE, whole or not at all (default: -, standard output)"},
	{0}};

const cli_option cli_table_options[] = {
	{"spreadsheet", 0, NULL, NULL,
		"tsv: put an apostrophe before cells that a spreadsheet would calculate, because "
		"they begin with = + - @ or a tab"},
	{0}};

const cli_option cli_srx_options[] = {{"srx", 0, "FILE", NULL,
					      "cut texts by the rules of this SRX file (1.0 or "
					      "2.0), as a CAT tool that has it does "
					      "(default: own rules)"},
	{0}};

/* Whether a line is none of the last ones, by its hash (FNV-1a); called under the lock of standard error. */
static int is_new(const char *line)
{
	enum { REMEMBERED = 1024 }; /* what is the same for all files of a run comes again soon */
	static uint64_t said[REMEMBERED];
	static size_t count;
	uint64_t hash = 0xcbf29ce484222325u;
	for (; *line; line++)
		hash = (hash ^ (unsigned char)*line) * 0x100000001b3u;
	for (size_t i = 0; i < REMEMBERED && i < count; i++)
		if (said[i] == hash)
			return 0;
	said[count++ % REMEMBERED] = hash;
	return 1;
}

/* Print a line on standard error in one piece: threads have notices too. What files and names hold must not
 * reach a terminal as it is. */
__attribute__((format(printf, 1, 0))) static void print_line(
	const char *format, va_list args, int once)
{
	va_list again;
	va_copy(again, args);
	int size = vsnprintf(NULL, 0, format, args);
	char *text = size < 0 ? NULL : malloc((size_t)size + 1);
	if (!text)
		cli_exhausted();
	vsnprintf(text, (size_t)size + 1, format, again);
	va_end(again);
	size_t room = apo_visible_text(NULL, 0, text, (size_t)size) + 1;
	char *line = malloc(room);
	if (!line)
		cli_exhausted();
	apo_visible_text(line, room, text, (size_t)size);
	flockfile(stderr);
	if (!once || is_new(line)) {
		cli_progress_hide();
		fprintf(stderr, "apograph: %s\n", line);
	}
	funlockfile(stderr);
	free(line);
	free(text);
}

void cli_say(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	print_line(format, args, 0);
	va_end(args);
}

int cli_usage(const cli *c, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	print_line(format, args, 0);
	va_end(args);
	if (c && c->command)
		fprintf(stderr, "try: apograph %s --help\n", c->command->name);
	else
		fputs("try: apograph help\n", stderr);
	return 2;
}

int cli_fail(const cli *c, const apo_error *err)
{
	return cli_fail_at(c, NULL, 0, err);
}

int cli_fail_at(const cli *c, const char *list, unsigned line, const apo_error *err)
{
	char in_list[32] = "", at[40] = "";
	(void)c;
	if (list)
		snprintf(in_list, sizeof in_list, ": line %u: ", line);
	if (err->line)
		snprintf(at, sizeof at, "line %u: ", (unsigned)err->line);
	else if (err->offset != APO_NO_OFFSET)
		snprintf(at, sizeof at, "byte %llu: ", (unsigned long long)err->offset);
	cli_say("%s%s%s%s%s%s", list ? list : "", in_list, err->file, err->file[0] ? ": " : "", at,
		err->message);
	return apo_status_exit(err->status);
}

void cli_note(const cli *c, const char *format, ...)
{
	if (cli_value(c, "quiet"))
		return;
	va_list args;
	va_start(args, format);
	print_line(format, args, 1);
	va_end(args);
}

unsigned cli_jobs(const cli *c)
{
	const char *jobs = cli_value(c, "jobs");
	return jobs ? (unsigned)strtoul(jobs, NULL, 10) : 0;
}

int cli_on_terminal(const cli *c)
{
	return !strcmp(cli_output(c), "-") && isatty(STDOUT_FILENO);
}

static int wants_color(const cli *c)
{
	const char *when = cli_value(c, "color");
	if (when && !strcmp(when, "always"))
		return 1;
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	return !(when && !strcmp(when, "never")) && !(no_color && *no_color) &&
	       cli_on_terminal(c) && term && strcmp(term, "dumb") != 0;
}

unsigned cli_columns(int fd)
{
	struct winsize size;
	if (!ioctl(fd, TIOCGWINSZ, &size) && size.ws_col)
		return size.ws_col;
	const char *columns = getenv("COLUMNS");
	unsigned value = columns ? (unsigned)strtoul(columns, NULL, 10) : 0;
	return value >= 20 && value < 10000 ? value : 80;
}

static void cli_notice(const char *message, void *user)
{
	cli_note(user, "%s", message);
}

apo_write_options cli_write_options(const cli *c, const char *otherwise)
{
	apo_write_options options = APO_WRITE_OPTIONS_INIT;
	options.format = cli_format(c, otherwise);
	options.color = wants_color(c);
	options.columns = cli_columns(STDOUT_FILENO);
	options.spreadsheet = cli_value(c, "spreadsheet") != NULL;
	options.notice = cli_notice;
	options.user = (void *)(uintptr_t)c;
	options.jobs = cli_jobs(c);
	return options;
}

int cli_fails_on(const cli *c, int worst, const char *otherwise)
{
	const char *level = cli_value(c, "fail-on");
	if (!level)
		level = otherwise;
	if (!strcmp(level, "never"))
		return 0;
	int least = APO_SEVERITY_MINOR;
	while (least < APO_SEVERITY_CRITICAL &&
		strcmp(level, apo_severity_name((apo_severity)least)) != 0)
		least++;
	return worst >= least;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which folders a command may write beneath: those of the outputs that its command line names, the cache, the folder of
 * temporary files, and for `lexicon` the user's data folder. A command that writes elsewhere adds it here.
 */
#define _GNU_SOURCE /* realpath */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "sandbox.h"

typedef struct {
	char **folders;
	size_t count, capacity;
	int failed; /* no memory for one: then nothing is confined, rather than an output refused */
} list;

static void add(list *l, const char *folder, size_t size)
{
	const char *last = l->count ? l->folders[l->count - 1] : NULL;
	if (last && strlen(last) == size && !memcmp(last, folder, size))
		return;
	if (l->count == l->capacity) {
		size_t capacity = l->capacity * 2 + 16;
		char **more = realloc(l->folders, capacity * sizeof *more);
		if (!more) {
			l->failed = 1;
			return;
		}
		l->folders = more;
		l->capacity = capacity;
	}
	char *copy = malloc(size + 1);
	if (!copy) {
		l->failed = 1;
		return;
	}
	memcpy(copy, folder, size);
	copy[size] = 0;
	l->folders[l->count++] = copy;
}

/* The folder that a path is in, "." where it names none; the path itself when it is a folder. What is not there yet will be made
 * in the nearest folder above. */
static void add_folder_of(list *l, const char *path)
{
	struct stat s;
	size_t size = strlen(path);
	char *at = strdup(path);
	if (!at) {
		l->failed = 1;
		return;
	}
	while (size && (stat(at, &s) || !S_ISDIR(s.st_mode))) {
		char *slash = strrchr(at, '/');
		size = slash ? (size_t)(slash - at) : 0;
		if (slash == at && at[1]) /* "/name" is in "/" */
			size = 1;
		at[size] = 0;
	}
	add(l, size ? at : ".", size ? size : 1);
	free(at);
}

/* The folder of an output, and that of what it links to. */
static void add_output(list *l, const char *path)
{
	if (!strcmp(path, "-"))
		return;
	char *target = realpath(path, NULL);
	add_folder_of(l, path);
	if (target)
		add_folder_of(l, target);
	free(target);
}

/* A folder of the XDG Base Directory Specification for this program. */
static void add_xdg(list *l, const char *variable, const char *otherwise)
{
	const char *folder = getenv(variable), *home = getenv("HOME");
	char path[PATH_MAX];
	if (folder && *folder == '/')
		snprintf(path, sizeof path, "%s/apograph", folder);
	else if (home && *home)
		snprintf(path, sizeof path, "%s/%s/apograph", home, otherwise);
	else
		return;
	add_folder_of(l, path);
}

/* Whether graphviz's dot may be asked for a layout (src/report/drawing/layout_dot.c). */
static int starts_programs(const cli *c)
{
	const char *format = cli_format(c, "terminal");
	return !strcmp(c->command->name, "trace") &&
	       (!strcmp(format, "svg") || !strcmp(format, "html"));
}

void cli_confine(const cli *c, const char *const *outputs, size_t count)
{
	static const char *const options[] = {"output", "batch", "corpus"};
	/* of temporary files: the first that takes any, as in src/base/spill.c */
	static const char *const places[] = {"TMPDIR", "/tmp", "/var/tmp", "."};
	const char *temporary = getenv("TMPDIR");
	list l = {0};
	if (cli_value(c, "no-sandbox"))
		return;
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (cli_value(c, options[i]))
			add_output(&l, cli_value(c, options[i]));
	for (unsigned i = 0; i < c->operand_count; i++)
		if (!strcmp(c->command->name, "corpus") ||
			(!strcmp(c->command->name, "ledger") && i == 1))
			add_output(&l, c->operands[i]);
	for (size_t i = 0; i < count; i++)
		add_output(&l, outputs[i]);
	if (!strcmp(c->command->name, "dismiss")) {
		const char *named = cli_value(c, "dismissals"), *job = cli_value(c, "job");
		char *path = named ? cli_strdup(named) : cli_dismissals_beside(job ? job : "");
		add_output(&l, *path ? path : ".");
		free(path);
	}
	add_xdg(&l, "XDG_CACHE_HOME", ".cache");
	if (!strcmp(c->command->name, "lexicon"))
		add_xdg(&l, "XDG_DATA_HOME", ".local/share");
	for (size_t i = temporary && *temporary ? 0 : 1; i < sizeof places / sizeof *places; i++)
		if (!access(i ? places[i] : temporary, W_OK | X_OK)) {
			add_folder_of(&l, i ? places[i] : temporary);
			break;
		}
	if (!l.failed)
		sandbox_confine_writes((const char *const *)l.folders, l.count, starts_programs(c));
	for (size_t i = 0; i < l.count; i++)
		free(l.folders[i]);
	free(l.folders);
}

void cli_sandbox(const cli *c)
{
	if (cli_value(c, "no-sandbox"))
		return;
	sandbox_forbid_calls(starts_programs(c));
	if (!cli_value(c, "batch")) /* its list names more outputs: align_batch.c */
		cli_confine(c, NULL, 0);
}

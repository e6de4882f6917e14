/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fast lexicons open and answer: bench-lexicon FROM TO [--lexicon FILE]... [WORDS]
 * WORDS is a file with a folded word of FROM on each line (default: four words), as lexicon.py --words writes it. Prints one JSON line; times
 * are CPU times.
 */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/buffer.h"
#include "base/file.h"
#include "lexicon/lexicon_lookup.h"

#define SHOWN 12u /* words whose renderings are printed */

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void notice(const char *message, void *user)
{
	(void)user;
	fprintf(stderr, "%s\n", message);
}

/* Whether a word has renderings; `shown`: the best are printed. */
static int look_up(
	const apo_lexicons *lexicons, apo__arena *arena, const char *word, size_t size, int shown)
{
	apo__arena *scratch = apo__arena_child(arena);
	const char *form = apo__strndup(scratch, word, size);
	const apo__rendering *renderings;
	uint32_t count = apo__lexicon_renderings(lexicons, APO__SOURCE, form, scratch, &renderings);
	if (shown) {
		fprintf(stderr, "%s:", form);
		for (uint32_t i = 0; i < count && i < 8; i++) {
			char weight[40];
			fprintf(stderr, " %s %s", renderings[i].form,
				apo__decimal(weight, (double)renderings[i].weight, 2));
		}
		fprintf(stderr, "\n");
	}
	apo__arena_free(scratch);
	return count > 0;
}

int main(int argc, char **argv)
{
	const char *files[16], *words = NULL;
	apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
	options.files = files;
	apo_error err;
	for (int i = 3; i < argc; i++) {
		if (!strcmp(argv[i], "--lexicon") && i + 1 < argc && options.file_count < 16)
			files[options.file_count++] = argv[++i];
		else
			words = argv[i];
	}
	if (argc < 3) {
		fprintf(stderr, "usage: bench-lexicon FROM TO [--lexicon FILE]... [WORDS]\n");
		return 2;
	}
	apo_context_options telling = APO_CONTEXT_OPTIONS_INIT;
	telling.notice = notice;
	apo_context *context = apo_context_new(&telling, &err);
	apo__arena *arena = apo__arena_new();
	if (!context || !arena)
		return 5;
	double begin = now();
	apo_lexicons *lexicons = apo_lexicons_open(context, argv[1], argv[2], &options, &err);
	double load = now() - begin;
	if (!lexicons) {
		fprintf(stderr, "%s: %s\n", err.file, err.message);
		return 3;
	}
	for (size_t i = 0; apo_lexicons_used(lexicons, i); i++)
		fprintf(stderr, "%s\n", apo_lexicons_used(lexicons, i));
	const char *data = "government\nhouses\nwent\nabandon\n";
	size_t size = strlen(data);
	if (words && apo__file_read(arena, words, 1u << 28, &data, &size, &err)) {
		fprintf(stderr, "%s: %s\n", err.file, err.message);
		return 3;
	}
	unsigned long lookups = 0, found = 0;
	begin = now();
	for (const char *at = data, *end = data + size; at < end; lookups++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		if (!stop)
			stop = end;
		found += (unsigned long)look_up(
			lexicons, arena, at, (size_t)(stop - at), lookups < SHOWN);
		at = stop + 1;
	}
	double spent = now() - begin;
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	char ms[40];
	printf("{\"bench\": \"lexicon\", \"pair\": \"%s-%s\", \"load_ms\": %s, \"lookups\": %lu, "
	       "\"found\": %lu, "
	       "\"lookups_per_second\": %.0f, \"peak_mib\": %ld}\n",
		argv[1], argv[2], apo__decimal(ms, load * 1000, 1), lookups, found,
		spent > 0 ? (double)lookups / spent : 0, usage.ru_maxrss / 1024);
	apo_lexicons_free(lexicons);
	apo__arena_free(arena);
	apo_context_free(context);
	return 0;
}

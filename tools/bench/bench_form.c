/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mechanical checks alone, on a memory read as a stream:
 *     bench-form FILE.tmx FROM TO [GLOSSARY]   prints one line of JSON
 * Units a second are those of one core; the peak of memory grows with the different texts only. `--make UNITS` writes a memory to
 * measure on: sentences of lists of words, by a fixed sequence of numbers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "exchange/bitext/form_units.h"
#include "exchange/tmx/tmx_reader.h"
#include "text/language/context.h"

typedef struct {
	apo__form_checker *checker;
	const char *from, *to;
	apo__arena *scratch;
	int checks; /* the second time */
	unsigned long units, findings;
} bench;

static void count(const apo__form_finding *finding, void *user)
{
	(void)finding;
	((bench *)user)->findings++;
}

static apo__form_text text_of(bench *b, const apo__unit_variant *v)
{
	apo__form_text text = {.text = v->text, .size = (uint32_t)v->size};
	text.codes = apo__form_codes(b->scratch, v, &text.code_count);
	return text;
}

static apo_status on_unit(const apo__unit *unit, void *user, apo_error *err)
{
	bench *b = user;
	(void)err;
	const apo__unit_variant *source = apo__unit_find(unit, b->from, NULL);
	const apo__unit_variant *target = apo__unit_find(unit, b->to, source);
	if (!source || !target)
		return APO_OK;
	apo__arena_reset(b->scratch);
	apo__form_unit kept = {.number = unit->number, .stored = 1};
	kept.side[0] = text_of(b, source);
	kept.side[1] = text_of(b, target);
	if (b->checks)
		apo__form_check(b->checker, &kept, count, b);
	else
		apo__form_learn(b->checker, &kept);
	b->units += (unsigned long)b->checks;
	return APO_OK;
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- a memory to measure on ---- */

static unsigned long next(unsigned long *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

static void sentence(unsigned long *state, const char *const *words, unsigned count)
{
	unsigned length = 6 + (unsigned)(next(state) % 14);
	for (unsigned i = 0; i < length; i++) {
		const char *word = words[next(state) % count];
		printf("%s%c%s", i ? " " : "", i ? word[0] : word[0] & ~32, word + 1);
	}
}

static void make(unsigned long units)
{
	static const char *const from[] = {"the", "pump", "opens", "a", "valve", "when", "pressure",
		"is", "low", "and", "every", "door", "closes", "before", "night", "workers", "read",
		"old", "manuals", "near", "harbour", "ships", "carry", "grain"};
	static const char *const to[] = {"die", "pumpe", "öffnet", "ein", "ventil", "wenn", "druck",
		"ist", "niedrig", "und", "jede", "tür", "schließt", "vor", "nacht", "arbeiter",
		"lesen", "alte", "bücher", "nahe", "hafen", "schiffe", "tragen", "getreide"};
	unsigned long state = 20261130;
	puts("<tmx version=\"1.4\"><header creationtool=\"bench\" creationtoolversion=\"1\" "
	     "segtype=\"sentence\" o-tmf=\"x\" adminlang=\"en\" srclang=\"en\" "
	     "datatype=\"plaintext\"/><body>");
	for (unsigned long i = 0; i < units; i++) {
		unsigned long number = next(&state) % 9000 + 10;
		printf("<tu><tuv xml:lang=\"en\"><seg>");
		sentence(&state, from, sizeof from / sizeof *from);
		printf(" %lu %s.</seg></tuv><tuv xml:lang=\"de\"><seg>", number,
			i % 7 ? "%s" : "{name}");
		sentence(&state, to, sizeof to / sizeof *to);
		printf(" %lu %s.</seg></tuv></tu>\n", number, i % 7 ? "%s" : "{name}");
	}
	puts("</body></tmx>");
}

static apo_status run(apo__arena *arena, void *user, apo_error *err)
{
	char *const *arguments = user;
	bench b = {.from = arguments[2], .to = arguments[3], .scratch = apo__arena_child(arena)};
	const apo__unit_handler handler = {.unit = on_unit, .user = &b};
	apo__unit_summary summary;
	apo_context *context = apo_context_new(NULL, err);
	b.checker = apo__form_open(arena, context, b.from, b.to, 0);
	apo_status status =
		arguments[4] ? apo__form_add_terms(b.checker, arguments[4], err) : APO_OK;
	double begin = seconds();
	for (b.checks = 0; b.checks < 2 && !status; b.checks++) {
		apo__arena *reader = apo__arena_child(arena);
		status = apo__tmx_read(reader, arguments[1], &handler, &summary, err);
		apo__arena_free(reader);
	}
	double spent = seconds() - begin;
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	if (!status)
		printf("{\"units\": %lu, \"findings\": %lu, \"seconds\": %.2f, "
		       "\"units_per_second\": "
		       "%.0f, \"peak_mb\": %.0f}\n",
			b.units, b.findings, spent, (double)b.units / spent,
			(double)usage.ru_maxrss / 1024);
	apo_context_free(context);
	return status;
}

int main(int argc, char **argv)
{
	apo_error err;
	if (argc == 3 && !strcmp(argv[1], "--make")) {
		make(strtoul(argv[2], NULL, 10));
		return 0;
	}
	if (argc < 4 || argc > 5) {
		fputs("usage: bench-form FILE.tmx FROM TO [GLOSSARY], or --make UNITS\n", stderr);
		return 2;
	}
	apo__arena *arena = apo__arena_new();
	apo_status status = apo__guarded(arena, run, argv, &err);
	if (status)
		fprintf(stderr, "%s: %s\n", err.file, err.message);
	apo__arena_free(arena);
	return status != APO_OK;
}

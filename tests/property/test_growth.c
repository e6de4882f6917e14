/* SPDX-License-Identifier: Apache-2.0 */
/* The checks take time in proportion to the texts: CPU time of texts that double, of the shapes that ever grew faster. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "apograph.h"

#define SMALLEST 500u
#define LARGEST	 4000u
#define MOST	 1.3 /* exponent; 1 is linear */

/* A line of the source and one of the target; %u is its number. */
static const struct {
	const char *name, *source, *target;
} shapes[] = {
	{"credits", "The town of number%u voted on the bridge, Reuters reported.\n",
		"Die Stadt der Zahl%u stimmte über die Brücke ab.\n"},
	{"other credits", "The town voted on the bridge, the Post%u newspaper reported.\n",
		"Die Stadt stimmte ab, berichtete die Zeitung Kurier%u.\n"},
	{"quotations", "“We will not sell the house number%u,” said Anna Weber.\n",
		"„Wir verkaufen das Haus Nummer%u nicht“, sagte Anna Weber.\n"},
	{"names", "Anna Weber%u met Karl Brandt in Berlin.\n",
		"Anna Veber%u traf Karl Brandt in Berlin.\n"},
	{"values", "On 3 May they sold 1%u cars for 120 euros.\n",
		"Am 4. Mai verkauften sie 2%u Autos für 120 Euro.\n"},
	{"negations", "They did not sell the car number%u.\n",
		"Sie verkauften das Auto Nummer%u.\n"},
};

static apo_document *document_of(
	apo_context *context, const char *lang, const char *line, unsigned lines)
{
	apo_document_options how = APO_DOCUMENT_OPTIONS_INIT;
	how.lang = lang;
	how.format = APO_FORMAT_LINES;
	size_t room = (strlen(line) + 12) * lines, used = 0;
	char *text = malloc(room);
	for (unsigned i = 0; text && i < lines; i++) {
		const char *number = strstr(line, "%u");
		used += (size_t)snprintf(text + used, room - used, "%.*s%u%s", (int)(number - line),
			line, i, number + 2);
	}
	apo_document *d =
		text ? apo_document_read(context, "growth", text, used, &how, NULL) : NULL;
	free(text);
	return d;
}

static double cpu_seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Seconds of reading and checking; negative when that fails. Line i of the source is paired with line i of the target. */
static double check_time(apo_context *context, const apo_lexicons *lexicons, const char *source,
	const char *target, unsigned lines)
{
	double start = cpu_seconds();
	apo_document *a = document_of(context, "en", source, lines),
		     *b = document_of(context, "de", target, lines);
	uint32_t *segments = malloc(lines * sizeof *segments);
	apo_bead *beads = malloc(lines * sizeof *beads);
	apo_report *report = NULL;
	for (unsigned i = 0; segments && beads && i < lines; i++) {
		segments[i] = i;
		beads[i] = (apo_bead){&segments[i], &segments[i], 1, 1, 1, APO_BEAD_EQUIVALENT};
	}
	apo_alignment alignment = {a, b, APO_MODE_PARALLEL, beads, lines};
	if (a && b && segments && beads)
		report = apo_check(context, &alignment, lexicons, NULL, NULL);
	double seconds = report ? cpu_seconds() - start : -1;
	apo_report_free(report);
	apo_document_free(a);
	apo_document_free(b);
	free(segments);
	free(beads);
	return seconds;
}

/* The faster of two runs: what else the machine does only adds. */
static double best_time(
	apo_context *context, const apo_lexicons *lexicons, size_t shape, unsigned n)
{
	double a = check_time(context, lexicons, shapes[shape].source, shapes[shape].target, n);
	double b = check_time(context, lexicons, shapes[shape].source, shapes[shape].target, n);
	return a < b ? a : b;
}

int main(void)
{
	int failed = 0;
	apo_context *context = apo_context_new(NULL, NULL);
	apo_lexicon_options how = APO_LEXICON_OPTIONS_INIT;
	how.no_defaults = 1;
	apo_lexicons *lexicons = apo_lexicons_open(context, "en", "de", &how, NULL);
	for (size_t shape = 0; shape < sizeof shapes / sizeof *shapes; shape++) {
		double times[8], exponent;
		unsigned count = 0;
		printf("%-14s", shapes[shape].name);
		for (unsigned n = SMALLEST; n <= LARGEST; n *= 2) {
			times[count] = best_time(context, lexicons, shape, n);
			failed |= times[count] < 0;
			printf(" %.3f", times[count++]);
		}
		exponent = log2(times[count - 1] / times[0]) / (count - 1);
		printf("  exponent %.2f\n", exponent);
		failed |= !(exponent <= MOST);
	}
	apo_lexicons_free(lexicons);
	apo_context_free(context);
	return failed;
}

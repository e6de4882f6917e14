/* SPDX-License-Identifier: Apache-2.0 */
/* Speed of writing a trace as TMX with chains and proof: bench-chain-tmx CORPUS FILE.tmx [TIMES] traces the corpus once, writes its
 * TMX on one thread and on as many as there are processors, and prints a line of JSON for each: the best of TIMES (1), where other
 * work disturbs. Only the writing counts, with all that
 * makes the file whole; processor seconds are those of all threads. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "apograph.h"

static double wall(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double peak_mib(void)
{
	struct rusage usage;
	return getrusage(RUSAGE_SELF, &usage) ? 0 : (double)usage.ru_maxrss / 1024;
}

typedef struct {
	double taken, used, megabytes;
} measured;

/* Write it once. */
static int write_once(const apo_trace *trace, const char *path, unsigned jobs, measured *best)
{
	apo_error err;
	apo_write_options how = APO_WRITE_OPTIONS_INIT;
	how.format = "tmx";
	how.jobs = jobs;
	struct stat info = {0};
	double begin = wall();
	clock_t cpu = clock();
	apo_output *output = apo_output_open(path, &err);
	apo_status status = output ? apo_write_trace(output, trace, &how, &err) : err.status;
	if (!status)
		status = apo_output_commit(output, &err);
	double taken = wall() - begin, used = (double)(clock() - cpu) / CLOCKS_PER_SEC;
	apo_output_free(output);
	if (status || stat(path, &info))
		return fprintf(stderr, "%s: %s\n", path, status ? err.message : "is not there"), 1;
	best->megabytes = (double)info.st_size / 1e6;
	if (best->used == 0 || used < best->used)
		best->used = used;
	if (best->taken == 0 || taken < best->taken)
		best->taken = taken;
	return 0;
}

static int report(const apo_trace *trace, const char *path, unsigned jobs, unsigned long times)
{
	measured best = {0};
	double before = peak_mib();
	for (unsigned long i = 0; i < times; i++)
		if (write_once(trace, path, jobs, &best))
			return 1;
	printf("{\"what\": \"trace as TMX\", \"jobs\": %u, \"megabytes\": %.1f, \"wall_seconds\": "
	       "%.2f, \"cpu_seconds\": %.3f, \"megabytes_per_second\": %.1f, "
	       "\"megabytes_per_cpu_second\": %.1f, \"mib_more\": %.1f}\n",
		jobs, best.megabytes, best.taken, best.used, best.megabytes / best.taken,
		best.megabytes / best.used, peak_mib() - before);
	fflush(stdout);
	return 0;
}

int main(int argc, char **argv)
{
	apo_error err;
	if (argc != 3 && argc != 4)
		return fprintf(stderr, "usage: bench-chain-tmx CORPUS FILE.tmx [TIMES]\n"), 2;
	unsigned long times = argc == 4 ? strtoul(argv[3], NULL, 10) : 1;
	apo_context *context = apo_context_new(NULL, &err);
	apo_corpus *corpus = context ? apo_corpus_open(context, argv[1], 0, &err) : NULL;
	apo_trace *trace = corpus ? apo_trace_corpus(context, corpus, NULL, &err) : NULL;
	int status = 1;
	if (trace)
		status = report(trace, argv[2], 1, times) || report(trace, argv[2], 0, times);
	else
		fprintf(stderr, "%s\n", err.message);
	apo_trace_free(trace);
	apo_corpus_free(corpus);
	apo_context_free(context);
	return status;
}

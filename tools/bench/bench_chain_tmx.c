/* SPDX-License-Identifier: Apache-2.0 */
/* Speed of writing a trace as TMX with chains and proof: bench-chain-tmx CORPUS [UNITS] traces the corpus once, then writes its TMX
 * again and again to a temporary file until there are so many units (default 200,000), and prints a line of JSON. Only the CPU time
 * of writing counts (user and system). */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "apograph.h"

static double seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

/* Write it once; the units that it has, 0 after a message. */
static uint64_t write_once(
	apo_context *context, const apo_trace *trace, const char *path, double *taken)
{
	apo_error err;
	apo_write_options how = APO_WRITE_OPTIONS_INIT;
	how.format = "tmx";
	double begin = seconds();
	apo_output *output = apo_output_open(path, &err);
	apo_status status = output ? apo_write_trace(output, trace, &how, &err) : err.status;
	if (!status)
		status = apo_output_commit(output, &err);
	apo_output_free(output);
	*taken += seconds() - begin;
	apo_tmx_stats *stats = status ? NULL : apo_tmx_stats_open(context, path, NULL, NULL, &err);
	uint64_t units = stats ? stats->units : 0;
	if (!stats)
		fprintf(stderr, "%s\n", err.message);
	apo_tmx_stats_free(stats);
	return units;
}

static double megabytes_of(const char *path)
{
	FILE *file = fopen(path, "rb");
	long size = file && !fseek(file, 0, SEEK_END) ? ftell(file) : 0;
	if (file)
		fclose(file);
	return (double)size / 1e6;
}

int main(int argc, char **argv)
{
	char path[] = "/tmp/apograph-bench-XXXXXX";
	uint64_t wanted = argc > 2 ? strtoull(argv[2], NULL, 10) : 200000, units = 0;
	double taken = 0, megabytes = 0;
	apo_error err;
	int fd = mkstemp(path);
	apo_context *context = apo_context_new(NULL, NULL);
	apo_corpus *corpus =
		argc > 1 && context ? apo_corpus_open(context, argv[1], 0, &err) : NULL;
	apo_trace *trace = corpus ? apo_trace_corpus(context, corpus, NULL, &err) : NULL;
	while (trace && units < wanted) {
		uint64_t more = write_once(context, trace, path, &taken);
		if (!more)
			break;
		units += more;
		megabytes += megabytes_of(path);
	}
	printf("{\"what\": \"trace as TMX\", \"megabytes\": %.1f, \"units\": %llu, "
	       "\"cpu_seconds\": "
	       "%.2f, \"megabytes_per_cpu_second\": %.1f}\n",
		megabytes, (unsigned long long)units, taken, taken > 0 ? megabytes / taken : 0);
	apo_trace_free(trace);
	apo_corpus_free(corpus);
	apo_context_free(context);
	if (fd >= 0)
		close(fd);
	unlink(path);
	return units < wanted;
}

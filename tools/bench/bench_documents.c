/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fast documents open with all layers.
 *     bench-documents FILE [LANG [COUNT]]   opens it COUNT (200) times; prints one line of JSON
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "apograph.h"

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	apo_error err;
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.lang = argc > 2 ? argv[2] : NULL;
	int count = argc > 3 ? atoi(argv[3]) : 200;
	if (argc < 2 || count < 1)
		return 2;
	double start = now();
	apo_context *context = apo_context_new(NULL, &err);
	if (!context)
		return apo_status_exit(err.status);
	double ready = now();
	unsigned long long bytes = 0;
	for (int i = 0; i < count; i++) {
		apo_document *document = apo_document_open(context, argv[1], &options, &err);
		if (!document) {
			fprintf(stderr, "%s: %s\n", argv[1], err.message);
			return apo_status_exit(err.status);
		}
		bytes += document->size;
		apo_document_free(document);
	}
	double seconds = now() - ready;
	apo_context_free(context);
	printf("{\"bench\": \"documents\", \"bytes\": %llu, \"context_ms\": %.2f, "
	       "\"documents_per_second\": %.0f}\n",
		bytes / (unsigned)count, (ready - start) * 1e3, count / seconds);
	return 0;
}

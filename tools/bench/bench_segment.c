/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fast texts are cut into segments, everything between the file and the segments included.
 *     bench-segment FILE LANG [SRX [COUNT]]   opens it COUNT (10) times; prints one line of JSON. SRX "" = own rules
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

static int fail(const apo_error *err)
{
	fprintf(stderr, "%s: %s\n", err->file, err->message);
	return apo_status_exit(err->status);
}

int main(int argc, char **argv)
{
	apo_error err;
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.layers = APO_LAYER_SEGMENTS;
	int count = argc > 4 ? atoi(argv[4]) : 10;
	if (argc < 3 || count < 1)
		return 2;
	options.lang = argv[2];
	apo_context *context = apo_context_new(NULL, &err);
	if (!context || (argc > 3 && *argv[3] && apo_context_use_srx(context, argv[3], &err)))
		return fail(&err);
	unsigned long long characters = 0, segments = 0;
	double first = 0, start = now();
	for (int i = 0; i < count; i++) {
		apo_document *document = apo_document_open(context, argv[1], &options, &err);
		if (!document)
			return fail(&err);
		for (uint32_t k = 0; k < document->size; k++)
			characters += ((unsigned char)document->text[k] & 0xC0) != 0x80;
		segments += document->segment_count;
		apo_document_free(document);
		if (!i)
			first = now() - start;
	}
	double seconds = now() - start;
	apo_context_free(context);
	printf("{\"bench\": \"segment\", \"characters\": %llu, \"segments\": %llu, \"first_ms\": "
	       "%.1f, "
	       "\"mchar_per_second\": %.1f}\n",
		characters / (unsigned)count, segments / (unsigned)count, first * 1e3,
		(double)characters / seconds / 1e6);
	return 0;
}

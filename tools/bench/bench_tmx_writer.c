/* SPDX-License-Identifier: Apache-2.0 */
/* Speed of the TMX writer alone: bench-tmx-writer [MEGABYTES] writes units of one shape to a temporary file and prints a line
 * of JSON. Only CPU time counts (user and system). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "exchange/tmx/unit_writer.h"

typedef struct {
	const char *path;
	size_t size;
	uint64_t units;
} job;

static apo_status run(apo__arena *arena, void *user, apo_error *err)
{
	static const char en[] = "The minister said on Friday that talks & more would go on.";
	static const char de[] = "Der Minister sagte am Freitag, dass die Gespräche weitergehen.";
	static const apo__unit_info props[] = {
		{.kind = APO__INFO_PROP, .type = "x-score", .text = "0.912", .size = 5},
		{.kind = APO__INFO_PROP, .type = "x-document", .text = "story-12", .size = 8}};
	static const apo__unit_attribute attributes[] = {
		{"creationdate", "20251226T080000Z"}, {"creationid", "bench"}};
	const apo__unit_variant variants[] = {{.lang = "en", .text = en, .size = sizeof en - 1},
		{.lang = "de", .text = de, .size = sizeof de - 1}};
	const apo__unit_header header = {.format = "tmx", .source_language = "en"};
	job *j = user;
	char id[24];
	apo_output *output = apo_output_open(j->path, err);
	if (!output)
		return err->status;
	const apo_tmx_options how = APO_TMX_OPTIONS_INIT;
	apo__unit_writer *w = apo__tmx_writer_new(arena, output, &how);
	apo_status status = w->header(w, &header, err);
	for (; !status && j->units * 430 < j->size; j->units++) {
		snprintf(id, sizeof id, "%llu", (unsigned long long)j->units);
		const apo__unit unit = {.id = id,
			.variants = variants,
			.variant_count = 2,
			.infos = props,
			.info_count = 2,
			.attributes = attributes,
			.attribute_count = 2};
		status = w->unit(w, &unit, err);
	}
	if (!status)
		status = w->end(w, err);
	if (!status)
		status = apo_output_commit(output, err);
	apo_output_free(output);
	return status;
}

int main(int argc, char **argv)
{
	char path[] = "/tmp/apograph-bench-XXXXXX";
	int fd = mkstemp(path);
	job j = {path, (argc > 1 ? strtoul(argv[1], NULL, 10) : 200) * 1000000, 0};
	apo_error err;
	apo__arena *arena = apo__arena_new();
	clock_t begin = clock();
	apo_status status = arena ? apo__guarded(arena, run, &j, &err) : APO_ENOMEM;
	double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
	double megabytes = fd < 0 ? 0 : (double)j.units * .43;
	FILE *file = fopen(path, "rb");
	if (file && !fseek(file, 0, SEEK_END))
		megabytes = (double)ftell(file) / 1e6;
	if (file)
		fclose(file);
	close(fd);
	unlink(path);
	apo__arena_free(arena);
	printf("{\"what\": \"writer alone\", \"megabytes\": %.1f, \"units\": %llu, "
	       "\"cpu_seconds\": %.2f, "
	       "\"megabytes_per_cpu_second\": %.1f}\n",
		megabytes, (unsigned long long)j.units, seconds, megabytes / seconds);
	return (int)status;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What lexicons say of words, as TSV and JSON (docs/formats.md). */
#include <string.h>

#include "writing/put.h"
#include "writing/writers.h"

static void add_field(const apo__writer *w, apo__buffer *line, const char *text)
{
	apo__add_cell(w, line, text, text ? strlen(text) : 0);
	apo__buffer_putc(line, '\t');
}

apo_status apo__write_words_tsv(const apo__writer *w, const apo_word_answer *answer, apo_error *err)
{
	(void)err;
	apo__buffer line = {.arena = w->arena};
	apo__put(w->output, "word\tfrom\tto\trendering\tweight\thow\tvia\tlexicons\n");
	for (size_t i = 0; i < answer->count; i++) {
		const apo_word_entry *e = &answer->entries[i];
		for (size_t k = 0; k < e->count; k++) {
			const apo_word_rendering *r = &e->renderings[k];
			line.size = 0;
			add_field(w, &line, e->word);
			add_field(w, &line, e->from);
			add_field(w, &line, e->to);
			add_field(w, &line, r->rendering);
			apo__buffer_decimal(&line, r->weight, 2);
			apo__buffer_putc(&line, '\t');
			add_field(w, &line, r->how);
			add_field(w, &line, r->via);
			size_t begin = line.size;
			for (size_t l = 0; l < r->lexicon_count; l++)
				apo__buffer_printf(&line, "%s%s", l ? "; " : "", r->lexicons[l]);
			if (w->options->spreadsheet)
				apo__guard_cell(&line, begin);
			apo__buffer_putc(&line, '\n');
			apo_output_write(w->output, line.data, line.size);
		}
	}
	return APO_OK;
}

static void put_strings(apo__json *json, const char *key, const char *const *strings, size_t count)
{
	apo__json_open(json, key, '[', 0);
	for (size_t i = 0; i < count; i++)
		apo__json_string(json, NULL, strings[i]);
	apo__json_close(json);
}

apo_status apo__write_words_json(
	const apo__writer *w, const apo_word_answer *answer, apo_error *err)
{
	(void)err;
	apo__json json = {.output = w->output};
	apo__json_open(&json, NULL, '[', 1);
	for (size_t i = 0; i < answer->count; i++) {
		const apo_word_entry *e = &answer->entries[i];
		apo__json_open(&json, NULL, '{', 0);
		apo__json_string(&json, "word", e->word);
		apo__json_string(&json, "from", e->from);
		apo__json_string(&json, "to", e->to);
		apo__json_open(&json, "renderings", '[', 1);
		for (size_t k = 0; k < e->count; k++) {
			const apo_word_rendering *r = &e->renderings[k];
			apo__json_open(&json, NULL, '{', 0);
			apo__json_string(&json, "rendering", r->rendering);
			apo__json_decimal(&json, "weight", r->weight);
			apo__json_string(&json, "how", r->how);
			apo__json_optional(&json, "via", r->via);
			put_strings(&json, "lexicons", r->lexicons, r->lexicon_count);
			apo__json_close(&json);
		}
		apo__json_close(&json);
		put_strings(&json, "near", e->near, e->near_count);
		apo__json_close(&json);
	}
	apo__json_end(&json);
	return APO_OK;
}

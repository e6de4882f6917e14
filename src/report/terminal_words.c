/* SPDX-License-Identifier: Apache-2.0 */
/* What lexicons say of words: a table a word. */
#include <string.h>

#include "report/terminal.h"

static unsigned widest(const apo_word_entry *e)
{
	unsigned most = 0;
	for (size_t k = 0; k < e->count; k++) {
		const char *text = e->renderings[k].rendering;
		unsigned columns = apo__columns_of(text, strlen(text));
		if (columns > most)
			most = columns;
	}
	return most < 40 ? most : 40;
}

static const char *how_text(const apo__writer *w, const apo_word_rendering *r)
{
	apo__buffer text = {.arena = w->arena};
	const char *how = !strcmp(r->how, "pivot") ? "through" : r->how;
	if (!strcmp(r->how, "entry"))
		return "";
	apo__buffer_printf(&text, "  %s%s%s", how, r->via ? " " : "", r->via ? r->via : "");
	return apo__buffer_text(&text);
}

static void put_rendering(
	apo__terminal *t, const apo__writer *w, const apo_word_rendering *r, unsigned width)
{
	char weight[40];
	apo__terminal_put(t, APO__PLAIN, "  ");
	apo__terminal_cell(t, APO__PLAIN, r->rendering, strlen(r->rendering), width, 1);
	apo__terminal_format(t, APO__GREEN, "  %s", apo__decimal(weight, r->weight, 2));
	apo__terminal_put(t, APO__CYAN, how_text(w, r));
	for (size_t i = 0; i < r->lexicon_count; i++)
		apo__terminal_format(t, APO__DIM, "%s%s", i ? ", " : "  ", r->lexicons[i]);
	apo__terminal_newline(t);
}

apo_status apo__write_words_terminal(
	const apo__writer *w, const apo_word_answer *answer, apo_error *err)
{
	apo__terminal t = apo__terminal_start(w);
	(void)err;
	for (size_t i = 0; i < answer->count; i++) {
		const apo_word_entry *e = &answer->entries[i];
		unsigned width = widest(e);
		apo__terminal_put(&t, APO__BOLD, e->word);
		if (e->count)
			apo__terminal_format(&t, APO__DIM, "  %s-%s", e->from, e->to);
		else
			apo__terminal_put(&t, APO__YELLOW, "  nothing is known of it");
		for (size_t k = 0; k < e->near_count; k++)
			apo__terminal_format(
				&t, APO__PLAIN, "%s%s", k ? ", " : "; near: ", e->near[k]);
		apo__terminal_newline(&t);
		for (size_t k = 0; k < e->count; k++)
			put_rendering(&t, w, &e->renderings[k], width);
	}
	return APO_OK;
}

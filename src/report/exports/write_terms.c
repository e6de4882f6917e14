/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of terms as a table and as TBX (ISO 30042:2019, TBX-Basic, DCA style): what --terms reads (docs/formats.md). */
#include <string.h>

#include "writing/put.h"
#include "writing/writers.h"

static void add_cell(const apo__writer *w, apo__buffer *line, const char *text)
{
	size_t begin = line->size;
	apo__add_text_line(line, text, strlen(text));
	if (w->options->spreadsheet)
		apo__guard_cell(line, begin);
	apo__buffer_putc(line, '\t');
}

/* What separates renderings in a cell of the table cannot be in one. */
static const char *joined_renderings(apo__arena *arena, const apo_term *term)
{
	apo__buffer all = {.arena = arena};
	for (size_t r = 0; r < term->rendering_count; r++)
		apo__buffer_printf(&all, "%s%s", r ? "|" : "", term->renderings[r].text);
	return apo__buffer_text(&all);
}

apo_status apo__write_terms_tsv(const apo__writer *w, const apo_term_list *list, apo_error *err)
{
	(void)err;
	apo__buffer line = {.arena = w->arena};
	apo__put(w->output, "source\ttarget\tcount\tcounts\tscore\n");
	for (size_t i = 0; i < list->count; i++) {
		const apo_term *term = &list->terms[i];
		line.size = 0;
		add_cell(w, &line, term->source);
		add_cell(w, &line, joined_renderings(w->arena, term));
		apo__buffer_printf(&line, "%zu\t", term->count);
		for (size_t r = 0; r < term->rendering_count; r++)
			apo__buffer_printf(&line, "%s%zu", r ? "|" : "", term->renderings[r].count);
		apo__buffer_putc(&line, '\t');
		apo__buffer_decimal(&line, term->score, 2);
		apo__buffer_putc(&line, '\n');
		apo_output_write(w->output, line.data, line.size);
	}
	return APO_OK;
}

static void put_term(const apo__writer *w, const char *text, size_t count, size_t of)
{
	apo__put(w->output, "<termSec><term>");
	apo__put_xml(w->output, text, strlen(text));
	apo__put(w->output, "</term><note>");
	apo__put_integer(w->output, count);
	if (of) {
		apo__put(w->output, " of ");
		apo__put_integer(w->output, of);
	}
	apo__put(w->output, " occurrences</note></termSec>");
}

static void put_language(const apo__writer *w, const char *lang)
{
	apo__put(w->output, "<langSec xml:lang=\"");
	apo__put_xml(w->output, lang, strlen(lang));
	apo__put(w->output, "\">");
}

apo_status apo__write_terms_tbx(const apo__writer *w, const apo_term_list *list, apo_error *err)
{
	(void)err;
	const char *generator = w->options->generator;
	apo__put(w->output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tbx type=\"TBX-Basic\" "
			    "style=\"dca\" xml:lang=\"");
	apo__put_xml(w->output, list->from, strlen(list->from));
	apo__put(w->output, "\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n<tbxHeader><fileDesc>"
			    "<sourceDesc><p>");
	if (!generator) {
		apo__put(w->output, "apograph ");
		generator = apo_version();
	}
	apo__put_xml(w->output, generator, strlen(generator));
	apo__put(w->output, ": candidates from an aligned text</p></sourceDesc></fileDesc>"
			    "</tbxHeader>\n<text><body>\n");
	for (size_t i = 0; i < list->count; i++) {
		const apo_term *term = &list->terms[i];
		apo__put(w->output, "<conceptEntry id=\"c");
		apo__put_integer(w->output, i + 1);
		apo__put(w->output, "\">");
		put_language(w, list->from);
		put_term(w, term->source, term->count, 0);
		apo__put(w->output, "</langSec>");
		put_language(w, list->to);
		for (size_t r = 0; r < term->rendering_count; r++)
			put_term(w, term->renderings[r].text, term->renderings[r].count,
				term->count);
		apo__put(w->output, "</langSec></conceptEntry>\n");
	}
	apo__put(w->output, "</body></text>\n</tbx>\n");
	return APO_OK;
}

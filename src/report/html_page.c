/* SPDX-License-Identifier: Apache-2.0 */
#include "report/html_page.h"

#include <string.h>

#include "text/context.h"

void apo__html_text(apo__buffer *out, const char *text, size_t size)
{
	size_t done = 0;
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i];
		const char *escape = NULL;
		if (c == '&')
			escape = "&amp;";
		else if (c == '<')
			escape = "&lt;";
		else if (c == '>')
			escape = "&gt;";
		else if (c == '"')
			escape = "&quot;";
		else if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
			escape = "";
		if (!escape)
			continue;
		apo__buffer_add(out, text + done, i - done);
		apo__buffer_puts(out, escape);
		done = i + 1;
	}
	apo__buffer_add(out, text + done, size - done);
}

void apo__html_string(apo__buffer *out, const char *text)
{
	apo__html_text(out, text, strlen(text));
}

void apo__html_tile(apo__buffer *out, const char *figure, const char *label)
{
	apo__buffer_puts(out, "<li><b>");
	apo__html_string(out, figure);
	apo__buffer_puts(out, "</b><span>");
	apo__html_string(out, label);
	apo__buffer_puts(out, "</span></li>\n");
}

void apo__html_tile_of(apo__buffer *out, uint32_t part, uint32_t total, const char *label)
{
	apo__html_tile(out, total ? apo__sprintf(out->arena, "%u of %u", part, total) : "–", label);
}

static void add_file(apo__buffer *out, const char *name)
{
	const apo__embedded *file = apo__embedded_find(name);
	if (file)
		apo__buffer_add(out, (const char *)file->data, file->size);
}

void apo__html_begin(apo__buffer *out, const char *title, const char *subtitle)
{
	apo__buffer_puts(out,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, "
		"initial-scale=1\">\n<title>");
	apo__html_string(out, title);
	apo__buffer_puts(out, "</title>\n<style>\n");
	add_file(out, "report.css");
	apo__buffer_puts(out,
		"</style>\n</head>\n<body>\n<div class=\"tools\">"
		"<button type=\"button\" data-action=\"theme\">Light / dark</button>"
		"<button type=\"button\" data-action=\"print\">Print</button></div>\n<h1>");
	apo__html_string(out, title);
	apo__buffer_puts(out, "</h1>\n<p class=\"sub\">");
	apo__html_string(out, subtitle);
	apo__buffer_puts(out, "</p>\n");
}

void apo__html_end(apo__buffer *out, const apo__writer *w)
{
	apo__buffer_puts(out, "<footer>Written by ");
	if (w->options->generator)
		apo__html_string(out, w->options->generator);
	else
		apo__buffer_printf(out, "apograph %s", apo_version());
	apo__buffer_puts(out, ".</footer>\n<script>\n");
	add_file(out, "report.js");
	apo__buffer_puts(out, "</script>\n</body>\n</html>\n");
	apo_output_write(w->output, out->data, out->size);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "report/html_page.h"

#include <string.h>

#include "base/sha256.h"
#include "base/visible.h"
#include "text/language/context.h"
#include "writing/put.h"

/* What stands for the character at `*at`, which moves on; NULL when it stands for itself. */
static const char *escape_of(
	const char *text, size_t size, size_t *at, int isolated, char escape[APO__ESCAPE_SIZE])
{
	uint32_t c = apo__next_visible(text, size, at, escape);
	if (c == '\t' || c == '\n' || c == '\r')
		return NULL;
	if (*escape)
		return isolated && apo__visibility_of(c) == APO__DIRECTION ? NULL : escape;
	return c < 0x80 ? apo__xml_escape((char)c) : NULL;
}

static void add_text(apo__buffer *out, const char *text, size_t size, int isolated)
{
	size_t done = 0;
	for (size_t at = 0; at < size;) {
		char space[APO__ESCAPE_SIZE];
		size_t begin = at;
		const char *escape = escape_of(text, size, &at, isolated, space);
		if (!escape)
			continue;
		apo__buffer_add(out, text + done, begin - done);
		if (*escape == '<') /* <U+202E> */
			apo__add_xml(out, escape, strlen(escape));
		else
			apo__buffer_puts(out, escape);
		done = at;
	}
	apo__buffer_add(out, text + done, size - done);
}

void apo__html_text(apo__buffer *out, const char *text, size_t size)
{
	add_text(out, text, size, 1);
}

void apo__html_string(apo__buffer *out, const char *text)
{
	add_text(out, text, strlen(text), 1);
}

void apo__html_value(apo__buffer *out, const char *text)
{
	add_text(out, text, strlen(text), 0);
}

void apo__html_name(apo__buffer *out, const char *name)
{
	apo__buffer_puts(out, "<bdi>");
	apo__html_string(out, name);
	apo__buffer_puts(out, "</bdi>");
}

void apo__html_message(apo__buffer *out, const char *message)
{
	static const char open[] = "“", close[] = "”";
	for (const char *end; (end = strstr(message, open)); message = end) {
		apo__html_text(out, message, (size_t)(end - message));
		end += strlen(open);
		const char *stop = strstr(end, close);
		size_t size = stop ? (size_t)(stop - end) : strlen(end);
		apo__buffer_puts(out, open);
		apo__buffer_puts(out, "<bdi>");
		apo__html_text(out, end, size);
		apo__buffer_puts(out, "</bdi>");
		end += size;
	}
	apo__html_string(out, message);
}

void apo__html_language(apo__buffer *out, const apo_document *document)
{
	apo__buffer_puts(out, " lang=\"");
	apo__html_value(out, document->lang);
	apo__buffer_puts(out, "\" dir=\"auto\"");
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

void apo__html_filters(apo__buffer *out, const size_t counts[3])
{
	apo__buffer_puts(
		out, "<div class=\"filters\" role=\"group\" aria-label=\"Show severities\">");
	for (int severity = APO_SEVERITY_CRITICAL; severity >= 0; severity--) {
		const char *name = apo_severity_name((apo_severity)severity);
		apo__buffer_printf(out,
			"<button type=\"button\" aria-pressed=\"true\" data-severity=\"%s\">%s "
			"(%zu)</button>",
			name, name, counts[severity]);
	}
	apo__buffer_puts(out, "</div>\n");
}

/* The content of <style> or <script>: a line break and the file. */
static const char *inline_file(apo__arena *arena, const char *name, size_t *size)
{
	apo__buffer content = {.arena = arena};
	const apo__embedded *file = apo__embedded_find(name);
	apo__buffer_putc(&content, '\n');
	if (file)
		apo__buffer_add(&content, (const char *)file->data, file->size);
	*size = content.size;
	return content.data;
}

static void add_element(apo__buffer *out, const char *element, const char *file)
{
	size_t size;
	const char *content = inline_file(out->arena, file, &size);
	apo__buffer_printf(out, "<%s>", element);
	apo__buffer_add(out, content, size);
	apo__buffer_printf(out, "</%s>\n", element);
}

/* While a long page is read, a browser would lay out again and again what is there so far: its rows are hidden until the end, when
 * a second style shows them, without a script. */
#define SHOW_ROWS ".issues, .pairs { display: block; }"

/* Nothing is loaded, sent or run but the style and the script of the page (CSP level 2, by their hashes). */
static void add_policy(apo__buffer *out)
{
	size_t size;
	char style[45], show[45], script[45];
	const char *content = inline_file(out->arena, "report.css", &size);
	apo__sha256_base64(content, size, style);
	apo__sha256_base64(SHOW_ROWS, strlen(SHOW_ROWS), show);
	content = inline_file(out->arena, "report.js", &size);
	apo__sha256_base64(content, size, script);
	apo__buffer_printf(out,
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"style-src 'sha256-%s' 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; "
		"form-action "
		"'none'\">\n",
		style, show, script);
}

void apo__html_begin(apo__buffer *out, const char *title, const char *heading, const char *subtitle)
{
	apo__buffer_puts(
		out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
	add_policy(out);
	apo__buffer_puts(out, "<meta name=\"viewport\" content=\"width=device-width, "
			      "initial-scale=1\">\n<title>");
	apo__html_value(out, title);
	apo__buffer_puts(out, "</title>\n");
	add_element(out, "style", "report.css");
	apo__buffer_puts(out,
		"</head>\n<body>\n<div class=\"tools\">"
		"<button type=\"button\" data-action=\"open\">Open all</button>"
		"<button type=\"button\" data-action=\"theme\">Light / dark</button>"
		"<button type=\"button\" data-action=\"print\">Print</button></div>\n<main>\n<h1>");
	apo__buffer_puts(out, heading);
	apo__buffer_puts(out, "</h1>\n<p class=\"sub\">");
	apo__buffer_puts(out, subtitle);
	apo__buffer_puts(out, "</p>\n");
}

void apo__html_end(apo__buffer *out, const apo__writer *w)
{
	apo__buffer_puts(out, "</main>\n<footer>Written by ");
	if (w->options->generator)
		apo__html_name(out, w->options->generator);
	else
		apo__buffer_printf(out, "apograph %s", apo_version());
	apo__buffer_puts(out, ".</footer>\n");
	apo__buffer_puts(out, "<style>" SHOW_ROWS "</style>\n");
	add_element(out, "script", "report.js");
	apo__buffer_puts(out, "</body>\n</html>\n");
	apo_output_write(w->output, out->data, out->size);
}

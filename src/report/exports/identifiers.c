/* SPDX-License-Identifier: Apache-2.0 */
#include "report/exports/identifiers.h"

#include "base/buffer.h"
#include "base/sha256.h"
#include "exchange/xml/characters.h"
#include "text/unicode/width.h"
#include "writing/put.h"

const char *apo__corpus_space(apo__arena *arena, const apo_corpus *corpus)
{
	char hash[65];
	apo__buffer all = {.arena = arena};
	for (size_t i = 0; i < corpus->count; i++)
		apo__buffer_printf(
			&all, "%s\n%s\n", corpus->documents[i]->id, corpus->documents[i]->sha256);
	apo__sha256(apo__buffer_text(&all), all.size, hash);
	return apo__sprintf(arena, "urn:x-apograph:corpus:%s:", hash);
}

const char *apo__local_name(apo__arena *arena, const char *what, const char *text)
{
	apo__buffer name = {.arena = arena};
	apo__buffer_printf(&name, "%s.", what);
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		int letter =
			(c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
		if (letter || c == '-' || (c == '.' && text[1]))
			apo__buffer_putc(&name, *text);
		else if (c == '_')
			apo__buffer_puts(&name, "__");
		else
			apo__buffer_printf(&name, "_%02X", c);
	}
	return apo__buffer_text(&name);
}

const char *apo__upstream_name(apo__arena *arena, const apo_upstream *upstream)
{
	return apo__local_name(arena, upstream->inferred ? "inferred" : "unseen", upstream->source);
}

const char *apo__span_label(apo__arena *arena, const apo_document *document, apo_span span)
{
	apo_file_span s = apo_document_file_span(document, span);
	return apo__sprintf(
		arena, "%llu-%llu", (unsigned long long)s.begin, (unsigned long long)s.end);
}

const char *apo__xml_line(apo__arena *arena, const char *text, size_t size)
{
	apo__buffer line = {.arena = arena}, out = {.arena = arena};
	apo__add_text_line(&line, text, size);
	for (size_t at = 0, begin; at < line.size;) {
		begin = at;
		if (apo__xml_allows(apo__next_char(line.data, line.size, &at)))
			apo__buffer_add(&out, line.data + begin, at - begin);
	}
	return apo__buffer_text(&out);
}

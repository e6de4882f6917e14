/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "exchange/xml/characters.h"
#include "text/unicode/chars.h"
#include "text/unicode/normalize.h"
#include "text/unicode/sixteen.h"
#include "text/unicode/width.h"

int apo__xml_allows(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) ||
	       (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

/* White space, controls, and the zero-width no-break space: an edge space kills the match in CAT tools. */
static int is_edge(uint32_t c)
{
	return c <= ' ' || c == 0xFEFF || apo__is_space((int32_t)c);
}

void apo__trim(const char *text, size_t size, size_t *begin, size_t *end)
{
	size_t at = 0;
	for (*begin = 0; at < size && is_edge(apo__next_char(text, size, &at));)
		*begin = at;
	for (*end = size; *end > *begin; *end = at) {
		size_t next = at = apo__char_begin(text, *begin, *end - 1);
		if (!is_edge(apo__next_char(text, size, &next)))
			return;
	}
}

static const char FORBIDDEN_LEADS[] = {'\xEF', '\xEF'}; /* of U+FFFE and U+FFFF */

const char *apo__unit_text(
	apo__arena *arena, const char *text, size_t size, size_t *out_size, uint64_t *dropped)
{
	apo__buffer clean = {.arena = arena};
	size_t done = 0;
	for (size_t at = 0; (at = apo__next_rare(text, size, at, FORBIDDEN_LEADS)) < size;) {
		size_t begin = at;
		if (apo__xml_allows(apo__next_char(text, size, &at)))
			continue;
		apo__buffer_add(&clean, text + done, begin - done);
		done = at;
		++*dropped;
	}
	if (done) {
		apo__buffer_add(&clean, text + done, size - done);
		text = clean.data;
		size = clean.size;
	}
	text = apo__nfc(arena, text, size, &size);
	size_t begin, end;
	apo__trim(text, size, &begin, &end);
	*out_size = end - begin;
	return apo__strndup(arena, text + begin, *out_size);
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

const char *apo__canonical_tag(apo__arena *arena, const char *tag)
{
	char *out = apo__strdup(arena, tag);
	int private_use = 0;
	for (char *part = out; *part;) {
		for (size_t i = 0; part[i]; i++) {
			if (part[i] >= 'A' && part[i] <= 'Z')
				part[i] = (char)(part[i] + 32);
			if (part[i] == '_')
				part[i] = '-';
		}
		size_t size = strcspn(part, "-");
		if (part != out && !private_use && size == 4)
			part[0] = upper(part[0]);
		else if (part != out && !private_use && size == 2)
			for (size_t i = 0; i < size; i++)
				part[i] = upper(part[i]);
		private_use |= size == 1;
		part += size + (part[size] == '-');
	}
	return out;
}

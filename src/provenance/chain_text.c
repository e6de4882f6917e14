/* SPDX-License-Identifier: Apache-2.0 */
/* Chains as text and back (docs/formats.md, "Chains"). Linear. */
#include "provenance/chain.h"

#include <string.h>

#include "base/buffer.h"

static const char SPECIAL[] = "\\>["; /* with a backslash before them in names */

static void add_name(apo__buffer *out, const char *name)
{
	for (size_t run; (run = strcspn(name, SPECIAL)) != 0 || *name; name += run) {
		apo__buffer_add(out, name, run);
		if (name[run]) {
			apo__buffer_putc(out, '\\');
			apo__buffer_putc(out, name[run++]);
		}
	}
}

static void add_fact(apo__buffer *out, const char *fact)
{
	apo__buffer_puts(out, ", ");
	apo__buffer_puts(out, fact);
}

static void add_detail(apo__buffer *out, const apo__hop *hop)
{
	apo__buffer_puts(out, apo_source_type_name(hop->type));
	if (hop->kind >= 0)
		add_fact(out, apo_edge_kind_name((apo_edge_kind)hop->kind));
	if (hop->attribution >= 0)
		add_fact(
			out, apo_attribution_status_name((apo_attribution_status)hop->attribution));
	if (hop->uncertain)
		add_fact(out, "uncertain");
}

const char *apo__chain_text(apo__arena *arena, const apo__chain *chain)
{
	apo__buffer out = {.arena = arena};
	for (uint32_t i = 0; i < chain->count; i++) {
		apo__buffer_puts(&out, i ? " > " : "");
		add_name(&out, chain->hops[i].name);
	}
	for (uint32_t i = 0; i < chain->count; i++) {
		apo__buffer_puts(&out, i ? " | " : " [");
		add_detail(&out, &chain->hops[i]);
	}
	apo__buffer_puts(&out, "]");
	return apo__buffer_text(&out);
}

/* A name up to " > " or " [", after which `*text` then points; NULL where it ends otherwise. `*last`: it was " [". */
static const char *read_name(apo__arena *arena, const char **text, int *last)
{
	apo__buffer name = {.arena = arena};
	const char *at = *text;
	while (*at && !(at[0] == ' ' && ((at[1] == '>' && at[2] == ' ') || at[1] == '['))) {
		at += *at == '\\';
		if (!*at)
			return NULL;
		apo__buffer_putc(&name, *at++);
	}
	if (!*at || !name.size)
		return NULL;
	*last = at[1] == '[';
	*text = at + (*last ? 2 : 3);
	return apo__buffer_text(&name);
}

typedef const char *(*name_fn)(int value);

static const char *type_name(int value)
{
	return apo_source_type_name((apo_source_type)value);
}

static const char *kind_name(int value)
{
	return apo_edge_kind_name((apo_edge_kind)value);
}

static const char *attribution_name(int value)
{
	return apo_attribution_status_name((apo_attribution_status)value);
}

/* The value with this name, -1 when there is none. */
static int value_of(name_fn name, int last, const char *text, size_t size)
{
	for (int i = 0; i <= last; i++)
		if (strlen(name(i)) == size && !memcmp(name(i), text, size))
			return i;
	return -1;
}

/* "document, translation, vague, uncertain" */
static int read_detail(const char *text, size_t size, apo__hop *hop)
{
	int type = -1;
	hop->kind = hop->attribution = -1;
	for (const char *at = text, *end = text + size; at < end;) {
		const char *comma = memchr(at, ',', (size_t)(end - at));
		size_t length = (size_t)((comma ? comma : end) - at);
		int value;
		if (type < 0)
			type = value_of(type_name, APO_SOURCE_BYLINE, at, length);
		else if ((value = value_of(kind_name, APO_EDGE_EXCERPT, at, length)) >= 0)
			hop->kind = value;
		else if ((value = value_of(attribution_name, APO_ATTRIBUTION_FALSE, at, length)) >=
			 0)
			hop->attribution = value;
		else if (length == strlen("uncertain") && !memcmp(at, "uncertain", length))
			hop->uncertain = 1;
		else
			return 0;
		if (type < 0 || (comma && (comma + 2 > end || comma[1] != ' ')))
			return 0;
		at = comma ? comma + 2 : end;
	}
	hop->type = type < 0 ? APO_SOURCE_UNNAMED : (apo_source_type)type;
	hop->is_document = hop->type == APO_SOURCE_DOCUMENT;
	return type >= 0;
}

int apo__chain_parse(apo__arena *arena, const char *text, apo__chain *chain)
{
	int last = 0;
	*chain = (apo__chain){.count = 0};
	while (!last) {
		const char *name =
			chain->count < APO__LONGEST_CHAIN ? read_name(arena, &text, &last) : NULL;
		if (!name)
			return 0;
		chain->hops[chain->count++].name = name;
	}
	for (uint32_t i = 0; i < chain->count; i++) {
		const char *end = i + 1 < chain->count ? strstr(text, " | ") : strchr(text, ']');
		if (!end || !read_detail(text, (size_t)(end - text), &chain->hops[i]))
			return 0;
		text = end + (i + 1 < chain->count ? 3 : 1);
	}
	return !*text;
}

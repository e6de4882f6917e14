/* SPDX-License-Identifier: Apache-2.0 */
#include "text/language/language.h"

#include <string.h>

#include "base/error.h"
#include "text/unicode/chars.h"
#include "text/unicode/fold.h"

#define MOST_SECTIONS 192

struct apo__language {
	const char *tag;
	apo__lang_section sections[MOST_SECTIONS];
	uint32_t count;
	apo__interner names; /* of the sections, by number */
};

typedef APO__VECTOR(apo__lang_entry) entries;

typedef struct {
	apo__arena *arena;
	const char *tag;
	apo__language *language;
	entries current;
	uint32_t line;
	apo_error *err;
} parser;

static const apo__lang_section empty_section = {.name = ""};

static apo_status fail(const parser *p, const char *message)
{
	return apo__fail(p->err, APO_EINPUT, p->tag, APO_NO_OFFSET, p->line, "%s", message);
}

/* ---- filters: most words of a text are not in a section, which a bit says ---- */

#define BITS_PER_ENTRY 32u /* of a filter */
#define LONGEST_BEGIN  4u  /* bytes */

/* A bit by the size and the first, middle and last byte of a form. */
static uint32_t shape_of(const apo__lang_section *section, const char *form, size_t size)
{
	const unsigned char *byte = (const unsigned char *)form;
	uint32_t key = (uint32_t)byte[0] | (uint32_t)byte[size / 2] << 8 |
		       (uint32_t)byte[size - 1] << 16 | (uint32_t)size << 24;
	return (key * 0x9e3779b1u >> 8) & (section->filter_size - 1);
}

/* A bit by the first bytes, which are added to a key one by one. */
static uint32_t begin_key(uint32_t key, char byte)
{
	return key << 8 | (unsigned char)byte;
}

static uint32_t begin_bit(const apo__lang_section *section, uint32_t key)
{
	return (key * 0x9e3779b1u >> 8) & (section->filter_size - 1);
}

static uint32_t begin_of(const apo__lang_section *section, const char *form, size_t size)
{
	uint32_t key = 0;
	for (size_t i = 0; i < size && i < LONGEST_BEGIN; i++)
		key = begin_key(key, form[i]);
	return begin_bit(section, key);
}

static int has_bit(const uint64_t *filter, uint32_t bit)
{
	return filter[bit / 64] >> bit % 64 & 1;
}

static void fill_filters(apo__arena *arena, apo__lang_section *section)
{
	uint32_t size = 64;
	while (size < section->count * BITS_PER_ENTRY)
		size *= 2;
	uint64_t *shapes = apo__alloc_array(arena, size / 64, sizeof *shapes);
	uint64_t *begins = apo__alloc_array(arena, size / 64, sizeof *begins);
	section->filter_size = size;
	for (uint32_t i = 0; i < section->count; i++) {
		const char *folded = section->entries[i].folded;
		size_t length = strlen(folded);
		uint32_t key = 0;
		for (size_t n = 0; n <= length && n <= LONGEST_BEGIN; n++) {
			uint32_t begin = begin_bit(section, key);
			begins[begin / 64] |= (uint64_t)1 << begin % 64;
			key = begin_key(key, folded[n]);
		}
		if (length) {
			uint32_t shape = shape_of(section, folded, length);
			shapes[shape / 64] |= (uint64_t)1 << shape % 64;
		}
	}
	section->shapes = shapes;
	section->begins = begins;
}

/* Index the entries of the section that ends here. */
static void finish_section(parser *p)
{
	if (!p->language->count)
		return;
	apo__lang_section *section = &p->language->sections[p->language->count - 1];
	section->entries = p->current.items;
	section->count = p->current.count;
	apo__interner_init(&section->by_folded, p->arena);
	section->by_folded.borrowed = 1;
	if (section->count)
		apo__interner_reserve(&section->by_folded, section->count);
	uint32_t *first = apo__alloc_array(p->arena, section->count + 1, sizeof *first);
	for (uint32_t i = 0; i < section->count; i++) {
		const char *folded = section->entries[i].folded;
		uint32_t size = (uint32_t)strlen(folded), known = section->by_folded.count;
		uint32_t id = apo__intern(&section->by_folded, folded, size);
		if (id == known)
			first[id] = i;
		if (size > section->longest)
			section->longest = size;
	}
	section->first = first;
	if (section->count)
		fill_filters(p->arena, section);
	p->current = (entries){0};
}

static apo_status begin_section(parser *p, const char *begin, const char *end)
{
	if (end - begin < 3 || end[-1] != ']')
		return fail(p, "expected [section]");
	if (p->language->count == MOST_SECTIONS)
		return fail(p, "too many sections");
	finish_section(p);
	char *name = apo__strndup(p->arena, begin + 1, (size_t)(end - begin) - 2);
	if (apo__language_section(p->language, name) != &empty_section)
		return fail(p, "a section of this name is above; add to that one");
	apo__intern(&p->language->names, name, strlen(name));
	p->language->sections[p->language->count++].name = name;
	return APO_OK;
}

/* The end of an entry's text that begins at `at`: the next free | or =, or `end`. */
static const char *entry_end(const char *at, const char *end)
{
	if (at < end && *at == '"') {
		const char *close = memchr(at + 1, '"', (size_t)(end - at) - 1);
		if (close)
			at = close + 1;
	}
	while (at < end && *at != '|' && *at != '=')
		at++;
	return at;
}

static void add_entry(parser *p, const char *begin, const char *end, const char *value)
{
	while (begin < end && apo__is_line_space(*begin))
		begin++;
	while (end > begin && apo__is_line_space(end[-1]))
		end--;
	if (end - begin >= 2 && *begin == '"' && end[-1] == '"') {
		begin++;
		end--;
	}
	apo__lang_entry *entry = apo__push(p->arena, &p->current);
	size_t size = (size_t)(end - begin);
	entry->folded = apo__fold(p->arena, begin, size);
	int folds_to_itself = !strncmp(entry->folded, begin, size) && !entry->folded[size];
	entry->text = folds_to_itself ? entry->folded : apo__strndup(p->arena, begin, size);
	entry->value = value;
	entry->line = p->line;
}

static apo_status parse_entries(parser *p, const char *begin, const char *end)
{
	const char *value = "", *equals = begin;
	while (equals < end && *(equals = entry_end(equals, end)) != '=' && equals < end)
		for (equals++; equals < end && apo__is_line_space(*equals);)
			equals++;
	const char *forms_end = equals < end ? equals : end;
	if (equals < end) {
		for (equals++; equals < end && apo__is_line_space(*equals);)
			equals++;
		value = apo__strndup(p->arena, equals, (size_t)(end - equals));
	}
	for (const char *at = begin; at < forms_end; at++) {
		while (at < forms_end && apo__is_line_space(*at))
			at++;
		const char *stop = entry_end(at, forms_end);
		if (stop == at)
			return fail(p, "an empty entry; put it in double quotes if it is meant");
		add_entry(p, at, stop, value);
		at = stop;
	}
	return APO_OK;
}

static apo_status parse_line(parser *p, const char *begin, const char *end)
{
	while (begin < end && apo__is_line_space(*begin))
		begin++;
	while (end > begin && apo__is_line_space(end[-1]))
		end--;
	if (begin == end || *begin == '#')
		return APO_OK;
	if (*begin == '[')
		return begin_section(p, begin, end);
	if (!p->language->count)
		return fail(p, "an entry before the first [section]");
	return parse_entries(p, begin, end);
}

apo_status apo__language_parse(apo__arena *arena, const char *tag, const char *data, size_t size,
	const apo__language **language, apo_error *err)
{
	parser p = {.arena = arena, .tag = tag, .err = err};
	p.language = apo__alloc(arena, sizeof *p.language);
	p.language->tag = apo__strdup(arena, tag);
	apo__interner_init(&p.language->names, arena);
	const char *end = data + size;
	while (data < end) {
		const char *newline = memchr(data, '\n', (size_t)(end - data));
		const char *line_end = newline ? newline : end;
		p.line++;
		apo_status status = parse_line(&p, data, line_end);
		if (status)
			return status;
		data = line_end + 1;
	}
	finish_section(&p);
	*language = p.language;
	return APO_OK;
}

const char *apo__language_tag(const apo__language *language)
{
	return language->tag;
}

const apo__lang_section *apo__language_section(const apo__language *language, const char *name)
{
	uint32_t number = apo__interned(&language->names, name, strlen(name));
	return number == APO_NONE ? &empty_section : &language->sections[number];
}

const apo__lang_entry *apo__lang_find(
	const apo__lang_section *section, const char *folded, size_t size)
{
	if (!size || !section->count || !has_bit(section->shapes, shape_of(section, folded, size)))
		return NULL;
	uint32_t id = apo__interned(&section->by_folded, folded, size);
	return id == APO_NONE ? NULL : &section->entries[section->first[id]];
}

int apo__lang_may_begin(const apo__lang_section *section, const char *folded, size_t size)
{
	return section->count && has_bit(section->begins, begin_of(section, folded, size));
}

const char *apo__language_setting(const apo__language *language, const char *key)
{
	const apo__lang_entry *entry =
		apo__lang_find(apo__language_section(language, "settings"), key, strlen(key));
	return entry ? entry->value : "";
}

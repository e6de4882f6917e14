/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ninjs (IPTC, news in JSON, 1 to 3): one object, whose text is a string in it. jansson reads the object; where the string is in the
 * file is found by passing over values, which is safe in JSON that was read. Markup goes to the HTML reader, plain text as it
 * is; both with the offsets of the characters behind their escapes. Linear.
 */
#define _GNU_SOURCE /* memmem, strcasestr */
#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/error.h"
#include "text/reading/html.h"
#include "text/reading/news.h"
#include "text/unicode/chars.h"

typedef struct {
	apo__arena *arena;
	const apo__source *page;
	apo__buffer text;
	apo__offsets offsets;
} composer;

static void release_json(void *object)
{
	json_decref(object);
}

int apo__is_ninjs(const char *data, size_t size)
{
	static const char *const contents[] = {"\"bodies\"", "\"body_", "\"headlines\"", "ninjs"};
	size_t at = size >= 3 && !memcmp(data, "\xEF\xBB\xBF", 3) ? 3 : 0;
	while (at < size && strchr(" \t\r\n", data[at]) && data[at])
		at++;
	if (at == size || data[at] != '{' || !memmem(data, size, "\"uri\"", 5))
		return 0;
	for (size_t i = 0; i < sizeof contents / sizeof *contents; i++)
		if (memmem(data, size, contents[i], strlen(contents[i])))
			return 1;
	return 0;
}

/* ---- places of values ----------------------------------------------------------------------- */

static uint32_t pass_space(const char *text, uint32_t at)
{
	return at + (uint32_t)strspn(text + at, " \t\r\n");
}

/* Behind the value at `at`. */
static uint32_t pass_value(const char *text, uint32_t at)
{
	uint32_t depth = 0;
	do {
		if (text[at] == '"') {
			for (at++; text[at] && text[at] != '"'; at++)
				at += text[at] == '\\' && text[at + 1];
			at += text[at] == '"';
		} else if (text[at] == '{' || text[at] == '[') {
			depth++;
			at++;
		} else if (text[at] == '}' || text[at] == ']') {
			depth -= depth > 0;
			at++;
		} else if (depth && text[at]) {
			at++;
		} else {
			at += (uint32_t)strcspn(text + at, ",]} \t\r\n");
		}
	} while (depth && text[at]);
	return at;
}

/* The value of a member of the object at `at`, APO_NONE when it has none of this name. */
static uint32_t find_member(const char *text, uint32_t at, const char *key)
{
	size_t size = strlen(key);
	for (at = pass_space(text, at + 1); text[at] == '"';) {
		uint32_t name = at + 1;
		at = pass_value(text, at);
		int found = at - name == size + 1 && !memcmp(text + name, key, size);
		at = pass_space(text, pass_space(text, at) + 1); /* the colon */
		if (found)
			return at;
		at = pass_space(text, pass_value(text, at));
		at = text[at] == ',' ? pass_space(text, at + 1) : at;
	}
	return APO_NONE;
}

/* The item of the array at `at`, which has it. */
static uint32_t find_item(const char *text, uint32_t at, size_t index)
{
	at = pass_space(text, at + 1);
	for (; index; index--)
		at = pass_space(text, pass_space(text, pass_value(text, at)) + 1);
	return at;
}

/* ---- text ----------------------------------------------------------------------------------- */

static int32_t read_hex(const char *text)
{
	int32_t value = 0;
	for (int i = 0; i < 4; i++) {
		char c = text[i];
		value = value * 16 + (c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
	}
	return value;
}

/* The character behind an escape at `at`; returns where the next one begins. */
static uint32_t read_escape(const char *text, uint32_t at, int32_t *c)
{
	static const char letters[] = "bfnrt", values[] = "\b\f\n\r\t";
	const char *letter = strchr(letters, text[at + 1]);
	if (text[at + 1] != 'u') {
		*c = letter ? values[letter - letters] : text[at + 1];
		return at + 2;
	}
	*c = read_hex(text + at + 2);
	if (*c >= 0xD800 && *c < 0xDC00 && text[at + 6] == '\\' && text[at + 7] == 'u') {
		*c = 0x10000 + ((*c - 0xD800) << 10) + read_hex(text + at + 8) - 0xDC00;
		return at + 12;
	}
	return at + 6;
}

/* Append the string at `at`; `markup`: what HTML reads otherwise is escaped. */
static void add_string(composer *c, uint32_t at, int markup)
{
	const char *text = c->page->text;
	for (at++; text[at] && text[at] != '"';) {
		int32_t point;
		uint32_t from = at;
		char bytes[4];
		at = text[at] == '\\' ? read_escape(text, at, &point)
				      : apo__utf8_next(text, at, c->page->size, &point);
		const char *escaped = !markup	     ? NULL
				      : point == '&' ? "&amp;"
				      : point == '<' ? "&lt;"
						     : NULL;
		uint32_t size = escaped ? (uint32_t)strlen(escaped) : apo__utf8_put(bytes, point);
		uint32_t file = apo__offsets_begin(&c->page->offsets, from);
		apo__offsets_add(c->arena, &c->offsets, (uint32_t)c->text.size, file, size,
			apo__offsets_end(&c->page->offsets, at - 1) - file);
		apo__buffer_add(&c->text, escaped ? escaped : bytes, size);
	}
}

/* ---- the object ----------------------------------------------------------------------------- */

/* The member under its name in any version: "contentCreated", "contentcreated". */
static const json_t *member(const json_t *object, const char *name)
{
	const char *key;
	json_t *value;
	json_object_foreach(
		(json_t *)(uintptr_t)object, key, value) if (!strcasecmp(key, name)) return value;
	return NULL;
}

static const char *string(apo__arena *arena, const json_t *value)
{
	const char *text = json_string_value(value);
	return text && *text ? apo__strdup(arena, text) : NULL;
}

static int is_markup(const char *type)
{
	return type && (strstr(type, "html") || strstr(type, "nitf"));
}

/* The item of "bodies" or "headlines" to take: markup before plain text, the main one before others. */
static size_t choose(const json_t *list, int *markup)
{
	size_t best = 0, i;
	int most = -1;
	json_t *item;
	json_array_foreach(list, i, item)
	{
		const char *role = json_string_value(member(item, "role"));
		int html = is_markup(json_string_value(member(item, "contentType")));
		int worth = html * 2 + (role && !strcmp(role, "main"));
		const char *value = json_string_value(json_object_get(item, "value"));
		if (value && *value && worth > most) {
			most = worth;
			best = i;
			*markup = html;
		}
	}
	return most < 0 ? SIZE_MAX : best;
}

/* Where the string of a list or, in version 1, of one of the members is; APO_NONE = nowhere. */
static uint32_t find_text(const apo__source *page, const json_t *root, const char *list,
	const char *const *members, int *markup)
{
	uint32_t begin = pass_space(page->text, 0);
	const json_t *items = json_object_get(root, list);
	size_t item = json_is_array(items) ? choose(items, markup) : SIZE_MAX;
	uint32_t at = item == SIZE_MAX ? APO_NONE : find_member(page->text, begin, list);
	if (item != SIZE_MAX) /* nowhere: its name is written with escapes */
		return at == APO_NONE
			       ? at
			       : find_member(page->text, find_item(page->text, at, item), "value");
	for (; *members; members++) {
		const char *value = json_string_value(json_object_get(root, *members));
		*markup = is_markup(*members);
		if (value && *value)
			return find_member(page->text, begin, *members);
	}
	return APO_NONE;
}

/* The names of "infoSources", for people. */
static const char *sources_of(apo__arena *arena, const json_t *root)
{
	apo__buffer names = {.arena = arena};
	size_t i;
	json_t *item;
	json_array_foreach(member(root, "infoSources"), i, item)
	{
		const char *name = json_string_value(member(item, "name"));
		if (!name)
			name = json_string_value(member(item, "uri"));
		if (name)
			apo__buffer_printf(&names, "%s%s", i ? ", " : "infoSource: ", name);
	}
	return names.size ? names.data : NULL;
}

static void set_metadata(apo__arena *arena, const json_t *root, apo__source *source)
{
	static const char *const times[] = {"contentCreated", "firstCreated", "versionCreated"};
	const char *uri = string(arena, member(root, "uri"));
	source->lang = string(arena, member(root, "language"));
	source->publisher = string(arena, member(root, "copyrightHolder"));
	source->author = string(arena, member(root, "by"));
	if (!source->author)
		source->author = string(arena, member(root, "byline"));
	for (size_t i = 0; i < 3 && !source->published; i++) {
		const char *time = string(arena, member(root, times[i]));
		if (time && apo_day_parse(time) != APO_DAY_NONE)
			source->published = time;
	}
	if (uri && (!strncmp(uri, "http://", 7) || !strncmp(uri, "https://", 8)))
		source->url = uri;
	source->note = sources_of(arena, root);
}

static const char *decoded(const composer *c, uint32_t at)
{
	composer one = {.arena = c->arena, .page = c->page, .text = {.arena = c->arena}};
	add_string(&one, at, 0);
	return apo__buffer_text(&one.text);
}

/* Headline and text, as HTML or as plain text. */
static void compose(composer *c, uint32_t headline, uint32_t body, int markup)
{
	if (markup && headline != APO_NONE && !strcasestr(decoded(c, body), "<h1")) {
		apo__buffer_puts(&c->text, "<h1>");
		add_string(c, headline, 1);
		apo__buffer_puts(&c->text, "</h1>\n");
	} else if (!markup && headline != APO_NONE) {
		add_string(c, headline, 0);
		apo__buffer_puts(&c->text, "\n\n");
	}
	add_string(c, body, 0);
}

apo_status apo__ninjs_read(const apo_context *context, apo__arena *arena, const char *path,
	const apo__source *page, apo__source *article, apo_error *err)
{
	static const char *const bodies[] = {"body_xhtml", "body_html", "body_text", NULL};
	static const char *const headlines[] = {"headline", NULL};
	json_error_t problem;
	json_t *root = json_loadb(page->text, page->size, JSON_REJECT_DUPLICATES, &problem);
	if (!root)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET,
			problem.line > 0 ? (uint32_t)problem.line : 0,
			"is not valid JSON at column %d: %s", problem.column, problem.text);
	apo__arena_defer(arena, release_json, root);
	int markup = 0, ignored = 0;
	uint32_t body = find_text(page, root, "bodies", bodies, &markup);
	if (!json_is_object(root) || body == APO_NONE)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"is not a ninjs news item with a text; expected an object with "
			"\"bodies\" (ninjs 2 and 3) or \"body_text\" (1)");
	uint32_t headline = find_text(page, root, "headlines", headlines, &ignored);
	composer c = {.arena = arena, .page = page, .text = {.arena = arena}};
	compose(&c, headline, body, markup);
	*article = *page;
	set_metadata(arena, root, article);
	article->title = headline != APO_NONE ? decoded(&c, headline) : NULL;
	article->text = apo__buffer_text(&c.text);
	article->size = (uint32_t)c.text.size;
	article->offsets = c.offsets;
	if (markup) {
		apo__source html = *article;
		apo__html_read(context, arena, &html, article);
	}
	return APO_OK;
}

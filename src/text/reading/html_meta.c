/* SPDX-License-Identifier: Apache-2.0 */
/* What a page says of itself: schema.org's JSON-LD, Open Graph and common <meta> names, <html lang>, <title>; the first
 * that says it wins. */
#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "text/language/language.h"
#include "text/reading/html_blocks.h"

/* A name in a byline: bytes that are read for it, bytes and spaces that it may have. */
#define NAME_ROOM    200u
#define LONGEST_NAME 60u
#define MOST_SPACES  5u

static void set(apo__arena *arena, const char **field, const char *value)
{
	if (!*field && value && *value)
		*field = apo__strdup(arena, value);
}

static int are_digits(const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text[i] < '0' || text[i] > '9')
			return 0;
	return 1;
}

/* Other forms of one date: "2026/03/02", "20260302", "02.03.2026", and a zone without its colon. */
static const char *usual_form(apo__arena *arena, const char *v, size_t size)
{
	if (size >= 10 && are_digits(v, 4) && v[4] == '/' && are_digits(v + 5, 2) && v[7] == '/' &&
		are_digits(v + 8, 2))
		return apo__sprintf(arena, "%.4s-%.2s-%.2s", v, v + 5, v + 8);
	if (size == 8 && are_digits(v, 8))
		return apo__sprintf(arena, "%.4s-%.2s-%.2s", v, v + 4, v + 6);
	if (size >= 10 && are_digits(v, 2) && v[2] == '.' && are_digits(v + 3, 2) && v[5] == '.' &&
		are_digits(v + 6, 4))
		return apo__sprintf(arena, "%.4s-%.2s-%.2s", v + 6, v + 3, v);
	if (size > 20 && (v[size - 5] == '+' || v[size - 5] == '-') && are_digits(v + size - 4, 4))
		return apo__sprintf(arena, "%.*s:%s", (int)size - 2, v, v + size - 2);
	return v;
}

/* A date is one that we can read; a time that is not RFC 3339 leaves its day. */
static void set_date(apo__arena *arena, apo__source *article, const char *value)
{
	if (!value || article->published)
		return;
	value += strspn(value, " \t\r\n");
	size_t size = strlen(value);
	while (size && strchr(" \t\r\n", value[size - 1]))
		size--;
	value = apo__strndup(arena, value, size);
	value = usual_form(arena, value, size);
	size = strlen(value);
	if (apo_day_parse(value) == APO_DAY_NONE && size > 10 &&
		(value[10] == 'T' || value[10] == ' '))
		value = apo__strndup(arena, value, 10);
	if (apo_day_parse(value) != APO_DAY_NONE)
		set(arena, &article->published, value);
}

typedef struct {
	apo__arena *arena;
	const json_t *root; /* of the script, for references by "@id" */
	apo__source *article;
} reader;

/* The object of the script's graph that has this "@id" and more. */
static const json_t *referred(const json_t *root, const char *id)
{
	const json_t *graph = json_is_object(root) ? json_object_get(root, "@graph") : root;
	size_t i;
	json_t *item;
	json_array_foreach(graph, i, item)
	{
		const char *other = json_string_value(json_object_get(item, "@id"));
		if (other && !strcmp(other, id) && json_object_get(item, "name"))
			return item;
	}
	return NULL;
}

static const char *text_of(const json_t *root, const json_t *value)
{
	if (json_is_array(value))
		value = json_array_get(value, 0);
	if (!json_is_object(value))
		return json_string_value(value);
	const char *id = json_string_value(json_object_get(value, "@id"));
	if (!json_object_get(value, "name") && id)
		value = referred(root, id);
	return json_string_value(json_object_get(value, "name"));
}

/* The names of one or several, joined by commas. */
static const char *all_of(const reader *r, const json_t *value)
{
	const char *all = NULL;
	size_t i;
	json_t *item;
	if (!json_is_array(value))
		return text_of(r->root, value);
	json_array_foreach(value, i, item)
	{
		const char *name = text_of(r->root, item);
		if (name && i < 20)
			all = all ? apo__sprintf(r->arena, "%s, %s", all, name) : name;
	}
	return all;
}

static int is_article_type(const char *type)
{
	size_t size = type ? strlen(type) : 0;
	return (size >= 7 && !strcmp(type + size - 7, "Article")) ||
	       (type && (!strcmp(type, "BlogPosting") || !strcmp(type, "LiveBlogPosting")));
}

static int is_article(const json_t *object)
{
	const json_t *type = json_object_get(object, "@type");
	size_t i;
	json_t *item;
	if (is_article_type(json_string_value(type)))
		return 1;
	json_array_foreach(type, i, item) if (is_article_type(json_string_value(item))) return 1;
	return 0;
}

static void read_json(const reader *r, const json_t *value, int depth)
{
	size_t i;
	json_t *item;
	if (depth > 4)
		return;
	json_array_foreach(value, i, item) read_json(r, item, depth + 1);
	if (!json_is_object(value))
		return;
	read_json(r, json_object_get(value, "@graph"), depth + 1);
	if (!is_article(value))
		return;
	const json_t *page = json_object_get(value, "mainEntityOfPage");
	apo__source *article = r->article;
	set(r->arena, &article->title, text_of(r->root, json_object_get(value, "headline")));
	set(r->arena, &article->author, all_of(r, json_object_get(value, "author")));
	set(r->arena, &article->publisher, text_of(r->root, json_object_get(value, "publisher")));
	set_date(r->arena, article, text_of(r->root, json_object_get(value, "datePublished")));
	set(r->arena, &article->url, json_string_value(json_object_get(value, "url")));
	set(r->arena, &article->url,
		json_string_value(json_is_object(page) ? json_object_get(page, "@id") : page));
	set(r->arena, &article->lang, text_of(r->root, json_object_get(value, "inLanguage")));
}

/* JSON as pages have it: in a comment or CDATA section, with raw line breaks in strings and something behind it. */
static json_t *load(apo__arena *arena, const char *text, apo_span s)
{
	while (s.begin < s.end && text[s.begin] != '{' && text[s.begin] != '[')
		s.begin += !strncmp(text + s.begin, "<![CDATA[", 9) ? 9 : 1;
	char *copy = apo__strndup(arena, text + s.begin, s.end - s.begin);
	for (char *c = copy; *c; c++)
		if ((unsigned char)*c < ' ')
			*c = ' ';
	return json_loads(copy, JSON_DISABLE_EOF_CHECK, NULL);
}

static void release_json(void *object)
{
	json_decref(object);
}

static void read_meta(
	apo__arena *arena, const char *text, const apo__html_token *tag, apo__source *article)
{
	static const struct {
		const char *name;
		size_t field;
	} names[] = {{"og:title", offsetof(apo__source, title)},
		{"og:site_name", offsetof(apo__source, publisher)},
		{"author", offsetof(apo__source, author)},
		{"article:author", offsetof(apo__source, author)},
		{"dc.creator", offsetof(apo__source, author)},
		{"dcterms.creator", offsetof(apo__source, author)},
		{"parsely-author", offsetof(apo__source, author)},
		{"sailthru.author", offsetof(apo__source, author)},
		{"citation_author", offsetof(apo__source, author)},
		{"sailthru.date", offsetof(apo__source, published)},
		{"citation_publication_date", offsetof(apo__source, published)},
		{"og:published_time", offsetof(apo__source, published)},
		{"dcterms.created", offsetof(apo__source, published)},
		{"dc.date.created", offsetof(apo__source, published)},
		{"dcterms.issued", offsetof(apo__source, published)},
		{"publish-date", offsetof(apo__source, published)},
		{"publication_date", offsetof(apo__source, published)},
		{"date.created", offsetof(apo__source, published)},
		{"article:published_time", offsetof(apo__source, published)},
		{"og:article:published_time", offsetof(apo__source, published)},
		{"datePublished", offsetof(apo__source, published)},
		{"parsely-pub-date", offsetof(apo__source, published)},
		{"pubdate", offsetof(apo__source, published)},
		{"publishdate", offsetof(apo__source, published)},
		{"dcterms.date", offsetof(apo__source, published)},
		{"dc.date", offsetof(apo__source, published)},
		{"dc.date.issued", offsetof(apo__source, published)},
		{"date", offsetof(apo__source, published)},
		{"dc.publisher", offsetof(apo__source, publisher)},
		{"og:url", offsetof(apo__source, url)}, {"canonical", offsetof(apo__source, url)}};
	static const char *const keys[] = {"property", "name", "itemprop"};
	int is_link = !strcmp(tag->name, "link"), is_time = !strcmp(tag->name, "time");
	const char *name = NULL;
	for (size_t i = 0; i < 3 && !name && !is_link; i++)
		name = apo__html_attribute(arena, text, tag, keys[i]);
	if (is_link)
		name = apo__html_attribute(arena, text, tag, "rel");
	if (is_time && apo__html_attribute(arena, text, tag, "pubdate"))
		name = "pubdate";
	const char *value = apo__html_attribute(arena, text, tag,
		is_link	  ? "href"
		: is_time ? "datetime"
			  : "content");
	for (size_t i = 0; name && value && i < sizeof names / sizeof *names; i++) {
		if (strcasecmp(name, names[i].name) != 0)
			continue;
		if (names[i].field == offsetof(apo__source, published))
			set_date(arena, article, value);
		else if (names[i].field != offsetof(apo__source, author) ||
			 (!strchr(value, '/') && !strchr(value, '@')))
			set(arena, (const char **)(void *)((char *)article + names[i].field),
				value);
	}
}

/* `text` with runs of white space as one space, none at the edges. */
static const char *squeeze(char *text)
{
	char *out = text;
	for (char *in = text; *in; in++)
		if ((unsigned char)*in > ' ')
			*out++ = *in;
		else if (out > text && out[-1] != ' ')
			*out++ = ' ';
	if (out > text && out[-1] == ' ')
		out--;
	*out = '\0';
	return text;
}

/* The text of an element, without its tags; at most a line. */
static const char *text_of_element(
	apo__arena *arena, const char *text, uint32_t size, const apo__html_token *tag)
{
	apo__html_reader tokens = {.text = text, .size = size, .at = tag->end};
	apo__buffer out = {.arena = arena};
	for (unsigned depth = 1; depth && out.size < NAME_ROOM;) {
		apo__html_token t = apo__html_next(&tokens);
		int same = !strcmp(t.name, tag->name);
		if (t.kind == APO__HTML_END)
			break;
		if (t.kind == APO__HTML_TEXT) {
			uint32_t end = t.end - t.begin > NAME_ROOM ? t.begin + NAME_ROOM : t.end;
			apo__buffer_puts(&out, apo__html_unescape(arena, text, t.begin, end));
		}
		depth += t.kind == APO__HTML_OPEN && same && !t.self_closing;
		depth -= t.kind == APO__HTML_CLOSE && same;
	}
	return squeeze(apo__strdup(arena, apo__buffer_text(&out)));
}

/* What is in front of a name in a byline, in whatever language. */
static const char *without_lead(const apo__language *any, const char *name)
{
	const apo__lang_section *leads = apo__language_section(any, "byline-leads");
	for (uint32_t i = 0; i < leads->count; i++) {
		const char *lead = leads->entries[i].text;
		if (!strncasecmp(name, lead, strlen(lead)))
			return without_lead(
				any, name + strlen(lead) + strspn(name + strlen(lead), " "));
	}
	return name;
}

/* A name has a few words and neither figures nor addresses. */
static const char *name_in(const apo__language *any, const char *text)
{
	const char *name = without_lead(any, text);
	size_t size = strlen(name), spaces = 0;
	for (const char *at = name; *at; at++)
		spaces += *at == ' ';
	return size < 3 || size > LONGEST_NAME || spaces > MOST_SPACES ||
			       strpbrk(name, "0123456789@/|:{}<>?!")
		       ? NULL
		       : name;
}

/* Sites name themselves, their program, or nobody, where an author should be. */
static int is_author(const apo__language *any, const char *name, const char *publisher)
{
	const char *dot = name ? strrchr(name, '.') : NULL;
	if (!name || (publisher && !strcasecmp(name, publisher)) ||
		(dot && dot > name && dot[1] && !strchr(name, ' ')))
		return 0;
	const apo__lang_section *nobody = apo__language_section(any, "no-authors");
	for (uint32_t i = 0; i < nobody->count; i++)
		if (!strcasecmp(name, nobody->entries[i].text))
			return 0;
	return 1;
}

/* What the page's body says where its head does not: names in elements for them, the first time, the path of the address. */
static void read_notes(const apo__language *any, apo__arena *arena, const char *text,
	const apo__html_page *page, uint32_t size, apo__source *article)
{
	if (!is_author(any, article->author, article->publisher))
		article->author = NULL;
	for (uint32_t i = 0; i < page->notes.count; i++) {
		const apo__html_note *note = &page->notes.items[i];
		if (note->is_time && !page->boxes.items[note->box].dropped)
			set_date(arena, article,
				apo__html_attribute(arena, text, &note->tag, "datetime"));
		if (note->is_time || article->author)
			continue;
		const char *name = name_in(any, text_of_element(arena, text, size, &note->tag));
		if (is_author(any, name, article->publisher))
			set(arena, &article->author, name);
	}
	const char *at = article->published ? NULL : article->url;
	for (; at && *at; at++)
		if (at[0] == '/' && at[1] == '2' && strlen(at) > 11 && are_digits(at + 1, 4) &&
			(at[5] == '/' || at[5] == '-') && at[8] == at[5] &&
			(at[11] == '/' || at[11] == '-'))
			set_date(arena, article,
				apo__sprintf(arena, "%.4s-%.2s-%.2s", at + 1, at + 6, at + 9));
}

void apo__html_metadata(const apo_context *context, apo__arena *arena, const char *text,
	uint32_t size, const apo__html_page *page, apo__source *article)
{
	for (uint32_t i = 0; i < page->json.count; i++) {
		apo_span s = page->json.items[i];
		json_t *json = load(arena, text, s);
		if (!json)
			continue;
		apo__arena *scratch = apo__arena_child(arena);
		apo__arena_defer(scratch, release_json, json);
		read_json(&(reader){arena, json, article}, json, 0);
		apo__arena_free(scratch);
	}
	for (uint32_t i = 0; i < page->metas.count; i++)
		read_meta(arena, text, &page->metas.items[i], article);
	read_notes(apo__language_any(context), arena, text, page, size, article);
	if (page->html_tag.kind == APO__HTML_OPEN)
		set(arena, &article->lang,
			apo__html_attribute(arena, text, &page->html_tag, "lang"));
	if (page->title.end)
		set(arena, &article->title,
			squeeze(apo__strdup(arena, apo__html_unescape(arena, text,
							   page->title.begin, page->title.end))));
}

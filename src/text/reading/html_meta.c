/* SPDX-License-Identifier: Apache-2.0 */
/* What a page says of itself: schema.org's JSON-LD, Open Graph and common <meta> names, <html lang>, <title>; the first
 * that says it wins. */
#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "text/reading/html_blocks.h"

static void set(apo__arena *arena, const char **field, const char *value)
{
	if (!*field && value && *value)
		*field = apo__strdup(arena, value);
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

void apo__html_metadata(
	apo__arena *arena, const char *text, const apo__html_page *page, apo__source *article)
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
	if (page->html_tag.kind == APO__HTML_OPEN)
		set(arena, &article->lang,
			apo__html_attribute(arena, text, &page->html_tag, "lang"));
	if (page->title.end)
		set(arena, &article->title,
			squeeze(apo__strdup(arena, apo__html_unescape(arena, text,
							   page->title.begin, page->title.end))));
}

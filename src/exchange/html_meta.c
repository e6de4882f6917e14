/* SPDX-License-Identifier: Apache-2.0 */
/* What a page says of itself: schema.org's JSON-LD, Open Graph and common <meta> names, <html lang>, <title>; the first
 * that says it wins. */
#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "exchange/html_blocks.h"

static void set(apo__arena *arena, const char **field, const char *value)
{
	if (!*field && value && *value)
		*field = apo__strdup(arena, value);
}

static const char *text_of(const json_t *value)
{
	if (json_is_object(value))
		value = json_object_get(value, "name");
	else if (json_is_array(value))
		return json_array_size(value) ? text_of(json_array_get(value, 0)) : NULL;
	return json_string_value(value);
}

static int is_article(const json_t *object)
{
	const char *type = text_of(json_object_get(object, "@type"));
	size_t size = type ? strlen(type) : 0;
	return (size >= 7 && !strcmp(type + size - 7, "Article")) ||
	       (type && !strcmp(type, "BlogPosting"));
}

static void read_json(apo__arena *arena, const json_t *value, apo__source *article, int depth)
{
	size_t i;
	json_t *item;
	if (depth > 4)
		return;
	json_array_foreach(value, i, item) read_json(arena, item, article, depth + 1);
	if (!json_is_object(value))
		return;
	read_json(arena, json_object_get(value, "@graph"), article, depth + 1);
	if (!is_article(value))
		return;
	set(arena, &article->title, text_of(json_object_get(value, "headline")));
	set(arena, &article->publisher, text_of(json_object_get(value, "publisher")));
	set(arena, &article->published, text_of(json_object_get(value, "datePublished")));
	set(arena, &article->url, json_string_value(json_object_get(value, "url")));
	set(arena, &article->lang, text_of(json_object_get(value, "inLanguage")));
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
		{"article:published_time", offsetof(apo__source, published)},
		{"datePublished", offsetof(apo__source, published)},
		{"dcterms.date", offsetof(apo__source, published)},
		{"dc.date", offsetof(apo__source, published)},
		{"date", offsetof(apo__source, published)},
		{"dc.publisher", offsetof(apo__source, publisher)},
		{"og:url", offsetof(apo__source, url)}, {"canonical", offsetof(apo__source, url)}};
	const char *name = apo__html_attribute(arena, text, tag, "property");
	if (!name)
		name = apo__html_attribute(arena, text, tag, "name");
	if (!name)
		name = apo__html_attribute(arena, text, tag, "itemprop");
	int is_link = !strcmp(tag->name, "link");
	if (is_link)
		name = apo__html_attribute(arena, text, tag, "rel");
	for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
		if (!strcasecmp(name, names[i].name))
			set(arena, (const char **)(void *)((char *)article + names[i].field),
				apo__html_attribute(
					arena, text, tag, is_link ? "href" : "content"));
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
		json_t *json =
			json_loadb(text + s.begin, s.end - s.begin, JSON_REJECT_DUPLICATES, NULL);
		if (!json)
			continue;
		apo__arena *scratch = apo__arena_child(arena);
		apo__arena_defer(scratch, release_json, json);
		read_json(arena, json, article, 0);
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
	/* a date is one that we can read */
	if (article->published && apo_day_parse(article->published) == APO_DAY_NONE)
		article->published = NULL;
}

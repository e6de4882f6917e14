/* SPDX-License-Identifier: Apache-2.0 */
/*
 * NewsML-G2 (IPTC, 2.0 to 2.35): a news item whose text is XHTML or NITF in <inlineXML>. The HTML reader does the work on a copy of the
 * file in which everything else is blank and the names of NITF are those of HTML: no byte moves, so offsets stay. Linear.
 */
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "text/reading/html.h"
#include "text/reading/html_tokens.h"
#include "text/reading/news.h"

#define SPACE_NAME "http://iptc.org/std/nar/2006-10-01/"
#define HEAD	   4096u /* bytes in which the root element and its namespace are looked for */

typedef struct {
	apo__arena *arena;
	const char *text;
	char *copy; /* what the HTML reader gets */
	apo__source *page;
	apo__html_token headline, content; /* their opening tags */
	uint32_t headline_end, items, contents;
	int in_content, in_content_meta, has_heading;
	/* the party that is open: <provider>, <infoSource>, <creator>, <party> */
	char party[16];
	const char *party_name, *party_otherwise;
	/* the element whose text is wanted */
	char captured[16];
	uint32_t captured_begin;
	const char *created[3]; /* contentCreated, firstCreated, versionCreated */
	apo__buffer sources, hops, authors;
} reader;

/* The name behind a prefix: "nitf:p" gives "p". */
static const char *local_name(const apo__html_token *tag)
{
	const char *colon = strchr(tag->name, ':');
	return colon ? colon + 1 : tag->name;
}

static int is_item(const char *name)
{
	return !strcmp(name, "newsitem");
}

int apo__is_newsml(const char *data, size_t size)
{
	size_t least = strlen(SPACE_NAME);
	if (size > HEAD)
		size = HEAD;
	apo__html_reader r = {.text = data, .size = (uint32_t)size};
	apo__html_token t;
	do
		t = apo__html_next(&r);
	while (t.kind == APO__HTML_TEXT);
	if (t.kind != APO__HTML_OPEN)
		return 0;
	const char *name = local_name(&t);
	if (!is_item(name) && strcmp(name, "newsmessage") != 0)
		return 0;
	for (size_t at = t.begin; at + least <= size; at++)
		if (!memcmp(data + at, SPACE_NAME, least))
			return 1;
	return 0;
}

const char *apo__newsml_encoding(apo__arena *arena, const char *data, size_t size)
{
	static const char key[] = "encoding=";
	const char *end = size > 5 && !memcmp(data, "<?xml", 5) ? memchr(data, '>', size) : NULL;
	for (const char *at = data; end && at + sizeof key < end; at++) {
		if (memcmp(at, key, sizeof key - 1) != 0)
			continue;
		at += sizeof key - 1;
		const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
		return close ? apo__strndup(arena, at + 1, (size_t)(close - at - 1)) : NULL;
	}
	return NULL;
}

/* Put a part of the text back into the copy. */
static void keep(reader *r, uint32_t begin, uint32_t end)
{
	memcpy(r->copy + begin, r->text + begin, end - begin);
}

/* Give a kept tag another name, which is not longer. */
static void rename_tag(reader *r, const apo__html_token *tag, const char *name)
{
	uint32_t at = tag->begin + (tag->kind == APO__HTML_CLOSE ? 2 : 1);
	size_t size = strlen(name);
	for (uint32_t i = 0; at + i < tag->end; i++) {
		char c = r->text[at + i];
		if (strchr(" \t\r\n/>", c))
			break;
		r->copy[at + i] = i < size ? name[i] : ' ';
	}
}

static const char *text_between(reader *r, uint32_t begin, uint32_t end)
{
	const char *text = apo__html_unescape(r->arena, r->text, begin, end);
	apo__buffer out = {.arena = r->arena};
	for (; *text; text++)
		if (!strchr(" \t\r\n", *text))
			apo__buffer_putc(&out, *text);
		else if (out.size && out.data[out.size - 1] != ' ')
			apo__buffer_putc(&out, ' ');
	while (out.size && out.data[out.size - 1] == ' ')
		out.data[--out.size] = '\0';
	return out.size ? out.data : NULL;
}

static void append(apo__buffer *list, const char *separator, const char *text)
{
	apo__buffer_printf(list, "%s%s", list->size ? separator : "", text);
}

static void open_party(reader *r, const apo__html_token *tag, const char *name)
{
	static const char *const attributes[] = {"literal", "uri", "qcode"};
	strcpy(r->party, name);
	r->party_name = r->party_otherwise = NULL;
	for (size_t i = 0; i < 3 && !r->party_otherwise; i++)
		r->party_otherwise = apo__html_attribute(r->arena, r->text, tag, attributes[i]);
}

/* Our own name for what is unknown is not somebody's. */
static void close_party(reader *r)
{
	const char *value = r->party_name ? r->party_name : r->party_otherwise;
	if (value && strncmp(value, "urn:x-apograph:", 15) != 0) {
		if (!strcmp(r->party, "provider"))
			r->page->publisher = r->page->publisher ? r->page->publisher : value;
		else if (!strcmp(r->party, "creator"))
			append(&r->authors, ", ", value);
		else if (!strcmp(r->party, "infosource"))
			append(&r->sources, ", ", value);
		else
			append(&r->hops, " > ", value);
	}
	r->party[0] = '\0';
}

static int is_party(const char *name)
{
	return !strcmp(name, "provider") || !strcmp(name, "infosource") ||
	       !strcmp(name, "creator") || !strcmp(name, "party");
}

static int is_wanted(const reader *r, const char *name)
{
	return (*r->party && !r->party_name && !strcmp(name, "name")) ||
	       (r->in_content_meta && !strcmp(name, "headline")) || !strcmp(name, "title") ||
	       !strcmp(name, "contentcreated") || !strcmp(name, "firstcreated") ||
	       !strcmp(name, "versioncreated");
}

static void take_text(reader *r, const char *name, const char *text)
{
	static const char *const times[] = {"contentcreated", "firstcreated", "versioncreated"};
	if (!strcmp(name, "name"))
		r->party_name = text;
	else if (!strcmp(name, "headline") || (!strcmp(name, "title") && !r->page->title))
		r->page->title = text;
	for (size_t i = 0; i < 3; i++)
		if (!strcmp(name, times[i]) && text && apo_day_parse(text) != APO_DAY_NONE)
			r->created[i] = text;
}

static void open_tag(reader *r, const apo__html_token *tag, const char *name)
{
	const char *value;
	if (is_item(name)) {
		r->items++;
		value = apo__html_attribute(r->arena, r->text, tag, "xml:lang");
		r->page->lang = value;
		value = apo__html_attribute(r->arena, r->text, tag, "guid");
		if (value && (!strncmp(value, "http://", 7) || !strncmp(value, "https://", 8)))
			r->page->url = value;
	} else if (!strcmp(name, "contentmeta")) {
		r->in_content_meta = 1;
	} else if (!strcmp(name, "inlinexml") || !strcmp(name, "inlinedata")) {
		if (!r->contents++)
			r->content = *tag;
		r->in_content = 1;
	} else if (!strcmp(name, "language") && r->in_content_meta) {
		value = apo__html_attribute(r->arena, r->text, tag, "tag");
		r->page->lang = value && *value ? value : r->page->lang;
	} else if (is_party(name)) {
		open_party(r, tag, name);
		if (tag->self_closing)
			close_party(r);
	} else if (is_wanted(r, name) && !tag->self_closing) {
		strcpy(r->captured, name);
		r->captured_begin = tag->end;
		if (!strcmp(name, "headline"))
			r->headline = *tag;
	}
}

static void close_tag(reader *r, const apo__html_token *tag, const char *name)
{
	if (!strcmp(name, "contentmeta")) {
		r->in_content_meta = 0;
	} else if (*r->party && !strcmp(name, r->party)) {
		close_party(r);
	} else if (*r->captured && !strcmp(name, r->captured)) {
		take_text(r, name, text_between(r, r->captured_begin, tag->begin));
		if (!strcmp(name, "headline") && !r->headline_end) {
			r->headline_end = tag->end;
			keep(r, r->headline.begin, tag->end);
			rename_tag(r, &r->headline, "h1");
			rename_tag(r, tag, "h1");
		}
		r->captured[0] = '\0';
	}
}

/* A tag of the text. */
static void content_tag(reader *r, const apo__html_token *tag, const char *name)
{
	if (tag->kind == APO__HTML_CLOSE &&
		(!strcmp(name, "inlinexml") || !strcmp(name, "inlinedata"))) {
		r->in_content = 0;
		return;
	}
	keep(r, tag->begin, tag->end);
	if (!strcmp(name, "h1") || !strcmp(name, "hl1"))
		r->has_heading = 1;
	if (!strcmp(name, "hl1") || !strcmp(name, "hl2"))
		rename_tag(r, tag, name[2] == '1' ? "h1" : "h2");
	else if (name != tag->name)
		rename_tag(r, tag, name);
}

static void scan(reader *r)
{
	apo__html_reader tokens = {.text = r->text, .size = r->page->size};
	for (;;) {
		apo__html_token t = apo__html_next(&tokens);
		if (t.kind == APO__HTML_END)
			break;
		if (r->in_content && t.kind == APO__HTML_TEXT)
			keep(r, t.begin, t.end);
		else if (r->in_content)
			content_tag(r, &t, local_name(&t));
		else if (t.kind == APO__HTML_OPEN)
			open_tag(r, &t, local_name(&t));
		else if (t.kind == APO__HTML_CLOSE)
			close_tag(r, &t, local_name(&t));
	}
}

static apo_status check(const reader *r, const char *path, apo_error *err)
{
	if (!r->items)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"is not a NewsML-G2 news item; expected <newsItem> in the namespace "
			"%s",
			SPACE_NAME);
	if (r->items > 1)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"holds %u news items; put each into a file of its own", r->items);
	if (!r->contents)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"is a news item whose text is in another file (it has no <inlineXML>); add "
			"that file instead");
	if (r->contents > 1)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"holds its text %u times (<inlineXML>, <inlineData>); keep one",
			r->contents);
	return APO_OK;
}

apo_status apo__newsml_read(const apo_context *context, apo__arena *arena, const char *path,
	const apo__source *page, apo__source *article, apo_error *err)
{
	apo__source masked = *page;
	reader r = {.arena = arena,
		.text = page->text,
		.copy = apo__strndup(arena, page->text, page->size),
		.page = &masked,
		.sources = {.arena = arena},
		.hops = {.arena = arena},
		.authors = {.arena = arena}};
	memset(r.copy, ' ', page->size);
	scan(&r);
	apo_status status = check(&r, path, err);
	if (status)
		return status;
	if (r.has_heading && r.headline_end) /* the text has it */
		memset(r.copy + r.headline.begin, ' ', r.headline_end - r.headline.begin);
	masked.text = r.copy;
	for (size_t i = 0; i < 3 && !masked.published; i++)
		masked.published = r.created[i];
	masked.author = r.authors.size ? r.authors.data : NULL;
	if (r.sources.size)
		masked.note = apo__sprintf(arena, "infoSource: %s", r.sources.data);
	if (r.hops.size)
		masked.note = apo__sprintf(arena, "%s%shopHistory: %s",
			masked.note ? masked.note : "", masked.note ? "; " : "", r.hops.data);
	apo__html_read(context, arena, &masked, article);
	return APO_OK;
}

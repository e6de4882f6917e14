/* SPDX-License-Identifier: Apache-2.0 */
/* The pieces of a page: a stack of open elements says what is passed over, what kind of block text belongs to, and in
 * which boxes it stands. One pass; the stack is bounded. */
#include "text/reading/html_blocks.h"

#include <string.h>

/* Deeper elements are taken as part of the one above; browsers stop at 512 too. */
#define DEEPEST 512u

typedef struct {
	char name[16];
	uint32_t box;
	int skipped, link, quote;
	apo_block_kind kind;
	int level;
} element;

typedef struct {
	apo__arena *arena;
	const char *text;
	apo__html_page *page;
	element stack[DEEPEST];
	uint32_t depth;
	int open;   /* the last piece still grows */
	int broken; /* nothing since the last <br> */
} collector;

static int is_one_of(const char *name, const char *const *names)
{
	for (; *names; names++)
		if (!strcmp(name, *names))
			return 1;
	return 0;
}

static const char *const skipped_elements[] = {"script", "style", "noscript", "template", "iframe",
	"button", "select", "textarea", "svg", "math", "object", "video", "audio", "canvas", "head",
	"title", "xmp", "noembed", "noframes", NULL};
/* Elements for other purposes than the article; names are cut at 15 bytes. */
static const char *const around_elements[] = {"nav", "footer", "aside", "form", "dialog", "menu",
	"figcaption", "amp-sidebar", "amp-consent", "amp-ad", "amp-social-shar", "amp-user-notifi",
	NULL};
static const char *const void_elements[] = {"area", "base", "br", "col", "embed", "hr", "img",
	"input", "link", "meta", "param", "source", "track", "wbr", NULL};
static const char *const inline_elements[] = {"a", "abbr", "acronym", "b", "bdi", "bdo", "big",
	"cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q",
	"rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
	"tt", "u", "var", "wbr", "img", NULL};
static const char *const list_elements[] = {"li", "td", "th", "dt", "dd", NULL};
static const char *const around_roles[] = {
	"navigation", "banner", "complementary", "contentinfo", "search", "menu", "dialog", NULL};

static int hides(const char *style)
{
	return strstr(style, "display:none") || strstr(style, "display: none") ||
	       strstr(style, "visibility:hidden");
}

static apo__html_purpose purpose_of(collector *c, const apo__html_token *tag)
{
	apo__html_purpose purpose =
		is_one_of(tag->name, around_elements) ? APO__HTML_AROUND : APO__HTML_PLAIN;
	if (!strcmp(tag->name, "body") || !strcmp(tag->name, "html") || tag->end - tag->begin < 10)
		return purpose;
	apo__arena *scratch = apo__arena_child(c->arena);
	static const char *const names[] = {"class", "id", "itemprop"};
	for (size_t i = 0; i < 3; i++) {
		const char *value = apo__html_attribute(scratch, c->text, tag, names[i]);
		apo__html_purpose said = value ? apo__html_class_purpose(value) : APO__HTML_PLAIN;
		if (said > purpose)
			purpose = said;
	}
	const char *role = apo__html_attribute(scratch, c->text, tag, "role");
	const char *style = apo__html_attribute(scratch, c->text, tag, "style");
	const char *aria = apo__html_attribute(scratch, c->text, tag, "aria-hidden");
	if (role && is_one_of(role, around_roles))
		purpose = APO__HTML_AROUND;
	if (apo__html_attribute(scratch, c->text, tag, "hidden") ||
		(aria && !strcmp(aria, "true")) || (style && hides(style)))
		purpose = APO__HTML_HIDDEN;
	apo__arena_free(scratch);
	/* an article's classes name its topics, and what it has */
	int is_article = !strcmp(tag->name, "article") || !strcmp(tag->name, "main");
	return is_article && purpose != APO__HTML_HIDDEN ? APO__HTML_PLAIN : purpose;
}

static void pop_to(collector *c, uint32_t depth)
{
	c->depth = depth;
}

/* A new paragraph or item ends the open one (HTML Standard, optional tags). */
static void close_implied(collector *c, const char *name)
{
	if (c->depth && !strcmp(c->stack[c->depth - 1].name, "p"))
		pop_to(c, c->depth - 1);
	if (c->depth && is_one_of(name, list_elements)) {
		const char *top = c->stack[c->depth - 1].name;
		int cell = !strcmp(name, "td") || !strcmp(name, "th");
		int term = !strcmp(name, "dt") || !strcmp(name, "dd");
		if (!strcmp(top, name) || (cell && (!strcmp(top, "td") || !strcmp(top, "th"))) ||
			(term && (!strcmp(top, "dt") || !strcmp(top, "dd"))))
			pop_to(c, c->depth - 1);
	}
}

static void set_kind(element *e, const char *name)
{
	if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2]) {
		e->kind = APO_BLOCK_HEADING;
		e->level = name[1] - '0';
	} else if (is_one_of(name, list_elements)) {
		e->kind = APO_BLOCK_LIST;
	} else if (!strcmp(name, "figcaption") || !strcmp(name, "caption")) {
		e->kind = APO_BLOCK_CAPTION;
	} else if (!strcmp(name, "blockquote")) {
		e->kind = APO_BLOCK_QUOTE;
	}
}

static const char *const head_elements[] = {"meta", "link", "title", "script", "style", "base",
	"noscript", "template", "head", "html", NULL};

static void open_element(collector *c, const apo__html_token *tag)
{
	/* a head that nothing closes ends before the first element of the page (HTML Standard, 13.2.6.4.4) */
	if (c->depth && !strcmp(c->stack[c->depth - 1].name, "head") &&
		!is_one_of(tag->name, head_elements))
		pop_to(c, c->depth - 1);
	int is_inline = is_one_of(tag->name, inline_elements);
	if (!is_inline) {
		c->open = 0;
		close_implied(c, tag->name);
	}
	if (is_one_of(tag->name, void_elements) || tag->self_closing || c->depth == DEEPEST)
		return;
	element e = c->depth ? c->stack[c->depth - 1] : (element){.box = 0};
	memcpy(e.name, tag->name, sizeof e.name);
	apo__html_purpose purpose = e.skipped ? APO__HTML_PLAIN : purpose_of(c, tag);
	e.skipped = e.skipped || is_one_of(tag->name, skipped_elements) ||
		    (is_inline && purpose > APO__HTML_BODY);
	/* what is only a link, or only a time, is not text of the article */
	e.link = e.link || !strcmp(tag->name, "a") || !strcmp(tag->name, "time");
	if (!is_inline && !e.skipped) {
		apo__html_box box = {.parent = e.box,
			.purpose = purpose,
			.is_article = !strcmp(tag->name, "article") || !strcmp(tag->name, "main")};
		set_kind(&e, tag->name);
		if ((strcmp(tag->name, "p") != 0 && !e.level) || purpose > APO__HTML_BODY) {
			*apo__push(c->arena, &c->page->boxes) = box;
			e.box = c->page->boxes.count - 1;
		}
	}
	c->stack[c->depth++] = e;
}

static void close_element(collector *c, const char name[16])
{
	if (!is_one_of(name, inline_elements))
		c->open = 0;
	for (uint32_t i = c->depth; i; i--)
		if (!memcmp(c->stack[i - 1].name, name, sizeof c->stack->name)) {
			pop_to(c, i - 1);
			return;
		}
}

static void add_range(collector *c, apo_span range)
{
	const element *top = c->depth ? &c->stack[c->depth - 1] : NULL;
	if (!c->open) {
		*apo__push(c->arena, &c->page->pieces) =
			(apo__html_piece){.box = top ? top->box : 0,
				.first_range = c->page->ranges.count,
				.kind = top ? top->kind : APO_BLOCK_PARAGRAPH,
				.level = top ? top->level : 0};
		c->open = 1;
	}
	apo__html_piece *piece = &c->page->pieces.items[c->page->pieces.count - 1];
	*apo__push(c->arena, &c->page->ranges) = range;
	piece->ranges++;
	for (uint32_t i = range.begin; i < range.end; i++) {
		int ink = (unsigned char)c->text[i] > ' ';
		piece->size += ink;
		piece->link_size += ink && top && top->link;
	}
}

static int is_blank(const char *text, apo_span range)
{
	while (range.begin < range.end && (unsigned char)text[range.begin] <= ' ')
		range.begin++;
	return range.begin == range.end;
}

/* An element whose text is the author's name, as rel, itemprop and whole classes say. */
static int names_author(collector *c, const apo__html_token *tag)
{
	static const char *const rels[] = {"author", NULL};
	static const char *const classes[] = {"author", "author-name", "authorname", "author_name",
		"article-author", "article__author", "post-author", "entry-author", "byline",
		"byline-name", "byline-author", "byline__name", "article-byline", "autor", "auteur",
		NULL};
	if (tag->end - tag->begin < 12 || !strcmp(tag->name, "meta") || !strcmp(tag->name, "link"))
		return 0;
	apo__arena *scratch = apo__arena_child(c->arena);
	const char *rel = apo__html_attribute(scratch, c->text, tag, "rel");
	const char *item = apo__html_attribute(scratch, c->text, tag, "itemprop");
	const char *value = apo__html_attribute(scratch, c->text, tag, "class");
	int found = (rel && is_one_of(rel, rels)) || (item && is_one_of(item, rels));
	while (value && *value && !found) {
		value += strspn(value, " \t\r\n");
		size_t size = strcspn(value, " \t\r\n");
		found = size && is_one_of(apo__strndup(scratch, value, size), classes);
		value += size;
	}
	apo__arena_free(scratch);
	return found;
}

/* What the head says: kept apart for the metadata. */
static void note_head(collector *c, const apo__html_token *tag, int *is_json)
{
	if (!strcmp(tag->name, "html"))
		c->page->html_tag = *tag;
	else if (!strcmp(tag->name, "meta") || !strcmp(tag->name, "link") ||
		 (!strcmp(tag->name, "time") && !(c->depth && c->stack[c->depth - 1].skipped)))
		*apo__push(c->arena, &c->page->metas) = *tag;
	if (!strcmp(tag->name, "time") || names_author(c, tag))
		*apo__push(c->arena, &c->page->notes) = (apo__html_note){.tag = *tag,
			.box = c->depth ? c->stack[c->depth - 1].box : 0,
			.is_time = !strcmp(tag->name, "time")};
	*is_json = 0;
	if (!strcmp(tag->name, "script")) {
		const char *type = apo__html_attribute(c->arena, c->text, tag, "type");
		*is_json = type && !strcmp(type, "application/ld+json");
	}
}

static void add_text(collector *c, apo_span range, int is_json)
{
	const element *top = c->depth ? &c->stack[c->depth - 1] : NULL;
	if (is_json && top && !strcmp(top->name, "script"))
		*apo__push(c->arena, &c->page->json) = range;
	else if (top && !strcmp(top->name, "title") && !c->page->title.end)
		c->page->title = range;
	c->broken = c->broken && is_blank(c->text, range);
	if ((!top || !top->skipped) && (c->open || !is_blank(c->text, range)))
		add_range(c, range);
}

void apo__html_collect(apo__arena *arena, const char *text, uint32_t size, apo__html_page *page)
{
	apo__html_reader reader = {.text = text, .size = size};
	collector *c = apo__alloc(arena, sizeof *c);
	int is_json = 0;
	c->arena = arena;
	c->text = text;
	c->page = page;
	page->html_tag.kind = APO__HTML_END;
	*apo__push(arena, &page->boxes) = (apo__html_box){.parent = APO_NONE};
	for (apo__html_token t; (t = apo__html_next(&reader)).kind != APO__HTML_END;) {
		if (t.kind == APO__HTML_TEXT) {
			add_text(c, (apo_span){t.begin, t.end}, is_json);
		} else if (t.kind == APO__HTML_CLOSE) {
			close_element(c, t.name);
		} else if (!strcmp(t.name, "br")) {
			if (c->broken) /* two in a row: a new paragraph */
				c->open = 0;
			if (c->open)
				add_range(c, (apo_span){t.begin, t.begin});
			c->broken = 1;
		} else {
			note_head(c, &t, &is_json);
			open_element(c, &t);
		}
	}
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The article of a page. Menus, forms and the like are gone by their names already (html_blocks.c); among the boxes that
 * are left, the article is the <article> or <main> with most of the running text, else the innermost box that still has
 * most of it (text density as in Kohlschütter et al. 2010, without training). Inside it, pieces that are mostly links
 * are dropped. Linear.
 */
#include "text/reading/html.h"

#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "text/reading/html_blocks.h"
#include "text/unicode/chars.h"

/* A piece that counts as running text has this many bytes and not more than half of them in links. */
#define LEAST_TEXT 25u
/* Share of the page's running text that an <article>, and that a box inside a box must have; set by
 * hand. */
#define ARTICLE_SHARE .4
#define BOX_SHARE     .6

static int starts(const char *data, size_t size, const char *tag)
{
	size_t length = strlen(tag);
	return size >= length && !strncasecmp(data, tag, length);
}

int apo__is_html(const char *data, size_t size)
{
	static const char *const tags[] = {"<!doctype html", "<html", "<head", "<body", "<article",
		"<div", "<p>", "<p ", "<h1", "<title", "<meta"};
	if (starts(data, size, "\xEF\xBB\xBF")) {
		data += 3;
		size -= 3;
	}
	for (;;) {
		while (size && (unsigned char)*data <= ' ' && *data) {
			data++;
			size--;
		}
		if (!starts(data, size, "<!--") && !starts(data, size, "<?xml"))
			break;
		const char *close = memchr(data + 1, '>', size - 1);
		if (!close)
			return 0;
		size -= (size_t)(close + 1 - data);
		data = close + 1;
	}
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (starts(data, size, tags[i]))
			return 1;
	return 0;
}

const char *apo__html_encoding(apo__arena *arena, const char *data, size_t size)
{
	if (size > 1024)
		size = 1024;
	for (size_t at = 0; at + 8 < size; at++) {
		if (strncasecmp(data + at, "charset", 7) != 0)
			continue;
		at += 7;
		while (at < size && strchr(" =\"'", data[at]) && data[at])
			at++;
		size_t begin = at;
		while (at < size && data[at] && !strchr(" \"'/>;", data[at]))
			at++;
		const char *name = apo__strndup(arena, data + begin, at - begin);
		/* a page that could say so in ASCII is not UTF-16; labels mean what browsers do with them */
		if (!strncasecmp(name, "utf-16", 6))
			return "UTF-8";
		if (!strcasecmp(name, "iso-8859-1") || !strcasecmp(name, "us-ascii"))
			return "windows-1252";
		if (!strcasecmp(name, "gb2312") || !strcasecmp(name, "gbk"))
			return "GB18030";
		return *name ? name : NULL;
	}
	return NULL;
}

static int is_running(const apo__html_piece *piece)
{
	return !piece->level && piece->size >= LEAST_TEXT && piece->link_size * 2 <= piece->size;
}

/* The box that holds the article. */
static uint32_t find_article(apo__arena *arena, apo__html_page *page)
{
	uint32_t count = page->boxes.count, best = 0;
	apo__html_box *boxes = page->boxes.items;
	for (uint32_t i = 0; i < page->pieces.count; i++) {
		const apo__html_piece *piece = &page->pieces.items[i];
		if (is_running(piece))
			boxes[piece->box].text += piece->size - piece->link_size;
	}
	uint32_t *richest = apo__alloc_array(arena, count, sizeof *richest); /* child, 0 = none */
	for (uint32_t i = count; i-- > 1;) {
		uint32_t parent = boxes[i].parent;
		boxes[parent].text += boxes[i].text;
		/* children come from last to first: >= prefers the first of equals */
		if (!richest[parent] || boxes[i].text >= boxes[richest[parent]].text)
			richest[parent] = i;
	}
	uint32_t article = 0;
	for (uint32_t i = 1; i < count; i++)
		if (boxes[i].is_article && boxes[i].text >= ARTICLE_SHARE * boxes[0].text &&
			(!article || boxes[i].text >= boxes[article].text))
			article = i;
	if (article && boxes[article].text)
		return article;
	while (richest[best] && boxes[richest[best]].text &&
		boxes[richest[best]].text >= BOX_SHARE * boxes[best].text)
		best = richest[best];
	return best;
}

/* Mark the boxes inside `article`, itself among them. */
static char *mark_inside(apo__arena *arena, const apo__html_page *page, uint32_t article)
{
	char *inside = apo__alloc(arena, page->boxes.count);
	inside[article] = 1;
	for (uint32_t i = article + 1; i < page->boxes.count; i++)
		inside[i] = inside[page->boxes.items[i].parent];
	return inside;
}

typedef struct {
	apo__arena *arena;
	const apo__source *page;
	apo__buffer text;
	apo__offsets offsets;
	APO__VECTOR(apo_block) blocks;
} writer;

/* One character of the article that takes page[begin, end). */
static void put(writer *w, int32_t c, uint32_t begin, uint32_t end)
{
	char bytes[4];
	uint32_t size = apo__utf8_put(bytes, c);
	uint32_t file = apo__offsets_begin(&w->page->offsets, begin);
	uint32_t file_end = apo__offsets_end(&w->page->offsets, end - 1);
	apo__offsets_add(w->arena, &w->offsets, (uint32_t)w->text.size, file, (uint32_t)size,
		file_end - file);
	apo__buffer_add(&w->text, bytes, size);
}

static void put_range(writer *w, apo_span range, size_t begin)
{
	const char *text = w->page->text;
	if (range.begin == range.end && w->text.size > begin) { /* <br> */
		apo__buffer_putc(&w->text, '\n');
		return;
	}
	for (uint32_t at = range.begin; at < range.end;) {
		int32_t c;
		uint32_t from = at,
			 size = text[at] == '&' ? apo__html_reference(text, at, range.end, &c) : 0;
		if (size) {
			at += size;
		} else {
			at = apo__utf8_next(text, at, range.end, &c);
		}
		char last = w->text.size > begin ? w->text.data[w->text.size - 1] : ' ';
		if (!apo__is_ascii_space(c))
			put(w, c, from, at);
		else if (!apo__is_ascii_space((int32_t)last))
			put(w, ' ', from, at);
	}
}

static void put_piece(
	writer *w, const apo__html_page *page, const apo__html_piece *piece, apo_block_kind kind)
{
	if (w->text.size)
		apo__buffer_puts(&w->text, "\n\n");
	size_t begin = w->text.size;
	for (uint32_t i = 0; i < piece->ranges; i++)
		put_range(w, page->ranges.items[piece->first_range + i], begin);
	size_t end = w->text.size;
	while (end > begin && apo__is_ascii_space((int32_t)w->text.data[end - 1]))
		end--;
	if (end > begin)
		*apo__push(w->arena, &w->blocks) =
			(apo_block){.span = {(uint32_t)begin, (uint32_t)end}, .kind = kind};
}

/* Whether a piece belongs to the article; `keep_all`: the page has no running text to go by. */
static int is_kept(const apo__html_piece *piece, const char *inside, int keep_all)
{
	return keep_all || (inside[piece->box] && piece->link_size * 5 <= piece->size * 3);
}

static const apo__html_piece *find_title(const apo__html_page *page)
{
	for (uint32_t i = 0; i < page->pieces.count; i++)
		if (page->pieces.items[i].level == 1)
			return &page->pieces.items[i];
	return NULL;
}

void apo__html_read(apo__arena *arena, const apo__source *source, apo__source *article)
{
	apo__html_page page = {0};
	apo__html_collect(arena, source->text, source->size, &page);
	uint32_t box = find_article(arena, &page);
	int keep_all = !page.boxes.items[0].text;
	const char *inside = mark_inside(arena, &page, box);
	const apo__html_piece *title = find_title(&page);
	writer w = {.arena = arena, .page = source, .text = {.arena = arena}};
	for (uint32_t i = 0; i < page.pieces.count; i++) {
		const apo__html_piece *piece = &page.pieces.items[i];
		if (piece == title)
			put_piece(&w, &page, piece, APO_BLOCK_TITLE);
		else if (is_kept(piece, inside, keep_all))
			put_piece(&w, &page, piece, piece->kind);
	}
	*article = *source;
	article->text = apo__buffer_text(&w.text);
	article->size = (uint32_t)w.text.size;
	article->offsets = w.offsets;
	article->blocks = w.blocks.items;
	article->block_count = w.blocks.count;
	apo__html_metadata(arena, source->text, &page, article);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* A page to a document: its pieces are collected (html_blocks.c), those of the article chosen (html_article.c), and written with
 * their places. Linear. */
#include "text/reading/html.h"

#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "text/reading/html_blocks.h"
#include "text/reading/html_tokens.h"
#include "text/unicode/chars.h"

/* Browsers look at 1,024 bytes first, and at the rest when it comes; heads with long scripts declare late. */
#define ENCODING_ROOM 65536u
/* Shorter headings are names of sections. */
#define LEAST_TITLE 12u

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

/* The label behind the last "charset=" of a content type: some pages write it twice. */
static const char *charset_in(const char *content)
{
	const char *found = NULL;
	for (; *content; content++)
		if (!strncasecmp(content, "charset", 7)) {
			content += 7;
			content += strspn(content, " \t\r\n");
			if (*content != '=')
				break;
			found = content + 1;
		}
	return found;
}

/* What browsers understand by a label (WHATWG Encoding Standard). */
static const char *meaning(apo__arena *arena, const char *label)
{
	label += strspn(label, " \t\r\n\"'");
	const char *name = apo__strndup(arena, label, strcspn(label, " \t\r\n\"',;/"));
	if (!strncasecmp(name, "utf-16", 6)) /* a page that could say so in ASCII is not UTF-16 */
		return "UTF-8";
	if (!strcasecmp(name, "iso-8859-1") || !strcasecmp(name, "us-ascii"))
		return "windows-1252";
	if (!strcasecmp(name, "gb2312") || !strcasecmp(name, "gbk"))
		return "GB18030";
	return *name ? name : NULL;
}

const char *apo__html_encoding(apo__arena *arena, const char *data, size_t size)
{
	apo__html_reader reader = {
		.text = data, .size = size < ENCODING_ROOM ? (uint32_t)size : ENCODING_ROOM};
	for (apo__html_token t; (t = apo__html_next(&reader)).kind != APO__HTML_END;) {
		if (t.kind != APO__HTML_OPEN || strcmp(t.name, "meta") != 0)
			continue;
		const char *label = apo__html_attribute(arena, data, &t, "charset");
		const char *type = apo__html_attribute(arena, data, &t, "http-equiv");
		if (!label && type && !strcasecmp(type, "content-type")) {
			const char *content = apo__html_attribute(arena, data, &t, "content");
			label = content ? charset_in(content) : NULL;
		}
		label = label ? meaning(arena, label) : NULL;
		if (label)
			return label;
	}
	return NULL;
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

static const apo__html_piece *find_title(const apo__html_page *page)
{
	for (uint32_t i = 0; i < page->pieces.count; i++)
		if (page->pieces.items[i].level == 1)
			return &page->pieces.items[i];
	return NULL;
}

/* The page's first heading, where the title said elsewhere is that and more: the name of the site, of a section. */
static const char *shorter_title(apo__arena *arena, const apo__source *article)
{
	const apo_block *block = article->blocks;
	for (uint32_t i = 0; i < article->block_count; i++, block++) {
		size_t size = block->span.end - block->span.begin;
		if (block->kind != APO_BLOCK_TITLE || size < LEAST_TITLE || !article->title)
			continue;
		const char *heading = apo__strndup(arena, article->text + block->span.begin, size);
		return strstr(article->title, heading) ? heading : article->title;
	}
	return article->title;
}

void apo__html_read(const apo_context *context, apo__arena *arena, const apo__source *source,
	apo__source *article)
{
	apo__html_page page = {0};
	apo__html_collect(arena, source->text, source->size, &page);
	const char *kept = apo__html_choose(arena, source->text, &page);
	const apo__html_piece *title = find_title(&page);
	writer w = {.arena = arena, .page = source, .text = {.arena = arena}};
	for (uint32_t i = 0; i < page.pieces.count; i++) {
		const apo__html_piece *piece = &page.pieces.items[i];
		if (piece == title)
			put_piece(&w, &page, piece, APO_BLOCK_TITLE);
		else if (kept[i])
			put_piece(&w, &page, piece, piece->kind);
	}
	*article = *source;
	article->text = apo__buffer_text(&w.text);
	article->size = (uint32_t)w.text.size;
	article->offsets = w.offsets;
	article->blocks = w.blocks.items;
	article->block_count = w.blocks.count;
	apo__html_metadata(context, arena, source->text, source->size, &page, article);
	article->title = shorter_title(arena, article);
}

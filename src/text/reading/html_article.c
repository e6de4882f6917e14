/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The article of a page. Boxes for other purposes are dropped unless they hold most of the page's running text: names are
 * claims, text is evidence. Among the boxes that are left, the article is the one whose name says that it is its body, else the
 * <article> or <main> with most of the running text, else the innermost box that still has most of it (text density as in
 * Kohlschütter et al. 2010, without training). Inside it, pieces that are mostly links are dropped, and headings that nothing
 * follows. Where little comes out, names are not believed (a second pass). Linear.
 */
#include <string.h>

#include "text/reading/html_blocks.h"

/* A piece that counts as running text has this many bytes and not more than half of them in links. */
#define LEAST_TEXT 25u
/* Share of the page's running text that the body of an article, an <article>, and a box inside a box must have;
 * set by hand. */
#define BODY_SHARE    .4
#define ARTICLE_SHARE .4
#define BOX_SHARE     .6
/* Readers write more than journalists: comments are the text only where nearly nothing else is. */
#define LEAST_ARTICLE 200u
/* Shorter pieces that do not end like a sentence are labels; set by hand. */
#define LABEL_SIZE 60u
/* A box for another purpose is the text when it has this many times the text of all others; set by hand. */
#define MOST_TIMES 3u
#define TEXT_RANK  7 /* below all headings */

static int is_running(const apo__html_piece *piece)
{
	return !piece->level && piece->size >= LEAST_TEXT && piece->link_size * 2 <= piece->size;
}

/* The running text of each box with all in it, without boxes that are dropped. */
static void count_text(apo__html_page *page)
{
	apo__html_box *boxes = page->boxes.items;
	for (uint32_t i = 0; i < page->boxes.count; i++)
		boxes[i].text = 0;
	for (uint32_t i = 0; i < page->pieces.count; i++) {
		const apo__html_piece *piece = &page->pieces.items[i];
		boxes[piece->box].has_title |= piece->level == 1;
		if (is_running(piece) && !boxes[piece->box].dropped)
			boxes[piece->box].text += piece->size - piece->link_size;
	}
	for (uint32_t i = page->boxes.count; i-- > 1;) {
		boxes[boxes[i].parent].text += boxes[i].text;
		boxes[boxes[i].parent].has_title |= boxes[i].has_title | boxes[i].is_article;
	}
}

static int is_needed(const apo__html_box *box, uint32_t all)
{
	uint32_t rest = all - box->text;
	return box->purpose == APO__HTML_COMMENTS
		       ? rest < LEAST_ARTICLE && box->text > rest
		       : box->text > (box->has_title ? rest : rest * MOST_TIMES);
}

/* Drop the boxes for other purposes; in the second pass only those of readers' comments and what is hidden. */
static void drop_boxes(apo__html_page *page)
{
	apo__html_box *boxes = page->boxes.items;
	count_text(page);
	uint32_t all = boxes[0].text;
	for (uint32_t i = 1; i < page->boxes.count; i++) {
		apo__html_box *box = &boxes[i];
		box->dropped = boxes[box->parent].dropped ||
			       (box->purpose > APO__HTML_BODY && !is_needed(box, all));
	}
	count_text(page);
}

/* The box that holds the article. */
static uint32_t find_article(apo__arena *arena, apo__html_page *page)
{
	uint32_t count = page->boxes.count, best = 0, article = 0, body = 0;
	const apo__html_box *boxes = page->boxes.items;
	uint32_t *richest = apo__alloc_array(arena, count, sizeof *richest); /* child, 0 = none */
	for (uint32_t i = count; i-- > 1;) {
		uint32_t parent = boxes[i].parent;
		/* children come from last to first: >= prefers the first of equals */
		if (!richest[parent] || boxes[i].text >= boxes[richest[parent]].text)
			richest[parent] = i;
	}
	for (uint32_t i = 1; i < count; i++) {
		if (boxes[i].purpose == APO__HTML_BODY &&
			boxes[i].text >= BODY_SHARE * boxes[0].text &&
			(!body || boxes[i].text >= boxes[body].text))
			body = i;
		if (boxes[i].is_article && boxes[i].text >= ARTICLE_SHARE * boxes[0].text &&
			(!article || boxes[i].text >= boxes[article].text))
			article = i;
	}
	if (body && boxes[body].text)
		return body;
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
		inside[i] = inside[page->boxes.items[i].parent] && !page->boxes.items[i].dropped;
	return inside;
}

/* A heading that is followed by no piece before the next of its rank, or by nothing at all, led to what was dropped. */
static void drop_empty_headings(const apo__html_page *page, char *kept)
{
	int next = 0; /* rank of what follows; 0 = the end */
	for (uint32_t i = page->pieces.count; i-- > 0;) {
		const apo__html_piece *piece = &page->pieces.items[i];
		if (!kept[i])
			continue;
		if (!piece->level)
			next = TEXT_RANK;
		else if (next <= piece->level)
			kept[i] = 0;
		else
			next = piece->level;
	}
}

/* Short, and not a sentence: a label, a teaser's headline, "More on this". */
static int is_label(const char *text, const apo__html_page *page, const apo__html_piece *piece)
{
	static const char *const stops[] = {".", "!", "?", "\"", "\xE2\x80\xA6", "\xE2\x80\x9C",
		"\xE2\x80\x9D", "\xC2\xBB", "\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F"};
	if (piece->size >= LABEL_SIZE)
		return 0;
	apo_span last = page->ranges.items[piece->first_range + piece->ranges - 1];
	while (last.end > last.begin && (unsigned char)text[last.end - 1] <= ' ')
		last.end--;
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
		size_t size = strlen(stops[i]);
		if (last.end - last.begin >= size &&
			!memcmp(text + last.end - size, stops[i], size))
			return 0;
	}
	return 1;
}

/* Where the last sentence or item of the article ends: what follows it is not the end of a text. */
static uint32_t find_end(const char *text, const apo__html_page *page, const char *kept)
{
	for (uint32_t i = page->pieces.count; i-- > 0;) {
		const apo__html_piece *piece = &page->pieces.items[i];
		int is_text = piece->kind == APO_BLOCK_LIST || is_running(piece);
		if (kept[i] && is_text && !is_label(text, page, piece))
			return i;
	}
	return page->pieces.count;
}

/* Labels in front of what was dropped for its links, and labels behind the last sentence. */
static void drop_labels(
	const char *text, const apo__html_page *page, const char *inside, char *kept)
{
	uint32_t end = find_end(text, page, kept);
	int links = 0;
	for (uint32_t i = page->pieces.count; i-- > 0;) {
		const apo__html_piece *piece = &page->pieces.items[i];
		if (!inside[piece->box])
			continue;
		int may = piece->kind != APO_BLOCK_LIST && (links || (i > end && !piece->level));
		if (!kept[i])
			links = 1;
		else if (may && is_label(text, page, piece))
			kept[i] = 0;
		else
			links = 0;
	}
}

const char *apo__html_choose(apo__arena *arena, const char *text, apo__html_page *page)
{
	char *kept = apo__alloc(arena, page->pieces.count + 1);
	drop_boxes(page);
	uint32_t box = find_article(arena, page);
	int keep_all = !page->boxes.items[0].text;
	const char *inside = mark_inside(arena, page, box);
	for (uint32_t i = 0; i < page->pieces.count; i++) {
		const apo__html_piece *piece = &page->pieces.items[i];
		kept[i] = (keep_all && !page->boxes.items[piece->box].dropped) ||
			  (inside[piece->box] && piece->link_size * 5 <= piece->size * 3);
	}
	if (!keep_all) {
		drop_labels(text, page, inside, kept);
		drop_empty_headings(page, kept);
	}
	return kept;
}

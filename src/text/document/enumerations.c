/* SPDX-License-Identifier: Apache-2.0 */
/* Enumerations in running text. A mark at the begin of a block, or of a sentence in it, sets the style; the next item is the
 * place behind white space that has the next number in that style. Two items make an enumeration of a block that begins
 * with one, three elsewhere. One pass. */
#include "text/document/enumerations.h"

#include <string.h>

typedef struct {
	uint32_t number;
	int letter;	      /* a, b, c instead of 1, 2, 3 */
	int opening;	      /* "(1)" */
	const char *closing;  /* ".)", ".", ")" */
	uint32_t bullet_size; /* of the bullet before it, 0 = none */
	uint32_t size;
} mark;

/* Bullets of one to three bytes. */
static uint32_t bullet_size(const char *at)
{
	static const char *const bullets[] = {"•", "⁃", "‣", "◦", "▪", "·", "*", "-"};
	for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
		if (!strncmp(at, bullets[i], strlen(bullets[i])))
			return (uint32_t)strlen(bullets[i]);
	return 0;
}

static int read_mark(const char *text, uint32_t at, uint32_t end, mark *m)
{
	uint32_t begin = at, digits = at;
	*m = (mark){0};
	m->bullet_size = bullet_size(text + at);
	at += m->bullet_size;
	while (m->bullet_size && at < end && text[at] == ' ')
		at++;
	m->opening = at < end && text[at] == '(';
	at += m->opening;
	for (digits = at; at < end && at - digits < 3 && text[at] >= '0' && text[at] <= '9'; at++)
		m->number = m->number * 10 + (uint32_t)(text[at] - '0');
	if (at == digits && at < end && text[at] >= 'a' && text[at] <= 'z') {
		m->letter = 1;
		m->number = (uint32_t)(text[at++] - 'a') + 1;
	}
	if (at == digits || at >= end)
		return 0;
	m->closing = text[at] == ')'			   ? ")"
		     : text[at] != '.' || m->opening	   ? NULL
		     : at + 1 < end && text[at + 1] == ')' ? ".)"
							   : ".";
	if (!m->closing)
		return 0;
	at += (uint32_t)strlen(m->closing);
	m->size = at - begin;
	return at < end && text[at] == ' ';
}

static int follows(const mark *m, const mark *previous)
{
	return m->number == previous->number + 1 && m->letter == previous->letter &&
	       m->opening == previous->opening && m->bullet_size == previous->bullet_size &&
	       !strcmp(m->closing, previous->closing);
}

/* Whether an enumeration may begin with `m` behind the space at `space`: with the first number or any letter (w) x) y)), after a sentence. */
static int may_begin(const char *text, uint32_t begin, uint32_t space, const mark *m)
{
	return space > begin && strchr(".!?:;", text[space - 1]) &&
	       (m->number == 1 || (m->letter && *m->closing == ')'));
}

uint32_t apo__enumeration_mark(const char *text, uint32_t at, uint32_t end)
{
	mark m;
	return read_mark(text, at, end, &m) ? m.size : 0;
}

void apo__find_enumeration(apo__arena *arena, const char *text, apo_span block, apo__cuts *cuts)
{
	mark last, next;
	int open = read_mark(text, block.begin, block.end, &last);
	uint32_t first = cuts->count;	 /* cut of the enumeration at hand */
	uint32_t missing = open ? 1 : 0; /* items that it lacks to be one */
	for (uint32_t at = block.begin + (open ? last.size : 0); at + 1 < block.end; at++) {
		if (text[at] != ' ' || !read_mark(text, at + 1, block.end, &next))
			continue;
		if (open && follows(&next, &last)) {
			missing -= missing > 0;
		} else if (may_begin(text, block.begin, at, &next)) {
			cuts->count = missing ? first : cuts->count;
			first = cuts->count;
			missing = 2;
			open = 1;
		} else {
			continue;
		}
		*apo__push(arena, cuts) = at + 1;
		last = next;
		at += next.size;
	}
	cuts->count = missing ? first : cuts->count;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Enumerations in running text. The mark at the begin of a block sets the style; the next item is the place behind white
 * space that has the next number in that style. One pass. */
#include "text/enumerations.h"

#include <string.h>

typedef struct {
	uint32_t number;
	int letter;	      /* a, b, c instead of 1, 2, 3 */
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
	for (digits = at; at < end && at - digits < 3 && text[at] >= '0' && text[at] <= '9'; at++)
		m->number = m->number * 10 + (uint32_t)(text[at] - '0');
	if (at == digits && at < end && text[at] >= 'a' && text[at] <= 'z') {
		m->letter = 1;
		m->number = (uint32_t)(text[at++] - 'a') + 1;
	}
	if (at == digits || at >= end)
		return 0;
	m->closing = text[at] == ')'	   ? ")"
		     : text[at] != '.'	   ? NULL
		     : text[at + 1] == ')' ? ".)"
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
	       m->bullet_size == previous->bullet_size && !strcmp(m->closing, previous->closing);
}

uint32_t apo__enumeration_mark(const char *text, uint32_t at, uint32_t end)
{
	mark m;
	return read_mark(text, at, end, &m) ? m.size : 0;
}

void apo__find_enumeration(apo__arena *arena, const char *text, apo_span block, apo__cuts *cuts)
{
	mark last, next;
	if (!read_mark(text, block.begin, block.end, &last))
		return;
	for (uint32_t at = block.begin + last.size; at + 1 < block.end; at++) {
		if (text[at] != ' ' || !read_mark(text, at + 1, block.end, &next) ||
			!follows(&next, &last))
			continue;
		*apo__push(arena, cuts) = at + 1;
		last = next;
		at += next.size;
	}
}

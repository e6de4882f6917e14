/* SPDX-License-Identifier: Apache-2.0 */
/* Which words of two texts differ: what is left beside their longest common sequence of words (Wagner and Fischer 1974). Costs the
 * product of the words, which are capped. */
#include <string.h>

#include "report/html_page.h"
#include "text/unicode/chars.h"

#define MOST_WORDS 160u

typedef struct {
	const char *text;
	uint32_t size;
} word;

static int is_edge(char c)
{
	return (c > ' ' && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') || c > 'z';
}

/* The words of a text, each with the blanks behind it; an ideograph is one. MOST_WORDS + 1 when there are more. */
static uint32_t split(const char *text, uint32_t size, word words[MOST_WORDS])
{
	uint32_t count = 0;
	for (uint32_t at = 0; at < size && count <= MOST_WORDS;) {
		uint32_t begin = at;
		int32_t c = 0;
		at = apo__utf8_next(text, at, size, &c);
		while (at < size && !apo__is_ideograph(c) && text[at - 1] != ' ') {
			uint32_t next = apo__utf8_next(text, at, size, &c);
			if (apo__is_ideograph(c))
				break;
			at = next;
		}
		while (at < size && text[at] == ' ')
			at++;
		if (count < MOST_WORDS)
			words[count] = (word){text + begin, at - begin};
		count++;
	}
	return count;
}

/* Without blanks and the marks of ASCII around it. */
static word core(word w)
{
	while (w.size && (w.text[w.size - 1] == ' ' || is_edge(w.text[w.size - 1])))
		w.size--;
	while (w.size && is_edge(*w.text)) {
		w.text++;
		w.size--;
	}
	return w;
}

static int same(word a, word b)
{
	word x = core(a), y = core(b);
	return x.size == y.size && !memcmp(x.text, y.text, x.size);
}

/* common[i] = 1 for the words of `a` that are in the longest common sequence. */
static void find_common(
	const word *a, uint32_t as, const word *b, uint32_t bs, unsigned char *common)
{
	unsigned char longest[MOST_WORDS + 1][MOST_WORDS + 1] = {{0}};
	for (uint32_t i = as; i-- > 0;)
		for (uint32_t j = bs; j-- > 0;)
			longest[i][j] = (unsigned char)(same(a[i], b[j]) ? longest[i + 1][j + 1] + 1
							: longest[i + 1][j] > longest[i][j + 1]
								? longest[i + 1][j]
								: longest[i][j + 1]);
	for (uint32_t i = 0, j = 0; i < as && j < bs;) {
		if (same(a[i], b[j])) {
			common[i] = 1;
			i++;
			j++;
		} else if (longest[i + 1][j] >= longest[i][j + 1]) {
			i++;
		} else {
			j++;
		}
	}
}

void apo__html_difference(
	apo__buffer *out, const char *text, size_t size, const char *other, size_t other_size)
{
	word a[MOST_WORDS], b[MOST_WORDS];
	unsigned char common[MOST_WORDS] = {0};
	uint32_t as = split(text, (uint32_t)size, a), bs = split(other, (uint32_t)other_size, b);
	if (as > MOST_WORDS || bs > MOST_WORDS) {
		apo__html_text(out, text, size);
		return;
	}
	find_common(a, as, b, bs, common);
	for (uint32_t i = 0; i < as; i++) {
		uint32_t end = a[i].size;
		while (end && a[i].text[end - 1] == ' ')
			end--;
		if (!common[i])
			apo__buffer_puts(out, "<mark class=\"word\">");
		apo__html_text(out, a[i].text, end);
		if (!common[i])
			apo__buffer_puts(out, "</mark>");
		apo__html_text(out, a[i].text + end, a[i].size - end);
	}
}

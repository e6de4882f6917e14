/* SPDX-License-Identifier: Apache-2.0 */
/* Spellings of one word. Cost: linear in the words. */
#include "text/unicode/spelling.h"

#include <string.h>

/* Letters and digits alone: U.S. is US. */
static size_t squeeze(char out[64], const char *form)
{
	size_t size = 0;
	for (; *form && size < 63; form++)
		if (*form != '.' && *form != '\'' && *form != '-')
			out[size++] = *form;
	out[size] = '\0';
	return size;
}

int apo__same_spelling(const char *a, const char *b)
{
	char x[64], y[64];
	size_t n = squeeze(x, a), m = squeeze(y, b), head = 0, tail = 0;
	if (n == m && !memcmp(x, y, n))
		return 1;
	if (n < 6 || m < 6 || n > m + 1 || m > n + 1)
		return 0;
	while (head < n && head < m && x[head] == y[head])
		head++;
	while (tail < n - head && tail < m - head && x[n - 1 - tail] == y[m - 1 - tail])
		tail++;
	size_t most = n > m ? n : m;
	/* an ending is grammar, not spelling: only inner letters may differ */
	return head + tail >= most - 1 && tail > 0;
}

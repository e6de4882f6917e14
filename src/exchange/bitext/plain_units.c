/* SPDX-License-Identifier: Apache-2.0 */
/* What files of plain text have in common: lines, and characters with their places. */
#include "exchange/bitext/plain_units.h"

#include <string.h>

#include "text/unicode/chars.h"

apo_status apo__plain_lines(
	const char *data, size_t size, apo__plain_line take, void *user, apo_error *err)
{
	const char *at = data, *end = data + size;
	apo_status status = APO_OK;
	if (size >= 3 && !memcmp(data, "\xEF\xBB\xBF", 3))
		at += 3;
	for (uint32_t number = 1; at < end && !status; number++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline : end;
		status = take(
			user, number, at, stop > at && stop[-1] == '\r' ? stop - 1 : stop, err);
		at = newline ? newline + 1 : end;
	}
	return status;
}

uint32_t apo__plain_add(
	apo__arena *arena, apo__plain_text *text, const char *data, const char *at, const char *end)
{
	int32_t point;
	uint32_t size = apo__utf8_next(at, 0, (uint32_t)(end - at), &point);
	if (point < 0)
		return 0;
	apo__offsets_add(
		arena, &text->places, (uint32_t)text->text.size, (uint32_t)(at - data), size, size);
	apo__buffer_add(&text->text, at, size);
	return size;
}

void apo__plain_add_escape(apo__arena *arena, apo__plain_text *text, const char *data,
	const char *at, uint32_t size, char stands)
{
	apo__offsets_add(
		arena, &text->places, (uint32_t)text->text.size, (uint32_t)(at - data), 1, size);
	apo__buffer_putc(&text->text, stands);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a language's data that speak of values, at a place of the text. */
#include <string.h>

#include "base/buffer.h"
#include "text/values/values.h"

uint32_t apo__values_match(
	const apo__values_reader *reader, uint32_t at, uint32_t kinds, const apo__phrase **found)
{
	if (at >= reader->end || !(reader->kinds[at] & kinds))
		return 0;
	return apo__phrases_match(reader->phrases, reader->tokens, at, reader->end, kinds, found);
}

uint32_t apo__values_link(
	const apo__values_reader *reader, uint32_t at, uint32_t kinds, const apo__phrase **found)
{
	if (at >= reader->end || !(reader->link_kinds[at] & kinds))
		return 0;
	return apo__phrases_match(reader->links, reader->tokens, at, reader->end, kinds, found);
}

int apo__values_touch(const apo__values_reader *reader, uint32_t at)
{
	return at + 1 < reader->end &&
	       reader->tokens[at].span.end == reader->tokens[at + 1].span.begin;
}

double apo__values_entry(const apo__phrase *phrase)
{
	double value = 0;
	apo__parse_decimal(phrase->entry->value, strlen(phrase->entry->value), &value);
	return value;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The first byte is the language, the rest is a text: its tokens must tile it, numbers and dates must lie in it in order. */
#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>

#include "text/document/document_build.h"
#include "text/values/compare_values.h"

static void require(int holds)
{
	if (!holds)
		abort();
}

static int is_text(const char *data, size_t size)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t length;
	u_strFromUTF8(NULL, 0, &length, data, (int32_t)size, &status);
	return status == U_BUFFER_OVERFLOW_ERROR && !memchr(data, 0, size);
}

static void check(const apo_document *d)
{
	uint32_t at = 0;
	for (uint32_t i = 0; i < d->token_count; at = d->tokens[i++].span.end)
		require(d->tokens[i].span.begin >= at &&
			d->tokens[i].span.end > d->tokens[i].span.begin);
	require(at <= d->size);
	at = 0;
	for (uint32_t i = 0; i < d->number_count; at = d->numbers[i++].span.end)
		require(d->numbers[i].span.begin >= at && d->numbers[i].unit);
	require(at <= d->size);
	at = 0;
	for (uint32_t i = 0; i < d->date_count; at = d->dates[i++].span.end)
		require(d->dates[i].span.begin >= at);
	require(at <= d->size);
	for (uint32_t i = 0; i < d->number_count; i++)
		for (uint32_t k = 0; k < d->date_count; k++)
			require(d->numbers[i].span.end <= d->dates[k].span.begin ||
				d->dates[k].span.end <= d->numbers[i].span.begin);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static apo_context *context;
	if (!context)
		context = apo_context_new(NULL, NULL);
	static const char *const langs[] = {"en", "de", "zh", "fr", "es", "hu"};
	if (size < 2 || size > 4096 || !is_text((const char *)data + 1, size - 1))
		return 0;
	apo__arena *arena = apo__arena_new();
	apo__document *d = apo__alloc(arena, sizeof *d);
	d->arena = arena;
	d->context = context;
	d->language = apo__language_get(context, langs[data[0] % 6]);
	d->public.text = apo__strndup(arena, (const char *)data + 1, size - 1);
	d->public.size = (uint32_t)size - 1;
	d->public.date = 20444;
	*apo__push(arena, &d->segments) = (apo_segment){.span = {0, d->public.size}};
	apo__document_tokenize(d);
	apo__document_find_values(d);
	check(&d->public);
	const apo__values_difference *differences;
	require(!apo__values_compare(arena, d->public.numbers, d->public.number_count,
		d->public.numbers, d->public.number_count, &differences));
	apo__arena_free(arena);
	return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Runs of characters of constant width: one for a plain UTF-8 file, about one a change of width else. Look-up is a binary
 * search. */
#include "text/document/document_build.h"

void apo__offsets_add(apo__arena *arena, apo__offsets *offsets, uint32_t text, uint32_t file,
	uint32_t text_step, uint32_t file_step)
{
	if (offsets->runs.count) {
		apo__offset_run *last = &offsets->runs.items[offsets->runs.count - 1];
		if (last->text_step == text_step && last->file_step == file_step &&
			text == last->text + last->count * text_step &&
			file == last->file + last->count * file_step) {
			last->count++;
			return;
		}
	}
	*apo__push(arena, &offsets->runs) = (apo__offset_run){text, file, 1, text_step, file_step};
}

void apo__offsets_add_bytes(
	apo__arena *arena, apo__offsets *offsets, uint32_t text, uint32_t file, uint32_t size)
{
	if (!size)
		return;
	apo__offsets_add(arena, offsets, text, file, 1, 1);
	offsets->runs.items[offsets->runs.count - 1].count += size - 1;
}

/* The last run that begins at or before `offset`; NULL when all begin behind it. */
static const apo__offset_run *find_run(const apo__offsets *offsets, uint32_t offset)
{
	uint32_t low = 0, high = offsets->runs.count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (offsets->runs.items[middle].text <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? &offsets->runs.items[low - 1] : NULL;
}

/* `after`: 0 = begin of the character, 1 = end of it. Text of no run (white space that was put in) is at the end of what
 * is before it. */
static uint32_t to_file(const apo__offsets *offsets, uint32_t offset, uint32_t after)
{
	const apo__offset_run *run = find_run(offsets, offset);
	if (!run)
		return offsets->runs.count ? offsets->runs.items[0].file : 0;
	uint32_t index = (offset - run->text) / run->text_step;
	if (index >= run->count)
		return run->file + run->count * run->file_step;
	return run->file + (index + after) * run->file_step;
}

uint32_t apo__offsets_begin(const apo__offsets *offsets, uint32_t offset)
{
	return to_file(offsets, offset, 0);
}

uint32_t apo__offsets_end(const apo__offsets *offsets, uint32_t offset)
{
	return to_file(offsets, offset, 1);
}

apo_file_span apo_document_file_span(const apo_document *document, apo_span span)
{
	const apo__offsets *offsets = &((const apo__document *)document)->offsets;
	apo_file_span file = {apo__offsets_begin(offsets, span.begin), 0};
	file.end = span.end > span.begin ? apo__offsets_end(offsets, span.end - 1) : file.begin;
	return file;
}

int apo__document_text_span(const apo_document *document, apo_file_span file, apo_span *span)
{
	const apo__offsets *offsets = &((const apo__document *)document)->offsets;
	uint32_t low = 0, high = document->size;
	while (low < high) { /* the first offset that is not before the begin */
		uint32_t middle = low + (high - low) / 2;
		if (apo__offsets_begin(offsets, middle) < file.begin)
			low = middle + 1;
		else
			high = middle;
	}
	span->begin = low;
	for (high = document->size; low < high;) { /* behind the last that is not past the end */
		uint32_t middle = low + (high - low) / 2;
		if (apo__offsets_end(offsets, middle) <= file.end)
			low = middle + 1;
		else
			high = middle;
	}
	span->end = low;
	apo_file_span back = apo_document_file_span(document, *span);
	return span->begin < span->end && back.begin == file.begin && back.end == file.end;
}

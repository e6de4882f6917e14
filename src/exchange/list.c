/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/list.h"

#include <string.h>

#include "base/error.h"
#include "exchange/put.h"
#include "text/width.h"

const char *apo__list_file(const apo__list *list, const char *path)
{
	const char *slash = strrchr(path, '/');
	return list->format == APO__LIST_TABLE && slash && slash[1] ? slash + 1 : path;
}

char *apo__digits(char out[24], uint64_t value)
{
	char digits[24];
	size_t at = sizeof digits;
	digits[--at] = '\0';
	do
		digits[--at] = (char)('0' + value % 10);
	while (value /= 10);
	memcpy(out, digits + at, sizeof digits - at);
	return out;
}

/* Controls and marks that turn the direction of text could rearrange the table around them. */
static int is_dangerous(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F) ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* One cell of the table, cut to its width. */
static void put_cell(apo__list *list, const apo__list_column *column, const char *text, int is_last)
{
	size_t size = strlen(text), at = 0, begin;
	unsigned used = 0, wide = 0;
	int last = column->kind == APO__LIST_LAST, cut = 0;
	for (size_t i = 0; i < size;)
		wide += apo__char_width(apo__next_char(text, size, &i));
	cut = !last && wide > column->width;
	for (unsigned i = wide; column->kind == APO__LIST_NUMBER && i < column->width; i++)
		apo__put(list->output, " ");
	while (at < size) {
		begin = at;
		uint32_t c = apo__next_char(text, size, &at);
		unsigned width = apo__char_width(c);
		if (cut && used + width >= column->width)
			break;
		if (c == '\t' || c == '\n' || c == '\r')
			apo__put(list->output, " ");
		else if (!is_dangerous(c))
			apo_output_write(list->output, text + begin, at - begin);
		used += width;
	}
	if (cut)
		apo__put(list->output, "…");
	for (used += (unsigned)cut;
		!is_last && column->kind == APO__LIST_TEXT && used < column->width; used++)
		apo__put(list->output, " ");
}

static void put_table_row(apo__list *list, const char *const *values)
{
	unsigned count = list->count;
	int first = 1;
	while (count && !(values[count - 1] && *values[count - 1]))
		count--;
	for (unsigned i = 0; i < count; i++) {
		if (!list->columns[i].width)
			continue;
		apo__put(list->output, first ? "" : "  ");
		put_cell(list, &list->columns[i], values[i] ? values[i] : "", i + 1 == count);
		first = 0;
	}
	apo__put(list->output, "\n");
}

/* Tabs and line breaks would end a field: a space stands for them. */
static void put_tsv_row(apo__list *list, const char *const *values)
{
	for (unsigned i = 0; i < list->count; i++) {
		apo__put(list->output, i ? "\t" : "");
		for (const char *at = values[i] ? values[i] : ""; *at;) {
			size_t run = strcspn(at, "\t\n\r");
			apo_output_write(list->output, at, run);
			at += run;
			if (*at && at++)
				apo__put(list->output, " ");
		}
	}
	apo__put(list->output, "\n");
}

static uint64_t number_of(const char *digits)
{
	uint64_t value = 0;
	for (; *digits; digits++)
		value = value * 10 + (uint64_t)(*digits - '0');
	return value;
}

static void put_json_row(apo__list *list, const char *const *values)
{
	apo__json_open(&list->json, NULL, '{', 0);
	for (unsigned i = 0; i < list->count; i++) {
		const apo__list_column *column = &list->columns[i];
		if (values[i] && column->kind == APO__LIST_NUMBER)
			apo__json_integer(&list->json, column->name, number_of(values[i]));
		else
			apo__json_string(&list->json, column->name, values[i]);
	}
	apo__json_close(&list->json);
}

apo_status apo__list_begin(apo__list *list, apo_output *output, const char *format, const char *key,
	const apo__list_column *columns, unsigned count, apo_error *err)
{
	*list = (apo__list){.output = output, .columns = columns, .count = count};
	if (!strcmp(format, "tsv"))
		list->format = APO__LIST_TSV;
	else if (!strcmp(format, "json"))
		list->format = APO__LIST_JSON;
	else if (strcmp(format, "text") != 0 && strcmp(format, "txt") != 0)
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"a list cannot be written as '%s'; expected one of text, tsv, json",
			format);
	if (!output)
		return APO_OK;
	list->json.output = output;
	if (list->format == APO__LIST_JSON) {
		apo__json_open(&list->json, NULL, '{', 1);
		apo__json_open(&list->json, key, '[', 1);
	}
	for (unsigned i = 0; list->format == APO__LIST_TSV && i < count; i++) {
		apo__put(output, i ? "\t" : "");
		apo__put(output, columns[i].name);
	}
	if (list->format == APO__LIST_TSV)
		apo__put(output, "\n");
	return APO_OK;
}

void apo__list_row(apo__list *list, const char *const *values)
{
	list->rows++;
	if (!list->output)
		return;
	if (list->format == APO__LIST_TSV) {
		put_tsv_row(list, values);
		return;
	}
	if (list->format == APO__LIST_JSON) {
		put_json_row(list, values);
		return;
	}
	if (list->rows == 1) {
		const char *names[16];
		for (unsigned i = 0; i < list->count && i < 16; i++)
			names[i] = list->columns[i].name;
		put_table_row(list, names);
	}
	put_table_row(list, values);
}

void apo__list_end(apo__list *list)
{
	if (list->output && list->format == APO__LIST_JSON)
		apo__json_close(&list->json);
}

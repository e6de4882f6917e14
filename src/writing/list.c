/* SPDX-License-Identifier: Apache-2.0 */
#include "writing/list.h"

#include <limits.h>
#include <string.h>

#include "base/error.h"
#include "writing/cell.h"
#include "writing/put.h"

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

/* One cell of the table, cut to its width. */
static void put_cell(apo__list *list, const apo__list_column *column, const char *text, int is_last)
{
	size_t size = strlen(text);
	unsigned most = column->kind == APO__LIST_LAST ? UINT_MAX : column->width, used;
	if (column->kind == APO__LIST_NUMBER)
		for (unsigned i = apo__columns_of(text, size); i < column->width; i++)
			apo__put(list->output, " ");
	used = apo__put_cell(list->output, text, size, most);
	for (; !is_last && column->kind == APO__LIST_TEXT && used < column->width; used++)
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
		const char *value = values[i] ? values[i] : "";
		apo__put(list->output, i ? "\t" : "");
		if (list->spreadsheet && apo__is_formula(value, strlen(value)))
			apo__put(list->output, "'");
		for (const char *at = value; *at;) {
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

apo_status apo__list_begin(apo__list *list, apo_output *output, const apo_write_options *how,
	const char *key, const apo__list_column *columns, unsigned count, apo_error *err)
{
	const char *format = how->format ? how->format : "text";
	*list = (apo__list){.output = output,
		.columns = columns,
		.count = count,
		.spreadsheet = how->spreadsheet};
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

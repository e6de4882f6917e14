/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of sections, names and values. Linear. */
#include "fidelity/settings/settings_file.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "text/unicode/chars.h"

typedef struct {
	apo__arena *arena;
	const char *path, *section, *title;
	uint32_t line;
	apo__settings *settings;
} parser;

static int is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Characters of a line up to `at`, plus one. */
static uint32_t column_of(const char *line, const char *at)
{
	uint32_t column = 1;
	for (; line < at; line++)
		column += (*line & 0xC0) != 0x80;
	return column;
}

apo_status apo__setting_fail(apo_error *err, const char *path, const apo__setting *setting,
	uint32_t column, const char *format, ...)
{
	char message[400];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, setting->line, "column %u: %s",
		column ? column : setting->column, message);
}

static apo_status refuse(
	const parser *p, const char *line, const char *at, const char *why, apo_error *err)
{
	apo__setting here = {.line = p->line, .column = column_of(line, at)};
	return apo__setting_fail(err, p->path, &here, 0, "%s", why);
}

static const char *trimmed(parser *p, const char *begin, const char *end)
{
	while (begin < end && is_blank(*begin))
		begin++;
	while (end > begin && is_blank(end[-1]))
		end--;
	return apo__strndup(p->arena, begin, (size_t)(end - begin));
}

static apo_status begin_section(
	parser *p, const char *line, const char *at, const char *end, apo_error *err)
{
	while (end > at && is_blank(end[-1]))
		end--;
	if (end[-1] != ']')
		return refuse(p, line, end, "expected ] at the end of the section's name", err);
	const char *name = at + 1, *stop = name;
	while (stop < end - 1 && !is_blank(*stop))
		stop++;
	p->section = trimmed(p, name, stop);
	p->title = trimmed(p, stop, end - 1);
	*apo__push(p->arena, p->settings) = (apo__setting){
		.section = p->section,
		.title = p->title,
		.line = p->line,
		.column = column_of(line, name),
		.value_column = column_of(line, stop),
	};
	return APO_OK;
}

static apo_status read_line(parser *p, const char *line, const char *end, apo_error *err)
{
	const char *at = line;
	int32_t c = 0;
	for (uint32_t i = 0, size = (uint32_t)(end - line); i < size;) {
		uint32_t begin = i;
		i = apo__utf8_next(line, i, size, &c);
		if (c < 0 || (c < ' ' && c != '\t' && c != '\r'))
			return refuse(p, line, line + begin,
				"a byte that is not text in UTF-8; save the file in UTF-8", err);
	}
	while (at < end && is_blank(*at))
		at++;
	if (at == end || *at == '#')
		return APO_OK;
	if (*at == '[')
		return begin_section(p, line, at, end, err);
	const char *sign = memchr(at, '=', (size_t)(end - at));
	if (!sign)
		return refuse(p, line, at,
			"expected a section in brackets, or a name, = and a value", err);
	const char *value = sign + 1;
	while (value < end && is_blank(*value))
		value++;
	*apo__push(p->arena, p->settings) =
		(apo__setting){p->section, p->title, trimmed(p, at, sign), trimmed(p, value, end),
			p->line, column_of(line, at), column_of(line, value)};
	return APO_OK;
}

apo_status apo__settings_parse(apo__arena *arena, const char *path, const char *data, size_t size,
	apo__settings *settings, apo_error *err)
{
	parser p = {arena, path, "", "", 0, settings};
	apo_status status = APO_OK;
	const char *at = data, *end = data + size;
	if (size >= 3 && !memcmp(data, "\xEF\xBB\xBF", 3))
		at += 3;
	while (at < end && !status) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		p.line++;
		status = read_line(&p, at, newline ? newline : end, err);
		at = newline ? newline + 1 : end;
	}
	return status;
}

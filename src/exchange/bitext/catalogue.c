/* SPDX-License-Identifier: Apache-2.0 */
/* Catalogues of gettext (GNU gettext manual, "The Format of PO Files"). Linear. */
#include <string.h>

#include "base/error.h"
#include "exchange/bitext/plain_units.h"

#define MOST_DIGITS 3u /* of an escape, with its x */
#define MOST_FORMS  8u /* plural forms of an entry: CLDR has six */

enum { ID, PLURAL, FIRST_FORM, PARTS = FIRST_FORM + MOST_FORMS };

typedef struct {
	apo__arena *arena;
	const char *path, *data;
	uint32_t line;
	apo__plain_file *file;
	apo__plain_text parts[PARTS];
	unsigned char said[PARTS];
	apo__plain_text context; /* is read and not used */
	apo__plain_text *open;	 /* where strings go; NULL = an entry has to begin */
	uint32_t entry_line, forms;
} reader;

int apo__is_catalogue(const char *name)
{
	size_t size = strlen(name);
	return size > 3 &&
	       (!strcmp(name + size - 3, ".po") || (size > 4 && !strcmp(name + size - 4, ".pot")));
}

static apo_status refuse(const reader *r, const char *what, apo_error *err)
{
	return apo__fail(err, APO_EINPUT, r->path, APO_NO_OFFSET, r->line, "%s", what);
}

/* ---- entries ---- */

/* The value of a line "Name: value" of the header. */
static const char *header_value(const reader *r, const char *name)
{
	const char *text = apo__buffer_text(&r->parts[FIRST_FORM].text);
	size_t size = strlen(name);
	for (; text; text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL)
		if (!strncmp(text, name, size) && text[size] == ':') {
			const char *value = text + size + 1 + strspn(text + size + 1, " ");
			size_t length = strcspn(value, " ;\n");
			return length ? apo__strndup(r->arena, value, length) : NULL;
		}
	return NULL;
}

/* "de_AT.UTF-8@euro" as a tag. */
static const char *tag_of(apo__arena *arena, const char *locale)
{
	if (!locale)
		return NULL;
	char *tag = apo__strndup(arena, locale, strcspn(locale, ".@"));
	for (char *c = tag; *c; c++)
		if (*c == '_')
			*c = '-';
	return *tag ? tag : NULL;
}

static apo_status read_header(reader *r, apo_error *err)
{
	const char *text = apo__buffer_text(&r->parts[FIRST_FORM].text);
	const char *charset = strstr(text, "charset=");
	if (charset) {
		charset += strlen("charset=");
		const char *name = apo__strndup(r->arena, charset, strcspn(charset, " ;\n"));
		static const char *const fine[] = {"UTF-8", "utf-8", "UTF8", "utf8", "CHARSET",
			"ASCII", "US-ASCII", "us-ascii"};
		size_t i = 0;
		while (i < sizeof fine / sizeof *fine && strcmp(fine[i], name) != 0)
			i++;
		if (i == sizeof fine / sizeof *fine)
			return apo__fail(err, APO_EINPUT, r->path, APO_NO_OFFSET, r->entry_line,
				"is in %s; expected UTF-8: convert it with msgconv --to-code=UTF-8",
				name);
	}
	r->file->languages[0] = tag_of(r->arena, header_value(r, "X-Source-Language"));
	r->file->languages[1] = tag_of(r->arena, header_value(r, "Language"));
	return APO_OK;
}

static void add_unit(reader *r, int source, int target)
{
	apo__plain_unit *unit = apo__push(r->arena, &r->file->units);
	*unit = (apo__plain_unit){
		.side = {r->parts[source], r->parts[target]}, .line = r->entry_line};
}

static apo_status end_entry(reader *r, apo_error *err)
{
	apo_status status = APO_OK;
	if (!r->said[ID] && !r->open)
		return APO_OK;
	if (!r->said[ID] || !r->forms)
		return apo__fail(err, APO_EINPUT, r->path, APO_NO_OFFSET, r->entry_line,
			"an entry without %s", r->said[ID] ? "msgstr" : "msgid");
	if (!r->parts[ID].text.size && !r->file->units.count)
		status = read_header(r, err);
	else
		for (uint32_t f = 0; f < MOST_FORMS; f++)
			if (r->said[FIRST_FORM +
				    f]) /* the first form is the singular, where there are more */
				add_unit(r, r->said[PLURAL] && (f || r->forms == 1) ? PLURAL : ID,
					(int)(FIRST_FORM + f));
	memset(r->parts, 0, sizeof r->parts);
	memset(r->said, 0, sizeof r->said);
	r->open = NULL;
	r->forms = 0;
	return status;
}

/* ---- lines ---- */

/* The character of an escape at `at` behind its backslash; `*used` receives its bytes. */
static int32_t escape(const char *at, const char *end, uint32_t *used)
{
	static const char letters[] = "ntr\"\\abfv'?", values[] = "\n\t\r\"\\\a\b\f\v'?";
	const char *letter = *at ? strchr(letters, *at) : NULL;
	int32_t value = 0;
	*used = 1;
	if (letter)
		return values[letter - letters];
	int hex = *at == 'x';
	uint32_t i = (uint32_t)hex;
	for (; i < MOST_DIGITS && at + i < end; i++) {
		char c = (char)(at[i] | (at[i] >= 'A' ? 32 : 0));
		int digit = c >= '0' && c <= '9'   ? c - '0'
			    : c >= 'a' && c <= 'f' ? c - 'a' + 10
						   : 99;
		if (digit >= (hex ? 16 : 8))
			break;
		value = value * (hex ? 16 : 8) + digit;
	}
	*used = i;
	return i > (uint32_t)hex && value && value < 0x80 ? value : -1;
}

/* A string in quotation marks goes to the open part. */
static apo_status read_string(reader *r, const char *at, const char *end, apo_error *err)
{
	apo__plain_text *part = r->open;
	if (!part)
		return refuse(r, "a string without msgid or msgstr before it", err);
	for (at++; at < end && *at != '"';) {
		uint32_t used;
		if (*at != '\\') {
			uint32_t size = apo__plain_add(r->arena, part, r->data, at, end);
			if (!size)
				return refuse(r,
					"a byte that is not UTF-8; convert the file with "
					"msgconv --to-code=UTF-8",
					err);
			at += size;
			continue;
		}
		int32_t c = at + 1 < end ? escape(at + 1, end, &used) : -1;
		if (c < 0)
			return refuse(r, "an escape that PO does not have", err);
		apo__plain_add_escape(r->arena, part, r->data, at, used + 1, (char)c);
		at += used + 1;
	}
	if (at == end)
		return refuse(r, "a string without its closing quotation mark", err);
	for (at++; at < end; at++)
		if (*at != ' ' && *at != '\t')
			return refuse(r, "something behind the string", err);
	return APO_OK;
}

static apo_status open_part(reader *r, int part, apo_error *err)
{
	if (part == ID) { /* an entry begins */
		apo_status status = r->said[ID] ? end_entry(r, err) : APO_OK;
		if (status)
			return status;
		r->entry_line = r->line;
	}
	if (r->said[part])
		return refuse(r, "the same keyword twice in an entry", err);
	r->said[part] = 1;
	r->forms += part >= FIRST_FORM;
	r->open = &r->parts[part];
	r->open->text.arena = r->arena;
	return APO_OK;
}

/* "msgid", "msgstr[2]": its part and where its string is. */
static apo_status read_keyword(
	reader *r, const char *at, const char *end, const char **string, apo_error *err)
{
	size_t size = 0;
	while (at + size < end && at[size] != ' ' && at[size] != '\t' && at[size] != '"')
		size++;
	*string = at + size;
	while (*string < end && **string != '"')
		++*string;
	if (*string == end)
		return refuse(r, "expected a string in quotation marks behind the keyword", err);
	if (size == strlen("msgctxt") && !memcmp(at, "msgctxt", size)) {
		apo_status status = end_entry(r, err);
		r->context = (apo__plain_text){.text = {.arena = r->arena}};
		r->open = &r->context;
		r->entry_line = r->line;
		return status;
	}
	if (size == strlen("msgid") && !memcmp(at, "msgid", size)) {
		if (r->open == &r->context)
			r->open = NULL;
		return open_part(r, ID, err);
	}
	if (size == strlen("msgid_plural") && !memcmp(at, "msgid_plural", size))
		return open_part(r, PLURAL, err);
	if (size == strlen("msgstr") && !memcmp(at, "msgstr", size))
		return open_part(r, FIRST_FORM, err);
	if (size == strlen("msgstr[0]") && !memcmp(at, "msgstr[", 7) && at[7] >= '0' &&
		at[7] < (char)('0' + MOST_FORMS) && at[8] == ']')
		return open_part(r, FIRST_FORM + at[7] - '0', err);
	return refuse(
		r, "expected msgctxt, msgid, msgid_plural, msgstr, a string or a comment", err);
}

static apo_status read_line(
	void *user, uint32_t number, const char *at, const char *end, apo_error *err)
{
	reader *r = user;
	const char *string = at;
	r->line = number;
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	if (at == end || *at == '#')
		return r->said[ID] && r->forms ? end_entry(r, err) : APO_OK;
	if (*at == '"')
		return read_string(r, at, end, err);
	apo_status status = read_keyword(r, at, end, &string, err);
	return status ? status : read_string(r, string, end, err);
}

apo_status apo__catalogue_read(apo__arena *arena, const char *path, const char *data, size_t size,
	apo__plain_file *file, apo_error *err)
{
	reader r = {.arena = arena, .path = path, .data = data, .file = file};
	apo_status status = apo__plain_lines(data, size, read_line, &r, err);
	return status ? status : end_entry(&r, err);
}

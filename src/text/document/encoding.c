/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes to UTF-8 with a map back to the bytes. UTF-8 and UTF-16 are read here, because their defects are to be reported with
 * their place; what is older goes through ICU's converters, a character at a time. Ill-formed UTF-8 is replaced as the
 * Unicode standard advises (one U+FFFD for each maximal subpart, section 3.9). Linear. */
#include "text/document/encoding.h"

#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "base/buffer.h"
#include "base/error.h"
#include "text/unicode/icu_status.h"

/* A stray byte happens in any file; more than one in a thousand is another encoding. */
#define BAD_SHARE 1000u
/* Most diagnostics that are kept; their number is in the notice anyway. */
#define MOST_DIAGNOSTICS 100u

typedef struct {
	apo__arena *arena;
	const char *path;
	const unsigned char *data;
	uint32_t size;
	apo__buffer text;
	apo__offsets offsets;
	APO__VECTOR(apo_diagnostic) diagnostics;
	uint32_t bad;
	uint32_t first_bad, first_bad_line;
	uint32_t lines;	    /* so far */
	const char *marked; /* the encoding that a byte order mark says, NULL = none */
} decoder;

static void note_bad(decoder *d, uint32_t at, const char *message)
{
	if (!d->bad++) {
		d->first_bad = at;
		d->first_bad_line = d->lines + 1;
	}
	if (d->diagnostics.count < MOST_DIAGNOSTICS)
		*apo__push(d->arena, &d->diagnostics) = (apo_diagnostic){at, d->lines + 1, message};
}

static void add_character(decoder *d, UChar32 c, uint32_t file, uint32_t file_size)
{
	char bytes[U8_MAX_LENGTH];
	int32_t size = 0;
	U8_APPEND_UNSAFE(bytes, size, c);
	if (c == '\n')
		d->lines++;
	apo__offsets_add(
		d->arena, &d->offsets, (uint32_t)d->text.size, file, (uint32_t)size, file_size);
	apo__buffer_add(&d->text, bytes, (size_t)size);
}

static void add_plain(decoder *d, uint32_t begin, uint32_t end)
{
	apo__offsets_add_bytes(d->arena, &d->offsets, (uint32_t)d->text.size, begin, end - begin);
	apo__buffer_add(&d->text, (const char *)d->data + begin, end - begin);
	for (const unsigned char *at = d->data + begin, *stop = d->data + end;
		(at = memchr(at, '\n', (size_t)(stop - at))); at++)
		d->lines++;
}

static void decode_utf8(decoder *d, uint32_t at)
{
	uint32_t begin = at; /* of bytes that are good as they are */
	while (at < d->size) {
		if (d->data[at] < 0x80) {
			at++;
			continue;
		}
		int32_t next = (int32_t)at;
		UChar32 c;
		U8_NEXT(d->data, next, (int32_t)d->size, c);
		if (c < 0) {
			add_plain(d, begin, at);
			note_bad(d, at, "ill-formed UTF-8, read as U+FFFD");
			add_character(d, 0xFFFD, at, (uint32_t)next - at);
			begin = (uint32_t)next;
		}
		at = (uint32_t)next;
	}
	add_plain(d, begin, d->size);
}

static uint32_t unit16(const decoder *d, uint32_t at, int big)
{
	return big ? (uint32_t)d->data[at] << 8 | d->data[at + 1]
		   : (uint32_t)d->data[at + 1] << 8 | d->data[at];
}

static void decode_utf16(decoder *d, uint32_t at, int big)
{
	while (at + 2 <= d->size) {
		UChar32 c = (UChar32)unit16(d, at, big);
		uint32_t length = 2;
		if (U16_IS_SURROGATE(c)) {
			uint32_t low = at + 4 <= d->size ? unit16(d, at + 2, big) : 0;
			if (U16_IS_SURROGATE_LEAD(c) && U16_IS_TRAIL(low)) {
				c = U16_GET_SUPPLEMENTARY(c, low);
				length = 4;
			} else {
				note_bad(d, at, "half a surrogate pair, read as U+FFFD");
				c = 0xFFFD;
			}
		}
		add_character(d, c, at, length);
		at += length;
	}
	if (at < d->size) {
		note_bad(d, at, "half a UTF-16 unit at the end, read as U+FFFD");
		add_character(d, 0xFFFD, at, 1);
	}
}

static void close_converter(void *converter)
{
	ucnv_close(converter);
}

static void decode_legacy(decoder *d, UConverter *converter)
{
	const char *data = (const char *)d->data, *at = data, *end = data + d->size;
	while (at < end) {
		const char *from = at;
		UErrorCode status = U_ZERO_ERROR;
		UChar32 c = ucnv_getNextUChar(converter, &at, end, &status);
		if (status == U_INDEX_OUTOFBOUNDS_ERROR)
			break;
		apo__icu_memory(d->arena, status);
		if (U_FAILURE(status) || c == 0xFFFD) {
			note_bad(d, (uint32_t)(from - data),
				"bytes that mean nothing in this encoding, read as U+FFFD");
			c = 0xFFFD;
			if (at == from)
				at++;
		}
		if (c != 0xFEFF || from != data)
			add_character(d, c, (uint32_t)(from - data), (uint32_t)(at - from));
	}
}

int apo__has_byte_order_mark(const char *data, size_t size)
{
	return (size >= 3 && !memcmp(data, "\xEF\xBB\xBF", 3)) ||
	       (size >= 2 && (!memcmp(data, "\xFF\xFE", 2) || !memcmp(data, "\xFE\xFF", 2)));
}

int apo__is_utf8(const char *data, size_t size)
{
	const unsigned char *bytes = (const unsigned char *)data;
	int wide = 0;
	for (size_t at = 0; at < size;) {
		if (bytes[at] < 0x80) {
			at++;
			continue;
		}
		int32_t next = 0,
			left = size - at < U8_MAX_LENGTH ? (int32_t)(size - at) : U8_MAX_LENGTH;
		UChar32 c;
		U8_NEXT(bytes + at, next, left, c);
		if (c < 0)
			return 0;
		wide = 1;
		at += (size_t)next;
	}
	return wide;
}

int apo__is_encoding(const char *name)
{
	UErrorCode status = U_ZERO_ERROR;
	const char *known = *name ? ucnv_getAlias(name, 0, &status) : NULL;
	return known && U_SUCCESS(status);
}

static int is_name(const char *encoding, const char *name)
{
	return encoding && !strcasecmp(encoding, name);
}

/* Decode by byte order mark and name; APO_EUSAGE for an unknown name. */
static apo_status decode(decoder *d, const char *encoding, apo_error *err)
{
	const unsigned char *b = d->data;
	int utf16 = is_name(encoding, "UTF-16");
	int little = d->size >= 2 && b[0] == 0xFF && b[1] == 0xFE;
	int big = d->size >= 2 && b[0] == 0xFE && b[1] == 0xFF;
	if (!encoding && (little || big))
		d->marked = "UTF-16";
	if (d->size >= 4 && little && !b[2] && !b[3] && !encoding)
		encoding = d->marked = "UTF-32"; /* ICU reads its mark */
	else if ((!encoding || utf16) && (little || big))
		return decode_utf16(d, 2, big), APO_OK;
	if (is_name(encoding, "UTF-16LE") || is_name(encoding, "UTF-16BE") || utf16) {
		int is_big = !is_name(encoding, "UTF-16LE");
		return decode_utf16(d, (is_big ? big : little) ? 2 : 0, is_big), APO_OK;
	}
	if (!encoding || is_name(encoding, "UTF-8") || is_name(encoding, "UTF8")) {
		int mark = d->size >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF;
		return decode_utf8(d, mark ? 3 : 0), APO_OK;
	}
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = *encoding ? ucnv_open(encoding, &status) : NULL;
	apo__icu_memory(d->arena, status);
	if (!converter)
		return apo__fail(err, APO_EUSAGE, d->path, APO_NO_OFFSET, 0,
			"encoding \"%s\" is not known; expected an IANA name such as windows-1252",
			encoding);
	apo__arena *scratch = apo__arena_child(d->arena);
	apo__arena_defer(scratch, close_converter, converter);
	decode_legacy(d, converter);
	apo__arena_free(scratch);
	return APO_OK;
}

static apo_status fail_binary(const decoder *d, uint64_t offset, apo_error *err)
{
	return apo__fail(err, APO_EINPUT, d->path, offset, 0,
		"is not text: it holds NUL bytes; if it is UTF-16 without byte order mark, say "
		"--encoding UTF-16LE or UTF-16BE");
}

/* Refuse early what is binary: without name and byte order mark no encoding has NUL bytes. */
static apo_status check_bytes(const decoder *d, const char *encoding, apo_error *err)
{
	int wide =
		d->size >= 2 && (d->data[0] ^ d->data[1]) == 1 && (d->data[0] | d->data[1]) == 0xFF;
	const unsigned char *nul = encoding || wide ? NULL : memchr(d->data, 0, d->size);
	return nul ? fail_binary(d, (uint64_t)(nul - d->data), err) : APO_OK;
}

/* Refuse what is not text. */
static apo_status check_text(const decoder *d, apo_error *err)
{
	uint32_t controls = 0;
	int blank = 1;
	const unsigned char *text = (const unsigned char *)apo__buffer_text(&d->text);
	for (size_t i = 0; i < d->text.size; i++) {
		if (!text[i])
			return fail_binary(d, apo__offsets_begin(&d->offsets, (uint32_t)i), err);
		/* tab to carriage return, escape (terminal colours) */
		controls += text[i] < 0x20 && !(text[i] >= 8 && text[i] <= 13) && text[i] != 27;
		blank &= text[i] <= 0x20;
	}
	if (controls > d->text.size / 100)
		return apo__fail(err, APO_EINPUT, d->path, APO_NO_OFFSET, 0,
			"is not text: %u of its %zu bytes are control characters", controls,
			d->text.size);
	if (blank)
		return apo__fail(err, APO_EINPUT, d->path, APO_NO_OFFSET, 0,
			d->size ? "holds nothing but white space" : "is empty");
	return APO_OK;
}

apo_status apo__decode(apo__arena *arena, const char *path, const char *data, size_t size,
	const char *encoding, apo__source *source, apo_error *err)
{
	decoder d = {.arena = arena,
		.path = path,
		.data = (const unsigned char *)data,
		.size = (uint32_t)size,
		.text = {.arena = arena}};
	apo_status status = check_bytes(&d, encoding, err);
	if (!status)
		status = decode(&d, encoding, err);
	if (!status)
		status = check_text(&d, err);
	if (status)
		return status;
	if (d.bad > 1 + d.size / BAD_SHARE && d.marked)
		return apo__fail(err, APO_EINPUT, path, d.first_bad, 0,
			"is not %s, as its byte order mark says (%u ill-formed places); say "
			"--encoding NAME, such as UTF-8 or GB18030",
			d.marked, d.bad);
	if (d.bad > 1 + d.size / BAD_SHARE)
		return apo__fail(err, APO_EINPUT, path, d.first_bad,
			encoding ? d.first_bad_line : 0,
			"is not %s (%u ill-formed places); say --encoding NAME, such as "
			"windows-1252 or GB18030",
			encoding ? encoding : "UTF-8", d.bad);
	source->text = apo__buffer_text(&d.text);
	source->size = (uint32_t)d.text.size;
	source->offsets = d.offsets;
	source->diagnostics = d.diagnostics.items;
	source->diagnostic_count = d.diagnostics.count;
	source->bad = d.bad;
	return APO_OK;
}

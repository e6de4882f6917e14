/* SPDX-License-Identifier: Apache-2.0 */
/* Encodings of TMX files (XML 1.0, appendix F). UTF-16 is decoded here, legacy encodings by iconv(3). */
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/error.h"
#include "exchange/xml/input.h"

typedef enum { UTF8, UTF16LE, UTF16BE, LEGACY } family;

struct apo__decoder {
	family family;
	size_t skip; /* bytes of the byte order mark still to skip */
	iconv_t conversion;
	uint32_t high;	/* a high surrogate that waits for its low one, 0 = none */
	char carry[16]; /* bytes of an unfinished character */
	size_t carry_size;
};

static void close_conversion(void *object)
{
	iconv_close(*(iconv_t *)object);
}

/* The value of encoding="..." in an XML declaration, NULL when there is none. */
static const char *declared_encoding(apo__arena *arena, const char *data, size_t size)
{
	size_t begin = 0;
	while (begin < size && strchr("\xEF\xBB\xBF \t\r\n", data[begin]) && data[begin])
		begin++;
	const char *head = apo__strndup(arena, data + begin, size - begin);
	const char *end = strncmp(head, "<?xml", 5) ? NULL : strstr(head, "?>");
	const char *name = end ? strstr(head, "encoding") : NULL;
	if (!name || name > end)
		return NULL;
	name += strcspn(name, "\"'>");
	if (*name != '"' && *name != '\'')
		return NULL;
	const char close[] = {*name, 0};
	return apo__strndup(arena, name + 1, strcspn(name + 1, close));
}

static int same_name(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if ((*a | 32) != (*b | 32))
			return 0;
	return *a == *b;
}

static int starts_with(const char *name, const char *prefix)
{
	for (; *prefix; name++, prefix++)
		if ((*name | 32) != (*prefix | 32))
			return 0;
	return 1;
}

static apo_status open_legacy(
	apo__arena *arena, const char *path, apo__decoder *d, const char *name, apo_error *err)
{
	d->family = LEGACY;
	d->conversion = iconv_open("UTF-8", name);
	if (d->conversion == (iconv_t)-1)
		return apo__fail(err, APO_EINPUT, path, 0, 1,
			"declares the encoding '%.40s', which is unknown; expected UTF-8 or "
			"UTF-16: "
			"convert the file",
			name);
	apo__arena_defer(arena, close_conversion, &d->conversion);
	return APO_OK;
}

apo_status apo__decoder_open(apo__arena *arena, const char *path, const char *data, size_t size,
	apo__decoder **decoder, const char **name, const char **doubt, apo_error *err)
{
	apo__decoder *d = *decoder = apo__alloc(arena, sizeof *d);
	const unsigned char *b = (const unsigned char *)data;
	*doubt = NULL;
	*name = "UTF-8";
	if (size >= 3 && !memcmp(b, "\xEF\xBB\xBF", 3)) {
		d->skip = 3;
	} else if (size >= 2 && b[0] == 0xFF && b[1] == 0xFE) {
		d->skip = 2;
		d->family = UTF16LE;
	} else if (size >= 2 && b[0] == 0xFE && b[1] == 0xFF) {
		d->skip = 2;
		d->family = UTF16BE;
	} else if (size >= 2 && b[0] && !b[1]) {
		d->family = UTF16LE;
	} else if (size >= 2 && !b[0] && b[1]) {
		d->family = UTF16BE;
	}
	if (d->family != UTF8) {
		*name = d->family == UTF16LE ? "UTF-16LE" : "UTF-16BE";
		return APO_OK;
	}
	const char *declared = declared_encoding(arena, data, size < 512 ? size : 512);
	if (!declared || same_name(declared, "UTF-8") || same_name(declared, "UTF8"))
		return APO_OK;
	if (d->skip || starts_with(declared, "UTF-16") || starts_with(declared, "UCS-") ||
		starts_with(declared, "ISO-10646") || starts_with(declared, "UTF-32")) {
		*doubt = apo__sprintf(arena,
			"the declaration says encoding %.40s, but the bytes are UTF-8; read as "
			"UTF-8",
			declared);
		return APO_OK;
	}
	*name = declared;
	return open_legacy(arena, path, d, declared, err);
}

static void add_character(apo__buffer *out, uint32_t c)
{
	char bytes[4];
	size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
	for (size_t i = size - 1; i > 0; i--, c >>= 6)
		bytes[i] = (char)(0x80 | (c & 0x3F));
	bytes[0] = (char)(lead[size] | c);
	apo__buffer_add(out, bytes, size);
}

static void add_unit(apo__decoder *d, uint32_t unit, apo__buffer *out)
{
	if (unit >= 0xDC00 && unit <= 0xDFFF && d->high) {
		add_character(out, 0x10000 + ((d->high - 0xD800) << 10) + (unit - 0xDC00));
		d->high = 0;
		return;
	}
	if (d->high)
		apo__buffer_putc(out, '\xFF');
	d->high = 0;
	if (unit >= 0xD800 && unit <= 0xDBFF)
		d->high = unit;
	else if (unit >= 0xDC00 && unit <= 0xDFFF)
		apo__buffer_putc(out, '\xFF');
	else
		add_character(out, unit);
}

static void add_utf16(apo__decoder *d, const char *data, size_t size, int last, apo__buffer *out)
{
	const unsigned char *b = (const unsigned char *)data;
	int big = d->family == UTF16BE;
	size_t i = 0;
	if (d->carry_size && size) {
		uint32_t first = (unsigned char)d->carry[0], second = b[i++];
		add_unit(d, big ? first << 8 | second : second << 8 | first, out);
		d->carry_size = 0;
	}
	for (; i + 1 < size; i += 2)
		add_unit(d, big ? (uint32_t)b[i] << 8 | b[i + 1] : (uint32_t)b[i + 1] << 8 | b[i],
			out);
	if (i < size)
		d->carry[d->carry_size++] = data[i];
	if (last && (d->high || d->carry_size))
		apo__buffer_putc(out, '\xFF');
}

static void add_legacy(apo__decoder *d, const char *data, size_t size, int last, apo__buffer *out)
{
	size_t total = d->carry_size + size;
	char *joined = apo__alloc(out->arena, total + 1), *in = joined, space[4096];
	memcpy(joined, d->carry, d->carry_size);
	memcpy(joined + d->carry_size, data, size);
	d->carry_size = 0;
	while (total) {
		char *at = space;
		size_t room = sizeof space;
		size_t result = iconv(d->conversion, &in, &total, &at, &room);
		int problem = result == (size_t)-1 ? errno : 0;
		apo__buffer_add(out, space, sizeof space - room);
		if (problem == EINVAL && !last && total <= sizeof d->carry) {
			memcpy(d->carry, in, total);
			d->carry_size = total;
			return;
		}
		if (problem == EILSEQ || problem == EINVAL) {
			apo__buffer_putc(out, '\xFF');
			in++;
			total--;
		}
	}
}

void apo__decoder_add(apo__decoder *d, const char *data, size_t size, int last, apo__buffer *out)
{
	size_t skipped = d->skip < size ? d->skip : size;
	d->skip -= skipped;
	data += skipped;
	size -= skipped;
	if (d->family == UTF8)
		apo__buffer_add(out, data, size);
	else if (d->family == LEGACY)
		add_legacy(d, data, size, last, out);
	else
		add_utf16(d, data, size, last, out);
}

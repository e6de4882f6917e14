/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Formats that are not read, by the bytes that they begin with (the signatures of file(1) and of the formats' own
 * specifications): a file is refused by its name, with what to do, whatever its extension says. A text that only begins like
 * JSON is a text: it is JSON when all of it is. Cost: constant, for JSON linear.
 */
#include "text/reading/foreign.h"

#include <jansson.h>
#include <string.h>
#include <strings.h>

#define SAVE_AS_TEXT "open it in its program and save it as text or HTML"
#define UNPACK	     "unpack it and name the file in it"
#define NO_TEXT	     "name a file of text instead"
/* PDF allows 1,024 bytes in front (ISO 32000-1, annex H.3.4.1). */
#define PDF_ROOM    1024u
#define HEADER_ROOM 8192u /* of a message */

typedef struct {
	const char *bytes;
	size_t size, at;
	apo__foreign foreign;
} signature;

#define SIGNATURE(text, at, name, remedy)                                                          \
	{                                                                                          \
		text, sizeof(text) - 1, at,                                                        \
		{                                                                                  \
			name, remedy                                                               \
		}                                                                                  \
	}

static const signature signatures[] = {
	SIGNATURE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 0,
		"an old Office document (.doc, .xls, .ppt)",
		"open it in its program and save it as DOCX, text or HTML"),
	SIGNATURE("\x89PNG\r\n\x1A\n", 0, "a picture (PNG)", NO_TEXT),
	SIGNATURE("\xFF\xD8\xFF", 0, "a picture (JPEG)", NO_TEXT),
	SIGNATURE("GIF87a", 0, "a picture (GIF)", NO_TEXT),
	SIGNATURE("GIF89a", 0, "a picture (GIF)", NO_TEXT),
	SIGNATURE("II*\0", 0, "a picture (TIFF)", NO_TEXT),
	SIGNATURE("MM\0*", 0, "a picture (TIFF)", NO_TEXT),
	SIGNATURE("WEBP", 8, "a picture (WebP)", NO_TEXT),
	SIGNATURE("ftypheic", 4, "a picture (HEIC)", NO_TEXT),
	SIGNATURE("ftypavif", 4, "a picture (AVIF)", NO_TEXT),
	SIGNATURE("ftyp", 4, "a film or sound (MP4)", NO_TEXT),
	SIGNATURE("WAVEfmt", 8, "a sound (WAV)", NO_TEXT),
	SIGNATURE("AVI LIST", 8, "a film (AVI)", NO_TEXT),
	SIGNATURE("ID3\2", 0, "a sound (MP3)", NO_TEXT),
	SIGNATURE("ID3\3", 0, "a sound (MP3)", NO_TEXT),
	SIGNATURE("ID3\4", 0, "a sound (MP3)", NO_TEXT),
	SIGNATURE("OggS\0", 0, "a film or sound (Ogg)", NO_TEXT),
	SIGNATURE("fLaC\0", 0, "a sound (FLAC)", NO_TEXT),
	SIGNATURE("\x1A\x45\xDF\xA3", 0, "a film (Matroska)", NO_TEXT),
	SIGNATURE("PK\3\4", 0, "a zip archive", UNPACK),
	SIGNATURE("PK\5\6", 0, "an empty zip archive", NO_TEXT),
	SIGNATURE("\x1F\x8B\x08", 0, "compressed by gzip", "unpack it with gunzip first"),
	SIGNATURE("\x28\xB5\x2F\xFD", 0, "compressed by Zstandard", "unpack it with zstd -d first"),
	SIGNATURE("BZh91AY&SY", 0, "compressed by bzip2", "unpack it with bunzip2 first"),
	SIGNATURE("\xFD"
		  "7zXZ\0",
		0, "compressed by xz", "unpack it with unxz first"),
	SIGNATURE("7z\xBC\xAF\x27\x1C", 0, "a 7-Zip archive", UNPACK),
	SIGNATURE("Rar!\x1A\x07", 0, "a RAR archive", UNPACK),
	SIGNATURE("ustar", 257, "a tar archive", UNPACK),
	SIGNATURE("\x7F"
		  "ELF",
		0, "a program (ELF)", NO_TEXT),
	SIGNATURE("SQLite format 3\0", 0, "a database (SQLite)", NO_TEXT),
	SIGNATURE("BOOKMOBI", 60, "a MOBI book", "convert it to EPUB or text first"),
	SIGNATURE("AT&TFORM", 0, "a DjVu document", "convert it to text first (djvutxt FILE)"),
	SIGNATURE("bplist00", 0, "a property list or a Safari web archive",
		"save the page as HTML instead"),
	SIGNATURE("\0asm", 0, "a program (WebAssembly)", NO_TEXT),
};

/* A PDF's mark, at the beginning or, behind what a mailer or a scanner put in front, at that of a line. */
static int is_pdf(const char *data, size_t size)
{
	size = size < PDF_ROOM ? size : PDF_ROOM;
	for (size_t at = 0; at + 8 <= size; at++)
		if (!memcmp(data + at, "%PDF-", 5) &&
			(data[at + 5] == '1' || data[at + 5] == '2') && data[at + 6] == '.' &&
			(!at || data[at - 1] == '\n' || data[at - 1] == '\r'))
			return 1;
	return 0;
}

int apo__foreign_binary(const char *data, size_t size, apo__foreign *foreign)
{
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
		const signature *s = &signatures[i];
		if (size >= s->at + s->size && !memcmp(data + s->at, s->bytes, s->size)) {
			*foreign = s->foreign;
			return 1;
		}
	}
	if (!is_pdf(data, size))
		return 0;
	*foreign = (apo__foreign){
		"a PDF document", "convert it to text first (pdftotext FILE.pdf FILE.txt)"};
	return 1;
}

static int starts(const char *data, size_t size, const char *with)
{
	size_t length = strlen(with);
	return size >= length && !strncasecmp(data, with, length);
}

/* Headers of MIME (RFC 2045) before the first empty line. */
static int is_mime(const char *data, size_t size)
{
	int version = 0, parts = 0;
	for (size_t at = 0; at < size && at < HEADER_ROOM;) {
		const char *line = data + at, *end = memchr(line, '\n', size - at);
		size_t length = end ? (size_t)(end - line) : size - at;
		if (!length || *line == '\r')
			break;
		version |= starts(line, length, "mime-version:");
		parts |= starts(line, length, "content-type: multipart/") ||
			 starts(line, length, "content-type: message/");
		if (!memchr(line, ':', length) && *line != ' ' && *line != '\t')
			return 0;
		at += length + 1;
	}
	return version && parts;
}

static int is_json(const char *data, size_t size)
{
	size_t at = 1;
	while (at < size && data[at] && strchr(" \t\r\n", data[at]))
		at++;
	if (at == size || !data[at] || !strchr(*data == '{' ? "\"}" : "{[\"", data[at]))
		return 0;
	json_t *value = json_loadb(data, size, 0, NULL);
	json_decref(value);
	return value != NULL;
}

/* The name of the element that a file of XML begins with; 0 when it is not one. */
static int is_xml(apo__arena *arena, const char *data, size_t size, apo__foreign *foreign)
{
	if (!starts(data, size, "<?xml"))
		return 0;
	for (size_t at = 1; at + 1 < size; at++) {
		if (data[at] != '<' || data[at + 1] == '!' || data[at + 1] == '?')
			continue;
		size_t begin = ++at;
		while (at < size && data[at] && !strchr(" \t\r\n/>", data[at]) && at - begin < 40)
			at++;
		const char *name = apo__strndup(arena, data + begin, at - begin);
		int units = !strcasecmp(name, "tmx") || !strcasecmp(name, "xliff");
		*foreign = (apo__foreign){apo__sprintf(arena, "XML (<%s>)", name),
			units ? "apograph qa FILE and apograph tmx read it as translation units"
			      : "convert it to text or HTML first"};
		return 1;
	}
	return 0;
}

int apo__foreign_markup(apo__arena *arena, const char *data, size_t size, apo__foreign *foreign)
{
	if (starts(data, size, "\xEF\xBB\xBF")) {
		data += 3;
		size -= 3;
	}
	if (starts(data, size, "{\\rtf")) {
		*foreign = (apo__foreign){"an RTF document",
			"open it in its program and save it as DOCX, text or HTML"};
		return 1;
	}
	if (starts(data, size, "%!PS-Adobe")) {
		*foreign = (apo__foreign){
			"a PostScript document", "convert it to text first (ps2txt FILE.ps)"};
		return 1;
	}
	if (is_mime(data, size)) {
		*foreign = (apo__foreign){"a message or a web archive (MHTML)",
			"save the page as HTML, the message as text"};
		return 1;
	}
	while (size && *data && strchr(" \t\r\n", *data)) {
		data++;
		size--;
	}
	if (size > 1 && (*data == '{' || *data == '[') && is_json(data, size)) {
		*foreign = (apo__foreign){"JSON",
			"only news items (ninjs) are read; put the text into a file of its own"};
		return 1;
	}
	return is_xml(arena, data, size, foreign);
}

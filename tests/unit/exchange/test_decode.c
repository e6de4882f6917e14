/* SPDX-License-Identifier: Apache-2.0 */
/* Encodings of XML files, given to the decoder in two parts, cut at every byte: what comes out does not depend on the cut. */
#include <criterion/criterion.h>
#include <string.h>

#include "exchange/xml/input.h"

#define BYTES(text) text, sizeof(text) - 1

typedef struct {
	const char *name, *data;
	size_t size;
	const char *decoded; /* 0xFF stands for what the encoding does not allow */
} encoded;

static const encoded cases[] = {
	{"UTF-8", BYTES("\xEF\xBB\xBF<a>\xC3\xA4</a>"), "<a>\xC3\xA4</a>"},
	{"UTF-16LE", BYTES("\xFF\xFE<\0a\0>\0\xE4\0\x3D\xD8\x00\xDE"),
		"<a>\xC3\xA4\xF0\x9F\x98\x80"},
	{"UTF-16BE", BYTES("\xFE\xFF\0<\0a\0>\0\xE4\xD8\x3D\xDE\x00"),
		"<a>\xC3\xA4\xF0\x9F\x98\x80"},
	/* no mark: the zero bytes say it */
	{"UTF-16LE", BYTES("<\0a\0/\0>\0"), "<a/>"},
	{"UTF-16BE", BYTES("\0<\0a\0/\0>"), "<a/>"},
	/* halves of surrogate pairs: the second alone, the first alone, the first at the end; half a unit at the end */
	{"UTF-16LE", BYTES("\xFF\xFE<\0\x00\xDE>\0"), "<\xFF>"},
	{"UTF-16LE", BYTES("\xFF\xFE<\0\x3D\xD8>\0"), "<\xFF>"},
	{"UTF-16LE", BYTES("\xFF\xFE<\0>\0\x3D\xD8"), "<>\xFF"},
	{"UTF-16BE", BYTES("\xFE\xFF\0<\0>\0"), "<>\xFF"},
	{"Shift_JIS", BYTES("<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>\x93\xFA\x96\x7B"),
		"<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>\xE6\x97\xA5\xE6\x9C\xAC"},
	/* a character that is not one, and half of one at the end */
	{"Shift_JIS", BYTES("<?xml version='1.0' encoding='Shift_JIS'?>\x81\x20\x93"),
		"<?xml version='1.0' encoding='Shift_JIS'?>\xFF \xFF"},
	/* what the declaration cannot mean, and one that says no encoding */
	{"UTF-8", BYTES("<?xml version='1.0' encoding='UTF-16'?><a/>"),
		"<?xml version='1.0' encoding='UTF-16'?><a/>"},
	{"UTF-8", BYTES("<?xml version='1.0' encoding=?><a/>"),
		"<?xml version='1.0' encoding=?><a/>"},
};

static void decode(const encoded *c, size_t cut)
{
	apo__arena *arena = apo__arena_new();
	apo__decoder *decoder;
	const char *name, *doubt;
	apo_error err;
	apo__buffer out = {.arena = arena};
	cr_assert_eq(
		apo__decoder_open(arena, "test", c->data, c->size, &decoder, &name, &doubt, &err),
		APO_OK);
	cr_assert_str_eq(name, c->name);
	if (cut)
		apo__decoder_add(decoder, c->data, cut, 0, &out);
	apo__decoder_add(decoder, c->data + cut, c->size - cut, 1, &out);
	cr_assert(out.size == strlen(c->decoded) && !memcmp(out.data, c->decoded, out.size),
		"%s cut at %zu: \"%s\"", c->name, cut, apo__buffer_text(&out));
	apo__arena_free(arena);
}

Test(decode, a_cut_between_two_parts_is_not_seen)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t cut = 0; cut < cases[i].size; cut++)
			decode(&cases[i], cut);
}

Test(decode, an_encoding_that_nobody_knows_is_named)
{
	static const char text[] = "<?xml version='1.0' encoding='x-none'?><a/>";
	apo__arena *arena = apo__arena_new();
	apo__decoder *decoder;
	const char *name, *doubt;
	apo_error err;
	cr_assert_eq(apo__decoder_open(
			     arena, "test", text, sizeof text - 1, &decoder, &name, &doubt, &err),
		APO_EINPUT);
	cr_assert(strstr(err.message, "'x-none', which is unknown"));
	apo__arena_free(arena);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The mechanical checks of a unit: its two texts, separated by 0xff, with codes at 0x1e and 0x1f. The first byte chooses the
 * languages. Placeholders, messages of ICU, markup and addresses in them are grammars of their own. What is found lies in
 * its text. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/visible.h"
#include "fidelity/mechanical/mechanical.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const languages[][2] = {
	{"en", "de"}, {"de", "en"}, {"en", "en-GB"}, {"en", "fr"}, {"zh", "en"}, {"en", "ar"}};
enum { PAIRS = sizeof languages / sizeof *languages };

typedef struct {
	apo_context *context;
	const uint8_t *data;
	size_t size;
} input;

static void require(int holds)
{
	if (!holds)
		abort();
}

static void look_at(const apo__form_text *text, apo_span span)
{
	require(span.begin == APO_NONE || (span.begin <= span.end && span.end <= text->size));
}

static void look(const apo__form_finding *finding, void *user)
{
	const apo__form_unit *unit = user;
	look_at(&unit->side[0], finding->source);
	look_at(&unit->side[1], finding->target);
	require(*finding->message != '\0');
	require(finding->confidence >= 0 && finding->confidence <= 1);
}

/* Well-formed text, as all readers give it, and its codes. */
static void take_side(apo__arena *arena, const uint8_t *data, size_t size, apo__form_text *side)
{
	static const char *const ids[] = {"1", "2", NULL};
	apo__buffer text = {.arena = arena};
	APO__VECTOR(apo__form_code) codes = {0};
	for (size_t at = 0; at < size;) {
		size_t begin = at;
		uint32_t c = apo__next_char((const char *)data, size, &at);
		if (c == 0x1e || c == 0x1f)
			*apo__push(arena, &codes) =
				(apo__form_code){(apo__form_code_kind)(codes.count % 3),
					(uint32_t)text.size, ids[codes.count / 3 % 3]};
		else if (c == 0xFFFD)
			apo__buffer_puts(&text, "\xEF\xBF\xBD");
		else if (c)
			apo__buffer_add(&text, (const char *)data + begin, at - begin);
	}
	*side = (apo__form_text){.text = apo__buffer_text(&text),
		.size = (uint32_t)text.size,
		.codes = codes.items,
		.code_count = codes.count};
}

static apo_status check(apo__arena *arena, void *user, apo_error *err)
{
	const input *in = user;
	const char *const *pair = languages[in->data[0] % PAIRS];
	const uint8_t *text = in->data + 1, *end = in->data + in->size;
	const uint8_t *second = memchr(text, 0xff, in->size - 1);
	(void)err;
	apo__form_unit unit = {.number = 1, .limit = in->data[0] / PAIRS % 2 ? 20 : 0};
	unit.stored = in->data[0] >= 128;
	take_side(arena, text, (size_t)((second ? second : end) - text), &unit.side[0]);
	take_side(arena, second ? second + 1 : text, (size_t)(end - (second ? second + 1 : text)),
		&unit.side[1]);
	apo__form_checker *checker =
		apo__form_open(arena, in->context, pair[0], pair[1], in->data[0] / 2 / PAIRS % 2);
	apo__form_learn(checker, &unit);
	apo__form_check(checker, &unit, look, &unit);
	return APO_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static apo_context *context;
	apo_error err;
	if (!context)
		context = apo_context_new(NULL, NULL);
	if (!size)
		return 0;
	apo__arena *arena = apo__arena_new();
	input in = {context, data, size};
	require(!apo__guarded(arena, check, &in, &err));
	apo__arena_free(arena);
	return 0;
}

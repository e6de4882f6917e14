/* SPDX-License-Identifier: Apache-2.0 */
/* What spoils a memory is left out or mended, and each such thing is reported. Streamed; 32 to 64 bytes a unit to know duplicates.
 * What cannot be decided without knowing better (inline codes that do not fit, long segments) is reported and kept. */
#include <string.h>

#include "exchange/tmx/job.h"
#include "exchange/tmx/tmx_check.h"
#include "exchange/xml/characters.h"
#include "text/language/detect.h"
#include "text/unicode/width.h"

#define SURE_TEXT 60u /* bytes from which on the language of a text is known with certainty */

typedef struct {
	apo__tmx_job *job;
	unsigned checks;
	apo__unit_writer *out; /* NULL: only the list is wanted */
	apo__digest_map units;
	const apo__unit *unit;	     /* as it was read */
	apo__unit_variant *variants; /* as they will be written */
	uint32_t count;
} cleaning;

static void tell(
	cleaning *c, const apo__unit_variant *variant, const char *action, const char *reason)
{
	apo__tmx_job_change(c->job, c->unit, variant, action, reason);
}

/* ---- characters ---- */

/* Controls that XML allows but no text needs, the byte order mark inside of a text, and noncharacters. */
static int is_junk(uint32_t c)
{
	return (c >= 0x7F && c < 0xA0 && c != 0x85) || c == 0xFEFF ||
	       (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

static int has_junk(const apo__unit_variant *v)
{
	for (size_t at = 0; at < v->size;)
		if (is_junk(apo__next_char(v->text, v->size, &at)))
			return 1;
	return 0;
}

/* A copy of the text without [begin, end) outside and junk inside; codes move along. */
static void cut(cleaning *c, apo__unit_variant *v, size_t begin, size_t end, int junk)
{
	apo__arena *scratch = c->job->scratch;
	apo__buffer text = {.arena = scratch};
	apo__unit_code *codes = apo__alloc_array(scratch, v->code_count + 1, sizeof *codes);
	uint32_t code = 0;
	for (size_t at = begin, next; at <= end; at = next) {
		for (; code < v->code_count && v->codes[code].at <= at; code++) {
			codes[code] = v->codes[code];
			codes[code].at = (uint32_t)text.size;
		}
		next = at;
		if (at == end)
			break;
		if (!junk || !is_junk(apo__next_char(v->text, v->size, &next))) {
			next = next > at ? next : at + 1;
			apo__buffer_add(&text, v->text + at, next - at);
		}
	}
	for (; code < v->code_count; code++) {
		codes[code] = v->codes[code];
		codes[code].at = (uint32_t)text.size;
	}
	v->text = apo__buffer_text(&text);
	v->size = text.size;
	v->codes = codes;
}

/* Windows-1252 for 0x80 to 0x9F. */
static const uint16_t windows[32] = {0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C,
	0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178};

/* Byte of a character in Windows-1252, -1 when there is none. */
static int windows_byte(uint32_t c)
{
	if (c < 0x80 || (c >= 0xA0 && c <= 0xFF))
		return (int)c;
	for (int i = 0; i < 32; i++)
		if (windows[i] == c)
			return 0x80 + i;
	return -1;
}

/* UTF-8 that somebody read as Windows-1252 ("Ã¤"): the text that it was, NULL when it was none. Every character must have
 * a byte, and the bytes must be UTF-8 with at least one letter beyond ASCII. */
static const char *decoded_twice(apo__arena *scratch, const apo__unit_variant *v, size_t *size)
{
	apo__buffer bytes = {.arena = scratch};
	int beyond = 0;
	for (size_t at = 0; at < v->size;) {
		int byte = windows_byte(apo__next_char(v->text, v->size, &at));
		if (byte < 0)
			return NULL;
		beyond |= byte >= 0x80;
		apo__buffer_putc(&bytes, (char)byte);
	}
	if (!beyond)
		return NULL;
	for (size_t at = 0; at < bytes.size;) {
		uint32_t c = apo__next_char(bytes.data, bytes.size, &at);
		if (c == 0xFFFD || !apo__xml_allows(c))
			return NULL;
	}
	*size = bytes.size;
	return bytes.data;
}

static int has_replacement(const apo__unit_variant *v)
{
	for (const char *at = v->text; (at = memchr(at, 0xEF, v->size - (size_t)(at - v->text)));
		at++)
		if (!strncmp(at, "\xEF\xBF\xBD", 3))
			return 1;
	return 0;
}

/* Mend a variant; 0 when it cannot be and has to go. */
static int mend(cleaning *c, apo__unit_variant *v)
{
	size_t begin, end, size;
	const char *text;
	if (c->checks & APO_TMX_CHARACTERS) {
		if (has_replacement(v)) {
			tell(c, v, "removed", "characters are lost (U+FFFD)");
			return 0;
		}
		if (!v->code_count && (text = decoded_twice(c->job->scratch, v, &size))) {
			tell(c, v, "changed", "UTF-8 that was read as Windows-1252");
			v->text = text;
			v->size = size;
		}
		if (has_junk(v)) {
			tell(c, v, "changed", "control characters dropped");
			cut(c, v, 0, v->size, 1);
		}
	}
	apo__trim(v->text, v->size, &begin, &end);
	if (c->checks & APO_TMX_SPACE && (begin > 0 || end < v->size) && begin < end) {
		tell(c, v, "changed", "space at the edges");
		cut(c, v, begin, end, 0);
	}
	if (c->checks & APO_TMX_EMPTY && begin == end) {
		tell(c, v, "removed", "an empty segment");
		return 0;
	}
	return 1;
}

/* ---- sides that do not fit ---- */

static int has_letter(const apo__unit_variant *v)
{
	for (size_t i = 0; i < v->size; i++)
		if ((unsigned char)v->text[i] >= 0x80 ||
			((v->text[i] | 32) >= 'a' && (v->text[i] | 32) <= 'z'))
			return 1;
	return 0;
}

/* Next number of a text as its digits alone ("1.000,5" gives "10005"); 0 when there is none. */
static size_t next_number(const apo__unit_variant *v, size_t *at, char *digits, size_t room)
{
	size_t used = 0;
	while (*at < v->size && (v->text[*at] < '0' || v->text[*at] > '9'))
		++*at;
	for (; *at < v->size; ++*at) {
		char ch = v->text[*at];
		int inside =
			*at + 1 < v->size && v->text[*at + 1] >= '0' && v->text[*at + 1] <= '9';
		if (ch >= '0' && ch <= '9') {
			if (used < room)
				digits[used++] = ch;
		} else if ((ch != '.' && ch != ',' && ch != '\'') || !inside) {
			break;
		}
	}
	return used;
}

/* 1 when a number of `a` is not in `b`. Cost: numbers of both sides multiplied, at most 64 of each. */
static int lacks_number(const apo__unit_variant *a, const apo__unit_variant *b)
{
	char digits[32], other[32];
	size_t size, length, at = 0;
	for (int i = 0; i < 64 && (size = next_number(a, &at, digits, sizeof digits)); i++) {
		int found = 0;
		size_t from = 0;
		for (int k = 0;
			k < 64 && !found && (length = next_number(b, &from, other, sizeof other));
			k++)
			found = length == size && !memcmp(digits, other, size);
		if (!found)
			return 1;
	}
	return 0;
}

/* 1 when the text is certainly in another of the languages that are known. */
static int is_foreign(cleaning *c, const apo__unit_variant *v)
{
	if (v->size < SURE_TEXT || v->size > UINT32_MAX)
		return 0;
	const char *found =
		apo__detect_language(c->job->scratch, c->job->context, v->text, (uint32_t)v->size);
	if (!found || apo__language_match(v->lang, found))
		return 0;
	const char *known;
	for (size_t i = 0; (known = apo_context_language(c->job->context, i)); i++)
		if (apo__language_match(v->lang, known))
			return 1;
	return 0;
}

static int codes_differ(const apo__unit_variant *a, const apo__unit_variant *b)
{
	int balance[APO__CODE_MARK_CLOSE + 1] = {0};
	for (uint32_t i = 0; i < a->code_count; i++)
		balance[a->codes[i].kind]++;
	for (uint32_t i = 0; i < b->code_count; i++)
		balance[b->codes[i].kind]--;
	for (int i = 0; i < APO__CODE_MARK_OPEN; i++)
		if (balance[i])
			return 1;
	return 0;
}

/* Why a target must go, NULL when it may stay. What is only reported is reported here. */
static const char *reason_against(
	cleaning *c, const apo__unit_variant *source, const apo__unit_variant *target)
{
	if (c->checks & APO_TMX_UNTRANSLATED && target->size == source->size &&
		!memcmp(target->text, source->text, source->size) && has_letter(source) &&
		!apo__language_match(target->lang, source->lang))
		return "not translated: the same as its source";
	if (c->checks & APO_TMX_NUMBERS &&
		(lacks_number(source, target) || lacks_number(target, source)))
		return "a number that the other side does not have";
	if (c->checks & APO_TMX_LANGUAGE && is_foreign(c, target))
		return "in another language than it says";
	if (c->checks & APO_TMX_TAGS && codes_differ(source, target))
		tell(c, target, "kept", "inline codes other than those of the source");
	return NULL;
}

/* ---- units ---- */

/* Keep the variants that may stay, the source first; 0 when no pair is left. */
static int choose(cleaning *c)
{
	const apo__unit view = {.source_language = c->unit->source_language,
		.variants = c->variants,
		.variant_count = c->count};
	uint32_t texts = 0, kept = 0, targets = 0;
	const apo__unit_variant *source = c->count ? apo__tmx_job_source(c->job, &view) : NULL;
	const apo__unit_variant chosen = source ? *source : (apo__unit_variant){0};
	for (uint32_t i = 0; i < c->unit->variant_count; i++)
		texts += c->unit->variants[i].text != NULL;
	if (source && c->checks & APO_TMX_LANGUAGE && is_foreign(c, source)) {
		tell(c, source, "removed", "in another language than it says");
		return 0;
	}
	for (uint32_t i = 0; i < c->count; i++) {
		apo__unit_variant v = c->variants[i];
		int is_source = source == &c->variants[i];
		const char *reason = is_source ? NULL : reason_against(c, &chosen, &v);
		if (c->checks & APO_TMX_LENGTH && apo__tmx_is_long(&v))
			tell(c, &v, "kept", "more than 2,000 characters");
		if (reason) {
			tell(c, &v, "removed", reason);
			continue;
		}
		c->variants[kept++] = v;
		targets += !is_source;
	}
	c->count = kept;
	return kept && (targets || texts == 1); /* one that never had a second side stays */
}

static apo_status clean_unit(const apo__unit *unit, void *user, apo_error *err)
{
	cleaning *c = user;
	apo__arena *scratch = c->job->scratch;
	const char *unwanted = apo__tmx_job_unwanted(c->job, unit);
	c->unit = unit;
	c->count = 0;
	c->variants = apo__alloc_array(scratch, unit->variant_count + 1, sizeof *c->variants);
	if (unwanted) {
		tell(c, apo__tmx_job_source(c->job, unit), "removed", unwanted);
		return APO_OK;
	}
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		apo__unit_variant v = unit->variants[i];
		if (v.text && mend(c, &v))
			c->variants[c->count++] = v;
	}
	if (!choose(c))
		return APO_OK; /* what was removed was reported */
	apo__unit copy = *unit;
	copy.variants = c->variants;
	copy.variant_count = c->count;
	if (c->checks & APO_TMX_DUPLICATES) {
		uint64_t first = *apo__digest_map_add(
			&c->units, apo__unit_digest(scratch, &copy), unit->number);
		if (first != unit->number) {
			tell(c, apo__tmx_job_source(c->job, &copy), "removed",
				apo__sprintf(scratch, "the same as unit %llu",
					(unsigned long long)first));
			return APO_OK;
		}
	}
	c->job->result.written++;
	return c->out ? c->out->unit(c->out, &copy, err) : APO_OK;
}

static apo_status take_header(const apo__unit_header *header, void *user, apo_error *err)
{
	cleaning *c = user;
	return c->out ? c->out->header(c->out, apo__unit_header_copy(c->job->arena, header), err)
		      : APO_OK;
}

static apo_status clean_run(apo__arena *arena, void *user, apo_error *err)
{
	apo__tmx_job *job = user;
	cleaning c = {
		.job = job, .checks = job->options->checks ? job->options->checks : APO_TMX_CHECKS};
	apo__digest_map_init(&c.units, arena);
	if (job->tmx)
		c.out = apo__tmx_writer_new(arena, job->tmx, job->options);
	apo_status status = apo__tmx_job_list(job, err);
	if (!status)
		status = apo__tmx_job_read(job, 0, 1, take_header, clean_unit, &c, err);
	if (!status && c.out)
		status = c.out->end(c.out, err);
	apo__tmx_job_end_list(job);
	return status;
}

apo_status apo_tmx_clean(apo_context *context, const char *path, apo_output *tmx, apo_output *list,
	const apo_write_options *how, apo_tmx_result *result, apo_error *err)
{
	apo__tmx_job job = {.context = context,
		.paths = &path,
		.count = 1,
		.tmx = tmx,
		.list_output = list,
		.how = how};
	return apo__tmx_job_run(&job, clean_run, result, err);
}

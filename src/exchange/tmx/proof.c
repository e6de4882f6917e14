/* SPDX-License-Identifier: Apache-2.0 */
/* Fields of a unit are joined by characters that XML forbids, so that no two units give the same bytes. Linear. */
#include "exchange/tmx/proof.h"

#include <string.h>

#include "base/file.h"
#include "base/sha256.h"

#define FIELD '\x1f'
#define PART  '\x1e'

int apo__is_own_prop(const char *type)
{
	static const char *const own[] = {"source-document", "x-document", "x-span",
		"x-segment-sha256", "x-attribution", "x-publisher", "x-url", "x-published",
		"x-score", "x-kind", "x-issue", APO__PROP_CHAIN, APO__PROP_UNIT};
	for (size_t i = 0; *type && type[1] && i < sizeof own / sizeof *own; i++)
		if (type[2] == own[i][2] && !strcmp(type, own[i]))
			return 1;
	return 0;
}

static void add_field(apo__buffer *out, const char *text, size_t size)
{
	char *to = apo__buffer_room(out, size + 1);
	memcpy(to, text, size);
	to[size] = FIELD;
	apo__buffer_end(out, to + size + 1);
}

static void add_string(apo__buffer *out, const char *text)
{
	add_field(out, text ? text : "", text ? strlen(text) : 0);
}

void apo__info_hashed(apo__buffer *out, const apo__unit_info *info)
{
	add_string(out, info->kind == APO__INFO_PROP ? info->type : "note");
	add_field(out, info->text, info->size);
}

static void add_infos(
	apo__buffer *out, const apo__unit_info *infos, uint32_t count, unsigned without)
{
	for (uint32_t i = 0; i < count; i++) {
		const apo__unit_info *info = &infos[i];
		if (info->ready) {
			apo__buffer_add(out, info->ready->hashed, info->ready->hashed_size);
			continue;
		}
		int own = info->kind == APO__INFO_PROP
				  ? apo__is_own_prop(info->type)
				  : !(without & APO__WITHOUT_NOTES) && info->kind == APO__INFO_NOTE;
		if (own)
			apo__info_hashed(out, info);
	}
	apo__buffer_putc(out, PART);
}

static void add_codes(apo__buffer *out, const apo__unit_variant *v, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		const apo__unit_code *code = &v->codes[i];
		apo__buffer_printf(out, "%u %u%c", (unsigned)code->kind, (unsigned)code->at, FIELD);
		add_string(out, code->type);
		add_field(out, code->data, code->size);
	}
	apo__buffer_putc(out, PART);
}

void apo__unit_hash(apo__buffer *work, const apo__unit *unit, unsigned without, char hash[65])
{
	work->size = 0;
	add_string(work, unit->id);
	add_infos(work, unit->infos, unit->info_count, without);
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		const apo__unit_variant *v = &unit->variants[i];
		add_string(work, v->lang);
		add_field(work, v->text ? v->text : "", v->text ? v->size : 0);
		add_codes(work, v, without & APO__WITHOUT_CODES ? 0 : v->code_count);
		add_infos(work, v->infos, v->info_count, without);
	}
	apo__sha256(work->data, work->size, hash);
}

void apo__units_hash_add(char running[65], const char *hash)
{
	char both[129];
	size_t size = strlen(running);
	memcpy(both, running, size);
	size_t more = hash ? strnlen(hash, 64) : 0;
	if (more)
		memcpy(both + size, hash, more);
	apo__sha256(both, size + more, running);
}

const char *apo__unit_identity(
	apo__arena *scratch, const apo__unit_variant sides[2], const char *const ids[2])
{
	char hash[65];
	apo__buffer key = {.arena = scratch}; /* U+0001 is in no segment */
	apo__buffer_room(&key, sides[0].size + sides[1].size);
	for (int i = 0; i < 2; i++) {
		apo__buffer_puts(&key, sides[i].lang);
		apo__buffer_putc(&key, '\1');
	}
	apo__buffer_add(&key, sides[0].text, sides[0].size);
	apo__buffer_putc(&key, '\1');
	apo__buffer_add(&key, sides[1].text, sides[1].size);
	for (int i = 0; ids && i < 2; i++) {
		apo__buffer_putc(&key, '\1');
		apo__buffer_puts(&key, ids[i]);
	}
	apo__sha256(key.data, key.size, hash);
	return apo__strndup(scratch, hash, 32);
}

const char *apo__attribution_record(
	apo__arena *arena, const char *name, apo_source_type type, apo_file_span span)
{
	return apo__sprintf(arena, "%s [%s %llu-%llu]", name, apo_source_type_name(type),
		(unsigned long long)span.begin, (unsigned long long)span.end);
}

uint64_t apo__count_read(const char **text)
{
	uint64_t number = 0;
	for (; **text >= '0' && **text <= '9' && number < UINT64_MAX / 16; ++*text)
		number = number * 10 + (uint64_t)(**text - '0');
	return number;
}

int apo__span_record_read(const char *text, apo_file_span *span)
{
	uint64_t values[2] = {0, 0};
	for (int i = 0; i < 2; i++) {
		if (*text < '0' || *text > '9')
			return 0;
		values[i] = apo__count_read(&text);
		if (*text++ != (i ? '\0' : '-'))
			return 0;
	}
	*span = (apo_file_span){values[0], values[1]};
	return values[0] < values[1];
}

const char *apo__file_record(
	apo__arena *arena, const char *hash, const char *id, const char *encoding, const char *path)
{
	apo__buffer out = {.arena = arena};
	apo__buffer_printf(&out, "%s ", hash);
	for (; *id; id++) {
		if (*id == ' ' || *id == '%')
			apo__buffer_puts(&out, *id == ' ' ? "%20" : "%25");
		else
			apo__buffer_putc(&out, *id);
	}
	apo__buffer_printf(&out, " %s %s", encoding ? encoding : "-", path);
	return apo__buffer_text(&out);
}

int apo__file_record_read(apo__arena *arena, const char *text, const char **hash, const char **id,
	const char **encoding, const char **path)
{
	const char *first = strchr(text, ' '), *second = first ? strchr(first + 1, ' ') : NULL;
	const char *third = second ? strchr(second + 1, ' ') : NULL;
	apo__buffer name = {.arena = arena};
	if (!third || first - text != 64 || !third[1])
		return 0;
	for (const char *at = first + 1; at < second; at++) {
		int escaped = *at == '%' && at + 2 < second && at[1] == '2' &&
			      (at[2] == '0' || at[2] == '5');
		apo__buffer_putc(&name, !escaped ? *at : at[2] == '0' ? ' ' : '%');
		at += escaped ? 2 : 0;
	}
	*hash = apo__strndup(arena, text, 64);
	*id = apo__buffer_text(&name);
	*encoding = apo__strndup(arena, second + 1, (size_t)(third - second) - 1);
	if (!strcmp(*encoding, "-"))
		*encoding = NULL;
	*path = apo__strdup(arena, third + 1);
	return 1;
}

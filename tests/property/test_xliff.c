/* SPDX-License-Identifier: Apache-2.0 */
/* XLIFF of both versions: what is written, read, and written again is the same, byte for byte, whatever the units hold. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "../scratch.h"
#include "base/file.h"
#include "exchange/xliff/xliff_writer.h"

/* ---- units made by chance ---- */

static uint64_t state;

static uint32_t chance(uint32_t below)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % below;
}

static const char *some_text(apo__arena *arena)
{
	static const char *const pieces[] = {"a", " ", "  ", "\n", "\t", "\r", "&", "<", ">", "\"",
		"'", "]]>", "ä", "中", "😀", "\xE2\x80\xA8", "\x01", "\x7F", "\xEF\xBF\xBE", "&lt;",
		"\xEF\xBB\xBF", "word ", "-->", "%"};
	apo__buffer text = {.arena = arena};
	for (uint32_t n = chance(12); n; n--)
		apo__buffer_puts(&text, pieces[chance(sizeof pieces / sizeof *pieces)]);
	return apo__buffer_text(&text);
}

static const char *some_name(apo__arena *arena, int may_be_null)
{
	static const char *const names[] = {"1", "2", "3", "bold", "x-a", "link", "image", "lb",
		"a:b", "a b", "", "x-prop:y", "generic", "term", "ü", "other", "c1", "x-tmx:z",
		"sourcefile"};
	uint32_t n = chance(sizeof names / sizeof *names + (may_be_null ? 4 : 0));
	return n < sizeof names / sizeof *names ? apo__strdup(arena, names[n]) : NULL;
}

static const apo__unit_info *some_infos(apo__arena *arena, uint32_t *count)
{
	static const char *const states[] = {
		"final", "reviewed", "new", "initial", "signed-off", "needs-l10n", "odd"};
	*count = chance(4);
	apo__unit_info *infos = apo__alloc_array(arena, *count + 1, sizeof *infos);
	for (uint32_t i = 0; i < *count; i++) {
		infos[i].kind = chance(2) ? APO__INFO_PROP : APO__INFO_NOTE;
		infos[i].text = some_text(arena);
		if (infos[i].kind == APO__INFO_PROP)
			infos[i].type = some_name(arena, 0);
		else if (chance(3) == 0)
			infos[i].lang = "en";
		if (infos[i].type && chance(4) == 0) {
			infos[i].type = APO__UNIT_STATE;
			infos[i].text = states[chance(sizeof states / sizeof *states)];
		}
		infos[i].size = strlen(infos[i].text);
	}
	return infos;
}

static void add_codes(apo__arena *arena, apo__unit_variant *v)
{
	v->code_count = chance(7);
	apo__unit_code *codes = apo__alloc_array(arena, v->code_count + 1, sizeof *codes);
	uint32_t at = 0;
	for (uint32_t k = 0; k < v->code_count; k++) {
		if (chance(2) && at < v->size)
			at++;
		while (at < v->size && ((unsigned char)v->text[at] & 0xC0) == 0x80)
			at++;
		codes[k].kind = (apo__code_kind)chance(APO__CODE_MARK_CLOSE + 1);
		codes[k].at = at;
		codes[k].i = some_name(arena, 1);
		codes[k].x = some_name(arena, 1);
		codes[k].type = some_name(arena, 1);
		codes[k].data = chance(2) ? some_text(arena) : "";
		codes[k].size = strlen(codes[k].data);
	}
	v->codes = codes;
}

static apo__unit some_unit(apo__arena *arena)
{
	apo__unit_variant *variants = apo__alloc_array(arena, 2, sizeof *variants);
	apo__unit unit = {.variants = variants, .variant_count = 1 + chance(4) % 2};
	unit.id = some_name(arena, 1);
	unit.infos = some_infos(arena, &unit.info_count);
	if (chance(3) == 0) {
		apo__unit_attribute *attribute = apo__alloc(arena, sizeof *attribute);
		*attribute = (apo__unit_attribute){"creationid", some_text(arena)};
		unit.attributes = attribute;
		unit.attribute_count = 1;
	}
	for (uint32_t i = 0; i < unit.variant_count; i++) {
		variants[i].lang = i ? "de" : "en";
		variants[i].text = some_text(arena);
		variants[i].size = strlen(variants[i].text);
		variants[i].infos = some_infos(arena, &variants[i].info_count);
		add_codes(arena, &variants[i]);
	}
	return unit;
}

/* ---- once and again ---- */

typedef struct {
	int version;
	const char *data; /* what is read; NULL: units made by chance */
	size_t size;
	const char *path;
	apo__unit_writer *writer;
	uint64_t problems;
} job;

static apo_status on_header(const apo__unit_header *header, void *user, apo_error *err)
{
	const job *j = user;
	return j->writer->header(j->writer, header, err);
}

static apo_status on_unit(const apo__unit *unit, void *user, apo_error *err)
{
	const job *j = user;
	return j->writer->unit(j->writer, unit, err);
}

static void on_diagnostic(const apo_tmx_diagnostic *d, void *user)
{
	((job *)user)->problems++;
	cr_log_warn("line %u: %s", d->line, d->message);
}

static apo_status run(apo__arena *arena, void *user, apo_error *err)
{
	job *j = user;
	apo__unit_losses losses = {0};
	apo__xliff_options options = {j->version, NULL, 0};
	apo_output *output = apo_output_open(j->path, err);
	apo_status status = APO_OK;
	j->writer = (apo__unit_writer *)apo__xliff_writer_new(arena, output, &options, &losses);
	if (j->data) {
		apo__unit_summary summary;
		apo__unit_handler handler = {.header = on_header,
			.unit = on_unit,
			.diagnostic = on_diagnostic,
			.user = j};
		status = apo__xliff_read_bytes(
			arena, "t.xlf", j->data, j->size, &handler, &summary, err);
	} else {
		apo__unit_header header = {.source_language = "en", .target_language = "de"};
		header.infos = some_infos(arena, &header.info_count);
		on_header(&header, j, err);
		for (int i = 0; i < 8; i++) {
			apo__unit unit = some_unit(arena);
			on_unit(&unit, j, err);
		}
	}
	j->writer->end(j->writer, err);
	if (!status)
		status = apo_output_commit(output, err);
	apo_output_free(output);
	return status;
}

static char *written(int version, const char *data, size_t *size)
{
	char path[PATH_MAX];
	int fd = mkstemp(scratch_path(path, "xliff"));
	cr_assert_geq(fd, 0);
	close(fd);
	apo_error err;
	apo__arena *arena = apo__arena_new();
	job j = {version, data, data ? *size : 0, path, NULL, 0};
	cr_assert_eq(apo__guarded(arena, run, &j, &err), APO_OK, "%s", err.message);
	cr_assert_eq(j.problems, 0, "of %s", data);
	const char *bytes;
	cr_assert_eq(apo__file_read(arena, path, 1 << 24, &bytes, size, &err), APO_OK);
	char *copy = malloc(*size + 1);
	memcpy(copy, bytes, *size + 1);
	apo__arena_free(arena);
	unlink(path);
	return copy;
}

static void check(int version)
{
	for (uint64_t seed = 1; seed <= 300; seed++) {
		size_t size, again_size;
		state = seed * 77 + (uint64_t)version;
		char *first = written(version, NULL, &size);
		again_size = size;
		char *again = written(version, first, &again_size);
		cr_assert(size == again_size && !memcmp(first, again, size),
			"seed %llu:\n%s\n---\n%s", (unsigned long long)seed, first, again);
		free(first);
		free(again);
	}
}

Test(xliff_round_trip, version_1_2)
{
	check(1);
}

Test(xliff_round_trip, version_2_1)
{
	check(2);
}

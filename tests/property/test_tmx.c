/* SPDX-License-Identifier: Apache-2.0 */
/* TMX: what is written and read is what was there; written again it is the same, byte for byte. On files of many tools, and on
 * units made by chance. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../scratch.h"
#include "../unit/exchange/units_dump.h"
#include "base/file.h"
#include "exchange/tmx/tmx_reader.h"
#include "exchange/tmx/unit_writer.h"

static const apo_tmx_options as_it_was = {.languages = APO_TMX_LANGUAGES_KEEP};

/* Reads one file: its units as text, and written to `writer` (may be NULL). */
typedef struct {
	apo__buffer dump;
	apo__unit_writer *writer;
	unsigned problems;
} reading;

static apo_status take_header(const apo__unit_header *header, void *user, apo_error *err)
{
	reading *r = user;
	return r->writer ? r->writer->header(r->writer, header, err) : APO_OK;
}

static apo_status take_unit(const apo__unit *unit, void *user, apo_error *err)
{
	reading *r = user;
	dump_unit(&r->dump, unit);
	return r->writer ? r->writer->unit(r->writer, unit, err) : APO_OK;
}

static void count_problem(const apo_tmx_diagnostic *d, void *user)
{
	reading *r = user;
	(void)d;
	r->problems++;
}

typedef struct {
	apo__arena *arena;
	const char *data;
	size_t size;
	const apo_tmx_options *how;
	char *written; /* free() it */
	size_t written_size;
	const char *dump;
	unsigned problems;
} round_trip;

static char temporary[PATH_MAX];

/* Read bytes and write them again. */
static apo_status run(apo__arena *arena, void *user, apo_error *err)
{
	round_trip *t = user;
	reading r = {.dump = {.arena = arena}};
	apo__unit_summary summary;
	apo__unit_handler handler = {
		.header = take_header, .unit = take_unit, .diagnostic = count_problem, .user = &r};
	apo_output *output = apo_output_open(temporary, err);
	cr_assert_not_null(output);
	r.writer = apo__tmx_writer_new(arena, output, t->how);
	apo_status status =
		apo__tmx_read_bytes(arena, "t.tmx", t->data, t->size, &handler, &summary, err);
	if (!status)
		status = r.writer->end(r.writer, err);
	if (!status)
		status = apo_output_commit(output, err);
	apo_output_free(output);
	const char *data;
	if (!status) {
		cr_assert_eq(
			apo__file_read(arena, temporary, 1 << 24, &data, &t->written_size, err),
			APO_OK);
		t->written = malloc(t->written_size + 1);
		memcpy(t->written, data, t->written_size + 1);
	}
	t->dump = apo__buffer_text(&r.dump);
	t->problems = r.problems;
	return status;
}

/* Read, write, read, write: the units are the same, and the second file is the first. 0 when the file is no TMX. */
static int holds(const char *name, const char *data, size_t size, const apo_tmx_options *how)
{
	apo_error err;
	apo__arena *arena = apo__arena_new();
	round_trip first = {.arena = arena, .data = data, .size = size, .how = how}, second;
	apo_status status = apo__guarded(arena, run, &first, &err);
	if (!status) {
		second = (round_trip){.arena = arena,
			.data = first.written,
			.size = first.written_size,
			.how = how};
		cr_assert_eq(apo__guarded(arena, run, &second, &err), APO_OK, "%s", name);
		cr_assert_eq(second.problems == 0 || !*second.dump, 1,
			"%s: what was written has problems", name);
		if (how == &as_it_was)
			cr_assert_str_eq(second.dump, first.dump, "%s", name);
		cr_assert(first.written_size == second.written_size &&
				  !memcmp(first.written, second.written, first.written_size),
			"%s: the second file is not the first\n%s\n%s", name, first.written,
			second.written);
		free(second.written);
	}
	free(first.written);
	apo__arena_free(arena);
	return !status;
}

static void try_folder(const char *folder, unsigned least)
{
	static const apo_tmx_options wide = {.utf16 = 1, .no_doctype = 1, .level = 1};
	static const apo_tmx_options strict = APO_TMX_OPTIONS_INIT;
	unsigned count = 0;
	apo_error err;
	DIR *directory = opendir(folder);
	cr_assert_not_null(directory, "%s", folder);
	for (struct dirent *e; (e = readdir(directory));) {
		char path[512];
		const char *data, *dot = strrchr(e->d_name, '.');
		size_t size;
		if (!dot || strcmp(dot, ".tmx") != 0)
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		apo__arena *arena = apo__arena_new();
		cr_assert_eq(apo__file_read(arena, path, 1 << 24, &data, &size, &err), APO_OK);
		if (holds(path, data, size, &as_it_was)) {
			count++;
			holds(path, data, size, &strict);
			holds(path, data, size, &wide);
		}
		apo__arena_free(arena);
	}
	closedir(directory);
	cr_assert_geq(count, least, "%s: %u files", folder, count);
}

static void open_temporary(void)
{
	close(mkstemp(scratch_path(temporary, "tmx")));
}

static void close_temporary(void)
{
	unlink(temporary);
}

TestSuite(tmx_files, .init = open_temporary, .fini = close_temporary);

Test(tmx_files, of_the_compliance_kit_come_back)
{
	try_folder("tests/data/tmx-kit", 20);
}

Test(tmx_files, odd_and_broken_ones_come_back)
{
	try_folder("tests/data/tmx", 25);
}

Test(tmx_files, seeds_of_the_fuzzer_come_back)
{
	try_folder("tests/fuzz/seeds/tmx", 3);
}

/* ---- by chance ---- */

static uint64_t state = 11;

static uint32_t chance(uint32_t below)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % below;
}

static void add_some(apo__buffer *out, const char *const *pieces, uint32_t count)
{
	for (uint32_t n = chance(8); n; n--)
		apo__buffer_puts(out, pieces[chance(count)]);
}

/* Markup as tools write it, right and wrong. */
Test(tmx_files, made_by_chance_come_back)
{
	static const char *const pieces[] = {"a", " ", "\n", "&amp;", "&lt;", "&#13;", "&#9;",
		"&#x1F600;", "ä", "中", "]]>", "& ", "<", "\x01", "\xFF", "\xE2\x80\xA8",
		"<bpt i=\"1\">&lt;b></bpt>", "<ept i=\"1\">&lt;/b></ept>", "<bpt>{</bpt>",
		"<ept>}</ept>", "<ph x=\"2\" type=\"link\">a<sub>b&amp;</sub>c</ph>",
		"<it pos=\"begin\">(</it>", "<it pos=\"end\">)</it>", "<hi type=\"t\">", "</hi>",
		"<hi>h</hi>", "<ut>u</ut>", "<q:z a=\"1&lt;\"/>", "<n>", "</n>", "<![CDATA[<x>&]]>",
		"<!-- c -->", "<?pi?>", "&unknown;", "<ph><b>x</b></ph>"};
	static const char *const extras[] = {"<prop type=\"x-a\">v &amp; w</prop>",
		"<note xml:lang=\"en\">n</note>", "<prop>no type</prop>", "text",
		"<prop type=\"x-b\" o-encoding=\"u\">1\n2</prop>", "<z/>"};
	enum { PIECES = sizeof pieces / sizeof *pieces, EXTRAS = sizeof extras / sizeof *extras };
	for (int round = 0; round < 120; round++) {
		apo__arena *arena = apo__arena_new();
		apo__buffer file = {.arena = arena};
		apo__buffer_puts(&file, "<tmx version=\"1.4\"><header srclang=\"en\" "
					"segtype=\"phrase\" x-odd=\"1\">");
		add_some(&file, extras, EXTRAS);
		apo__buffer_puts(&file, "</header><body>\n");
		for (uint32_t units = 1 + chance(4); units; units--) {
			apo__buffer_puts(&file, chance(2) ? "<tu tuid=\"a&quot;&#10;b\" "
							    "usagecount=\"3\" odd=\"x\">"
							  : "<tu>");
			if (chance(3) == 0)
				add_some(&file, extras, EXTRAS);
			for (uint32_t i = 0; i < 2 + chance(2); i++) {
				apo__buffer_printf(&file, "<tuv xml:lang=\"%s\">",
					i == 0	 ? "en"
					: i == 1 ? "de_DE"
						 : "");
				if (chance(4) == 0)
					add_some(&file, extras, EXTRAS);
				apo__buffer_puts(&file, "<seg>");
				add_some(&file, pieces, PIECES);
				apo__buffer_puts(&file, "</seg></tuv>");
			}
			apo__buffer_puts(&file, "</tu>\n");
		}
		apo__buffer_puts(&file, "</body></tmx>");
		char name[32];
		snprintf(name, sizeof name, "round %d", round);
		/* attributes and types that TMX does not have are left out: the first is no identity */
		static const apo_tmx_options strict = APO_TMX_OPTIONS_INIT;
		holds(name, file.data, file.size, &strict);
		apo__arena_free(arena);
	}
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "exchange/tmx/tmx_reader.h"
#include "exchange/xml/characters.h"
#include "fixture.h"

static void open_context(void)
{
	context = apo_context_new(NULL, NULL);
}

static void close_context(void)
{
	apo_context_free(context);
}

TestSuite(tmx, .init = open_context, .fini = close_context);

static char notices[1024];

static void note(const char *message, void *user)
{
	(void)user;
	strcat(notices, message);
	strcat(notices, "\n");
}

/* One bead a line of both texts. */
static char *tmx_of(const apo_document *source, const apo_document *target)
{
	static uint32_t indexes[64];
	static apo_bead beads[64];
	uint32_t count = source->segment_count;
	cr_assert_eq(count, target->segment_count);
	for (uint32_t i = 0; i < count; i++) {
		indexes[i] = i;
		beads[i] = (apo_bead){&indexes[i], &indexes[i], 1, 1, .9, APO_BEAD_EQUIVALENT};
	}
	apo_alignment alignment = {source, target, APO_MODE_PARALLEL, beads, count};
	apo_write_options options = APO_WRITE_OPTIONS_INIT;
	options.format = "tmx";
	options.notice = note;
	notices[0] = '\0';
	return WRITTEN(apo_write_alignment(output, &alignment, NULL, &options, &err));
}

/* What is read back. */
typedef struct {
	char text[64][2][256];
	char lang[64][2][16];
	unsigned units, diagnostics;
	char last[256];
	char source_language[16];
} memory;

static apo_status keep(const apo__unit *unit, void *user, apo_error *err)
{
	memory *m = user;
	(void)err;
	for (uint32_t i = 0; i < unit->variant_count && i < 2; i++) {
		snprintf(m->text[m->units][i], 256, "%s", unit->variants[i].text);
		snprintf(m->lang[m->units][i], 16, "%s", unit->variants[i].lang);
	}
	m->units++;
	return APO_OK;
}

static void count_diagnostic(const apo_tmx_diagnostic *d, void *user)
{
	memory *m = user;
	m->diagnostics++;
	snprintf(m->last, sizeof m->last, "%u:%u %u %s", (unsigned)d->line, (unsigned)d->column,
		(unsigned)d->unit, d->message);
}

static apo_status read_back(const char *data, size_t size, memory *m, apo__unit_summary *summary)
{
	apo__arena *arena = apo__arena_new();
	apo__unit_handler handler = {.unit = keep, .diagnostic = count_diagnostic, .user = m};
	apo_error err;
	memset(m, 0, sizeof *m);
	apo_status status =
		apo__tmx_read_bytes(arena, "t.tmx", data, size, &handler, summary, &err);
	if (!status && summary->header.source_language)
		snprintf(m->source_language, 16, "%s", summary->header.source_language);
	apo__arena_free(arena);
	return status;
}

#define FIFTY "01234567890123456789012345678901234567890123456789"
#define LONG  FIFTY FIFTY FIFTY FIFTY

Test(tmx, hostile_text_comes_back_as_it_went_in)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{"a & b < c > d ]]> \"e\" 'f'", "a & b < c > d ]]> \"e\" 'f'"},
		{"&amp; &#x1F; &nbsp;", "&amp; &#x1F; &nbsp;"},
		{"<!-- no --> <![CDATA[x]]> <?pi?>", "<!-- no --> <![CDATA[x]]> <?pi?>"},
		{"bell\x01\x1F gone", "bell gone"},
		{"emoji \xF0\x9F\x98\x80\xE2\x80\x8D\xF0\x9F\x91\xA9",
			"emoji \xF0\x9F\x98\x80\xE2\x80\x8D\xF0\x9F\x91\xA9"},
		{"bidi \xE2\x80\xAE x \xE2\x80\xAC.", "bidi \xE2\x80\xAE x \xE2\x80\xAC."},
		{"not a char \xEF\xBF\xBE.", "not a char ."}, {"cafe\xCC\x81", "caf\xC3\xA9"},
		{"\xE3\x80\x80wide\xC2\xA0", "wide"}, {"tab\tinside", "tab inside"},
		{LONG, LONG}, /* else the text has too many controls to be one */
	};
	enum { COUNT = sizeof cases / sizeof *cases };
	char source[2048] = "", target[1024] = "";
	for (size_t i = 0; i < COUNT; i++) {
		strcat(strcat(source, cases[i].in), "\n");
		sprintf(target + strlen(target), "Satz %zu\n", i);
	}
	apo_document *s = read_lines("s", "en-us", source), *t = read_lines("t", "DE", target);
	char *tmx = tmx_of(s, t);
	memory m;
	apo__unit_summary summary;
	cr_assert_eq(read_back(tmx, strlen(tmx), &m, &summary), APO_OK);
	cr_assert_eq(m.diagnostics, 0, "%s", m.last);
	cr_assert_eq(m.units, COUNT);
	for (size_t i = 0; i < COUNT; i++)
		cr_assert_str_eq(m.text[i][0], cases[i].out, "case %zu: %s", i, m.text[i][0]);
	cr_assert_str_eq(m.lang[0][0], "en-US");
	cr_assert_str_eq(m.lang[0][1], "de");
	cr_assert_str_eq(m.source_language, "en-US");
	cr_assert(strstr(notices, "3 characters dropped that XML 1.0 forbids"), "%s", notices);
	cr_assert(strstr(tmx, "<prop type=\"x-publisher\">R&amp;D &lt;press&gt;</prop>"));
	free(tmx);
	apo_document_free(s);
	apo_document_free(t);
}

Test(tmx, duplicates_are_merged_and_conflicts_kept)
{
	apo_document *s = read_lines("s", "en", "Yes.\nYes.\nYes.\nNo.\n");
	apo_document *t = read_lines("t", "de", "Ja.\nJa.\nDoch.\nNein.\n");
	char *tmx = tmx_of(s, t), *again = tmx_of(s, t);
	cr_assert_str_eq(tmx, again);
	memory m;
	apo__unit_summary summary;
	cr_assert_eq(read_back(tmx, strlen(tmx), &m, &summary), APO_OK);
	cr_assert_eq(m.units, 3);
	cr_assert_str_eq(m.text[1][1], "Doch.");
	cr_assert(strstr(notices, "1 exact duplicates merged"));
	free(tmx);
	free(again);
	apo_document_free(s);
	apo_document_free(t);
}

#define HEAD "<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n"
#define TAIL "</body></tmx>"
#define PAIR(text)                                                                                 \
	"<tu><tuv xml:lang=\"en\"><seg>" text                                                      \
	"</seg></tuv><tuv xml:lang=\"de\"><seg>x</seg></tuv></tu>\n"

Test(tmx, what_is_broken_is_repaired_and_told)
{
	static const struct {
		const char *in, *text, *told;
		unsigned units;
	} cases[] = {
		{HEAD PAIR("a & b") TAIL, "a & b", "2:31 1 a stray &", 1},
		{HEAD PAIR("a &nbsp; b") TAIL, "a &nbsp; b", "2:31 1 an entity", 1},
		{HEAD PAIR("a < b") TAIL, "a < b", "2:31 1 a stray <", 1},
		{HEAD PAIR("a\x0B b") TAIL, "a b", "2:30 1 a control", 1},
		{HEAD PAIR("a&#11; b") TAIL, "a b", "2:30 1 reference", 1},
		{HEAD PAIR("a\xFF b") TAIL, "a\xEF\xBF\xBD b", "2:30 1 bytes", 1},
		{HEAD PAIR("a ]]> b") TAIL, "a ]]> b", "", 1},
		{HEAD PAIR("a <ph>code<sub>s</sub></ph>b <hi>c</hi>") TAIL, "a b c", "", 1},
		{HEAD PAIR("<![CDATA[a & <b>]]>") TAIL, "a & <b>", "", 1},
		{HEAD PAIR("one") "<tu><tuv xml:lang=\"en\"><seg>t", "one", "the file ends inside",
			1},
		{"<!DOCTYPE tmx SYSTEM \"file:///etc/passwd\" [<!ENTITY a \"x\">]>\n" HEAD PAIR(
			 "&a;") TAIL,
			"&a;", "3:29 1 an entity", 1},
		{"\xEF\xBB\xBF\n<?xml version='1.0'?>" HEAD PAIR("a") TAIL, "a", "", 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		memory m;
		apo__unit_summary summary;
		cr_assert_eq(read_back(cases[i].in, strlen(cases[i].in), &m, &summary), APO_OK,
			"case %zu", i);
		cr_assert_eq(m.units, cases[i].units, "case %zu: %u", i, m.units);
		cr_assert_str_eq(m.text[0][0], cases[i].text, "case %zu: %s", i, m.text[0][0]);
		cr_assert(strstr(m.last, cases[i].told), "case %zu: %s", i, m.last);
		cr_assert_eq(m.diagnostics == 0, !*cases[i].told, "case %zu: %s", i, m.last);
	}
}

/* What needs a repair is found at every place: text is looked through in blocks. */
Test(tmx, a_repair_is_made_at_every_place)
{
	static const struct {
		const char *in, *out;
	} parts[] = {{"&", "&"}, {"< ", "< "}, {"]]>", "]]>"}, {"&lt;", "<"},
		{"\xFF", "\xEF\xBF\xBD"}, {"\x0B", ""}, {"\xC3\xA4", "\xC3\xA4"}, {"'\"", "'\""},
		{"\t", "\t"}};
	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
		for (size_t place = 0; place < 40; place++) {
			char data[400], text[80], plain[41];
			memory m;
			apo__unit_summary summary;
			memset(plain, 'a', 40);
			plain[40] = '\0';
			sprintf(data, HEAD PAIR("%.*s%s%s") TAIL, (int)place, plain, parts[k].in,
				plain + place);
			sprintf(text, "%.*s%s%s", (int)place, plain, parts[k].out, plain + place);
			cr_assert_eq(read_back(data, strlen(data), &m, &summary), APO_OK);
			cr_assert_str_eq(m.text[0][0], text, "%s at %zu", parts[k].in, place);
		}
}

/* The parser compares each attribute with all others: a flood of them would stop it for minutes. */
Test(tmx, a_flood_of_attributes_is_cut)
{
	static char data[1 << 20];
	static memory m;
	apo__unit_summary summary;
	size_t size = (size_t)sprintf(data, "<tmx version='1.4'><header srclang='en'/><body><tu");
	for (int i = 0; i < 20000; i++)
		size += (size_t)sprintf(data + size, " a%d='\303\251>/'", i);
	size += (size_t)sprintf(data + size, "%s",
		"><tuv xml:lang='en'><seg>one</seg></tuv><tuv xml:lang='de'><seg>eins</seg></tuv>"
		"</tu></body></tmx>");
	m = (memory){0};
	cr_assert_eq(read_back(data, size, &m, &summary), APO_OK);
	cr_assert_eq(m.units, 1);
	cr_assert_eq(m.diagnostics, 1);
	cr_assert_str_eq(m.text[0][1], "eins");
	cr_assert(strstr(m.last, "a tag with more than 256 attributes"));
}

Test(tmx, canonical_tags)
{
	static const char *const cases[][2] = {{"EN", "en"}, {"en_us", "en-US"},
		{"zh-hant-tw", "zh-Hant-TW"}, {"ZH_HANS", "zh-Hans"}, {"de-de-1996", "de-DE-1996"},
		{"en-x-us", "en-x-us"}, {"es-419", "es-419"}, {"", ""}};
	apo__arena *arena = apo__arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_assert_str_eq(apo__canonical_tag(arena, cases[i][0]), cases[i][1]);
	apo__arena_free(arena);
}

/* Documents of what was read back, one line a unit. */
static apo_document *document_of_side(const memory *m, int side)
{
	static char text[64 * 256];
	*text = '\0';
	for (unsigned i = 0; i < m->units; i++)
		strcat(strcat(text, m->text[i][side]), "\n");
	return read_lines(side ? "t" : "s", m->lang[0][side], text);
}

/* Write the documents of `m`, read that into `again`. */
static char *write_and_read(const memory *m, memory *again)
{
	apo__unit_summary summary;
	apo_document *s = document_of_side(m, 0), *t = document_of_side(m, 1);
	char *tmx = tmx_of(s, t);
	cr_assert_eq(read_back(tmx, strlen(tmx), again, &summary), APO_OK);
	apo_document_free(s);
	apo_document_free(t);
	return tmx;
}

Test(tmx, what_was_read_is_written_as_it_was)
{
	static const char *const pieces[] = {"a", "Wort ", "&", "<", ">", "]]>", "\"", "'", "&amp;",
		"&#10;", "<!--", "-->", "<seg>", "</seg>", "<?x?>", "\xC3\xA9", "e\xCC\x81",
		"\xE4\xB8\xAD", "\xF0\x9F\x98\x80", "\xE2\x80\x8D", "\xE2\x80\xAE", "\xC2\xA0", " ",
		"\t", "\xEF\xBF\xBE", "%n", "\\"};
	enum { LINES = 24 };
	uint64_t seed = 7;
	for (int round = 0; round < 20; round++) {
		char text[2][LINES * 128] = {"", ""};
		for (int line = 0; line < 2 * LINES; line++) {
			char *out = text[line % 2] + strlen(text[line % 2]);
			out += sprintf(out, "Line %d ", line / 2);
			for (int i = 0; i < 8; i++) {
				seed = seed * 6364136223846793005u + 1442695040888963407u;
				size_t count = sizeof pieces / sizeof *pieces;
				out += sprintf(out, "%s", pieces[(seed >> 33) % count]);
			}
			strcpy(out, ".\n");
		}
		apo_document *s = read_lines("s", "en", text[0]);
		apo_document *t = read_lines("t", "de", text[1]);
		char *tmx = tmx_of(s, t);
		static memory first, second, third;
		apo__unit_summary summary;
		cr_assert_eq(read_back(tmx, strlen(tmx), &first, &summary), APO_OK);
		cr_assert_eq(first.units, LINES);
		char *again = write_and_read(&first, &second);
		cr_assert_eq(memcmp(&first, &second, sizeof first), 0, "round %d", round);
		char *last = write_and_read(&second, &third);
		cr_assert_str_eq(again, last);
		cr_assert_eq(first.diagnostics, 0, "%s", first.last);
		free(tmx);
		free(again);
		free(last);
		apo_document_free(s);
		apo_document_free(t);
	}
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "exchange/units/unit_codes.h"
#include "exchange/xliff/xliff.h"
#include "units_dump.h"

#define XLIFF_1                                                                                    \
	"<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'><file original='f' "   \
	"source-language='en' target-language='de' datatype='plaintext'><body>"
#define END_1 "</body></file></xliff>"
#define XLIFF_2                                                                                    \
	"<xliff version='2.1' xmlns='urn:oasis:names:tc:xliff:document:2.0' "                      \
	"xmlns:mda='urn:oasis:names:tc:xliff:metadata:2.0' "                                       \
	"xmlns:its='http://www.w3.org/2005/11/its' srcLang='en' trgLang='de'><file id='f1'>"
#define END_2 "</file></xliff>"
/* a unit of 2.x with one segment, and of 1.2 */
#define SEG(source, target)                                                                        \
	XLIFF_2 "<unit id='a'><segment><source>" source "</source><target>" target                 \
		"</target></segment></unit>" END_2
#define TU(source, target)                                                                         \
	XLIFF_1 "<trans-unit id='a'><source>" source "</source><target>" target                    \
		"</target></trans-unit>" END_1

typedef struct {
	apo__arena *arena;
	const char *input;
	apo__buffer units, problems;
	apo__unit_summary summary;
	apo_error err;
} reading;

static apo_status on_unit(const apo__unit *unit, void *user, apo_error *err)
{
	(void)err;
	dump_unit(&((reading *)user)->units, unit);
	return APO_OK;
}

static void on_diagnostic(const apo_tmx_diagnostic *d, void *user)
{
	apo__buffer_printf(&((reading *)user)->problems, "%u %s %s\n", d->line,
		apo_severity_name(d->severity), d->message);
}

static apo_status read_job(apo__arena *arena, void *user, apo_error *err)
{
	reading *r = user;
	apo__unit_handler handler = {.unit = on_unit, .diagnostic = on_diagnostic, .user = r};
	return apo__xliff_read_bytes(
		arena, "t.xlf", r->input, strlen(r->input), &handler, &r->summary, err);
}

static apo_status read_units(reading *r, const char *input)
{
	*r = (reading){.arena = apo__arena_new(), .input = input};
	r->units.arena = r->problems.arena = r->arena;
	return apo__guarded(r->arena, read_job, r, &r->err);
}

static void expect_units(const char *input, const char *units, const char *problems)
{
	reading r;
	cr_expect_eq(read_units(&r, input), APO_OK, "%s\n%s", input, r.err.message);
	cr_expect_str_eq(apo__buffer_text(&r.units), units, "of %s", input);
	cr_expect_str_eq(apo__buffer_text(&r.problems), problems, "of %s", input);
	apo__arena_free(r.arena);
}

Test(xliff, texts_and_codes_of_both_versions)
{
	static const struct {
		const char *input, *units;
	} cases[] = {
		{TU("A &amp; B", "C"), "a en:\"A & B\" de:\"C\"\n"},
		{SEG("A &amp; B", "C"), "a en:\"A & B\" de:\"C\"\n"},
		/* 1.2: codes by reference and native */
		{TU("<g id='1' ctype='bold'>A</g><x id='2'/>", "B"),
			"a en:\"[1:bold|A1]{2}\" de:\"B\"\n"},
		{TU("<bpt id='1' ctype='x-font'>&lt;b></bpt>A<ept id='1'>&lt;/b></ept>", "B"),
			"a en:\"[1:font=<b>|A1=</b>]\" de:\"B\"\n"},
		{TU("<bx id='1' rid='7'/>A<ex id='2' rid='7'/>", "B"),
			"a en:\"[7|A7]\" de:\"B\"\n"},
		{TU("A<it id='3' pos='close'>&lt;/i></it><ph id='4' ctype='lb'>&lt;br></ph>", "B"),
			"a en:\"A3=</i>>{4:lb=<br>}\" de:\"B\"\n"},
		{TU("A<ph id='1'>&lt;img alt='<sub>a &amp; b</sub>'></ph>", "B"),
			"a en:\"A{1=&lt;img alt='<sub>a &amp; b</sub>'&gt;}\" de:\"B\"\n"},
		{TU("A <mrk mtype='term'>b</mrk><mrk mtype='x-y' comment='z'>c</mrk>", "B"),
			"a en:\"A (:term|b)(:y=z|c)\" de:\"B\"\n"},
		/* a code without its partner is isolated */
		{TU("<bpt id='1'>x</bpt>A", "B<ept id='2'>y</ept>"),
			"a en:\"<1=x|A\" de:\"B2=y>\"\n"},
		/* 2.x */
		{XLIFF_2 "<unit id='a'><originalData><data id='d1'>&lt;b></data><data "
			 "id='d2'>&lt;/b></data></originalData><segment><source><pc id='1' "
			 "type='fmt' subType='xlf:b' dataRefStart='d1' dataRefEnd='d2'>A</pc><ph "
			 "id='2' dataRef='d9'/></source></segment></unit>" END_2,
			"a en:\"[1:bold=<b>|A1=</b>]{2}\"\n"},
		{SEG("<sc id='1'/>A<ec startRef='1'/><sc id='2' isolated='yes'/>",
			 "B<ec id='3' isolated='yes'/>"),
			"a en:\"[1|A1]<2|\" de:\"B3>\"\n"},
		{SEG("A<cp hex='0007'/><mrk id='m1' type='term' value='t'>b</mrk><sm id='2'/>c<em "
		     "startRef='2'/>",
			 "B"),
			"a en:\"A\a(:term=t|b)c\" de:\"B\"\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_units(cases[i].input, cases[i].units, "");
}

Test(xliff, segments_of_a_unit_are_units)
{
	expect_units(XLIFF_1
		"<trans-unit id='a'><source>One. Two.</source><seg-source><mrk mtype='seg' "
		"mid='0'>One.</mrk> <mrk mtype='seg' mid='1'><g id='1'>Two.</g></mrk></seg-source>"
		"<target><mrk mtype='seg' mid='1'>Zwei.</mrk> <mrk mtype='seg' mid='0'><x id='5'/>"
		"Eins.</mrk></target></trans-unit>" END_1,
		"a.0 en:\"One.\" de:\"{5}Eins.\"\na.1 en:\"[1|Two.1]\" de:\"Zwei.\"\n", "");
	/* the target is not segmented: the unit stays whole */
	expect_units(XLIFF_1 "<trans-unit id='a'><source>One. Two.</source><seg-source><mrk "
			     "mtype='seg' mid='0'>One.</mrk> <mrk mtype='seg' "
			     "mid='1'>Two.</mrk></seg-source><target>Eins und "
			     "zwei.</target></trans-unit>" END_1,
		"a en:\"One. Two.\" de:\"Eins und zwei.\"\n", "");
	expect_units(XLIFF_2
		"<unit id='a'><segment "
		"id='s1'><source>One.</source><target>Eins.</target></segment>"
		"<ignorable><source> </source></ignorable><segment><source><pc id='1'>Two.</pc>"
		"</source></segment></unit>" END_2,
		"a.s1 en:\"One.\" de:\"Eins.\"\na.2 en:\"[1|Two.1]\"\n", "");
	/* a pair that two segments share is cut */
	expect_units(XLIFF_2
		"<unit id='a'><segment><source><sc id='1'/>One.</source></segment>"
		"<segment><source>Two.<ec startRef='1'/></source></segment></unit>" END_2,
		"a.1 en:\"<1|One.\"\na.2 en:\"Two.1>\"\n", "");
}

Test(xliff, notes_properties_and_states)
{
	expect_units(XLIFF_1
		"<trans-unit id='u1' resname='r' approved='yes'><source>A</source><target "
		"state='translated'>B</target><note annotates='target'>n</note>"
		"<context-group purpose='information'><context "
		"context-type='x-k'>v</context><context context-type='x-tmx:creationid'>me"
		"</context><context context-type='x-prop:q r'>w</context></context-group>"
		"<context-group purpose='information x-source'><context "
		"context-type='sourcefile'>f.txt</context></context-group>"
		"</trans-unit>" END_1,
		"r en:\"A\" sourcefile=f.txt de:\"B\" note=n @creationid=me x-k=v q r=w "
		"x-state=final\n",
		"");
	expect_units(XLIFF_2
		"<unit id='t'><mda:metadata><mda:metaGroup><mda:meta type='x-k'>v</mda:meta>"
		"<mda:metaGroup appliesTo='target'><mda:meta type='z'>w</mda:meta>"
		"</mda:metaGroup><mda:meta type='tmx:usagecount'>3</mda:meta></mda:metaGroup>"
		"</mda:metadata><notes><note appliesTo='source'>n</note><note>m</note></notes>"
		"<segment state='reviewed'><source>A</source><target>B</target></segment>"
		"</unit>" END_2,
		"t en:\"A\" note=n de:\"B\" z=w @usagecount=3 x-k=v note=m x-state=reviewed\n", "");
	/* a checker's mark is a property, its text is text */
	expect_units(SEG("A", "B <mrk id='1' type='its:generic' its:locQualityIssueType='numbers' "
			      "its:locQualityIssueComment='number: 3'>C</mrk>"),
		"a en:\"A\" de:\"B C\" x-issue=number: 3\n", "");
}

Test(xliff, what_is_no_text_of_the_unit_is_passed_over)
{
	expect_units(XLIFF_1
		"<group id='g'><trans-unit id='a'><source>A</source><alt-trans><source>X"
		"</source><target>Y</target></alt-trans><o:x xmlns:o='o'><source>Z</source>"
		"</o:x></trans-unit></group><bin-unit id='b' mime-type='image/png'><bin-source>"
		"<internal-file>00</internal-file></bin-source></bin-unit>" END_1,
		"a en:\"A\"\n",
		"1 minor alternative translations passed over: 1\n"
		"1 minor units of binary data passed over: 1\n");
	expect_units(XLIFF_2
		"<unit id='a'><m:matches xmlns:m='urn:oasis:names:tc:xliff:matches:2.0'><m:match>"
		"<source>X</source></m:match></m:matches><segment><source>A</source></segment>"
		"</unit>" END_2,
		"a en:\"A\"\n", "");
}

Test(xliff, problems_have_a_place_and_damaged_units_are_left_out)
{
	static const struct {
		const char *input, *units, *problems;
	} cases[] = {
		{TU("A", "B") "<x/>", "a en:\"A\" de:\"B\"\n",
			"1 critical there is more after the end of the root element; it was not "
			"read\n"},
		{XLIFF_1 "\n<trans-unit id='a'><source>A</source>\n<target>B</trans-unit>" END_1,
			"", NULL},
		{XLIFF_1 "<trans-unit "
			 "id='a'><source>A</source><source>B</source></trans-unit>" END_1,
			"",
			"1 major a second text of one side in a segment\n"
			"1 major the unit is damaged and was left out\n"},
		{XLIFF_2 "<unit id='a'><segment><target>B</target></segment></unit>" END_2, "",
			"1 major the unit holds no source text\n"},
		{SEG("A <cp hex='D800'/>", "B"), "a en:\"A \" de:\"B\"\n",
			"1 major <cp> names no character; expected hex=\"001A\" or the like\n"},
		{XLIFF_1 END_1, "", "1 major the file holds no unit\n"},
		{XLIFF_1 "<trans-unit id='a'><source>A", "", NULL},
		{"<xliff version='1.2'><file><body><trans-unit><source>A</source><target>B</target>"
		 "</trans-unit></body></file></xliff>",
			"- :\"A\" :\"B\"\n",
			"1 major <file> has no source-language\n1 minor a unit without an id\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		reading r;
		cr_expect_eq(read_units(&r, cases[i].input), APO_OK);
		cr_expect_str_eq(
			apo__buffer_text(&r.units), cases[i].units, "of %s", cases[i].input);
		if (cases[i].problems)
			cr_expect_str_eq(apo__buffer_text(&r.problems), cases[i].problems, "of %s",
				cases[i].input);
		else
			cr_expect_eq(r.summary.skipped, 1, "of %s:\n%s", cases[i].input,
				apo__buffer_text(&r.problems));
		apo__arena_free(r.arena);
	}
}

Test(xliff, other_files_are_refused)
{
	static const struct {
		const char *input, *message;
	} cases[] = {
		{"", "is empty; expected a XLIFF file"},
		{"plain text", "holds no XML element; expected a XLIFF file"},
		{"<tmx version='1.4'/>",
			"is not XLIFF: its root element is <tmx>; expected <xliff>"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		reading r;
		cr_expect_eq(read_units(&r, cases[i].input), APO_EINPUT);
		cr_expect_str_eq(r.err.message, cases[i].message);
		apo__arena_free(r.arena);
	}
}

/* Nothing outside of the file is read, nothing expanded. */
Test(xliff, entities_stay_text)
{
	reading r;
	cr_expect_eq(read_units(&r, "<!DOCTYPE xliff [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" TU(
					    "A &e;", "B")),
		APO_OK);
	cr_expect_str_eq(apo__buffer_text(&r.units), "a en:\"A &e;\" de:\"B\"\n");
	apo__arena_free(r.arena);
}

Test(unit_codes, pairs_and_what_is_nested)
{
	/* o open, c close, m n mark: the digit is i, _ none */
	static const struct {
		const char *codes;    /* "o1 o2 c2 c1" */
		const char *expected; /* partner and n for nested, - for none */
	} cases[] = {
		{"o1 o2 c2 c1", "3n 2n 1n 0n"},
		{"o1 o2 c1 c2", "2 3n 0 1n"},
		{"o1 c2", "- -"},
		{"o1 o1 c1", "- 2n 1n"},
		{"m0 o1 n0 c1", "2n 3 0n 1"},
		{"o1 m0 c1 n0", "2 3n 0 1n"},
		{"n0 m0", "- -"},
		{"o_ o1 o_ c_ c1 c_ c_", "5n 4n 3n 2n 1n 0n -"}, /* without i */
		{"o1 o2 o3 c1 c3 c2", "3 5n 4n 0 2n 1n"},
	};
	apo__arena *arena = apo__arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo__unit_code codes[8] = {{0}};
		uint32_t count = 0;
		char out[100] = "";
		for (const char *s = cases[i].codes; *s; s += s[2] ? 3 : 2)
			codes[count++] =
				(apo__unit_code){.kind = *s == 'o'   ? APO__CODE_OPEN
							 : *s == 'c' ? APO__CODE_CLOSE
							 : *s == 'm' ? APO__CODE_MARK_OPEN
								     : APO__CODE_MARK_CLOSE,
					.i = s[1] == '_' ? NULL : apo__strndup(arena, s + 1, 1)};
		const apo__code_pair *pairs = apo__pair_codes(arena, codes, count);
		for (uint32_t k = 0; k < count; k++) {
			const char *one = pairs[k].partner == APO_NONE
						  ? "-"
						  : apo__sprintf(arena, "%u%s", pairs[k].partner,
							    pairs[k].nested ? "n" : "");
			strcat(out, k ? " " : "");
			strcat(out, one);
		}
		cr_expect_str_eq(out, cases[i].expected, "of %s", cases[i].codes);
	}
	apo__arena_free(arena);
}

Test(xliff, too_deep_is_damage)
{
	reading r;
	char *input = calloc(1, 40000);
	strcat(input, XLIFF_1 "<trans-unit id='a'><source>");
	for (int i = 0; i < 300; i++)
		strcat(input, "<g id='1'>");
	strcat(input, "lost");
	for (int i = 0; i < 300; i++)
		strcat(input, "</g>");
	strcat(input,
		"</source></trans-unit><trans-unit id='b'><source>B</source></trans-unit>" END_1);
	cr_expect_eq(read_units(&r, input), APO_OK);
	cr_expect_str_eq(apo__buffer_text(&r.units), "b en:\"B\"\n");
	cr_expect_str_eq(apo__buffer_text(&r.problems),
		"1 major elements nested more than 256 deep\n"
		"1 major the unit is damaged and was left out\n");
	apo__arena_free(r.arena);
	free(input);
}

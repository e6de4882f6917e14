/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "fixture.h"
#include "text/unicode/width.h"

static apo_document *source, *target;
static const uint32_t zero[] = {0}, one[] = {1}, both[] = {0, 1};
static apo_bead beads[2];
static apo_alignment alignment;
static apo_issue issues[2];
static apo_score scores[2];
static apo_report report;

static void make_objects(void)
{
	context = apo_context_new(NULL, NULL);
	source = read_lines("wire.de", "de", "Er sagte: \"Nein\".\nDrei Prozent.\n");
	target = read_lines("wire.zh", "zh", "他说：“不”。\n百分之三。\n");
	beads[0] = (apo_bead){both, zero, 2, 1, .98765, APO_BEAD_EQUIVALENT};
	beads[1] = (apo_bead){NULL, one, 0, 1, 0, APO_BEAD_ADDED};
	alignment = (apo_alignment){source, target, APO_MODE_PARALLEL, beads, 2};
	issues[0] = (apo_issue){.type = APO_ISSUE_NEGATION,
		.severity = APO_SEVERITY_CRITICAL,
		.bead = 0,
		.source_span = {10, 16},
		.target_span = {9, 18},
		.message = "the negation is gone",
		.confidence = .75,
		.fingerprint = "0123456789abcdef"};
	issues[1] = (apo_issue){.type = APO_ISSUE_ADDITION_SENTENCE,
		.severity = APO_SEVERITY_MINOR,
		.bead = 1,
		.source_span = APO_SPAN_NONE,
		.target_span = {22, 37},
		.message = "nothing in the source says this",
		.confidence = .5,
		.fingerprint = "fedcba9876543210"};
	report = (apo_report){.alignment = &alignment,
		.issues = issues,
		.issue_count = 2,
		.bead_scores = scores,
		.score = {.9, .8, 12.5, .7},
		.scored = 1,
		.says = "half of the text rests on the source",
		.panel = {.quotes_verbatim = 1, .quotes_altered = 1, .quotes_total = 2}};
}

static void free_objects(void)
{
	apo_document_free(source);
	apo_document_free(target);
	apo_context_free(context);
}

TestSuite(writers, .init = make_objects, .fini = free_objects);

static void assert_contains(const char *text, const char *part)
{
	cr_assert(strstr(text, part), "expected\n%s\nin\n%s", part, text);
}

static char *alignment_as(const char *format)
{
	apo_write_options options = APO_WRITE_OPTIONS_INIT;
	options.format = format;
	return WRITTEN(apo_write_alignment(output, &alignment, NULL, &options, &err));
}

static char *report_as(const char *format, int color)
{
	apo_write_options options = APO_WRITE_OPTIONS_INIT;
	options.format = format;
	options.color = color;
	return WRITTEN(apo_write_report(output, &report, &options, &err));
}

Test(writers, alignments)
{
	char *text = alignment_as("beads");
	cr_assert_str_eq(text, "[0, 1]:[0]:0.988\n[]:[1]:0.000\n");
	free(text);
	text = alignment_as("tsv");
	cr_assert_str_eq(text, "Er sagte: \"Nein\". Drei Prozent.\t他说：“不”。\t0.988\n"
			       "\t百分之三。\t0.000\n");
	free(text);
	text = alignment_as("json");
	assert_contains(text,
		"{\"id\": 0, \"begin\": 0, \"end\": 17, \"text\": \"Er sagte: \\\"Nein\\\".\"}");
	assert_contains(text, "{\"source\": [0, 1], \"target\": [0], \"score\": 0.9877, \"kind\": "
			      "\"equivalent\"}");
	assert_contains(
		text, "{\"source\": [], \"target\": [1], \"score\": 0, \"kind\": \"added\"}");
	free(text);
}

Test(writers, reports)
{
	char *text = report_as("json", 0);
	assert_contains(text, "\"score\": 0.7,");
	assert_contains(text, "{\"type\": \"negation\", \"severity\": \"critical\", \"bead\": 0, "
			      "\"source_span\": [10, 16], "
			      "\"target_span\": [9, 18], \"source_text\": \"\\\"Nein\\\"\", "
			      "\"target_text\": \"“不”\", \"message\": "
			      "\"the negation is gone\", \"confidence\": 0.75");
	assert_contains(
		text, "\"source_span\": null, \"target_span\": [22, 37], \"source_text\": null");
	free(text);
	text = report_as("tsv", 0);
	assert_contains(text, "\ncritical\tnegation\t10-16\t9-18\t\"Nein\"\t“不”\tthe negation is "
			      "gone\t0.75\t0123456789abcdef\n");
	assert_contains(text, "\nminor\taddition_sentence\t\t22-37\t\t百分之三。\t");
	free(text);
	text = report_as("tmx", 0);
	assert_contains(
		text, "<prop type=\"x-issue\">negation (critical): the negation is gone</prop>");
	free(text);
}

Test(writers, sarif_and_xliff)
{
	char *text = report_as("sarif", 0);
	assert_contains(text,
		"{\"ruleId\": \"negation\", \"ruleIndex\": 8, \"level\": \"error\", \"message\": "
		"{\"text\": \"the negation is gone\"}, "
		"\"locations\": [{\"physicalLocation\": {\"artifactLocation\": "
		"{\"uri\": \"0.1.0\"}, \"region\": "
		"{\"startLine\": 1, \"startColumn\": 4, \"endLine\": 1, \"endColumn\": 7, "
		"\"byteOffset\": 9, \"byteLength\": 9, "
		"\"snippet\": {\"text\": \"“不”\"}}}}]");
	assert_contains(text, "\"startLine\": 2, \"startColumn\": 1, \"endLine\": 2, "
			      "\"endColumn\": 6, \"byteOffset\": 22");
	free(text);
	text = report_as("xliff", 0);
	assert_contains(text, "srcLang=\"de\" trgLang=\"zh\"");
	assert_contains(text, "<source>Er sagte: \"Nein\". Drei Prozent.</source>");
	assert_contains(text, "<target><mrk id=\"m1\" type=\"its:generic\" "
			      "its:locQualityIssueType=\"mistranslation\" "
			      "its:locQualityIssueSeverity=\"100\" "
			      "its:locQualityIssueComment=\"negation: the negation is "
			      "gone\">他说：“不”。</mrk></target>");
	assert_contains(text, "<source></source>");
	free(text);
}

Test(writers, an_unknown_format_is_told_with_the_known_ones)
{
	apo_error err;
	apo_write_options options = APO_WRITE_OPTIONS_INIT;
	options.format = "docx";
	cr_assert_eq(apo_write_alignment(NULL, &alignment, NULL, &options, &err), APO_EUSAGE);
	assert_contains(
		err.message, "cannot be written as 'docx'; expected one of beads, tsv, json, tmx");
}

static void assert_width(const char *text, unsigned columns)
{
	for (const char *line = text; *line;) {
		size_t size = strcspn(line, "\n");
		unsigned width = 0;
		for (size_t at = 0; at < size;)
			width += apo__char_width(apo__next_char(line, size, &at));
		cr_assert_leq(width, columns, "%u columns: %.*s", width, (int)size, line);
		cr_assert(!memchr(line, '\x1b', size));
		line += size + (line[size] == '\n');
	}
}

Test(writers, no_line_is_wider_than_the_terminal)
{
	char wide[4096] = "", *text;
	for (int i = 0; i < 100; i++)
		strcat(wide, i % 3 ? "百分之三" : "x\xCC\x81 \xE2\x80\xAE");
	issues[1].message = wide;
	text = alignment_as("terminal");
	assert_width(text, 80);
	assert_contains(text, "equivalent  0.988 Er sagte: \"Nein\". Drei Prozen…");
	free(text);
	text = report_as("terminal", 0);
	assert_width(text, 80);
	assert_contains(text, "critical: 1\nnegation  bead 0, confidence 0.75\n  the negation is "
			      "gone\n  source \"Nein\"  [10-16]\n");
	assert_contains(text, "quotations kept       1 of 2\n");
	assert_contains(text, "fidelity              0.700\n");
	cr_assert(!strstr(text, "\xE2\x80\xAE"), "bidirectional controls must go");
	free(text);
	text = report_as("terminal", 1);
	assert_contains(text, "\x1b[31mnegation\x1b[0m");
	free(text);
}

Test(writers, traces_and_audits)
{
	apo_document *documents[] = {source, target};
	apo_corpus corpus = {"c", "Title", documents, 2, NULL, 0};
	apo_variant variants[] = {{0, {10, 16}, APO_QUOTE_ORIGINAL, NULL, APO_SEVERITY_MINOR},
		{1, {9, 18}, APO_QUOTE_ALTERED, "“not” left out", APO_SEVERITY_CRITICAL}};
	apo_remark remark = {"q1", "Rutte", variants, 2};
	apo_evidence evidence = {{0, 21}, {0, 17}, .5};
	apo_edge edges[] = {{1, 0, APO_EDGE_TRANSLATION, APO_ATTRIBUTION_NONE, NULL, .5, .9, 1,
				    "it is older", &evidence, 1, NULL},
		{0, 1, APO_EDGE_COPY, APO_ATTRIBUTION_NAMED, NULL, .1, .2, 0, NULL, NULL, 0,
			NULL}}; /* a loop */
	uint32_t below[] = {0};
	apo_upstream upstream = {"dpa", APO_SOURCE_AGENCY, 0, below, 1};
	apo_dropped_attribution dropped = {1, 0, "dpa", {0, 17}, APO_SPAN_NONE, 0};
	apo_copied_passage copied = {1, 0, {0, 21}, {0, 17}, 7, 1};
	apo_changed_attribution changed = {1, {0, 21}, "X", NULL};
	apo_change change = {1, 0, APO_ISSUE_NUMBER, APO_SEVERITY_MAJOR, .8, {9, 18}, {10, 16},
		"“17” became “70”"};
	uint32_t origin[] = {0, 0};
	apo_trace trace = {&corpus, &remark, edges, &upstream, &dropped, &changed, &copied, 1, 2, 1,
		1, 1, 1, NULL, &change, 1, origin, 1};
	apo_write_options options = APO_WRITE_OPTIONS_INIT;
	options.format = "json";
	char *text = WRITTEN(apo_write_trace(output, &trace, &options, &err));
	assert_contains(text,
		"{\"document\": \"wire.zh\", \"span\": [9, 18], \"status\": "
		"\"altered\", \"difference\": \"“not” left out\", \"text\": \"“不”\"}");
	assert_contains(text, "{\"child\": \"wire.zh\", \"parent\": \"wire.de\", \"kind\": "
			      "\"translation\", \"credit\": \"none\", "
			      "\"coverage\": 0.5, \"confidence\": 0.9, \"direction_known\": true, "
			      "\"reason\": \"it is older\", "
			      "\"evidence\": [\n    {\"child_span\": [0, 21], \"parent_span\": [0, "
			      "17], \"score\": 0.5}\n   ]}");
	assert_contains(text, "{\"source\": \"dpa\", \"type\": \"agency\", \"inferred\": false, "
			      "\"documents\": [\"wire.de\"]}");
	assert_contains(text, "\"child_span\": null}");
	assert_contains(text,
		"{\"child\": \"wire.zh\", \"parent\": \"wire.de\", \"type\": \"number\", "
		"\"severity\": \"major\", \"confidence\": 0.8, \"child_span\": [9, 18], "
		"\"parent_span\": [10, 16], \"message\": \"“17” became “70”\"}");
	assert_contains(text, "\"independent_sources\": [\n  [\"wire.de\", \"wire.zh\"]\n ]");
	free(text);
	options.format = "terminal";
	text = WRITTEN(apo_write_trace(output, &trace, &options, &err));
	assert_width(text, 80);
	assert_contains(text,
		"dpa (agency, not in the corpus)\n└─ wire.de (de, 2025-12-26)\n   └─ wire.zh (zh, "
		"2025-12-26)  translation, 50 %, credit none\n      └─ wire.de");
	assert_contains(text, "credits dropped\n  dpa: in wire.de, not in wire.zh");
	assert_contains(text, "independent sources: 1 of 2 documents");
	assert_contains(text, "changed in substance\n  wire.zh from wire.de: “17” became “70”");
	free(text);
	apo_finding finding = {.type = APO_FINDING_NO_ATTRIBUTION,
		.severity = APO_SEVERITY_MAJOR,
		.document = "wire.zh",
		.span = {3, 9},
		.message = "no one is named",
		.file = "wire.zh.txt",
		.line = 7};
	apo_audit audit = {.findings = &finding, .count = 1};
	text = WRITTEN(apo_write_audit(output, &audit, &options, &err));
	cr_assert_str_eq(text, "major    no_origin  wire.zh [3-9]\n         no one is named\n0 "
			       "critical, 1 major, 0 minor\n");
	free(text);
	options.format = "json";
	text = WRITTEN(apo_write_audit(output, &audit, &options, &err));
	cr_assert_str_eq(text,
		"{\n \"findings\": [\n  {\"type\": \"no_origin\", \"severity\": "
		"\"major\", \"document\": \"wire.zh\", "
		"\"span\": [3, 9], \"message\": \"no one is named\", \"file\": \"wire.zh.txt\", "
		"\"line\": 7}\n ]\n}\n");
	free(text);
}

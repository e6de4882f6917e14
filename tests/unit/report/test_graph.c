/* SPDX-License-Identifier: Apache-2.0 */
/* The drawing of a trace made by hand: what each line and box says, and where time puts it. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "report/drawing/graph.h"

static char text[] = "The ferry ran aground.";
static apo_attribution by_dpa = {.name = "dpa", .type = APO_SOURCE_AGENCY, .span = {0, 9}};
static apo_document wire = {.id = "wire",
	.lang = "en",
	.published = "2026-03-02T09:00Z",
	.text = text,
	.size = sizeof text - 1,
	.attributions = &by_dpa,
	.attribution_count = 1};
static apo_document paper = {.id = "paper",
	.lang = "en",
	.published = "2026-03-04",
	.text = text,
	.size = sizeof text - 1};
static apo_document blog = {.id = "blog", .lang = "de", .text = text, .size = sizeof text - 1};
static apo_document early = {.id = "early",
	.lang = "en",
	.published = "2026-03-01",
	.text = text,
	.size = sizeof text - 1};
static apo_document *documents[] = {&wire, &paper, &blog, &early};
static const apo_corpus corpus = {.path = "x", .documents = documents, .count = 4};
static const apo_evidence passage = {.child = {0, 9}, .parent = {4, 21}, .score = 1};

/* paper < wire with credit; blog < paper vaguely, not certain; early < blog, against the days, hardly; paper < early, falsely:
 * a circle, but for time. */
static const apo_edge edges[] = {
	{.child = 1,
		.parent = 0,
		.kind = APO_EDGE_COPY,
		.coverage = 1,
		.confidence = .9,
		.direction_known = 1,
		.reason = "published later",
		.evidence = &passage,
		.evidence_count = 1},
	{.child = 2,
		.parent = 1,
		.kind = APO_EDGE_TRANSLATION,
		.attribution = APO_ATTRIBUTION_VAGUE,
		.coverage = .2,
		.confidence = .9},
	{.child = 3,
		.parent = 2,
		.kind = APO_EDGE_REWRITE,
		.attribution = APO_ATTRIBUTION_NONE,
		.coverage = .5,
		.confidence = .55,
		.direction_known = 1},
	{.child = 1,
		.parent = 3,
		.kind = APO_EDGE_REWRITE,
		.attribution = APO_ATTRIBUTION_FALSE,
		.coverage = .4,
		.confidence = .8,
		.direction_known = 1},
};
static const uint32_t crediting[] = {0};
static const apo_upstream upstream = {
	.source = "dpa", .type = APO_SOURCE_AGENCY, .documents = crediting, .count = 1};
static const apo_trace trace = {.corpus = &corpus,
	.edges = edges,
	.edge_count = 4,
	.upstream = &upstream,
	.upstream_count = 1};

static apo__arena *arena;

static void setup(void)
{
	arena = apo__arena_new();
}

static void teardown(void)
{
	apo__arena_free(arena);
}

static const char *drawn(int standalone, int by_dot)
{
	apo__buffer out = {.arena = arena};
	apo__graph graph = apo__graph_of_trace(arena, &trace);
	apo__graph_svg(&out, &graph, "a trace", standalone, by_dot);
	return apo__buffer_text(&out);
}

/* The element that holds `mark`, from its class to its end. */
static const char *element(const char *svg, const char *mark, const char *end)
{
	const char *at = strstr(svg, mark);
	cr_assert(at, "no %s in %s", mark, svg);
	const char *stop = strstr(at, end);
	cr_assert(stop, "%s does not end", mark);
	return apo__strndup(arena, at, (size_t)(stop - at));
}

/* The number after `name` of the first box or line after `mark`. */
static double number_after(const char *svg, const char *mark, const char *name)
{
	const char *at = strstr(svg, mark);
	cr_assert(at, "no %s", mark);
	at = strstr(at, name);
	cr_assert(at, "no %s after %s", name, mark);
	double value = -1;
	at += strlen(name);
	apo__parse_decimal(at, strcspn(at, "\" "), &value);
	return value;
}

Test(graph, lines_say_what_they_are, .init = setup, .fini = teardown)
{
	static const struct {
		const char *class, *dashes, *width;
		int head;
	} cases[] = {
		{"\"arc named\"", NULL, "stroke-width=\"7.0\"", 1},
		{"\"arc vague uncertain\"", "stroke-dasharray=\"12 4\"", "stroke-width=\"2.6\"", 0},
		{"\"arc uncredited uncertain\"", "stroke-dasharray=\"3 3\"", "stroke-width=\"4.3\"",
			0},
		{"\"arc false\"", "stroke-dasharray=\"12 3 3 3\"", "stroke-width=\"3.7\"", 1},
	};
	for (int by_dot = 0; by_dot < 2; by_dot++) {
		const char *svg = drawn(1, by_dot);
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			const char *arc = element(svg, cases[i].class, "</g>");
			cr_assert(strstr(arc, cases[i].width), "%s", arc);
			cr_assert_eq(!strstr(arc, "dasharray"), !cases[i].dashes, "%s", arc);
			cr_assert(!cases[i].dashes || strstr(arc, cases[i].dashes), "%s", arc);
			cr_assert_eq(!strstr(arc, "class=\"head\""), !cases[i].head, "%s", arc);
			cr_assert(strstr(arc, "tabindex=\"0\"") && strstr(arc, "aria-label=\"") &&
					  strstr(arc, "<title>"),
				"%s", arc);
		}
		const char *arc = element(svg, "\"arc named\"", "</g>");
		cr_assert(strstr(arc, "published later") && strstr(arc, "“ferry ran aground”") &&
				  strstr(arc, "“The ferry”"),
			"%s", arc);
	}
}

Test(graph, time_runs_left_to_right, .init = setup, .fini = teardown)
{
	for (int by_dot = 0; by_dot < 2; by_dot++) {
		const char *svg = drawn(1, by_dot);
		double first = number_after(svg, "class=\"day\"", "d=\"M");
		double dpa = number_after(svg, "class=\"unseen\"", " x=\"");
		double day = 0;
		static const char *const names[] = {"early", "wire", "paper"};
		const char *at = svg;
		cr_assert(dpa < first, "the agency is right of the days");
		for (int i = 0; i < 3; i++) {
			const char *mark = apo__sprintf(arena,
				"class=\"node\" tabindex=\"0\" role=\"img\" "
				"aria-label=\"%s",
				names[i]);
			double x = number_after(svg, mark, " x=\"");
			at = strstr(at, "class=\"day\"");
			day = number_after(at, "class=\"day\"", "d=\"M");
			at += 5;
			double next = number_after(at, "class=\"day\"", "d=\"M");
			cr_assert(day < x && x < next, "%s at %f, day from %f to %f", names[i], x,
				day, next);
		}
		cr_assert(strstr(svg, ">2026-03-01</text>") && strstr(svg, ">2026-03-04</text>"));
		cr_assert(strstr(svg, "class=\"document undated\"") &&
			  strstr(svg, ">de, undated</text>"));
		cr_assert(strstr(svg, ">undated, placed by derivation</text>"));
	}
}

Test(graph, same_bytes, .init = setup, .fini = teardown)
{
	for (int by_dot = 0; by_dot < 2; by_dot++)
		cr_assert_str_eq(drawn(1, by_dot), drawn(1, by_dot));
}

Test(graph, links_on_a_page, .init = setup, .fini = teardown)
{
	const char *svg = drawn(0, 0);
	cr_assert(strstr(svg, "href=\"#edge-1\"") && strstr(svg, "href=\"#document-3\"") &&
		  strstr(svg, "href=\"#sources\""));
	cr_assert(!strstr(svg, "<style>") && !strstr(svg, "style="));
	cr_assert(!strstr(drawn(1, 0), "href="));
}

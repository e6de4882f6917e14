/* SPDX-License-Identifier: Apache-2.0 */
/* Alignments and reports as XLIFF 2.1 (OASIS) with its ITS module: one unit a bead; an issue is a marker around the side that
 * it stands on, with the ITS 2.0 localization quality attributes. */
#include <string.h>

#include "exchange/put.h"
#include "exchange/tmx.h"
#include "exchange/writers.h"

typedef struct {
	const apo__writer *w;
	const apo_alignment *alignment;
	const apo_report *report;
	uint32_t *first, *next; /* issues by bead, plus one */
	unsigned markers;	/* in the unit at hand */
} writer;

static void put_attribute(const writer *x, apo__arena *scratch, const char *name, const char *value)
{
	uint64_t dropped = 0;
	size_t size;
	apo__buffer line = {.arena = scratch};
	apo__add_text_line(&line, value, strlen(value));
	value = apo__tmx_segment_text(scratch, apo__buffer_text(&line), line.size, &size, &dropped);
	apo__put(x->w->output, " ");
	apo__put(x->w->output, name);
	apo__put(x->w->output, "=\"");
	apo__put_xml(x->w->output, value, size);
	apo__put(x->w->output, "\"");
}

static int stands_on(const apo_issue *issue, int target)
{
	return (issue->target_span.begin != APO_NONE) == target;
}

static void open_marker(writer *x, apo__arena *scratch, const apo_issue *issue)
{
	static const char *const severities[] = {"10", "50", "100"};
	apo__put(x->w->output, "<mrk");
	put_attribute(x, scratch, "id", apo__sprintf(scratch, "m%u", ++x->markers));
	put_attribute(x, scratch, "type", "its:generic");
	put_attribute(x, scratch, "its:locQualityIssueType", apo_issue_type_its(issue->type));
	put_attribute(x, scratch, "its:locQualityIssueSeverity", severities[issue->severity]);
	put_attribute(x, scratch, "its:locQualityIssueComment",
		apo__sprintf(scratch, "%s: %s", apo_issue_type_name(issue->type),
			issue->message ? issue->message : ""));
	apo__put(x->w->output, ">");
}

static void put_side(writer *x, apo__arena *scratch, uint32_t number, int target)
{
	const apo_bead *bead = &x->alignment->beads[number];
	const char *name = target ? "target" : "source";
	apo_output *output = x->w->output;
	unsigned open = 0;
	uint64_t dropped = 0;
	size_t size;
	apo__buffer line = {.arena = scratch};
	apo__add_segments(&line, target ? x->alignment->target : x->alignment->source,
		target ? bead->target : bead->source,
		target ? bead->target_count : bead->source_count);
	const char *text =
		apo__tmx_segment_text(scratch, apo__buffer_text(&line), line.size, &size, &dropped);
	apo__put(output, apo__sprintf(scratch, "    <%s>", name));
	for (uint32_t i = x->report ? x->first[number] : 0; i; i = x->next[i - 1])
		if (stands_on(&x->report->issues[i - 1], target)) {
			open_marker(x, scratch, &x->report->issues[i - 1]);
			open++;
		}
	apo__put_xml(output, text, size);
	while (open--)
		apo__put(output, "</mrk>");
	apo__put(output, apo__sprintf(scratch, "</%s>\n", name));
}

static void put_unit(writer *x, apo__arena *scratch, uint32_t number)
{
	const apo_bead *bead = &x->alignment->beads[number];
	apo_output *output = x->w->output;
	x->markers = 0;
	apo__put(output, apo__sprintf(scratch, "  <unit id=\"u%u\">\n   <segment%s>\n", number + 1,
				 bead->target_count ? " state=\"translated\"" : ""));
	put_side(x, scratch, number, 0); /* XLIFF wants a source, if an empty one */
	if (bead->target_count)
		put_side(x, scratch, number, 1);
	apo__put(output, "   </segment>\n  </unit>\n");
}

static void put_head(writer *x)
{
	apo__arena *arena = x->w->arena;
	apo__put(x->w->output,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" "
		"xmlns:its=\"http://www.w3.org/2005/11/its\" its:version=\"2.0\" version=\"2.1\"");
	put_attribute(x, arena, "srcLang", apo__canonical_tag(arena, x->alignment->source->lang));
	put_attribute(x, arena, "trgLang", apo__canonical_tag(arena, x->alignment->target->lang));
	apo__put(x->w->output, ">\n <file id=\"f1\"");
	put_attribute(x, arena, "original", x->alignment->source->path);
	apo__put(x->w->output, ">\n");
}

apo_status apo__write_alignment_xliff(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err)
{
	writer x = {.w = w, .alignment = alignment, .report = report};
	(void)err;
	if (report) {
		x.first = apo__alloc_array(w->arena, alignment->count + 1, sizeof *x.first);
		x.next = apo__alloc_array(w->arena, report->issue_count + 1, sizeof *x.next);
		for (size_t i = report->issue_count; i-- > 0;)
			if (report->issues[i].bead < alignment->count) {
				x.next[i] = x.first[report->issues[i].bead];
				x.first[report->issues[i].bead] = (uint32_t)i + 1;
			}
	}
	put_head(&x);
	for (uint32_t i = 0; i < alignment->count; i++) {
		apo__arena *scratch = apo__arena_child(w->arena);
		put_unit(&x, scratch, i);
		apo__arena_free(scratch);
	}
	apo__put(w->output, " </file>\n</xliff>\n");
	return APO_OK;
}

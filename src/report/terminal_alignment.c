/* SPDX-License-Identifier: Apache-2.0 */
/* An alignment as a table: kind, score, source, target, one bead a line. */
#include <string.h>

#include "report/terminal.h"
#include "writing/put.h"

static void put_side(apo__terminal *t, const apo_document *document, const uint32_t *segments,
	uint32_t count, unsigned width, int pad)
{
	apo__arena *scratch = apo__arena_child(t->w->arena);
	apo__buffer text = {.arena = scratch};
	apo__add_segments(&text, document, segments, count);
	if (count)
		apo__terminal_cell(t, APO__PLAIN, apo__buffer_text(&text), text.size, width, pad);
	else
		apo__terminal_cell(t, APO__DIM, "-", 1, width, pad);
	apo__arena_free(scratch);
}

static apo__style kind_style(apo_bead_kind kind)
{
	return kind == APO_BEAD_EQUIVALENT   ? APO__GREEN
	       : kind == APO_BEAD_PARAPHRASE ? APO__CYAN
	       : kind == APO_BEAD_PARTIAL    ? APO__YELLOW
					     : APO__RED;
}

apo_status apo__write_alignment_terminal(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err)
{
	apo__terminal t = apo__terminal_start(w);
	unsigned half = (t.columns - 20) / 2;
	(void)report;
	(void)err;
	apo__terminal_cell(&t, APO__BOLD, "kind", 4, 10, 1);
	apo__terminal_put(&t, APO__PLAIN, "  ");
	apo__terminal_cell(&t, APO__BOLD, "score", 5, 5, 1);
	apo__terminal_put(&t, APO__PLAIN, " ");
	apo__terminal_cell(
		&t, APO__BOLD, alignment->source->lang, strlen(alignment->source->lang), half, 1);
	apo__terminal_put(&t, APO__PLAIN, "  ");
	apo__terminal_put(&t, APO__BOLD, alignment->target->lang);
	apo__terminal_newline(&t);
	for (size_t i = 0; i < alignment->count; i++) {
		const apo_bead *bead = &alignment->beads[i];
		const char *kind = apo_bead_kind_name(bead->kind);
		char score[40];
		apo__terminal_cell(&t, kind_style(bead->kind), kind, strlen(kind), 10, 1);
		apo__terminal_format(&t, APO__PLAIN, "  %s ", apo__decimal(score, bead->score, 3));
		put_side(&t, alignment->source, bead->source, bead->source_count, half, 1);
		apo__terminal_put(&t, APO__PLAIN, "  ");
		put_side(&t, alignment->target, bead->target, bead->target_count, half, 0);
		apo__terminal_newline(&t);
	}
	return APO_OK;
}

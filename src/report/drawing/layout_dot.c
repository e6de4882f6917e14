/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A layout by graphviz's dot (Gansner et al., A Technique for Drawing Directed Graphs, 1993), run as a child process. Sizes of
 * boxes and labels are given to it as numbers, so that no font of the machine changes the picture; it answers with places
 * in its format "plain".
 */
#include "report/drawing/layout.h"

#include <string.h>

#include "base/buffer.h"
#include "base/child.h"

#define POINTS_PER_INCH 72.0 /* by definition */
#define LABEL_SPACE	10.0 /* before and behind a label; chosen by eye */

typedef struct {
	apo__arena *arena;
	apo__layout *layout;
	const char *at, *end; /* what is left of a line of the answer */
	double height;
} reader;

static void add_number(apo__buffer *out, const char *name, double points)
{
	apo__buffer_printf(out, ",%s=", name);
	apo__buffer_decimal(out, points / POINTS_PER_INCH, 4);
}

/* The graph in dot's language; room for a label is an empty table of fixed size. */
static void write_graph(apo__buffer *out, const apo__layout *layout)
{
	apo__buffer_puts(out, "digraph{rankdir=LR;ranksep=.3;nodesep=.16;edge[dir=none];"
			      "node[shape=box,fixedsize=true,label=\"\"];\n");
	for (uint32_t i = 0; i < layout->box_count; i++) {
		apo__buffer_printf(out, "%u[shape=box", i);
		add_number(out, "width", layout->boxes[i].width);
		add_number(out, "height", layout->boxes[i].height);
		apo__buffer_puts(out, "]\n");
	}
	for (uint32_t i = 0; i < layout->line_count; i++) {
		const apo__line *line = &layout->lines[i];
		apo__buffer_printf(out, "%u->%u", line->parent, line->child);
		if (line->hidden)
			apo__buffer_puts(out, "[style=invis,weight=0]");
		if (line->loose)
			apo__buffer_puts(out, "[constraint=false]");
		if (line->label_width > 0)
			apo__buffer_printf(out,
				"[label=<<TABLE BORDER=\"0\" CELLPADDING=\"0\" CELLSPACING=\"0\" "
				"FIXEDSIZE=\"TRUE\" WIDTH=\"%u\" HEIGHT=\"%u\"><TR><TD></TD></TR>"
				"</TABLE>>]",
				(unsigned)(line->label_width + LABEL_SPACE),
				(unsigned)line->label_height);
		apo__buffer_puts(out, "\n");
	}
	apo__buffer_puts(out, "}\n");
}

static int next_word(reader *r, const char **word, size_t *size)
{
	while (r->at < r->end && *r->at == ' ')
		r->at++;
	*word = r->at;
	while (r->at < r->end && *r->at != ' ')
		r->at++;
	*size = (size_t)(r->at - *word);
	return *size > 0;
}

static int next_number(reader *r, double *value)
{
	const char *word;
	size_t size;
	return next_word(r, &word, &size) && apo__parse_decimal(word, size, value) == size;
}

static int next_point(reader *r, apo__point *point)
{
	if (!next_number(r, &point->x) || !next_number(r, &point->y))
		return 0;
	point->x *= POINTS_PER_INCH;
	point->y = r->height - point->y * POINTS_PER_INCH; /* upward in dot */
	return 1;
}

static int next_index(reader *r, uint32_t limit, uint32_t *index)
{
	double value;
	if (!next_number(r, &value) || value < 0 || value >= limit)
		return 0;
	*index = (uint32_t)value;
	return 1;
}

/* "node NAME X Y WIDTH HEIGHT ...": the middle of a box */
static int read_box(reader *r)
{
	uint32_t i;
	apo__point middle;
	if (!next_index(r, r->layout->box_count, &i) || !next_point(r, &middle))
		return 0;
	apo__box *box = &r->layout->boxes[i];
	box->at = (apo__point){middle.x - box->width / 2, middle.y - box->height / 2};
	return 1;
}

/* The first line between two boxes that has no place yet, NULL when there is none. */
static apo__line *line_between(const apo__layout *layout, uint32_t parent, uint32_t child)
{
	for (uint32_t i = 0; i < layout->line_count; i++) {
		apo__line *line = &layout->lines[i];
		if (line->parent == parent && line->child == child && !line->point_count)
			return line;
	}
	return NULL;
}

/* "edge TAIL HEAD N X1 Y1 ... XN YN [LABEL X Y] STYLE COLOR" */
static int read_line(reader *r)
{
	uint32_t parent, child, count;
	const char *word;
	size_t size;
	if (!next_index(r, r->layout->box_count, &parent) ||
		!next_index(r, r->layout->box_count, &child) || !next_index(r, UINT32_MAX, &count))
		return 0;
	apo__line *line = line_between(r->layout, parent, child);
	if (!line || count < 4 || count > (size_t)(r->end - r->at))
		return 0;
	line->points = apo__alloc_array(r->arena, count, sizeof *line->points);
	for (uint32_t i = 0; i < count; i++)
		if (!next_point(r, &line->points[i]))
			return 0;
	line->point_count = count;
	return line->label_width <= 0 ||
	       (next_word(r, &word, &size) && next_point(r, &line->label));
}

/* Read the answer; returns whether all boxes and lines have a place. */
static int read_answer(reader *r, const char *text, size_t size)
{
	uint32_t boxes = 0, lines = 0;
	for (const char *line = text, *stop = text + size; line < stop; line = r->end + 1) {
		const char *word, *feed = memchr(line, '\n', (size_t)(stop - line));
		size_t word_size;
		double scale, width, height;
		r->at = line;
		r->end = feed ? feed : stop;
		if (!next_word(r, &word, &word_size))
			continue;
		if (word_size == 5 && !memcmp(word, "graph", 5)) {
			if (!next_number(r, &scale) || !next_number(r, &width) ||
				!next_number(r, &height))
				return 0;
			r->layout->width = width * POINTS_PER_INCH;
			r->layout->height = r->height = height * POINTS_PER_INCH;
		} else if (word_size == 4 && !memcmp(word, "node", 4))
			boxes += read_box(r);
		else if (word_size == 4 && !memcmp(word, "edge", 4))
			lines += read_line(r);
	}
	return boxes == r->layout->box_count && lines == r->layout->line_count;
}

/* "dot - graphviz version 2.43.0 (0)", as it says itself. */
static const char *version_of(apo__arena *arena, const char *dot)
{
	const char *const arguments[] = {dot, "-V", NULL};
	size_t size;
	const char *says = apo__child_run(arena, arguments, "", 0, 2, &size);
	return says ? apo__strndup(arena, says, strcspn(says, "\n")) : NULL;
}

const char *apo__layout_by_dot(apo__arena *arena, apo__layout *layout)
{
	const char *dot = apo__child_find(arena, "dot");
	const char *version = dot ? version_of(arena, dot) : NULL;
	const char *const arguments[] = {dot, "-Tplain", NULL};
	apo__buffer graph = {.arena = arena};
	size_t size = 0;
	if (!version || !*version)
		return NULL;
	write_graph(&graph, layout);
	const char *answer = apo__child_run(arena, arguments, graph.data, graph.size, 1, &size);
	reader r = {.arena = arena, .layout = layout};
	for (uint32_t i = 0; i < layout->line_count; i++)
		layout->lines[i].point_count = 0;
	return answer && read_answer(&r, answer, size) ? version : NULL;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The layout of graphs: what every drawing must have, on graphs of many shapes; what dot answers is not trusted. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/drawing/layout.h"

#define WIDTH  90.0
#define HEIGHT 40.0
#define LABEL  60.0

typedef struct {
	uint32_t from, to;
} pair;

static apo__arena *arena;

static void setup(void)
{
	arena = apo__arena_new();
}

static void teardown(void)
{
	apo__arena_free(arena);
}

/* A small generator of our own: the same numbers everywhere. */
static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static apo__layout graph_of(uint32_t boxes, const pair *links, uint32_t count)
{
	apo__layout g = {.box_count = boxes, .line_count = count};
	g.boxes = apo__alloc_array(arena, boxes, sizeof *g.boxes);
	g.lines = apo__alloc_array(arena, count, sizeof *g.lines);
	for (uint32_t i = 0; i < boxes; i++) {
		g.boxes[i].width = WIDTH + i % 7 * 10;
		g.boxes[i].height = HEIGHT;
	}
	for (uint32_t i = 0; i < count; i++) {
		g.lines[i].parent = links[i].from;
		g.lines[i].child = links[i].to;
		g.lines[i].label_width = i % 3 ? LABEL : 0;
		g.lines[i].label_height = i % 3 ? 14 : 0;
	}
	return g;
}

static int inside(const apo__box *b, double x, double y, double slack)
{
	return x > b->at.x - slack && x < b->at.x + b->width + slack && y > b->at.y - slack &&
	       y < b->at.y + b->height + slack;
}

static int overlap(
	double ax, double ay, double aw, double ah, double bx, double by, double bw, double bh)
{
	return ax < bx + bw && bx < ax + aw && ay < by + bh && by < ay + ah;
}

/* Boxes apart and inside of the drawing, lines from box to box, labels beside boxes and one another. */
static void check(const char *name, const apo__layout *g)
{
	for (uint32_t i = 0; i < g->box_count; i++) {
		const apo__box *a = &g->boxes[i];
		cr_assert(a->at.x > -.01 && a->at.y > -.01, "%s: box %u is outside", name, i);
		cr_assert(a->at.x + a->width < g->width + .01 &&
				  a->at.y + a->height < g->height + .01,
			"%s: box %u is outside", name, i);
		for (uint32_t k = 0; k < i; k++) {
			const apo__box *b = &g->boxes[k];
			cr_assert(!overlap(a->at.x, a->at.y, a->width, a->height, b->at.x, b->at.y,
					  b->width, b->height),
				"%s: boxes %u and %u overlap", name, i, k);
		}
	}
	for (uint32_t i = 0; i < g->line_count; i++) {
		const apo__line *l = &g->lines[i];
		if (l->parent == l->child) {
			cr_assert_eq(l->point_count, 0);
			continue;
		}
		cr_assert(l->point_count >= 4 && l->point_count % 3 == 1, "%s", name);
		const apo__point *last = &l->points[l->point_count - 1];
		cr_assert(inside(&g->boxes[l->parent], l->points[0].x, l->points[0].y, .01),
			"%s: line %u does not begin at its parent", name, i);
		cr_assert(inside(&g->boxes[l->child], last->x, last->y, .01),
			"%s: line %u does not end at its child", name, i);
		if (!(l->label_width > 0))
			continue;
		double x = l->label.x - l->label_width / 2, y = l->label.y - l->label_height / 2;
		for (uint32_t k = 0; k < g->box_count; k++) {
			const apo__box *b = &g->boxes[k];
			cr_assert(!overlap(x, y, l->label_width, l->label_height, b->at.x, b->at.y,
					  b->width, b->height),
				"%s: the label of line %u hides box %u", name, i, k);
		}
		for (uint32_t k = 0; k < i; k++) {
			const apo__line *o = &g->lines[k];
			cr_assert(!(o->label_width > 0) ||
					  !overlap(x, y, l->label_width, l->label_height,
						  o->label.x - o->label_width / 2,
						  o->label.y - o->label_height / 2, o->label_width,
						  o->label_height),
				"%s: labels of lines %u and %u overlap", name, i, k);
		}
	}
}

static uint32_t random_links(pair *links, uint32_t boxes, uint32_t most, uint32_t *state)
{
	uint32_t count = 0;
	for (uint32_t i = 1; i < boxes && count < most; i++)
		for (uint32_t k = next_random(state) % 3; k-- && count < most;)
			links[count++] = (pair){next_random(state) % i, i};
	return count;
}

Test(layout, shapes, .init = setup, .fini = teardown)
{
	static const struct {
		const char *name;
		uint32_t boxes, count;
		pair links[8];
	} cases[] = {
		{"nothing", 0, 0, {{0, 0}}},
		{"one", 1, 0, {{0, 0}}},
		{"one with itself", 1, 1, {{0, 0}}},
		{"isolated", 40, 0, {{0, 0}}},
		{"pair", 2, 1, {{0, 1}}},
		{"pair backwards", 2, 1, {{1, 0}}},
		{"pair, many lines", 2, 5, {{0, 1}, {0, 1}, {0, 1}, {0, 1}, {0, 1}}},
		{"there and back", 2, 2, {{0, 1}, {1, 0}}},
		{"circle", 4, 4, {{0, 1}, {1, 2}, {2, 3}, {3, 0}}},
		{"two circles", 5, 6, {{0, 1}, {1, 0}, {1, 2}, {2, 3}, {3, 4}, {4, 2}}},
		{"diamond", 4, 5, {{0, 1}, {0, 2}, {1, 3}, {2, 3}, {0, 3}}},
		{"two parts", 6, 4, {{0, 2}, {2, 4}, {1, 3}, {3, 5}}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo__layout g = graph_of(cases[i].boxes, cases[i].links, cases[i].count);
		apo__layout_plain(arena, &g);
		check(cases[i].name, &g);
	}
}

Test(layout, random_graphs, .init = setup, .fini = teardown)
{
	pair links[400];
	for (uint32_t seed = 1; seed <= 60; seed++) {
		uint32_t state = seed, boxes = 2 + next_random(&state) % 120;
		uint32_t count = random_links(links, boxes, 400, &state);
		apo__layout a = graph_of(boxes, links, count), b = graph_of(boxes, links, count);
		apo__layout_plain(arena, &a);
		check("random", &a);
		apo__layout_plain(arena, &b);
		for (uint32_t i = 0; i < boxes; i++)
			cr_assert(a.boxes[i].at.x == b.boxes[i].at.x &&
				  a.boxes[i].at.y == b.boxes[i].at.y);
	}
}

Test(layout, parents_come_first, .init = setup, .fini = teardown)
{
	pair links[400];
	for (uint32_t seed = 1; seed <= 30; seed++) {
		uint32_t state = seed, boxes = 2 + next_random(&state) % 60;
		uint32_t count = random_links(links, boxes, 400, &state);
		apo__layout g = graph_of(boxes, links, count);
		apo__layout_plain(arena, &g);
		for (uint32_t i = 0; i < count; i++) {
			const apo__box *p = &g.boxes[links[i].from], *c = &g.boxes[links[i].to];
			cr_assert(p->at.x + p->width < c->at.x, "seed %u: line %u", seed, i);
		}
	}
}

/* A program named dot in a folder of its own, which PATH then leads to; `script` is for sh. */
static void use_dot(const char *script)
{
	char *folder = apo__sprintf(arena, "%s/dot-XXXXXX", getenv("TMPDIR"));
	cr_assert(mkdtemp(folder));
	char *path = apo__sprintf(arena, "%s/dot", folder);
	FILE *file = fopen(path, "w");
	cr_assert(file);
	fprintf(file, "#!/bin/sh\nif [ \"$1\" = -V ]; then echo dot 1.2 >&2; exit; fi\n%s\n",
		script);
	fclose(file);
	chmod(path, 0755);
	setenv("PATH", folder, 1);
}

Test(layout, by_dot, .init = setup, .fini = teardown)
{
	static const struct {
		const char *script;
		int good;
	} cases[] = {
		{"echo 'graph 1 4 2\nnode 0 1 1.5 1 1 x\nnode 1 3 .5 1 1 x\n"
		 "edge 0 1 4 1 1.5 2 1 2 1 3 .5 \"<T>\" 2 1 solid black\nstop'",
			1},
		{"exit 1", 0}, {"echo nonsense", 0}, {"kill -SEGV $$", 0},
		/* a box, a line, a point or the label's place is missing; numbers out of range */
		{"echo 'graph 1 4 2\nnode 0 1 1.5 1 1 x\nedge 0 1 4 1 1 2 1 2 1 3 1 l 2 1 s b'", 0},
		{"echo 'graph 1 4 2\nnode 0 1 1.5 1 1 x\nnode 1 3 .5 1 1 x\nstop'", 0},
		{"echo 'graph 1 4 2\nnode 0 1 1.5\nnode 1 3 .5\nedge 0 1 4 1 1.5 2 1 2 1 3'", 0},
		{"echo 'graph 1 4 2\nnode 0 1 1.5\nnode 1 3 .5\nedge 0 1 4 1 1 2 1 2 1 3 1 s b'",
			0},
		{"echo 'graph 1 4 2\nnode 0 1 1\nnode 7 3 1\nedge 0 1 4 1 1 2 1 2 1 3 1 l 2 1'", 0},
		{"echo 'graph 1 4 2\nnode 0 1 1\nnode 1 3 1\nedge 0 1 4e9 1 1 2 1 2 1 3 1 l 2 1'",
			0},
		{"echo 'graph 1 4 2\nnode 0 1 1\nnode 1 3 1\nedge 0 1 -4 1 1 2 1 2 1 3 1 l 2 1'",
			0},
		{"exec /usr/bin/yes node", 0}, /* more output than is allowed */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		pair one = {0, 1};
		apo__layout g = graph_of(2, &one, 1);
		g.lines[0].label_width = LABEL;
		use_dot(cases[i].script);
		const char *version = apo__layout_by_dot(arena, &g);
		cr_assert_eq(version != NULL, cases[i].good, "%s", cases[i].script);
		if (!cases[i].good)
			continue;
		cr_assert_str_eq(version, "dot 1.2");
		cr_assert_float_eq(g.boxes[1].at.x, 216 - g.boxes[1].width / 2, .01);
		cr_assert_float_eq(g.boxes[1].at.y, 144 - 36 - HEIGHT / 2, .01);
		cr_assert_eq(g.lines[0].point_count, 4);
		cr_assert_float_eq(g.lines[0].label.x, 144, .01);
	}
}

Test(layout, without_dot, .init = setup, .fini = teardown)
{
	pair one = {0, 1};
	apo__layout g = graph_of(2, &one, 1);
	setenv("PATH", "relative:/nonexistent:", 1);
	cr_assert_null(apo__layout_by_dot(arena, &g));
	unsetenv("PATH");
	cr_assert_null(apo__layout_by_dot(arena, &g));
}

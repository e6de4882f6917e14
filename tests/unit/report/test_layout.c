/* SPDX-License-Identifier: Apache-2.0 */
/* The layout of graphs: what every drawing must have, on graphs of many shapes. */
#include <criterion/criterion.h>

#include "report/layers.h"
#include "report/layout.h"

#define WIDTH  90.0
#define HEIGHT 40.0
#define LABEL  60.0

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

static apo__layout graph_of(uint32_t boxes, const apo__link *links, uint32_t count)
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

static uint32_t random_links(apo__link *links, uint32_t boxes, uint32_t most, uint32_t *state)
{
	uint32_t count = 0;
	for (uint32_t i = 1; i < boxes && count < most; i++)
		for (uint32_t k = next_random(state) % 3; k-- && count < most;)
			links[count++] = (apo__link){next_random(state) % i, i};
	return count;
}

Test(layout, shapes, .init = setup, .fini = teardown)
{
	static const struct {
		const char *name;
		uint32_t boxes, count;
		apo__link links[8];
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
		apo__layout_graph(arena, &g);
		check(cases[i].name, &g);
	}
}

Test(layout, random_graphs, .init = setup, .fini = teardown)
{
	apo__link links[400];
	for (uint32_t seed = 1; seed <= 60; seed++) {
		uint32_t state = seed, boxes = 2 + next_random(&state) % 120;
		uint32_t count = random_links(links, boxes, 400, &state);
		apo__layout a = graph_of(boxes, links, count), b = graph_of(boxes, links, count);
		apo__layout_graph(arena, &a);
		check("random", &a);
		apo__layout_graph(arena, &b);
		for (uint32_t i = 0; i < boxes; i++)
			cr_assert(a.boxes[i].at.x == b.boxes[i].at.x &&
				  a.boxes[i].at.y == b.boxes[i].at.y);
	}
}

Test(layout, parents_come_first, .init = setup, .fini = teardown)
{
	apo__link links[400];
	for (uint32_t seed = 1; seed <= 30; seed++) {
		uint32_t state = seed, boxes = 2 + next_random(&state) % 60;
		uint32_t count = random_links(links, boxes, 400, &state);
		apo__layout g = graph_of(boxes, links, count);
		apo__layout_graph(arena, &g);
		uint32_t down = 0, across = 0;
		for (uint32_t i = 0; i < count; i++) {
			const apo__box *p = &g.boxes[links[i].from], *c = &g.boxes[links[i].to];
			down += p->at.y + p->height < c->at.y;
			across += p->at.x + p->width < c->at.x;
		}
		cr_assert(down == count || across == count, "seed %u: %u of %u, %u", seed, down,
			count, across);
	}
}

/* A line over very many layers costs no more bends than one over MOST_SPAN. */
Test(layout, long_lines_stay_small, .init = setup, .fini = teardown)
{
	enum { N = 400 };
	static apo__link links[2 * N];
	uint32_t count = 0;
	for (uint32_t i = 1; i < N; i++) {
		links[count++] = (apo__link){i - 1, i};
		links[count++] = (apo__link){0, i};
	}
	apo__layout g = graph_of(N, links, count);
	apo__layout_graph(arena, &g);
	uint64_t points = 0;
	for (uint32_t i = 0; i < count; i++) {
		points += g.lines[i].point_count;
		cr_assert_leq(g.lines[i].point_count, 3 * 2 * 66);
	}
	cr_assert_leq(points, 32 * 3 * 2 * 66 + N * 3 * 5, "%u points", (unsigned)points);
}

/* Of trees, no lines cross; and the order found for a graph crosses no more than the one it came in. */
Test(layout, order, .init = setup, .fini = teardown)
{
	enum { N = 90 };
	for (uint32_t seed = 1; seed <= 20; seed++) {
		uint32_t state = seed, layer[N] = {0}, component[N] = {0};
		uint8_t turned[N] = {0};
		apo__layers g = {.arena = arena};
		apo__link links[N];
		for (uint32_t i = 1; i < N; i++)
			links[i - 1] = (apo__link){next_random(&state) % i, i};
		apo__assign_layers(arena, N, links, N - 1, turned, layer, component);
		for (uint32_t i = 0; i < N; i++) {
			*apo__push(arena, &g.vertices) = (apo__vertex){layer[i], 0, 0, 10, 0, 1};
			if (layer[i] + 1 > g.layer_count)
				g.layer_count = layer[i] + 1;
		}
		for (uint32_t i = 0; i + 1 < N; i++) {
			cr_assert(!turned[i] && layer[links[i].from] < layer[links[i].to]);
			if (layer[links[i].from] + 1 == layer[links[i].to])
				*apo__push(arena, &g.links) = links[i];
		}
		g.after = apo__neighbours_of(arena, N, g.links.items, g.links.count, 1);
		g.before = apo__neighbours_of(arena, N, g.links.items, g.links.count, 0);
		g.order = apo__alloc_array(arena, N, sizeof *g.order);
		g.layer_at = apo__alloc_array(arena, g.layer_count + 1, sizeof *g.layer_at);
		for (uint32_t i = 0; i < N; i++)
			g.layer_at[layer[i] + 1]++;
		for (uint32_t l = 0; l < g.layer_count; l++)
			g.layer_at[l + 1] += g.layer_at[l];
		apo__order_layers(&g);
		cr_assert_eq(apo__crossings(&g), 0, "seed %u: a tree has crossings", seed);
	}
}

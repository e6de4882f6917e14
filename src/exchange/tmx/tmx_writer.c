/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Alignments, reports and the edges of a trace as TMX, bilingual: one unit a bead that has both sides, with where it came from.
 * Beads are taken in batches. Threads make the units of a batch; then duplicates are left out and the others numbered, in
 * order; then threads hash them and put them into words, which go out in order. So neither the number of threads nor the
 * batches show in the file. Streamed, linear; the only memory that grows is the set of pairs written (for the merging of
 * duplicates) and what is said of each document.
 */
#include <string.h>

#include "base/error.h"
#include "base/parallel.h"
#include "exchange/tmx/bead_units.h"
#include "exchange/tmx/proof.h"
#include "exchange/tmx/unit_writer.h"
#include "exchange/xml/characters.h"
#include "writing/put.h"
#include "writing/writers.h"

#define BATCH  1024u /* beads: 6 MB, and long enough for starting threads not to count */
#define SHARES 16u   /* of a batch: what threads take at once */

/* A bead of the batch. */
typedef struct {
	const apo__bead_pair *pair;
	uint32_t bead;
	uint64_t number; /* of its unit in the file, 0 = it has none */
	apo__unit unit;
	const char *hash;
} item;

/* Of the batch: a range of its items, and what works on them. */
typedef struct {
	apo__arena *arena, *units; /* the units' is emptied after each batch */
	apo__unit_maker maker;
	apo__tmx_form form;
	item *items;
	const char **hashes; /* of the units written */
	uint32_t count, written;
	apo_status status;
	apo_error err;
} share;

typedef struct {
	const apo__writer *w;
	const apo_tmx_options *how;
	const apo_trace *trace; /* NULL: no chains */
	int several;		/* units of several pairs of documents */
	apo__interner pairs;
	apo__unit_writer *out;
	apo__unit_side **sides; /* by document of the trace */
	share *shares;
	item *batch;
	uint32_t count;
	uint64_t units, merged, empty, dropped, low, with_issues;
	uint64_t in_others; /* pairs of documents in languages that were not asked for */
} writer;

typedef APO__VECTOR(apo__unit_info) infos;

static void add_info(apo__arena *arena, infos *list, const char *type, const char *value)
{
	size_t size;
	uint64_t dropped = 0;
	apo__buffer line = {.arena = arena};
	apo__add_text_line(&line, value, strlen(value));
	const char *text =
		apo__unit_text(arena, apo__buffer_text(&line), line.size, &size, &dropped);
	*apo__push(arena, list) =
		(apo__unit_info){.kind = APO__INFO_PROP, .type = type, .text = text, .size = size};
}

static void add_file(apo__arena *arena, infos *list, const apo_document *d)
{
	add_info(arena, list, APO__PROP_FILE,
		apo__file_record(arena, d->sha256, d->id, d->encoding, d->path));
}

static apo_status put_header(writer *t, const apo_alignment *alignment, apo_error *err)
{
	apo__arena *arena = t->w->arena;
	infos list = {0};
	for (size_t i = 0; t->trace && i < t->trace->corpus->count; i++)
		add_file(arena, &list, t->trace->corpus->documents[i]);
	for (int i = 0; alignment && i < 2; i++) {
		const apo_document *d = i ? alignment->target : alignment->source;
		if (!t->trace)
			add_file(arena, &list, d);
	}
	const apo_ledger_head *ledger = t->w->options->ledger;
	if (ledger) {
		add_info(arena, &list, APO__PROP_LEDGER_HEAD, ledger->hash);
		add_info(arena, &list, APO__PROP_LEDGER_RECORDS,
			apo__sprintf(arena, "%llu", (unsigned long long)ledger->records));
	}
	const apo__unit_header header = {.format = "tmx",
		.source_language =
			alignment ? apo__canonical_tag(arena, alignment->source->lang) : "*all*",
		.infos = list.items,
		.info_count = list.count};
	return t->out->header(t->out, &header, err);
}

static void notice(const writer *t, uint64_t count, const char *what)
{
	if (!count || !t->w->options->notice)
		return;
	t->w->options->notice(
		apo__sprintf(t->w->arena, "TMX: %llu %s", (unsigned long long)count, what),
		t->w->options->user);
}

static void tell_losses(const writer *t)
{
	if (!apo__tmx_writer_counts(t->out)->units && t->w->options->notice)
		t->w->options->notice(
			t->several
				? "TMX: it has no units, for no document was found to be made from "
				  "another, or their pairs are left out"
				: "TMX: it has no units, for no segments are paired, or their "
				  "pairs are left out",
			t->w->options->user);
	notice(t, t->in_others, "pairs of documents left out, they are in other languages");
	notice(t, t->merged, "exact duplicates merged");
	notice(t, t->empty, "pairs left out, one side is empty");
	notice(t, t->low, "pairs left out, their score is below --min-score");
	notice(t, t->with_issues, "pairs left out, they have issues");
	notice(t, t->dropped, "characters dropped that XML 1.0 forbids");
	notice(t, apo__tmx_writer_counts(t->out)->long_ones,
		"units above 2,000 characters a side, which some tools drop");
}

/* ---- a batch ---- */

static apo_status make_units(apo__arena *arena, void *user, apo_error *err)
{
	share *s = user;
	(void)arena, (void)err;
	for (uint32_t i = 0; i < s->count; i++)
		s->items[i].unit =
			apo__bead_unit(&s->maker, s->units, s->items[i].pair, s->items[i].bead);
	return APO_OK;
}

static apo_status put_units(apo__arena *arena, void *user, apo_error *err)
{
	share *s = user;
	(void)arena, (void)err;
	s->written = 0;
	for (uint32_t i = 0; i < s->count; i++) {
		item *it = &s->items[i];
		if (!it->number)
			continue;
		apo__bead_unit_infos(&s->maker, s->units, it->pair, it->bead, &it->unit);
		apo__form_unit(&s->form, &it->unit, it->number, &s->hashes[s->written++]);
	}
	return APO_OK;
}

static void make_share(size_t i, unsigned thread, void *user)
{
	share *s = &((writer *)user)->shares[i];
	(void)thread;
	s->status = apo__guarded(s->arena, make_units, s, &s->err);
}

static void put_share(size_t i, unsigned thread, void *user)
{
	share *s = &((writer *)user)->shares[i];
	(void)thread;
	s->status = apo__guarded(s->arena, put_units, s, &s->err);
}

static apo_status each_share(
	writer *t, void (*work)(size_t i, unsigned thread, void *user), apo_error *err)
{
	apo__parallel((unsigned)t->w->options->jobs, SHARES, work, t, NULL, NULL);
	for (uint32_t i = 0; i < SHARES; i++)
		if (t->shares[i].status) {
			*err = t->shares[i].err;
			return t->shares[i].status;
		}
	return APO_OK;
}

/* The number of the unit; 0 when it is not to be written. */
static uint64_t number_of(writer *t, const apo__unit *unit)
{
	uint32_t known = t->pairs.count;
	if (!unit->id) {
		t->empty++;
		return 0;
	}
	if (apo__intern(&t->pairs, unit->id, strlen(unit->id)) < known) {
		t->merged++;
		return 0;
	}
	return ++t->units;
}

static apo_status put_batch(writer *t, apo_error *err)
{
	for (uint32_t i = 0; i < SHARES; i++) {
		uint32_t begin = i * t->count / SHARES;
		t->shares[i].items = t->batch + begin;
		t->shares[i].count = (i + 1) * t->count / SHARES - begin;
	}
	apo_status status = each_share(t, make_share, err);
	for (uint32_t i = 0; i < t->count && !status; i++)
		if ((t->batch[i].number = number_of(t, &t->batch[i].unit)) != 0)
			apo__tmx_writer_begin(t->out, &t->batch[i].unit);
	for (uint32_t i = 0; i < SHARES; i++)
		apo__tmx_writer_form(t->out, &t->shares[i].form);
	if (!status)
		status = each_share(t, put_share, err);
	for (uint32_t i = 0; i < SHARES && !status; i++) {
		share *s = &t->shares[i];
		apo__tmx_writer_take(t->out, &s->form, s->hashes, s->written);
		apo__arena_reset(s->units);
	}
	t->count = 0;
	return status;
}

/* ---- all beads ---- */

static writer begin(const apo__writer *w, const apo_trace *trace)
{
	writer t = {.w = w, .how = w->options->tmx, .trace = trace};
	size_t documents = trace ? trace->corpus->count : 0;
	apo__interner_init(&t.pairs, w->arena);
	t.out = apo__tmx_writer_new(w->arena, w->output, t.how);
	apo__tmx_writer_prove(t.out);
	t.sides = apo__alloc_array(w->arena, documents + 1, sizeof(apo__unit_side *));
	t.batch = apo__alloc_array(w->arena, BATCH, sizeof *t.batch);
	t.shares = apo__alloc_array(w->arena, SHARES, sizeof *t.shares);
	for (uint32_t i = 0; i < SHARES; i++) {
		share *s = &t.shares[i];
		s->arena = apo__arena_child(w->arena);
		s->units = apo__arena_child(s->arena);
		s->hashes = apo__alloc_array(w->arena, BATCH / SHARES + 1, sizeof *s->hashes);
		apo__unit_maker_init(&s->maker, s->arena, trace);
		apo__tmx_form_init(&s->form, s->arena, t.how);
	}
	return t;
}

/* What units say of a document, whose `number` in the corpus of the trace may be APO_NONE. */
static const apo__unit_side *side_of(writer *t, const apo_document *document, uint32_t number)
{
	apo__unit_side *own = number == APO_NONE ? NULL : t->sides[number];
	if (own)
		return own;
	own = apo__unit_side_new(t->w->arena, document, number, &t->dropped);
	if (number != APO_NONE)
		t->sides[number] = own;
	return own;
}

static uint32_t number_in(const apo_trace *trace, const apo_document *document)
{
	for (size_t i = 0; trace && i < trace->corpus->count; i++)
		if (trace->corpus->documents[i] == document)
			return (uint32_t)i;
	return APO_NONE;
}

/* Is the bead one of those asked for? */
static int is_wanted(writer *t, const apo__bead_pair *pair, uint32_t number)
{
	const apo_bead *bead = &pair->alignment->beads[number];
	if (!bead->source_count || !bead->target_count)
		return 0;
	if (bead->score < t->how->min_score) {
		t->low++;
		return 0;
	}
	if (t->how->only == APO_TMX_ISSUE_FREE && pair->report && pair->issues.first[number]) {
		t->with_issues++;
		return 0;
	}
	return 1;
}

static apo_status put_pair(writer *t, const apo_alignment *alignment, const apo_report *report,
	uint32_t source, uint32_t target, apo_error *err)
{
	apo_status status = APO_OK;
	const apo__bead_pair *pair = apo__bead_pair_new(t->w->arena, alignment, report,
		side_of(t, alignment->source, source), side_of(t, alignment->target, target),
		t->several);
	for (uint32_t i = 0; i < alignment->count && !status; i++) {
		if (!is_wanted(t, pair, i))
			continue;
		t->batch[t->count++] = (item){.pair = pair, .bead = i};
		if (t->count == BATCH)
			status = put_batch(t, err);
	}
	return status;
}

static apo_status end(writer *t, apo_error *err)
{
	apo_status status = t->count ? put_batch(t, err) : APO_OK;
	if (!status)
		status = t->out->end(t->out, err);
	for (uint32_t i = 0; i < SHARES; i++)
		t->dropped += t->shares[i].maker.dropped;
	if (!status)
		tell_losses(t);
	return status;
}

apo_status apo__write_alignment_tmx(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err)
{
	writer t = begin(w, w->options->trace);
	apo_status status = put_header(&t, alignment, err);
	if (!status)
		status = put_pair(&t, alignment, report, number_in(t.trace, alignment->source),
			number_in(t.trace, alignment->target), err);
	return status ? status : end(&t, err);
}

/* Is the language among "en,zh"? All are where none is named. */
static int is_listed(const char *list, const char *lang)
{
	int all = !list || !*list;
	for (; !all && *list; list += strcspn(list, ",") + (list[strcspn(list, ",")] == ',')) {
		char one[64];
		size_t size = strcspn(list, ",");
		if (size >= sizeof one)
			continue;
		memcpy(one, list, size);
		one[size] = '\0';
		if (apo__language_match(lang, one))
			return 1;
	}
	return all;
}

apo_status apo__write_trace_tmx(const apo__writer *w, const apo_trace *trace, apo_error *err)
{
	writer t = begin(w, trace);
	t.several = 1;
	apo_status status = put_header(&t, NULL, err);
	const char *wanted = w->options->languages;
	for (size_t i = 0; i < trace->edge_count && !status; i++) {
		const apo_edge *edge = &trace->edges[i];
		const apo_alignment *pair = edge->alignment;
		if (!pair)
			continue;
		if (is_listed(wanted, pair->source->lang) && is_listed(wanted, pair->target->lang))
			status = put_pair(&t, pair, NULL, edge->parent, edge->child, err);
		else
			t.in_others++;
	}
	return status ? status : end(&t, err);
}

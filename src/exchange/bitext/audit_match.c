/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Units of a file and of a record, matched by their texts. Units with the same texts are the same, as often as both have them. Of
 * the others, one of which all texts are recorded, though not together, is paired differently; one that shares a text with a recorded
 * unit that is not there is that unit, edited; what is left is added, or was removed. A unit of which both texts were changed can
 * only be seen as one added and one removed. Linear: each recorded unit is taken once, and each list looked through once.
 */
#include <string.h>

#include "exchange/bitext/audit_ledger.h"

#define LISTED 1000u /* findings of a type; more are counted */

typedef struct {
	struct apo__ledger_audit *l;
	apo__item_lists by_key;	 /* recorded units by set */
	apo__item_lists by_text; /* places in `recorded.texts` by text */
	uint32_t *owner;	 /* the recorded unit of such a place */
	unsigned char *taken;	 /* recorded units that were found again */
	uint64_t listed[APO_FINDING_TYPE_COUNT];
} matching;

static void say(matching *m, apo_finding_type type, apo_severity severity, uint32_t line,
	const char *message)
{
	if (m->listed[type]++ < LISTED) {
		m->l->audit->line = line;
		apo__audit_add(
			m->l->audit, type, severity, NULL, (apo_file_span){0, 0}, "%s", message);
		m->l->audit->line = 0;
	}
}

static const char *name_of(const matching *m, const apo__hashed_unit *u)
{
	return apo__sprintf(m->l->arena, "unit %llu (line %u)", (unsigned long long)u->number,
		(unsigned)u->line);
}

static const char *recorded_name(const matching *m, uint32_t recorded)
{
	return apo__sprintf(m->l->arena, "unit %llu of record %llu",
		(unsigned long long)m->l->recorded.units.items[recorded].number,
		(unsigned long long)m->l->result.record);
}

/* The first recorded unit of a list that is not taken yet; those that are leave the list. APO_NONE. */
static uint32_t next_of_text(matching *m, uint32_t text)
{
	uint32_t *first = &m->by_text.first[text];
	while (*first && m->taken[m->owner[*first - 1]])
		*first = m->by_text.next[*first - 1];
	return *first ? m->owner[*first - 1] : APO_NONE;
}

static uint32_t take_same(matching *m, const apo__hashed_unit *u)
{
	uint32_t *first = &m->by_key.first[u->key], found = *first;
	if (!found)
		return APO_NONE;
	*first = m->by_key.next[found - 1];
	m->taken[found - 1] = 1;
	return found - 1;
}

static void say_edited(matching *m, const apo__hashed_unit *u, const char *what)
{
	m->l->result.edited++;
	if (u->date)
		say(m, APO_FINDING_EDITED_WITH_RECORD, APO_SEVERITY_MINOR, u->line,
			apo__sprintf(m->l->arena, "%s was changed on %s%s%s: %s", name_of(m, u),
				u->date, u->by ? " by " : "", u->by ? u->by : "", what));
	else
		say(m, APO_FINDING_UNIT_EDITED, APO_SEVERITY_CRITICAL, u->line,
			apo__sprintf(m->l->arena,
				"%s was edited, and does not say when or by whom: %s",
				name_of(m, u), what));
}

/* A unit that is not recorded with these texts. */
static void judge(matching *m, const apo__hashed_unit *u, int doubled)
{
	struct apo__ledger_audit *l = m->l;
	const uint32_t *texts = l->file.texts.items + u->first;
	uint32_t known = 0, near = APO_NONE;
	for (uint32_t i = 0; i < u->count; i++) {
		known += l->in_record.marks[texts[i]];
		if (near == APO_NONE)
			near = next_of_text(m, texts[i]);
	}
	if (doubled) {
		l->result.added++;
		say(m, APO_FINDING_UNIT_DOUBLED, APO_SEVERITY_MAJOR, u->line,
			apo__sprintf(l->arena, "%s is there more often than it was recorded",
				name_of(m, u)));
		return;
	}
	if (near != APO_NONE)
		m->taken[near] = 1;
	if (known == u->count && u->count > 1) {
		l->result.paired_differently++;
		say(m, APO_FINDING_PAIRED_DIFFERENTLY, APO_SEVERITY_CRITICAL, u->line,
			apo__sprintf(l->arena, "the texts of %s were recorded, but not as one unit",
				name_of(m, u)));
	} else if (near != APO_NONE) {
		say_edited(m, u,
			apo__sprintf(l->arena,
				"%u of its %u texts is as in %s, which is not "
				"there as it was recorded",
				(unsigned)known, (unsigned)u->count, recorded_name(m, near)));
	} else {
		l->result.added++;
		say(m, APO_FINDING_UNIT_ADDED, APO_SEVERITY_CRITICAL, u->line,
			apo__sprintf(l->arena,
				known ? "%s was not recorded; a text of it was, in a unit that is "
					"there too"
				      : "%s was not recorded, and neither was a text of it",
				name_of(m, u)));
	}
}

static void index_record(matching *m)
{
	struct apo__ledger_audit *l = m->l;
	const apo__hashed_units *r = &l->recorded;
	l->in_record.size = l->hashes.count;
	l->in_record.marks = apo__alloc(l->arena, (size_t)l->hashes.count + 1);
	m->by_key = apo__item_lists_new(l->arena, l->sets.count, r->units.count);
	m->by_text = apo__item_lists_new(l->arena, l->hashes.count, r->texts.count);
	m->owner = apo__alloc_array(l->arena, (size_t)r->texts.count + 1, sizeof *m->owner);
	m->taken = apo__alloc(l->arena, (size_t)r->units.count + 1);
	for (uint32_t i = r->units.count; i-- > 0;) {
		const apo__hashed_unit *u = &r->units.items[i];
		apo__item_lists_put(&m->by_key, u->key, i);
		for (uint32_t k = u->first + u->count; k-- > u->first;) {
			m->owner[k] = i;
			l->in_record.marks[r->texts.items[k]] = 1;
			apo__item_lists_put(&m->by_text, r->texts.items[k], k);
		}
	}
}

static void match_units(matching *m)
{
	struct apo__ledger_audit *l = m->l;
	const apo__hashed_units *f = &l->file;
	unsigned char *same = apo__alloc(l->arena, (size_t)f->units.count + 1);
	unsigned char *recorded = apo__alloc(l->arena, (size_t)l->sets.count + 1);
	index_record(m);
	for (uint32_t i = 0; i < l->recorded.units.count; i++)
		recorded[l->recorded.units.items[i].key] = 1;
	for (uint32_t i = 0; i < f->units.count; i++) {
		same[i] = take_same(m, &f->units.items[i]) != APO_NONE;
		l->result.as_recorded += same[i];
	}
	for (uint32_t i = 0; i < f->units.count; i++)
		if (!same[i])
			judge(m, &f->units.items[i], recorded[f->units.items[i].key]);
	for (uint32_t i = 0; i < l->recorded.units.count; i++) {
		if (m->taken[i])
			continue;
		l->result.removed++;
		say(m, APO_FINDING_UNIT_REMOVED, APO_SEVERITY_CRITICAL, 0,
			apo__sprintf(l->arena, "%s is not there, neither as it was nor edited",
				recorded_name(m, i)));
	}
}

/* No TMX like this one was recorded: what traces and alignments say of its texts. */
static void look_up_units(matching *m)
{
	struct apo__ledger_audit *l = m->l;
	say(m, APO_FINDING_RECORD_MISSING, APO_SEVERITY_MAJOR, 0,
		apo__sprintf(l->arena,
			"%s records no TMX that shares a text with this one: whether units were "
			"removed cannot be known; apograph ledger append records a TMX",
			l->result.path));
	for (uint32_t i = 0; i < l->file.units.count; i++) {
		const apo__hashed_unit *u = &l->file.units.items[i];
		uint32_t known = 0;
		for (uint32_t k = 0; k < u->count; k++)
			known += l->in_documents.marks[l->file.texts.items[u->first + k]];
		if (l->in_pairs.marks[u->key]) {
			l->result.as_recorded++;
		} else if (known == u->count) {
			l->result.unknown++;
			say(m, APO_FINDING_PAIRING_UNKNOWN, APO_SEVERITY_MINOR, u->line,
				apo__sprintf(l->arena,
					"the texts of %s are recorded as those of documents; "
					"whether they were paired is not recorded",
					name_of(m, u)));
		} else {
			l->result.unknown++;
			say(m, APO_FINDING_NOT_RECORDED, APO_SEVERITY_MAJOR, u->line,
				apo__sprintf(l->arena,
					"%u of the %u texts of %s are recorded; whether it was "
					"edited or added cannot be known",
					(unsigned)known, (unsigned)u->count, name_of(m, u)));
		}
	}
}

void apo__audit_match(struct apo__ledger_audit *l)
{
	matching m = {.l = l};
	if (l->recorded.units.count)
		match_units(&m);
	else if (l->result.identical)
		l->result.as_recorded = l->file.units.count;
	else
		look_up_units(&m);
	for (size_t type = 0; type < APO_FINDING_TYPE_COUNT; type++)
		if (m.listed[type] > LISTED)
			apo__audit_add(l->audit, (apo_finding_type)type, APO_SEVERITY_MAJOR, NULL,
				(apo_file_span){0, 0}, "and %llu more, which are not listed",
				(unsigned long long)(m.listed[type] - LISTED));
}

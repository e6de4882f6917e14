/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom it speaks of: a woman who became a man, by the pronouns of both sides. Only pronouns that speak of persons alone count in
 * the source (a German "er" may be a report); each side must have one gender only. Linear in the words of a bead.
 */
#include <string.h>

#include "fidelity/families.h"
#include "text/document/phrases.h"

#define CONFIDENCE .75 /* set by hand */

typedef struct {
	uint32_t count[2]; /* of men, of women */
	uint32_t subjects; /* pronouns that only persons are */
	uint32_t unsure;   /* pronouns that may speak of things */
	apo_span span;	   /* of the first */
} people;

static people people_of(const apo__check *check, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	const apo__lang_section *section = apo__language_section(s->language, "gendered-pronouns");
	people p = {{0, 0}, 0, 0, APO_SPAN_NONE};
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++) {
			const apo__word *word = &s->words.words[w];
			const apo__lang_entry *entry =
				apo__lang_find(section, word->form, strlen(word->form));
			if (!entry)
				continue;
			if (p.span.begin == APO_NONE)
				p.span = word->span;
			if (apo__entry_says(entry, "he"))
				p.count[0]++;
			if (apo__entry_says(entry, "she"))
				p.count[1]++;
			p.subjects += (uint32_t)apo__entry_says(entry, "subject");
			p.unsure += (uint32_t)apo__entry_says(entry, "thing");
		}
	return p;
}

void apo__check_pronouns(apo__check *check)
{
	for (int s = 0; s < 2; s++)
		if (!check->side[s].language ||
			!apo__language_section(check->side[s].language, "gendered-pronouns")->count)
			return;
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count || !apo__check_is_close(check, b))
			continue;
		people source = people_of(check, b, APO__SOURCE),
		       target = people_of(check, b, APO__TARGET);
		for (int g = 0; g < 2; g++)
			if (source.count[g] && !source.count[!g] && !source.unsure &&
				source.subjects && source.count[g] == target.count[!g] &&
				target.count[!g] && !target.count[g])
				apo__check_flag(check, APO_ISSUE_AGENT, APO_SEVERITY_MAJOR, b,
					source.span, target.span, CONFIDENCE,
					"“%s” became “%s”: another person",
					apo__check_text(check, APO__SOURCE, source.span),
					apo__check_text(check, APO__TARGET, target.span));
	}
}

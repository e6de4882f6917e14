/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Length: more characters than the unit allows, a target far longer or shorter than its source makes likely, and sentences of
 * the source that its length has no room for. What is likely is the median ratio of the file; the spread is that of Gale and
 * Church 1993 (variance 6.8 a character). Constant time a unit.
 */
#include <math.h>
#include <unicode/uchar.h>

#include "fidelity/mechanical/family.h"
#include "text/unicode/chars.h"

#define VARIANCE 6.8 /* Gale and Church 1993, of European languages */
#define HAN_RATIO                                                                                  \
	.32 /* Han characters to letters of an alphabet, before a file shows its own; set by hand */
/* Set by hand. */
#define LIMIT_CONFIDENCE    1.0
#define LONG_CONFIDENCE	    .75
#define OMISSION_CONFIDENCE .7
/* Set by hand, far outside of what good translations do. */
#define FAR_DEVIATIONS	 6.0
#define SHORT_SHARE	 .5
#define SLOTS_A_DOUBLING 10.0

#define LEAST_UNITS 20u
#define LEAST_CHARS 10u
#define FAR_CHARS   30
#define LOST_CHARS  15

static uint32_t length_of(const form_view *v)
{
	uint32_t n = 0;
	for (uint32_t i = v->first; i < v->end; i++)
		n += !form_is_code(v->c[i]);
	return n;
}

void form_learn_lengths(form_job *job)
{
	uint32_t s = length_of(&job->view[0]), t = length_of(&job->view[1]);
	if (s < LEAST_CHARS || !t)
		return;
	double slot = log2((double)t / s) * SLOTS_A_DOUBLING + FORM_LENGTH_SLOTS / 2;
	slot = slot < 0 ? 0 : slot > FORM_LENGTH_SLOTS - 1 ? FORM_LENGTH_SLOTS - 1 : slot;
	job->checker->ratios[(uint32_t)(slot + .5)]++;
	job->checker->ratio_count++;
}

static double usual_ratio(apo__form_checker *c)
{
	if (c->ratio > 0)
		return c->ratio;
	uint32_t seen = 0, slot = 0;
	c->ratio = c->locale[1].spaced == c->locale[0].spaced ? 1
		   : c->locale[1].spaced		      ? 1 / HAN_RATIO
							      : HAN_RATIO;
	if (c->ratio_count < LEAST_UNITS)
		return c->ratio;
	while (slot < FORM_LENGTH_SLOTS && (seen += c->ratios[slot]) * 2 < c->ratio_count)
		slot++;
	c->ratio = exp2(((double)slot - FORM_LENGTH_SLOTS / 2) / SLOTS_A_DOUBLING);
	return c->ratio;
}

/* Ends of sentences, a rough count: a mark behind a word, before a space or a letter of a script without spaces. */
static uint32_t count_sentences(const form_view *v)
{
	uint32_t count = 0, letters = 0;
	for (uint32_t i = v->first; i < v->end; i++) {
		int32_t c = v->c[i], next = i + 1 < v->end ? v->c[i + 1] : ' ';
		letters += u_isalpha(c) && !v->taken[i];
		int stop = ((c == '.' || c == '!' || c == '?') &&
				   (apo__is_space(next) || apo__is_quote_mark(next))) ||
			   c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
		if (stop && letters >= LEAST_CHARS) {
			count++;
			letters = 0;
		}
	}
	return count + (letters >= LEAST_CHARS);
}

void form_check_lengths(form_job *job)
{
	form_view *source = &job->view[0], *target = &job->view[1];
	uint32_t s = length_of(source), t = length_of(target), limit = job->unit->limit;
	const apo__profile *profile = job->checker->profile;
	if (!limit && job->unit->stored)
		limit = profile->most_characters;
	if (limit && length_of(target) > limit) {
		form_flag_target(job, APO_ISSUE_LENGTH, APO_SEVERITY_MAJOR, target->first,
			target->end, LIMIT_CONFIDENCE, "%u characters, where %u are allowed", t,
			limit);
		return;
	}
	if (s < LEAST_CHARS || !t)
		return;
	double expected = s * usual_ratio(job->checker), difference = t - expected;
	double deviations = difference / sqrt(VARIANCE * (expected > s ? expected : s));
	if (deviations > FAR_DEVIATIONS && t > expected * profile->longer &&
		difference > FAR_CHARS) {
		form_flag(job, APO_ISSUE_LENGTH, APO_SEVERITY_MAJOR, source->first, source->end,
			target->first, target->end, LONG_CONFIDENCE,
			"the target has %u characters for %u of the source, far more than usual", t,
			s);
		return;
	}
	uint32_t sentences[2] = {count_sentences(source), count_sentences(target)};
	if (sentences[0] > 1 && sentences[1] < sentences[0] && t < expected * SHORT_SHARE &&
		-difference > LOST_CHARS)
		form_flag(job, APO_ISSUE_OMISSION_SENTENCE, APO_SEVERITY_MAJOR, source->first,
			source->end, target->first, target->end, OMISSION_CONFIDENCE,
			"the source has %u sentences, the target %u and half of the length",
			sentences[0], sentences[1]);
	else if (-deviations > FAR_DEVIATIONS && t < expected * profile->shorter &&
		 -difference > FAR_CHARS)
		form_flag(job, APO_ISSUE_LENGTH, APO_SEVERITY_MAJOR, source->first, source->end,
			target->first, target->end, LONG_CONFIDENCE,
			"the target has %u characters for %u of the source, far fewer than usual",
			t, s);
}

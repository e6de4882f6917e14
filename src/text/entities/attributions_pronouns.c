/* SPDX-License-Identifier: Apache-2.0 */
/* Whom pronouns mean: the last person that was a subject and may be "he" or "she". Cost: bounded by BACK tokens. */
#include <string.h>

#include "text/entities/attributions.h"

#define BACK 400 /* tokens in which another person is looked for */

/* The person that a pronoun of `gender` means: the last that was spoken of and may have it. */
int apo__pronoun_resolve(
	apo__voices *v, char gender, uint32_t before, apo__attribution_source *source)
{
	uint32_t entity = v->focus;
	if (gender == 'p' || gender == 'n') { /* they, it: whoever, but somebody */
		source->type = APO_SOURCE_UNNAMED;
		source->unsure = 1;
		return 1;
	}
	if (entity != APO_NONE && v->gender[entity] && v->gender[entity] != gender) {
		entity = APO_NONE;
		for (uint32_t t = before, seen = 0; t > 0 && seen < BACK; t--, seen++) {
			uint32_t n = v->name_of[t - 1];
			if (n == APO_NONE || v->d->names[n].kind != APO_NAME_PERSON)
				continue;
			char known = v->gender[v->d->names[n].entity];
			if (!known || known == gender) {
				entity = v->d->names[n].entity;
				break;
			}
		}
	}
	source->type = APO_SOURCE_PERSON;
	if (entity == APO_NONE) {
		source->name = v->focus == APO_NONE ? v->focus_name : NULL;
		source->unsure = 1;
		return 1;
	}
	if (!v->gender[entity])
		v->gender[entity] = gender;
	source->entity = entity;
	source->name = v->fullest[entity];
	return 1;
}

char apo__pronoun_gender(const apo__voices *v, uint32_t t)
{
	const char *form = v->d->tokens[t].form;
	const apo__lang_entry *entry = apo__lang_find(v->pronouns, form, strlen(form));
	return entry ? entry->value[0] : 0;
}

int apo__source_of_possessive(apo__voices *v, uint32_t t, apo__attribution_source *source)
{
	const char *form = v->d->tokens[t].form;
	const apo__lang_entry *entry = apo__lang_find(v->possessives, form, strlen(form));
	*source = (apo__attribution_source){t, t + 1, APO_SOURCE_PERSON, APO_NONE, NULL, 0, 0};
	return entry && apo__pronoun_resolve(v, entry->value[0], t, source);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Names of types and states: TMX 1.4b, XLIFF 1.2 (sections 2.3 and 4) and XLIFF 2.1 (sections 4.3.1 and 4.7.2). */
#include <string.h>

#include "base/buffer.h"
#include "exchange/xliff/xliff.h"

/* TMX's name, 1.2's ctype, 2.x's type and subType */
static const struct {
	const char *tmx, *ctype, *type, *subtype;
	int placeholder; /* the ctype is one of <ph> and <x>, not of pairs */
} codes[] = {
	{"bold", "bold", "fmt", "xlf:b", 0},
	{"italic", "italic", "fmt", "xlf:i", 0},
	{"ulined", "underlined", "fmt", "xlf:u", 0},
	{"lb", "lb", "fmt", "xlf:lb", 1},
	{"pb", "pb", "fmt", "xlf:pb", 1},
	{"link", "link", "link", NULL, 0},
	{"image", "image", "image", NULL, 1},
	{"fmt", NULL, "fmt", NULL, 0},
	{"ui", NULL, "ui", NULL, 0},
	{"quote", NULL, "quote", NULL, 0},
	{"other", NULL, "other", NULL, 0},
};
#define CODES (sizeof codes / sizeof *codes)

static int same(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static int starts(const char *text, const char *prefix)
{
	return !strncmp(text, prefix, strlen(prefix));
}

/* `prefix` and the name with white space as "_": what XLIFF allows in names of one's own. */
static const char *own_name(apo__arena *arena, const char *prefix, const char *name)
{
	char *out = apo__sprintf(arena, "%s%s", prefix, *name ? name : "_");
	for (char *c = out; *c; c++)
		if ((unsigned char)*c <= ' ')
			*c = '_';
	return out;
}

const char *apo__xliff_type_of_ctype(apo__arena *arena, const char *ctype)
{
	(void)arena;
	for (size_t i = 0; ctype && i < CODES; i++)
		if (same(codes[i].ctype, ctype))
			return codes[i].tmx;
	return ctype && starts(ctype, "x-") && ctype[2] ? ctype + 2 : ctype;
}

const char *apo__xliff_ctype(apo__arena *arena, const char *type, int placeholder)
{
	if (!type)
		return NULL;
	for (size_t i = 0; i < CODES; i++)
		if (same(codes[i].tmx, type) && codes[i].ctype &&
			placeholder == codes[i].placeholder)
			return codes[i].ctype;
	return own_name(arena, "x-", type);
}

const char *apo__xliff_type_of_2(apo__arena *arena, const char *type, const char *subtype)
{
	(void)arena;
	for (size_t i = 0; i < CODES; i++)
		if (same(codes[i].type, type) && same(codes[i].subtype, subtype))
			return codes[i].tmx;
	if (subtype && starts(subtype, "apo:"))
		return subtype + 4;
	return subtype ? subtype : type;
}

void apo__xliff_type_2(
	apo__arena *arena, const char *type, const char **type_2, const char **subtype)
{
	*type_2 = *subtype = NULL;
	if (!type)
		return;
	for (size_t i = 0; i < CODES; i++)
		if (same(codes[i].tmx, type)) {
			*type_2 = codes[i].type;
			*subtype = codes[i].subtype;
			return;
		}
	/* one colon makes it a name with an authority already */
	const char *colon = strchr(type, ':');
	*type_2 = "other";
	*subtype = own_name(arena,
		colon && colon > type && colon[1] && !strchr(colon + 1, ':') ? "" : "apo:", type);
	for (char *c = strchr(*subtype, ':') + 1; (c = strchr(c, ':'));)
		*c = '_';
}

const char *apo__xliff_mtype(apo__arena *arena, const char *type)
{
	static const char *const own[] = {"abbrev", "date", "name", "phrase", "protected", "term"};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (same(own[i], type))
			return own[i];
	return own_name(arena, "x-", type ? type : "generic");
}

const char *apo__xliff_mark_2(apo__arena *arena, const char *type)
{
	const char *type_2, *subtype;
	if (!type || !strcmp(type, "generic") || !strcmp(type, "comment") || !strcmp(type, "term"))
		return type ? type : "generic";
	apo__xliff_type_2(arena, type, &type_2, &subtype);
	return subtype && starts(type_2, "other") ? subtype : own_name(arena, "apo:", type);
}

static const char *const contexts[] = {"database", "element", "elementtitle", "linenumber",
	"numparams", "paramnotes", "record", "recordtitle", "sourcefile"};

const char *apo__xliff_property_of_context(const char *type)
{
	if (starts(type, "x-prop:") && type[7])
		return type + 7;
	return starts(type, "x-" APO__XLIFF_ATTRIBUTE) ? type + 2 : type;
}

const char *apo__xliff_context(apo__arena *arena, const char *property)
{
	for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++)
		if (same(contexts[i], property))
			return contexts[i];
	if (starts(property, APO__XLIFF_ATTRIBUTE))
		return own_name(arena, "x-", property);
	int own = starts(property, "x-") && property[2] && !starts(property, "x-prop:") &&
		  !starts(property, "x-" APO__XLIFF_ATTRIBUTE);
	return own_name(arena, own ? "" : "x-prop:", property);
}

const char *apo__xliff_state(const char *state, int version)
{
	/* 1.2 has finer states than 2.x; the first of 1.2 is the one that 2.x's becomes */
	static const char *const states[][2] = {{"new", "initial"}, {"translated", "translated"},
		{"signed-off", "reviewed"}, {"final", "final"}, {"needs-translation", "initial"},
		{"needs-adaptation", "translated"}, {"needs-l10n", "translated"},
		{"needs-review-adaptation", "translated"}, {"needs-review-l10n", "translated"},
		{"needs-review-translation", "translated"}};
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (same(states[i][version == 2], state))
			return states[i][version == 2];
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (same(states[i][version != 2], state))
			return states[i][version == 2];
	/* those of CAT tools: what they are worth */
	static const char *const levels[][2] = {{"new", "initial"},
		{"needs-translation", "initial"}, {"translated", "translated"},
		{"signed-off", "reviewed"}, {"final", "final"}};
	return levels[apo__state_level(state)][version == 2];
}

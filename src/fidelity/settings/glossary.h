/* SPDX-License-Identifier: Apache-2.0 */
/* A glossary: terms of the source with the renderings that the target may have, must not have, or that stay as they are. */
#ifndef APO__FIDELITY_SETTINGS_GLOSSARY_H
#define APO__FIDELITY_SETTINGS_GLOSSARY_H

#include "base/arena.h"

typedef APO__VECTOR(const char *) form_strings;

typedef struct {
	const char *source; /* "" = an entry about the target alone */
	form_strings targets;
	form_strings forbidden;
	int untranslated; /* the source stays as it is */
	uint32_t line;
} form_entry;

typedef struct {
	APO__VECTOR(form_entry) entries;
	uint32_t skipped; /* entries that lack what they need */
} form_glossary;

/* Add the terms of a file: TBX (2 and 3) by its root element; CSV with a header by its first line; else a glossary of OmegaT
 * (source, tab, target, tab, note). `from` and `to` are BCP 47 tags. APO_EINPUT when it cannot be read or has no terms of
 * these languages. */
apo_status form_glossary_read(apo__arena *arena, const apo_context *context, const char *path,
	const char *from, const char *to, form_glossary *glossary, apo_error *err);

#endif

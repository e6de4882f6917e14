/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files that a user writes for `qa`, profiles and rules: sections in brackets and lines "name = value", each with its place. A line that begins with # is a
 * comment; a value goes to the end of its line, as it stands, so that regular expressions need no quoting.
 */
#ifndef APO__FIDELITY_SETTINGS_SETTINGS_FILE_H
#define APO__FIDELITY_SETTINGS_SETTINGS_FILE_H

#include "base/arena.h"

typedef struct {
	const char *section; /* "checks"; "" before the first */
	const char *title;   /* the rest of the line of the section: "dates" of [rule dates]; "" */
	const char *name;    /* NULL: the section begins */
	const char *value;
	uint32_t line, column, value_column; /* from 1, in characters */
} apo__setting;

typedef APO__VECTOR(apo__setting) apo__settings;

/* The lines of a file. APO_EINPUT for one that is neither, or is not UTF-8. */
apo_status apo__settings_parse(apo__arena *arena, const char *path, const char *data, size_t size,
	apo__settings *settings, apo_error *err);

/* Fail with a place: `column` 0 = that of the setting's name. */
apo_status apo__setting_fail(apo_error *err, const char *path, const apo__setting *setting,
	uint32_t column, const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif

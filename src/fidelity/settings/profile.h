/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Profiles of `qa` (docs/mechanical.md): which checks run, how severe and how sure their findings are, limits, lists, points. The
 * built-in ones, "strict", "normal" and "relaxed", are files of the same form, compiled into the program.
 */
#ifndef APO__FIDELITY_SETTINGS_PROFILE_H
#define APO__FIDELITY_SETTINGS_PROFILE_H

#include "fidelity/settings/settings_file.h"

#define APO__PROFILE_NORMAL "normal"

typedef enum { APO__CHECK_ON, APO__CHECK_OFF, APO__CHECK_AS } apo__check_state;

typedef APO__VECTOR(const char *) apo__paths;

typedef struct apo__profile {
	struct {
		apo__check_state state;
		apo_severity severity; /* of APO__CHECK_AS: all its findings have it */
		double confidence;     /* findings below are not reported */
	} checks[APO_ISSUE_TYPE_COUNT];
	uint32_t slips, slips_one_in; /* what a file does otherwise in so few places is a slip */
	double longer, shorter;	      /* a target of so many times the usual length */
	uint32_t most_characters;     /* of a target whose unit says none; 0 = no limit */
	double points[3],
		marks;	  /* of a finding by severity; of minor ones about marks and spaces */
	double threshold; /* most points per 100 words of the source to pass */
	int fail_on;	  /* the severity from which the exit status is 1; -1 = never */
	apo__paths terms, words, rules;
} apo__profile;

/* Read a built-in profile by its name, else the file `path`, into `profile`. APO_EINPUT for a file that cannot be read, or has
 * a name or value that is not known: with line, column and what was expected. */
apo_status apo__profile_read(apo__arena *arena, apo_context *context, const char *path,
	apo__profile *profile, apo_error *err);
/* The severity of a word, -1 for "never", -2 for another. */
int apo__fail_on(const char *word);
/* The normal profile: everything is reported as it is found. */
void apo__profile_default(apo__arena *arena, apo__profile *profile);

#endif

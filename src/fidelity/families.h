/* SPDX-License-Identifier: Apache-2.0 */
/* The families of checks, what runs them and what is done with their findings. */
#ifndef APO__FIDELITY_FAMILIES_H
#define APO__FIDELITY_FAMILIES_H

#include "fidelity/voices/voices.h"

/* digits.c: the figures of a bead in digits, where a side has no words for numbers. */
void apo__check_digits(apo__check *check, uint32_t bead);

/* The families. */
void apo__check_values(apo__check *check);
void apo__check_dates(apo__check *check);
void apo__check_names(apo__check *check);
void apo__check_pinyin(apo__check *check);
void apo__check_negation(apo__check *check);
void apo__check_polarity(apo__check *check);
void apo__check_need_not(apo__check *check);
void apo__check_opposites(apo__check *check);
void apo__check_clause_content(apo__check *check);
void apo__check_leftovers(apo__check *check);
void apo__check_pronouns(apo__check *check);
void apo__check_content(apo__check *check);
void apo__check_tense(apo__check *check);
void apo__check_intensifiers(apo__check *check);
void apo__check_form(apo__check *check);

/* check.c: an alignment with all that was found, in `arena`; the issues are final. */
apo__check *apo__check_run(apo_context *context, const apo_alignment *alignment,
	const apo_lexicons *lexicons, const apo__check_plan *plan, apo__known_words *known,
	apo__arena *arena);

/* check.c: drop issues that a stronger one covers, and sort. */
void apo__check_settle(apo__check *check);
/* form_findings.c: add the mechanical checks of a report; what others have found is not found again. `plan` is that of the check. */
apo_status apo__check_mechanical(
	apo__check *check, apo__check_plan *plan, const apo_check_options *options, apo_error *err);

/* form_findings.c: severities as the profile wants them, without findings that are not sure enough for it. */
void apo__check_apply_profile(apo__check *check);
/* known_findings.c: give findings of one fingerprint fingerprints of their own, once they are final. */
void apo__check_number_equals(apo__check *check);
/* known_findings.c: move the findings that these files dismiss to the known ones. */
apo_status apo__check_dismissals(
	apo__check *check, const char *const *paths, size_t count, apo_error *err);
/* baseline.c: move the findings whose fingerprints are in the file to the known ones. */
apo_status apo__check_baseline(apo__check *check, const char *path, apo_error *err);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* The types of issues, and their names in the world outside. */
#ifndef APOGRAPH_ISSUES_H
#define APOGRAPH_ISSUES_H

#include "apograph/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The names of the types are those of `apo_issue_type_name`. */
typedef enum {
	/* values */
	APO_ISSUE_NUMBER,
	APO_ISSUE_PERCENT_POINT,
	APO_ISSUE_MAGNITUDE,
	APO_ISSUE_UNIT,
	APO_ISSUE_DATE,
	APO_ISSUE_NAME,
	APO_ISSUE_TITLE,
	APO_ISSUE_PLACE,
	/* meaning */
	APO_ISSUE_NEGATION,
	APO_ISSUE_ANTONYM,
	APO_ISSUE_DIRECTION_REVERSED,
	APO_ISSUE_MODALITY,
	APO_ISSUE_HEDGE_DROPPED,
	APO_ISSUE_TENSE,
	APO_ISSUE_AGENT,
	APO_ISSUE_MISTRANSLATION,
	APO_ISSUE_INTENSIFIER,
	/* content */
	APO_ISSUE_OMISSION_SENTENCE,
	APO_ISSUE_OMISSION_CLAUSE,
	APO_ISSUE_ADDITION_SENTENCE,
	APO_ISSUE_OPINION_ADDED,
	APO_ISSUE_UNTRANSLATED,
	/* news */
	APO_ISSUE_ATTRIBUTION_DROPPED,
	APO_ISSUE_ATTRIBUTION_CHANGED,
	APO_ISSUE_ATTRIBUTION_SCOPE, /* never emitted yet */
	APO_ISSUE_QUOTE_ALTERED,
	APO_ISSUE_QUOTE_FABRICATED,
	APO_ISSUE_INDIRECT_TO_DIRECT,
	APO_ISSUE_QUOTE_SPEAKER,
	APO_ISSUE_QUOTE_INCONSISTENT,
	/* form */
	APO_ISSUE_SPELLING,
	APO_ISSUE_DOUBLE_WORD,
	APO_ISSUE_PUNCTUATION,
	APO_ISSUE_WHITESPACE,
	APO_ISSUE_LOCALE_NUMBER,
	APO_ISSUE_LOCALE_DATE,
	APO_ISSUE_TERM_INCONSISTENCY, /* never emitted yet */
	/* of a bilingual file as it stands */
	APO_ISSUE_INLINE_CODE,
	APO_ISSUE_PLACEHOLDER,
	APO_ISSUE_MARKUP,     /* tags and escapes that are text */
	APO_ISSUE_ADDRESS,    /* URL, e-mail */
	APO_ISSUE_IDENTIFIER, /* codes, versions, names of files */
	APO_ISSUE_QUOTATION_MARKS,
	APO_ISSUE_CAPITALIZATION,
	APO_ISSUE_LENGTH,
	APO_ISSUE_LANGUAGE, /* the target is in another language or script */
	APO_ISSUE_ENCODING,
	APO_ISSUE_CHARACTERS, /* invisible, look-alike, marks of direction */
	APO_ISSUE_INCONSISTENT_TARGET,
	APO_ISSUE_INCONSISTENT_SOURCE,
	APO_ISSUE_TERM, /* a term without its rendering */
	APO_ISSUE_TERM_FORBIDDEN,
	APO_ISSUE_DO_NOT_TRANSLATE, /* a text that has to stay as it is */
	APO_ISSUE_RULE,		    /* a rule of the user's own */
	APO_ISSUE_TYPE_COUNT
} apo_issue_type;
/* "number", "percent_point", ...; "unknown" for another value. A constant. */
APO_API const char *apo_issue_type_name(apo_issue_type type);
/* The ITS 2.0 localization quality issue type ("omission", "mistranslation", ...); "uncategorized"
 * for another value. A constant. */
APO_API const char *apo_issue_type_its(apo_issue_type type);
/* Its place in MQM-Core (themqm.org): a dimension, a slash and a type, such as
 * "accuracy/mistranslation"; "custom" for another value. A constant. */
APO_API const char *apo_issue_type_mqm(apo_issue_type type);
/* What a reader calls it ("Quotation reworded"); "Difference" for another value. A constant. */
APO_API const char *apo_issue_type_title(apo_issue_type type);
/* What it means and what to do about it, in a sentence or two; "" for another value. A constant. */
APO_API const char *apo_issue_type_help(apo_issue_type type);

#ifdef __cplusplus
}
#endif

#endif

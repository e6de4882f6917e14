/* SPDX-License-Identifier: Apache-2.0 */
/* The types of issues: our names, those of ITS 2.0 (Localization Quality Issue) and of MQM-Core, and what they mean in words. */
#include "apograph.h"

/* In the order of apo_issue_type. */
static const struct {
	const char *name, *its, *mqm, *title, *help;
} types[] = {
	{"number", "numbers", "accuracy/mistranslation", "Different number",
		"The target has another number, or none, where the source has this one. Compare "
		"the figures; words and digits count as the same."},
	{"percent_point", "numbers", "accuracy/mistranslation", "Percent and percentage points",
		"Percent became percentage points or the other way round, which changes the size "
		"of a change."},
	{"magnitude", "numbers", "accuracy/mistranslation", "Off by a factor",
		"A figure is off by a power of ten, as between million and billion."},
	{"unit", "numbers", "accuracy/mistranslation", "Different unit",
		"A quantity has another unit or currency than in the source."},
	{"date", "mistranslation", "accuracy/mistranslation", "Different date",
		"The target names another day, weekday, month or time."},
	{"name", "mistranslation", "accuracy/mistranslation", "Different name",
		"A person or body has another name than in the source."},
	{"title", "mistranslation", "accuracy/mistranslation", "Different office",
		"Somebody has another office or rank, as deputy and head."},
	{"place", "mistranslation", "accuracy/mistranslation", "Different place",
		"The target names another place."},
	{"negation", "mistranslation", "accuracy/mistranslation", "Negation lost or added",
		"One side denies what the other states."},
	{"antonym", "mistranslation", "accuracy/mistranslation", "Opposite meaning",
		"A word became its opposite."},
	{"direction_reversed", "mistranslation", "accuracy/mistranslation", "Direction reversed",
		"A rise became a fall or the other way round."},
	{"modality", "mistranslation", "accuracy/mistranslation", "Possible and certain",
		"What may, must or will be became something else of these."},
	{"hedge_dropped", "omission", "accuracy/omission", "Reservation dropped",
		"The source states this with a reservation, the target as a fact."},
	{"tense", "grammar", "linguistic-conventions/grammar", "Different time",
		"What was became what is or will be, or the other way round."},
	{"agent", "mistranslation", "accuracy/mistranslation", "Somebody else does it",
		"Another person does or suffers what is said."},
	{"mistranslation", "mistranslation", "accuracy/mistranslation", "Different meaning",
		"Words of the target mean something else."},
	{"intensifier", "mistranslation", "accuracy/mistranslation", "Stronger or weaker",
		"The target says it more strongly or more weakly."},
	{"omission_sentence", "omission", "accuracy/omission", "Sentence left out",
		"A sentence of the source is not in the target."},
	{"omission_clause", "omission", "accuracy/omission", "Part left out",
		"A part of a sentence is not in the target."},
	{"addition_sentence", "addition", "accuracy/addition", "Sentence added",
		"A sentence of the target does not rest on the source."},
	{"opinion_added", "addition", "accuracy/addition", "Opinion added",
		"The target judges where the source reports."},
	{"untranslated", "untranslated", "accuracy/untranslated", "Not translated",
		"Words of the source are in the target as they are."},
	{"attribution_dropped", "omission", "accuracy/omission", "Source no longer named",
		"The source says who reported this, the target does not."},
	{"attribution_changed", "mistranslation", "accuracy/mistranslation", "Another source named",
		"The target credits somebody else."},
	{"attribution_scope", "mistranslation", "accuracy/mistranslation",
		"Credit for something else", "The credit covers more or less than in the source."},
	{"quote_altered", "mistranslation", "accuracy/mistranslation", "Quotation reworded",
		"Words in quotation marks are not those of the source."},
	{"quote_fabricated", "addition", "accuracy/addition", "Quotation made up",
		"A quotation that the source does not have."},
	{"indirect_to_direct", "mistranslation", "accuracy/mistranslation",
		"Narration became a quotation",
		"What the source reports in its own words is in quotation marks."},
	{"quote_speaker", "mistranslation", "accuracy/mistranslation", "Another speaker",
		"Somebody else is said to have spoken these words."},
	{"quote_inconsistent", "inconsistency", "style/inconsistent-style",
		"Quotation in two forms", "One quotation is rendered in two ways."},
	{"spelling", "misspelling", "linguistic-conventions/spelling", "Misspelled word",
		"The word is in no dictionary of the language, and one letter away from one that "
		"is. Words that are right go into a list (--words)."},
	{"double_word", "duplication", "linguistic-conventions/grammar", "Word twice",
		"A word stands twice in a row."},
	{"punctuation", "typographical", "linguistic-conventions/punctuation", "Punctuation",
		"A mark is missing, added or another one than in the source."},
	{"whitespace", "whitespace", "linguistic-conventions/punctuation", "Spaces",
		"A space is missing, doubled or of the wrong kind for the language."},
	{"locale_number", "locale-violation", "locale-conventions/number-format",
		"Notation of a number",
		"A number is written in the notation of the source's language."},
	{"locale_date", "locale-violation", "locale-conventions/date-format", "Notation of a date",
		"A date is written in the notation of the source's language."},
	{"term_inconsistency", "terminology", "terminology/inconsistent-use-of-terminology",
		"Term in two forms", "One term is rendered in several ways."},
	{"inline_code", "markup", "design-and-markup/markup-tag", "Inline codes",
		"Codes of the format are missing, added, doubled or crossed. The file may not open "
		"in the format that it came from."},
	{"placeholder", "markup", "design-and-markup/markup-tag", "Placeholders",
		"A placeholder is missing, added or damaged. The program that fills it may fail."},
	{"markup", "markup", "design-and-markup/markup-tag", "Tags in the text",
		"Tags, entities or escapes that are text differ."},
	{"address", "pattern-problem", "design-and-markup/link-cross-reference", "Address changed",
		"A URL or e-mail address differs."},
	{"identifier", "inconsistent-entities", "accuracy/mistranslation", "Code changed",
		"A code, version or file name differs."},
	{"quotation_marks", "typographical", "linguistic-conventions/punctuation",
		"Quotation marks", "Quotation marks are mixed, or are those of another language."},
	{"capitalization", "typographical", "linguistic-conventions/spelling", "Capitals",
		"A capital is missing at the beginning, or all are capitals."},
	{"length", "length", "design-and-markup/truncation-text-expansion", "Length",
		"The target is longer than the unit allows, or far longer or shorter than usual."},
	{"language", "untranslated", "accuracy/untranslated", "Wrong language",
		"The target is in another language or script."},
	{"encoding", "characters", "linguistic-conventions/character-encoding",
		"Damaged characters", "Characters were read in the wrong encoding, or are lost."},
	{"characters", "characters", "linguistic-conventions/character-encoding", "Odd characters",
		"Invisible characters, letters of two alphabets in a word, or marks of direction "
		"without partner."},
	{"inconsistent_target", "inconsistency", "style/inconsistent-style",
		"Translated in two ways",
		"The same source has another target elsewhere in the file."},
	{"inconsistent_source", "inconsistency", "style/inconsistent-style",
		"One target for two sources",
		"The same target stands for another source elsewhere in the file."},
	{"term", "terminology", "terminology/wrong-term", "Term not used",
		"The glossary has another rendering for a term."},
	{"term_forbidden", "terminology", "terminology/inconsistent-with-terminology-resource",
		"Forbidden term", "The glossary forbids this rendering."},
	{"do_not_translate", "terminology", "accuracy/do-not-translate",
		"Translated against the glossary", "The glossary wants this text as it is."},
	{"rule", "non-conformance", "style/organizational-style", "Rule of your own",
		"A rule of a --rules file was broken."},
};
_Static_assert(sizeof types / sizeof *types == APO_ISSUE_TYPE_COUNT, "each type has its names");

const char *apo_issue_type_name(apo_issue_type type)
{
	return (unsigned)type < APO_ISSUE_TYPE_COUNT ? types[type].name : "unknown";
}

const char *apo_issue_type_its(apo_issue_type type)
{
	return (unsigned)type < APO_ISSUE_TYPE_COUNT ? types[type].its : "uncategorized";
}

const char *apo_issue_type_mqm(apo_issue_type type)
{
	return (unsigned)type < APO_ISSUE_TYPE_COUNT ? types[type].mqm : "custom";
}

const char *apo_issue_type_title(apo_issue_type type)
{
	return (unsigned)type < APO_ISSUE_TYPE_COUNT ? types[type].title : "Difference";
}

const char *apo_issue_type_help(apo_issue_type type)
{
	return (unsigned)type < APO_ISSUE_TYPE_COUNT ? types[type].help : "";
}

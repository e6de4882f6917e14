/* SPDX-License-Identifier: Apache-2.0 */
/* What is looked through in sixteens is found at every place of a text, and so is what is looked up behind a filter. */
#include <criterion/criterion.h>
#include <string.h>

#include "apograph.h"
#include "text/language/language.h"
#include "text/unicode/sixteen.h"

enum { LONGEST = 50 };

/* Every byte at every place of texts of every size, and a second one behind it. */
Test(sixteen, a_rare_byte_is_found_where_it_is)
{
	static const char leads[] = {'\xC2', '\xEF'};
	for (size_t size = 1; size <= LONGEST; size++)
		for (size_t place = 0; place < size; place++)
			for (int byte = 0; byte < 256; byte++) {
				char text[LONGEST];
				memset(text, 'a', size);
				text[place] = (char)byte;
				int rare = byte < ' ' || byte == 0xC2 || byte == 0xEF;
				cr_assert_eq(apo__next_rare(text, size, 0, leads),
					rare ? place : size, "byte %d at %zu of %zu", byte, place,
					size);
				cr_assert_eq(apo__next_rare(text, size, place + 1, leads), size);
			}
}

Test(sixteen, the_first_marked_byte_counts)
{
	char text[APO__SIXTEEN];
	for (unsigned first = 0; first < APO__SIXTEEN; first++)
		for (unsigned second = first; second < APO__SIXTEEN; second++) {
			memset(text, 'a', sizeof text);
			text[first] = text[second] = '<';
			cr_assert_eq(apo__first_marked(apo__sixteen_at(text) == '<'), first);
		}
	cr_assert_eq(apo__first_marked(apo__sixteen_at(text) == '>'), APO__SIXTEEN);
}

/* All entries of all languages are found, and may begin with each of their beginnings. */
Test(sixteen, a_filter_lets_all_entries_through)
{
	static const char *const sections[] = {"function-words", "reporting-verbs", "first-names",
		"person-roles", "abbreviations", "agencies"};
	static const char *const languages[] = {"en", "de", "zh", "fr", "es", "hu"};
	apo_error err;
	apo_context *context = apo_context_new(NULL, &err);
	cr_assert_not_null(context);
	uint32_t seen = 0;
	for (size_t l = 0; l < sizeof languages / sizeof *languages; l++)
		for (size_t s = 0; s < sizeof sections / sizeof *sections; s++) {
			const apo__lang_section *section = apo__language_section(
				apo__language_get(context, languages[l]), sections[s]);
			for (uint32_t i = 0; i < section->count; i++, seen++) {
				const char *folded = section->entries[i].folded;
				size_t size = strlen(folded);
				const apo__lang_entry *found =
					apo__lang_find(section, folded, size);
				cr_assert(found && !strcmp(found->folded, folded), "%s", folded);
				for (size_t n = 0; n <= size; n++)
					cr_assert(apo__lang_may_begin(section, folded, n));
			}
			cr_assert_null(apo__lang_find(section, "", 0));
			cr_assert_null(apo__lang_find(section, "no such entry", 13));
		}
	cr_assert_gt(seen, 2000);
	apo_context_free(context);
}

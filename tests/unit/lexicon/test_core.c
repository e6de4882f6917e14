/* SPDX-License-Identifier: Apache-2.0 */
/* The core lexicon as it is compiled in: its size and its form. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "text/language/context.h"

enum { COLUMNS = 6, MOST_ROWS = 20000, MOST_ALTERNATIVES = 24, LEAST_CONCEPTS = 8000 };

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Checks a line in place; its first cell remains. */
static void check(char *line, const char *file, unsigned number)
{
	char *cells[COLUMNS];
	unsigned count = 0;
	for (char *rest = line; rest; count++) {
		cr_assert_lt(count, COLUMNS, "%s:%u: too many columns", file, number);
		cells[count] = rest;
		rest = strchr(rest, '\t');
		if (rest)
			*rest++ = 0;
	}
	cr_assert_eq(count, COLUMNS, "%s:%u: %u columns", file, number, count);
	for (unsigned i = 0; i < COLUMNS; i++) {
		char *alternatives[MOST_ALTERNATIVES], *cell = strdup(cells[i]);
		unsigned found = 0;
		for (char *rest = cell; rest;) {
			char *next = strstr(rest, "; ");
			if (next)
				*next = 0;
			cr_assert_lt(found, MOST_ALTERNATIVES, "%s:%u: %s", file, number, cells[i]);
			cr_assert(*rest && *rest != ' ' && rest[strlen(rest) - 1] != ' ' &&
					  !strpbrk(rest, ";|"),
				"%s:%u: '%s'", file, number, cells[i]);
			for (unsigned j = 0; j < found; j++)
				cr_assert_neq(strcmp(alternatives[j], rest), 0, "%s:%u: '%s' twice",
					file, number, rest);
			alternatives[found++] = rest;
			rest = next ? next + 2 : NULL;
		}
		free(cell);
	}
}

Test(core, is_large_well_formed_and_says_nothing_twice)
{
	static char *rows[MOST_ROWS];
	size_t count = 0;
	for (size_t f = 0; f < apo__embedded_file_count; f++) {
		const apo__embedded *file = &apo__embedded_files[f];
		if (strncmp(file->name, "core", 4))
			continue;
		char *text = strndup((const char *)file->data, file->size), *save = NULL;
		unsigned number = 0;
		for (char *line = strtok_r(text, "\n", &save); line;
			line = strtok_r(NULL, "\n", &save)) {
			if (!number++) {
				cr_assert_str_eq(line, "en\tde\tfr\tzh\tes\thu", "%s", file->name);
			} else if (*line != '#') {
				cr_assert_lt(count, MOST_ROWS);
				check(line, file->name, number);
				rows[count++] = line;
			}
		}
	}
	qsort(rows, count, sizeof *rows, by_text);
	for (size_t i = 1; i < count; i++) /* words of two senses have a note in brackets */
		cr_assert_neq(strcmp(rows[i - 1], rows[i]), 0, "'%s' has two lines", rows[i]);
	cr_assert_geq(count, LEAST_CONCEPTS, "%zu concepts", count);
}

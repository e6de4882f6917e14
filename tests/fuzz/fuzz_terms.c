/* SPDX-License-Identifier: Apache-2.0 */
/* Lists that a user names for `qa`. The first byte chooses: a glossary (TBX, a table) for checks of a unit, or words that are
 * spelled right. What a glossary holds must be what a check can use. */
#include <string.h>
#include <sys/stat.h>

#include "as_file.h"
#include "fidelity/mechanical/mechanical.h"
#include "fidelity/settings/glossary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static apo_context *context;

typedef struct {
	const char *path;
	int kind;
} input;

static void require(int holds)
{
	if (!holds)
		abort();
}

static void look(const form_strings *forms)
{
	for (uint32_t i = 0; i < forms->count; i++)
		require(*forms->items[i] != '\0');
}

static void ignore(const apo__form_finding *finding, void *user)
{
	*(size_t *)user += strlen(finding->message);
}

/* A unit in which terms of any glossary can be. */
static void check_unit(apo__form_checker *checker)
{
	static const char source[] = "The pump of the house, a valve & 3 tests: a b c.",
			  target[] = "Die Pumpe des Hauses, ein Ventil & 3 Tests: a b c.";
	apo__form_unit unit = {.number = 1};
	size_t said = 0;
	unit.side[0] = (apo__form_text){.text = source, .size = sizeof source - 1};
	unit.side[1] = (apo__form_text){.text = target, .size = sizeof target - 1};
	apo__form_learn(checker, &unit);
	apo__form_check(checker, &unit, ignore, &said);
}

static apo_status read_list(apo__arena *arena, void *user, apo_error *err)
{
	const input *in = user;
	form_glossary glossary = {0};
	apo__form_checker *checker = apo__form_open(arena, context, "en", "de", 0);
	if (in->kind % 2) {
		require(apo__form_add_spelling(checker) != NULL);
		if (!apo__form_add_words(checker, in->path, err))
			check_unit(checker);
		return APO_OK;
	}
	apo_status status =
		form_glossary_read(arena, context, in->path, "en", "de", &glossary, err);
	for (uint32_t i = 0; i < glossary.entries.count; i++) {
		const form_entry *entry = &glossary.entries.items[i];
		require(*entry->source || entry->forbidden.count);
		require(entry->targets.count || entry->forbidden.count || entry->untranslated);
		look(&entry->targets);
		look(&entry->forbidden);
	}
	require(status || glossary.entries.count);
	if (!status && !apo__form_add_terms(checker, in->path, err))
		check_unit(checker);
	return APO_OK;
}

static void write_file(const char *folder, const char *name, const char *text)
{
	char path[PATH_MAX + 32];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	require(file && fputs(text, file) >= 0 && !fclose(file));
}

/* A dictionary of hunspell, since words are read only for one. */
static void make_dictionary(void)
{
	static char folder[PATH_MAX], hunspell[PATH_MAX + 16];
	require(mkdtemp(scratch_path(folder, "fuzz")) != NULL);
	snprintf(hunspell, sizeof hunspell, "%s/hunspell", folder);
	require(!mkdir(hunspell, 0700));
	write_file(hunspell, "de_DE.aff", "SET UTF-8\n");
	write_file(hunspell, "de_DE.dic", "3\nPumpe\nHauses\nVentil\n");
	setenv("XDG_DATA_HOME", folder, 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	apo_error err;
	if (!context) {
		make_dictionary();
		context = apo_context_new(NULL, NULL);
	}
	if (!size)
		return 0;
	input in = {as_file(0, data + 1, size - 1), data[0]};
	apo__arena *arena = apo__arena_new();
	apo__guarded(arena, read_list, &in, &err);
	apo__arena_free(arena);
	return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What lexicons say of words, for people. A word is looked up from both sides; the side that knows it better answers. */
#include <string.h>

#include "base/error.h"
#include "lexicon/explain.h"
#include "text/unicode/chars.h"
#include "text/unicode/fold.h"

#define MOST_NEAR 5u
#define NEAR	  4u /* bytes, and a third of the word, that words share at their beginning to be near */

typedef struct {
	apo_word_answer public;
	apo__arena *arena;
} answer;

static const char *const how_names[] = {"entry", "stem", "part", "pivot", "synonym"};

static apo_word_entry make_entry(const apo_lexicons *lexicons, apo__side side, const char *word,
	const apo__explained *found, uint32_t count, apo__arena *arena)
{
	apo_word_rendering *renderings = apo__alloc_array(arena, count, sizeof *renderings);
	for (uint32_t i = 0; i < count; i++)
		renderings[i] = (apo_word_rendering){found[i].form, (double)found[i].weight,
			how_names[found[i].how], found[i].via, found[i].lexicons,
			found[i].lexicon_count};
	return (apo_word_entry){word, apo__language_tag(lexicons->languages[side]),
		apo__language_tag(lexicons->languages[!side]), renderings, count, NULL, 0};
}

/* ---- words that begin alike ---- */

typedef struct {
	const char *words[MOST_NEAR];
	size_t shared[MOST_NEAR];
	uint32_t count;
} nearest;

static size_t common(const char *a, const char *b)
{
	size_t size = 0;
	while (a[size] && a[size] == b[size])
		size++;
	return size;
}

/* More in common is better, then shorter, then first by bytes. */
static int is_nearer(const char *a, size_t a_shared, const char *b, size_t b_shared)
{
	size_t a_size = strlen(a), b_size = strlen(b);
	if (a_shared != b_shared)
		return a_shared > b_shared;
	return a_size != b_size ? a_size < b_size : strcmp(a, b) < 0;
}

static void add_near(nearest *n, const char *word, size_t shared)
{
	for (uint32_t i = 0; i < n->count; i++)
		if (!strcmp(n->words[i], word))
			return;
	uint32_t at = n->count < MOST_NEAR ? n->count : MOST_NEAR - 1;
	if (n->count == MOST_NEAR && !is_nearer(word, shared, n->words[at], n->shared[at]))
		return;
	n->count += n->count < MOST_NEAR;
	for (; at && is_nearer(word, shared, n->words[at - 1], n->shared[at - 1]); at--) {
		n->words[at] = n->words[at - 1];
		n->shared[at] = n->shared[at - 1];
	}
	n->words[at] = word;
	n->shared[at] = shared;
}

/* Linear in the words of all lexicons of the pair. */
static void find_near(
	const apo_lexicons *lexicons, const char *form, apo_word_entry *entry, apo__arena *arena)
{
	nearest n = {.count = 0};
	size_t least = strlen(form) / 3 > NEAR ? strlen(form) / 3 : NEAR;
	for (uint32_t i = 0; i < lexicons->stores.count; i++)
		for (int side = 0; side < 2; side++) {
			const apo__interner *words =
				&lexicons->stores.items[i].store->sides[side].words;
			for (uint32_t k = 0; k < words->count; k++) {
				size_t shared = common(form, words->strings[k]);
				if (shared >= least)
					add_near(&n, words->strings[k], shared);
			}
		}
	const char **near = apo__alloc_array(arena, n.count, sizeof *near);
	if (n.count)
		memcpy(near, n.words, n.count * sizeof *near);
	entry->near = near;
	entry->near_count = n.count;
}

/* ---- words ---- */

static uint32_t look_up(const apo_lexicons *lexicons, const char *word, apo_word_entry entries[2],
	apo__arena *arena)
{
	const apo__explained *found[2] = {NULL, NULL};
	uint32_t count[2] = {0, 0}, used = 0;
	const char *form = apo__fold(arena, word, strlen(word));
	for (int side = 0; side < 2 - lexicons->same_language; side++)
		count[side] =
			apo__lexicon_explain(lexicons, (apo__side)side, form, arena, &found[side]);
	for (int side = 0; side < 2; side++)
		if (count[side] && (!count[!side] || found[side]->how <= found[!side]->how))
			entries[used++] = make_entry(
				lexicons, (apo__side)side, word, found[side], count[side], arena);
	if (used)
		return used;
	entries[0] = make_entry(lexicons, APO__SOURCE, word, NULL, 0, arena);
	find_near(lexicons, form, &entries[0], arena);
	return 1;
}

static int is_utf8(const char *text, size_t size)
{
	int32_t c = 0;
	for (uint32_t at = 0; at < size && c >= 0;)
		at = apo__utf8_next(text, at, (uint32_t)size, &c);
	return c >= 0;
}

typedef struct {
	const apo_lexicons *lexicons;
	const char *const *words;
	size_t count;
	answer *answer;
} show_job;

static apo_status show(apo__arena *arena, void *user, apo_error *err)
{
	show_job *j = user;
	apo_word_entry *entries = apo__alloc_array(arena, 2 * j->count + 1, sizeof *entries);
	size_t used = 0;
	for (size_t i = 0; i < j->count; i++) {
		if (strlen(j->words[i]) > 4096 || !is_utf8(j->words[i], strlen(j->words[i])))
			return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
				"word %zu is not valid: expected UTF-8 of at most 4,096 bytes",
				i + 1);
		const char *word = apo__strdup(arena, j->words[i]);
		used += look_up(j->lexicons, word, entries + used, arena);
	}
	j->answer = apo__alloc(arena, sizeof *j->answer);
	*j->answer = (answer){{entries, used}, arena};
	return APO_OK;
}

apo_word_answer *apo_lexicons_show(
	const apo_lexicons *lexicons, const char *const *words, size_t count, apo_error *err)
{
	apo__arena *arena = apo__arena_new();
	show_job j = {lexicons, words, count, NULL};
	if (!arena)
		apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	else if (!apo__guarded(arena, show, &j, err))
		return &j.answer->public;
	apo__arena_free(arena);
	return NULL;
}

void apo_word_answer_free(apo_word_answer *public)
{
	if (public)
		apo__arena_free(((answer *)public)->arena); /* public is its first member */
}

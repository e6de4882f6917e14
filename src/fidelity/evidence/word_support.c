/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which words of a bead are licensed by the other side: equal words, renderings in either direction, words of one stem,
 * cognates, and for one language synonyms. Renderings are looked up once a word type. Costs the renderings of all words
 * plus, for cognates, the product of the words left over in a bead, up to a cap.
 */
#include <math.h>
#include <string.h>

#include "fidelity/evidence/evidence.h"

#define MOST_PAIRS                                                                                 \
	(1u << 22) /* of words compared letter by letter in a bead; larger ones are looked up only */
#define MOST_TWINS 64u /* of one word in a bead */

/* Support that a word gives, 1 for an equal one; set on the project's own corpora. */
#define SAME_STEM     .9f /* another form, in one language */
#define RENDERED      .45f /* by a rendering, however light: dictionaries spread weight over many ... */
#define BY_WEIGHT     .55f /* ... and more with its weight, up to 1 for both */
#define RENDERED_STEM .95f /* of that, by a form of the rendering */
#define COGNATE_LEAST .25  /* likeness of letters from which two words may be cognates ... */
#define COGNATE	      1.6  /* ... and support by it */
#define LEFT	      .5f  /* support below which cognates are sought */
#define LEAST_BASE    3u   /* bytes of a verb that are left without its prefix and ending */
#define RARITY	      1.5  /* added to segments / segments with the word, before the logarithm */

/* The base form that a rule of [participle-rules] makes of an inflected form: "ge*et = *en" makes öffnen of geöffnet. NULL = none. */
static const char *base_of(
	const apo__check *check, apo__side side, const char *form, apo__arena *arena)
{
	const apo__language *language = check->side[side].language;
	if (!language)
		return NULL;
	const apo__lang_section *rules = apo__language_section(language, "participle-rules");
	size_t size = strlen(form);
	for (uint32_t i = 0; i < rules->count; i++) {
		const char *rule = rules->entries[i].folded, *star = strchr(rule, '*');
		const char *made = strchr(rules->entries[i].value, '*');
		if (!star || !made)
			continue;
		size_t head = (size_t)(star - rule), tail = strlen(star + 1);
		if (size < head + tail + LEAST_BASE || strncmp(form, rule, head) != 0 ||
			strcmp(form + size - tail, star + 1) != 0)
			continue;
		return apo__sprintf(arena, "%.*s%.*s%s", (int)(made - rules->entries[i].value),
			rules->entries[i].value, (int)(size - head - tail), form + head, made + 1);
	}
	return NULL;
}

void apo__known_words_init(apo__known_words *known, apo__arena *arena)
{
	*known = (apo__known_words){.arena = arena};
	apo__interner_init(&known->forms[0], arena);
	apo__interner_init(&known->forms[1], arena);
	apo__map_init(&known->stem_numbers[0], arena);
	apo__map_init(&known->stem_numbers[1], arena);
}

static uint64_t key_of(const char *form)
{
	return apo__hash(form, strlen(form));
}

const char *apo__known_stem(apo__check *check, apo__side side, const char *form)
{
	apo__known_words *all = check->known;
	if (!all->stemmers[side])
		all->stemmers[side] = apo__stemmer_new(check->side[side].language, all->arena);
	if (!all->stemmers[side])
		return form;
	size_t size = strlen(form);
	const char *stem = apo__stemmer_stem(all->stemmers[side], form, &size);
	return stem == form ? form : apo__strndup(all->arena, stem, size);
}

apo__known_word *apo__known_word_of(apo__check *check, apo__side side, const char *form)
{
	apo__known_words *all = check->known;
	uint32_t known = all->forms[side].count,
		 id = apo__intern(&all->forms[side], form, strlen(form));
	if (id == known) {
		form = all->forms[side].strings[id];
		const char *base = base_of(check, side, form, all->arena);
		*apo__push(all->arena, &all->words[side]) =
			(apo__known_word){.stem = apo__known_stem(check, side, form),
				.base = base,
				.base_stem = base ? apo__known_stem(check, side, base) : NULL,
				.key = key_of(form),
				.function = apo__lexicon_is_function_word(
						    check->lexicons, side, form) != 0};
	}
	return &all->words[side].items[id];
}

/* The key of the stem of a rendering: many words share their renderings, and a stem costs a hundred look-ups. */
static uint64_t stem_key(apo__check *check, apo__side side, const char *form, uint64_t key)
{
	apo__known_words *all = check->known;
	uint32_t known = all->stem_keys[side].count,
		 number = *apo__map_add(&all->stem_numbers[side], key, known);
	if (number == known)
		*apo__push(all->arena, &all->stem_keys[side]) =
			key_of(apo__known_stem(check, side, form));
	return all->stem_keys[side].items[number];
}

const apo__known_word *apo__known_renderings(apo__check *check, apo__side side, const char *form)
{
	apo__known_word *word = apo__known_word_of(check, side, form);
	if (word->rendered)
		return word;
	apo__arena *arena = check->known->arena;
	word->rendered = 1;
	word->count =
		apo__lexicon_renderings(check->lexicons, side, form, arena, &word->renderings);
	if (!word->count && word->base)
		word->count = apo__lexicon_renderings(
			check->lexicons, side, word->base, arena, &word->renderings);
	word->keys = apo__alloc_array(arena, word->count, sizeof *word->keys);
	for (uint32_t k = 0; k < word->count; k++) {
		const char *rendering = word->renderings[k].form;
		uint64_t key = key_of(rendering);
		word->keys[k] =
			(struct apo__rendering_keys){key, stem_key(check, !side, rendering, key)};
	}
	return word;
}

int apo__check_renders(apo__check *check, apo__side side, uint32_t word, uint32_t other)
{
	const char *stem = check->side[!side].stems[other];
	uint64_t key = key_of(stem);
	const apo__known_word *known =
		apo__known_renderings(check, side, check->side[side].words.words[word].form);
	for (uint32_t i = 0; i < known->count; i++)
		if (known->keys[i].stem == key)
			return 1;
	return 0;
}

static int is_word(const apo__word *word)
{
	return word->kind != APO_TOKEN_PUNCTUATION && word->kind != APO_TOKEN_SYMBOL;
}

static void license(apo__check_side *side, uint32_t word, uint32_t partner, float strength)
{
	if (strength > 1)
		strength = 1;
	if (strength <= side->support[word])
		return;
	side->support[word] = strength;
	side->partner[word] = partner;
}

static void license_both(apo__check *check, uint32_t source, uint32_t target, float strength)
{
	license(&check->side[APO__SOURCE], source, target, strength);
	license(&check->side[APO__TARGET], target, source, strength);
}

#define KEY_BITS 1024u /* of a filter: what a bead of usual length does not have is seen there */

/* The words of a side of a bead by form and by stem: chains through `next`. */
typedef struct {
	uint64_t keys[KEY_BITS / 64]; /* a bit for each; most renderings have none */
	apo__map first;
	APO__VECTOR(uint32_t) words, next;
} table;

static void table_add(apo__arena *arena, table *t, uint64_t key, uint32_t word)
{
	t->keys[key % KEY_BITS / 64] |= (uint64_t)1 << key % 64;
	uint32_t *first = apo__map_add(&t->first, key, APO_NONE);
	*apo__push(arena, &t->words) = word;
	*apo__push(arena, &t->next) = *first;
	*first = t->words.count - 1;
}

static table table_of(apo__check *check, apo__arena *arena, uint32_t bead, apo__side side)
{
	table t;
	memset(&t, 0, sizeof t);
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	const apo__check_side *s = &check->side[side];
	apo__map_init(&t.first, arena);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++) {
			if (!is_word(&s->words.words[w]))
				continue;
			const apo__known_word *known =
				apo__known_word_of(check, side, s->words.words[w].form);
			table_add(arena, &t, known->key, w);
			if (strcmp(known->stem, s->words.words[w].form))
				table_add(arena, &t, key_of(known->stem), w);
			if (known->base) {
				table_add(arena, &t, key_of(known->base), w);
				table_add(arena, &t, key_of(known->base_stem), w);
			}
		}
	return t;
}

static void look_up(apo__check *check, const table *t, apo__side side, uint32_t word, uint64_t key,
	float strength)
{
	if (!(t->keys[key % KEY_BITS / 64] >> key % 64 & 1))
		return;
	const uint32_t *first = apo__map_find(&t->first, key);
	for (uint32_t i = first ? *first : APO_NONE, n = 0; i != APO_NONE && n < MOST_TWINS;
		i = t->next.items[i], n++) {
		uint32_t other = t->words.items[i];
		if (side == APO__SOURCE)
			license_both(check, word, other, strength);
		else
			license_both(check, other, word, strength);
	}
}

/* Support that a rendering of this weight gives. */
static float strength_of(float weight)
{
	return RENDERED + BY_WEIGHT * (weight < 1 ? weight : 1);
}

static void link_words(apo__check *check, const table *others, uint32_t bead, apo__side side)
{
	apo__check_side *s = &check->side[side];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++) {
			const char *form = s->words.words[w].form;
			if (!is_word(&s->words.words[w]))
				continue;
			const apo__known_word *r = apo__known_renderings(check, side, form);
			look_up(check, others, side, w, r->key, 1);
			if (check->same_language)
				look_up(check, others, side, w, key_of(s->stems[w]), SAME_STEM);
			s->known[w] = r->count > 0;
			for (uint32_t k = 0; k < r->count; k++) {
				float strength = strength_of(r->renderings[k].weight);
				look_up(check, others, side, w, r->keys[k].form, strength);
				if (r->keys[k].stem != r->keys[k].form)
					look_up(check, others, side, w, r->keys[k].stem,
						RENDERED_STEM * strength);
			}
		}
}

/* Words alike in their letters, among those that nothing licenses. */
static void link_cognates(apo__check *check, uint32_t bead)
{
	uint32_t counts[2];
	const uint32_t *segments[2];
	APO__VECTOR(uint32_t) left[2] = {{0}, {0}};
	for (int side = 0; side < 2; side++) {
		segments[side] = apo__check_segments(check, bead, (apo__side)side, &counts[side]);
		const apo__check_side *s = &check->side[side];
		for (uint32_t i = 0; i < counts[side]; i++)
			for (uint32_t w = s->words.first[segments[side][i]];
				w < s->words.first[segments[side][i] + 1]; w++)
				if (s->weight[w] > 0 && s->support[w] < LEFT)
					*apo__push(check->arena, &left[side]) = w;
	}
	if ((uint64_t)left[0].count * left[1].count > MOST_PAIRS)
		return;
	for (uint32_t i = 0; i < left[0].count; i++)
		for (uint32_t j = 0; j < left[1].count; j++) {
			double like =
				apo__similarity(check->side[0].words.words[left[0].items[i]].form,
					check->side[1].words.words[left[1].items[j]].form);
			if (like >= COGNATE_LEAST)
				license_both(check, left[0].items[i], left[1].items[j],
					(float)(like * COGNATE));
		}
}

/* Inverse document frequency over the segments of the side's document; words without content weigh nothing. */
static void weigh(apo__check *check, apo__side side)
{
	apo__check_side *s = &check->side[side];
	apo__interner forms;
	APO__VECTOR(uint32_t) seen = {0}, last = {0};
	apo__interner_init(&forms, check->arena);
	size_t words = (size_t)s->words.count + 1;
	uint32_t *ids = apo__alloc_array(check->arena, words, sizeof *ids);
	unsigned char *function = apo__alloc_array(check->arena, words, sizeof *function);
	for (uint32_t w = 0; w < s->words.count; w++) {
		const apo__word *word = &s->words.words[w];
		const apo__known_word *entry = apo__known_word_of(check, side, word->form);
		s->stems[w] = entry->stem;
		function[w] = entry->function;
		uint32_t known = forms.count;
		ids[w] = apo__intern(&forms, s->stems[w], strlen(s->stems[w]));
		if (ids[w] == known) {
			*apo__push(check->arena, &seen) = 0;
			*apo__push(check->arena, &last) = APO_NONE;
		}
		if (last.items[ids[w]] != word->segment)
			seen.items[ids[w]]++;
		last.items[ids[w]] = word->segment;
	}
	for (uint32_t w = 0; w < s->words.count; w++) {
		const apo__word *word = &s->words.words[w];
		if (is_word(word) && !function[w])
			s->weight[w] = (float)log(RARITY + (double)s->document->segment_count /
								   (double)seen.items[ids[w]]);
	}
}

/* Weight of the words of a segment that the forms hold, by themselves or by a rendering. */
static double held(apo__check *check, const apo__interner *forms, apo__side side, uint32_t segment)
{
	const apo__check_side *s = &check->side[side];
	double sum = 0;
	for (uint32_t w = s->words.first[segment]; w < s->words.first[segment + 1]; w++) {
		const char *form = s->words.words[w].form;
		if (!(s->weight[w] > 0))
			continue;
		int found = apo__interned(forms, form, strlen(form)) != APO_NONE;
		const apo__known_word *word = apo__known_renderings(check, side, form);
		for (uint32_t i = 0; i < word->count && !found; i++)
			found = apo__interned(forms, word->renderings[i].form,
					strlen(word->renderings[i].form)) != APO_NONE;
		sum += found ? (double)s->weight[w] : 0;
	}
	return sum;
}

double apo__check_likeness(apo__check *check, uint32_t source, uint32_t target)
{
	const uint32_t segments[2] = {source, target};
	apo__interner forms[2];
	double shares[2];
	for (int side = 0; side < 2; side++) {
		const apo__words *words = &check->side[side].words;
		apo__interner_init(&forms[side], check->arena);
		for (uint32_t w = words->first[segments[side]];
			w < words->first[segments[side] + 1]; w++)
			apo__intern(
				&forms[side], words->words[w].form, strlen(words->words[w].form));
	}
	for (int side = 0; side < 2; side++) {
		double all;
		apo__check_content_words(check, (apo__side)side, segments[side], &all);
		shares[side] =
			all > 0 ? held(check, &forms[!side], (apo__side)side, segments[side]) / all
				: 0;
	}
	return shares[0] < shares[1] ? shares[0] : shares[1];
}

void apo__check_link(apo__check *check)
{
	weigh(check, APO__SOURCE);
	weigh(check, APO__TARGET);
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count)
			continue;
		apo__arena *scratch = apo__arena_child(check->arena);
		table sources = table_of(check, scratch, b, APO__SOURCE),
		      targets = table_of(check, scratch, b, APO__TARGET);
		link_words(check, &targets, b, APO__SOURCE);
		link_words(check, &sources, b, APO__TARGET);
		apo__arena_free(scratch);
		link_cognates(check, b);
	}
}

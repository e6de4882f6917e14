/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chinese names written in pinyin. A run of capitals that reads as syllables (Liuquan, Zhu Yifan) stands for characters of the
 * other side. Where these characters stand nowhere there, but a run of as many in the bead reads the same but for one syllable, and
 * is not rendered itself, another name was put in its place. Characters sound as [readings] of the language data says, in any of
 * their sounds. Linear in the text; within a bead, its characters for each name.
 */
#include <string.h>

#include "fidelity/families.h"
#include "text/names/names.h"

#define MOST_NAMES	 16u /* of a bead's side */
#define MOST_WORDS	 3u  /* of a name */
#define MOST_CHARACTERS	 4u  /* that a name stands for */
#define LONGEST		 24u /* letters of a name */
#define LONGEST_SYLLABLE 6u
#define MOST_SOUNDS	 4u /* of a character */
#define CONFIDENCE	 .8 /* set by hand */

/* A name of the Latin side as letters without marks. */
typedef struct {
	char letters[LONGEST + 1];
	uint32_t first, end; /* words */
} name;

/* A character of the Han side and its sounds. */
typedef struct {
	uint32_t token;
	const char *sounds[MOST_SOUNDS];
	uint32_t count;
} character;

typedef struct {
	apo__check *check;
	apo__side han, latin;
	apo__interner syllables;
	APO__VECTOR(character) characters;
	uint32_t *first; /* by segment of the Han side */
	apo__interner
		known; /* how runs of two to MOST_CHARACTERS characters of the Han side sound */
} survey;

/* ---- sounds ---- */

static const apo__lang_section *readings(const apo__check *check, apo__side side)
{
	return apo__language_section(check->side[side].language, "readings");
}

static void read_syllables(survey *v, const apo__lang_section *section)
{
	apo__interner_init(&v->syllables, v->check->arena);
	for (uint32_t i = 0; i < section->count; i++)
		for (const char *at = section->entries[i].value; *at;) {
			size_t size = strcspn(at, " ");
			apo__intern(&v->syllables, at, size);
			at += size + (at[size] == ' ');
		}
}

static void read_characters(survey *v, const apo__lang_section *section)
{
	const apo_document *d = v->check->side[v->han].document;
	v->first =
		apo__alloc_array(v->check->arena, (size_t)d->segment_count + 1, sizeof *v->first);
	for (uint32_t s = 0; s < d->segment_count; s++) {
		v->first[s] = v->characters.count;
		uint32_t end = d->segments[s].first_token + d->segments[s].tokens;
		for (uint32_t t = d->segments[s].first_token; t < end; t++) {
			const char *form = d->tokens[t].form;
			const apo__lang_entry *entry =
				d->tokens[t].kind == APO_TOKEN_HAN
					? apo__lang_find(section, form, strlen(form))
					: NULL;
			character c = {.token = t};
			for (const char *at = entry ? entry->value : "";
				*at && c.count < MOST_SOUNDS;) {
				size_t size = strcspn(at, " ");
				c.sounds[c.count++] = apo__strndup(v->check->arena, at, size);
				at += size + (at[size] == ' ');
			}
			*apo__push(v->check->arena, &v->characters) = c;
		}
	}
	v->first[d->segment_count] = v->characters.count;
}

/* All ways to say the characters from `at` to `end`, behind what `text` holds. */
static void learn(survey *v, uint32_t at, uint32_t end, char *text, size_t size)
{
	const character *c = &v->characters.items[at];
	for (uint32_t i = 0; i < c->count; i++) {
		size_t more = strlen(c->sounds[i]);
		if (size + more > LONGEST)
			continue;
		memcpy(text + size, c->sounds[i], more);
		if (at + 1 == end)
			apo__intern(&v->known, text, size + more);
		else
			learn(v, at + 1, end, text, size + more);
	}
}

static void learn_runs(survey *v)
{
	const apo_document *d = v->check->side[v->han].document;
	char text[LONGEST + 1];
	apo__interner_init(&v->known, v->check->arena);
	for (uint32_t s = 0; s < d->segment_count; s++)
		for (uint32_t c = v->first[s]; c < v->first[s + 1]; c++)
			for (uint32_t n = 2; n <= MOST_CHARACTERS && c + n <= v->first[s + 1]; n++)
				learn(v, c, c + n, text, 0);
}

/* ---- names ---- */

/* A word's letters behind those of `n`; 0 when it is no Latin word or the name gets too long. */
static int add_letters(name *n, const char *form)
{
	size_t size = strlen(n->letters);
	for (const char *p = form; *p;) {
		int32_t c = (unsigned char)*p, length = 1;
		if (c >= 0xe0)
			return 0;
		if (c >= 0xc0) {
			c = (c & 0x1f) << 6 | ((unsigned char)p[1] & 0x3f);
			length = 2;
		}
		char letter = apo__base_letter(c);
		if (!letter && *p != '\'' && *p != '-')
			return 0;
		if (letter) {
			if (size >= LONGEST)
				return 0;
			n->letters[size++] = letter;
			n->letters[size] = 0;
		}
		p += length;
	}
	return 1;
}

static int is_syllable(const survey *v, const char *text, size_t size)
{
	return apo__interned(&v->syllables, text, size) != APO_NONE;
}

/* Can the letters be cut into syllables? */
static int is_pinyin(const survey *v, const char *letters)
{
	size_t size = strlen(letters);
	char ends[LONGEST + 1] = {1};
	for (size_t at = 0; at < size; at++)
		for (size_t n = 1; ends[at] && n <= LONGEST_SYLLABLE && at + n <= size; n++)
			ends[at + n] |= (char)is_syllable(v, letters + at, n);
	return ends[size];
}

static int may_be_name(const survey *v, uint32_t w)
{
	const apo__check_side *s = &v->check->side[v->latin];
	name alone = {{0}, w, w + 1};
	return s->words.words[w].kind == APO_TOKEN_WORD &&
	       s->words.words[w].flags & APO_TOKEN_CAPITAL &&
	       add_letters(&alone, s->words.words[w].form) && is_pinyin(v, alone.letters);
}

/* A capital that is not pinyin behind the run, and that nobody knows: a name of another language, Ri Yong Ho. */
static int goes_on(const survey *v, uint32_t end, uint32_t last)
{
	const apo__check_side *s = &v->check->side[v->latin];
	return end < last && s->words.words[end].kind == APO_TOKEN_WORD &&
	       s->words.words[end].flags & APO_TOKEN_CAPITAL && !s->known[end];
}

/* The runs of capitals in a segment that read as pinyin and that nothing renders: at most MOST_NAMES. */
static uint32_t find_names(const survey *v, uint32_t segment, name out[], uint32_t count)
{
	const apo__check_side *s = &v->check->side[v->latin];
	uint32_t end = s->words.first[segment + 1];
	for (uint32_t w = s->words.first[segment]; w < end; w++) {
		uint32_t first = w, known = 0;
		name n = {{0}, w, w};
		while (w < end && w - first < MOST_WORDS && may_be_name(v, w) &&
			add_letters(&n, s->words.words[w].form)) {
			known += s->known[w] || s->support[w] >= APO__LICENSED;
			n.end = ++w;
		}
		if (n.end == first)
			continue;
		if (known < n.end - first && count < MOST_NAMES && !goes_on(v, n.end, end))
			out[count++] = n;
		w = n.end - 1;
	}
	return count;
}

/* ---- comparison ---- */

#define NONE (-1)

/* Whether `letters` sound as the characters from `at` to `end`, but for one at most if `spare`; `*odd` is that one. */
static int sounds_as(
	const survey *v, const char *letters, uint32_t at, uint32_t end, int spare, int64_t *odd)
{
	if (at == end)
		return !*letters;
	const character *c = &v->characters.items[at];
	if (!c->count && !spare)
		return 0;
	for (uint32_t i = 0; i < c->count; i++) {
		size_t size = strlen(c->sounds[i]);
		if (!strncmp(letters, c->sounds[i], size) &&
			sounds_as(v, letters + size, at + 1, end, spare, odd))
			return 1;
	}
	for (size_t n = 1; spare && n <= LONGEST_SYLLABLE && n <= strlen(letters); n++)
		if (is_syllable(v, letters, n) && sounds_as(v, letters + n, at + 1, end, 0, odd)) {
			*odd = at;
			return 1;
		}
	return 0;
}

/* Other ways to write pinyin's unvoiced sounds: Taipei, Peking. */
static int is_older_spelling(const character *c, const char *syllable)
{
	static const char *const pairs[] = {"bp", "dt", "gk"};
	for (uint32_t i = 0; i < c->count; i++)
		for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
			if (c->sounds[i][0] == pairs[k][0] && syllable[0] == pairs[k][1] &&
				!strncmp(c->sounds[i] + 1, syllable + 1, strlen(c->sounds[i] + 1)))
				return 1;
	return 0;
}

/* The letters of `n` from where the character before the odd one ends: its syllable and what follows. */
static const char *odd_syllable(const survey *v, const char *letters, uint32_t at, uint32_t odd)
{
	for (; at < odd; at++) {
		const character *c = &v->characters.items[at];
		size_t longest = 0;
		for (uint32_t i = 0; i < c->count; i++) {
			size_t size = strlen(c->sounds[i]);
			if (size > longest && !strncmp(letters, c->sounds[i], size))
				longest = size;
		}
		letters += longest;
	}
	return letters;
}

static apo_span han_span(const survey *v, uint32_t at, uint32_t end)
{
	const apo_token *tokens = v->check->side[v->han].document->tokens;
	return (apo_span){tokens[v->characters.items[at].token].span.begin,
		tokens[v->characters.items[end - 1].token].span.end};
}

/* Is a word of the run rendered, or a word that the lexicon knows as a whole? Then it is not a name that became another. */
static int is_rendered(const survey *v, uint32_t segment, uint32_t at, uint32_t end)
{
	const apo__check_side *s = &v->check->side[v->han];
	apo_span span = han_span(v, at, end);
	uint32_t first, last = apo__check_words(v->check, v->han, segment, span, &first);
	for (uint32_t w = first; w < last; w++)
		if (s->words.words[w].tokens > 1 && (s->known[w] || s->support[w] >= APO__LICENSED))
			return 1;
	return 0;
}

/* The characters side by side in the text, without marks between them. */
static int is_run(const survey *v, uint32_t at, uint32_t end)
{
	for (uint32_t i = at + 1; i < end; i++)
		if (v->characters.items[i].token != v->characters.items[i - 1].token + 1)
			return 0;
	return 1;
}

static int is_named_too(
	const survey *v, const name *names, uint32_t count, uint32_t at, uint32_t end)
{
	int64_t odd = NONE;
	for (uint32_t i = 0; i < count; i++)
		if (sounds_as(v, names[i].letters, at, end, 0, &odd))
			return 1;
	return 0;
}

#define ONE_NAME                                                                                   \
	.75 /* likeness of sounds from which a foreign name may be meant: 迪拜, Dubai; set by hand */

/* Foreign names are written by sound, in characters that serve for that: do these say the name as it is pronounced? */
static int sounds_alike(const survey *v, const name *n, uint32_t at, uint32_t end)
{
	const apo__check_side *h = &v->check->side[v->han];
	const apo__lang_section *sounds = apo__language_section(h->language, "transliteration");
	for (uint32_t i = at; i < end; i++) {
		const char *form = h->document->tokens[v->characters.items[i].token].form;
		if (!apo__lang_find(sounds, form, strlen(form)))
			return 0;
	}
	apo_span span = han_span(v, at, end);
	const char *text = apo__strndup(
		v->check->arena, h->document->text + span.begin, span.end - span.begin);
	return apo__names_similarity(h->language, text, n->letters) >= ONE_NAME;
}

/* Is the name written by its sound somewhere in the segment: 巴鲁, Palu? */
static int is_transliterated(const survey *v, uint32_t segment, const name *n)
{
	for (uint32_t at = v->first[segment]; at < v->first[segment + 1]; at++)
		for (uint32_t k = 2; k <= MOST_CHARACTERS && at + k <= v->first[segment + 1]; k++)
			if (is_run(v, at, at + k) && sounds_alike(v, n, at, at + k))
				return 1;
	return 0;
}

/* Is there a run that reads as the name but for a character whose sound nobody knows: 沿沧, Yancang? */
static int may_be_read(const survey *v, uint32_t segment, const name *n)
{
	for (uint32_t at = v->first[segment]; at < v->first[segment + 1]; at++)
		for (uint32_t k = 2; k <= MOST_CHARACTERS && at + k <= v->first[segment + 1]; k++) {
			int64_t odd = NONE;
			if (is_run(v, at, at + k) &&
				sounds_as(v, n->letters, at, at + k, 1, &odd) && odd != NONE &&
				!v->characters.items[odd].count)
				return 1;
		}
	return 0;
}

/* Are all characters of the run content? 以南, "south of", is not a name. */
static int is_content(const survey *v, uint32_t segment, uint32_t at, uint32_t end)
{
	const apo__check_side *s = &v->check->side[v->han];
	uint32_t first,
		last = apo__check_words(v->check, v->han, segment, han_span(v, at, end), &first);
	for (uint32_t w = first; w < last; w++)
		if (!(s->weight[w] > 0))
			return 0;
	return 1;
}

static int is_other_name(const survey *v, uint32_t segment, const name *names, uint32_t count,
	const name *n, uint32_t at, uint32_t end)
{
	int64_t odd = NONE;
	if (!is_run(v, at, end) || !sounds_as(v, n->letters, at, end, 1, &odd) || odd == NONE)
		return 0;
	const character *other = &v->characters.items[odd];
	if (!other->count || (end - at == 2 && !is_content(v, segment, at, end)))
		return 0;
	const char *syllable = odd_syllable(v, n->letters, at, (uint32_t)odd);
	return !is_older_spelling(&v->characters.items[odd], syllable) &&
	       !is_rendered(v, segment, at, end) && !is_named_too(v, names, count, at, end) &&
	       !is_transliterated(v, segment, n);
}

static void flag(survey *v, uint32_t bead, const name *n, apo_span han)
{
	apo__check *check = v->check;
	const apo__words *words = &check->side[v->latin].words;
	apo_span latin = {words->words[n->first].span.begin, words->words[n->end - 1].span.end};
	apo_span source = v->han == APO__SOURCE ? han : latin,
		 target = v->han == APO__SOURCE ? latin : han;
	int person = n->end - n->first > 1;
	apo__check_flag(check, person ? APO_ISSUE_NAME : APO_ISSUE_PLACE,
		person ? APO_SEVERITY_MINOR : APO_SEVERITY_MAJOR, bead, source, target, CONFIDENCE,
		"the name “%s” became “%s”", apo__check_text(check, APO__SOURCE, source),
		apo__check_text(check, APO__TARGET, target));
}

static void check_name(survey *v, uint32_t bead, const name *names, uint32_t count, const name *n)
{
	uint32_t segments;
	const uint32_t *segment = apo__check_segments(v->check, bead, v->han, &segments);
	if (apo__interned(&v->known, n->letters, strlen(n->letters)) != APO_NONE)
		return;
	for (uint32_t i = 0; i < segments; i++)
		if (may_be_read(v, segment[i], n))
			return;
	for (uint32_t i = 0; i < segments; i++)
		for (uint32_t at = v->first[segment[i]]; at < v->first[segment[i] + 1]; at++)
			for (uint32_t end = at + MOST_CHARACTERS; end >= at + 2; end--)
				if (end <= v->first[segment[i] + 1] &&
					is_other_name(v, segment[i], names, count, n, at, end)) {
					flag(v, bead, n, han_span(v, at, end));
					return;
				}
}

static void check_bead(survey *v, uint32_t bead)
{
	name names[MOST_NAMES];
	uint32_t segments, count = 0;
	const uint32_t *segment = apo__check_segments(v->check, bead, v->latin, &segments);
	for (uint32_t i = 0; i < segments; i++)
		count = find_names(v, segment[i], names, count);
	for (uint32_t i = 0; i < count; i++)
		check_name(v, bead, names, count, &names[i]);
}

void apo__check_pinyin(apo__check *check)
{
	int han = readings(check, APO__SOURCE)->count > 0;
	if (han == (readings(check, APO__TARGET)->count > 0) || check->comparable)
		return;
	survey v = {.check = check,
		.han = han ? APO__SOURCE : APO__TARGET,
		.latin = han ? APO__TARGET : APO__SOURCE};
	read_syllables(&v, readings(check, v.han));
	read_characters(&v, readings(check, v.han));
	learn_runs(&v);
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (bead->source_count && bead->target_count)
			check_bead(&v, b);
	}
}

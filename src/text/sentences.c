/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentence boundaries. Candidates are sentence terminators by ICU's properties (Sentence_Terminal, Sentence_Break =
 * ATerm); each takes the marks that close with it, and is then judged by what stands before and after it, in the order of
 * UAX #29 with what its rules cannot know: abbreviations, initials, ordinals, which words begin sentences, speech that
 * goes on behind a closing quotation mark. What is particular to a language is in its sections [abbreviations],
 * [sentence-starters], [speech-ends] and in [settings] `ordinals`. Linear: every look around stops after a few words.
 */
#include "text/sentences.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "text/enumerations.h"
#include "text/fold.h"

/* Longest word that is looked up, in bytes, and how far the end of a clause is looked for. */
#define MOST_WORD   48u
#define MOST_CLAUSE 160u

struct apo__splitter {
	/* NULL: none */
	const apo__lang_section *abbreviations, *starters, *speech_ends;
	const apo__lang_section
		*after_times[3]; /* what belongs to a time of day: days, months, zones */
	int dotted_ordinals;	 /* "26." is the 26th */
};

typedef struct {
	const apo__splitter *rules;
	apo__arena *scratch; /* of folded words */
	const char *text;
	uint32_t begin, end; /* of the block */
	uint32_t sentence;   /* where the current one begins */
	uint32_t counted;    /* straight double quotation marks are counted up to here */
	int inside;	     /* an odd number of them */
} scan;

apo__splitter *apo__splitter_new(apo__arena *arena, const apo__language *language)
{
	apo__splitter *s = apo__alloc(arena, sizeof *s);
	if (language) {
		s->abbreviations = apo__language_section(language, "abbreviations");
		s->starters = apo__language_section(language, "sentence-starters");
		s->speech_ends = apo__language_section(language, "speech-ends");
		s->after_times[0] = apo__language_section(language, "weekdays");
		s->after_times[1] = apo__language_section(language, "months");
		s->after_times[2] = apo__language_section(language, "time-zones");
		s->dotted_ordinals = !strcmp(apo__language_setting(language, "ordinals"), "dot");
	}
	return s;
}

/* ---- characters ---- */

/* The character at `at` and where the next one begins; 0 at the end of the block. */
static uint32_t after(const scan *s, uint32_t at, UChar32 *c)
{
	int32_t i = (int32_t)at;
	if (at >= s->end)
		return *c = 0, at;
	U8_NEXT((const uint8_t *)s->text, i, (int32_t)s->end, *c);
	return (uint32_t)i;
}

/* The character before `at` and where it begins; 0 at `least`. */
static uint32_t before(const scan *s, uint32_t at, uint32_t least, UChar32 *c)
{
	int32_t i = (int32_t)at;
	if (at <= least)
		return *c = 0, at;
	U8_PREV((const uint8_t *)s->text, (int32_t)least, i, *c);
	return (uint32_t)i;
}

static int is_ideograph(UChar32 c)
{
	return (c >= 0x2E80 && c <= 0x9FFF && !(c >= 0x3000 && c <= 0x303F)) ||
	       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static int is_wide_mark(UChar32 c) /* of East Asian typography */
{
	return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF65);
}

enum { NOT_TERMINAL, FULL_STOP, ELLIPSIS, STRONG };

static int terminal_kind(UChar32 c)
{
	if (c < 0x80)
		return c == '.' ? FULL_STOP : c == '!' || c == '?' ? STRONG : NOT_TERMINAL;
	if (c == 0x2026)
		return ELLIPSIS;
	if (is_ideograph(c) || !u_hasBinaryProperty(c, UCHAR_S_TERM))
		return NOT_TERMINAL;
	return u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK) == U_SB_ATERM ? FULL_STOP : STRONG;
}

static int is_quote(UChar32 c)
{
	return c == '"' || c == '\'' ||
	       u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK) == U_SB_CLOSE;
}

/* Punctuation that binds what follows to what stands before. */
static int continues(UChar32 c)
{
	return c == ',' || c == ';' || c == ':' || c == 0x3001 || c == 0xFF0C || c == 0xFF1B ||
	       c == 0xFF1A;
}

static int is_dash(UChar32 c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015);
}

/* ---- words ---- */

/* Value of a folded word in a section; NULL when it is not there. */
static const char *look_up(
	const scan *s, const apo__lang_section *section, uint32_t begin, uint32_t end)
{
	if (!section || !section->count || end <= begin || end - begin > MOST_WORD)
		return NULL;
	char *folded = apo__fold(s->scratch, s->text + begin, end - begin);
	const apo__lang_entry *entry = apo__lang_find(section, folded, strlen(folded));
	return entry ? entry->value : NULL;
}

static int is_word_character(UChar32 c)
{
	return u_isalnum(c) || c == '.' || c == '\'' || c == 0x2019 || c == 0xB0 ||
	       u_charType(c) == U_NON_SPACING_MARK;
}

/* Where the word that ends at `at` begins. */
static uint32_t word_begin(const scan *s, uint32_t at)
{
	uint32_t least = at - s->sentence > MOST_WORD ? at - MOST_WORD : s->sentence;
	UChar32 c;
	for (uint32_t i;
		(i = before(s, at, least, &c)) < at && is_word_character(c) && !is_ideograph(c);)
		at = i;
	while (at < s->end && (s->text[at] == '\'' || s->text[at] == '.'))
		at++;
	return at;
}

/* Where the letters that begin at `at` end. */
static uint32_t letters_end(const scan *s, uint32_t at)
{
	uint32_t end = at, next;
	UChar32 c;
	while (end - at < MOST_WORD && (next = after(s, end, &c)) > end && u_isalpha(c))
		end = next;
	return end;
}

/* Whether the word at `at` is one that begins sentences. */
static int is_starter(const scan *s, uint32_t at)
{
	return look_up(s, s->rules->starters, at, letters_end(s, at)) != NULL;
}

typedef struct {
	uint32_t begin, end; /* without the full stop */
	uint32_t letters, digits, dots, longest_part;
	int upper; /* all letters */
	int roman; /* II, IV, XXI, ... */
} word;

static word read_word(const scan *s, uint32_t end)
{
	word w = {.begin = word_begin(s, end), .end = end, .upper = 1, .roman = 1};
	uint32_t part = 0;
	UChar32 c;
	for (uint32_t at = w.begin, next; at < end && (next = after(s, at, &c)) > at; at = next) {
		if (c == '.') {
			w.dots++;
			part = 0;
			continue;
		}
		w.letters += u_isalpha(c) != 0;
		w.digits += u_isdigit(c) != 0;
		w.upper &= !u_isalpha(c) || u_isupper(c);
		w.roman &= c < 0x80 && strchr("IVX", (int)c) != NULL;
		if (++part > w.longest_part)
			w.longest_part = part;
	}
	w.roman &= w.letters > 1 && !w.dots;
	return w;
}

/* ---- decisions ---- */

/* What follows a candidate. */
typedef struct {
	uint32_t at;   /* first character that is no white space */
	UChar32 first; /* that character, 0 at the end */
	uint32_t word; /* behind opening marks and dashes */
	UChar32 letter;
	int space, line_break;
} follow;

static follow look_ahead(const scan *s, uint32_t at)
{
	follow f = {0};
	UChar32 c;
	uint32_t next;
	while ((next = after(s, at, &c)) > at && u_isUWhiteSpace(c)) {
		f.space = 1;
		f.line_break |= c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
		at = next;
	}
	f.at = at;
	f.first = c;
	for (int i = 0; i < 6 && next > at &&
			(is_quote(c) || is_dash(c) || u_isUWhiteSpace(c) || c == 0xBF || c == 0xA1);
		i++) {
		at = next;
		next = after(s, at, &c);
	}
	f.word = at;
	f.letter = c;
	return f;
}

/* Whether the text between `at` and the next terminator is who spoke ("...", he said.). */
static int is_speech_tag(const scan *s, uint32_t at)
{
	const apo__lang_section *ends = s->rules->speech_ends;
	if (!ends || !ends->count)
		return 0;
	uint32_t begin = at, next;
	UChar32 c;
	while (at - begin < MOST_CLAUSE && (next = after(s, at, &c)) > at && !terminal_kind(c) &&
		!is_quote(c) && c != '\n' && c != 0xFF1A && c != ':')
		at = next;
	if (!c || (c != '\n' && !terminal_kind(c)))
		return 0;
	for (uint32_t size = ends->longest < at - begin ? ends->longest : at - begin; size; size--)
		if (apo__lang_find(ends, s->text + at - size, size))
			return 1;
	return 0;
}

/* A full stop behind a number: an ordinal, the mark of a list item, or the end. */
static int ends_after_number(const scan *s, const word *w, const follow *f)
{
	if (!s->rules->dotted_ordinals || w->dots || w->digits > 2)
		return 1;
	if (u_isdigit(f->letter))
		return f->at == f->word; /* "1. - 3. Jahrhundert" */
	return f->at != f->word || is_starter(s, f->word);
}

/* Behind "a.m.": the day, the zone ("6 p.m. Friday", "6 p.m. GMT"), or, where the time begins the sentence ("At 6 p.m. Kim
 * left"), its subject. All else begins a sentence. */
static int ends_after_time(const scan *s, const word *w, const follow *f)
{
	uint32_t end = letters_end(s, f->word), spaces = 0;
	UChar32 c = f->letter;
	for (size_t i = 0; i < 3; i++)
		if (look_up(s, s->rules->after_times[i], f->word, end))
			return 0;
	for (uint32_t at = f->word; at < end && u_isupper(c);)
		at = after(s, at, &c);
	if (end - f->word > 1 && u_isupper(c))
		return 0;
	for (uint32_t at = s->sentence; at < w->begin; at++)
		spaces += s->text[at] == ' ';
	return spaces > 3;
}

/* Whether a single full stop at `stop` ends the sentence, given that no lower-case letter follows. */
static int ends_at_stop(const scan *s, uint32_t stop, const follow *f)
{
	word w = read_word(s, stop);
	if (w.begin == w.end)
		return stop > s->sentence; /* "). Next", not ". Next" */
	if (w.letters == 0 && w.digits)
		return ends_after_number(s, &w, f);
	const char *kind = look_up(s, s->rules->abbreviations, w.begin, w.end);
	if (kind && !strcmp(kind, "title"))
		return 0;
	if (kind && !strcmp(kind, "number"))
		return !u_isdigit(f->letter);
	if (kind && !strcmp(kind, "time"))
		return is_starter(s, f->word) || ends_after_time(s, &w, f);
	int abbreviation = kind || (w.letters == 1 && !w.digits) ||
			   (w.dots && w.longest_part <= 2 && !w.digits) ||
			   (s->rules->dotted_ordinals && w.roman);
	if (!abbreviation)
		return 1;
	if (w.begin == s->sentence && w.letters == 1)
		return 0; /* "A. Smith" */
	return is_starter(s, f->word);
}

/* A run of terminators and what closes with it. */
typedef struct {
	uint32_t begin, end,
		closed; /* marks are [begin, end), with closing marks [begin, closed) */
	uint32_t marks;
	int kind, spaced, wide;
} run;

static run read_run(const scan *s, uint32_t begin, uint32_t at, UChar32 c)
{
	run r = {.begin = begin, .end = at, .marks = 1, .kind = terminal_kind(c)};
	r.wide = is_wide_mark(c);
	uint32_t next;
	while ((next = after(s, at, &c)) > at) {
		int kind = terminal_kind(c);
		if (c == ' ' && s->text[at - 1] == '.' && at + 1 < s->end &&
			s->text[at + 1] == '.') {
			r.spaced = 1; /* ". . ." */
		} else if (kind) {
			r.marks++;
			r.kind = kind == STRONG || r.kind == STRONG ? STRONG : ELLIPSIS;
			r.wide |= is_wide_mark(c);
			r.end = next;
		} else {
			break;
		}
		at = next;
	}
	r.closed = r.end;
	return r;
}

/* Whether the straight double quotation mark at `at` is an opening one, by their number before it in the block. */
static int straight_opens(scan *s, uint32_t at)
{
	for (; s->counted < at; s->counted++)
		s->inside ^= s->text[s->counted] == '"';
	return !s->inside;
}

/* Whether the quotation mark or bracket `c` at `at`, right behind a terminator, opens what follows. */
static int opens(scan *s, const run *r, uint32_t at, uint32_t next, UChar32 c)
{
	int type = u_charType(c);
	UChar32 d;
	after(s, next, &d);
	int free = !d || u_isUWhiteSpace(d) || is_quote(d) || u_ispunct(d);
	if (type == U_START_PUNCTUATION)
		return 1;
	if (c == 0x201C || c == 0x2018)
		return r->wide || !free; /* closes in German, opens in Chinese */
	if (c == '"' && (r->wide || !free))
		return straight_opens(s, at);
	if (c == '"' || c == '\'' || type == U_INITIAL_PUNCTUATION)
		return !free && !r->wide;
	return 0;
}

/* Where the numbers of notes behind the full stop of a word or bracket end ("so.11 12 They", "(see there).3 They"); `at` when
 * there are none. */
static uint32_t notes_end(const scan *s, const run *r, uint32_t at)
{
	UChar32 c;
	before(s, r->begin, s->begin, &c);
	word w = read_word(s, r->begin);
	int text = c == ')' || c == ']' ||
		   (w.letters > 2 && !w.digits && !w.dots &&
			   !look_up(s, s->rules->abbreviations, w.begin, w.end));
	uint32_t end = at;
	for (uint32_t from = at; text && r->kind == FULL_STOP && r->end == at;) {
		size_t digits = strspn(s->text + from, "0123456789");
		if (!digits || digits > 3 || from + digits > s->end)
			break;
		end = from + (uint32_t)digits;
		from = end + (strchr(" ,-", s->text[end]) != NULL);
		if (from == end)
			break;
	}
	if (end == at || end == s->end)
		return end;
	follow f = look_ahead(s, end);
	return f.space && u_isupper(f.letter) ? end : at;
}

/* Take closing marks into the run: attached ones; a guillemet behind a space; a note's number in brackets. */
static void close_run(scan *s, run *r)
{
	UChar32 c, d;
	uint32_t at = r->end, next;
	while ((next = after(s, at, &c)) > at) {
		if (u_isUWhiteSpace(c) && c != '\n') {
			uint32_t behind = after(s, next, &d);
			if (d != 0xBB || at == r->begin)
				break;
			at = behind;
		} else if (c == '[' && next < s->end && strspn(s->text + next, "0123456789") &&
			   s->text[next + strspn(s->text + next, "0123456789")] == ']') {
			at = next + (uint32_t)strspn(s->text + next, "0123456789") + 1;
			if (at > s->end)
				break;
		} else if (c >= '0' && c <= '9') {
			uint32_t end = notes_end(s, r, at);
			if (end == at)
				break;
			at = end;
		} else if ((is_quote(c) && !opens(s, r, at, next, c)) ||
			   (at > r->end && terminal_kind(c))) {
			at = next;
		} else {
			break;
		}
		r->closed = at;
	}
}

/* Whether a sentence ends that no space parts from the next ("the end.The next"): only before a word that begins sentences,
 * or a title, since "example.Org" looks the same. */
static int ends_unspaced(const scan *s, const run *r, const follow *f)
{
	uint32_t end = letters_end(s, f->at);
	UChar32 c, d, e;
	after(s, end, &c);
	if (r->closed > r->end || r->marks > 1 || !u_isupper(f->first) ||
		!(u_isUWhiteSpace(c) || c == '.'))
		return 0;
	const char *kind = c == '.' ? look_up(s, s->rules->abbreviations, f->at, end) : NULL;
	if (!(kind && !strcmp(kind, "title")) && (c == '.' || !is_starter(s, f->at)))
		return 0;
	word w = read_word(s, r->begin);
	before(s, w.begin, s->begin, &d);
	before(s, w.end, w.begin, &e);
	return (w.letters > 1 || w.digits) && !w.dots && !u_isupper(e) &&
	       !strchr("/@_\\", d < 0x80 ? d : ' ') &&
	       !look_up(s, s->rules->abbreviations, w.begin, w.end);
}

/* How far a bracket around a place is looked for. */
#define MOST_BRACKET 200u

/* Whether the run stands in brackets that hold no sentence of their own: "(see Ames et al. In the end) ..." */
static int is_bracketed(const scan *s, const run *r)
{
	uint32_t least =
		r->begin - s->sentence > MOST_BRACKET ? r->begin - MOST_BRACKET : s->sentence;
	uint32_t most = s->end - r->closed > MOST_BRACKET ? r->closed + MOST_BRACKET : s->end;
	int depth = 0;
	uint32_t at = r->begin;
	while (at > least && depth <= 0) {
		at--;
		depth += s->text[at] == '(' || s->text[at] == '[';
		depth -= s->text[at] == ')' || s->text[at] == ']';
	}
	if (depth <= 0)
		return 0;
	for (at = r->closed; at < most && depth > 0 && s->text[at] != '\n'; at++) {
		depth += s->text[at] == '(' || s->text[at] == '[';
		depth -= s->text[at] == ')' || s->text[at] == ']';
	}
	if (depth > 0)
		return 0;
	UChar32 c;
	at--;
	do
		at = before(s, at, r->closed, &c);
	while (c && is_quote(c) && !terminal_kind(c));
	return !terminal_kind(c);
}

static int ends_sentence(const scan *s, const run *r)
{
	follow f = look_ahead(s, r->closed);
	if (!f.first)
		return 1;
	if (r->begin < s->sentence + apo__enumeration_mark(s->text, s->sentence, s->end))
		return 0; /* "1. The first item" */
	if (r->kind == ELLIPSIS && r->begin > s->begin && strchr("[(", s->text[r->begin - 1]))
		return 0; /* "[...]": something was left out */
	if (continues(f.first) || is_bracketed(s, r))
		return 0;
	if (f.line_break)
		return !u_islower(f.letter);
	if (r->wide)
		return !(r->closed > r->end && is_speech_tag(s, f.at));
	if (!f.space && !(f.at != f.word && r->closed > r->end)) {
		/* "3.5", "example.org"; but scripts without spaces follow directly */
		if (!f.space && !is_ideograph(f.letter) && r->kind != ELLIPSIS)
			return ends_unspaced(s, r, &f);
		if (!is_ideograph(f.letter) || r->kind == ELLIPSIS)
			return r->kind == ELLIPSIS && r->closed > r->end && is_ideograph(f.letter);
		UChar32 last;
		before(s, r->begin, s->begin, &last);
		return r->kind == STRONG || is_ideograph(last) ||
		       read_word(s, r->begin).letters > 1;
	}
	if (u_islower(f.letter))
		return 0;
	if (r->spaced)
		return r->marks > 3;
	if (r->kind == FULL_STOP)
		return ends_at_stop(s, r->begin, &f);
	return 1;
}

/* Four dots "end. . . ." before a capital: the stop, and an ellipsis that begins the next sentence. */
static void part_four_dots(const scan *s, run *r)
{
	if (r->spaced && r->marks == 4 && r->closed == r->end && r->begin > s->sentence &&
		s->text[r->begin - 1] != ' ' && u_isupper(look_ahead(s, r->end).letter))
		*r = (run){r->begin, r->begin + 1, r->begin + 1, 1, FULL_STOP, 0, 0};
}

/* ---- the scan ---- */

void apo__add_sentence(
	apo__arena *arena, const char *text, uint32_t begin, uint32_t end, apo__spans *sentences)
{
	scan s = {.text = text, .end = end};
	UChar32 c;
	uint32_t i;
	while (begin < end && (i = after(&s, begin, &c)) > begin && u_isUWhiteSpace(c))
		begin = i;
	while (end > begin && (i = before(&s, end, begin, &c)) < end && u_isUWhiteSpace(c))
		end = i;
	if (begin < end)
		*apo__push(arena, sentences) = (apo_span){begin, end};
}

static void add(scan *s, apo__arena *arena, uint32_t end, apo__spans *out)
{
	UChar32 c;
	uint32_t i;
	apo__add_sentence(arena, s->text, s->sentence, end, out);
	s->sentence = end;
	while ((i = after(s, s->sentence, &c)) > s->sentence && u_isUWhiteSpace(c))
		s->sentence = i;
}

/* ASCII that is no terminator is most of the text. */
static uint32_t skip_plain(const scan *s, uint32_t at)
{
	const unsigned char *text = (const unsigned char *)s->text;
	while (at < s->end && text[at] < 0x80 && text[at] != '.' && text[at] != '!' &&
		text[at] != '?')
		at++;
	return at;
}

void apo__split(const apo__splitter *splitter, apo__arena *arena, const char *text, apo_span block,
	apo__spans *sentences)
{
	scan s = {.rules = splitter,
		.scratch = apo__arena_child(arena),
		.text = text,
		.begin = block.begin,
		.end = block.end,
		.sentence = block.begin,
		.counted = block.begin};
	apo__cuts cuts = {0};
	apo__find_enumeration(s.scratch, text, block, &cuts);
	uint32_t cut = 0;
	for (uint32_t at = s.begin, next; (at = skip_plain(&s, at)) < s.end; at = next) {
		while (cut < cuts.count && cuts.items[cut] <= at)
			add(&s, arena, cuts.items[cut++], sentences);
		UChar32 c;
		next = after(&s, at, &c);
		if (!terminal_kind(c))
			continue;
		run r = read_run(&s, at, next, c);
		close_run(&s, &r);
		part_four_dots(&s, &r);
		next = r.end;
		if (!ends_sentence(&s, &r))
			continue;
		add(&s, arena, r.closed, sentences);
		next = r.closed;
	}
	while (cut < cuts.count)
		add(&s, arena, cuts.items[cut++], sentences);
	add(&s, arena, s.end, sentences);
	apo__arena_free(s.scratch);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentence boundaries. Candidates are sentence terminators by ICU's properties (Sentence_Terminal, Sentence_Break =
 * ATerm); each takes the marks that close with it, and is then judged by what is before and after it, in the order of
 * UAX #29 with what its rules cannot know: abbreviations, initials, ordinals, which words begin sentences, speech that
 * goes on behind a closing quotation mark. What is particular to a language is in its sections [abbreviations],
 * [sentence-starters], [speech-ends] and in [settings] `ordinals`. Linear: every look around stops after a few words.
 */
#include "text/document/sentences.h"

#include <string.h>

#include "text/document/enumerations.h"
#include "text/document/sentences_scan.h"

/* How far the end of a clause is looked for, in bytes. */
#define MOST_CLAUSE 160u

apo__splitter *apo__splitter_new(apo__arena *arena, const apo_context *context, const char *tag)
{
	apo__splitter *s = apo__alloc(arena, sizeof *s);
	const apo__language *language = apo__language_get(context, tag);
	if (language) {
		s->abbreviations[0] = apo__language_section(language, "abbreviations");
		s->starters = apo__language_section(language, "sentence-starters");
		s->speech_ends = apo__language_section(language, "speech-ends");
		s->after_times[0] = apo__language_section(language, "weekdays");
		s->after_times[1] = apo__language_section(language, "months");
		s->after_times[2] = apo__language_section(language, "time-zones");
		s->dotted_ordinals = !strcmp(apo__language_setting(language, "ordinals"), "dot");
		return s;
	}
	const apo__language *any = apo__language_any(context);
	int size = (int)strcspn(tag, "-_");
	s->unknown = 1;
	s->abbreviations[0] = apo__language_section(any, "abbreviations");
	s->abbreviations[1] =
		apo__language_section(any, apo__sprintf(arena, "abbreviations-%.*s", size, tag));
	s->starters = apo__language_section(
		any, apo__sprintf(arena, "sentence-starters-%.*s", size, tag));
	return s;
}

/* ---- decisions ---- */

/* Hiragana behind a closing mark is a particle, which binds ("「...。」と言った"). */
static int is_particle(UChar32 c)
{
	return c >= 0x3041 && c <= 0x309F;
}

/* Whether the text between `at` and the next terminator is who spoke ("...", he said.). */
static int is_speech_tag(const apo__scan *s, uint32_t at)
{
	const apo__lang_section *ends = s->rules->speech_ends;
	if (!ends || !ends->count)
		return 0;
	uint32_t begin = at, next;
	UChar32 c = 0;
	while (at - begin < MOST_CLAUSE && (next = after(s, at, &c)) > at && !terminal_kind(c) &&
		!apo__is_enclosing_mark(c) && c != '\n' && c != 0xFF1A && c != ':')
		at = next;
	if (!c || (c != '\n' && !terminal_kind(c)))
		return 0;
	for (uint32_t size = ends->longest < at - begin ? ends->longest : at - begin; size; size--)
		if (apo__lang_find(ends, s->text + at - size, size))
			return 1;
	return 0;
}

/* A run of terminators and what closes with it. */
typedef struct {
	uint32_t begin, end,
		closed; /* marks are [begin, end), with closing marks [begin, closed) */
	uint32_t marks;
	int kind, spaced, wide;
} run;

static run read_run(const apo__scan *s, uint32_t begin, uint32_t at, UChar32 c)
{
	run r = {.begin = begin,
		.end = at,
		.marks = 1,
		.kind = c == ';' ? STRONG : terminal_kind(c)};
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
static int straight_opens(apo__scan *s, uint32_t at)
{
	for (; s->counted < at; s->counted++)
		s->inside ^= s->text[s->counted] == '"';
	return !s->inside;
}

/* Whether the quotation mark or bracket `c` at `at`, right behind a terminator, opens what follows. */
static int opens(apo__scan *s, const run *r, uint32_t at, uint32_t next, UChar32 c)
{
	int type = u_charType(c);
	UChar32 d;
	after(s, next, &d);
	int free = !d || apo__is_space(d) || apo__is_enclosing_mark(d) || u_ispunct(d);
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
static uint32_t notes_end(const apo__scan *s, const run *r, uint32_t at)
{
	UChar32 c;
	before(s, r->begin, s->begin, &c);
	apo__scan_word w = apo__scan_read_word(s, r->begin);
	int text = c == ')' || c == ']' ||
		   (w.letters > 2 && !w.digits && !w.dots &&
			   !apo__scan_abbreviation(s, w.begin, w.end));
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
	apo__scan_follow f = apo__scan_ahead(s, end);
	return f.space && u_isupper(f.letter) ? end : at;
}

/* Take closing marks into the run: attached ones; a guillemet behind a space; a note's number in brackets. */
static void close_run(apo__scan *s, run *r)
{
	UChar32 c, d;
	uint32_t at = r->end, next;
	while ((next = after(s, at, &c)) > at) {
		if (apo__is_space(c) && c != '\n') {
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
		} else if ((apo__is_enclosing_mark(c) && !opens(s, r, at, next, c)) ||
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
static int ends_unspaced(const apo__scan *s, const run *r, const apo__scan_follow *f)
{
	uint32_t end = apo__scan_letters_end(s, f->at);
	UChar32 c, d, e;
	after(s, end, &c);
	if (r->closed > r->end || r->marks > 1 || !u_isupper(f->first) ||
		!(apo__is_space(c) || c == '.'))
		return 0;
	const char *kind = c == '.' ? apo__scan_abbreviation(s, f->at, end) : NULL;
	if (!(kind && !strcmp(kind, "title")) && (c == '.' || !apo__scan_is_starter(s, f->at)))
		return 0;
	apo__scan_word w = apo__scan_read_word(s, r->begin);
	before(s, w.begin, s->begin, &d);
	before(s, w.end, w.begin, &e);
	return (w.letters > 1 || w.digits) && !w.dots && !u_isupper(e) &&
	       !strchr("/@_\\", d < 0x80 ? d : ' ') && !apo__scan_abbreviation(s, w.begin, w.end);
}

/* How far a bracket around a place is looked for, in bytes. */
#define MOST_BRACKET 200u

/* 1 for an opening bracket, -1 for a closing one. Chinese titles are in them too. */
static int bracket(UChar32 c)
{
	if (c == '(' || c == '[' || c == 0xFF08 || c == 0x3010 || c == 0x300A || c == 0x3008)
		return 1;
	return c == ')' || c == ']' || c == 0xFF09 || c == 0x3011 || c == 0x300B || c == 0x3009 ? -1
												: 0;
}

/* Whether the run is in brackets that hold no sentence of their own: "(see Ames et al. In the end) ..." */
static int is_bracketed(const apo__scan *s, const run *r)
{
	UChar32 c = 0;
	int depth = 0;
	uint32_t at = r->begin, next;
	while (at > s->sentence && r->begin - at < MOST_BRACKET && depth <= 0) {
		at = before(s, at, s->sentence, &c);
		depth += bracket(c);
	}
	if (depth <= 0)
		return 0;
	UChar32 last = 0; /* character before the closing bracket but quotation marks */
	for (at = r->closed; at - r->closed < MOST_BRACKET; at = next) {
		next = after(s, at, &c);
		if (next == at || c == '\n')
			return 0;
		depth += bracket(c);
		if (depth <= 0)
			return !terminal_kind(last);
		last = apo__is_enclosing_mark(c) ? last : c;
	}
	return 0;
}

static int ends_sentence(const apo__scan *s, const run *r)
{
	apo__scan_follow f = apo__scan_ahead(s, r->closed);
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
		return !(r->closed > r->end && (is_particle(f.first) || is_speech_tag(s, f.at)));
	if (!f.space && !(f.at != f.word && r->closed > r->end)) {
		/* "3.5", "example.org"; but scripts without spaces follow directly */
		if (!f.space && !apo__is_unspaced_letter(f.letter) && r->kind != ELLIPSIS)
			return (unsigned char)s->text[r->begin] >= 0x80 ||
			       ends_unspaced(s, r, &f); /* other scripts' stops are nothing else */
		if (!apo__is_unspaced_letter(f.letter) || r->kind == ELLIPSIS)
			return r->kind == ELLIPSIS && r->closed > r->end &&
			       apo__is_unspaced_letter(f.letter);
		UChar32 last;
		before(s, r->begin, s->begin, &last);
		return r->kind == STRONG || apo__is_unspaced_letter(last) ||
		       apo__scan_read_word(s, r->begin).letters > 1;
	}
	if (u_islower(f.letter))
		return 0;
	if (r->spaced)
		return r->marks > 3;
	if (r->kind == FULL_STOP)
		return apo__scan_ends_at_stop(s, r->begin, &f);
	return 1;
}

/* Four dots "end. . . ." before a capital: the stop, and an ellipsis that begins the next sentence. */
static void part_four_dots(const apo__scan *s, run *r)
{
	if (r->spaced && r->marks == 4 && r->closed == r->end && r->begin > s->sentence &&
		s->text[r->begin - 1] != ' ' && u_isupper(apo__scan_ahead(s, r->end).letter))
		*r = (run){r->begin, r->begin + 1, r->begin + 1, 1, FULL_STOP, 0, 0};
}

/* ---- the scan ---- */

void apo__add_sentence(
	apo__arena *arena, const char *text, uint32_t begin, uint32_t end, apo__spans *sentences)
{
	apo__scan s = {.text = text, .end = end};
	UChar32 c;
	uint32_t i;
	while (begin < end && (i = after(&s, begin, &c)) > begin && apo__is_space(c))
		begin = i;
	while (end > begin && (i = before(&s, end, begin, &c)) < end && apo__is_space(c))
		end = i;
	if (begin < end)
		*apo__push(arena, sentences) = (apo_span){begin, end};
}

static void add(apo__scan *s, apo__arena *arena, uint32_t end, apo__spans *out)
{
	UChar32 c;
	uint32_t i;
	apo__add_sentence(arena, s->text, s->sentence, end, out);
	s->sentence = end;
	while ((i = after(s, s->sentence, &c)) > s->sentence && apo__is_space(c))
		s->sentence = i;
}

/* The Greek question mark is mostly typed as a semicolon. */
static int is_greek_question(const apo__scan *s, uint32_t at)
{
	UChar32 c;
	before(s, at, s->begin, &c);
	return (c >= 0x370 && c <= 0x3FF) || (c >= 0x1F00 && c <= 0x1FFF);
}

/* ASCII that is not a terminator is most of the text. */
static uint32_t skip_plain(const apo__scan *s, uint32_t at)
{
	const unsigned char *text = (const unsigned char *)s->text;
	while (at < s->end && text[at] < 0x80 && text[at] != '.' && text[at] != '!' &&
		text[at] != '?' && text[at] != ';')
		at++;
	return at;
}

void apo__split(const apo__splitter *splitter, apo__arena *arena, const char *text, apo_span block,
	apo__spans *sentences)
{
	apo__scan s = {.rules = splitter,
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
		if (!terminal_kind(c) && !(c == ';' && is_greek_question(&s, at)))
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

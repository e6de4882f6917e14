/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One pass over the bytes: the first character decides the kind, a scan finds the end. Words keep their inner apostrophes,
 * hyphens and full stops; the language's [elisions] ("l'") and [enclitics] ("'s", "-t-il") are cut off. A form is folded
 * once for each spelling. Boundaries follow UAX #29 where it is of use, without its break iterators, which are slower and
 * find words of Chinese that are wrong for names.
 *
 * Every step takes the character that it began with: the scans for an end start behind it and only go forward, so that no
 * class of characters can give a token of no length.
 */
#include "text/document/tokens.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "text/unicode/chars.h"
#include "text/unicode/fold.h"

enum {
	CLASS_SPACE,
	CLASS_LETTER,
	CLASS_DIGIT,
	CLASS_HAN,
	CLASS_MARK,
	CLASS_PUNCTUATION,
	CLASS_SYMBOL
};

#define LONGEST_AFFIX 16 /* bytes of an elision or enclitic */

static int class_of_ascii(int32_t c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
		return CLASS_LETTER;
	if (c >= '0' && c <= '9')
		return CLASS_DIGIT;
	if (apo__is_space(c))
		return CLASS_SPACE;
	return c < ' ' || c == 0x7f || strchr("$%+<=>^`|~", c) ? CLASS_SYMBOL : CLASS_PUNCTUATION;
}

static int class_of(int32_t c)
{
	if (c < 0x80)
		return class_of_ascii(c);
	if (apo__is_ideograph(c))
		return CLASS_HAN;
	if (apo__is_space(c))
		return CLASS_SPACE;
	uint32_t mask = U_GET_GC_MASK(c);
	if (mask & U_GC_L_MASK || mask & U_GC_NL_MASK)
		return CLASS_LETTER;
	if (mask & U_GC_ND_MASK)
		return CLASS_DIGIT;
	if (mask & (U_GC_M_MASK | U_GC_CF_MASK))
		return CLASS_MARK;
	if (c == 0x2030 || c == 0x2031 || c == 0xff05 || c == 0xfe6a) /* per mille, percent */
		return CLASS_SYMBOL;
	return mask & U_GC_P_MASK ? CLASS_PUNCTUATION : CLASS_SYMBOL;
}

/* The code point at `at`, 0 at `end`; `*next` is set behind it. */
static int32_t code_at(const char *text, uint32_t at, uint32_t end, uint32_t *next)
{
	int32_t c = 0;
	if (at < end)
		U8_NEXT_UNSAFE((const uint8_t *)text, at, c);
	*next = at;
	return c;
}

static int32_t code_before(const char *text, uint32_t begin, uint32_t at)
{
	uint32_t next, first = at > begin ? (uint32_t)apo__char_begin(text, begin, at - 1) : at;
	return code_at(text, first, at, &next);
}

static int is_hyphen(int32_t c)
{
	return c == '-' || c == 0x2010 || c == 0x2011;
}

static int is_alphanumeric(int class)
{
	return class == CLASS_LETTER || class == CLASS_DIGIT;
}

/* Are four digits and no more at `at`? "mid-2027" holds a year. */
static int is_year_at(const char *text, uint32_t at, uint32_t end)
{
	uint32_t digits = 0;
	while (at + digits < end && text[at + digits] >= '0' && text[at + digits] <= '9')
		digits++;
	return digits == 4;
}

/* A full stop at `at` in the word that began at `begin` joins when it ends a single letter (U.S., z.B.) or is between
 * small letters (nato.int); the last one of U.S. belongs to it as well. */
static int stop_joins(const char *text, uint32_t begin, uint32_t at, uint32_t end)
{
	int32_t before = code_before(text, begin, at);
	uint32_t start = at - (uint32_t)U8_LENGTH(before), next;
	if (class_of(before) != CLASS_LETTER)
		return 0;
	int single = start == begin || text[start - 1] == '.';
	int32_t after = code_at(text, at + 1, end, &next);
	if (class_of(after) == CLASS_LETTER)
		return single || (!u_isUUppercase(after) && !u_isUUppercase(before));
	return single && start > begin && class_of(after) != CLASS_DIGIT;
}

/* Does the mark `c` at `at`, `next` behind it, hold the word together? */
static int joins(
	const char *text, uint32_t begin, uint32_t at, uint32_t next, uint32_t end, int32_t c)
{
	uint32_t ignored;
	if (c == '.')
		return stop_joins(text, begin, at, end);
	int after = class_of(code_at(text, next, end, &ignored));
	if (apo__is_apostrophe(c))
		return after == CLASS_LETTER;
	return is_hyphen(c) && is_alphanumeric(after) && !is_year_at(text, next, end);
}

/* The end of the word at `begin`, whose first character ends at `at`; `*joined` shows whether an apostrophe or hyphen is
 * inside. */
static uint32_t word_end(const char *text, uint32_t begin, uint32_t at, uint32_t end, int *joined)
{
	while (at < end) {
		unsigned char byte = (unsigned char)text[at];
		if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')) {
			at++;
			continue;
		}
		uint32_t next;
		int32_t c = code_at(text, at, end, &next);
		int class = class_of(c);
		if (apo__is_apostrophe(c) || is_hyphen(c) || c == '.') {
			if (!joins(text, begin, at, next, end, c))
				break;
			*joined |= c != '.';
		} else if (!is_alphanumeric(class) && class != CLASS_MARK) {
			break;
		}
		at = next;
	}
	return at;
}

/* Separators of thousands that no list or sentence has between digits: spaces that do not break, apostrophes. */
static int groups_digits(int32_t c)
{
	return c == 0xa0 || c == 0x202f || c == 0x2009 || c == '\'' || c == 0x2019;
}

static uint32_t digits_end(const char *text, uint32_t at, uint32_t end)
{
	uint32_t next;
	while (at < end && class_of(code_at(text, at, end, &next)) == CLASS_DIGIT)
		at = next;
	return at;
}

/* Is a group of exactly three digits at `at`? */
static int is_group(const char *text, uint32_t at, uint32_t end)
{
	uint32_t next = at;
	for (int i = 0; i < 3; i++)
		if (class_of(code_at(text, next, end, &next)) != CLASS_DIGIT)
			return 0;
	return class_of(code_at(text, next, end, &next)) != CLASS_DIGIT;
}

/* The end of the number at `begin`, whose first character ends at `at`. */
static uint32_t number_end(const char *text, uint32_t begin, uint32_t at, uint32_t end)
{
	uint32_t next;
	at = digits_end(text, at, end);
	while (at < end) {
		int32_t c = code_at(text, at, end, &next);
		if (c == '.' || c == ',' || c == ':' || c == 0xff0e) {
			uint32_t stop = digits_end(text, next, end);
			if (stop == next || (c == ':' && stop != next + 2)) /* 1:0 is a score */
				break;
			at = stop;
		} else if (groups_digits(c) && at - begin <= 15 && is_group(text, next, end)) {
			at = digits_end(text, next, end);
		} else {
			break;
		}
	}
	return at;
}

/* The affix text[begin, end) as the language data has it: small letters, straight apostrophe. */
static int is_affix(
	const apo__lang_section *section, const char *text, uint32_t begin, uint32_t end)
{
	char key[LONGEST_AFFIX + 4];
	size_t size = 0;
	if (!section->count || end - begin > LONGEST_AFFIX)
		return 0;
	while (begin < end) {
		uint32_t at = begin, next;
		int32_t c = code_at(text, at, end, &next);
		if (apo__is_apostrophe(c) || is_hyphen(c))
			key[size++] = is_hyphen(c) ? '-' : '\'';
		else if (c < 0x80)
			key[size++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
		else
			for (; at < next; at++)
				key[size++] = text[at];
		begin = next;
	}
	return apo__lang_find(section, key, size) != NULL;
}

/* Where the word text[begin, end) falls apart: behind an elision, before an enclitic; else `end`. `*enclitic` shows that
 * the rest is one token. */
static uint32_t affix_cut(const apo__tokenizer *tokenizer, const char *text, uint32_t begin,
	uint32_t end, int *enclitic)
{
	uint32_t at = begin, next;
	for (int first = 1; at < end; at = next) {
		int32_t c = code_at(text, at, end, &next);
		if (apo__is_apostrophe(c) && first) {
			if (is_affix(tokenizer->elisions, text, begin, next))
				return next;
			first = 0;
		}
		if ((apo__is_apostrophe(c) || is_hyphen(c)) && at > begin &&
			is_affix(tokenizer->enclitics, text, at, end)) {
			*enclitic = 1;
			return at;
		}
	}
	return end;
}

/* The ASCII character for the folded apostrophe or hyphen at `in`, `*length` bytes long; 0 when there is none. */
static char joiner_at(const char *in, uint32_t *length)
{
	*length = !strncmp(in, "\xca\xbc", 2) ? 2 : 3; /* U+02BC, or U+2019, U+2010 */
	if (*length == 2 || !strncmp(in, "\xe2\x80\x99", 3))
		return '\'';
	return strncmp(in, "\xe2\x80\x90", 3) ? 0 : '-';
}

/* NFKC case-folded, with one kind of apostrophe and of hyphen in words, whatever the text has. */
static const char *form_of(apo__tokenizer *tokenizer, const char *text, uint32_t size)
{
	uint32_t known = tokenizer->spellings.count;
	uint32_t id = apo__intern(&tokenizer->spellings, text, size);
	if (id < known)
		return tokenizer->forms.items[id];
	char *form = apo__fold(tokenizer->arena, text, size), *out = form;
	for (const char *in = form; *in;) {
		uint32_t length;
		char joiner = joiner_at(in, &length);
		if (joiner && size > length) {
			*out++ = joiner;
			in += length;
		} else {
			*out++ = *in++;
		}
	}
	*out = '\0';
	*apo__push(tokenizer->arena, &tokenizer->forms) = form;
	return form;
}

static unsigned case_flags(const char *text, uint32_t begin, uint32_t end)
{
	unsigned upper = 0, lower = 0, flags = 0;
	for (uint32_t at = begin, next; at < end; at = next) {
		int32_t c = code_at(text, at, end, &next);
		int is_upper = c < 0x80 ? c >= 'A' && c <= 'Z' : u_isUUppercase(c) || u_istitle(c);
		int is_lower = c < 0x80 ? c >= 'a' && c <= 'z' : u_isULowercase(c);
		if (is_upper && at == begin)
			flags = APO_TOKEN_CAPITAL;
		upper += (unsigned)is_upper;
		lower += (unsigned)is_lower;
	}
	return flags | (upper >= 2 && !lower ? APO_TOKEN_UPPER : 0);
}

/* May the quotation mark text[begin, end) open? Nothing but space or an opening mark is before it. */
static int is_opening_quote(const char *text, apo_span span, uint32_t begin, uint32_t end)
{
	uint32_t next;
	int32_t c = code_at(text, begin, end, &next);
	if (!apo__is_quote_mark(c))
		return 0;
	int32_t before = code_before(text, span.begin, begin),
		after = code_at(text, end, span.end, &next);
	int open_before = !before || apo__is_space(before) || before == '(' || before == '[' ||
			  before == ':' || before == 0x2013 || before == 0x2014;
	return open_before && after && after != ' ';
}

static uint32_t marks_end(const char *text, uint32_t at, uint32_t end)
{
	uint32_t next;
	while (at < end && (unsigned char)text[at] >= 0x80 &&
		class_of(code_at(text, at, end, &next)) == CLASS_MARK)
		at = next;
	return at;
}

typedef struct {
	apo__tokenizer *tokenizer;
	const char *text;
	apo_span span;
	uint32_t segment;
	unsigned initial; /* APO_TOKEN_INITIAL while the next word is one */
	apo__token_list *tokens;
} cutter;

static void emit(cutter *cut, uint32_t begin, uint32_t end, apo_token_kind kind)
{
	apo_token *token = apo__push(cut->tokenizer->arena, cut->tokens);
	*token = (apo_token){{begin, end}, NULL, cut->segment, (uint8_t)kind, 0};
	token->form = form_of(cut->tokenizer, cut->text + begin, end - begin);
	if (kind == APO_TOKEN_PUNCTUATION || kind == APO_TOKEN_SYMBOL) {
		if (is_opening_quote(cut->text, cut->span, begin, end))
			cut->initial = APO_TOKEN_INITIAL;
		return;
	}
	unsigned flags = cut->initial;
	if (kind == APO_TOKEN_WORD)
		flags |= case_flags(cut->text, begin, end);
	token->flags = (uint8_t)flags;
	cut->initial = 0;
}

/* `next`: behind the first character. */
static uint32_t cut_word(cutter *cut, uint32_t begin, uint32_t next)
{
	uint32_t ignored;
	int joined = apo__is_apostrophe(code_at(cut->text, begin, next, &ignored)), enclitic = 0;
	uint32_t end = word_end(cut->text, begin, next, cut->span.end, &joined), stop = end;
	if (joined)
		stop = affix_cut(cut->tokenizer, cut->text, begin, end, &enclitic);
	emit(cut, begin, stop, APO_TOKEN_WORD);
	if (enclitic)
		emit(cut, stop, end, APO_TOKEN_WORD);
	return enclitic ? end : stop;
}

/* Is the full stop at `at` the decimal point of a number without integer part (.25)? */
static int is_leading_point(const cutter *cut, uint32_t at)
{
	uint32_t next;
	int before = class_of(code_before(cut->text, cut->span.begin, at));
	return cut->text[at] == '.' && !is_alphanumeric(before) && before != CLASS_HAN &&
	       (at == cut->span.begin || cut->text[at - 1] != '.') &&
	       class_of(code_at(cut->text, at + 1, cut->span.end, &next)) == CLASS_DIGIT;
}

/* Emit the token at `at`, if one begins there; returns its end. */
static uint32_t cut_one(cutter *cut, uint32_t at)
{
	uint32_t next, end = cut->span.end;
	int32_t c = code_at(cut->text, at, end, &next);
	int class = class_of(c);
	if (class == CLASS_SPACE || class == CLASS_MARK)
		return next;
	if (apo__is_apostrophe(c) && class == CLASS_LETTER &&
		!joins(cut->text, at, at, next, end, c))
		class = CLASS_PUNCTUATION; /* U+02BC is a letter only where one follows */
	if (class == CLASS_LETTER)
		return cut_word(cut, at, next);
	apo_token_kind kind = class == CLASS_HAN      ? APO_TOKEN_HAN
			      : class == CLASS_SYMBOL ? APO_TOKEN_SYMBOL
						      : APO_TOKEN_PUNCTUATION;
	if (class == CLASS_DIGIT || is_leading_point(cut, at)) {
		kind = APO_TOKEN_NUMBER;
		next = number_end(cut->text, at, next, end);
	}
	next = marks_end(cut->text, next, end);
	emit(cut, at, next, kind);
	return next;
}

void apo__tokenizer_init(
	apo__tokenizer *tokenizer, apo__arena *arena, const apo__language *language)
{
	static const apo__lang_section none = {.name = ""};
	*tokenizer = (apo__tokenizer){.arena = arena, .elisions = &none, .enclitics = &none};
	apo__interner_init(&tokenizer->spellings, arena);
	if (language) {
		tokenizer->elisions = apo__language_section(language, "elisions");
		tokenizer->enclitics = apo__language_section(language, "enclitics");
	}
}

void apo__tokenize(apo__tokenizer *tokenizer, const char *text, apo_span span, uint32_t segment,
	apo__token_list *tokens)
{
	cutter cut = {tokenizer, text, span, segment, APO_TOKEN_INITIAL, tokens};
	for (uint32_t at = span.begin; at < span.end;)
		at = cut_one(&cut, at);
}

void apo__document_tokenize(apo__document *document)
{
	apo__tokenizer tokenizer;
	apo__token_list tokens = {0};
	apo__tokenizer_init(&tokenizer, document->arena, document->language);
	for (uint32_t i = 0; i < document->segments.count; i++) {
		apo_segment *segment = &document->segments.items[i];
		segment->first_token = tokens.count;
		apo__tokenize(&tokenizer, document->public.text, segment->span, i, &tokens);
		segment->tokens = tokens.count - segment->first_token;
	}
	document->public.tokens = tokens.items;
	document->public.token_count = tokens.count;
}

/* The first token that begins at or behind a text offset. */
static uint32_t first_token_at(const apo_document *document, uint32_t offset)
{
	uint32_t low = 0, high = document->token_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (document->tokens[middle].span.begin < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void apo__tokens_in(const apo_document *document, apo_span span, uint32_t *first, uint32_t *end)
{
	*first = first_token_at(document, span.begin);
	*end = first_token_at(document, span.end);
}

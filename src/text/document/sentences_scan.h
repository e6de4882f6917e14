/* SPDX-License-Identifier: Apache-2.0 */
/* What the two halves of the sentence layer share: sentences.c finds candidates, sentences_stop.c judges full stops. Nobody
 * else includes it. */
#ifndef APO__TEXT_DOCUMENT_SENTENCES_SCAN_H
#define APO__TEXT_DOCUMENT_SENTENCES_SCAN_H

#include <unicode/uchar.h>

#include "text/document/sentences.h"
#include "text/unicode/chars.h"

struct apo__splitter {
	/* NULL: none */
	const apo__lang_section *abbreviations[2], *starters, *speech_ends;
	const apo__lang_section
		*after_times[3]; /* what belongs to a time of day: days, months, zones */
	int unknown;		 /* no data file */
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
} apo__scan;

/* The character at `at` and where the next one begins; 0 at the end of the block. */
static inline uint32_t after(const apo__scan *s, uint32_t at, UChar32 *c)
{
	*c = 0;
	return at < s->end ? apo__utf8_next(s->text, at, s->end, c) : at;
}

/* The character before `at` and where it begins; 0 at `least`. */
static inline uint32_t before(const apo__scan *s, uint32_t at, uint32_t least, UChar32 *c)
{
	*c = 0;
	return at > least ? apo__utf8_previous(s->text, least, at, c) : at;
}

static inline int is_wide_mark(UChar32 c) /* of East Asian typography */
{
	return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF65);
}

enum { NOT_TERMINAL, FULL_STOP, ELLIPSIS, STRONG };

static inline int terminal_kind(UChar32 c)
{
	if (c < 0x80)
		return c == '.' ? FULL_STOP : c == '!' || c == '?' ? STRONG : NOT_TERMINAL;
	if (c == 0x2026)
		return ELLIPSIS;
	if (apo__is_unspaced_letter(c) || !u_hasBinaryProperty(c, UCHAR_S_TERM))
		return NOT_TERMINAL;
	return u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK) == U_SB_ATERM ? FULL_STOP : STRONG;
}

/* Punctuation that binds what follows to what is before. */
static inline int continues(UChar32 c)
{
	return c == ',' || c == ';' || c == ':' || c == 0x3001 || c == 0xFF0C || c == 0xFF1B ||
	       c == 0xFF1A || c == 0x60C || c == 0x61B;
}

static inline int is_dash(UChar32 c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015);
}

/* A word, or a number, before a full stop. */
typedef struct {
	uint32_t begin, end; /* without the full stop */
	uint32_t letters, digits, dots, longest_part;
	int upper, lower; /* all letters */
	int roman;	  /* II, IV, XXI, ... */
} apo__scan_word;

/* What follows a candidate. */
typedef struct {
	uint32_t at;   /* first character that is not white space */
	UChar32 first; /* that character, 0 at the end */
	uint32_t word; /* behind opening marks and dashes */
	UChar32 letter;
	int space, line_break;
} apo__scan_follow;

apo__scan_follow apo__scan_ahead(const apo__scan *s, uint32_t at);
/* The word that ends at `end`. */
apo__scan_word apo__scan_read_word(const apo__scan *s, uint32_t end);
/* Where the letters that begin at `at` end. */
uint32_t apo__scan_letters_end(const apo__scan *s, uint32_t at);
/* What kind of abbreviation a word is ("l'avv" is one by its last part); NULL: none. */
const char *apo__scan_abbreviation(const apo__scan *s, uint32_t begin, uint32_t end);
/* Whether the word at `at` is one that begins sentences. */
int apo__scan_is_starter(const apo__scan *s, uint32_t at);
/* Whether a single full stop at `stop` ends the sentence, given that no lower-case letter follows. */
int apo__scan_ends_at_stop(const apo__scan *s, uint32_t stop, const apo__scan_follow *f);

#endif

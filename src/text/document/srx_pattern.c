/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Regular expressions turned round. "Does the text before this place match X?" is dear to ask of a regular expression
 * engine, for it would have to try every place where X could begin. X read backwards, on the text read backwards, asks it in
 * one try that mostly fails at the first character. Concatenation changes its order, ^ becomes \z, lookahead lookbehind; all
 * else stays. Syntax: ICU User Guide, "Regular Expressions". Linear in the length of the pattern.
 */
#include "text/document/srx_pattern.h"

#include <ctype.h>
#include <string.h>

#include "base/buffer.h"

#define MOST_DEPTH 100 /* of groups */

typedef struct {
	apo__arena *arena;
	const char *at;
	unsigned how;
	int depth, failed;
	const char *flags; /* "i" behind "(?i)" */
} reader;

static const char *nothing = "(?:)";

static const char *fail(reader *r)
{
	r->failed = 1;
	return nothing;
}

static const char *copied(reader *r, const char *begin)
{
	return apo__strndup(r->arena, begin, (size_t)(r->at - begin));
}

/* Up to `most` digits of base 16 or 8. */
static void skip_digits(reader *r, int most, const char *digits)
{
	while (most-- > 0 && *r->at && strchr(digits, *r->at))
		r->at++;
}

static const char *skip_through(reader *r, const char *begin, char end)
{
	const char *close = strchr(r->at, end);
	if (!close)
		return fail(r);
	r->at = close + 1;
	return copied(r, begin);
}

/* \Q...\E: each character on its own. */
static const char *quoted(reader *r)
{
	apo__buffer out = {.arena = r->arena};
	const char *end = strstr(r->at, "\\E");
	const char *stop = end ? end : r->at + strlen(r->at);
	while (r->at < stop) {
		const char *begin = r->at++;
		while (r->at < stop && (*r->at & 0xC0) == 0x80)
			r->at++;
		apo__buffer one = {.arena = r->arena};
		if (ispunct((unsigned char)*begin) || *begin == ' ')
			apo__buffer_putc(&one, '\\');
		apo__buffer_add(&one, begin, (size_t)(r->at - begin));
		if (r->how & APO__PATTERN_BACKWARD && out.size)
			apo__buffer_puts(&one, apo__buffer_text(&out));
		if (r->how & APO__PATTERN_BACKWARD)
			out = one;
		else
			apo__buffer_puts(&out, apo__buffer_text(&one));
	}
	r->at = end ? end + 2 : stop;
	return apo__sprintf(r->arena, "(?:%s)", apo__buffer_text(&out));
}

static const char *assertion(reader *r, const char *forward, const char *backward)
{
	if (r->how & APO__PATTERN_BARE)
		return nothing;
	return r->how & APO__PATTERN_BACKWARD ? backward : forward;
}

/* Behind a backslash at `begin`. */
static const char *escape(reader *r, const char *begin)
{
	static const char hexadecimal[] = "0123456789abcdefABCDEF";
	char c = *r->at;
	if (!c)
		return fail(r);
	r->at++;
	switch (c) {
	case 'b': return assertion(r, "\\b", "\\b");
	case 'B': return assertion(r, "\\B", "\\B");
	case 'A': return assertion(r, "\\A", "\\z");
	case 'z': return assertion(r, "\\z", "\\A");
	case 'Q': return quoted(r);
	case 'p':
	case 'P':
	case 'N': return *r->at == '{' ? skip_through(r, begin, '}') : fail(r);
	case 'x':
		if (*r->at == '{')
			return skip_through(r, begin, '}');
		skip_digits(r, 2, hexadecimal);
		return copied(r, begin);
	case 'u': skip_digits(r, 4, hexadecimal); return copied(r, begin);
	case 'U': skip_digits(r, 8, hexadecimal); return copied(r, begin);
	case '0': skip_digits(r, 3, "01234567"); return copied(r, begin);
	case 'c':
	case 'k':
	case 'G':
	case 'X':
	case 'R':
	case 'Z':
	case '\0': return fail(r);
	default:
		if (c >= '1' && c <= '9')
			return fail(r);
		while ((*r->at & 0xC0) == 0x80)
			r->at++;
		return copied(r, begin);
	}
}

/* [...] as it is. */
static const char *set(reader *r)
{
	const char *begin = r->at;
	int depth = 0;
	do {
		if (*r->at == '\\' && r->at[1])
			r->at++;
		else if (*r->at == '[')
			depth++;
		else if (*r->at == ']')
			depth--;
		else if (!*r->at)
			return fail(r);
		r->at++;
	} while (depth > 0);
	return copied(r, begin);
}

static const char *alternatives(reader *r);

static const char *close_group(reader *r, const char *open)
{
	const char *flags = r->flags;
	if (++r->depth > MOST_DEPTH)
		return fail(r);
	const char *inner = alternatives(r);
	r->depth--;
	r->flags = flags;
	if (*r->at != ')')
		return fail(r);
	r->at++;
	return apo__sprintf(r->arena, "%s%s)", open, inner);
}

static const char *look_around(reader *r, int behind, char sign)
{
	int backward = r->how & APO__PATTERN_BACKWARD;
	const char *open = sign == '=' ? "(?=" : "(?!";
	if (behind != !!backward)
		open = sign == '=' ? "(?<=" : "(?<!";
	const char *inner = close_group(r, open);
	return r->how & APO__PATTERN_BARE ? nothing : inner;
}

/* (?i) counts up to the end of the group, (?i:...) inside. */
static const char *flagged(reader *r)
{
	size_t size = strspn(r->at, "imsxuw");
	const char *flags = apo__strndup(r->arena, r->at, size), *outer = r->flags;
	r->at += size;
	if (!size || strchr(flags, 'm') || strchr(flags, 'x') || (*r->at != ')' && *r->at != ':'))
		return fail(r);
	r->flags = apo__sprintf(r->arena, "%s%s", r->flags, flags);
	if (*r->at++ == ')')
		return nothing;
	const char *group = close_group(r, "(?:");
	r->flags = outer;
	return group;
}

static const char *group(reader *r)
{
	r->at++;
	if (*r->at != '?')
		return close_group(r, "(?:");
	char kind = *++r->at;
	if (!kind)
		return fail(r);
	r->at++;
	switch (kind) {
	case '#': skip_through(r, r->at, ')'); return nothing;
	case ':': return close_group(r, "(?:");
	case '=':
	case '!': return look_around(r, 0, kind);
	case '>': return r->how & APO__PATTERN_BARE ? close_group(r, "(?:") : fail(r);
	case '<':
		if (*r->at == '=' || *r->at == '!')
			return look_around(r, 1, *r->at++);
		skip_through(r, r->at, '>');
		return close_group(r, "(?:");
	default: r->at--; return flagged(r);
	}
}

static const char *atom(reader *r)
{
	const char *begin = r->at;
	switch (*begin) {
	case '\\': r->at++; return escape(r, begin);
	case '[': return set(r);
	case '(': return group(r);
	case '^': r->at++; return assertion(r, "^", "\\z");
	case '$': r->at++; return r->how == APO__PATTERN_BACKWARD ? fail(r) : assertion(r, "$", "");
	case '*':
	case '+':
	case '?':
	case '{': return fail(r);
	default:
		r->at++;
		while ((*r->at & 0xC0) == 0x80)
			r->at++;
		return copied(r, begin);
	}
}

static const char *quantifier(reader *r)
{
	const char *begin = r->at;
	if (*r->at == '{')
		skip_through(r, begin, '}');
	else if (*r->at && strchr("*+?", *r->at))
		r->at++;
	if (r->at == begin)
		return "";
	const char *greedy = copied(r, begin);
	if (*r->at == '+' && !(r->how & APO__PATTERN_BARE))
		return fail(r);
	if (*r->at != '+' && *r->at != '?')
		return greedy;
	r->at++;
	return r->at[-1] == '?' ? copied(r, begin) : greedy;
}

static const char *sequence(reader *r)
{
	APO__VECTOR(const char *) items = {0};
	while (!r->failed && *r->at && *r->at != '|' && *r->at != ')') {
		const char *one = atom(r);
		if (*r->flags && one != nothing)
			one = apo__sprintf(r->arena, "(?%s:%s)", r->flags, one);
		const char *times = quantifier(r);
		*apo__push(r->arena, &items) = apo__sprintf(r->arena, "%s%s", one, times);
	}
	apo__buffer out = {.arena = r->arena};
	for (uint32_t i = 0; i < items.count; i++)
		apo__buffer_puts(&out,
			items.items[r->how & APO__PATTERN_BACKWARD ? items.count - 1 - i : i]);
	return apo__buffer_text(&out);
}

static const char *alternatives(reader *r)
{
	apo__buffer out = {.arena = r->arena};
	apo__buffer_puts(&out, sequence(r));
	while (*r->at == '|' && !r->failed) {
		r->at++;
		apo__buffer_putc(&out, '|');
		apo__buffer_puts(&out, sequence(r));
	}
	return apo__buffer_text(&out);
}

const char *apo__pattern_rewrite(apo__arena *arena, const char *pattern, unsigned how)
{
	reader r = {.arena = arena, .at = pattern, .how = how, .flags = ""};
	const char *out = alternatives(&r);
	return r.failed || *r.at ? NULL : out;
}

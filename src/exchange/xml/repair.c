/* SPDX-License-Identifier: Apache-2.0 */
/* Byte repair before the XML parser, as a small automaton over the markup. The parser's own recovery loses text without a
 * word; here each repair is reported with its place. Because the DOCTYPE goes and no entity but XML's five stays, nothing can
 * be fetched, included or amplified. 64 bytes of look-ahead are enough for every decision. */
#include <string.h>

#include "exchange/xml/characters.h"
#include "exchange/xml/input.h"
#include "text/unicode/chars.h"
#include "text/unicode/sixteen.h"
#include "text/unicode/width.h"

#define LOOK_AHEAD 64u
/* Attributes of a tag; libxml2 compares each with all others, and no format has a dozen. */
#define ATTRIBUTES_MOST 256u

enum { TEXT, TAG, COMMENT, CDATA, INSTRUCTION, DOCTYPE };

static int is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
	       (unsigned char)c >= 0x80;
}

static int is_name(char c)
{
	return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static int begins(const char *text, size_t size, const char *prefix)
{
	size_t length = strlen(prefix);
	return size >= length && !memcmp(text, prefix, length);
}

static void tell(apo__repairer *r, apo_severity severity, const char *message)
{
	r->report(r->line, r->column, r->in_unit ? r->unit : 0, severity, message, r->user);
}

/* Move the position over bytes that are copied or dropped. */
static void advance(apo__repairer *r, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '\n') {
			r->line++;
			r->column = 1;
		} else if (apo__begins_char(text[i])) {
			r->column++;
		}
	}
}

static size_t copy(apo__repairer *r, const char *text, size_t size, apo__buffer *out)
{
	apo__buffer_add(out, text, size);
	advance(r, text, size);
	return size;
}

/* Drop markup; its line breaks stay. */
static size_t drop(apo__repairer *r, const char *text, size_t size, apo__buffer *out)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] == '\n')
			apo__buffer_putc(out, '\n');
	advance(r, text, size);
	return size;
}

/* Value of "&#...;" that is `size` bytes long with both ends. */
static uint32_t reference_value(const char *text, size_t size)
{
	int hex = text[2] == 'x';
	uint32_t value = 0;
	for (size_t i = hex ? 3 : 2; i + 1 < size && value <= 0x10FFFF; i++) {
		char c = text[i];
		uint32_t digit = c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 32) - 'a') + 10;
		value = value * (hex ? 16 : 10) + digit;
	}
	return value;
}

/* Bytes of a well-formed "&name;", "&#9;" or "&#x9;", 0 when there is none. */
static size_t reference_size(const char *text, size_t size)
{
	size_t i = 1;
	if (i < size && text[i] == '#') {
		int hex = ++i < size && text[i] == 'x';
		size_t begin = i += hex;
		while (i < size && i < LOOK_AHEAD &&
			((text[i] >= '0' && text[i] <= '9') ||
				(hex && (text[i] | 32) >= 'a' && (text[i] | 32) <= 'f')))
			i++;
		return i > begin && i < size && text[i] == ';' ? i + 1 : 0;
	}
	if (i >= size || !is_name_start(text[i]))
		return 0;
	while (i < size && i < LOOK_AHEAD && is_name(text[i]))
		i++;
	return i < size && text[i] == ';' ? i + 1 : 0;
}

static size_t ampersand(apo__repairer *r, const char *text, size_t size, apo__buffer *out)
{
	static const char *const own[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (begins(text, size, own[i]))
			return copy(r, text, strlen(own[i]), out);
	size_t length = reference_size(text, size);
	if (length && text[1] == '#') {
		if (apo__xml_allows(reference_value(text, length)))
			return copy(r, text, length, out);
		tell(r, APO_SEVERITY_MINOR,
			"reference to a character that XML forbids; it was dropped");
		advance(r, text, length);
		return length;
	}
	tell(r, APO_SEVERITY_MINOR,
		length ? "an entity that the format does not define; it was kept as text, not "
			 "expanded"
		       : "a stray & that should be &amp;; it was kept as text");
	apo__buffer_puts(out, "&amp;");
	advance(r, text, 1);
	return 1;
}

/* Count units: <tu>, <x:tu ...>, </tu>. */
static void watch_tag(apo__repairer *r, const char *text, size_t size)
{
	size_t begin = 1, end;
	int closing = size > 1 && text[1] == '/';
	begin += (size_t)closing;
	for (end = begin; end < size && is_name(text[end]); end++)
		if (text[end] == ':')
			begin = end + 1;
	if (end - begin != 2 || memcmp(text + begin, "tu", 2) != 0)
		return;
	if (!closing)
		r->unit++;
	r->in_unit = !closing;
}

static int opens_tag(const char *text, size_t size)
{
	return size > 1 &&
	       (is_name_start(text[1]) || (text[1] == '/' && size > 2 && is_name_start(text[2])));
}

static void begin_tag(apo__repairer *r, const char *text, size_t size)
{
	r->state = TAG;
	r->quote = 0;
	r->attributes = 0;
	r->seen_root = 1;
	watch_tag(r, text, size < LOOK_AHEAD ? size : LOOK_AHEAD);
}

static void begin_prolog(apo__repairer *r, int state)
{
	r->state = state;
	r->brackets = r->quote = 0;
	r->prolog.size = 0;
	r->prolog.damaged = 0;
	r->prolog.line = r->line;
	r->prolog.column = r->column;
}

static void end_prolog(apo__repairer *r)
{
	const char *fault = apo__prolog_fault(&r->prolog, r->state == INSTRUCTION);
	r->state = TEXT;
	if (fault)
		r->report(r->prolog.line, r->prolog.column, r->in_unit ? r->unit : 0,
			APO_SEVERITY_MINOR, fault, r->user);
}

static size_t less_than(apo__repairer *r, const char *text, size_t size, apo__buffer *out)
{
	if (begins(text, size, "<!--")) {
		r->state = COMMENT;
		return copy(r, text, 4, out);
	}
	if (begins(text, size, "<![CDATA[")) {
		r->state = CDATA;
		return copy(r, text, 9, out);
	}
	if (begins(text, size, "<!") && !r->seen_root) {
		begin_prolog(r, DOCTYPE);
		return drop(r, text, 2, out);
	}
	if (begins(text, size, "<?")) {
		begin_prolog(r, INSTRUCTION);
		return drop(r, text, 2, out);
	}
	if (opens_tag(text, size)) {
		begin_tag(r, text, size);
		return copy(r, text, 1, out);
	}
	if (size > 1)
		tell(r, APO_SEVERITY_MINOR, "a stray < that should be &lt;; it was kept as text");
	apo__buffer_puts(out, size > 1 ? "&lt;" : "<");
	advance(r, text, 1);
	return 1;
}

static int is_flooded(const apo__repairer *r)
{
	return r->state == TAG && r->attributes > ATTRIBUTES_MOST;
}

/* The rest of a tag with too many attributes. */
static size_t flood(apo__repairer *r, const char *text, apo__buffer *out)
{
	char c = text[0];
	if (r->quote ? c == r->quote : c == '"' || c == '\'')
		r->quote = r->quote ? 0 : c;
	else if (c == '>' && !r->quote) {
		r->state = TEXT;
		apo__buffer_puts(out, r->before == '/' ? "/>" : ">");
		advance(r, text, 1);
		return 1;
	}
	r->before = c;
	return drop(r, text, 1, out);
}

static size_t in_tag(apo__repairer *r, const char *text, size_t size, apo__buffer *out)
{
	char c = text[0];
	if (is_flooded(r))
		return flood(r, text, out);
	if (r->quote && c == r->quote && ++r->attributes > ATTRIBUTES_MOST) {
		tell(r, APO_SEVERITY_MAJOR,
			"a tag with more than 256 attributes; the rest of them were dropped");
		r->before = c;
	}
	if (r->quote ? c == r->quote : c == '"' || c == '\'')
		r->quote = r->quote ? 0 : c;
	else if (c == '&')
		return ampersand(r, text, size, out);
	else if (c == '<' && r->quote) {
		tell(r, APO_SEVERITY_MINOR,
			"a < in an attribute that should be &lt;; it was kept as text");
		apo__buffer_puts(out, "&lt;");
		advance(r, text, 1);
		return 1;
	} else if (c == '>' && !r->quote)
		r->state = TEXT;
	return copy(r, text, 1, out);
}

static size_t in_doctype(apo__repairer *r, const char *text, apo__buffer *out)
{
	int was_inside = r->brackets;
	if (r->quote ? text[0] == r->quote : text[0] == '"' || text[0] == '\'')
		r->quote = r->quote ? 0 : text[0];
	else if (!r->quote && (text[0] == '[' || text[0] == ']'))
		r->brackets = text[0] == '[';
	else if (!r->quote && text[0] == '>' && !r->brackets) {
		end_prolog(r);
		return drop(r, text, 1, out);
	}
	if (!was_inside || !r->brackets)
		apo__prolog_add(&r->prolog, text, 1);
	return drop(r, text, 1, out);
}

/* One step at a byte that is not plain text: returns the bytes used. */
static size_t step(apo__repairer *r, const char *text, size_t size, apo__buffer *out)
{
	static const char *const ends[] = {
		[COMMENT] = "-->", [CDATA] = "]]>", [INSTRUCTION] = "?>"};
	switch (r->state) {
	case TEXT:
		if (text[0] == '<')
			return less_than(r, text, size, out);
		if (text[0] == '&')
			return ampersand(r, text, size, out);
		if (begins(text, size, "]]>")) {
			apo__buffer_puts(out, "]]&gt;");
			advance(r, text, 3);
			return 3;
		}
		if (begins(text, size, "\xEF\xBB\xBF"))
			return drop(r, text, 3, out);
		return copy(r, text, 1, out);
	case TAG: return in_tag(r, text, size, out);
	case DOCTYPE: return in_doctype(r, text, out);
	default:
		if (begins(text, size, ends[r->state])) {
			size_t length = strlen(ends[r->state]);
			int dropped = r->state == INSTRUCTION;
			if (dropped)
				end_prolog(r);
			r->state = TEXT;
			return dropped ? drop(r, text, length, out) : copy(r, text, length, out);
		}
		if (r->state != INSTRUCTION)
			return copy(r, text, 1, out);
		apo__prolog_add(&r->prolog, text, 1);
		return drop(r, text, 1, out);
	}
}

/* Bytes to look at closer, besides controls: 1 in TEXT, 2 in a TAG. */
static const unsigned char stops[128] = {
	['<'] = 3, ['&'] = 3, [']'] = 1, ['"'] = 2, ['\''] = 2, ['>'] = 2};

static int is_stop(char c, unsigned char stop)
{
	unsigned char byte = (unsigned char)c;
	return byte >= 0x80 || (byte < ' ' && c != '\t' && c != '\r') || (stops[byte] & stop);
}

/* A byte of a tag or of text that needs no repair, though it is looked at closer: what it changes, and whether it is one. */
static int passes(apo__repairer *r, const char *text, size_t size)
{
	char c = text[0];
	if (c == '\n') {
		r->line++;
		r->column = 0;
	} else if (r->state == TEXT) {
		if (c != '<' || !opens_tag(text, size))
			return 0;
		begin_tag(r, text, size);
	} else if (c == '>') {
		if (!r->quote)
			r->state = TEXT;
	} else if (c == '"' || c == '\'') {
		if (r->quote == c && r->attributes == ATTRIBUTES_MOST)
			return 0;
		r->attributes += r->quote == c;
		if (!r->quote || r->quote == c)
			r->quote = r->quote ? 0 : c;
	} else {
		return 0;
	}
	r->column++;
	return 1;
}

/* A character above U+007F that needs no repair: its bytes, else 0. */
static size_t passing_character(const char *text, size_t size)
{
	size_t used = 0;
	uint32_t c = apo__next_char(text, size, &used);
	return apo__xml_allows(c) && (c != 0xFFFD || begins(text, size, "\xEF\xBF\xBD")) ? used : 0;
}

/* Which of sixteen bytes are to be looked at closer. */
static apo__sixteen stops_at(const char *text, int in_tag)
{
	apo__sixteen bytes = apo__sixteen_at(text);
	apo__sixteen both = (bytes < ' ') | (bytes == '<') | (bytes == '&');
	return both | (in_tag ? (bytes == '>') | (bytes == '"') | (bytes == '\'') : bytes == ']');
}

/* Where the first byte to look at closer is, from `at`, below `limit`. */
static size_t next_stop(const char *text, size_t at, size_t limit, int in_tag)
{
	unsigned char stop = in_tag ? 2 : 1;
	for (unsigned first; at + APO__SIXTEEN <= limit; at += first == APO__SIXTEEN ? first : 1) {
		first = apo__first_marked(stops_at(text + at, in_tag));
		if (first == APO__SIXTEEN)
			continue;
		at += first;
		if (is_stop(text[at], stop))
			return at;
	}
	while (at < limit && !is_stop(text[at], stop))
		at++;
	return at;
}

/* Bytes of TEXT and TAGs that can be copied as they are, up to `limit`; nearly all are. */
static size_t sound_run(apo__repairer *r, const char *text, size_t size, size_t limit)
{
	size_t at = 0, used;
	for (;;) {
		size_t begin = at;
		at = next_stop(text, at, limit, r->state == TAG);
		r->column += (uint32_t)(at - begin);
		if (at == limit)
			return at;
		if ((unsigned char)text[at] < 0x80) {
			if (!passes(r, text + at, size - at))
				return at;
			at++;
		} else {
			if (!(used = passing_character(text + at, size - at)))
				return at;
			at += used;
			r->column++;
		}
	}
}

static size_t repair_character(apo__repairer *r, const char *text, size_t size, apo__buffer *out)
{
	size_t used = 0;
	uint32_t c = apo__next_char(text, size, &used);
	int in_prolog = r->state == DOCTYPE || r->state == INSTRUCTION;
	int dropping = in_prolog || is_flooded(r);
	r->prolog.damaged |= in_prolog && ((c == 0xFFFD && !begins(text, size, "\xEF\xBF\xBD")) ||
						  !apo__xml_allows(c));
	if (c == 0xFFFD && !begins(text, size, "\xEF\xBF\xBD")) {
		if (!dropping) {
			tell(r, APO_SEVERITY_MAJOR,
				"bytes that the encoding does not allow; they became U+FFFD");
			apo__buffer_puts(out, "\xEF\xBF\xBD");
		}
		r->column++;
		return used;
	}
	if (!apo__xml_allows(c)) {
		if (!dropping)
			tell(r, APO_SEVERITY_MINOR,
				"a control character that XML forbids; it was dropped");
		r->column++;
		return used;
	}
	if (c < 0x80 || (c == 0xFEFF && !r->seen_root))
		return step(r, text, size, out);
	if (in_prolog && !r->brackets)
		apo__prolog_add(&r->prolog, text, used);
	return dropping ? drop(r, text, used, out) : copy(r, text, used, out);
}

size_t apo__repair(apo__repairer *r, const char *in, size_t size, int last, apo__buffer *out)
{
	size_t at = 0, limit = last ? size : size > LOOK_AHEAD ? size - LOOK_AHEAD : 0;
	while (at < limit) {
		if (r->seen_root && !is_flooded(r) && (r->state == TEXT || r->state == TAG)) {
			size_t run = sound_run(r, in + at, size - at, limit - at);
			apo__buffer_add(out, in + at, run);
			at += run;
		}
		if (at < limit)
			at += repair_character(r, in + at, size - at, out);
	}
	return at;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of random code points, of the blocks that matter to the tokenizer. The first byte chooses the languages; then three
 * bytes give a character: its block, and its place in it. Documents of them must be tiled by their tokens, and pairs of
 * lines have scores. */
#include <stdlib.h>
#include <string.h>

#include "apograph.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MOST_CHARACTERS	  400u
#define LONGEST_CHARACTER 4u /* bytes of UTF-8 */

static const char *const languages[][2] = {{"en", "en"}, {"de", "en"}, {"en", "zh"}, {"fr", "hu"},
	{"it", "ru"}, {"ar", "es"}, {"zh", "zh"}, {"th", "ja"}};
enum { PAIRS = sizeof languages / sizeof *languages };

static const struct {
	uint32_t first, last;
} blocks[] = {
	{' ', ' '},
	{'a', 'z'},
	{'A', 'Z'},
	{'0', '9'},
	{'!', '/'},
	{':', '@'},
	{'[', '`'},
	{0x01, 0x7f},
	{0x80, 0xff},
	{0x100, 0x24f}, /* Latin, C0 and C1 controls */
	{0x2b0, 0x2ff}, /* modifier letters, U+02BC among them */
	{0x2bc, 0x2bc},
	{0x300, 0x36f},
	{0x1ab0, 0x1aff},
	{0x20d0, 0x20ff}, /* combining marks */
	{0x370, 0x52f},
	{0x5d0, 0x5ea},
	{0x600, 0x6ff},
	{0x6f0, 0x6f9},
	{0xfe70, 0xfeff},
	{0x900, 0x97f},
	{0xe00, 0xe7f},
	{0x1100, 0x11ff},
	{0xac00, 0xd7af}, /* scripts */
	{0x3000, 0x303f},
	{0x3040, 0x30ff},
	{0x4e00, 0x9fff},
	{0x3400, 0x4dbf},
	{0x20000, 0x2fa1d},
	{0xf900, 0xfaff},
	{0xff00, 0xffef},
	{0x2460, 0x24ff},
	{0x2010, 0x2027},
	{0x2030, 0x205e},
	{0x2018, 0x201f},
	{0xab, 0xbb}, /* punctuation */
	{0x2000, 0x200f},
	{0x202a, 0x202e},
	{0x2060, 0x206f},
	{0xe0001, 0xe007f}, /* format, bidi */
	{0xd800, 0xdfff},
	{0xfff9, 0xffff},
	{0xfe00, 0xfe0f},
	{0xe000, 0xf8ff}, /* no characters */
	{0x1d400, 0x1d7ff},
	{0x1f300, 0x1faff},
	{0x20a0, 0x20c0},
	{0x2150, 0x218b},
	{0x1e00, 0x1fff},
	{0x10ffff, 0x10ffff},
	{'\n', '\n'},
	{'\t', '\t'},
};
enum { BLOCKS = sizeof blocks / sizeof *blocks };

static void require(int holds)
{
	if (!holds)
		abort();
}

/* UTF-8 of `c`, surrogates as three bytes too: readers of text repair them. */
static size_t put(char *out, uint32_t c)
{
	size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char heads[] = {0, 0, 0xc0, 0xe0, 0xf0};
	for (size_t i = size; i-- > 1; c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)(heads[size] | c);
	return size;
}

static size_t write_lines(char *out, const uint8_t *data, size_t size)
{
	size_t used = 0;
	for (size_t i = 0; i + 2 < size && i / 3 < MOST_CHARACTERS; i += 3) {
		size_t block = data[i] % BLOCKS;
		uint32_t place = (uint32_t)data[i + 1] << 8 | data[i + 2];
		uint32_t room = blocks[block].last - blocks[block].first + 1;
		used += put(out + used, blocks[block].first + place % room);
	}
	out[used] = '\0';
	return used;
}

static int is_boundary(const apo_document *d, uint32_t at)
{
	return at <= d->size && ((unsigned char)d->text[at] & 0xc0) != 0x80;
}

static void check_span(const apo_document *d, apo_span span)
{
	require(span.begin < span.end && is_boundary(d, span.begin) && is_boundary(d, span.end));
}

/* Tokens advance, stay in their segment, and leave out nothing of ASCII but blanks and controls. */
static void check_tokens(const apo_document *d)
{
	uint32_t next = 0;
	for (uint32_t s = 0; s < d->segment_count; s++) {
		const apo_segment *segment = &d->segments[s];
		uint32_t at = segment->span.begin;
		require(segment->first_token == next);
		next += segment->tokens;
		require(next <= d->token_count);
		for (uint32_t t = segment->first_token; t <= next; t++) {
			apo_span span = {segment->span.end, segment->span.end};
			if (t < next) {
				span = d->tokens[t].span;
				check_span(d, span);
				require(d->tokens[t].segment == s && d->tokens[t].form);
				require(span.end <= segment->span.end);
			}
			require(at <= span.begin);
			for (; at < span.begin; at++)
				require((unsigned char)d->text[at] <= ' ' ||
					(unsigned char)d->text[at] >= 0x7f);
			at = span.end;
		}
	}
	require(next == d->token_count);
}

static void check_entities(const apo_document *d)
{
	for (uint32_t i = 0; i < d->number_count; i++)
		check_span(d, d->numbers[i].span);
	for (uint32_t i = 0; i < d->date_count; i++)
		check_span(d, d->dates[i].span);
	for (uint32_t i = 0; i < d->name_count; i++)
		check_span(d, d->names[i].span);
	for (uint32_t i = 0; i < d->quote_count; i++)
		check_span(d, d->quotes[i].span);
	for (uint32_t i = 0; i < d->attribution_count; i++)
		check_span(d, d->attributions[i].span);
}

static void check_document(apo_context *context, apo_document_format format, const char *lang,
	const char *text, size_t size)
{
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.format = format;
	options.lang = lang;
	options.encoding = "UTF-8";
	apo_document *d = apo_document_read(context, "lines", text, size, &options, NULL);
	if (!d)
		return;
	check_tokens(d);
	check_entities(d);
	apo_document_free(d);
}

static apo_scorer *scorer_of(apo_context *context, size_t pair, int reference)
{
	static apo_scorer *opened[PAIRS][2];
	apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
	options.no_defaults = 1;
	if (!opened[pair][reference])
		opened[pair][reference] = apo_scorer_open(context,
			apo_lexicons_open(
				context, languages[pair][0], languages[pair][1], &options, NULL),
			reference, NULL);
	require(opened[pair][reference] != NULL);
	return opened[pair][reference];
}

static void check_share(double share)
{
	require(share >= 0 && share <= 1);
}

static void check_score(apo_scorer *scorer, const char *source, const char *target)
{
	apo_line_score score;
	apo_error err;
	if (apo_scorer_score(scorer, source, target, &score, &err)) {
		require(err.status == APO_EINPUT);
		return;
	}
	check_share(score.score);
	check_share(score.adequacy);
	check_share(score.fluency);
	require(!(score.issues >> APO_ISSUE_TYPE_COUNT));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static apo_context *context;
	char text[MOST_CHARACTERS * LONGEST_CHARACTER + 1];
	if (!context)
		context = apo_context_new(NULL, NULL);
	if (!size)
		return 0;
	size_t pair = data[0] % PAIRS, used = write_lines(text, data + 1, size - 1);
	check_document(context, data[0] & 0x40 ? APO_FORMAT_TEXT : APO_FORMAT_LINES,
		languages[pair][0], text, used);
	/* the first two lines are a pair */
	char *line = strchr(text, '\n');
	if (line) {
		*line++ = '\0';
		line[strcspn(line, "\n")] = '\0';
		check_score(scorer_of(context, pair, data[0] & 0x80 && pair == 0), text, line);
	}
	return 0;
}

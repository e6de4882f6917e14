/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scores of pairs of lines. A pair is checked like a bead of two documents; adequacy is the F of support and coverage, in one
 * language mixed with the F of character n-grams (chrF; Popović, WMT 2015) and of words in order, which tell finer
 * differences of wording; fluency looks at the target's form. What the checks flag damps the score. Costs about a millisecond
 * a pair.
 */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "fidelity/evidence.h"
#include "text/unicode/chars.h"

#define LONGEST_GRAM 6u
#define MOST_WORDS   400u /* of a line, compared in order */

/* Adequacy in one language: shares of support and coverage, of characters, of order; set on the project's own corpora. */
#define BY_WORDS      .4
#define BY_CHARACTERS .35
#define BY_ORDER      .25

/* The score; set on the project's own corpora. */
#define BY_ADEQUACY .85
#define BY_FLUENCY  .15
static const double penalties[] = {.02, .10, .25}; /* of an issue: minor, major, critical */

#define SMALL_FAULT .5 /* of form: a blank before a mark, no capital, no final mark; set by hand */

struct apo_scorer {
	apo_context *context;
	const apo_lexicons *lexicons;
	apo__arena *arena;
	apo__check_plan plan;
	int same_language;
};

typedef struct {
	apo_context *context;
	const apo_lexicons *lexicons;
	int reference;
	apo_scorer *result;
} opening;

static apo_status open_scorer(apo__arena *arena, void *user, apo_error *err)
{
	opening *o = user;
	if (o->reference && !apo__lexicon_same_language(o->lexicons))
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"a reference is in the target's language; give --from and --to the same "
			"language");
	o->result = apo__alloc(arena, sizeof *o->result);
	*o->result = (apo_scorer){.context = o->context,
		.lexicons = o->lexicons,
		.arena = arena,
		.same_language = apo__lexicon_same_language(o->lexicons)};
	apo__check_plan_make(&o->result->plan, o->context, o->lexicons, arena);
	return APO_OK;
}

apo_scorer *apo_scorer_open(
	apo_context *context, const apo_lexicons *lexicons, int reference, apo_error *err)
{
	opening o = {context, lexicons, reference, NULL};
	apo__arena *arena = apo__arena_new();
	if (!arena) {
		apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	if (!apo__guarded(arena, open_scorer, &o, err))
		return o.result;
	apo__arena_free(arena);
	return NULL;
}

void apo_scorer_free(apo_scorer *scorer)
{
	if (scorer)
		apo__arena_free(scorer->arena);
}

const apo_abstention *apo_scorer_abstentions(const apo_scorer *scorer, size_t *count)
{
	*count = scorer->plan.abstentions.count;
	return scorer->plan.abstentions.items;
}

/* ---- likeness of letters ---- */

/* Beginnings of the characters of a text, white space left out; the last is the end. */
static uint32_t *characters_of(apo__arena *arena, const char *text, uint32_t *count)
{
	size_t size = strlen(text);
	uint32_t *starts = apo__alloc_array(arena, size + 1, sizeof *starts);
	*count = 0;
	for (size_t i = 0; i < size; i++)
		if (apo__begins_char(text[i]) && text[i] != ' ' && text[i] != '\t')
			starts[(*count)++] = (uint32_t)i;
	starts[*count] = (uint32_t)size;
	return starts;
}

static uint64_t gram_at(const char *text, const uint32_t *starts, uint32_t at, uint32_t length)
{
	uint64_t hash = length;
	for (uint32_t i = at; i < at + length; i++) {
		uint32_t size = 1;
		while (!apo__begins_char(text[starts[i] + size]) && text[starts[i] + size])
			size++;
		hash = hash * 0x100000001b3u + apo__hash(text + starts[i], size);
	}
	return hash;
}

/* F1 of the character n-grams, n = 1 ... 6, the mean over n. */
static double character_likeness(apo__arena *arena, const char *a, const char *b)
{
	uint32_t counts[2];
	const char *texts[2] = {a, b};
	uint32_t *starts[2] = {
		characters_of(arena, a, &counts[0]), characters_of(arena, b, &counts[1])};
	double sum = 0;
	uint32_t orders = 0;
	for (uint32_t n = 1; n <= LONGEST_GRAM && n <= counts[0] && n <= counts[1]; n++, orders++) {
		apo__map grams;
		uint32_t common = 0, total[2] = {counts[0] - n + 1, counts[1] - n + 1};
		apo__map_init(&grams, arena);
		for (uint32_t i = 0; i < total[0]; i++)
			++*apo__map_add(&grams, gram_at(texts[0], starts[0], i, n), 0);
		for (uint32_t i = 0; i < total[1]; i++) {
			uint32_t *left = apo__map_find(&grams, gram_at(texts[1], starts[1], i, n));
			if (left && *left) {
				--*left;
				common++;
			}
		}
		sum += 2.0 * common / (total[0] + total[1]);
	}
	return orders ? sum / orders : 0;
}

/* F1 of the words that both lines have in the same order. */
static double order_likeness(apo__arena *arena, const apo_document *a, const apo_document *b)
{
	uint32_t rows = a->token_count < MOST_WORDS ? a->token_count : MOST_WORDS;
	uint32_t columns = b->token_count < MOST_WORDS ? b->token_count : MOST_WORDS;
	uint32_t *row = apo__alloc_array(arena, (size_t)columns + 1, sizeof *row);
	for (uint32_t i = 0; i < rows; i++) {
		uint32_t diagonal = 0;
		for (uint32_t j = 0; j < columns; j++) {
			uint32_t above = row[j + 1];
			if (!strcmp(a->tokens[i].form, b->tokens[j].form))
				row[j + 1] = diagonal + 1;
			else if (row[j] > above)
				row[j + 1] = row[j];
			diagonal = above;
		}
	}
	return rows + columns ? 2.0 * row[columns] / (rows + columns) : 0;
}

/* ---- form ---- */

/* 1, less for words that stand twice, blanks before marks, a missing capital or final mark that the source has. */
static double fluency_of(const apo_document *source, const apo_document *target)
{
	double faults = 0;
	const apo_token *tokens = target->tokens;
	for (uint32_t i = 0; i + 1 < target->token_count; i++) {
		int word = tokens[i].kind == APO_TOKEN_WORD;
		faults += word && !strcmp(tokens[i].form, tokens[i + 1].form) ? 1 : 0;
		faults += word && tokens[i + 1].kind == APO_TOKEN_PUNCTUATION &&
					  strchr(",.;:!?", *tokens[i + 1].form) &&
					  tokens[i + 1].span.begin > tokens[i].span.end
				  ? SMALL_FAULT
				  : 0;
	}
	if (source->token_count && target->token_count) {
		const apo_token *a = &source->tokens[source->token_count - 1],
				*b = &tokens[target->token_count - 1];
		faults += (a->kind == APO_TOKEN_PUNCTUATION) != (b->kind == APO_TOKEN_PUNCTUATION)
				  ? SMALL_FAULT
				  : 0;
		faults += (source->tokens->flags & APO_TOKEN_CAPITAL) &&
					  tokens->kind == APO_TOKEN_WORD &&
					  !(tokens->flags & APO_TOKEN_CAPITAL) &&
					  source->tokens->kind == APO_TOKEN_WORD
				  ? SMALL_FAULT
				  : 0;
	}
	return 1 / (1 + faults / 2);
}

/* ---- a pair ---- */

typedef struct {
	const apo_scorer *scorer;
	const char *lines[2];
	apo_document *documents[2];
	apo_line_score score;
} pair;

static void free_document(void *object)
{
	apo_document_free(object);
}

static void free_report(void *object)
{
	apo_report_free(object);
}

static uint32_t *all_segments(apo__arena *arena, const apo_document *d)
{
	uint32_t *segments =
		apo__alloc_array(arena, (size_t)d->segment_count + 1, sizeof *segments);
	for (uint32_t i = 0; i < d->segment_count; i++)
		segments[i] = i;
	return segments;
}

static double harmonic(double a, double b)
{
	return a + b > 0 ? 2 * a * b / (a + b) : 0;
}

static apo_status score_pair(apo__arena *arena, void *user, apo_error *err)
{
	pair *p = user;
	const apo_scorer *s = p->scorer;
	for (int side = 0; side < 2; side++) {
		apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
		options.format = APO_FORMAT_LINES;
		options.lang =
			apo__language_tag(apo__lexicon_language(s->lexicons, (apo__side)side));
		p->documents[side] = apo_document_read(
			s->context, "line", p->lines[side], strlen(p->lines[side]), &options, err);
		if (!p->documents[side])
			return err->status;
		apo__arena_defer(arena, free_document, p->documents[side]);
	}
	const apo_document *a = p->documents[0], *b = p->documents[1];
	apo_bead bead = {all_segments(arena, a), all_segments(arena, b), a->segment_count,
		b->segment_count, 1, APO_BEAD_EQUIVALENT};
	apo_alignment alignment = {a, b, APO_MODE_PARALLEL, &bead, 1};
	apo_report *report = apo_check(s->context, &alignment, s->lexicons, NULL, err);
	if (!report)
		return err->status;
	apo__arena_defer(arena, free_report, report);
	double adequacy = harmonic(report->score.support, report->score.coverage);
	if (s->same_language)
		adequacy = BY_WORDS * adequacy +
			   BY_CHARACTERS * character_likeness(arena, a->text, b->text) +
			   BY_ORDER * order_likeness(arena, a, b);
	double fluency = fluency_of(a, b), penalty = 0;
	for (size_t i = 0; i < report->issue_count; i++) {
		penalty += penalties[report->issues[i].severity];
		p->score.issues |= (uint64_t)1 << report->issues[i].type;
	}
	p->score.adequacy = adequacy;
	p->score.fluency = fluency;
	p->score.score = (BY_ADEQUACY * adequacy + BY_FLUENCY * fluency) / (1 + penalty);
	return APO_OK;
}

static int is_blank(const char *line)
{
	return !line[strspn(line, " \t\r\n")];
}

apo_status apo_scorer_score(apo_scorer *scorer, const char *source, const char *target,
	apo_line_score *score, apo_error *err)
{
	apo_error own;
	pair p = {.scorer = scorer, .lines = {source, target}};
	if (is_blank(source) || is_blank(target)) { /* nothing renders nothing */
		double value = is_blank(source) && is_blank(target);
		*score = (apo_line_score){value, value, 1, 0};
		return APO_OK;
	}
	apo__arena *arena = apo__arena_new();
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	apo_status status = apo__guarded(arena, score_pair, &p, err ? err : &own);
	if (!status)
		*score = p.score;
	apo__arena_free(arena);
	return status;
}

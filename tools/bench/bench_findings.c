/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The findings of two files with the evidence that their probability is made of, for tools/train_probability.py:
 *     bench-findings SOURCE FROM TARGET TO DATE LINES [LEXICON...]
 * DATE is YYYY-MM-DD or -, LINES is 1 when each line is a segment. Prints a JSON object a line: type, spans in bytes of the files,
 * evidence. LINES "clauses" is for tools/train_clauses.py: each line is a segment, and what is printed are the number of the line,
 * the side and the signs of each clause that can be judged (evidence/clause_signs.h).
 */
#include <stdio.h>
#include <string.h>

#include "apograph.h"
#include "base/error.h"
#include "fidelity/evidence/clause_signs.h"
#include "fidelity/evidence/probability.h"
#include "fidelity/families.h"

static apo_document *open_document(
	apo_context *context, const char *path, const char *lang, const char *date, int lines)
{
	apo_error err;
	apo_document_options how = APO_DOCUMENT_OPTIONS_INIT;
	how.lang = lang;
	if (strcmp(date, "-") != 0)
		how.date = apo_day_parse(date);
	if (lines)
		how.format = APO_FORMAT_LINES;
	apo_document *document = apo_document_open(context, path, &how, &err);
	if (!document)
		fprintf(stderr, "%s: %s\n", path, err.message);
	return document;
}

static void print_span(const apo_document *document, const char *name, apo_span span)
{
	if (span.begin == APO_NONE) {
		printf(", \"%s\": null", name);
		return;
	}
	apo_file_span at = apo_document_file_span(document, span);
	printf(", \"%s\": [%llu, %llu]", name, (unsigned long long)at.begin,
		(unsigned long long)at.end);
}

typedef struct {
	apo_context *context;
	const apo_lexicons *lexicons;
	const apo_alignment *alignment;
	int clauses;
} job;

static void print_clauses(
	const apo__check *check, const apo__usual *usual, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	uint32_t segment = side ? check->alignment->beads[bead].target[0]
				: check->alignment->beads[bead].source[0];
	uint32_t first = s->words.first[segment], end = s->words.first[segment + 1];
	for (uint32_t c = s->clause[first]; first < end && c <= s->clause[end - 1]; c++) {
		double signs[CLAUSE_SIGNS];
		if (!apo__clause_signs(check, usual, bead, side, &s->clauses[c], signs))
			continue;
		printf("%u\t%d", segment, (int)side);
		for (int i = 0; i < CLAUSE_SIGNS; i++)
			printf("\t%.4f", signs[i]);
		printf("\n");
	}
}

static apo_status print_findings(apo__arena *arena, void *user, apo_error *err)
{
	const job *j = user;
	const apo_document *documents[2] = {j->alignment->source, j->alignment->target};
	apo__check_plan plan;
	apo__known_words known;
	(void)err;
	apo__check_plan_make(&plan, j->context, j->lexicons, arena);
	apo__known_words_init(&known, arena);
	const apo__check *check =
		apo__check_run(j->context, j->alignment, j->lexicons, &plan, &known, arena);
	if (j->clauses) {
		apo__usual usual = apo__usual_of(check);
		for (uint32_t b = 0; b < j->alignment->count; b++)
			if (j->alignment->beads[b].source_count == 1 &&
				j->alignment->beads[b].target_count == 1)
				for (int side = 0; side < 2; side++)
					print_clauses(check, &usual, b, (apo__side)side);
		return APO_OK;
	}
	const apo__finding_evidence *evidence = check->evidence;
	for (size_t i = 0; i < check->issues.count; i++) {
		const apo_issue *issue = &check->issues.items[i];
		printf("{\"type\": \"%s\", \"confidence\": %.4f", apo_issue_type_name(issue->type),
			issue->confidence);
		print_span(documents[0], "source_span", issue->source_span);
		print_span(documents[1], "target_span", issue->target_span);
		for (int e = 0; e < EVIDENCE_COUNT; e++)
			printf("%s%.4f", e ? ", " : ", \"evidence\": [", evidence[i].value[e]);
		printf("]}\n");
	}
	return APO_OK;
}

int main(int argc, char **argv)
{
	apo_error err;
	if (argc < 7) {
		fprintf(stderr,
			"usage: bench-findings SOURCE FROM TARGET TO DATE LINES [LEXICON...]\n");
		return 2;
	}
	apo_context *context = apo_context_new(NULL, &err);
	apo_lexicon_options words = APO_LEXICON_OPTIONS_INIT;
	words.files = (const char *const *)argv + 7;
	words.file_count = (size_t)argc - 7;
	apo_lexicons *lexicons = apo_lexicons_open(context, argv[2], argv[4], &words, &err);
	apo_document *documents[2] = {
		open_document(context, argv[1], argv[2], argv[5], *argv[6] != '0'),
		open_document(context, argv[3], argv[4], argv[5], *argv[6] != '0')};
	apo_alignment *alignment = NULL;
	if (lexicons && documents[0] && documents[1])
		alignment = apo_align(context, documents[0], documents[1], lexicons, NULL, &err);
	apo__arena *arena = apo__arena_new();
	job j = {context, lexicons, alignment, *argv[6] == 'c'};
	int status = !arena || !alignment || apo__guarded(arena, print_findings, &j, &err);
	if (arena)
		apo__arena_free(arena);
	apo_alignment_free(alignment);
	apo_lexicons_free(lexicons);
	apo_document_free(documents[0]);
	apo_document_free(documents[1]);
	apo_context_free(context);
	return status;
}

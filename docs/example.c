/* SPDX-License-Identifier: Apache-2.0 */
/* The library at work: align two texts, print what one of them has alone, with its place in the file.
 *
 *     cc -o example docs/example.c $(pkg-config --cflags --libs apograph)
 *     ./example corpora/nato-rutte/wire.en.txt corpora/nato-rutte/toutiao.en.txt
 */
#include <apograph.h>
#include <stdio.h>

static void print_alone(const apo_document *document, uint32_t segment, const char *mark)
{
	apo_span span = document->segments[segment].span;
	apo_file_span place = apo_document_file_span(document, span);
	printf("%s %s:%llu-%llu %.*s\n", mark, document->id, (unsigned long long)place.begin,
		(unsigned long long)place.end, (int)(span.end - span.begin),
		document->text + span.begin);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: example SRC TGT\n");
		return 2;
	}
	apo_error err = {APO_OK, 0, APO_NO_OFFSET, "", ""};
	apo_context_options context_options = APO_CONTEXT_OPTIONS_INIT;
	apo_document_options document_options = APO_DOCUMENT_OPTIONS_INIT;
	apo_lexicon_options lexicon_options = APO_LEXICON_OPTIONS_INIT;
	apo_align_options align_options = APO_ALIGN_OPTIONS_INIT;

	/* each call makes NULL of what it cannot do, and `err` says why */
	apo_context *context = apo_context_new(&context_options, &err);
	apo_document *source = NULL, *target = NULL;
	apo_lexicons *lexicons = NULL;
	apo_alignment *alignment = NULL;
	if (context)
		source = apo_document_open(context, argv[1], &document_options, &err);
	if (source)
		target = apo_document_open(context, argv[2], &document_options, &err);
	if (target)
		lexicons = apo_lexicons_open(
			context, source->lang, target->lang, &lexicon_options, &err);
	if (lexicons)
		alignment = apo_align(context, source, target, lexicons, &align_options, &err);

	for (size_t i = 0; alignment && i < alignment->count; i++) {
		const apo_bead *bead = &alignment->beads[i];
		for (uint32_t k = 0; !bead->target_count && k < bead->source_count; k++)
			print_alone(source, bead->source[k], "-");
		for (uint32_t k = 0; !bead->source_count && k < bead->target_count; k++)
			print_alone(target, bead->target[k], "+");
	}
	if (!alignment)
		fprintf(stderr, "example: %s: %s\n", err.file, err.message);

	/* freeing NULL is fine; what borrows goes before what is borrowed */
	apo_alignment_free(alignment);
	apo_lexicons_free(lexicons);
	apo_document_free(target);
	apo_document_free(source);
	apo_context_free(context);
	return alignment ? 0 : apo_status_exit(err.status);
}

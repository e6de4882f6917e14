/* SPDX-License-Identifier: Apache-2.0 */
/* Places of texts in a bilingual file must lie in the file. */
#include <stdlib.h>
#include <string.h>

#include "exchange/bitext/bilingual.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const apo_document *d, size_t size)
{
	for (uint32_t i = 0; i < d->segment_count; i++) {
		apo_file_span span = apo_document_file_span(d, d->segments[i].span);
		if (span.begin > span.end || span.end > size)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static apo_context *context;
	apo_bilingual_options options = APO_BILINGUAL_OPTIONS_INIT;
	options.layers = APO_LAYER_SEGMENTS;
	apo_document *source, *target;
	apo_alignment *alignment;
	char *text = malloc(size + 1);
	if (!context)
		context = apo_context_new(NULL, NULL);
	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = 0;
	if (!apo__bilingual_read(
		    context, "seed", text, size, &options, &source, &target, &alignment, NULL)) {
		if (text[0] == '<' && text[1]) { /* what is packed has places in its texts */
			look(source, size);
			look(target, size);
		}
		apo_alignment_free(alignment);
		apo_document_free(target);
		apo_document_free(source);
	}
	free(text);
	return 0;
}

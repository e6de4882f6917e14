/* SPDX-License-Identifier: Apache-2.0 */
#include "apograph.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte chooses the format. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static apo_context *context; /* made once: it holds nothing of the input */
	if (!context)
		context = apo_context_new(NULL, NULL);
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.format = size && data[0] % 2 ? APO_FORMAT_NEWSML : APO_FORMAT_NINJS;
	options.layers = APO_LAYER_SEGMENTS;
	options.lang = "en";
	apo_document *d = size ? apo_document_read(context, "fuzz", (const char *)data + 1,
					 size - 1, &options, NULL)
			       : NULL;
	for (uint32_t i = 0; d && i < d->segment_count; i++) {
		apo_file_span s = apo_document_file_span(d, d->segments[i].span);
		if (s.begin >= s.end || s.end > size - 1)
			__builtin_trap();
	}
	apo_document_free(d);
	return 0;
}

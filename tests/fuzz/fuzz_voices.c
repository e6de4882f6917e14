/* SPDX-License-Identifier: Apache-2.0 */
/* The first byte chooses the language, the rest is a text whose quotations, names and attributions are found. */
#include <stdlib.h>

#include "apograph.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static apo_context *context;
	if (!context)
		context = apo_context_new(NULL, NULL);
	if (!size)
		return 0;
	size_t languages = 0;
	while (apo_context_language(context, languages))
		languages++;
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.lang = apo_context_language(context, data[0] % languages);
	options.format = APO_FORMAT_TEXT;
	options.encoding = "UTF-8";
	apo_document *d = apo_document_read(
		context, "fuzz.txt", (const char *)data + 1, size - 1, &options, NULL);
	for (uint32_t i = 0; d && i < d->attribution_count; i++)
		if (d->attributions[i].span.end > d->size)
			abort();
	apo_document_free(d);
	return 0;
}

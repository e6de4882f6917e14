/* SPDX-License-Identifier: Apache-2.0 */
/* A file of any format, as it comes: what it is shows in its bytes alone. The first byte chooses the name's ending. Places of
 * segments must lie in the file, in order. */
#include "apograph.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {
		"fuzz", "fuzz.txt", "fuzz.html", "fuzz.json", "fuzz.xml", "fuzz.docx", "fuzz.md"};
	static apo_context *context; /* made once: it holds nothing of the input */
	if (!context)
		context = apo_context_new(NULL, NULL);
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	const char *name = names[size ? data[0] % (sizeof names / sizeof *names) : 0];
	apo_error err;
	apo_document *d = size ? apo_document_read(context, name, (const char *)data + 1, size - 1,
					 &options, &err)
			       : NULL;
	/* usage: the language is not to be seen */
	if (size && !d && ((err.status != APO_EINPUT && err.status != APO_EUSAGE) || !*err.message))
		__builtin_trap();
	uint64_t next = 0;
	for (uint32_t i = 0; d && i < d->segment_count; i++) {
		apo_file_span s = apo_document_file_span(d, d->segments[i].span);
		if (s.begin >= s.end || s.end > size - 1 || s.begin < next)
			__builtin_trap();
		next = s.begin;
	}
	apo_document_free(d);
	return 0;
}

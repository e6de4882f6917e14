/* SPDX-License-Identifier: Apache-2.0 */
/* Documents for the tests of quotations and attributions. */
#include <criterion/criterion.h>
#include <string.h>

#include "apograph.h"

static apo_document *read_as(const char *lang, const char *text)
{
	static apo_context *context;
	if (!context)
		context = apo_context_new(NULL, NULL);
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.lang = lang;
	options.format = APO_FORMAT_TEXT;
	apo_document *d =
		apo_document_read(context, "test.txt", text, strlen(text), &options, NULL);
	cr_assert_not_null(d);
	return d;
}

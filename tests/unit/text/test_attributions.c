/* SPDX-License-Identifier: Apache-2.0 */
#include "voices.h"

Test(attributions, of_quotations)
{
	apo_document *d = read_as("en", "“It is only logical that we go,” Mark Rutte said. He "
					"called it “impressive” twice.");
	cr_assert_eq(d->quote_count, 2);
	cr_assert_eq(d->attributions[0].quote, 0);
	cr_assert_eq(d->attributions[0].scope.begin, d->quotes[0].inner.begin);
	apo_document_free(d);
}

Test(attributions, need_no_language)
{
	apo_document *d = read_as("cy", "“Mae hen wlad fy nhadau,” meddai ef wrth Reuters.");
	cr_assert_eq(d->attribution_count, 0);
	cr_assert_eq(d->quote_count, 1);
	apo_document_free(d);
}

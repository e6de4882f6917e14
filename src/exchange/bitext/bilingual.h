/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__EXCHANGE_BITEXT_BILINGUAL_H
#define APO__EXCHANGE_BITEXT_BILINGUAL_H

#include "apograph.h"

/* apo_bilingual_open on bytes in memory that end with a NUL behind `size`; `path` names them, and its extension their format. */
apo_status apo__bilingual_read(apo_context *context, const char *path, const char *data,
	size_t size, const apo_bilingual_options *options, apo_document **source,
	apo_document **target, apo_alignment **alignment, apo_error *err);

#endif

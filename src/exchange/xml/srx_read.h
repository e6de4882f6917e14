/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__EXCHANGE_XML_SRX_READ_H
#define APO__EXCHANGE_XML_SRX_READ_H

#include "text/document/srx.h"

/* Read an SRX file (1.0 or 2.0, any encoding an XML declaration can name) from memory, or from `path` when `data` is NULL. APO_EINPUT with the line when it is
 * not well-formed, no SRX, or has a DTD with entities; APO_ELIMIT above 20,000 rules. */
apo_status apo__srx_read(apo__arena *arena, const apo_context *context, const char *path,
	const char *data, size_t size, apo__srx_file *file, apo_error *err);

#endif

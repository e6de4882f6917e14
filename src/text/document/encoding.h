/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_DOCUMENT_ENCODING_H
#define APO__TEXT_DOCUMENT_ENCODING_H

#include "text/document/document_build.h"

/* The bytes of a file as UTF-8: text, offsets and diagnostics of `source` are set. `encoding` is an IANA name; NULL: by
 * the byte order mark, else UTF-8. Bytes that are ill-formed become U+FFFD with a diagnostic where they are few, else the
 * file is refused, and so is what is not text (NUL bytes, control characters, nothing but white space). */
apo_status apo__decode(apo__arena *arena, const char *path, const char *data, size_t size,
	const char *encoding, apo__source *source, apo_error *err);
/* Whether bytes are well-formed UTF-8 and more than ASCII: what another encoding wrote hardly ever is. */
int apo__is_utf8(const char *data, size_t size);
/* Whether ICU knows an encoding of this name. */
int apo__is_encoding(const char *name);
/* Whether bytes begin with the mark of UTF-8, UTF-16 or UTF-32. */
int apo__has_byte_order_mark(const char *data, size_t size);

#endif

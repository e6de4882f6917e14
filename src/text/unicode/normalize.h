/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_UNICODE_NORMALIZE_H
#define APO__TEXT_UNICODE_NORMALIZE_H

#include "base/arena.h"

/* Unicode Normalization Form C of valid UTF-8 (UAX 15); `out_size` receives its bytes. Ill-formed input comes back as it
 * is. Text that is in NFC already is returned itself, not copied. */
const char *apo__nfc(apo__arena *arena, const char *text, size_t size, size_t *out_size);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON in canonical form (RFC 8785), as far as records need it: objects, arrays, strings, true, false, null and integers of at most
 * 2^53 - 1; keys are of lower-case letters, digits and underscores, so that their order by UTF-16 code units is that by bytes. A text
 * in this form is the only one of its value, so its bytes can be hashed and signed.
 */
#ifndef APO__WRITING_CANONICAL_H
#define APO__WRITING_CANONICAL_H

#include "base/buffer.h"

#define APO__CANONICAL_MOST ((uint64_t)1 << 53) /* integers are below it */

/* Append to a buffer. `key` is NULL for items of an array and at top level; the caller gives keys in their order. */
void apo__canonical_open(apo__buffer *out, const char *key, char bracket);
void apo__canonical_close(apo__buffer *out, char bracket);
/* Ill-formed bytes become U+FFFD. */
void apo__canonical_text(apo__buffer *out, const char *key, const char *text, size_t size);
/* NULL gives null. */
void apo__canonical_string(apo__buffer *out, const char *key, const char *text);
/* The same when it is known, else nothing. */
void apo__canonical_optional(apo__buffer *out, const char *key, const char *text);
void apo__canonical_integer(apo__buffer *out, const char *key, uint64_t value);
void apo__canonical_bool(apo__buffer *out, const char *key, int value);

/* A member of the outermost object. */
typedef struct {
	const char *key;
	const char *
		value; /* as it is in the text, strings with their quotation marks; NULL = there is none of this key */
	size_t size;
} apo__canonical_field;

/* Whether a text is one object in canonical form: NULL, and the values of those `fields` that it has. Else what is wrong, in
 * words that follow "is not in canonical form: ", and where. */
const char *apo__canonical_check(const char *text, size_t size, apo__canonical_field *fields,
	size_t field_count, size_t *where);

/* The value of a field: 1 and the number, or the string without its quotation marks when it needs no escapes; 0 when it is not one. */
int apo__canonical_number(const apo__canonical_field *field, uint64_t *value);
int apo__canonical_plain(const apo__canonical_field *field, const char **text, size_t *size);

#endif

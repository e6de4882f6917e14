/* SPDX-License-Identifier: Apache-2.0 */
/* Foreign text for the eyes of people: what a terminal would obey, or what no reader could see, as an escape. */
#ifndef APO__BASE_VISIBLE_H
#define APO__BASE_VISIBLE_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
	APO__SEEN,	/* it stands for itself */
	APO__DIRECTION, /* marks, embeddings and isolates of the bidirectional algorithm */
	APO__HIDDEN	/* controls, overrides of direction, separators, what has no look at all */
} apo__visibility;

enum { APO__ESCAPE_SIZE = 16 };

/* The next character of `text` at `*at`, which moves on; U+FFFD for an ill-formed sequence, of which as many bytes are taken as could
 * begin a character (Unicode 15, 3.9, "maximal subparts"). */
uint32_t apo__next_char(const char *text, size_t size, size_t *at);
apo__visibility apo__visibility_of(uint32_t c);
/* The same as apo__next_char; `escape` is what to show for the character, "" when it stands for itself: \x1b for C0 controls, DEL and
 * the bytes of an ill-formed sequence, <U+202E> for others. */
uint32_t apo__next_visible(
	const char *text, size_t size, size_t *at, char escape[APO__ESCAPE_SIZE]);
/* The size of `text` without a character at its end that was cut. */
size_t apo__whole_chars(const char *text, size_t size);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Text that grows in an arena, and decimals that do not depend on the locale. */
#ifndef APO__BASE_BUFFER_H
#define APO__BASE_BUFFER_H

#include "base/arena.h"

typedef struct {
	apo__arena *arena;
	char *data; /* NUL-terminated once something was added, else NULL */
	size_t size, capacity;
} apo__buffer;

void apo__buffer_add(apo__buffer *buffer, const char *data, size_t size);
void apo__buffer_puts(apo__buffer *buffer, const char *text);
void apo__buffer_putc(apo__buffer *buffer, char c);
/* Room for `more` bytes and a NUL at the end of the text, to write there; apo__buffer_end says where that ended. */
char *apo__buffer_room(apo__buffer *buffer, size_t more);
void apo__buffer_end(apo__buffer *buffer, char *end);
/* A number in decimal. */
void apo__buffer_number(apo__buffer *buffer, uint64_t number);
/* No %f, %g, %e. */
void apo__buffer_printf(apo__buffer *buffer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* `value` with exactly `digits` decimals (at most 9), rounded half away from zero, "." as separator. */
void apo__buffer_decimal(apo__buffer *buffer, double value, int digits);
/* The text, "" when nothing was added. */
const char *apo__buffer_text(const apo__buffer *buffer);

/* The same into `out` (40 bytes); returns `out`. */
char *apo__decimal(char out[40], double value, int digits);
/* Parse "-12.5e3" from `text`, at most `size` bytes; returns the bytes used, 0 when there is no number. */
size_t apo__parse_decimal(const char *text, size_t size, double *value);

#endif

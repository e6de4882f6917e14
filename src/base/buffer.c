/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void reserve(apo__buffer *buffer, size_t more)
{
	if (more >= SIZE_MAX / 2 - buffer->size)
		apo__arena_exhausted(buffer->arena);
	size_t wanted = buffer->size + more + 1;
	if (wanted <= buffer->capacity)
		return;
	size_t capacity = buffer->capacity ? buffer->capacity : 64;
	while (capacity < wanted)
		capacity *= 2;
	buffer->data = apo__arena_grow(buffer->arena, buffer->data, buffer->capacity, capacity);
	buffer->capacity = capacity;
}

void apo__buffer_add(apo__buffer *buffer, const char *data, size_t size)
{
	reserve(buffer, size);
	if (size)
		memcpy(buffer->data + buffer->size, data, size);
	buffer->size += size;
	buffer->data[buffer->size] = '\0';
}

void apo__buffer_puts(apo__buffer *buffer, const char *text)
{
	apo__buffer_add(buffer, text, strlen(text));
}

void apo__buffer_putc(apo__buffer *buffer, char c)
{
	apo__buffer_add(buffer, &c, 1);
}

char *apo__buffer_room(apo__buffer *buffer, size_t more)
{
	reserve(buffer, more);
	return buffer->data + buffer->size;
}

void apo__buffer_end(apo__buffer *buffer, char *end)
{
	buffer->size = (size_t)(end - buffer->data);
	*end = '\0';
}

/* At least `least` digits of a number, at `to`; returns their end. */
static char *put_digits(char *to, uint64_t number, int least)
{
	char digits[20]; /* of UINT64_MAX */
	size_t at = sizeof digits;
	for (int i = 0; number || i < least; i++, number /= 10)
		digits[--at] = (char)('0' + number % 10);
	memcpy(to, digits + at, sizeof digits - at);
	return to + (sizeof digits - at);
}

void apo__buffer_number(apo__buffer *buffer, uint64_t number)
{
	apo__buffer_end(buffer, put_digits(apo__buffer_room(buffer, 20), number, 1));
}

void apo__buffer_printf(apo__buffer *buffer, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int size = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (size < 0)
		apo__arena_exhausted(buffer->arena);
	reserve(buffer, (size_t)size);
	va_start(args, format);
	vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, args);
	va_end(args);
	buffer->size += (size_t)size;
}

void apo__buffer_decimal(apo__buffer *buffer, double value, int digits)
{
	char text[40];
	apo__buffer_puts(buffer, apo__decimal(text, value, digits));
}

const char *apo__buffer_text(const apo__buffer *buffer)
{
	return buffer->data ? buffer->data : "";
}

#define TOO_LARGE 1e18 /* for a uint64_t with room to spare; set by hand */

char *apo__decimal(char out[40], double value, int digits)
{
	uint64_t scale = 1;
	for (int i = 0; i < digits; i++)
		scale *= 10;
	double scaled = round(fabs(value) * (double)scale);
	if (!(scaled < TOO_LARGE)) { /* or not a number */
		snprintf(out, 40, "%s", value != value ? "nan" : value < 0 ? "-inf" : "inf");
		return out;
	}
	uint64_t units = (uint64_t)scaled;
	char *to = out;
	if (value < 0 && units)
		*to++ = '-';
	to = put_digits(to, units / scale, 1);
	if (digits) {
		*to++ = '.';
		to = put_digits(to, units % scale, digits);
	}
	*to = '\0';
	return out;
}

static size_t digits_at(const char *text, size_t at, size_t size)
{
	size_t end = at;
	while (end < size && text[end] >= '0' && text[end] <= '9')
		end++;
	return end - at;
}

size_t apo__parse_decimal(const char *text, size_t size, double *value)
{
	size_t at = size && (text[0] == '-' || text[0] == '+');
	size_t whole = digits_at(text, at, size), fraction = 0;
	long double result = 0, scale = 1;
	for (size_t i = 0; i < whole; i++)
		result = result * 10 + (text[at + i] - '0');
	at += whole;
	if (at < size && text[at] == '.' && (fraction = digits_at(text, at + 1, size))) {
		for (size_t i = 0; i < fraction; i++) {
			scale *= 10;
			result = result * 10 + (text[at + 1 + i] - '0');
		}
		at += 1 + fraction;
	}
	if (!whole && !fraction)
		return 0;
	int exponent = 0;
	if (at < size && (text[at] == 'e' || text[at] == 'E')) {
		size_t sign = at + 1 < size && (text[at + 1] == '-' || text[at + 1] == '+');
		size_t count = digits_at(text, at + 1 + sign, size);
		for (size_t i = 0; i < count && exponent < 10000; i++)
			exponent = exponent * 10 + (text[at + 1 + sign + i] - '0');
		if (count && sign && text[at + 1] == '-')
			exponent = -exponent;
		if (count)
			at += 1 + sign + count;
	}
	result = result / scale * powl(10, exponent);
	*value = (double)(text[0] == '-' ? -result : result);
	return at;
}

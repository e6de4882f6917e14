/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 for the rooms above this one. */
#ifndef APO__TEXT_UNICODE_UTF8_H
#define APO__TEXT_UNICODE_UTF8_H

#include <stdint.h>

/* The code point at `at` of text[0, end), negative when it is ill-formed; returns where the next one begins. */
uint32_t apo__utf8_next(const char *text, uint32_t at, uint32_t end, int32_t *code_point);
/* Write a code point, U+FFFD when it is none; returns its bytes. */
uint32_t apo__utf8_put(char out[4], int32_t code_point);

#endif

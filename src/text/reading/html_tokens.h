/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_READING_HTML_TOKENS_H
#define APO__TEXT_READING_HTML_TOKENS_H

#include "base/arena.h"

typedef enum { APO__HTML_TEXT, APO__HTML_OPEN, APO__HTML_CLOSE, APO__HTML_END } apo__html_kind;

/* A piece of a page. Comments, doctypes and processing instructions are passed over; what is in <script>, <style>,
 * <textarea> and their like is the one text token behind their tag. */
typedef struct {
	apo__html_kind kind;
	uint32_t begin, end; /* in the page */
	char name[16];	     /* of a tag, lower case; cut */
	int self_closing;
} apo__html_token;

typedef struct {
	const char *text;
	uint32_t size, at;
	char raw[16]; /* inside an element whose content is not markup */
} apo__html_reader;

apo__html_token apo__html_next(apo__html_reader *reader);
/* Value of an attribute of an opening tag, with character references resolved; NULL when it has none of this name. */
const char *apo__html_attribute(
	apo__arena *arena, const char *text, const apo__html_token *tag, const char *name);
/* Length of the character reference at `at` (an &), 0 when it is none; its one or two code points. */
uint32_t apo__html_reference(const char *text, uint32_t at, uint32_t end, int32_t *code_point);
/* A piece of text with character references resolved. */
const char *apo__html_unescape(apo__arena *arena, const char *text, uint32_t begin, uint32_t end);

#endif

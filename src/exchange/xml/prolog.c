/* SPDX-License-Identifier: Apache-2.0 */
/* The XML declaration and the DOCTYPE, which are dropped: whether they are as XML 1.0 has them (productions 23 and 28), so that
 * damage in them is reported. What is between the brackets of a DOCTYPE is not looked at. */
#include <string.h>

#include "exchange/xml/input.h"

typedef struct {
	const char *at, *end;
} cursor;

static int skip_spaces(cursor *c)
{
	const char *begin = c->at;
	while (c->at < c->end && strchr(" \t\r\n", *c->at))
		c->at++;
	return c->at > begin;
}

static int skip_word(cursor *c, const char *word)
{
	size_t size = strlen(word);
	if ((size_t)(c->end - c->at) < size || memcmp(c->at, word, size) != 0)
		return 0;
	c->at += size;
	return 1;
}

static int skip_name(cursor *c)
{
	const char *begin = c->at;
	while (c->at < c->end && !strchr(" \t\r\n[]<>\"'&=?!/", *c->at))
		c->at++;
	return c->at > begin && !strchr("-.0123456789", *begin);
}

static int skip_quoted(cursor *c)
{
	if (c->at == c->end || (*c->at != '"' && *c->at != '\''))
		return 0;
	const char *close = memchr(c->at + 1, *c->at, (size_t)(c->end - c->at) - 1);
	if (close)
		c->at = close + 1;
	return close != NULL;
}

static int is_doctype(const apo__prolog *p, cursor c)
{
	if (!skip_word(&c, "DOCTYPE") || !skip_spaces(&c) || !skip_name(&c))
		return 0;
	int spaced = skip_spaces(&c);
	if (spaced && skip_word(&c, "SYSTEM")) {
		if (!skip_spaces(&c) || !skip_quoted(&c))
			return 0;
	} else if (spaced && skip_word(&c, "PUBLIC")) {
		if (!skip_spaces(&c) || !skip_quoted(&c) || !skip_spaces(&c) || !skip_quoted(&c))
			return 0;
	}
	skip_spaces(&c);
	if (skip_word(&c, "[") && !skip_word(&c, "]"))
		return 0;
	skip_spaces(&c);
	return c.at == c.end && !p->damaged;
}

/* `name` = "value", where both are there; whether what is there is right. */
static int has_setting(cursor *c, const char *name, const char *values)
{
	cursor own = *c;
	if (!skip_spaces(&own) || !skip_word(&own, name))
		return 1;
	skip_spaces(&own);
	if (!skip_word(&own, "="))
		return 0;
	skip_spaces(&own);
	const char *begin = own.at + 1;
	if (!skip_quoted(&own) || own.at - begin < 2)
		return 0;
	*c = own;
	for (const char *at = begin; at + 1 < own.at; at++)
		if (!strchr(values, *at))
			return 0;
	return 1;
}

static int is_declaration(const apo__prolog *p, cursor c)
{
	static const char of_encodings[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
					   "0123456789._-:";
	skip_word(&c, "xml");
	const char *before = c.at;
	if (!has_setting(&c, "version", "0123456789.") || c.at == before)
		return 0;
	if (!has_setting(&c, "encoding", of_encodings) || !has_setting(&c, "standalone", "yesno"))
		return 0;
	skip_spaces(&c);
	return c.at == c.end && !p->damaged;
}

const char *apo__prolog_fault(const apo__prolog *p, int is_instruction)
{
	const cursor all = {p->text, p->text + p->size};
	if (p->size == sizeof p->text)
		return NULL; /* more than we keep: not known */
	if (!is_instruction)
		return is_doctype(p, all) ? NULL : "the DOCTYPE is damaged; it was dropped";
	int is_xml = p->size >= 3 && !memcmp(p->text, "xml", 3) &&
		     (p->size == 3 || strchr(" \t\r\n", p->text[3]));
	return !is_xml || is_declaration(p, all) ? NULL
						 : "the XML declaration is damaged; it was dropped";
}

void apo__prolog_add(apo__prolog *p, const char *text, size_t size)
{
	for (size_t i = 0; i < size && p->size < sizeof p->text; i++)
		p->text[p->size++] = text[i];
}

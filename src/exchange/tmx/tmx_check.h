/* SPDX-License-Identifier: Apache-2.0 */
/* Is a TMX valid? The DTD's rules as a table, not the DTD itself: libxml2's validation lets <tuv lang=...> without xml:lang
 * pass, stops early, and cannot stream; and what CAT tools stumble over, which no DTD can say. */
#ifndef APO__EXCHANGE_TMX_TMX_CHECK_H
#define APO__EXCHANGE_TMX_TMX_CHECK_H

#include "exchange/tmx/elements.h"

typedef struct apo__tmx_check apo__tmx_check;

/* `report` gets line 0 for the place where the parser is. */
apo__tmx_check *apo__tmx_check_new(apo__arena *arena,
	void (*report)(uint32_t line, uint32_t column, apo_severity severity, const char *message,
		void *user),
	void *user);
/* A file begins: of an archive, the one before it may have ended with tags open. */
void apo__tmx_check_file(apo__tmx_check *check);
void apo__tmx_check_start(apo__tmx_check *check, const apo__tmx_tag *tag);
void apo__tmx_check_end(apo__tmx_check *check);
/* Text outside of <seg>, <prop> and <note>. */
void apo__tmx_check_text(apo__tmx_check *check, const char *text, size_t size);
void apo__tmx_check_unit(
	apo__tmx_check *check, const apo__unit_header *header, const apo__unit *unit);

/* 1 when TMX 1.4 has this attribute on this element. */
int apo__tmx_allows(apo__tmx_element element, const char *attribute);
/* 1 when some tools drop it for its length. */
int apo__tmx_is_long(const apo__unit_variant *v);
/* 1 when `word` is one of `words`, which spaces separate and surround. */
int apo__has_word(const char *words, const char *word);

#endif

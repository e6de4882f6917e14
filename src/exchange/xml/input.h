/* SPDX-License-Identifier: Apache-2.0 */
/* The lower half of the TMX reader: bytes of a file in any encoding to UTF-8 that an XML parser takes. */
#ifndef APO__EXCHANGE_XML_INPUT_H
#define APO__EXCHANGE_XML_INPUT_H

#include "base/buffer.h"

/* Decoder: bytes of the file to UTF-8; a byte 0xFF stands for what the encoding does not allow. */
typedef struct apo__decoder apo__decoder;
/* Choose by byte order mark, else by the shape of the first bytes, else by the declaration. `data` are the first bytes of
 * the file (512 or all). `*name` receives the encoding, `*doubt` a message when the declaration cannot be true (else NULL). */
apo_status apo__decoder_open(apo__arena *arena, const char *path, const char *data, size_t size,
	apo__decoder **decoder, const char **name, const char **doubt, apo_error *err);
/* Append `size` bytes, decoded. `last`: no more follow. */
void apo__decoder_add(
	apo__decoder *decoder, const char *data, size_t size, int last, apo__buffer *out);

/* A declaration, a DOCTYPE without what is in its brackets, or another instruction, while it is dropped. */
typedef struct {
	char text[512];
	uint32_t size;
	uint32_t line, column; /* where it begins */
	int damaged;	       /* bytes in it are not characters of XML */
} apo__prolog;

void apo__prolog_add(apo__prolog *prolog, const char *text, size_t size);
/* What is wrong with it, NULL = nothing. */
const char *apo__prolog_fault(const apo__prolog *prolog, int is_instruction);

/* Repairer: drops the XML declaration and the DOCTYPE (line breaks stay, so lines keep their numbers), drops what XML
 * forbids, escapes stray & and <, and entities that are not XML's own. */
typedef struct {
	int state, quote;
	int seen_root;	       /* a tag was seen: the prolog is over */
	uint32_t line, column; /* of the next character; both from 1 */
	uint64_t unit;	       /* number of the last <tu> seen */
	int in_unit;
	int brackets;	     /* a DOCTYPE's [ is open */
	apo__prolog prolog;  /* at hand, in a DOCTYPE or an instruction */
	uint32_t attributes; /* of the tag at hand */
	char before;	     /* the byte before, where attributes are dropped */
	void (*report)(uint32_t line, uint32_t column, uint64_t unit, apo_severity severity,
		const char *message, void *user);
	void *user;
} apo__repairer;

/* Repair the UTF-8 in `in`, append to `out`; returns the bytes used (all when `last`, else up to 64 wait for more). */
size_t apo__repair(apo__repairer *r, const char *in, size_t size, int last, apo__buffer *out);

#endif

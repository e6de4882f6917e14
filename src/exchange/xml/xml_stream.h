/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Foreign XML as a stream of events: any encoding, gzip, repaired before the parser (repair.c), every problem told with its
 * place. No DTD, no entity, no network. Memory: a chunk, the names of open elements, and what the handler keeps.
 */
#ifndef APO__EXCHANGE_XML_XML_STREAM_H
#define APO__EXCHANGE_XML_XML_STREAM_H

#include "base/buffer.h"

typedef struct apo__xml apo__xml;

/* A start tag. Prefixes that are bound to nothing are cut off the name. */
typedef struct {
	const char *name;	/* without prefix */
	const char *space;	/* its namespace, "" = none */
	const void *attributes; /* for apo__xml_attribute */
	int count;
} apo__xml_element;

typedef struct {
	void (*start)(const apo__xml_element *element, void *user);
	void (*end)(const char *name, void *user);
	void (*text)(const char *text, size_t size, void *user);
	/* The message lives until the call returns. `recovered`: text may be missing around here. */
	void (*problem)(uint32_t line, uint32_t column, apo_severity severity, const char *message,
		int recovered, void *user);
	/* How far the reading is, in bytes of the file; may be NULL. */
	void (*position)(uint64_t done, uint64_t total, void *user);
	void *user;
	const char *what;      /* "XLIFF file", for messages */
	const char *extension; /* of the file to read in an archive, ".xlf" */
} apo__xml_handler;

/* Read a file, or, when `data` is not NULL, bytes in memory; runs under the caller's guard. `*encoding` receives the one it
 * was read in. `*xml` is set before the first event. APO_EINPUT when it cannot be read, is empty, or holds no element. */
apo_status apo__xml_read(apo__arena *arena, const char *path, const char *data, size_t size,
	const apo__xml_handler *handler, apo__xml **xml, const char **encoding, apo_error *err);

/* Where the parser is; both from 1. */
void apo__xml_place(const apo__xml *xml, uint32_t *line, uint32_t *column);
/* No more events; the reading returns APO_OK. */
void apo__xml_stop(apo__xml *xml);
/* A copy of the value of an attribute, NULL when it is not there. `prefix` as written, "" = none. */
const char *apo__xml_attribute(
	apo__arena *arena, const apo__xml_element *element, const char *prefix, const char *name);

/* A copy of an attribute's value as libxml2 hands it over. Without replacing entities, which must not be asked for, it gives an
 * ampersand as "&#38;", and no other "&". */
const char *apo__xml_value(apo__arena *arena, const char *text, size_t size);

#endif

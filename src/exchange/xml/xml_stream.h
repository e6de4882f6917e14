/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Foreign XML as a stream of events: any encoding, gzip and zip, repaired before the parser (repair.c), every problem reported
 * with its place. No DTD, no entity, no network. Memory: a chunk, the names of open elements, and what the handler keeps.
 */
#ifndef APO__EXCHANGE_XML_XML_STREAM_H
#define APO__EXCHANGE_XML_XML_STREAM_H

#include "base/buffer.h"

typedef struct apo__xml apo__xml;

/* An attribute as libxml2 hands it over; apo__xml_value makes its value readable. */
typedef struct {
	const char *name, *prefix, *space; /* prefix, space: NULL = none */
	const char *value, *end;
} apo__xml_given;

typedef struct {
	const char *name;   /* without prefix */
	const char *prefix; /* as written, bound or not; NULL = none */
	const char
		*rest; /* what follows the prefix: the name, but for one that holds more colons */
	const char *space; /* its namespace, "" = none */
	const apo__xml_given *attributes;
	int count; /* of attributes; an end tag has none */
} apo__xml_element;

typedef enum {
	APO__XML_OF_FILE,   /* its encoding is doubtful, or a file of an archive is passed over */
	APO__XML_REPAIRED,  /* before parsing: the parser may not be there yet */
	APO__XML_HARMLESS,  /* nothing is lost */
	APO__XML_RECOVERED, /* from here on, text may be missing around the place */
	APO__XML_TANGLED,   /* an end tag that does not fit */
	APO__XML_CUT	    /* the file ends with elements open */
} apo__xml_trouble;

typedef struct {
	apo__xml_trouble kind;
	apo_severity severity;
	uint32_t line, column; /* 0 = unknown */
	uint64_t
		unit; /* of a repair: the number of the <tu> in this file that it is in, 0 = none */
	const char *message; /* lives until the call returns */
} apo__xml_problem;

typedef struct {
	void (*start)(const apo__xml_element *element, void *user);
	void (*end)(const apo__xml_element *element, void *user);
	void (*text)(const char *text, size_t size, void *user);
	void (*problem)(const apo__xml_problem *problem, void *user);
	/* A chunk is parsed, `last` the last one. How far the reading is, in bytes of the file; may be NULL. */
	void (*position)(uint64_t done, uint64_t total, int last, void *user);
	void *user;
	const char *what;      /* "XLIFF file", for messages */
	const char *extension; /* of the files to read in an archive, ".xlf" */
} apo__xml_handler;

/* Read a file, or, when `data` is not NULL, bytes in memory; of an archive, the first file that is wanted. Runs under the
 * caller's guard. `*encoding` receives the one it was read in. `*xml` is set before the first event. APO_EINPUT when it
 * cannot be read, is empty, or holds no element. */
apo_status apo__xml_read(apo__arena *arena, const char *path, const char *data, size_t size,
	const apo__xml_handler *handler, apo__xml **xml, const char **encoding, apo_error *err);

/* The same in steps, for all files of an archive: open, then go to the first or next file (`*more` 0: there is none) and parse
 * it. A file without an element is not an error here. */
apo_status apo__xml_open(apo__arena *arena, const char *path, const char *data, size_t size,
	const apo__xml_handler *handler, apo__xml **xml, apo_error *err);
apo_status apo__xml_next(apo__xml *xml, int *more, apo_error *err);
apo_status apo__xml_parse(apo__xml *xml, const char **encoding, apo_error *err);

/* Where the parser is; both from 1. */
void apo__xml_place(const apo__xml *xml, uint32_t *line, uint32_t *column);
/* Where the tag at hand begins; the parser is at its end. */
void apo__xml_place_of_tag(const apo__xml *xml, uint32_t *line, uint32_t *column);
/* Whether elements are open. */
int apo__xml_is_open(const apo__xml *xml);
/* No more events of this file; the reading of it returns APO_OK. */
void apo__xml_stop(apo__xml *xml);
/* A copy of the value of an attribute, NULL when it is not there. `prefix` as written, "" = none. */
const char *apo__xml_attribute(
	apo__arena *arena, const apo__xml_element *element, const char *prefix, const char *name);
/* A copy of an attribute's value. Without replacing entities, which must not be asked for, libxml2 gives an ampersand as
 * "&#38;", and no other "&". */
const char *apo__xml_value(apo__arena *arena, const apo__xml_given *attribute);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Translation units as a stream: what the readers and writers of all exchange formats (TMX, XLIFF, TSV, Moses) share.
 * A reader calls back with the header, then one unit at a time; a writer takes the same. Nothing keeps a unit, so the memory
 * does not depend on the size of the file. Strings are UTF-8; NULL = not said in the file. What has no member of its own is
 * in `attributes` and `infos`, in the order of the file, so that reading and writing loses nothing.
 */
#ifndef APO__EXCHANGE_UNITS_UNITS_H
#define APO__EXCHANGE_UNITS_UNITS_H

#include "base/buffer.h"

#define APO__UNIT_ORIGINAL "x-original" /* property of the header: the file that was translated */

/* An attribute that has no member of its own (creationdate, usagecount, ...), under its TMX name. */
typedef struct {
	const char *name, *value;
} apo__unit_attribute;

typedef enum {
	APO__INFO_PROP,
	APO__INFO_NOTE,
	APO__INFO_ELEMENT /* another element (TMX's <ude>): `text` is its XML */
} apo__info_kind;

/* A property that is written many times, as it is written and as it is hashed. */
typedef struct {
	const char *form, *hashed;
	size_t form_size, hashed_size;
} apo__ready_info;

/* A property or a note. */
typedef struct {
	apo__info_kind kind;
	const char *type;     /* of a property, never NULL there */
	const char *lang;     /* language of the text */
	const char *encoding; /* o-encoding */
	const char *text;     /* never NULL */
	size_t size;
	const apo__ready_info *ready; /* NULL: is put together when it is written */
} apo__unit_info;

typedef enum {
	APO__CODE_OPEN,	       /* TMX bpt, XLIFF 2 sc and pc, XLIFF 1 bpt, bx and g */
	APO__CODE_CLOSE,       /* ept, ec, ex */
	APO__CODE_PLACEHOLDER, /* ph, x */
	APO__CODE_BEGIN,       /* <it pos="begin">: its end is in another unit */
	APO__CODE_END,	       /* <it pos="end"> */
	APO__CODE_UNKNOWN,     /* ut */
	APO__CODE_MARK_OPEN,   /* hi, mrk: the text between the two is text */
	APO__CODE_MARK_CLOSE
} apo__code_kind;

/* An inline code. The text of a segment is without codes; each is at a byte of it. */
typedef struct {
	apo__code_kind kind;
	uint32_t at;	  /* byte of the text that it is before; they ascend */
	const char *i;	  /* the same for an OPEN and its CLOSE, within the segment */
	const char *x;	  /* the same for a code and its counterpart in the other languages */
	const char *type; /* "bold", ... */
	const char *assoc;
	const char *data; /* the native code ("<b>"), all text in it; never NULL */
	size_t size;
	const char *
		xml; /* the same as XML of TMX where text to translate is in it (<sub>), else NULL */
} apo__unit_code;

typedef struct {
	const char *lang; /* as in the file; "" where it is missing */
	const char *text; /* of the segment, without codes; NULL where there is no segment */
	size_t size;
	const apo__unit_code *codes;
	const apo__unit_attribute *attributes;
	const apo__unit_info *infos;
	uint32_t code_count, attribute_count, info_count;
	uint32_t line, column;
} apo__unit_variant;

typedef struct {
	uint64_t number;	     /* 1-based, in the file */
	uint32_t line, column;	     /* where it begins */
	const char *id;		     /* tuid */
	const char *source_language; /* where the unit says another than the header */
	const apo__unit_variant *variants;
	const apo__unit_attribute *attributes;
	const apo__unit_info *infos;
	uint32_t variant_count, attribute_count, info_count;
	uint32_t limit; /* most characters that the target may have; 0 = not said. Read only */
	int locked;	/* not to be translated, or closed. Read only */
} apo__unit;

typedef struct {
	const char *format;   /* "tmx", "xliff", "tsv", "moses" */
	const char *version;  /* of the format */
	const char *encoding; /* that the file was read in */
	const char *creationtool;
	const char *source_language, *target_language; /* of all units */
	const apo__unit_attribute *attributes;
	const apo__unit_info *infos;
	uint32_t attribute_count, info_count;
} apo__unit_header;

typedef struct {
	apo__unit_header header;
	uint64_t units;	  /* in the file */
	uint64_t skipped; /* of them, those not handed on: damaged, or without any text */
} apo__unit_summary;

typedef struct {
	/* Each may be NULL. What is handed over lives until the call returns; the header's strings as long as the arena of
	 * the reader. Not APO_OK stops the reading. */
	apo_status (*header)(const apo__unit_header *header, void *user, apo_error *err);
	apo_status (*unit)(const apo__unit *unit, void *user, apo_error *err);
	void (*diagnostic)(const apo_tmx_diagnostic *diagnostic, void *user);
	void *user;
	apo_progress_fn progress; /* bytes of the file read, of how many */
	void *progress_user;
} apo__unit_handler;

/* What every reader looks like; runs under the caller's guard. The header is handed on before the first unit, and also when
 * there is no unit. APO_EINPUT when the file cannot be read or is not of the format; what can be repaired or left out is
 * told as diagnostics instead. */
typedef apo_status (*apo__unit_reader)(apo__arena *arena, const char *path,
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err);

/* What every writer looks like; the first member of its own struct. Functions in this order: header, unit ..., end. */
typedef struct apo__unit_writer apo__unit_writer;
struct apo__unit_writer {
	apo_status (*header)(
		apo__unit_writer *writer, const apo__unit_header *header, apo_error *err);
	apo_status (*unit)(apo__unit_writer *writer, const apo__unit *unit, apo_error *err);
	apo_status (*end)(apo__unit_writer *writer, apo_error *err);
};

/* A copy of a header with all that it points to. */
const apo__unit_header *apo__unit_header_copy(apo__arena *arena, const apo__unit_header *header);

/* The value of an attribute, NULL when it is not there. */
const char *apo__attribute_of(
	const apo__unit_attribute *attributes, uint32_t count, const char *name);
/* The text of the first property of this type, NULL when there is none. */
const char *apo__prop_of(const apo__unit_info *infos, uint32_t count, const char *type);

/* How well a language of a file serves the one wanted, case and "_" or "-" aside: 3 the same, 2 the bare language ("de" for
 * "de-AT"), 1 another region or script ("de-CH" for "de-AT" or "de"), 0 another language. */
int apo__language_match(const char *have, const char *wanted);
/* The variant with text that serves a language best, the first of equals; never `not_this` (may be NULL). */
const apo__unit_variant *apo__unit_find(
	const apo__unit *unit, const char *lang, const apo__unit_variant *not_this);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * apograph: tells how one text follows from another.
 *
 * The contract
 *   Flow       context > document > lexicons > alignment > report > writer; a corpus of documents > trace.
 *   Ownership  What an `_open` or `_new` function returns is freed with its `_free`; `_free(NULL)` is fine. Every other
 *              pointer is borrowed from the object it was reached through and lives as long as that object.
 *   Offsets    `apo_span` counts bytes of `apo_document.text` (always valid UTF-8, NFC is not applied). `apo_file_span`
 *              counts bytes of the file as it stands on disk. `apo_document_file_span` maps one to the other; outputs
 *              hold file spans only. All spans are half open.
 *   Errors     A function that can fail returns NULL or an `apo_status` and fills the `apo_error` that it takes last
 *              (may be NULL). Outputs are untouched on failure.
 *   Threads    A context may be shared by threads, and so may documents and lexicons once they are open. One call
 *              works on one thread unless its options have `jobs`.
 *   Locale     Nothing depends on the process locale; the same input gives the same output bytes.
 *   The library prints nothing, exits never, and reaches no network.
 */
#ifndef APOGRAPH_H
#define APOGRAPH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(APO_BUILDING)
#define APO_API __attribute__((visibility("default")))
#else
#define APO_API
#endif

/* Version of the library, "MAJOR.MINOR.PATCH". */
APO_API const char *apo_version(void);

/* ---- errors and context --------------------------------------------------------------------- */

typedef enum {
	APO_OK = 0,
	APO_EUSAGE = 2,	   /* an argument makes no sense (unknown language, bad date, ...) */
	APO_EINPUT = 3,	   /* an input cannot be read or is not what it claims */
	APO_EOUTPUT = 4,   /* an output cannot be written */
	APO_EINTERNAL = 5, /* our own bug, or a library's */
	APO_ENOMEM = 6,	   /* memory ran out */
	APO_ELIMIT = 7	   /* an input is larger than a documented limit */
} apo_status;

#define APO_NO_OFFSET UINT64_MAX

/* What went wrong. `file` is "" and `offset` is APO_NO_OFFSET where there is none; `line` counts from 1, 0 = unknown.
 * `message` says what was found, what was expected and what to do, without the file and position. */
typedef struct {
	apo_status status;
	uint32_t line;
	uint64_t offset;
	char file[512];
	char message[1024];
} apo_error;

/* Exit status of a program that stops because of `status` (see the manual page, EXIT STATUS). */
APO_API int apo_status_exit(apo_status status);

/* Text for the eyes of people: write `text` (`size` bytes, UTF-8 or not) into `out`, at most `room` bytes with the final NUL, with
 * controls, marks of direction, invisible characters and ill-formed bytes as escapes: \x1b, <U+202E>. Messages and notices quote
 * what files and names hold: show them through this. Returns the bytes of the whole without the NUL, as snprintf does; what
 * does not fit is left out in whole characters. `out` may be NULL where `room` is 0. */
APO_API size_t apo_visible_text(char *out, size_t room, const char *text, size_t size);

/* Called with one-line notices for people (language detected, lexicons used, defects repaired). */
typedef void (*apo_notice_fn)(const char *message, void *user);
/* Called now and then during long work; `total` 0 = unknown. */
typedef void (*apo_progress_fn)(uint64_t done, uint64_t total, void *user);

/* Call `work(i, user)` for each i < count, on `jobs` threads (0 = all processors that the process may use) that take the
 * next i from a queue. Results must go to places that depend on i alone. */
APO_API void apo_parallel(
	unsigned jobs, size_t count, void (*work)(size_t i, void *user), void *user);

/* Memory functions of a program, which behave as those of C do and never return NULL: where there is no memory they end the
 * process, or make some free. */
typedef struct {
	void *(*allocate)(size_t size);
	void *(*reallocate)(void *old, size_t size);
	char *(*duplicate)(const char *text);
	void (*release)(void *old);
} apo_memory;
/* Make ICU, libxml2 and jansson take memory with `memory`, in the whole process. They are not safe where malloc returns NULL:
 * some of their functions crash then, others leave something out and report success; what the library itself takes needs no
 * such thing (APO_ENOMEM). To be called first thing in main, before any thread and any other use of them; `memory` is kept, not
 * copied. APO_EUSAGE when a function is missing. */
APO_API apo_status apo_memory_use(const apo_memory *memory, apo_error *err);

typedef struct {
	apo_notice_fn notice; /* may be NULL; may be called by several threads at once */
	void *user;
} apo_context_options;
#define APO_CONTEXT_OPTIONS_INIT                                                                   \
	{                                                                                          \
		NULL, NULL                                                                         \
	}

/* What every call shares: the language data and the callbacks. Immutable once documents are opened. */
typedef struct apo_context apo_context;
APO_API apo_context *apo_context_new(const apo_context_options *options, apo_error *err);
APO_API void apo_context_free(apo_context *context);
/* Cut documents into segments by the rules of an SRX file (1.0 or 2.0) instead of our own, as a CAT tool that has the same file
 * does. To be called before the context opens documents or is shared. Rules that are no regular expressions are told as
 * notices and left out; APO_EINPUT when the file is no SRX. */
APO_API apo_status apo_context_use_srx(apo_context *context, const char *path, apo_error *err);
/* Let documents of a corpus be symbolic links that lead out of its folder. To be called before a corpus is opened. */
APO_API void apo_context_follow_links(apo_context *context);
/* Number of languages with a data file, and the BCP 47 tag of the i-th ("de"), NULL past the end. */
APO_API const char *apo_context_language(const apo_context *context, size_t i);

/* ---- output --------------------------------------------------------------------------------- */

/* A file that is written whole or not at all: bytes go to a temporary file beside it, `_commit` renames and syncs. A link is
 * followed: what it points to is written, or made. "-" is standard output, "/dev/fd/N" the descriptor N; these, devices and
 * pipes are written at commit. `_free` without commit leaves no trace. `_open` fails with APO_EOUTPUT when the folder does not
 * exist, the file or its folder may not be written, or `path` is a folder or a disk. */
typedef struct apo_output apo_output;
APO_API apo_output *apo_output_open(const char *path, apo_error *err);
/* Never replace an input: APO_EUSAGE when the output is a file that this context has read (same device and inode, whatever its
 * name), and from now on opening such a file fails so; with `in_place` it may replace one. The context's notices tell where a
 * large output is held when $TMPDIR cannot be used. */
APO_API apo_status apo_output_guard(
	apo_output *output, apo_context *context, int in_place, apo_error *err);
/* Count the open file `descriptor` among those that the context has read, as "name" in messages; pipes and devices do not
 * count. APO_EUSAGE when a guarded output would replace it. */
APO_API apo_status apo_context_add_input(
	apo_context *context, int descriptor, const char *name, apo_error *err);
/* Append bytes; the first failure is kept and told by `_commit`. */
APO_API void apo_output_write(apo_output *output, const char *data, size_t size);
APO_API apo_status apo_output_commit(apo_output *output, apo_error *err);
APO_API void apo_output_free(apo_output *output);

/* ---- documents ------------------------------------------------------------------------------ */

/* Half-open range of bytes in `apo_document.text`; APO_SPAN_NONE where there is none. */
typedef struct {
	uint32_t begin, end;
} apo_span;
#define APO_NONE      UINT32_MAX
#define APO_SPAN_NONE ((apo_span){APO_NONE, APO_NONE})

/* Half-open range of bytes in the file on disk. */
typedef struct {
	uint64_t begin, end;
} apo_file_span;

typedef enum {
	APO_BLOCK_PARAGRAPH,
	APO_BLOCK_TITLE,      /* the headline of the document */
	APO_BLOCK_HEADING,    /* a headline inside it */
	APO_BLOCK_QUOTE,      /* a block quotation */
	APO_BLOCK_LIST,	      /* a list item or a table cell */
	APO_BLOCK_CAPTION,    /* caption of a picture */
	APO_BLOCK_BOILERPLATE /* menu, disclaimer, link to another article, crawler's mark */
} apo_block_kind;

/* A paragraph, headline, ... Blocks are in order, do not overlap, and hold all text but white space. */
typedef struct {
	apo_span span;
	apo_block_kind kind;
	uint32_t first_segment,
		segments; /* its segments are [first_segment, first_segment + segments) */
} apo_block;

/* A sentence, headline, list item: the unit of alignment. Segments are in order, do not overlap, have no white space at
 * their edges, and hold all text but white space. */
typedef struct {
	apo_span span;
	uint32_t block;
	uint32_t first_token, tokens; /* its tokens are [first_token, first_token + tokens) */
} apo_segment;

typedef enum {
	APO_TOKEN_WORD, /* letters, with inner apostrophes, hyphens and full stops (U.S., don't, Müller-Lüdenscheidt) */
	APO_TOKEN_HAN,	  /* one Han character: words of Chinese are found later, with a lexicon */
	APO_TOKEN_NUMBER, /* digits with their inner separators (3,5 1.000 26.12.2025) */
	APO_TOKEN_PUNCTUATION, /* one mark */
	APO_TOKEN_SYMBOL       /* % $ € ... */
} apo_token_kind;

#define APO_TOKEN_CAPITAL 1u /* begins with an upper-case letter */
#define APO_TOKEN_UPPER	  2u /* two letters or more, all upper case */
#define APO_TOKEN_INITIAL 4u /* first word of its segment, or of a quotation in it */

typedef struct {
	apo_span span;
	const char *form; /* NFKC case-folded */
	uint32_t segment;
	uint8_t kind;  /* apo_token_kind */
	uint8_t flags; /* APO_TOKEN_... */
} apo_token;

#define APO_NUMBER_APPROXIMATE 1u  /* about, fast, 约, environ */
#define APO_NUMBER_ORDINAL     2u  /* third, 3., 第三 */
#define APO_NUMBER_FRACTION    4u  /* a quarter, 四分之一, half: value .25, .5 */
#define APO_NUMBER_WORDS       8u  /* written in words */
#define APO_NUMBER_AT_LEAST    16u /* more than, at least, über, 超过 */
#define APO_NUMBER_AT_MOST     32u /* less than, at most, unter, 不到 */
#define APO_NUMBER_WEAK                                                                            \
	64u /* one, both, twice, dozens: may match, but says nothing when it does not */

/* A quantity. `unit` is "" (a count), "percent", "percent_point", an ISO 4217 code ("EUR"), or an SI or customary unit
 * by its UCUM name ("km", "kg", "Cel", "h"). "1,2 Mrd. Euro" has value 1.2e9 and unit "EUR"; "3.5 %" 3.5 "percent". */
typedef struct {
	apo_span span;	 /* with its unit and qualifier */
	apo_span digits; /* the numeral alone */
	double value;
	const char *unit;
	uint32_t segment;
	uint32_t flags; /* APO_NUMBER_... */
} apo_number;

#define APO_DAY_NONE INT32_MIN

/* A point in time as far as the text tells it. Absent fields: year, month, day, weekday 0; hour, minute -1; relative
 * APO_DAY_NONE. `resolved` is the day (days since 1970-01-01) that text and document date together give, or APO_DAY_NONE. */
typedef struct {
	apo_span span;
	uint32_t segment;
	int32_t year, month, day;
	int32_t weekday; /* 1 Monday ... 7 Sunday */
	int32_t hour, minute;
	int32_t relative; /* days from the document's date: yesterday -1 */
	int32_t resolved;
} apo_date;

typedef enum {
	APO_NAME_OTHER,
	APO_NAME_PERSON,
	APO_NAME_PLACE,
	APO_NAME_ORGANIZATION
} apo_name_kind;

/* A proper name. `entity` numbers the things named in the document: mentions of one share it ("Mark Rutte", "Rutte").
 * `key` is the same for the same thing in every language where that is known (ISO 3166 "DE" for Germany, Deutschland,
 * 德国), else the folded full name of the entity. */
typedef struct {
	apo_span span;
	uint32_t segment;
	uint32_t entity;
	apo_name_kind kind;
	const char *key;
} apo_name;

#define APO_QUOTE_UNCLOSED 1u /* no closing mark before the end of the paragraph */
#define APO_QUOTE_SCARE	   2u /* a term, a title or irony, not somebody's statement */
#define APO_QUOTE_BLOCK	   4u /* a block quotation without marks */

/* A passage in quotation marks. */
typedef struct {
	apo_span span;	/* with its marks */
	apo_span inner; /* without */
	uint32_t first_segment, last_segment;
	uint32_t level; /* 0 outermost */
	uint32_t flags; /* APO_QUOTE_... */
} apo_quote;

typedef enum {
	APO_SOURCE_AGENCY,
	APO_SOURCE_OUTLET,
	APO_SOURCE_PERSON,
	APO_SOURCE_INSTITUTION,
	APO_SOURCE_PLATFORM,
	APO_SOURCE_DOCUMENT,
	APO_SOURCE_URL,
	APO_SOURCE_UNNAMED,
	APO_SOURCE_DATELINE,
	APO_SOURCE_BYLINE
} apo_source_type;
/* "agency", "outlet", ... */
APO_API const char *apo_source_type_name(apo_source_type type);

/* Who a text credits for what. Spans that are not there are APO_SPAN_NONE. */
typedef struct {
	apo_span span; /* source and cue together */
	apo_span
		source; /* the words that name the source ("he", "Rutte", "German news agency dpa") */
	apo_span cue;	/* "said", "according to" */
	apo_span scope; /* what is credited; the whole document for an article-wide credit */
	apo_source_type type;
	const char *
		name; /* the source by its fullest name in the document ("Mark Rutte" for "he"); NULL = unnamed */
	uint32_t quote; /* index into quotes, or APO_NONE */
	uint32_t segment;
} apo_attribution;

/* A recoverable defect of an input. */
typedef struct {
	uint64_t offset; /* in the file */
	uint32_t line;
	const char *message;
} apo_diagnostic;

/* ---- times ---------------------------------------------------------------------------------- */

typedef enum {
	APO_PRECISION_NONE, /* unknown */
	APO_PRECISION_DAY,
	APO_PRECISION_MINUTE,
	APO_PRECISION_SECOND /* or a part of one */
} apo_precision;

/* A time as precisely as it was said: it lies in [begin, end), in milliseconds since 1970-01-01T00:00:00Z. A day without a time,
 * and a time without an offset from UTC, may be that of any zone from UTC-12 to UTC+14, and the interval is that long.
 * `day` is the day as written, in days since 1970-01-01, or APO_DAY_NONE. */
typedef struct {
	int64_t begin, end;
	int32_t day;
	apo_precision precision;
} apo_instant;

/* Parse "YYYY-MM-DD", an RFC 3339 time ("2025-12-26T08:00:00.5+01:00", T may be a space, seconds may be missing, the offset may be
 * written +0100 or +01), or such a time without offset. Returns 1; 0 when the text is none of these or NULL: then `instant` is
 * unknown. */
APO_API int apo_instant_parse(const char *text, apo_instant *instant);
/* -1: a is earlier, 1: a is later, 0: unknown, for one is unknown or both may be at once. Two days are compared as days;
 * otherwise the intervals must not touch: 2025-12-26 and 2025-12-26T08:00Z have no order. */
APO_API int apo_instant_compare(const apo_instant *a, const apo_instant *b);
/* The day of a time that apo_instant_parse reads; APO_DAY_NONE when it reads none. */
APO_API int32_t apo_day_parse(const char *date);

/* A text and what was found in it. Immutable. Metadata that is unknown is NULL. */
typedef struct apo_document {
	const char *id;
	const char *path;
	const char *lang; /* BCP 47; never NULL */
	const char *title, *publisher, *url, *note;
	const char *published; /* as written; NULL = unknown, also when it is not a time */
	apo_instant time;      /* of `published` */
	const char *author;    /* NULL = not said */
	char sha256[65];       /* of the file's bytes */
	uint64_t file_size;
	int32_t date;	  /* day of the story, days since 1970-01-01, or APO_DAY_NONE */
	const char *text; /* UTF-8, NUL-terminated */
	uint32_t size;	  /* bytes of text */
	const apo_block *blocks;
	const apo_segment *segments;
	const apo_token *tokens;
	const apo_number *numbers;
	const apo_date *dates;
	const apo_name *names;
	const apo_quote *quotes;
	const apo_attribution *attributions;
	const apo_diagnostic *diagnostics;
	uint32_t block_count, segment_count, token_count, number_count, date_count, name_count,
		quote_count, attribution_count, diagnostic_count;
} apo_document;

typedef enum {
	APO_FORMAT_AUTO,
	APO_FORMAT_TEXT,
	APO_FORMAT_HTML,
	APO_FORMAT_LINES /* one segment a line */
} apo_document_format;

#define APO_LAYER_SEGMENTS 1u /* blocks and segments, always there */
#define APO_LAYER_TOKENS   2u
#define APO_LAYER_ENTITIES 4u /* numbers, dates, names, quotes, attributions; implies tokens */
#define APO_LAYER_ALL	   7u

typedef struct {
	const char *id;	      /* default: the file's name without its last extension */
	const char *lang;     /* BCP 47; default: detected */
	const char *encoding; /* IANA name; default: BOM, else UTF-8 (HTML: as it declares) */
	const char *publisher, *published, *url, *note;
	int32_t date; /* day of the story; default (APO_DAY_NONE): from `published` */
	apo_document_format format;
	unsigned layers;
} apo_document_options;
#define APO_DOCUMENT_OPTIONS_INIT                                                                  \
	{                                                                                          \
		NULL, NULL, NULL, NULL, NULL, NULL, NULL, APO_DAY_NONE, APO_FORMAT_AUTO,           \
			APO_LAYER_ALL                                                              \
	}

/* Largest file that is read as a document, and longest segment, in bytes. */
#define APO_DOCUMENT_LIMIT (256u << 20)
#define APO_SEGMENT_LIMIT  (16u << 20)

/* Read a file ("-" is standard input) and find blocks, segments and, as `layers` asks, tokens and entities.
 * Fails with APO_EINPUT when it is no regular file, empty, binary, or not in the encoding said; APO_ELIMIT when too large;
 * APO_EUSAGE for an unknown language or encoding. */
APO_API apo_document *apo_document_open(apo_context *context, const char *path,
	const apo_document_options *options, apo_error *err);
/* The same from `size` bytes in memory; `path` names them in messages. */
APO_API apo_document *apo_document_read(apo_context *context, const char *path, const char *data,
	size_t size, const apo_document_options *options, apo_error *err);
APO_API void apo_document_free(apo_document *document);
/* Where a span of the text stands in the file. */
APO_API apo_file_span apo_document_file_span(const apo_document *document, apo_span span);

/* ---- corpora -------------------------------------------------------------------------------- */

/* A folder with a manifest.json. Its documents are in the order of their ids (as bytes), whatever the order of the manifest, so
 * that this order changes nothing. */
typedef struct {
	const char *path, *title;
	apo_document *const *documents;
	size_t count;
} apo_corpus;
/* Read the manifest and all its documents on `jobs` threads (0 = all that the process may use). A "published" that is not a time counts as unknown
 * and is reported as a notice. APO_EINPUT when a file lies outside of the folder, be it by its name ("..", "/") or by a link
 * (see apo_context_follow_links); a link to a file inside is followed. */
APO_API apo_corpus *apo_corpus_open(
	apo_context *context, const char *folder, unsigned jobs, apo_error *err);
APO_API void apo_corpus_free(apo_corpus *corpus);

typedef struct {
	size_t added, known, unreadable; /* files: new in the manifest, there before, left out */
} apo_corpus_added;
/* List files, and what folders hold, in the manifest of `folder`, which is made when there is none; entries and keys that
 * are there stay. Files must lie in the folder. What is added and left out is told in notices. A file that is named itself
 * must be readable, else nothing is written. */
APO_API apo_status apo_corpus_add(apo_context *context, const char *folder,
	const char *const *paths, size_t count, const apo_document_options *options,
	apo_corpus_added *added, apo_error *err);

/* ---- lexicons ------------------------------------------------------------------------------- */

typedef struct {
	const char *const *
		files; /* lexicon files, dictd .index, CEDICT .u8, NAME.en-zh.tsv; "en-zh:FILE" says the languages */
	size_t file_count;
	int no_defaults; /* only the files named and the built-in core lexicon */
	int no_core;	 /* not the built-in one either, nor its names */
} apo_lexicon_options;
#define APO_LEXICON_OPTIONS_INIT                                                                   \
	{                                                                                          \
		NULL, 0, 0, 0                                                                      \
	}

/* All that is known of the words of a language pair: the core lexicon, names of territories, languages, currencies, months
 * and days, installed dictionaries, the files named. `from` equal to `to` gives identity, stems and synonyms;
 * both NULL: the languages of the first file named. */
typedef struct apo_lexicons apo_lexicons;
APO_API apo_lexicons *apo_lexicons_open(apo_context *context, const char *from, const char *to,
	const apo_lexicon_options *options, apo_error *err);
APO_API void apo_lexicons_free(apo_lexicons *lexicons);
/* One line on the i-th lexicon used ("freedict-deu-eng: 81,628 entries, de-en"), NULL past the end. */
APO_API const char *apo_lexicons_used(const apo_lexicons *lexicons, size_t i);

/* What lexicons say of a word. */
typedef struct {
	const char *rendering;
	double weight; /* 0..1 */
	const char *
		how; /* "entry" as it stands, "stem", "part" of a compound, "pivot" through a third language, "synonym" */
	const char *
		via; /* the word that was found instead: of the stem, the part, of the third language; else NULL */
	const char *const *lexicons; /* that say so */
	size_t lexicon_count;
} apo_word_rendering;
typedef struct {
	const char *word;
	const char *from, *to;		      /* languages of the word and its renderings */
	const apo_word_rendering *renderings; /* best first */
	size_t count;			      /* 0 = nothing is known */
	const char *const *
		near; /* where nothing is known: words that begin alike; they may be of either language */
	size_t near_count;
} apo_word_entry;
typedef struct {
	const apo_word_entry *entries;
	size_t count;
} apo_word_answer;
/* Look words up from both sides; one that both know has two entries. */
APO_API apo_word_answer *apo_lexicons_show(
	const apo_lexicons *lexicons, const char *const *words, size_t count, apo_error *err);
APO_API void apo_word_answer_free(apo_word_answer *answer);

/* Make a lexicon file, which opens in milliseconds and holds its languages. */
typedef struct {
	const char *from,
		*to; /* BCP 47; where a file to merge says its languages itself, NULL is fine */
	apo_lexicon_options words; /* training: where words of texts without spaces come from */
	apo_progress_fn progress;  /* training; may be NULL */
	void *user;
} apo_lexicon_make_options;
#define APO_LEXICON_MAKE_OPTIONS_INIT                                                              \
	{                                                                                          \
		NULL, NULL, APO_LEXICON_OPTIONS_INIT, NULL, NULL                                   \
	}

/* All pairs of words of lexicons of one language pair, of any format that apo_lexicons_open takes. Where several have a pair,
 * the highest weight counts, so that the file answers as its parts together. What was made is told in a notice. */
APO_API apo_status apo_lexicon_merge(apo_context *context, const char *const *files, size_t count,
	const apo_lexicon_make_options *options, apo_output *output, apo_error *err);
/* Learn a lexicon from texts that render each other: TMX, two-column TSV, Moses pairs (NAME.de and NAME.en, as many lines);
 * all may be gzipped. `from` and `to` are needed. What was learned and left out is told in notices. */
APO_API apo_status apo_lexicon_train(apo_context *context, const char *const *files, size_t count,
	const apo_lexicon_make_options *options, apo_output *output, apo_error *err);
/* Put a lexicon file that is made from `file` into the user's folder, where apo_lexicons_open finds it:
 * $XDG_DATA_HOME/apograph/lexicons/NAME.lexicon. */
APO_API apo_status apo_lexicon_install(apo_context *context, const char *file,
	const apo_lexicon_make_options *options, apo_error *err);

/* Dictionaries that take long to read are kept in a cache, in the form that opens fast; the oldest go when it is over its
 * limit. */
typedef struct {
	char folder[4096];
	uint64_t size, limit; /* bytes */
	uint32_t files;
} apo_lexicon_cache;
/* What the cache holds; `clear` deletes it all (and `cache` is what was deleted). A folder that does not exist holds nothing.
 * APO_EINPUT where the environment names no place for a cache, APO_EOUTPUT where a file cannot be deleted. */
APO_API apo_status apo_lexicon_cache_look(apo_lexicon_cache *cache, int clear, apo_error *err);

/* ---- alignment ------------------------------------------------------------------------------ */

typedef enum {
	APO_MODE_AUTO,
	APO_MODE_PARALLEL,  /* monotone, complete */
	APO_MODE_COMPARABLE /* partial, crossing */
} apo_mode;

typedef enum { APO_ALIGNER_BEADS, APO_ALIGNER_LENGTH } apo_aligner;

typedef enum {
	APO_BEAD_EQUIVALENT,
	APO_BEAD_PARAPHRASE,
	APO_BEAD_PARTIAL,
	APO_BEAD_ADDED,
	APO_BEAD_OMITTED
} apo_bead_kind;
/* "equivalent", "paraphrase", ... */
APO_API const char *apo_bead_kind_name(apo_bead_kind kind);

/* Segments that render each other. Indexes ascend; they need not be contiguous. */
typedef struct {
	const uint32_t *source, *target;
	uint32_t source_count, target_count;
	double score; /* probability that the bead is right, 0..1 */
	apo_bead_kind kind;
} apo_bead;

/* Beads cover every segment of both sides exactly once. Order: by first source segment; a bead without source stands after
 * the bead that holds the target segment before its own. */
typedef struct {
	const apo_document *source, *target; /* borrowed */
	apo_mode mode;			     /* the one used */
	const apo_bead *beads;
	size_t count;
} apo_alignment;

typedef struct {
	apo_mode mode;
	apo_aligner aligner;
	const apo_document *
		pivot; /* a translation of the source into the target's language, same segments; may be NULL */
	int fast; /* rough: fewer rounds, smaller beads; for translations, never taken for retellings */
} apo_align_options;
#define APO_ALIGN_OPTIONS_INIT                                                                     \
	{                                                                                          \
		APO_MODE_AUTO, APO_ALIGNER_BEADS, NULL, 0                                          \
	}

/* Pair the segments of two documents (tokens layer needed). */
APO_API apo_alignment *apo_align(apo_context *context, const apo_document *source,
	const apo_document *target, const apo_lexicons *lexicons, const apo_align_options *options,
	apo_error *err);
/* Pair many documents of one language pair at once: the translation model is learned on all of them together.
 * `alignments[i]` receives the alignment of sources[i] and targets[i]. On failure none is set. `progress` (may be NULL) is
 * called on the calling thread with shares of the work, from 0, of which the unit is arbitrary. */
APO_API apo_status apo_align_batch(apo_context *context, const apo_document *const *sources,
	const apo_document *const *targets, size_t count, const apo_lexicons *lexicons,
	const apo_align_options *options, unsigned jobs, apo_progress_fn progress, void *user,
	apo_alignment **alignments, apo_error *err);
APO_API void apo_alignment_free(apo_alignment *alignment);

/* A word of one side of a bead that renders one of the other; a word can have several. */
typedef struct {
	uint32_t bead; /* index into the beads of the alignment */
	apo_span source, target;
	double score; /* 0..1 */
} apo_word_link;

/* Ordered by bead, source, target. */
typedef struct {
	const apo_alignment *alignment; /* borrowed */
	const apo_word_link *links;
	size_t count;
} apo_word_links;

/* Link the words of the beads of many alignments of one language pair (tokens layer needed; names, numbers and dates help): what
 * words mean is learned on all of them together. `links[i]` receives those of alignments[i]. On failure none is set. */
APO_API apo_status apo_link_words(apo_context *context, const apo_alignment *const *alignments,
	size_t count, const apo_lexicons *lexicons, apo_word_links **links, apo_error *err);
APO_API void apo_word_links_free(apo_word_links *links);

typedef struct {
	const char *from, *to; /* languages; NULL = as the file says */
	int32_t date;	       /* as in apo_document_options */
	unsigned layers;
} apo_bilingual_options;

/* A bilingual file (TMX, XLIFF) as two documents, a segment a unit, and their alignment, a bead a unit. Spans are places of the
 * file where it is plain UTF-8, else places in its texts, one a line. Each is freed by its own function. */
APO_API apo_status apo_bilingual_open(apo_context *context, const char *path,
	const apo_bilingual_options *options, apo_document **source, apo_document **target,
	apo_alignment **alignment, apo_error *err);

/* ---- fidelity ------------------------------------------------------------------------------- */

typedef enum { APO_SEVERITY_MINOR, APO_SEVERITY_MAJOR, APO_SEVERITY_CRITICAL } apo_severity;
APO_API const char *apo_severity_name(apo_severity severity);

/* The names of the types are those of `apo_issue_type_name`. */
typedef enum {
	/* values */
	APO_ISSUE_NUMBER,
	APO_ISSUE_PERCENT_POINT,
	APO_ISSUE_MAGNITUDE,
	APO_ISSUE_UNIT,
	APO_ISSUE_DATE,
	APO_ISSUE_NAME,
	APO_ISSUE_TITLE,
	APO_ISSUE_PLACE,
	/* meaning */
	APO_ISSUE_NEGATION,
	APO_ISSUE_ANTONYM,
	APO_ISSUE_DIRECTION_REVERSED,
	APO_ISSUE_MODALITY,
	APO_ISSUE_HEDGE_DROPPED,
	APO_ISSUE_TENSE,
	APO_ISSUE_AGENT,
	APO_ISSUE_MISTRANSLATION,
	APO_ISSUE_INTENSIFIER,
	/* content */
	APO_ISSUE_OMISSION_SENTENCE,
	APO_ISSUE_OMISSION_CLAUSE,
	APO_ISSUE_ADDITION_SENTENCE,
	APO_ISSUE_OPINION_ADDED,
	APO_ISSUE_UNTRANSLATED,
	/* news */
	APO_ISSUE_ATTRIBUTION_DROPPED,
	APO_ISSUE_ATTRIBUTION_CHANGED,
	APO_ISSUE_ATTRIBUTION_SCOPE,
	APO_ISSUE_QUOTE_ALTERED,
	APO_ISSUE_QUOTE_FABRICATED,
	APO_ISSUE_INDIRECT_TO_DIRECT,
	APO_ISSUE_QUOTE_SPEAKER,
	APO_ISSUE_QUOTE_INCONSISTENT,
	/* form */
	APO_ISSUE_SPELLING,
	APO_ISSUE_DOUBLE_WORD,
	APO_ISSUE_PUNCTUATION,
	APO_ISSUE_WHITESPACE,
	APO_ISSUE_LOCALE_NUMBER,
	APO_ISSUE_LOCALE_DATE,
	APO_ISSUE_TERM_INCONSISTENCY,
	APO_ISSUE_TYPE_COUNT
} apo_issue_type;
/* "number", "percent_point", ... */
APO_API const char *apo_issue_type_name(apo_issue_type type);
/* The ITS 2.0 localization quality issue type ("omission", "mistranslation", ...). */
APO_API const char *apo_issue_type_its(apo_issue_type type);

/* A difference that a reviewer should see. */
typedef struct {
	apo_issue_type type;
	apo_severity severity;
	uint32_t bead;	      /* index into the alignment */
	apo_span source_span; /* APO_SPAN_NONE where the source has nothing to show */
	apo_span target_span;
	const char *message;  /* the evidence in words */
	double confidence;    /* 0..1 */
	char fingerprint[17]; /* hexadecimal; the same when lines move */
} apo_issue;

/* support: share of the target's content that the source licenses; coverage: share of the source's content found in the
 * target (both IDF-weighted, 0..1). penalty: MQM points per 100 source words (critical 25, major 5, minor 1, form .1).
 * fidelity: F of support and coverage damped by the penalty, 0..1; at most .5 with a critical and .8 with a major issue. */
typedef struct {
	double support, coverage, penalty, fidelity;
} apo_score;

/* Kept of total, of what the source has. A total is 0 where the check behind it did not run. */
typedef struct {
	uint32_t quotes_verbatim, quotes_altered, quotes_fabricated, quotes_total;
	uint32_t attributions_kept, attributions_total;
	uint32_t values_kept, values_total;
	uint32_t hedges_kept, hedges_total;
} apo_news_panel;

/* A check that did not run, or not in full, for want of data on a language. That such a report has no issue of this type says
 * nothing about the texts. */
typedef struct {
	apo_issue_type check;
	const char *lang;   /* BCP 47 primary tag of the language that the data are missing of */
	const char *reason; /* in words; checks of one reason follow each other */
} apo_abstention;

typedef struct {
	const apo_alignment *alignment; /* borrowed */
	const apo_issue *issues;	/* by place in the target, then in the source */
	size_t issue_count;
	const apo_abstention *abstentions; /* what the source's language lacks, then the target's */
	size_t abstention_count;
	const apo_score *bead_scores; /* one a bead */
	apo_score score;	      /* of the document */
	apo_news_panel panel;
} apo_report;

typedef struct {
	int64_t reserved;
} apo_check_options;
#define APO_CHECK_OPTIONS_INIT                                                                     \
	{                                                                                          \
		0                                                                                  \
	}

/* Score and check an alignment (entities layer needed on both documents). A check that has no data for one of the languages
 * does not run; the report says which those are (`abstentions`). */
APO_API apo_report *apo_check(apo_context *context, const apo_alignment *alignment,
	const apo_lexicons *lexicons, const apo_check_options *options, apo_error *err);
APO_API void apo_report_free(apo_report *report);

/* Scores for one pair of lines. `issues` is a bit set over apo_issue_type. */
typedef struct {
	double score, adequacy, fluency; /* 0..1 */
	uint64_t issues;
} apo_line_score;

/* Scorer of line pairs: loads once, then scores any number. `reference`: the left side is in the target's language. */
typedef struct apo_scorer apo_scorer;
APO_API apo_scorer *apo_scorer_open(
	apo_context *context, const apo_lexicons *lexicons, int reference, apo_error *err);
/* The checks that do not run for this pair of languages: `*count` of them, owned by the scorer. */
APO_API const apo_abstention *apo_scorer_abstentions(const apo_scorer *scorer, size_t *count);
APO_API apo_status apo_scorer_score(apo_scorer *scorer, const char *source, const char *target,
	apo_line_score *score, apo_error *err);
APO_API void apo_scorer_free(apo_scorer *scorer);

/* ---- provenance ----------------------------------------------------------------------------- */

typedef enum {
	APO_QUOTE_ORIGINAL,
	APO_QUOTE_EXACT,
	APO_QUOTE_ALTERED,
	APO_QUOTE_FABRICATED,
	APO_QUOTE_INDIRECT
} apo_quote_status;
APO_API const char *apo_quote_status_name(apo_quote_status status);

/* One wording of a remark in one document. */
typedef struct {
	uint32_t document;
	apo_span span;
	apo_quote_status status;
} apo_variant;

/* A remark and its wordings; variants[0] is the one nearest to what was said. */
typedef struct {
	const char *id;
	const char *speaker; /* NULL = unknown */
	const apo_variant *variants;
	size_t count;
} apo_remark;

typedef enum {
	APO_EDGE_COPY,
	APO_EDGE_REWRITE,
	APO_EDGE_TRANSLATION,
	APO_EDGE_EXCERPT
} apo_edge_kind;
APO_API const char *apo_edge_kind_name(apo_edge_kind kind);
typedef enum { APO_CREDIT_NAMED, APO_CREDIT_VAGUE, APO_CREDIT_NONE, APO_CREDIT_FALSE } apo_credit;
APO_API const char *apo_credit_name(apo_credit credit);

typedef struct {
	apo_span child, parent;
	double score; /* 0..1 */
} apo_evidence;

/* `child` was made from `parent` (indexes into the corpus). */
typedef struct {
	uint32_t child, parent;
	apo_edge_kind kind;
	apo_credit credit;
	double coverage;   /* share of the child's bytes that rest on the parent */
	double confidence; /* that they are related and in this direction, 0..1 */
	int direction_known;
	const char *reason; /* why this direction, in words */
	const apo_evidence *evidence;
	size_t evidence_count;
} apo_edge;

/* A source that is credited but is no document of the corpus ("dpa"), or a common source that is inferred. */
typedef struct {
	const char *source;
	apo_source_type type;
	int inferred; /* no one names it: documents share wording that neither has from the other */
	const uint32_t *documents; /* those that credit it or rest on it */
	size_t count;
} apo_upstream;

typedef struct {
	uint32_t child, parent;
	const char *source; /* NULL = unnamed */
	apo_span parent_span, child_span;
	int elsewhere; /* the child gives the credit, but not at this passage */
} apo_dropped_credit;

typedef struct {
	uint32_t child;
	apo_span span;
	const char *given, *true_source; /* NULL = unnamed, unknown */
} apo_changed_credit;

typedef struct {
	uint32_t child, parent;
	apo_span child_span, parent_span;
	uint32_t words; /* longest run of identical words */
} apo_copied_passage;

typedef struct {
	const apo_corpus *corpus; /* borrowed */
	const apo_remark *remarks;
	const apo_edge *edges;
	const apo_upstream *upstream;
	const apo_dropped_credit *dropped;
	const apo_changed_credit *changed;
	const apo_copied_passage *copied;
	size_t remark_count, edge_count, upstream_count, dropped_count, changed_count, copied_count;
} apo_trace;

typedef struct {
	unsigned jobs; /* 0 = all processors that the process may use */
	apo_lexicon_options lexicons;
	apo_progress_fn progress;
	void *user;
} apo_trace_options;
#define APO_TRACE_OPTIONS_INIT                                                                     \
	{                                                                                          \
		0, APO_LEXICON_OPTIONS_INIT, NULL, NULL                                            \
	}

/* Work out how the documents of a corpus follow from each other. */
APO_API apo_trace *apo_trace_corpus(apo_context *context, const apo_corpus *corpus,
	const apo_trace_options *options, apo_error *err);
APO_API void apo_trace_free(apo_trace *trace);

/* Something that breaks a chain of provenance. */
typedef struct {
	const char *
		type; /* "no_origin", "attribution_dropped", "attribution_false", "quote_altered", "quote_fabricated",
			     "copied_without_credit", "common_source_unnamed", "direction_unknown", "time_order", ... */
	apo_severity severity;
	const char *document; /* id */
	apo_file_span span;
	const char *message;
} apo_finding;

typedef struct {
	const apo_finding *findings;
	size_t count;
} apo_audit;

APO_API apo_audit *apo_audit_trace(apo_context *context, const apo_trace *trace, apo_error *err);
/* Verify the provenance records of a TMX that we wrote: spans, hashes and texts against the files they name. `progress` (may
 * be NULL) gets the bytes of the TMX that are read. */
APO_API apo_audit *apo_audit_tmx(apo_context *context, const char *path, apo_progress_fn progress,
	void *user, apo_error *err);
APO_API void apo_audit_free(apo_audit *audit);

/* ---- writers -------------------------------------------------------------------------------- */

/* Each appends one whole file to `output`. Formats are the names of the command line ("json", "tsv", "beads", "tmx",
 * "html", "dot", "svg", "terminal"); APO_EUSAGE for one that does not fit. */
typedef struct {
	const char *format;
	int color;	       /* terminal: with colour */
	unsigned columns;      /* terminal: width, 0 = 80 */
	const char *generator; /* NULL = "apograph VERSION" */
	apo_notice_fn notice;  /* told what a format cannot hold; may be NULL */
	void *user;
	const apo_word_links *words;	   /* of the alignment, for "json"; may be NULL */
	const struct apo_tmx_options *tmx; /* how TMX is written; NULL = the defaults */
	int spreadsheet; /* tsv: an apostrophe before cells that a spreadsheet would calculate */
} apo_write_options;
#define APO_WRITE_OPTIONS_INIT                                                                     \
	{                                                                                          \
		NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, 0                                        \
	}

APO_API apo_status apo_write_segments(apo_output *output, const apo_document *document,
	const apo_write_options *options, apo_error *err);
/* `report` may be NULL. */
APO_API apo_status apo_write_alignment(apo_output *output, const apo_alignment *alignment,
	const apo_report *report, const apo_write_options *options, apo_error *err);
APO_API apo_status apo_write_report(apo_output *output, const apo_report *report,
	const apo_write_options *options, apo_error *err);
APO_API apo_status apo_write_trace(apo_output *output, const apo_trace *trace,
	const apo_write_options *options, apo_error *err);
APO_API apo_status apo_write_audit(apo_output *output, const apo_audit *audit,
	const apo_write_options *options, apo_error *err);

APO_API apo_status apo_write_words(apo_output *output, const apo_word_answer *answer,
	const apo_write_options *options, apo_error *err);

/* ---- TMX ------------------------------------------------------------------------------------ */

typedef enum {
	APO_TMX_LANGUAGES_CANONICAL, /* en_us becomes en-US */
	APO_TMX_LANGUAGES_BARE,	     /* en */
	APO_TMX_LANGUAGES_KEEP	     /* as they were read */
} apo_tmx_languages;

/* Of units with one source text and several targets */
typedef enum {
	APO_TMX_CONFLICTS_KEEP, /* keep all */
	APO_TMX_CONFLICTS_FIRST,
	APO_TMX_CONFLICTS_LAST,
	APO_TMX_CONFLICTS_NEWEST /* by changedate, else creationdate; of equals the last */
} apo_tmx_conflicts;

typedef enum { APO_TMX_ALL, APO_TMX_ISSUE_FREE, APO_TMX_CONFIRMED } apo_tmx_only;

/* What apo_tmx_clean looks for. */
#define APO_TMX_DUPLICATES   1u
#define APO_TMX_EMPTY	     2u
#define APO_TMX_UNTRANSLATED 4u	  /* a target that equals its source */
#define APO_TMX_SPACE	     8u	  /* at the edges of segments */
#define APO_TMX_CHARACTERS   16u  /* controls, U+FFFD, text decoded wrongly */
#define APO_TMX_TAGS	     32u  /* inline codes that do not pair */
#define APO_TMX_NUMBERS	     64u  /* a number that the other side does not have */
#define APO_TMX_LANGUAGE     128u /* a segment that is certainly in another language */
#define APO_TMX_LENGTH	     256u /* more than 2,000 characters */
#define APO_TMX_CHECKS	     (1u | 2u | 4u | 8u | 16u | 32u)

typedef struct apo_tmx_options {
	int utf16;	/* UTF-16LE with a byte order mark (memoQ), else UTF-8 */
	int no_doctype; /* leave <!DOCTYPE tmx ...> out */
	int level;	/* 1: without inline codes, 2: with those that there are, 0: 2 */
	apo_tmx_languages languages;
	double min_score;  /* leave out units whose score (x-score) is below; 0 = none */
	apo_tmx_only only; /* leave out the others: x-issue, x-confirmed */
	int salvage;	   /* read on where a file is damaged; else that is an error */
	apo_tmx_conflicts conflicts;
	unsigned checks;     /* APO_TMX_DUPLICATES | ...; 0 = APO_TMX_CHECKS */
	const char *folder;  /* split: where the parts go; NULL = count only */
	const char *part_by; /* "language", "document", "prop:TYPE"; NULL = `part_units` */
	uint64_t part_units; /* split: units a part */
	apo_progress_fn progress;
	void *user;
} apo_tmx_options;
#define APO_TMX_OPTIONS_INIT                                                                       \
	{                                                                                          \
		0, 0, 0, APO_TMX_LANGUAGES_CANONICAL, 0, APO_TMX_ALL, 0, APO_TMX_CONFLICTS_KEEP,   \
			0, NULL, NULL, 0, NULL, NULL                                               \
	}

typedef struct {
	const char *tag; /* as in the file */
	uint64_t segments;
} apo_tmx_language;

typedef struct {
	uint32_t line, column;
	uint64_t unit; /* 1-based, 0 = outside of units */
	apo_severity severity;
	const char *message;
} apo_tmx_diagnostic;

typedef struct {
	uint64_t units, skipped;
	const apo_tmx_language *languages;
	size_t language_count;
	const char *source_language, *encoding, *version, *creationtool; /* NULL = not said */
	const apo_tmx_diagnostic *diagnostics;
	size_t diagnostic_count;
} apo_tmx_stats;
/* Read a TMX as a stream and count what it holds. Fails with APO_EINPUT when it is not a TMX file; of one that is damaged or
 * cut off it counts what could be read, and the diagnostics say so (APO_SEVERITY_CRITICAL). `progress` (may be NULL) gets the
 * bytes that are read. */
APO_API apo_tmx_stats *apo_tmx_stats_open(apo_context *context, const char *path,
	apo_progress_fn progress, void *user, apo_error *err);
APO_API void apo_tmx_stats_free(apo_tmx_stats *stats);
APO_API apo_status apo_write_tmx_stats(apo_output *output, const apo_tmx_stats *stats,
	const apo_write_options *options, apo_error *err);

/* What a command did. */
typedef struct {
	uint64_t units;	      /* read, of all files */
	uint64_t skipped;     /* of them, damaged or without text */
	uint64_t written;     /* units, of all parts */
	uint64_t listed;      /* lines of the list */
	uint64_t parts;	      /* split: files */
	uint64_t problems[3]; /* found in reading, by severity */
	uint64_t unreadable;  /* validate: files that are no TMX */
} apo_tmx_result;

/* The commands on whole files. Files are read as streams; memory does not depend on their size but for 32 to 64 bytes a unit
 * where units have to be known again. `list` receives what was found or changed and why, one item a line ("text", "tsv",
 * "json"); `list` and `tmx` may be NULL. `how->tmx` has the options. `result` may be NULL. */

/* All that is wrong with the files: damage, what TMX does not allow, what CAT tools stumble over. */
APO_API apo_status apo_tmx_validate(apo_context *context, const char *const *paths, size_t count,
	apo_output *list, const apo_write_options *how, apo_tmx_result *result, apo_error *err);
/* One memory of several: exact duplicates once, conflicts by the rule. */
APO_API apo_status apo_tmx_merge(apo_context *context, const char *const *paths, size_t count,
	apo_output *tmx, apo_output *list, const apo_write_options *how, apo_tmx_result *result,
	apo_error *err);
/* Leave out, or mend, what spoils a memory. */
APO_API apo_status apo_tmx_clean(apo_context *context, const char *path, apo_output *tmx,
	apo_output *list, const apo_write_options *how, apo_tmx_result *result, apo_error *err);
/* Cut into parts, written to `folder`; all of them or none. */
APO_API apo_status apo_tmx_split(apo_context *context, const char *path, apo_output *list,
	const apo_write_options *how, apo_tmx_result *result, apo_error *err);
/* Units that were added, removed, changed from `old_path` to `new_path`; found again by tuid, else by the source's text. */
APO_API apo_status apo_tmx_diff(apo_context *context, const char *old_path, const char *new_path,
	apo_output *list, const apo_write_options *how, apo_tmx_result *result, apo_error *err);

typedef struct {
	const char *const *inputs; /* files; two that follow each other for "moses" */
	size_t input_count;
	const char *input_format; /* "tmx", "xliff", "tsv", "moses"; NULL = by the name of each */
	const char *output; /* "-" = standard output; for "moses" the name before ".en" and ".de" */
	const char *format; /* "tmx", "xliff" (2.1), "xliff-1.2", "tsv", "moses" */
	const char *from,
		*to; /* the languages to write; NULL = as the files say; both NULL: a TMX keeps all */
	const apo_tmx_options
		*tmx; /* how TMX is written; `salvage` and `progress` count for all formats */
	apo_notice_fn notice; /* told what the format cannot hold; may be NULL */
	void (*diagnostic)(const char *path, const apo_tmx_diagnostic *diagnostic,
		void *user); /* may be NULL */
	void *user;
	int spreadsheet; /* tsv: an apostrophe before cells that a spreadsheet would calculate */
} apo_convert_options;
/* Translation units from one format to another, as a stream. Several files become one. The output is written whole or not at
 * all. `result` may be NULL. */
APO_API apo_status apo_tmx_convert(apo_context *context, const apo_convert_options *options,
	apo_tmx_result *result, apo_error *err);

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* What all topics share: status and error, spans, callbacks, the context. */
#ifndef APOGRAPH_BASE_H
#define APOGRAPH_BASE_H

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

/* Version of the library that runs, "MAJOR.MINOR.PATCH"; a constant. */
APO_API const char *apo_version(void);

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

/* What went wrong; plain data of the caller, nothing to free. `file` is "" and `offset` is
 * APO_NO_OFFSET where there is none; `line` counts from 1, 0 = unknown. `message` says what was
 * found, what was expected and what to do, without the file and position. */
typedef struct {
	apo_status status;
	uint32_t line;
	uint64_t offset;
	char file[512];
	char message[1024];
} apo_error;

/* Exit status of a program that stops because of `status` (see the manual page, EXIT STATUS). */
APO_API int apo_status_exit(apo_status status);

/* How bad an issue, a finding or a defect is. */
typedef enum { APO_SEVERITY_MINOR, APO_SEVERITY_MAJOR, APO_SEVERITY_CRITICAL } apo_severity;
/* "minor", "major", "critical"; "unknown" for another value. A constant. */
APO_API const char *apo_severity_name(apo_severity severity);

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

/* Text for the eyes of people: write `text` (`size` bytes, UTF-8 or not) into `out`, at most `room`
 * bytes with the final NUL, with controls, marks of direction, invisible characters and ill-formed
 * bytes as escapes: \x1b, <U+202E>. Messages and notices quote what files and names hold: show them
 * through this. Returns the bytes of the whole without the NUL, as snprintf does; what does not fit
 * is left out in whole characters. `out` may be NULL where `room` is 0. */
APO_API size_t apo_visible_text(char *out, size_t room, const char *text, size_t size);

/* Called with one-line notices for people (language detected, lexicons used, defects repaired);
 * `message` lives until it returns. */
typedef void (*apo_notice_fn)(const char *message, void *user);
/* Called now and then during long work; `total` 0 = unknown. */
typedef void (*apo_progress_fn)(uint64_t done, uint64_t total, void *user);

/* Call `work(i, user)` for each i < count, on `jobs` threads (0 = all processors that the process
 * may use) that take the next i from a queue; returns when all are done. Results must go to places
 * that depend on i alone. */
APO_API void apo_parallel(
	unsigned jobs, size_t count, void (*work)(size_t i, void *user), void *user);

/* Memory functions of a program, which behave as those of C do and never return NULL: where there
 * is no memory they end the process, or make some free. */
typedef struct {
	void *(*allocate)(size_t size);
	void *(*reallocate)(void *old, size_t size);
	char *(*duplicate)(const char *text);
	void (*release)(void *old);
} apo_memory;
/* Make ICU, libxml2 and jansson take memory with `memory`, in the whole process. They are not safe
 * where malloc returns NULL: some of their functions crash then, others leave something out and
 * report success; what the library itself takes needs no such thing (APO_ENOMEM). To be called
 * first thing in main, before any thread and any other use of them; `memory` is kept, not copied.
 * APO_EUSAGE when a function is missing. */
APO_API apo_status apo_memory_use(const apo_memory *memory, apo_error *err);

typedef struct {
	uint32_t size;	      /* set by APO_CONTEXT_OPTIONS_INIT */
	apo_notice_fn notice; /* may be NULL; may be called by several threads at once */
	void *user;
} apo_context_options;
#define APO_CONTEXT_OPTIONS_INIT                                                                   \
	{                                                                                          \
		sizeof(apo_context_options), NULL, NULL                                            \
	}

/* What every call shares: the language data and the callbacks. Immutable once documents are
 * opened; outlives all that was made with it. */
typedef struct apo_context apo_context;
/* A context; `options` may be NULL and are copied. NULL on failure: APO_ENOMEM, APO_EINTERNAL when
 * the language data are damaged. Free with apo_context_free. */
APO_API apo_context *apo_context_new(const apo_context_options *options, apo_error *err);
/* Free a context, after everything that was made with it. NULL is fine. */
APO_API void apo_context_free(apo_context *context);
/* Cut documents into segments by the rules of an SRX file (1.0 or 2.0) instead of our own, as a CAT
 * tool that has the same file does. To be called before the context opens documents or is shared.
 * Rules that are not regular expressions are reported as notices and left out; APO_EINPUT when the
 * file is not SRX. */
APO_API apo_status apo_context_use_srx(apo_context *context, const char *path, apo_error *err);
/* Let documents of a corpus be symbolic links that lead out of its folder. To be called before a
 * corpus is opened. */
APO_API void apo_context_follow_links(apo_context *context);
/* BCP 47 tag of the i-th language with a data file ("de"), NULL past the end; lives as long as the
 * context. */
APO_API const char *apo_context_language(const apo_context *context, size_t i);

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Two documents, and hand-made objects on them, for the tests of the writers. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../../scratch.h"
#include "apograph.h"
#include "base/file.h"

static apo_context *context;

__attribute__((unused)) static apo_document *read_lines(
	const char *id, const char *lang, const char *text)
{
	apo_error err;
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.id = id;
	options.lang = lang;
	options.format = APO_FORMAT_LINES;
	options.published = "2025-12-26";
	options.publisher = "R&D <press>";
	apo_document *document =
		apo_document_read(context, apo_version(), text, strlen(text), &options, &err);
	cr_assert_not_null(document, "%s", err.message);
	return document;
}

/* What `write` gives, as a string; free() it. */
#define WRITTEN(call)                                                                              \
	__extension__({                                                                            \
		char path[PATH_MAX];                                                               \
		int fd = mkstemp(scratch_path(path, "written"));                                   \
		cr_assert_geq(fd, 0);                                                              \
		close(fd);                                                                         \
		apo_error err;                                                                     \
		apo_output *output = apo_output_open(path, &err);                                  \
		cr_assert_not_null(output);                                                        \
		cr_assert_eq(call, APO_OK, "%s", err.message);                                     \
		cr_assert_eq(apo_output_commit(output, &err), APO_OK);                             \
		apo_output_free(output);                                                           \
		apo__arena *arena = apo__arena_new();                                              \
		const char *data;                                                                  \
		size_t size;                                                                       \
		cr_assert_eq(apo__file_read(arena, path, 1 << 24, &data, &size, &err), APO_OK);    \
		char *copy = strdup(data);                                                         \
		apo__arena_free(arena);                                                            \
		unlink(path);                                                                      \
		copy;                                                                              \
	})

#endif

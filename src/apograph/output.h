/* SPDX-License-Identifier: Apache-2.0 */
/* Files that are written whole or not at all. */
#ifndef APOGRAPH_OUTPUT_H
#define APOGRAPH_OUTPUT_H

#include "apograph/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A file to write: bytes go to a temporary file beside it, `_commit` renames and syncs. */
typedef struct apo_output apo_output;
/* Begin to write `path`. A link is followed: what it points to is written, or made. "-" is standard
 * output, "/dev/fd/N" the descriptor N; these, devices and pipes are written at commit. NULL with
 * APO_EOUTPUT when the folder does not exist, the file or its folder may not be written, or `path`
 * is a folder or a disk. Free with apo_output_free. */
APO_API apo_output *apo_output_open(const char *path, apo_error *err);
/* Never replace an input: APO_EUSAGE when the output is a file that this context has read (same
 * device and inode, whatever its name), and from now on opening such a file fails so; with
 * `in_place` it may replace one. The context's notices say where a large output is held when
 * $TMPDIR cannot be used. */
APO_API apo_status apo_output_guard(
	apo_output *output, apo_context *context, int in_place, apo_error *err);
/* Count the open file `descriptor` among those that the context has read, as "name" in messages;
 * pipes and devices do not count. APO_EUSAGE when a guarded output would replace it. */
APO_API apo_status apo_context_add_input(
	apo_context *context, int descriptor, const char *name, apo_error *err);
/* Append `size` bytes; the first failure is kept and reported by `_commit`. */
APO_API void apo_output_write(apo_output *output, const char *data, size_t size);
/* Put what was written in place, to be called once; APO_EOUTPUT when it, or a write before it,
 * fails: then the file is as it was. */
APO_API apo_status apo_output_commit(apo_output *output, apo_error *err);
/* Free an output; without commit nothing is left of it. NULL is fine. */
APO_API void apo_output_free(apo_output *output);

#ifdef __cplusplus
}
#endif

#endif

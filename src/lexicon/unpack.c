/* SPDX-License-Identifier: Apache-2.0 */
/* gzip (RFC 1952) some 300 MB of text a second, bzip2 some 50. */
#include "lexicon/unpack.h"

#include <string.h>
#include <zlib.h>
#ifdef APO_HAVE_BZIP2
#include <bzlib.h>
#endif

#include "base/error.h"

#define TEXT_LIMIT (512u << 20) /* the largest FreeDict text has 100 MB */

static apo_status inflate_gzip(apo__arena *arena, const char *path, const char *data, size_t size,
	const char **text, size_t *text_size, apo_error *err)
{
	z_stream stream = {0};
	stream.next_in = (Bytef *)(uintptr_t)data;
	stream.avail_in = (uInt)size;
	/* the last four bytes of a gzip member are its inflated size modulo 2^32 */
	const unsigned char *tail = (const unsigned char *)data + size - 4;
	size_t expected =
		tail[0] | (size_t)tail[1] << 8 | (size_t)tail[2] << 16 | (size_t)tail[3] << 24;
	if (expected > TEXT_LIMIT || expected / 1100 > size) /* deflate gains 1,032 at most */
		return apo__fail(err, APO_ELIMIT, path, APO_NO_OFFSET, 0,
			"would inflate to %zu MiB; the limit is %u", expected >> 20,
			TEXT_LIMIT >> 20);
	char *out = apo__alloc(arena, expected + 1);
	stream.next_out = (Bytef *)out;
	stream.avail_out = (uInt)expected;
	if (inflateInit2(&stream, 15 + 16) != Z_OK)
		apo__arena_exhausted(arena);
	int result = inflate(&stream, Z_FINISH);
	size_t got = expected - stream.avail_out;
	inflateEnd(&stream);
	if (result != Z_STREAM_END || got != expected)
		return apo__fail(err, APO_EINPUT, path, (uint64_t)stream.total_in, 0,
			"is damaged: expected a gzip stream of %zu bytes; install or copy it again",
			expected);
	*text = out;
	*text_size = expected;
	return APO_OK;
}

#ifdef APO_HAVE_BZIP2
static apo_status inflate_bzip2(apo__arena *arena, const char *path, const char *data, size_t size,
	const char **text, size_t *text_size, apo_error *err)
{
	/* the format does not tell the size: try twice as much as long as it does not fit */
	for (size_t capacity = size * 6 + 4096; capacity <= TEXT_LIMIT; capacity *= 2) {
		apo__arena *scratch = apo__arena_child(arena);
		char *out = apo__alloc(scratch, capacity + 1);
		unsigned used = (unsigned)capacity;
		int result = BZ2_bzBuffToBuffDecompress(
			out, &used, (char *)(uintptr_t)data, (unsigned)size, 0, 0);
		if (result == BZ_MEM_ERROR)
			apo__arena_exhausted(arena);
		if (result == BZ_OK) {
			*text = out;
			*text_size = used;
			return APO_OK;
		}
		apo__arena_free(scratch);
		if (result != BZ_OUTBUFF_FULL)
			return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
				"is damaged: expected a bzip2 stream; install or copy it again");
	}
	return apo__fail(err, APO_ELIMIT, path, APO_NO_OFFSET, 0,
		"would inflate to more than the limit of %u MiB", TEXT_LIMIT >> 20);
}
#endif

apo_status apo__unpack(apo__arena *arena, const char *path, const char *data, size_t size,
	const char **text, size_t *text_size, apo_error *err)
{
	if (size > 18 && !memcmp(data, "\x1f\x8b", 2))
		return inflate_gzip(arena, path, data, size, text, text_size, err);
#ifdef APO_HAVE_BZIP2
	if (size > 14 && !memcmp(data, "BZh", 3))
		return inflate_bzip2(arena, path, data, size, text, text_size, err);
#endif
	*text = data;
	*text_size = size;
	return APO_OK;
}

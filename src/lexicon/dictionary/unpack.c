/* SPDX-License-Identifier: Apache-2.0 */
/* gzip (RFC 1952) some 300 MB of text a second, bzip2 some 50; both may be several members, one behind the other. */
#include "lexicon/dictionary/unpack.h"

#include <string.h>
#include <zlib.h>
#ifdef APO_HAVE_BZIP2
#include <bzlib.h>
#endif

#include "base/error.h"

#define TEXT_LIMIT (512u << 20) /* the largest FreeDict text has 100 MB */
#define MOST_GAIN  1100u	/* deflate packs 1,032 bytes into one at most */

/* What was unpacked so far, one member behind the other. */
typedef struct {
	apo__arena *arena;
	const char *path;
	char *text;
	size_t size, capacity;
} unpacked;

/* Room for more, twice as much as before; APO_ELIMIT when there is as much as there may be. */
static apo_status make_room(unpacked *u, apo_error *err)
{
	size_t wanted = u->capacity * 2;
	if (u->size < u->capacity)
		return APO_OK;
	if (u->capacity >= TEXT_LIMIT)
		return apo__fail(err, APO_ELIMIT, u->path, APO_NO_OFFSET, 0,
			"would unpack to more than the limit of %u MiB", TEXT_LIMIT >> 20);
	if (wanted > TEXT_LIMIT)
		wanted = TEXT_LIMIT;
	u->text = apo__arena_grow(u->arena, u->text, u->capacity + 1, wanted + 1);
	u->capacity = wanted;
	return APO_OK;
}

static apo_status damaged(const unpacked *u, size_t offset, const char *format, apo_error *err)
{
	return apo__fail(err, APO_EINPUT, u->path, (uint64_t)offset, 0,
		"is damaged or cut short: expected a %s stream; install or copy it again", format);
}

/* ---- one member at `*at`, which moves behind it ---- */

static void end_gzip(void *stream)
{
	inflateEnd(stream);
}

static apo_status inflate_gzip(
	apo__arena *scratch, unpacked *u, const char *data, size_t size, size_t *at, apo_error *err)
{
	z_stream *stream = apo__alloc(scratch, sizeof *stream);
	int result = Z_OK;
	stream->next_in = (Bytef *)(uintptr_t)(data + *at);
	stream->avail_in = (uInt)(size - *at);
	if (inflateInit2(stream, 15 + 16) != Z_OK)
		apo__arena_exhausted(u->arena);
	apo__arena_defer(scratch, end_gzip, stream);
	while (result == Z_OK) {
		apo_status status = make_room(u, err);
		if (status)
			return status;
		stream->next_out = (Bytef *)u->text + u->size;
		stream->avail_out = (uInt)(u->capacity - u->size);
		result = inflate(stream, Z_NO_FLUSH);
		u->size = u->capacity - stream->avail_out;
	}
	*at = size - stream->avail_in;
	if (result == Z_MEM_ERROR)
		apo__arena_exhausted(u->arena);
	return result == Z_STREAM_END ? APO_OK : damaged(u, *at, "gzip", err);
}

#ifdef APO_HAVE_BZIP2
static void end_bzip2(void *stream)
{
	BZ2_bzDecompressEnd(stream);
}

static apo_status inflate_bzip2(
	apo__arena *scratch, unpacked *u, const char *data, size_t size, size_t *at, apo_error *err)
{
	bz_stream *stream = apo__alloc(scratch, sizeof *stream);
	int result = BZ_OK;
	stream->next_in = (char *)(uintptr_t)(data + *at);
	stream->avail_in = (unsigned)(size - *at);
	if (BZ2_bzDecompressInit(stream, 0, 0) != BZ_OK)
		apo__arena_exhausted(u->arena);
	apo__arena_defer(scratch, end_bzip2, stream);
	while (result == BZ_OK) {
		apo_status status = make_room(u, err);
		if (status)
			return status;
		size_t before = u->size;
		unsigned left = stream->avail_in;
		stream->next_out = u->text + u->size;
		stream->avail_out = (unsigned)(u->capacity - u->size);
		result = BZ2_bzDecompress(stream);
		u->size = u->capacity - stream->avail_out;
		if (result == BZ_OK && u->size == before && stream->avail_in == left)
			break; /* the input ends too early */
	}
	*at = size - stream->avail_in;
	if (result == BZ_MEM_ERROR)
		apo__arena_exhausted(u->arena);
	return result == BZ_STREAM_END ? APO_OK : damaged(u, *at, "bzip2", err);
}
#endif

typedef apo_status (*member_fn)(apo__arena *scratch, unpacked *u, const char *data, size_t size,
	size_t *at, apo_error *err);

static member_fn member_of(const char *data, size_t size)
{
	if (size > 18 && !memcmp(data, "\x1f\x8b", 2))
		return inflate_gzip;
#ifdef APO_HAVE_BZIP2
	if (size >= 14 && !memcmp(data, "BZh", 3))
		return inflate_bzip2;
#endif
	return NULL;
}

/* Bytes to begin with: the last four of gzip are the size of its last member, most often the only one. */
static size_t first_capacity(const char *data, size_t size)
{
	const unsigned char *tail = (const unsigned char *)data + size - 4;
	size_t last =
		tail[0] | (size_t)tail[1] << 8 | (size_t)tail[2] << 16 | (size_t)tail[3] << 24;
	return last <= TEXT_LIMIT && last / MOST_GAIN <= size ? last + 1 : size * 4 + 4096;
}

apo_status apo__unpack(apo__arena *arena, const char *path, const char *data, size_t size,
	const char **text, size_t *text_size, apo_error *err)
{
	member_fn member = member_of(data, size);
	apo_status status = APO_OK;
	*text = data;
	*text_size = size;
	if (!member)
		return APO_OK;
	unpacked u = {.arena = arena, .path = path, .capacity = first_capacity(data, size)};
	u.text = apo__alloc(arena, u.capacity + 1);
	for (size_t at = 0; at < size && !status;) {
		apo__arena *scratch = apo__arena_child(arena);
		if (member_of(data + at, size - at) == member)
			status = member(scratch, &u, data, size, &at, err);
		else
			status = damaged(&u, at, "gzip or bzip2", err);
		apo__arena_free(scratch);
	}
	if (status)
		return status;
	u.text[u.size] = '\0';
	*text = u.text;
	*text_size = u.size;
	return APO_OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* gzip (RFC 1952) and zip (PKWARE's APPNOTE 6.3) with zlib's inflate. Of a zip archive only the directory at its end counts;
 * nothing is ever written to disk, so a name in it can do no harm, but one that points elsewhere is not read either. What
 * unpacks to more than 200 times the file, and more than 64 MiB, is refused: translation memories pack 10 to 50 times. */
#include "exchange/xml/archive.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/error.h"
#include "base/file.h"

#define CHUNK		65536u
#define MOST_TIMES	200u
#define HARMLESS	((uint64_t)64 << 20)
#define DIRECTORY_LIMIT ((uint32_t)4 << 20)
#define END_SIZE	22u /* of a zip's end record without its comment */

typedef enum { PLAIN, GZIP, STORED, DEFLATED } method;

struct apo__packed {
	apo__arena *arena;
	const char *path, *extension;
	int fd;
	const char *data; /* in memory; else NULL */
	uint64_t size;	  /* of the file; 0 = not known */
	uint64_t at;	  /* bytes read of it */
	char *buffer;	  /* CHUNK bytes, when the file is not in memory */
	const char *in;	  /* what was read and not yet used */
	size_t in_size;
	method method;
	int started, ended; /* the file at hand was begun, has ended */
	uint64_t unpacked;  /* bytes given, of all files in it */
	z_stream stream;
	int stream_open;
	/* zip */
	const char *directory;
	uint32_t directory_size, entry_at, entries_left;
	uint64_t left; /* packed bytes of the file at hand that were not read yet */
	uint32_t crc, wanted_crc;
	uint64_t given, wanted_size;
};

static void release(void *object)
{
	apo__packed *p = object;
	if (p->fd >= 0)
		close(p->fd);
	if (p->stream_open)
		inflateEnd(&p->stream);
}

static apo_status damaged(const apo__packed *p, const char *why, apo_error *err)
{
	return apo__fail(err, APO_EINPUT, p->path, p->at, 0, "is damaged: %s; fetch it again", why);
}

/* Read the next bytes of the file into `in`, at most `most`; in_size is 0 at its end. */
static apo_status refill(apo__packed *p, uint64_t most, apo_error *err)
{
	size_t wanted = most < CHUNK ? (size_t)most : CHUNK;
	if (p->data) {
		p->in = p->data + p->at;
		p->in_size = p->size - p->at < wanted ? (size_t)(p->size - p->at) : wanted;
		p->at += p->in_size;
		return APO_OK;
	}
	ssize_t got = apo__file_next(p->fd, p->buffer, wanted);
	if (got < 0)
		return apo__fail(
			err, APO_EINPUT, p->path, p->at, 0, "cannot be read: %s", strerror(errno));
	p->in = p->buffer;
	p->in_size = (size_t)got;
	p->at += p->in_size;
	return APO_OK;
}

/* `size` bytes at `offset` of a file that can be read at any place. */
static apo_status read_at(apo__packed *p, uint64_t offset, char *out, size_t size, apo_error *err)
{
	if (offset > p->size || size > p->size - offset)
		return damaged(p, "it points beyond its own end", err);
	if (p->data) {
		memcpy(out, p->data + offset, size);
		return APO_OK;
	}
	while (size) {
		ssize_t got = pread(p->fd, out, size, (off_t)offset);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return apo__fail(err, APO_EINPUT, p->path, offset, 0, "cannot be read: %s",
				got ? strerror(errno) : "it became shorter");
		out += got;
		offset += (uint64_t)got;
		size -= (size_t)got;
	}
	return APO_OK;
}

static apo_status start_inflate(apo__packed *p, int window)
{
	if (p->stream_open)
		inflateEnd(&p->stream);
	memset(&p->stream, 0, sizeof p->stream);
	p->stream_open = inflateInit2(&p->stream, window) == Z_OK;
	if (!p->stream_open)
		apo__arena_exhausted(p->arena);
	return APO_OK;
}

/* ---- zip ---- */

static uint32_t two(const char *b)
{
	return (unsigned char)b[0] | (uint32_t)(unsigned char)b[1] << 8;
}

static uint32_t four(const char *b)
{
	return two(b) | two(b + 2) << 16;
}

/* Read the directory that the record at the end points to. */
static apo_status open_directory(apo__packed *p, apo_error *err)
{
	size_t size = p->size < END_SIZE + 65535u ? (size_t)p->size : END_SIZE + 65535u;
	apo__arena *scratch = apo__arena_child(p->arena);
	char *tail = apo__alloc(scratch, size + 1);
	apo_status status = read_at(p, p->size - size, tail, size, err);
	const char *end = NULL;
	for (size_t i = size; !status && !end && i-- > 0;)
		if (size - i >= END_SIZE && !memcmp(tail + i, "PK\5\6", 4) &&
			two(tail + i + 20) == size - i - END_SIZE)
			end = tail + i;
	uint64_t end_at = end ? p->size - size + (uint64_t)(end - tail) : 0;
	uint32_t entries = end ? two(end + 10) : 0, length = end ? four(end + 12) : 0;
	uint32_t offset = end ? four(end + 16) : 0, disks = end ? two(end + 4) | two(end + 6) : 0;
	apo__arena_free(scratch);
	if (status)
		return status;
	if (!end_at)
		return damaged(
			p, "a zip archive without its directory, which should be at the end", err);
	if (entries == 0xFFFF || length == 0xFFFFFFFF || offset == 0xFFFFFFFF)
		return apo__fail(err, APO_EINPUT, p->path, end_at, 0,
			"is a zip64 archive, which is not read; unpack it, or use gzip");
	if (disks)
		return apo__fail(err, APO_EINPUT, p->path, end_at, 0,
			"is a part of a split zip archive; join and unpack it");
	if (length > DIRECTORY_LIMIT)
		return apo__fail(err, APO_ELIMIT, p->path, end_at, 0,
			"has a directory of more than %u MiB; unpack it", DIRECTORY_LIMIT >> 20);
	if ((uint64_t)offset + length > end_at)
		return damaged(p, "its directory is not where it should be", err);
	char *directory = apo__alloc(p->arena, (size_t)length + 1);
	p->directory = directory;
	p->directory_size = length;
	p->entries_left = entries;
	return read_at(p, offset, directory, length, err);
}

static int points_elsewhere(const char *name)
{
	if (*name == '/' || strchr(name, '\\') || strchr(name, ':'))
		return 1;
	for (const char *part = name; part; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL)
		if (!strncmp(part, "..", 2) && (!part[2] || part[2] == '/'))
			return 1;
	return 0;
}

/* Names of archivers' own files ("__MACOSX/._a.tmx") count as none. */
static int is_wanted(const apo__packed *p, const char *name)
{
	const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;
	size_t size = strlen(base);
	if (!strncmp(base, "._", 2))
		return 0;
	for (const char *one = p->extension; *one; one += *one == '|') {
		size_t extension = strcspn(one, "|");
		if (size > extension && !strncasecmp(base + size - extension, one, extension))
			return 1;
		one += extension;
	}
	return 0;
}

/* Go to the data of an entry of the directory. */
static apo_status open_entry(apo__packed *p, const char *entry, const char *name, apo_error *err)
{
	uint32_t how = two(entry + 10), offset = four(entry + 42);
	char local[30];
	p->wanted_crc = four(entry + 16);
	p->left = four(entry + 20);
	p->wanted_size = four(entry + 24);
	p->given = 0;
	p->crc = 0;
	if (two(entry + 8) & 1)
		return apo__fail(err, APO_EINPUT, p->path, offset, 0,
			"%.100s in it is encrypted; unpack it with its password", name);
	if (how != 0 && how != 8)
		return apo__fail(err, APO_EINPUT, p->path, offset, 0,
			"%.100s in it is packed by method %u; expected 0 or 8 (deflate): unpack it",
			name, (unsigned)how);
	if (p->left == 0xFFFFFFFF || p->wanted_size == 0xFFFFFFFF || offset == 0xFFFFFFFF)
		return apo__fail(err, APO_EINPUT, p->path, offset, 0,
			"%.100s in it is a zip64 entry, which is not read; unpack it", name);
	apo_status status = read_at(p, offset, local, sizeof local, err);
	if (status)
		return status;
	uint64_t begin = (uint64_t)offset + sizeof local + two(local + 26) + two(local + 28);
	if (memcmp(local, "PK\3\4", 4) != 0 || begin > p->size || p->left > p->size - begin)
		return damaged(p, "an entry of its directory points to no file", err);
	if (!p->data && lseek(p->fd, (off_t)begin, SEEK_SET) < 0)
		return apo__fail(
			err, APO_EINPUT, p->path, begin, 0, "cannot be read: %s", strerror(errno));
	p->at = begin;
	p->in_size = 0;
	p->method = how ? DEFLATED : STORED;
	return how ? start_inflate(p, -MAX_WBITS) : APO_OK;
}

static apo_status next_entry(apo__packed *p, const char **name,
	void (*passed)(const char *message, void *user), void *user, apo_error *err)
{
	while (p->entries_left) {
		const char *entry = p->directory + p->entry_at;
		uint32_t room = p->directory_size - p->entry_at;
		uint32_t size = room < 46 ? 0 : 46 + two(entry + 28);
		uint32_t all = room < 46 ? 0 : size + two(entry + 30) + two(entry + 32);
		if (room < 46 || all > room || memcmp(entry, "PK\1\2", 4) != 0)
			return damaged(p, "its directory is cut off", err);
		p->entry_at += all;
		p->entries_left--;
		*name = apo__strndup(p->arena, entry + 46, size - 46);
		if (!is_wanted(p, *name))
			continue;
		if (!points_elsewhere(*name))
			return open_entry(p, entry, *name, err);
		passed(apo__sprintf(p->arena,
			       "'%.100s' in the archive names a place outside of it; it was not "
			       "read",
			       *name),
			user);
	}
	*name = NULL;
	return APO_OK;
}

/* ---- all ---- */

apo_status apo__packed_open(apo__arena *arena, const char *path, const char *data, size_t size,
	const char *extension, apo__packed **packed, apo_error *err)
{
	apo__packed *p = *packed = apo__alloc(arena, sizeof *p);
	*p = (apo__packed){.arena = arena,
		.path = path,
		.extension = extension,
		.fd = -1,
		.data = data,
		.size = size};
	apo__arena_defer(arena, release, p);
	struct stat info;
	int seekable = 1;
	apo_status status = APO_OK;
	if (!data) {
		status = apo__file_descriptor(arena, path, &p->fd, err);
		if (status)
			return status;
		p->buffer = apo__alloc(arena, CHUNK);
		seekable = !fstat(p->fd, &info) && S_ISREG(info.st_mode);
		p->size = seekable ? (uint64_t)info.st_size : 0;
	}
	status = refill(p, CHUNK, err);
	if (status || p->in_size < 4)
		return status;
	if (!memcmp(p->in, "\x1F\x8B", 2)) {
		p->method = GZIP;
		return start_inflate(p, MAX_WBITS + 16);
	}
	if (memcmp(p->in, "PK\3\4", 4) != 0 && memcmp(p->in, "PK\5\6", 4) != 0)
		return APO_OK;
	if (!seekable)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"is a zip archive, which cannot be read from a pipe; name the file");
	p->method = STORED;
	return open_directory(p, err);
}

apo_status apo__packed_next(apo__packed *p, const char **name,
	void (*passed)(const char *message, void *user), void *user, apo_error *err)
{
	int first = !p->started;
	p->started = 1;
	p->ended = 0;
	if (!p->directory) {
		*name = first ? "" : NULL;
		return APO_OK;
	}
	apo_status status = next_entry(p, name, passed, user, err);
	if (!status && !*name && first)
		return apo__fail(err, APO_EINPUT, p->path, APO_NO_OFFSET, 0,
			"is a zip archive that holds no %.*s file", (int)strcspn(p->extension, "|"),
			p->extension);
	return status;
}

static apo_status end_entry(apo__packed *p, apo_error *err)
{
	p->ended = 1;
	if (p->method == PLAIN || p->method == GZIP)
		return APO_OK;
	if (p->crc != p->wanted_crc || p->given != p->wanted_size)
		return damaged(p, "a file in it has another checksum or size than it says", err);
	return APO_OK;
}

/* Copy what is not packed. */
static apo_status copy(apo__packed *p, char *out, size_t room, size_t *got, apo_error *err)
{
	if (!p->in_size) {
		apo_status status = refill(p, p->method == STORED ? p->left : CHUNK, err);
		if (status)
			return status;
		p->left -= p->method == STORED ? p->in_size : 0;
	}
	*got = p->in_size < room ? p->in_size : room;
	if (*got)
		memcpy(out, p->in, *got);
	p->in += *got;
	p->in_size -= *got;
	return APO_OK;
}

/* After a gzip member another may follow (RFC 1952, section 2.2). */
static int next_member(apo__packed *p, apo_error *err, apo_status *status)
{
	*status = p->in_size ? APO_OK : refill(p, CHUNK, err);
	return !*status && p->in_size && *p->in == '\x1F' && inflateReset(&p->stream) == Z_OK;
}

static apo_status unpack(apo__packed *p, char *out, size_t room, size_t *got, apo_error *err)
{
	apo_status status = APO_OK;
	p->stream.next_out = (unsigned char *)out;
	p->stream.avail_out = (unsigned)room;
	while (p->stream.avail_out == room) {
		if (!p->in_size) {
			status = refill(p, p->method == GZIP ? CHUNK : p->left, err);
			if (status)
				return status;
			p->left -= p->method == GZIP ? 0 : p->in_size;
		}
		/* zlib's header declares the input without const */
		p->stream.next_in = (unsigned char *)(uintptr_t)p->in;
		p->stream.avail_in = (unsigned)p->in_size;
		int result = inflate(&p->stream, Z_NO_FLUSH);
		p->in += p->in_size - p->stream.avail_in;
		p->in_size = p->stream.avail_in;
		if (result == Z_STREAM_END) {
			if (p->method == GZIP && next_member(p, err, &status))
				continue;
			p->ended = 1;
			break;
		}
		if (result == Z_MEM_ERROR)
			apo__arena_exhausted(p->arena);
		if (result == Z_BUF_ERROR && !p->in_size)
			return damaged(p, "it is cut off", err);
		if (result != Z_OK)
			return damaged(
				p, p->stream.msg ? p->stream.msg : "it cannot be unpacked", err);
	}
	*got = room - p->stream.avail_out;
	return status;
}

apo_status apo__packed_read(apo__packed *p, char *out, size_t room, size_t *got, apo_error *err)
{
	*got = 0;
	if (p->ended)
		return APO_OK;
	apo_status status = p->method == PLAIN || p->method == STORED
				    ? copy(p, out, room, got, err)
				    : unpack(p, out, room, got, err);
	if (status)
		return status;
	p->given += *got;
	p->unpacked += *got;
	if (p->method == STORED || p->method == DEFLATED)
		p->crc = (uint32_t)crc32(p->crc, (const unsigned char *)out, (unsigned)*got);
	uint64_t packed = p->directory || p->data ? p->size : p->at;
	if (p->method != PLAIN && p->unpacked > HARMLESS && p->unpacked / MOST_TIMES > packed)
		return apo__fail(err, APO_ELIMIT, p->path, p->at, 0,
			"unpacks to more than %u times its size; it was not read further",
			MOST_TIMES);
	return !*got || p->ended ? end_entry(p, err) : APO_OK;
}

void apo__packed_position(const apo__packed *p, uint64_t *done, uint64_t *total)
{
	*done = p->at - p->in_size;
	*total = p->size;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Two hash maps, of files read and of files to be written, from device and inode to the name; whichever of the two is said
 * second is refused. Constant time a file. */
#include "base/inputs.h"

#include <pthread.h>
#include <string.h>

#include "base/error.h"
#include "base/map.h"

struct apo__inputs {
	apo__arena *arena;
	pthread_mutex_t lock;
	apo__interner names;
	apo__map read, written; /* hash of device and inode to the id of a name */
};

/* A file that is to be put into one map, unless the other one has it. */
typedef struct {
	apo__inputs *inputs;
	uint64_t key;
	const char *path;
	int writes;
} entry;

static void destroy_lock(void *lock)
{
	pthread_mutex_destroy(lock);
}

apo__inputs *apo__inputs_new(apo__arena *arena)
{
	apo__inputs *inputs = apo__alloc(arena, sizeof *inputs);
	inputs->arena = apo__arena_child(arena);
	apo__interner_init(&inputs->names, inputs->arena);
	apo__map_init(&inputs->read, inputs->arena);
	apo__map_init(&inputs->written, inputs->arena);
	if (pthread_mutex_init(&inputs->lock, NULL))
		apo__arena_exhausted(arena);
	apo__arena_defer(arena, destroy_lock, &inputs->lock);
	return inputs;
}

static apo_status enter(apo__arena *arena, void *user, apo_error *err)
{
	(void)arena;
	entry *e = user;
	apo__inputs *inputs = e->inputs;
	uint32_t id = apo__intern(&inputs->names, e->path, strlen(e->path));
	/* remembered even when it is refused: whoever passes over an input must not write over it later */
	apo__map_add(e->writes ? &inputs->written : &inputs->read, e->key, id);
	const uint32_t *other = apo__map_find(e->writes ? &inputs->read : &inputs->written, e->key);
	if (other) {
		const char *name = inputs->names.strings[*other];
		return apo__fail(err, APO_EUSAGE, e->writes ? e->path : name, APO_NO_OFFSET, 0,
			"is the same file as the input %s, which it would replace; name another "
			"output",
			e->writes ? name : e->path);
	}
	return APO_OK;
}

static apo_status enter_locked(
	apo__inputs *inputs, const struct stat *file, const char *path, int writes, apo_error *err)
{
	uint64_t id[] = {(uint64_t)file->st_dev, (uint64_t)file->st_ino};
	entry e = {inputs, apo__hash((const char *)id, sizeof id), path, writes};
	pthread_mutex_lock(&inputs->lock);
	apo_status status = apo__guarded(inputs->arena, enter, &e, err);
	pthread_mutex_unlock(&inputs->lock);
	return status;
}

apo_status apo__inputs_add(apo__inputs *inputs, int fd, const char *path, apo_error *err)
{
	struct stat file;
	if (!inputs || fstat(fd, &file) || !S_ISREG(file.st_mode))
		return APO_OK;
	return enter_locked(inputs, &file, path, 0, err);
}

apo_status apo__inputs_protect(
	apo__inputs *inputs, const struct stat *file, const char *path, apo_error *err)
{
	return S_ISREG(file->st_mode) ? enter_locked(inputs, file, path, 1, err) : APO_OK;
}

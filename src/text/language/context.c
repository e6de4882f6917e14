/* SPDX-License-Identifier: Apache-2.0 */
#include "text/language/context.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/inputs.h"
#include "base/output_control.h"
#include "base/visible.h"
#include "text/language/language.h"

/* Something made of a language, in an arena of its own. */
typedef struct derived {
	const struct derived *next;
	const apo__language *language;
	apo__derive_fn derive;
	const void *made;
} derived;

/* The one part of a context that changes; nothing that was added is ever changed again. */
typedef struct {
	pthread_mutex_t lock;
	apo__arena *arena; /* parent of all that was made */
	const derived *first;
} derivations;

struct apo_context {
	apo__arena *arena;
	derivations *derivations;
	apo_context_options options;
	const apo__language **languages; /* in the order of their tags */
	size_t count;
	const apo__language *any; /* und.lang */
	const struct apo__srx *srx;
	apo__inputs *inputs;
	int follow_links;
};

const apo__embedded *apo__embedded_find(const char *name)
{
	for (size_t i = 0; i < apo__embedded_file_count; i++)
		if (!strcmp(apo__embedded_files[i].name, name))
			return &apo__embedded_files[i];
	return NULL;
}

static void close_lock(void *lock)
{
	pthread_mutex_destroy(lock);
}

static derivations *make_derivations(apo__arena *arena)
{
	derivations *all = apo__alloc(arena, sizeof *all);
	all->arena = apo__arena_child(arena);
	if (pthread_mutex_init(&all->lock, NULL))
		apo__arena_exhausted(arena);
	apo__arena_defer(arena, close_lock, &all->lock);
	return all;
}

typedef struct {
	apo_context_options options;
	apo_context *context;
} load;

static apo_status load_languages(apo__arena *arena, void *user, apo_error *err)
{
	load *l = user;
	apo_context *context = apo__alloc(arena, sizeof *context);
	context->arena = arena;
	context->derivations = make_derivations(arena);
	context->inputs = apo__inputs_new(arena);
	apo__arena_watch(arena, context->inputs);
	context->options = l->options;
	context->languages =
		apo__alloc_array(arena, apo__embedded_file_count + 1, sizeof *context->languages);
	for (size_t i = 0; i < apo__embedded_file_count; i++) {
		const apo__embedded *file = &apo__embedded_files[i];
		size_t size = strlen(file->name);
		if (size <= 5 || strcmp(file->name + size - 5, ".lang"))
			continue;
		apo_status status = apo__language_parse(arena,
			apo__strndup(arena, file->name, size - 5), (const char *)file->data,
			file->size, &context->languages[context->count], err);
		if (status)
			return status;
		if (!strcmp(file->name, "und.lang"))
			context->any = context->languages[context->count];
		else
			context->count++;
	}
	l->context = context;
	return APO_OK;
}

apo_context *apo_context_new(const apo_context_options *options, apo_error *err)
{
	load l = {.options = APO_CONTEXT_OPTIONS_INIT};
	if (apo__options(&l.options, options, err))
		return NULL;
	apo__arena *arena = apo__arena_new();
	if (!arena) {
		apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	if (!apo__guarded(arena, load_languages, &l, err))
		return l.context;
	apo__arena_free(arena);
	return NULL;
}

void apo_context_free(apo_context *context)
{
	if (context)
		apo__arena_free(context->arena);
}

apo__arena *apo__context_job(const apo_context *context)
{
	apo__arena *arena = apo__arena_new();
	if (arena)
		apo__arena_watch(arena, context->inputs);
	return arena;
}

apo_status apo_context_add_input(
	apo_context *context, int descriptor, const char *name, apo_error *err)
{
	return apo__inputs_add(context->inputs, descriptor, name, err);
}

apo_status apo_output_guard(apo_output *output, apo_context *context, int in_place, apo_error *err)
{
	apo__output_notices(output, context->options.notice, context->options.user);
	return in_place ? APO_OK : apo__output_guard(output, context->inputs, err);
}

const char *apo_context_language(const apo_context *context, size_t i)
{
	return i < context->count ? apo__language_tag(context->languages[i]) : NULL;
}

const apo__language *apo__language_get(const apo_context *context, const char *tag)
{
	size_t size = strcspn(tag, "-_");
	for (size_t i = 0; i < context->count; i++) {
		const char *have = apo__language_tag(context->languages[i]);
		if (strlen(have) != size)
			continue;
		size_t same = 0;
		while (same < size && (tag[same] | 32) == have[same])
			same++;
		if (same == size)
			return context->languages[i];
	}
	return NULL;
}

const apo__language *apo__language_any(const apo_context *context)
{
	return context->any;
}

typedef struct {
	derivations *all;
	derived new;
} deriving;

/* In an arena of its own, so that nothing stays when memory runs out. */
static apo_status derive(apo__arena *arena, void *user, apo_error *err)
{
	(void)err;
	deriving *d = user;
	d->new.made = d->new.derive(arena, d->new.language);
	derived *kept = apo__alloc(arena, sizeof *kept);
	*kept = d->new;
	kept->next = d->all->first;
	d->all->first = kept;
	return APO_OK;
}

static const derived *find_derived(const derivations *all, const derived *wanted)
{
	const derived *d = all->first;
	while (d && (d->derive != wanted->derive || d->language != wanted->language))
		d = d->next;
	return d;
}

static apo_status find_or_derive(apo__arena *arena, void *user, apo_error *err)
{
	deriving *d = user;
	const derived *known = find_derived(d->all, &d->new);
	if (known) {
		d->new.made = known->made;
		return APO_OK;
	}
	apo__arena *own = apo__arena_child(arena);
	apo_status status = apo__guarded(own, derive, d, err);
	if (status)
		apo__arena_free(own);
	return status;
}

const void *apo__context_derived(const apo_context *context, const apo__language *language,
	apo__derive_fn make, apo__arena *arena)
{
	deriving d = {context->derivations, {NULL, language, make, NULL}};
	pthread_mutex_lock(&d.all->lock);
	apo_status status = apo__guarded(d.all->arena, find_or_derive, &d, NULL);
	pthread_mutex_unlock(&d.all->lock);
	if (status)
		apo__arena_exhausted(arena);
	return d.new.made;
}

const struct apo__srx *apo__context_srx(const apo_context *context)
{
	return context->srx;
}

apo__arena *apo__context_arena(apo_context *context)
{
	return context->arena;
}

void apo__context_set_srx(apo_context *context, const struct apo__srx *srx)
{
	context->srx = srx;
}

void apo_context_follow_links(apo_context *context)
{
	context->follow_links = 1;
}

int apo__context_follows_links(const apo_context *context)
{
	return context->follow_links;
}

void apo__notice(const apo_context *context, const char *format, ...)
{
	if (!context->options.notice)
		return;
	char line[1024];
	va_list args;
	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	line[apo__whole_chars(line, strlen(line))] = '\0';
	context->options.notice(line, context->options.user);
}

const char *apo_version(void)
{
	return APO_VERSION;
}

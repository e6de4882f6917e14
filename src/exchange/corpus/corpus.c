/* SPDX-License-Identifier: Apache-2.0 */
/* Corpora: read the manifest, then the documents in parallel. Which error is reported does not depend on the threads: it is
 * that of the first document in the manifest that has one. */
#include "exchange/corpus/manifest.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/file.h"
#include "base/parallel.h"
#include "text/language/context.h"

typedef struct {
	apo_corpus public;
	apo__arena *arena;
	apo_context *context;
	apo__manifest manifest;
	const char **paths;
	apo_document **documents;
	apo_error *errors; /* one a document */
	int listed;	   /* by a manifest, not found in the folder */
} corpus;

static void open_document(size_t i, unsigned thread, void *user)
{
	(void)thread;
	corpus *c = user;
	const apo__manifest_entry *entry = &c->manifest.entries[i];
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.id = entry->id;
	options.lang = entry->lang;
	options.publisher = entry->publisher;
	options.published = entry->published;
	options.url = entry->url;
	options.note = entry->note;
	c->documents[i] = apo_document_open(c->context, c->paths[i], &options, &c->errors[i]);
}

typedef struct {
	corpus *corpus;
	apo_context *context;
	const char *folder;
	unsigned jobs;
} request;

/* What is wrong with no file of its own, such as an unknown language, is wrong in the manifest. */
static apo_status fail_document(
	const apo_error *found, const char *manifest, size_t number, apo_error *err)
{
	if (!found->file[0])
		return apo__fail(err, found->status == APO_EUSAGE ? APO_EINPUT : found->status,
			manifest, APO_NO_OFFSET, 0, "document %zu: %s", number, found->message);
	if (err)
		*err = *found;
	return found->status;
}

/* A link, of the file or of a folder above it, may lead to any place inside of the corpus, and out of it only when that is
 * asked for. What is not there is reported when it is opened. */
static apo_status check_links(
	const corpus *c, const char *folder, const char *manifest, apo_error *err)
{
	char root[PATH_MAX], real[PATH_MAX];
	if (apo__context_follows_links(c->context) || !realpath(*folder ? folder : ".", root))
		return APO_OK;
	size_t size = strcmp(root, "/") ? strlen(root) : 0;
	for (size_t i = 0; i < c->manifest.count; i++) {
		const apo__manifest_entry *e = &c->manifest.entries[i];
		if (realpath(c->paths[i], real) &&
			(strncmp(real, root, size) != 0 || real[size] != '/'))
			return apo__fail(err, APO_EINPUT, manifest, APO_NO_OFFSET, 0,
				"document %zu (\"%.100s\"): \"%.200s\" is a link that leads out "
				"of the corpus; copy the file there, or use --follow-links",
				i + 1, e->id, e->file);
	}
	return APO_OK;
}

static int by_id(const void *a, const void *b)
{
	return strcmp((*(apo_document *const *)a)->id, (*(apo_document *const *)b)->id);
}

/* Parents and times that are not taken are reported in the order of the manifest. */
static void report_oddities(const corpus *c, const char *manifest)
{
	for (uint32_t i = 0; i < c->manifest.problems.count; i++)
		apo__notice(c->context, "%s: %s", manifest, c->manifest.problems.items[i]);
	for (size_t i = 0; i < c->manifest.count; i++) {
		const apo__manifest_entry *e = &c->manifest.entries[i];
		if (e->published && !c->documents[i]->time.precision)
			apo__notice(c->context,
				"%s: document %zu (\"%.100s\"): \"published\" is \"%.50s\", not "
				"YYYY-MM-DD or an RFC 3339 time; it counts as unknown",
				manifest, i + 1, e->id, e->published);
	}
}

/* A folder without a manifest: its texts, as they speak of themselves. */
static apo_status list_files(apo__arena *arena, const request *r, apo_error *err)
{
	corpus *c = r->corpus;
	apo__corpus_files files = {0};
	apo__interner ids;
	apo__interner_init(&ids, arena);
	apo__corpus_walk(arena, r->context, r->folder, "", &files);
	if (!files.count)
		return apo__fail(err, APO_EINPUT, r->folder, APO_NO_OFFSET, 0,
			"has neither a manifest.json nor a text (" APO__CORPUS_TEXTS ")");
	apo__manifest_entry *entries = apo__alloc_array(arena, files.count, sizeof *entries);
	for (uint32_t i = 0; i < files.count; i++)
		entries[i] = (apo__manifest_entry){
			.id = apo__corpus_id(arena, &ids, files.items[i].file),
			.file = files.items[i].file};
	c->manifest.entries = entries;
	c->manifest.count = files.count;
	apo__notice(r->context,
		"%s: has no manifest.json: its %u text%s read, with the language detected and "
		"publisher and date as the file says; apograph corpus add makes a manifest",
		r->folder, files.count, files.count == 1 ? " is" : "s are");
	return APO_OK;
}

static apo_status list_documents(
	apo__arena *arena, const request *r, const char *path, apo_error *err)
{
	struct stat s;
	const char *data;
	size_t size;
	int is_there = !stat(r->folder, &s);
	if (is_there ? !S_ISDIR(s.st_mode) : errno == ENOENT)
		return apo__fail(err, APO_EINPUT, r->folder, APO_NO_OFFSET, 0,
			is_there ? "is a file; expected a folder of texts, with a manifest.json or "
				   "without"
				 : "there is no such file or folder");
	r->corpus->listed = !(lstat(path, &s) && errno == ENOENT);
	if (!r->corpus->listed)
		return list_files(arena, r, err);
	apo_status status = apo__file_read(arena, path, APO__MANIFEST_LIMIT, &data, &size, err);
	return status ? status
		      : apo__manifest_parse(arena, path, data, size, &r->corpus->manifest, err);
}

/* Drop the files that turned out to be no texts; those of a manifest must all be there. */
static apo_status drop_unread(corpus *c, const char *path, apo_error *err)
{
	size_t kept = 0;
	for (size_t i = 0; i < c->manifest.count; i++) {
		if (c->documents[i]) {
			c->documents[kept++] = c->documents[i];
			continue;
		}
		if (c->listed || c->errors[i].status == APO_ENOMEM)
			return fail_document(&c->errors[i], path, i + 1, err);
		apo__notice(c->context, "%s: left out: %s", c->manifest.entries[i].file,
			c->errors[i].message);
	}
	c->public.count = kept;
	return kept ? APO_OK
		    : apo__fail(err, APO_EINPUT, c->public.path, APO_NO_OFFSET, 0,
			      "has no manifest.json, and none of its texts can be read");
}

static apo_status read_corpus(apo__arena *arena, void *user, apo_error *err)
{
	const request *r = user;
	corpus *c = r->corpus;
	size_t length = strlen(r->folder);
	const char *slash = length && r->folder[length - 1] == '/' ? "" : "/";
	const char *path = apo__sprintf(arena, "%s%smanifest.json", r->folder, slash);
	apo_status status = list_documents(arena, r, path, err);
	if (status)
		return status;
	size_t count = c->manifest.count;
	c->paths = apo__alloc_array(arena, count, sizeof *c->paths);
	c->documents = apo__alloc_array(arena, count, sizeof *c->documents);
	c->public = (apo_corpus){
		apo__strdup(arena, r->folder), c->manifest.title, c->documents, count, NULL, 0};
	c->errors = apo__alloc_array(arena, count, sizeof *c->errors);
	for (size_t i = 0; i < count; i++)
		c->paths[i] = apo__sprintf(
			arena, "%s%s%s", r->folder, slash, c->manifest.entries[i].file);
	status = check_links(c, r->folder, path, err);
	if (status)
		return status;
	apo__parallel(r->jobs, count, open_document, c, NULL, NULL);
	status = drop_unread(c, path, err);
	if (!status && c->listed)
		report_oddities(c, path);
	if (status)
		return status;
	qsort(c->documents, c->public.count, sizeof *c->documents, by_id);
	if (c->listed)
		c->public.declared = apo__parents_declared(
			arena, &c->manifest, c->documents, &c->public.declared_count);
	return APO_OK;
}

static apo_status make_corpus(apo__arena *arena, void *user, apo_error *err)
{
	request *r = user;
	(void)err;
	r->corpus = apo__alloc(arena, sizeof *r->corpus);
	r->corpus->arena = arena;
	r->corpus->context = r->context;
	return APO_OK;
}

apo_corpus *apo_corpus_open(apo_context *context, const char *folder, unsigned jobs, apo_error *err)
{
	apo__arena *arena = apo__context_job(context);
	if (!arena) {
		apo__fail(err, APO_ENOMEM, folder, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	request r = {NULL, context, folder, jobs};
	apo_status status = apo__guarded(arena, make_corpus, &r, err);
	if (!status)
		status = apo__guarded(arena, read_corpus, &r, err);
	if (!status)
		return &r.corpus->public;
	if (r.corpus)
		apo_corpus_free(&r.corpus->public);
	else
		apo__arena_free(arena);
	return NULL;
}

void apo_corpus_free(apo_corpus *public)
{
	corpus *c = (corpus *)public; /* its first member */
	if (!c)
		return;
	for (size_t i = 0; i < c->public.count; i++)
		apo_document_free(c->documents[i]);
	apo__arena_free(c->arena);
}

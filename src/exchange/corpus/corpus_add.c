/* SPDX-License-Identifier: Apache-2.0 */
/* Saved pages and texts into the manifest of a corpus. What a file does not say stays absent; what is in the manifest
 * stays as it is, with keys that are not ours. Files come in the order of their names: ids do not depend on the disk. */
#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/file.h"
#include "base/map.h"
#include "exchange/corpus/manifest.h"
#include "text/language/context.h"

typedef struct {
	apo_context *context;
	apo__arena *arena;
	const char *folder, *path; /* of the corpus, real; of its manifest */
	const apo_document_options *options;
	apo__corpus_files files;
	json_t *root, *documents;
	apo__interner ids, names;
	apo_corpus_added *added;
} corpus_add_job;

typedef struct {
	apo_context *context;
	const char *folder;
	const char *const *paths;
	size_t count;
	apo_document_options options;
	apo_corpus_added added;
} request;

static void release_json(void *object)
{
	json_decref(object);
}

/* The real path of a file that is there; NULL when it is not. */
static const char *real_path(apo__arena *arena, const char *path)
{
	char buffer[PATH_MAX];
	return realpath(path, buffer) ? apo__strdup(arena, buffer) : NULL;
}

static apo_status take_path(corpus_add_job *j, const char *path, apo_error *err)
{
	const char *real = real_path(j->arena, path);
	size_t size = strlen(j->folder);
	struct stat s;
	if (!real || stat(real, &s))
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0, "cannot be opened: %s",
			strerror(errno));
	if (strncmp(real, j->folder, size) || (real[size] && real[size] != '/'))
		return apo__fail(err, APO_EUSAGE, path, APO_NO_OFFSET, 0,
			"lies outside of the corpus %s; copy it there, or name another folder",
			j->folder);
	const char *relative = real[size] ? real + size + 1 : "";
	if (S_ISDIR(s.st_mode))
		apo__corpus_walk(j->arena, j->context, j->folder, relative, &j->files);
	else
		*apo__push(j->arena, &j->files) = (apo__corpus_file){relative, 1};
	return APO_OK;
}

static apo_status load_manifest(corpus_add_job *j, apo_error *err)
{
	const char *data;
	size_t size;
	apo__manifest manifest;
	apo_status status =
		apo__file_read(j->arena, j->path, APO__MANIFEST_LIMIT, &data, &size, err);
	if (!status)
		status = apo__manifest_parse(j->arena, j->path, data, size, &manifest, err);
	if (status)
		return status;
	size_t mark = !memcmp(data, "\xEF\xBB\xBF", 3) ? 3 : 0;
	j->root = json_loadb(data + mark, size - mark, JSON_REJECT_DUPLICATES, NULL);
	for (size_t i = 0; i < manifest.count; i++) {
		const char *id = manifest.entries[i].id, *file = manifest.entries[i].file;
		while (!strncmp(file, "./", 2))
			file += 2;
		apo__intern(&j->ids, id, strlen(id));
		apo__intern(&j->names, file, strlen(file));
	}
	return APO_OK;
}

/* The manifest as it stands, or an empty one. */
static apo_status read_manifest(corpus_add_job *j, apo_error *err)
{
	struct stat s;
	apo_status status = APO_OK;
	if (stat(j->path, &s) && errno == ENOENT)
		j->root = json_pack("{s:[]}", "documents");
	else
		status = load_manifest(j, err);
	if (!status && !j->root)
		return apo__fail(err, APO_ENOMEM, j->path, APO_NO_OFFSET, 0, "out of memory");
	if (j->root)
		apo__arena_defer(j->arena, release_json, j->root);
	j->documents = json_is_array(j->root) ? j->root : json_object_get(j->root, "documents");
	return status;
}

static void put(json_t *entry, const char *key, const char *value)
{
	if (value && *value)
		json_object_set_new(entry, key, json_string(value));
}

static apo_status add_file(corpus_add_job *j, const apo__corpus_file *f, apo_error *err)
{
	uint32_t before = j->names.count;
	if (apo__intern(&j->names, f->file, strlen(f->file)) != before) {
		j->added->known++;
		return APO_OK;
	}
	const char *path = apo__sprintf(j->arena, "%s/%s", j->folder, f->file);
	apo_error problem = {0};
	apo_document_options how = *j->options;
	if (how.format == APO_FORMAT_AUTO)
		how.format = apo__corpus_format(f->file);
	apo_document *d = apo_document_open(j->context, path, &how, &problem);
	if (!d && (f->named || problem.status == APO_ENOMEM)) {
		if (err)
			*err = problem;
		return problem.status;
	}
	if (!d) {
		apo__notice(j->context, "%s: left out: %s", f->file, problem.message);
		j->added->unreadable++;
		return APO_OK;
	}
	json_t *entry = json_object();
	const char *id = apo__corpus_id(j->arena, &j->ids, f->file);
	put(entry, "id", id);
	put(entry, "file", f->file);
	put(entry, "lang", d->lang);
	put(entry, "title", d->title);
	put(entry, "author", d->author);
	put(entry, "publisher", d->publisher);
	put(entry, "published", d->published);
	if (d->url && (!strncmp(d->url, "http://", 7) || !strncmp(d->url, "https://", 8)))
		put(entry, "url", d->url);
	put(entry, "note", d->note);
	json_array_append_new(j->documents, entry);
	apo__notice(j->context, "%s: added as %s: %s, %s, %s", f->file, id, d->lang,
		d->publisher ? d->publisher : "publisher unknown",
		d->published ? d->published : "date unknown");
	apo_document_free(d);
	j->added->added++;
	return APO_OK;
}

static apo_status write_manifest(const corpus_add_job *j, apo_error *err)
{
	char *text = json_dumps(j->root, JSON_INDENT(2));
	if (!text)
		return apo__fail(err, APO_ENOMEM, j->path, APO_NO_OFFSET, 0, "out of memory");
	apo_output *output = apo_output_open(j->path, err);
	apo_status status = output ? apo_output_guard(output, j->context, 0, err) : APO_EOUTPUT;
	if (!status) {
		apo_output_write(output, text, strlen(text));
		apo_output_write(output, "\n", 1);
		status = apo_output_commit(output, err);
	}
	apo_output_free(output);
	free(text);
	return status;
}

static apo_status add(apo__arena *arena, void *user, apo_error *err)
{
	request *r = user;
	corpus_add_job j = {.context = r->context,
		.arena = arena,
		.folder = real_path(arena, r->folder),
		.options = &r->options,
		.added = &r->added};
	if (!j.folder)
		return apo__fail(err, APO_EINPUT, r->folder, APO_NO_OFFSET, 0,
			"cannot be opened: %s", strerror(errno));
	j.path = apo__sprintf(arena, "%s/manifest.json", j.folder);
	apo__interner_init(&j.ids, arena);
	apo__interner_init(&j.names, arena);
	apo_status status = read_manifest(&j, err);
	for (size_t i = 0; i < r->count && !status; i++)
		status = take_path(&j, r->paths[i], err);
	for (uint32_t i = 0; i < j.files.count && !status; i++)
		status = add_file(&j, &j.files.items[i], err);
	if (!status && r->added.added)
		status = write_manifest(&j, err);
	return status;
}

apo_status apo_corpus_add(apo_context *context, const char *folder, const char *const *paths,
	size_t count, const apo_document_options *options, apo_corpus_added *added, apo_error *err)
{
	request r = {context, folder, paths, count, APO_DOCUMENT_OPTIONS_INIT, {0}};
	apo_status status = apo__options(&r.options, options, err);
	if (status)
		return status;
	apo__arena *arena = apo__arena_new();
	if (!arena)
		return apo__fail(err, APO_ENOMEM, folder, APO_NO_OFFSET, 0, "out of memory");
	status = apo__guarded(arena, add, &r, err);
	apo__arena_free(arena);
	if (!status && added)
		*added = r.added;
	return status;
}

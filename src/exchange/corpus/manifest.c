/* SPDX-License-Identifier: Apache-2.0 */
/* The manifest.json of a corpus folder: which files, in which languages, from whom. Every mistake is reported with the number
 * and id of the document it is in. */
#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "base/map.h"
#include "exchange/corpus/manifest.h"

#define EXPECTED                                                                                   \
	"expected {\"documents\": [{\"id\": ..., \"file\": ..., \"lang\": ...}, ...]}, or that "   \
	"list alone"

typedef struct {
	apo__arena *arena;
	const char *path;
	apo_error *err;
} parser;

static void release_json(void *object)
{
	json_decref(object);
}

static apo_status fail(const parser *p, const char *message)
{
	return apo__fail(p->err, APO_EINPUT, p->path, APO_NO_OFFSET, 0, "%s", message);
}

/* A string member; NULL when it is absent and need not be there. */
static apo_status get_string(const parser *p, const json_t *object, const char *key, int required,
	const char *where, const char **value)
{
	const json_t *member = json_object_get(object, key);
	*value = NULL;
	if (!member || json_is_null(member)) {
		if (!required)
			return APO_OK;
		return fail(
			p, apo__sprintf(p->arena,
				   "%s has no \"%s\"; \"id\", \"file\" and \"lang\" are required",
				   where, key));
	}
	if (!json_is_string(member))
		return fail(p, apo__sprintf(p->arena,
				       "%s: \"%s\" is not a string; put it in quotes", where, key));
	if (required && !json_string_length(member))
		return fail(p, apo__sprintf(p->arena, "%s: \"%s\" is empty", where, key));
	*value = apo__strndup(p->arena, json_string_value(member), json_string_length(member));
	return APO_OK;
}

/* A corpus is what its folder holds: a manifest from elsewhere must not reach other files. */
static int leaves_folder(const char *file)
{
	if (file[0] == '/')
		return 1;
	for (const char *part = file; part; part = strchr(part, '/')) {
		part += *part == '/';
		if (!strncmp(part, "..", 2) && (part[2] == '/' || !part[2]))
			return 1;
	}
	return 0;
}

/* "./a.txt" is a.txt. */
static const char *own_name(const char *file)
{
	while (!strncmp(file, "./", 2))
		file += 2 + strspn(file + 2, "/");
	return file;
}

static apo_status parse_entry(
	const parser *p, const json_t *object, size_t number, apo__manifest_entry *entry)
{
	const char *where = apo__sprintf(p->arena, "document %zu", number);
	if (!json_is_object(object))
		return fail(p, apo__sprintf(p->arena, "%s is not an object; " EXPECTED, where));
	apo_status status = get_string(p, object, "id", 1, where, &entry->id);
	if (status)
		return status;
	where = apo__sprintf(p->arena, "%s (\"%.100s\")", where, entry->id);
	const struct {
		const char *key;
		int required;
		const char **value;
	} members[] = {{"file", 1, &entry->file}, {"lang", 1, &entry->lang},
		{"publisher", 0, &entry->publisher}, {"published", 0, &entry->published},
		{"url", 0, &entry->url}, {"note", 0, &entry->note}};
	for (size_t i = 0; i < sizeof members / sizeof *members && !status; i++)
		status = get_string(
			p, object, members[i].key, members[i].required, where, members[i].value);
	if (status)
		return status;
	if (leaves_folder(entry->file))
		return fail(
			p, apo__sprintf(p->arena,
				   "%s: file \"%.200s\" lies outside of the corpus; name a file "
				   "inside the folder, relative to it",
				   where, entry->file));
	return APO_OK;
}

static apo_status parse_documents(const parser *p, const json_t *root, apo__manifest *manifest)
{
	const json_t *documents = json_is_array(root) ? root : json_object_get(root, "documents");
	if (!json_is_array(documents) || !json_array_size(documents))
		return fail(p, "has no list \"documents\" with something in it; " EXPECTED);
	size_t count = json_array_size(documents);
	apo__manifest_entry *entries = apo__alloc_array(p->arena, count, sizeof *entries);
	apo__interner ids, files;
	apo__interner_init(&ids, p->arena);
	apo__interner_init(&files, p->arena);
	for (size_t i = 0; i < count; i++) {
		apo_status status =
			parse_entry(p, json_array_get(documents, i), i + 1, &entries[i]);
		if (status)
			return status;
		uint32_t id = apo__intern(&ids, entries[i].id, strlen(entries[i].id));
		if (id < i)
			return fail(p, apo__sprintf(p->arena,
					       "documents %u and %zu have the same id \"%.100s\"; "
					       "give each its own",
					       (unsigned)id + 1, i + 1, entries[i].id));
		const char *name = own_name(entries[i].file);
		uint32_t file = apo__intern(&files, name, strlen(name));
		if (file < i)
			return fail(p,
				apo__sprintf(p->arena,
					"documents %u and %zu are the same file \"%.200s\", which "
					"would be its own copy; list it once",
					(unsigned)file + 1, i + 1, name));
	}
	apo__parents_read(p->arena, documents, &ids, entries, &manifest->problems);
	manifest->entries = entries;
	manifest->count = count;
	return get_string(p, root, "title", 0, "the manifest", &manifest->title);
}

apo_status apo__manifest_parse(apo__arena *arena, const char *path, const char *data, size_t size,
	apo__manifest *manifest, apo_error *err)
{
	const parser p = {arena, path, err};
	json_error_t problem;
	size_t mark = size >= 3 && !memcmp(data, "\xEF\xBB\xBF", 3) ? 3 : 0;
	json_t *root = json_loadb(data + mark, size - mark, JSON_REJECT_DUPLICATES, &problem);
	if (!root)
		return apo__fail(err, APO_EINPUT, path,
			problem.position >= 0 ? (uint64_t)problem.position + mark : APO_NO_OFFSET,
			problem.line > 0 ? (uint32_t)problem.line : 0,
			"is not valid JSON at column %d: %s", problem.column, problem.text);
	apo__arena_defer(arena, release_json, root);
	*manifest = (apo__manifest){0};
	if (!json_is_object(root) && !json_is_array(root))
		return fail(&p, "is not a JSON object; " EXPECTED);
	return parse_documents(&p, root, manifest);
}

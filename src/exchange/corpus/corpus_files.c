/* SPDX-License-Identifier: Apache-2.0 */
/* Which files of a folder are documents of a corpus, and how they are named. Files come in the order of their names: ids do not
 * depend on the disk. Links are not followed. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "exchange/corpus/manifest.h"
#include "text/language/context.h"
#include "text/reading/news.h"

#define DEEPEST 32 /* folders in folders */

typedef struct {
	apo__arena *arena;
	const apo_context *context;
	const char *corpus;
	apo__corpus_files *files;
} walk_job;

static int has_extension(const char *name, const char *const *extensions)
{
	const char *dot = strrchr(name, '.');
	for (; dot && *extensions; extensions++)
		if (!strcasecmp(dot, *extensions))
			return 1;
	return 0;
}

apo_document_format apo__corpus_format(const char *file)
{
	static const char *const xml[] = {".xml", ".newsml", NULL}, *const json[] = {".json", NULL};
	return has_extension(file, xml)	   ? APO_FORMAT_NEWSML
	       : has_extension(file, json) ? APO_FORMAT_NINJS
					   : APO_FORMAT_AUTO;
}

/* Whether a file that may be anything is a news item, by its first bytes. */
static int is_news(const walk_job *j, const char *file)
{
	enum { HEAD = 1 << 16 };
	apo_document_format format = apo__corpus_format(file);
	if (format == APO_FORMAT_AUTO)
		return 0;
	int fd = open(apo__sprintf(j->arena, "%s/%s", j->corpus, file), O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	char *head = apo__alloc(j->arena, HEAD);
	ssize_t size = apo__file_next(fd, head, HEAD);
	close(fd);
	return size > 0 && (format == APO_FORMAT_NEWSML ? apo__is_newsml(head, (size_t)size)
							: apo__is_ninjs(head, (size_t)size));
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void walk(const walk_job *j, const char *relative, int depth);

static void take_entry(const walk_job *j, const char *relative, const char *name, int depth)
{
	static const char *const texts[] = {".txt", ".html", ".htm", ".xhtml", NULL};
	const char *file = *relative ? apo__sprintf(j->arena, "%s/%s", relative, name) : name;
	struct stat s;
	size_t size = strlen(name);
	if (*name == '.' || !strcmp(file, "manifest.json"))
		return;
	if (lstat(apo__sprintf(j->arena, "%s/%s", j->corpus, file), &s))
		apo__notice(j->context, "%s: left out: %s", file, strerror(errno));
	else if (S_ISLNK(s.st_mode))
		apo__notice(j->context, "%s: left out: a symbolic link", file);
	else if (S_ISDIR(s.st_mode) && size > 6 && !strcmp(name + size - 6, "_files"))
		apo__notice(j->context, "%s: left out: what a browser saves beside a page", file);
	else if (S_ISDIR(s.st_mode))
		walk(j, file, depth + 1);
	else if (!S_ISREG(s.st_mode) || (!has_extension(name, texts) && !is_news(j, file)))
		apo__notice(j->context, "%s: left out: no " APO__CORPUS_TEXTS, file);
	else
		*apo__push(j->arena, j->files) = (apo__corpus_file){file, 0};
}

static void walk(const walk_job *j, const char *relative, int depth)
{
	DIR *dir = depth < DEEPEST ? opendir(apo__sprintf(j->arena, "%s/%s", j->corpus, relative))
				   : NULL;
	if (!dir && depth < DEEPEST && errno == ENOMEM)
		apo__arena_exhausted(j->arena);
	if (!dir) {
		apo__notice(j->context, "%s: left out: %s", *relative ? relative : j->corpus,
			depth < DEEPEST ? strerror(errno) : "folders are nested too deep");
		return;
	}
	APO__VECTOR(const char *) names = {0};
	for (struct dirent *entry; (entry = readdir(dir));)
		*apo__push(j->arena, &names) = apo__strdup(j->arena, entry->d_name);
	closedir(dir);
	if (names.count)
		qsort(names.items, names.count, sizeof *names.items, by_name);
	for (uint32_t i = 0; i < names.count; i++)
		take_entry(j, relative, names.items[i], depth);
}

void apo__corpus_walk(apo__arena *arena, const apo_context *context, const char *corpus,
	const char *folder, apo__corpus_files *files)
{
	walk(&(walk_job){arena, context, corpus, files}, folder, 0);
}

const char *apo__corpus_id(apo__arena *arena, apo__interner *ids, const char *file)
{
	const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
	const char *dot = strrchr(name, '.');
	const char *base =
		apo__strndup(arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
	const char *id = base;
	for (unsigned i = 2;; i++) {
		uint32_t before = ids->count;
		if (apo__intern(ids, id, strlen(id)) == before)
			return id;
		id = apo__sprintf(arena, "%s-%u", base, i);
	}
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "report/sarif.h"
#include "report/file_places.h"

#include <string.h>

const char *apo__sarif_uri(apo__arena *arena, const char *path)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
	apo__buffer uri = {.arena = arena};
	path = apo__path_from_here(arena, path);
	if (path[0] == '/')
		apo__buffer_puts(&uri, "file://");
	for (; *path; path++)
		if (strchr(plain, *path))
			apo__buffer_putc(&uri, *path);
		else
			apo__buffer_printf(&uri, "%%%02X", (unsigned)(unsigned char)*path);
	return apo__buffer_text(&uri);
}

static void add_message(apo__json *json, const char *key, const char *text)
{
	apo__json_open(json, key, '{', 0);
	apo__json_string(json, "text", text);
	apo__json_close(json);
}

static void add_rule(apo__json *json, apo__sarif_rule rule)
{
	apo__json_open(json, NULL, '{', 0);
	apo__json_string(json, "id", rule.id);
	add_message(json, "shortDescription", rule.title);
	add_message(json, "fullDescription", rule.help);
	add_message(json, "help", rule.help);
	if (rule.mqm) {
		apo__json_open(json, "properties", '{', 0);
		apo__json_string(json, "mqm", rule.mqm);
		apo__json_string(json, "its", rule.its);
		apo__json_close(json);
	}
	apo__json_close(json);
}

void apo__sarif_begin(apo__json *json, apo__sarif_rule (*rule)(int number), int count)
{
	apo__json_open(json, NULL, '{', 1);
	apo__json_string(json, "$schema",
		"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
		"sarif-schema-2.1.0.json");
	apo__json_string(json, "version", "2.1.0");
	apo__json_open(json, "runs", '[', 1);
	apo__json_open(json, NULL, '{', 1);
	apo__json_open(json, "tool", '{', 0);
	apo__json_open(json, "driver", '{', 0);
	apo__json_string(json, "name", "apograph");
	apo__json_string(json, "version", apo_version());
	apo__json_open(json, "rules", '[', 0);
	for (int i = 0; i < count; i++)
		add_rule(json, rule(i));
	apo__json_close(json);
	apo__json_close(json);
	apo__json_close(json);
	apo__json_string(json, "columnKind", "unicodeCodePoints");
}

void apo__sarif_result(
	apo__json *json, const char *rule, int number, apo_severity severity, const char *message)
{
	apo__json_string(json, "ruleId", rule);
	apo__json_integer(json, "ruleIndex", (uint64_t)number);
	apo__json_string(json, "level",
		severity == APO_SEVERITY_CRITICAL ? "error"
		: severity == APO_SEVERITY_MAJOR  ? "warning"
						  : "note");
	apo__json_open(json, "message", '{', 0);
	apo__json_string(json, "text", message ? message : "");
	apo__json_close(json);
}

void apo__sarif_location(apo__json *json, const char *uri)
{
	apo__json_open(json, NULL, '{', 0);
	apo__json_open(json, "physicalLocation", '{', 0);
	apo__json_open(json, "artifactLocation", '{', 0);
	apo__json_string(json, "uri", uri);
	apo__json_close(json);
}

void apo__sarif_location_end(apo__json *json)
{
	apo__json_close(json);
	apo__json_close(json);
}

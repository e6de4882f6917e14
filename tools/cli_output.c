/* SPDX-License-Identifier: Apache-2.0 */
/* Where the output goes and in what format. Both are checked before the work: a format that is not one, a folder that is not
 * there or may not be written to cost a second, not an hour. */
#include <string.h>

#include "cli.h"

const char *cli_output(const cli *c)
{
	const char *path = cli_value(c, "output");
	return path ? path : "-";
}

/* The format that the end of a file's name stands for: its extension, but for formats that have a longer name. */
static const char *format_of_name(const cli *c, const char *name, const char *otherwise)
{
	static const char *const longer[][2] = {{".xlf", "xliff"}, {".xml", "junit"},
		{".txt", "text"}, {".tab", "tsv"}, {".provx", "prov-xml"},
		{".prov.xml", "prov-xml"}, {".prov.json", "prov-json"}};
	size_t size = strlen(name);
	for (size_t i = 0; i < sizeof longer / sizeof *longer; i++) {
		size_t end = strlen(longer[i][0]);
		if (size > end && !strcmp(name + size - end, longer[i][0]) &&
			cli_value_allowed(c, "format", longer[i][1]))
			return longer[i][1];
	}
	const char *dot = strrchr(name, '.');
	return dot && dot[1] ? dot + 1 : otherwise;
}

const char *cli_format_of(const cli *c, const char *path, const char *otherwise)
{
	const char *format = cli_value(c, "format"), *name = strrchr(path, '/');
	return format ? format : format_of_name(c, name ? name + 1 : path, otherwise);
}

const char *cli_format(const cli *c, const char *otherwise)
{
	return cli_format_of(c, cli_output(c), otherwise);
}

apo_output *cli_open_output(const cli *c, const char *path, int in_place, apo_error *err)
{
	apo_output *output = apo_output_open(path, err);
	/* standard output is not replaced but added to */
	if (output && apo_output_guard(output, c->context, in_place && strcmp(path, "-"), err)) {
		apo_output_free(output);
		output = NULL;
	}
	return output;
}

int cli_check_output(const cli *c, const char *otherwise)
{
	apo_error err;
	const char *format = otherwise ? cli_format(c, otherwise) : NULL;
	if (format && !cli_value_allowed(c, "format", format))
		return cli_usage(c,
			"%s: its extension .%s is not a format that %s writes; say "
			"--format",
			cli_output(c), format, c->command->name);
	apo_output *output = cli_open_output(c, cli_output(c), 0, &err);
	apo_output_free(output);
	return output ? 0 : cli_fail(c, &err);
}

int cli_write(const cli *c, cli_writer write, const void *object, const apo_write_options *options)
{
	apo_error err;
	apo_output *output = cli_open_output(c, cli_output(c), 0, &err);
	if (!output)
		return cli_fail(c, &err);
	apo_status status = write(output, object, options, &err);
	if (!status)
		status = apo_output_commit(output, &err);
	apo_output_free(output);
	return status ? cli_fail(c, &err) : 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Words of the command line against the table of a subcommand's options: --name VALUE, --name=VALUE, -o VALUE, -oVALUE,
 * -qj4; "--" ends the options; "-" is an operand. */
#include "cli_parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cli_parsed {
	const cli_option **options; /* the i-th option given and its value */
	const char **values;
	const char **operands;
	const char **found; /* answers of cli_values, one after the other */
	size_t count, found_count;
};

const cli_option *cli_find_option(
	const cli_command *command, const char *name, size_t size, char letter)
{
	for (size_t group = 0; command->options[group]; group++)
		for (const cli_option *o = command->options[group]; o->name; o++)
			if (name ? strlen(o->name) == size && !memcmp(o->name, name, size)
				 : o->letter == letter)
				return o;
	return NULL;
}

int cli_is_among(const char *values, const char *value)
{
	size_t size = strlen(value);
	for (const char *at = values; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL)
		if (strcspn(at, "|") == size && !memcmp(at, value, size))
			return 1;
	return 0;
}

/* 1 to 99999. */
static int is_count(const char *value)
{
	size_t size = strlen(value);
	return size && strspn(value, "0123456789") == size && strspn(value, "0") < size &&
	       size <= strlen("99999");
}

/* 0 to 1, written as "0", "0.75", ".75", "1", "1.0". */
static int is_share(const char *value)
{
	const char *point = value + strspn(value, "0");
	int one = *point == '1';
	point += one;
	const char *end = point + (*point == '.');
	size_t decimals = *point == '.' ? strspn(end, one ? "0" : "0123456789") : 0;
	return !end[decimals] && (point > value || decimals);
}

/* A value that an option's kind of argument does not allow; NULL when it does. */
static const char *expected(const cli_option *option, const char *value)
{
	if (!option->argument)
		return NULL;
	if (option->values)
		return cli_is_among(option->values, value) ? NULL : option->values;
	if (!strcmp(option->argument, "N") && !is_count(value))
		return "a whole number from 1 to 99999";
	if (!strcmp(option->argument, "X") && !is_share(value))
		return "a number from 0 to 1, such as 0.8";
	if (!strcmp(option->argument, "DATE") &&
		(strlen(value) != strlen("YYYY-MM-DD") || apo_day_parse(value) == APO_DAY_NONE))
		return "a date of the calendar as YYYY-MM-DD";
	return *value ? NULL : option->argument;
}

static int keep(cli *c, const cli_option *option, const char *value)
{
	cli_guess guess;
	const char *wanted = expected(option, value);
	if (wanted)
		return cli_usage(c, "--%s %s: expected %s%s%s", option->name, *value ? value : "''",
			option->values ? "one of " : "", wanted,
			option->values ? cli_did_you_mean(&guess, value, option->values) : "");
	c->parsed->options[c->parsed->count] = option;
	c->parsed->values[c->parsed->count++] = value;
	return 0;
}

/* `word` with its dashes is none of the command's options. */
static int refuse_option(const cli *c, const char *word, size_t size)
{
	size_t dashes = word[1] == '-' ? 2 : 1;
	cli_guess guess = cli_guess_new(word + dashes, size - dashes);
	for (size_t group = 0; c->command->options[group]; group++)
		for (const cli_option *o = c->command->options[group]; o->name; o++)
			cli_guess_try(&guess, o->name);
	cli_usage(c, "%s has no option %.*s%s", c->command->name, (int)size, word,
		cli_guess_say(&guess, "--"));
	return -1;
}

static int parse_long(cli *c, const char *word, char **next, int left)
{
	size_t size = strcspn(word, "=");
	const cli_option *option = cli_find_option(c->command, word, size, 0);
	if (!option)
		return refuse_option(c, word - 2, size + 2);
	if (!option->argument && word[size])
		return cli_usage(c, "--%s takes no value", option->name), -1;
	if (option->argument && !word[size] && !left)
		return cli_usage(c, "--%s needs a value: %s", option->name, option->argument), -1;
	const char *value = !option->argument ? "" : word[size] ? word + size + 1 : *next;
	return keep(c, option, value) ? -1 : option->argument && !word[size];
}

static int parse_letters(cli *c, const char *word, char **next, int left)
{
	const char *dash = word - 1;
	for (; *word; word++) {
		const cli_option *option = cli_find_option(c->command, NULL, 0, *word);
		if (!option && word == dash + 1) /* -format is --format */
			return refuse_option(c, dash, strcspn(dash, "="));
		if (!option)
			return cli_usage(c, "%s has no option -%c", c->command->name, *word), -1;
		if (!option->argument) {
			if (keep(c, option, ""))
				return -1;
			continue;
		}
		if (!word[1] && !left)
			return cli_usage(c, "-%c needs a value: %s", *word, option->argument), -1;
		return keep(c, option, word[1] ? word + 1 : *next) ? -1 : !word[1];
	}
	return 0;
}

/* Returns how many further words were used, or -1 after a message. */
static int parse_word(cli *c, char **words, int left)
{
	const char *word = words[0];
	return word[1] == '-' ? parse_long(c, word + 2, words + 1, left)
			      : parse_letters(c, word + 1, words + 1, left);
}

int cli_parse(cli *c, int count, char **words)
{
	size_t room = (size_t)count + 1;
	struct cli_parsed *parsed = c->parsed = cli_alloc(1, sizeof *parsed);
	parsed->options = cli_alloc(room, sizeof *parsed->options);
	parsed->values = cli_alloc(room, sizeof *parsed->values);
	parsed->operands = cli_alloc(room, sizeof *parsed->operands);
	parsed->found = cli_alloc(room * 8, sizeof *parsed->found);
	int options_end = 0;
	for (int i = 0; i < count; i++) {
		if (!options_end && !strcmp(words[i], "--")) {
			options_end = 1;
		} else if (!options_end && words[i][0] == '-' && words[i][1]) {
			int used = parse_word(c, words + i, count - i - 1);
			if (used < 0)
				return 2;
			i += used;
		} else {
			parsed->operands[c->operand_count++] = words[i];
		}
	}
	c->operands = parsed->operands;
	return 0;
}

void cli_parsed_free(cli *c)
{
	struct cli_parsed *parsed = c->parsed;
	if (!parsed)
		return;
	free(parsed->options);
	free(parsed->values);
	free(parsed->operands);
	free(parsed->found);
	free(parsed);
	c->parsed = NULL;
}

const char *cli_value(const cli *c, const char *option)
{
	const char *value = NULL;
	for (size_t i = 0; i < c->parsed->count; i++)
		if (!strcmp(c->parsed->options[i]->name, option))
			value = c->parsed->values[i];
	return value;
}

const char *const *cli_values(const cli *c, const char *option, size_t *count)
{
	struct cli_parsed *parsed = c->parsed;
	const char **found = parsed->found + parsed->found_count;
	*count = 0;
	for (size_t i = 0; i < parsed->count; i++)
		if (!strcmp(parsed->options[i]->name, option))
			found[(*count)++] = parsed->values[i];
	parsed->found_count += *count;
	return found;
}

int cli_value_allowed(const cli *c, const char *option, const char *value)
{
	const cli_option *o = cli_find_option(c->command, option, strlen(option), 0);
	return o && (!o->values || cli_is_among(o->values, value));
}

static int among(const char *const *names, const char *name)
{
	for (; *names; names++)
		if (!strcmp(*names, name))
			return 1;
	return 0;
}

char *cli_describe(const cli *c, const char *const *without)
{
	const struct cli_parsed *p = c->parsed;
	size_t size = 64 + strlen(apo_version()), used = 0;
	for (size_t i = 0; i < p->count; i++)
		size += strlen(p->options[i]->name) + strlen(p->values[i]) + 8;
	char *text = cli_alloc(1, size);
	used += (size_t)snprintf(text, size, "apograph %s %s\n", apo_version(), c->command->name);
	for (size_t g = 0; c->command->options[g]; g++)
		for (const cli_option *o = c->command->options[g]; o->name; o++)
			for (size_t i = 0; i < p->count; i++)
				if (p->options[i] == o &&
					c->command->options[g] != cli_common_options &&
					!among(without, o->name))
					used += (size_t)snprintf(text + used, size - used,
						"--%s %s\n", o->name, p->values[i]);
	return text;
}

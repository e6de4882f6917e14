/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was meant by a word that is not one of those expected: the nearest of them by the number of letters that were
 * left out, put in, replaced or swapped with their neighbour (optimal string alignment, Damerau 1964). Cost: product of
 * the lengths, which are capped.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

#define LONGEST 32u /* longer than any name of the program */
#define TOLERANT                                                                                   \
	3u /* letters of a word for each that may be wrong: "tset" is test, "tmz" is tmx, "ab" is nothing */

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Edits between two words of at most LONGEST bytes. */
static unsigned distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
	unsigned rows[3][LONGEST + 1];
	for (unsigned j = 0; j <= b_size; j++)
		rows[0][j] = j;
	for (unsigned i = 1; i <= a_size; i++) {
		const unsigned *before = rows[(i + 1) % 3], *above = rows[(i + 2) % 3];
		unsigned *row = rows[i % 3];
		row[0] = i;
		for (unsigned j = 1; j <= b_size; j++) {
			row[j] = least(above[j - 1] + (a[i - 1] != b[j - 1]),
				1 + least(above[j], row[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
	}
	return rows[a_size % 3][b_size];
}

static void try_one(cli_guess *g, const char *name, size_t size)
{
	int begins = g->size > 1 && size > g->size && !memcmp(name, g->word, g->size);
	if (g->size > LONGEST || size > LONGEST)
		return;
	unsigned edits = begins ? 1 : distance(g->word, g->size, name, size);
	if (edits * TOLERANT > g->size || (g->name && edits >= g->edits))
		return;
	g->name = name;
	g->name_size = size;
	g->edits = edits;
}

cli_guess cli_guess_new(const char *word, size_t size)
{
	return (cli_guess){.word = word, .size = size};
}

void cli_guess_try(cli_guess *guess, const char *names)
{
	for (size_t size; names; names = names[size] ? names + size + 1 : NULL) {
		size = strcspn(names, "|");
		try_one(guess, names, size);
	}
}

const char *cli_guess_say(cli_guess *guess, const char *before)
{
	if (guess->name)
		snprintf(guess->text, sizeof guess->text, "; did you mean %s%.*s?", before,
			(int)guess->name_size, guess->name);
	return guess->text;
}

const char *cli_did_you_mean(cli_guess *room, const char *word, const char *names)
{
	*room = cli_guess_new(word, strlen(word));
	cli_guess_try(room, names);
	return cli_guess_say(room, "");
}

const char *cli_in_words(const char *names, char *out, size_t room)
{
	size_t used = 0;
	for (; *names && used + 5 < room; names++) {
		const char *after = strchr(names, '|') == names ? names + 1 : NULL;
		const char *put = !after ? NULL : strchr(after, '|') ? ", " : " or ";
		if (put)
			used += (size_t)snprintf(out + used, room - used, "%s", put);
		else
			out[used++] = *names;
	}
	out[used] = 0;
	return out;
}

int cli_unknown_action(const cli *c)
{
	char names[256];
	cli_guess guess;
	cli_in_words(c->command->actions, names, sizeof names);
	if (!c->operand_count)
		return cli_usage(c, "%s expects an action: %s", c->command->name, names);
	return cli_usage(c, "%s has no action '%s'; expected %s%s", c->command->name,
		c->operands[0], names,
		cli_did_you_mean(&guess, c->operands[0], c->command->actions));
}

/* A word as a shell takes it back; "" when there is no room. */
static const char *quote(const char *word, char *out, size_t room)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_./@%+=:,-";
	size_t size = strlen(word), used = 0;
	if (size < room && strspn(word, plain) == size)
		return memcpy(out, word, size + 1);
	out[used++] = '\'';
	for (; *word && used + 6 < room; word++)
		if (*word == '\'')
			used += (size_t)snprintf(out + used, room - used, "'\\''");
		else
			out[used++] = *word;
	out[used++] = '\'';
	out[*word ? 0 : used] = 0;
	return out;
}

/* The subcommand for files that are given without one: two are a pair, a folder is a corpus, one is a memory or a text. */
static const char *command_for(int count, const char *const *words)
{
	struct stat info;
	const char *dot = strrchr(words[0], '.');
	if (stat(words[0], &info))
		return NULL;
	if (count == 2 && !S_ISDIR(info.st_mode))
		return "align";
	if (count != 1)
		return NULL;
	return S_ISDIR(info.st_mode)	     ? "trace"
	       : dot && !strcmp(dot, ".tmx") ? "tmx stats"
					     : "segment";
}

int cli_unknown_command(int count, const char *const *words)
{
	char text[2][4200] = {"", ""};
	const char *name = words[0], *files = command_for(count, words);
	cli_guess guess = cli_guess_new(name, strlen(name));
	for (size_t i = 0; cli_commands[i]; i++) {
		const cli_command *c = cli_commands[i];
		if (c->actions && cli_is_among(c->actions, name))
			return cli_usage(NULL, "there is no subcommand %s; did you mean %s %s?",
				name, c->name, name);
		cli_guess_try(&guess, c->name);
	}
	if (files && !guess.name)
		return cli_usage(NULL,
			"there is no subcommand %s; did you mean apograph %s %s%s%s?", name, files,
			quote(name, text[0], sizeof text[0]), count > 1 ? " " : "",
			count > 1 ? quote(words[1], text[1], sizeof text[1]) : "");
	if (*name == '-' && name[1])
		return cli_usage(
			NULL, "there is no subcommand %s: options follow the subcommand", name);
	return cli_usage(NULL, "there is no subcommand %s%s", name, cli_guess_say(&guess, ""));
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What all subcommands share: a table of options a subcommand, from which parsing, --help, the manual pages and the
 * shell completions are made; messages; progress.
 */
#ifndef APO_TOOLS_CLI_H
#define APO_TOOLS_CLI_H

#include "apograph.h"

typedef struct {
	const char *name;     /* "lexicon" for --lexicon */
	char letter;	      /* 'o' for -o, 0 = none */
	const char *argument; /* "FILE", "LANG", ...; NULL = takes none */
	const char *values;   /* "minor|major": the only ones allowed; NULL = any */
	const char *help;     /* one line */
} cli_option;

typedef struct cli cli;

typedef struct {
	const char *name;
	const char *operands; /* "SRC TGT"; where there are actions, "ACTION " comes first */
	const char *
		actions; /* "stats|merge": what the first operand may be; NULL = it is not an action */
	unsigned least, most;	 /* number of operands */
	const char *summary;	 /* one line, lower case, no full stop */
	const char *description; /* paragraphs separated by an empty line */
	const char *examples;	 /* "$ command" lines with what they do above as "# ..." */
	const cli_option *const
		*options; /* groups of options, NULL-terminated; each group ends with a NULL name */
	int (*run)(cli *c);
} cli_command;

/* Groups that several subcommands take. */
extern const cli_option
	cli_common_options[]; /* --jobs --color --no-progress --quiet --no-sandbox --help */
extern const cli_option
	cli_output_options[]; /* -o FILE; --format is each command's own, with its values */
extern const cli_option cli_table_options[]; /* --spreadsheet */
extern const cli_option cli_srx_options[];   /* --srx, which main.c sees to */
extern const cli_option cli_pair_options
	[]; /* --from --to --encoding --presegmented --lexicon --no-default-lexicons */

extern const cli_option cli_tmx_options[]; /* --tmx-encoding --no-doctype --min-score --only */

extern const cli_command *const cli_commands[];	       /* NULL-terminated */
const cli_command *cli_find_command(const char *name); /* NULL: there is none of this name */

struct cli {
	const cli_command *command;
	apo_context *context;
	const char *const *operands;
	unsigned operand_count;
	struct cli_parsed *parsed;
};

/* The last value given for an option (a flag's is ""), NULL when not given. */
const char *cli_value(const cli *c, const char *option);
/* All values of a repeatable option, in order. */
const char *const *cli_values(const cli *c, const char *option, size_t *count);
/* Whether a word is one of "a|b|c". */
int cli_is_among(const char *names, const char *word);
/* Whether a value is one of those that the option takes. */
int cli_value_allowed(const cli *c, const char *option, const char *value);
/* The program's version and the options given, a line each, without those that all subcommands share and those named: equal for runs that
 * give the same. To be freed. */
char *cli_describe(const cli *c, const char *const *without);
/* Value of --jobs, 0 = all cores. */
unsigned cli_jobs(const cli *c);
/* Columns of the terminal that a descriptor is, else of COLUMNS, else 80. */
unsigned cli_columns(int fd);
/* Whether the output is a terminal: no -o, and standard output is one. */
int cli_on_terminal(const cli *c);
/* The output's path ("-" default) and its format: --format, else by the path's extension ("a/b.tmx" gives "tmx"), else
 * `otherwise`. */
const char *cli_output(const cli *c);
const char *cli_format(const cli *c, const char *otherwise);
/* The same for another path. */
const char *cli_format_of(const cli *c, const char *path, const char *otherwise);
/* Before the work: the output's format (`otherwise` NULL: it has none) is one that the subcommand writes, and it can be
 * written. Returns 0, or the exit status after a message. */
int cli_check_output(const cli *c, const char *otherwise);
/* Open an output that replaces no input, unless it is a file and `in_place`. NULL when it cannot be opened. */
apo_output *cli_open_output(const cli *c, const char *path, int in_place, apo_error *err);
/* cli_memory.c: memory that is there. Where it runs out the program ends at once with a message and status 5. */
void cli_exhausted(void) __attribute__((noreturn));
void *cli_alloc(size_t count, size_t size); /* zeroed */
void *cli_realloc(void *old, size_t size);
char *cli_strdup(const char *text);
/* The same for what libraries take; the first thing that main does. Returns an exit status, 0 = done. */
int cli_guard_memory(const cli *c);

/* Options for the writers: the format, colour when the output is a terminal that wants it, its width. */
apo_write_options cli_write_options(const cli *c, const char *otherwise);

/* Print the error on standard error ("apograph: FILE:LINE: message"); returns the exit status. */
int cli_fail(const cli *c, const apo_error *err);
/* The same with the place of a list that led there: "apograph: LIST: line N: FILE: message". */
int cli_fail_at(const cli *c, const char *list, unsigned line, const apo_error *err);
/* Print a usage error and where to find help; returns 2. */
int cli_usage(const cli *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What was meant by a word: the nearest of the names tried, if one is near enough. */
typedef struct {
	const char *word, *name; /* name: NULL = none is near; it ends after name_size bytes */
	size_t size, name_size;
	unsigned edits;
	char text[80];
} cli_guess;
cli_guess cli_guess_new(const char *word, size_t size);
void cli_guess_try(cli_guess *guess, const char *names); /* one, or several as "a|b|c" */
/* "; did you mean BEFORE NAME?" (joined), or "": the end of a message. Lives as long as the guess. */
const char *cli_guess_say(cli_guess *guess, const char *before);
/* The same in one step for "a|b|c". */
const char *cli_did_you_mean(cli_guess *room, const char *word, const char *names);
/* "a|b|c" as "a, b or c", as far as it fits; returns `out`. */
const char *cli_in_words(const char *names, char *out, size_t room);
/* The first of `count` words is none of the subcommands: says so; returns 2. */
int cli_unknown_command(int count, const char *const *words);
/* The first operand is missing or is none of the command's actions: says so; returns 2. */
int cli_unknown_action(const cli *c);

/* Print one line on standard error, "apograph: ...", with what a terminal would obey as escapes. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same unless --quiet; what a run has said is not said again. */
void cli_note(const cli *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Give up what the command does not need (sandbox.h, SECURITY.md) unless --no-sandbox: before an input is opened, and before
 * threads are started. With --batch the list has to be read first; then cli_confine, with the outputs that it names. */
void cli_sandbox(const cli *c);
void cli_confine(const cli *c, const char *const *outputs, size_t count);
/* Progress bar on a terminal, after one second, of things, of bytes, of the share of some work; `user` is the cli. */
void cli_progress(uint64_t done, uint64_t total, void *user);
void cli_progress_bytes(uint64_t done, uint64_t total, void *user);
void cli_progress_share(uint64_t done, uint64_t total, void *user);
/* Take the bar away, as for a message; it is drawn again by the next call. */
void cli_progress_hide(void);

/* The passphrase of a key: from --passphrase-file, else asked for on the terminal, twice when it is new. NULL after a message. */
const char *cli_passphrase(cli *c, const char *name, int is_new);

/* The corpus that the texts of a pair come from, with its trace; both NULL without --corpus. */
typedef struct {
	apo_corpus *corpus;
	apo_trace *trace;
} cli_origin;
extern const cli_option cli_origin_options[]; /* --corpus */
/* With --corpus: open and trace it, and find SRC and TGT in it, which stay its own. Else cli_open_pair. */
int cli_open_origin(
	cli *c, unsigned layers, cli_origin *origin, apo_document **source, apo_document **target);
/* Free the corpus, or what cli_open_pair opened. */
void cli_free_origin(cli_origin *origin, apo_document *source, apo_document *target);

extern const cli_option cli_ledger_options[]; /* --ledger */
/* Take where the ledger of --ledger ends into `head`, for a file in `format`. Returns 0, or the exit status after a message. */
int cli_take_ledger(
	const cli *c, const char *format, apo_write_options *write, apo_ledger_head *head);

/* cli_dismissals.c: the list of dismissals beside a job ("" = in the current folder). To be freed. */
char *cli_dismissals_beside(const char *job);
/* The lists that count for a job, as --dismissals and --no-dismissals say: their number. To be freed. */
size_t cli_dismissals(const cli *c, const char *job, char *paths[2]);

/* How TMX is written, from cli_tmx_options. */
apo_tmx_options cli_tmx(const cli *c);

/* Open both documents of a pair, the last two operands, as the pair options say; on failure returns the exit status, else 0. */
int cli_open_pair(const cli *c, unsigned layers, apo_document **source, apo_document **target);
/* Open one document as the pair options say; `lang` is the option with its language. */
apo_document *cli_open_document(
	const cli *c, const char *path, const char *lang, unsigned layers, apo_error *err);
/* Say which checks do not run, a line for each reason. */
void cli_tell_abstentions(const cli *c, const apo_abstention *abstentions, size_t count);
/* Open the lexicons of two languages and say which are used. */
apo_lexicons *cli_open_lexicons(const cli *c, const char *from, const char *to, apo_error *err);
/* Options for apo_lexicons_open from the pair options. */
apo_lexicon_options cli_lexicon_options(const cli *c);
apo_trace_options cli_trace_options(cli *c, const apo_lexicon_options *lexicons);
/* Call `write` on the output and commit it; returns the exit status. */
typedef apo_status (*cli_writer)(
	apo_output *output, const void *object, const apo_write_options *options, apo_error *err);
int cli_write(const cli *c, cli_writer write, const void *object, const apo_write_options *options);
/* 1 when a finding of severity `worst` (-1 = none) is at or above --fail-on (default `otherwise`), else 0. */
int cli_fails_on(const cli *c, int worst, const char *otherwise);

/* cli_help.c: print help, a manual page (mdoc, mandoc(1)) or a completion script ("bash", "zsh", "fish") on standard output. */
void cli_print_overview(void);
void cli_print_help(const cli_command *command);
void cli_print_manual(const cli_command *command); /* NULL = apograph(1) itself */
int cli_print_completion(const char *shell);

#endif

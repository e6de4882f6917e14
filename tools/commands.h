/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO_TOOLS_COMMANDS_H
#define APO_TOOLS_COMMANDS_H

#include "cli.h"

extern const cli_command cmd_audit;
extern const cli_command cmd_corpus;
extern const cli_command cmd_dismiss;
extern const cli_command cmd_help;
extern const cli_command cmd_ledger;
extern const cli_command cmd_lexicon;
extern const cli_command cmd_qa;
extern const cli_command cmd_score;
extern const cli_command cmd_trace;
extern const cli_command cmd_align;
extern const cli_command cmd_segment;
extern const cli_command cmd_terms;
extern const cli_command cmd_tmx;

/* align_batch.c: the pairs of --batch LIST; returns the exit status. */
int cli_align_batch(cli *c, const apo_align_options *how);

/* Actions of `tmx` that make files (cmd_tmx_files.c). */
int cmd_tmx_merge(cli *c);
int cmd_tmx_convert(cli *c); /* cmd_tmx_convert.c */
int cmd_tmx_clean(cli *c);
int cmd_tmx_split(cli *c);

#endif

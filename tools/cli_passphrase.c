/* SPDX-License-Identifier: Apache-2.0 */
/* Passphrases: the first line of --passphrase-file, or typed on the terminal, where they are not shown. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli.h"

enum { ROOM = 1024 };

/* A line without its end; 0 when there is none, or it is too long. */
static int read_line(int fd, char *out)
{
	size_t used = 0;
	char c;
	while (used < ROOM - 1 && read(fd, &c, 1) == 1 && c != '\n')
		out[used++] = c;
	if (used && out[used - 1] == '\r')
		used--;
	out[used] = '\0';
	return used > 0 && used < ROOM - 1;
}

static int ask(int terminal, const char *question, char *out)
{
	struct termios shown, hidden;
	if (tcgetattr(terminal, &shown))
		return 0;
	hidden = shown;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	tcsetattr(terminal, TCSAFLUSH, &hidden);
	dprintf(terminal, "%s: ", question);
	int done = read_line(terminal, out);
	tcsetattr(terminal, TCSAFLUSH, &shown);
	dprintf(terminal, "\n");
	return done;
}

const char *cli_passphrase(cli *c, const char *name, int is_new)
{
	static char given[ROOM], again[ROOM];
	const char *file = cli_value(c, "passphrase-file");
	int fd = open(file ? file : "/dev/tty", (file ? O_RDONLY : O_RDWR) | O_CLOEXEC | O_NOCTTY);
	int done = 0;
	if (fd < 0 && file)
		cli_say("%s: cannot be opened; expected a file with the passphrase", file);
	else if (fd < 0)
		cli_usage(c,
			"%s: there is no terminal to ask for its passphrase; say --passphrase-file "
			"FILE%s",
			name, is_new ? " or --no-passphrase" : "");
	else if (file && !(done = read_line(fd, given)))
		cli_say("%s: its first line is not a passphrase of 1 to %d bytes", file, ROOM - 2);
	else if (!file && !(done = ask(fd, is_new ? "new passphrase" : "passphrase", given)))
		cli_say("%s: a passphrase is needed", name);
	if (done && !file && is_new) {
		done = ask(fd, "once more", again) && !strcmp(given, again);
		if (!done)
			cli_say("%s: the two passphrases differ", name);
	}
	if (fd >= 0)
		close(fd);
	return done ? given : NULL;
}

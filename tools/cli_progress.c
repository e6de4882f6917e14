/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

static double seconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void draw(uint64_t done, uint64_t total, double elapsed)
{
	enum { WIDTH = 30 };
	char bar[WIDTH + 1];
	unsigned filled = (unsigned)(WIDTH * done / total);
	for (unsigned i = 0; i < WIDTH; i++)
		bar[i] = i < filled ? '#' : '.';
	bar[WIDTH] = '\0';
	double rate = (double)done / elapsed;
	double left = rate > 0 ? (double)(total - done) / rate : 0;
	fprintf(stderr, "\r\033[K[%s] %llu/%llu  %.1f/s  %.0f s left", bar,
		(unsigned long long)done, (unsigned long long)total, rate, left);
	fflush(stderr);
}

void cli_progress(uint64_t done, uint64_t total, void *user)
{
	static double start, drawn; /* of the one bar that a run of the program has */
	const cli *c = user;
	if (!total || !isatty(STDERR_FILENO) || cli_value(c, "no-progress") ||
		cli_value(c, "quiet"))
		return;
	double now = seconds_now();
	if (start == 0)
		start = now;
	if (done == total) {
		if (drawn > 0)
			fputs("\r\033[K", stderr);
		start = drawn = 0;
		return;
	}
	if (now - start < 1 || now - drawn < .1)
		return;
	draw(done, total, now - start);
	drawn = now;
}

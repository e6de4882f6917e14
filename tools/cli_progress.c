/* SPDX-License-Identifier: Apache-2.0 */
/* The progress bar: on a terminal, for work of more than a second, with its rate and the time that is left. */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

#define PATIENCE 1.0 /* seconds before it is drawn, as short work needs none */
#define EVERY	 .1  /* seconds between two drawings: as fast as is pleasant to read */
#define WIDTH	 30u /* characters of the bar ... */
#define NARROW	 10u /* ... below which it is left out */
#define MEGABYTE 1e6

typedef enum { THINGS, BYTES, SHARE } unit;

/* The one bar that a run of the program has; read and written under the lock of standard error, as threads have notices. */
static struct {
	double start, drawn; /* seconds; 0 = not yet */
	int visible;
} bar;

static double seconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int put_rate(char *text, size_t room, double done, double total, double elapsed, unit u)
{
	if (u == SHARE)
		return snprintf(text, room, "%.0f %%", 100 * done / total);
	if (u == BYTES)
		return snprintf(text, room, "%.0f/%.0f MB  %.1f MB/s", done / MEGABYTE,
			total / MEGABYTE, done / MEGABYTE / elapsed);
	return snprintf(text, room, "%.0f/%.0f  %.1f/s", done, total, done / elapsed);
}

static void draw(double done, double total, double elapsed, unit u)
{
	char text[160], drawing[WIDTH + 1];
	int used = put_rate(text, sizeof text, done, total, elapsed, u);
	double left = done > 0 ? (total - done) * elapsed / done : 0;
	if (done > 0)
		snprintf(text + used, sizeof text - (size_t)used,
			left < 120 ? "  %.0f s left" : "  %.0f min left",
			left < 120 ? left : left / 60);
	unsigned columns = cli_columns(STDERR_FILENO), taken = (unsigned)strlen(text) + 4;
	unsigned width = columns > taken + WIDTH ? WIDTH : columns > taken ? columns - taken : 0;
	unsigned filled = (unsigned)(width * done / total);
	memset(drawing, '.', sizeof drawing);
	memset(drawing, '#', filled);
	if (width < NARROW)
		fprintf(stderr, "\r\033[K%.*s", (int)(columns ? columns - 1 : 0), text);
	else
		fprintf(stderr, "\r\033[K[%.*s] %s", (int)width, drawing, text);
	fflush(stderr);
}

static void hide(void)
{
	if (bar.visible)
		fputs("\r\033[K", stderr);
	bar.visible = 0;
}

void cli_progress_hide(void)
{
	flockfile(stderr);
	hide();
	funlockfile(stderr);
}

static void progress(uint64_t done, uint64_t total, const cli *c, unit u)
{
	if (!total || !isatty(STDERR_FILENO) || cli_value(c, "no-progress") ||
		cli_value(c, "quiet"))
		return;
	double now = seconds_now();
	flockfile(stderr);
	if (bar.start <= 0)
		bar.start = now;
	if (done >= total) {
		hide();
		bar.start = bar.drawn = 0;
	} else if (now - bar.start >= PATIENCE && now - bar.drawn >= EVERY) {
		draw((double)done, (double)total, now - bar.start, u);
		bar.visible = 1;
		bar.drawn = now;
	}
	funlockfile(stderr);
}

void cli_progress(uint64_t done, uint64_t total, void *user)
{
	progress(done, total, user, THINGS);
}

void cli_progress_bytes(uint64_t done, uint64_t total, void *user)
{
	progress(done, total, user, BYTES);
}

void cli_progress_share(uint64_t done, uint64_t total, void *user)
{
	progress(done, total, user, SHARE);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Tables (TSV) and pairs of text files, line by line. Cost: linear; memory: a line. */
#include <string.h>

#include "base/error.h"
#include "exchange/units/unit_files.h"
#include "exchange/xml/archive.h"
#include "text/unicode/width.h"
#include "writing/put.h"

#define CHUNK	   65536u
#define LINE_LIMIT ((size_t)2 << 20) /* two texts of 1 MiB */

/* ---- lines ---- */

typedef struct {
	apo__arena *line_arena;
	apo__packed *in;
	char *chunk;
	size_t at, size;
	uint32_t number; /* of the line at hand, from 1 */
	int repaired;	 /* it held bytes that are not UTF-8, now U+FFFD */
	int cut;	 /* it is longer than the limit; the rest was passed over */
	apo__buffer line;
} lines;

/* Other files of an archive. */
static void ignore(const char *message, void *user)
{
	(void)message, (void)user;
}

static apo_status open_lines(apo__arena *arena, const char *path, lines **out, apo_error *err)
{
	const char *name;
	lines *l = *out = apo__alloc(arena, sizeof *l);
	l->line_arena = apo__arena_child(arena);
	l->chunk = apo__alloc(arena, CHUNK);
	apo_status status = apo__packed_open(arena, path, NULL, 0, ".txt", &l->in, err);
	return status ? status : apo__packed_next(l->in, &name, ignore, NULL, err);
}

/* Bytes that are not UTF-8 become U+FFFD. */
static void repair(lines *l)
{
	const char *text = apo__buffer_text(&l->line);
	size_t size = l->line.size;
	apo__buffer clean = {.arena = l->line_arena};
	for (size_t at = 0; at < size;) {
		size_t begin = at;
		uint32_t c = apo__next_char(text, size, &at);
		if (c != 0xFFFD || (at - begin == 3 && !memcmp(text + begin, "\xEF\xBF\xBD", 3))) {
			apo__buffer_add(&clean, text + begin, at - begin);
			continue;
		}
		apo__buffer_puts(&clean, "\xEF\xBF\xBD");
		l->repaired = 1;
	}
	if (l->repaired)
		l->line = clean;
}

/* The next line, without its end; NULL at the end of the file, or when it cannot be read (`*status`). */
static const char *next_line(lines *l, size_t *size, apo_status *status, apo_error *err)
{
	int any = 0, high = 0, done = 0;
	apo__arena_reset(l->line_arena);
	l->line = (apo__buffer){.arena = l->line_arena};
	l->repaired = l->cut = 0;
	*status = APO_OK;
	while (!done) {
		if (l->at == l->size) {
			l->at = 0;
			*status = apo__packed_read(l->in, l->chunk, CHUNK, &l->size, err);
			if (*status || !l->size)
				break;
		}
		any = 1;
		const char *begin = l->chunk + l->at;
		const char *end = memchr(begin, '\n', l->size - l->at);
		size_t length = end ? (size_t)(end - begin) : l->size - l->at;
		done = end != NULL;
		l->at += length + (size_t)done;
		if (l->line.size + length > LINE_LIMIT) {
			l->cut = 1;
			continue;
		}
		for (size_t i = 0; i < length && !high; i++)
			high = (unsigned char)begin[i] >= 0x80;
		apo__buffer_add(&l->line, begin, length);
	}
	if (!any || *status)
		return NULL;
	if (!l->number++ && l->line.size >= 3 && !memcmp(l->line.data, "\xEF\xBB\xBF", 3)) {
		memmove(l->line.data, l->line.data + 3, l->line.size - 2);
		l->line.size -= 3;
	}
	if (l->line.size && l->line.data[l->line.size - 1] == '\r')
		l->line.data[--l->line.size] = '\0';
	if (high)
		repair(l);
	*size = l->line.size;
	return apo__buffer_text(&l->line);
}

static void tell(const apo__unit_handler *handler, uint32_t line, uint64_t unit,
	apo_severity severity, const char *message)
{
	apo_tmx_diagnostic d = {line, 0, unit, severity, message};
	if (handler->diagnostic)
		handler->diagnostic(&d, handler->user);
}

/* What both readers do with a pair of texts that stands on a line. */
static apo_status hand_on(const apo__unit_handler *handler, apo__unit_summary *summary,
	uint32_t line, int repaired, apo__unit_variant variants[2], const apo__unit_info *score,
	apo_error *err)
{
	apo__unit unit = {.number = ++summary->units,
		.line = line,
		.column = 1,
		.variants = variants,
		.variant_count = 2,
		.infos = score,
		.info_count = score != NULL};
	variants[0].lang = summary->header.source_language;
	variants[1].lang = summary->header.target_language;
	variants[0].line = variants[1].line = line;
	if (repaired)
		tell(handler, line, unit.number, APO_SEVERITY_MAJOR,
			"bytes that are not UTF-8; they became U+FFFD");
	if (!variants[0].size && !variants[1].size) {
		tell(handler, line, unit.number, APO_SEVERITY_MINOR, "the unit holds no text");
		summary->skipped++;
		return APO_OK;
	}
	return handler->unit ? handler->unit(&unit, handler->user, err) : APO_OK;
}

static void skip_long(const apo__unit_handler *handler, apo__unit_summary *summary, uint32_t line)
{
	summary->skipped++;
	tell(handler, line, ++summary->units, APO_SEVERITY_MAJOR,
		"the line is longer than 2 MiB; the unit is left out");
}

static apo_status begin(const char *format, const char *from, const char *to,
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err)
{
	*summary = (apo__unit_summary){.header = {.format = format,
					       .encoding = "UTF-8",
					       .source_language = from,
					       .target_language = to}};
	return handler->header ? handler->header(&summary->header, handler->user, err) : APO_OK;
}

/* ---- TSV ---- */

/* "\t", "\n", "\r" and "\\" stand for the character; any other backslash for itself. */
static const char *unescape(apo__arena *arena, const char *cell, size_t size, size_t *out_size)
{
	if (!memchr(cell, '\\', size)) {
		*out_size = size;
		return cell;
	}
	char *out = apo__alloc(arena, size + 1);
	size_t length = 0;
	for (size_t i = 0; i < size; i++) {
		char next = cell[i] == '\\' && i + 1 < size ? cell[i + 1] : 0;
		char c = next == 't'	? '\t'
			 : next == 'n'	? '\n'
			 : next == 'r'	? '\r'
			 : next == '\\' ? '\\'
					: 0;
		out[length++] = c ? c : cell[i];
		i += c != 0;
	}
	*out_size = length;
	return out;
}

static apo_status read_row(lines *l, const char *line, size_t size,
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err)
{
	const char *tab = memchr(line, '\t', size), *end = line + size;
	if (!tab && size) {
		summary->skipped++;
		tell(handler, l->number, ++summary->units, APO_SEVERITY_MAJOR,
			"a line without a tab; expected source, tab, target");
		return APO_OK;
	}
	const char *target = tab ? tab + 1 : end;
	const char *rest = memchr(target, '\t', (size_t)(end - target));
	apo__unit_variant variants[2] = {{0}};
	variants[0].text = unescape(
		l->line_arena, line, (size_t)((tab ? tab : end) - line), &variants[0].size);
	variants[1].text = unescape(
		l->line_arena, target, (size_t)((rest ? rest : end) - target), &variants[1].size);
	/* the third column of align's tables is the score */
	double value;
	size_t length = rest ? (size_t)(end - rest) - 1 : 0;
	apo__unit_info score = {.kind = APO__INFO_PROP, .type = "x-score", .size = length};
	int scored = length && apo__parse_decimal(rest + 1, length, &value) == length;
	if (scored)
		score.text = apo__strndup(l->line_arena, rest + 1, length);
	return hand_on(
		handler, summary, l->number, l->repaired, variants, scored ? &score : NULL, err);
}

apo_status apo__tsv_read(apo__arena *arena, const char *path, const char *from, const char *to,
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err)
{
	lines *l;
	size_t size;
	const char *line;
	apo_status status = open_lines(arena, path, &l, err);
	if (!status)
		status = begin("tsv", from, to, handler, summary, err);
	while (!status && (line = next_line(l, &size, &status, err))) {
		if (l->cut)
			skip_long(handler, summary, l->number);
		else
			status = read_row(l, line, size, handler, summary, err);
	}
	return status;
}

typedef struct {
	apo__unit_writer public;
	apo_output *outputs[2];
	int spreadsheet;
	apo__arena *arena;
	apo__unit_losses *losses;
} writer;

static void count_infos(apo__unit_losses *losses, const apo__unit_info *infos, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		losses->notes += infos[i].kind == APO__INFO_NOTE;
		losses->properties += infos[i].kind == APO__INFO_PROP &&
				      strcmp(infos[i].type, APO__UNIT_ORIGINAL) != 0;
		losses->elements += infos[i].kind == APO__INFO_ELEMENT;
	}
}

static apo_status no_header(apo__unit_writer *w, const apo__unit_header *header, apo_error *err)
{
	writer *x = (writer *)w;
	(void)err;
	count_infos(x->losses, header->infos, header->info_count);
	return APO_OK;
}

static apo_status no_end(apo__unit_writer *w, apo_error *err)
{
	(void)w, (void)err;
	return APO_OK;
}

/* Text alone goes on. */
static void count_losses(apo__unit_losses *losses, const apo__unit *unit)
{
	count_infos(losses, unit->infos, unit->info_count);
	for (uint32_t i = 0; i < unit->variant_count && i < 2; i++) {
		count_infos(losses, unit->variants[i].infos, unit->variants[i].info_count);
		losses->codes += unit->variants[i].code_count;
	}
}

/* A backslash is escaped only where it would be read as the beginning of an escape. */
static void put_cell(apo_output *output, const char *text, size_t size)
{
	size_t done = 0;
	for (size_t i = 0; i < size; i++) {
		const char *instead = NULL;
		if (text[i] == '\t')
			instead = "\\t";
		else if (text[i] == '\n')
			instead = "\\n";
		else if (text[i] == '\r')
			instead = "\\r";
		else if (text[i] == '\\' && i + 1 < size && text[i + 1] &&
			 strchr("tnr\\\t\n\r", text[i + 1]))
			instead = "\\\\";
		if (!instead)
			continue;
		apo_output_write(output, text + done, i - done);
		apo__put(output, instead);
		done = i + 1;
	}
	apo_output_write(output, text + done, size - done);
}

static apo_status put_row(apo__unit_writer *w, const apo__unit *unit, apo_error *err)
{
	writer *x = (writer *)w;
	const apo__unit_variant *v = unit->variants;
	(void)err;
	count_losses(x->losses, unit);
	for (int i = 0; i < 2; i++) {
		int guarded = x->spreadsheet && apo__is_formula(v[i].text, v[i].size);
		apo__put(x->outputs[0], i ? "\t" : "");
		apo__put(x->outputs[0], guarded ? "'" : "");
		put_cell(x->outputs[0], v[i].text, v[i].size);
	}
	apo__put(x->outputs[0], "\n");
	return APO_OK;
}

static writer *new_writer(apo__arena *arena, apo__unit_losses *losses)
{
	writer *x = apo__alloc(arena, sizeof *x);
	x->public.header = no_header;
	x->public.end = no_end;
	x->arena = arena;
	x->losses = losses;
	return x;
}

apo__unit_writer *apo__tsv_writer_new(
	apo__arena *arena, apo_output *output, int spreadsheet, apo__unit_losses *losses)
{
	writer *x = new_writer(arena, losses);
	x->public.unit = put_row;
	x->spreadsheet = spreadsheet;
	x->outputs[0] = output;
	return &x->public;
}

/* ---- Moses ---- */

apo_status apo__moses_read(apo__arena *arena, const char *const paths[2], const char *from,
	const char *to, const apo__unit_handler *handler, apo__unit_summary *summary,
	apo_error *err)
{
	lines *l[2];
	apo_status status = open_lines(arena, paths[0], &l[0], err);
	if (!status)
		status = open_lines(arena, paths[1], &l[1], err);
	if (!status)
		status = begin("moses", from, to, handler, summary, err);
	while (!status) {
		apo__unit_variant variants[2] = {{0}};
		for (int i = 0; i < 2 && !status; i++)
			variants[i].text = next_line(l[i], &variants[i].size, &status, err);
		if (status || (!variants[0].text && !variants[1].text))
			break;
		if (!variants[0].text || !variants[1].text) {
			int shorter = variants[0].text != NULL;
			return apo__fail(err, APO_EINPUT, paths[shorter], APO_NO_OFFSET, 0,
				"has %u lines and %s has more: the two are not aligned line by "
				"line",
				l[shorter]->number, paths[!shorter]);
		}
		if (l[0]->cut || l[1]->cut)
			skip_long(handler, summary, l[0]->number);
		else
			status = hand_on(handler, summary, l[0]->number,
				l[0]->repaired || l[1]->repaired, variants, NULL, err);
	}
	return status;
}

static apo_status put_lines(apo__unit_writer *w, const apo__unit *unit, apo_error *err)
{
	writer *x = (writer *)w;
	(void)err;
	count_losses(x->losses, unit);
	for (int i = 0; i < 2; i++) {
		const apo__unit_variant *v = &unit->variants[i];
		apo__arena *scratch = apo__arena_child(x->arena);
		apo__buffer line = {.arena = scratch};
		apo__add_text_line(&line, v->text, v->size);
		x->losses->breaks += line.size != v->size ||
				     (line.size && memcmp(line.data, v->text, line.size) != 0);
		apo_output_write(x->outputs[i], apo__buffer_text(&line), line.size);
		apo__put(x->outputs[i], "\n");
		apo__arena_free(scratch);
	}
	return APO_OK;
}

apo__unit_writer *apo__moses_writer_new(
	apo__arena *arena, apo_output *source, apo_output *target, apo__unit_losses *losses)
{
	writer *x = new_writer(arena, losses);
	x->public.unit = put_lines;
	x->outputs[0] = source;
	x->outputs[1] = target;
	return &x->public;
}

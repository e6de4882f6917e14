/* SPDX-License-Identifier: Apache-2.0 */
/* TMX 1.4b (and older) as a stream of XML, handed on unit by unit. Cost: linear, one pass; memory: a chunk and a unit. The
 * parser runs in recovery mode so that all problems of a file come out in one run; a unit in which it had to recover is left
 * out, never handed on with text missing. */
#include "exchange/tmx/tmx_reader.h"

#include <string.h>

#include "base/error.h"
#include "exchange/tmx/events.h"
#include "exchange/tmx/proof.h"
#include "exchange/tmx/tmx_diagnostics.h"

static void on_position(uint64_t done, uint64_t total, int last, void *user)
{
	apo__tmx_state *r = user;
	uint32_t line, column;
	apo__xml_place(r->xml, &line, &column);
	apo__tmx_tell_repairs(r, last ? UINT32_MAX : line, 0);
	if (r->handler->progress)
		r->handler->progress(done, total, r->handler->progress_user);
}

/* Whether the file says of itself that it has no units. */
static int is_empty_by_itself(const apo__tmx_state *r)
{
	const apo__unit_header *header = &r->summary->header;
	const char *units = apo__prop_of(header->infos, header->info_count, APO__PROP_UNITS);
	return units && strspn(units, "0 ") == strlen(units);
}

/* A unit that the end of the file cuts off was counted, but never ended. */
static void finish(apo__tmx_state *r)
{
	apo__tmx_tell_repairs(r, UINT32_MAX, UINT32_MAX);
	if (apo__xml_is_open(r->xml) && !r->too_deep)
		apo__tmx_tell(r, APO_SEVERITY_CRITICAL,
			r->tangled ? "the file ends with tags open: it is cut off, or its tags do "
				     "not nest"
				   : "the file is cut off: it ends before </tmx>");
	if (r->summary->units == r->units_before && !is_empty_by_itself(r))
		apo__tmx_tell(r, APO_SEVERITY_MINOR,
			"the file holds no <tu>; expected <tu> in lower case, in <body>");
	if (!r->in_unit)
		return;
	r->summary->skipped++;
	apo__tmx_tell(
		r, APO_SEVERITY_CRITICAL, "the file ends inside of this unit; it was left out");
}

/* Read one file: all of the input, or one of an archive. */
static apo_status read_file(apo__tmx_state *r)
{
	const char *passed_over;
	r->units_before = r->summary->units;
	r->depth = r->info_depth = 0;
	r->too_deep = r->tangled = r->damaged = 0;
	r->root = r->in_header = r->in_unit = r->in_variant = r->in_segment = r->opening = 0;
	r->error_line = r->error_column = 0;
	r->old_version = r->old_lang_told = 0;
	if (r->check)
		apo__tmx_check_file(r->check);
	apo_status status = apo__xml_parse(
		r->xml, r->header_given ? &passed_over : &r->summary->header.encoding, r->err);
	if (status || r->status)
		return status ? status : r->status;
	if (r->foreign_root)
		return apo__fail(r->err, APO_EINPUT, r->path, APO_NO_OFFSET, 0,
			"is not TMX: its root element is <%s>; expected <tmx>", r->root_name);
	if (!r->root)
		return apo__fail(r->err, APO_EINPUT, r->path, APO_NO_OFFSET, 0,
			"is not TMX: it holds no XML element; expected <tmx>");
	finish(r);
	return APO_OK;
}

static apo_status read_input(apo__arena *arena, const char *path, const char *data, size_t size,
	int check, const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err)
{
	apo__tmx_state *r = apo__alloc(arena, sizeof *r);
	const apo__xml_handler events = {apo__tmx_on_start, apo__tmx_on_end, apo__tmx_on_text,
		apo__tmx_on_problem, on_position, r, "TMX file", ".tmx"};
	*r = (apo__tmx_state){.arena = arena,
		.unit_arena = apo__arena_child(arena),
		.path = path,
		.handler = handler,
		.summary = summary,
		.err = err};
	r->segment.text.arena = r->segment.data.arena = r->segment.xml.arena = arena;
	r->info_text.arena = arena;
	apo_status status = apo__xml_open(arena, path, data, size, &events, &r->xml, err);
	if (status)
		return status;
	*summary = (apo__unit_summary){.header = {.format = "tmx"}};
	if (check)
		r->check = apo__tmx_check_new(arena, apo__tmx_on_finding, r);
	for (int more = 1; !status && more;) {
		status = apo__xml_next(r->xml, &more, err);
		if (!status && more)
			status = read_file(r);
	}
	if (!status)
		apo__tmx_give_header(r);
	return status ? status : r->status;
}

apo_status apo__tmx_read(apo__arena *arena, const char *path, const apo__unit_handler *handler,
	apo__unit_summary *summary, apo_error *err)
{
	return read_input(arena, path, NULL, 0, 0, handler, summary, err);
}

apo_status apo__tmx_read_bytes(apo__arena *arena, const char *path, const char *data, size_t size,
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err)
{
	return read_input(arena, path, data, size, 0, handler, summary, err);
}

apo_status apo__tmx_read_checked(apo__arena *arena, const char *path,
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err)
{
	return read_input(arena, path, NULL, 0, 1, handler, summary, err);
}

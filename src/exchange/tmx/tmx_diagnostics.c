/* SPDX-License-Identifier: Apache-2.0 */
/* Problems of a TMX file as diagnostics. Repairs are made a chunk ahead of the parser: they wait until it comes to their place,
 * so that all comes in the order of the file. A unit around which the parser lost text is damaged. */
#include "exchange/tmx/tmx_diagnostics.h"

static void give(apo__tmx_state *r, const apo_tmx_diagnostic *d)
{
	if (r->handler->diagnostic)
		r->handler->diagnostic(d, r->handler->user);
}

void apo__tmx_tell_repairs(apo__tmx_state *r, uint32_t line, uint32_t column)
{
	for (; r->repairs.first < r->repairs.count; r->repairs.first++) {
		const apo_tmx_diagnostic *d = &r->repairs.items[r->repairs.first];
		if (d->line > line || (d->line == line && d->column > column))
			return;
		give(r, d);
	}
	r->repairs.first = r->repairs.count = 0;
}

static void tell_at(apo__tmx_state *r, apo_tmx_diagnostic d)
{
	apo__tmx_tell_repairs(r, d.line, d.column);
	give(r, &d);
}

/* Number of the unit at hand, 0 = in none. */
static uint64_t unit_number(const apo__tmx_state *r)
{
	return r->in_unit ? r->unit.number : r->opening ? r->summary->units + 1 : 0;
}

void apo__tmx_tell(apo__tmx_state *r, apo_severity severity, const char *message)
{
	apo__tmx_on_finding(0, 0, severity, message, r);
}

void apo__tmx_on_finding(
	uint32_t line, uint32_t column, apo_severity severity, const char *message, void *user)
{
	apo__tmx_state *r = user;
	if (!line)
		apo__xml_place(r->xml, &line, &column);
	tell_at(r, (apo_tmx_diagnostic){line, column, unit_number(r), severity, message});
}

static void keep_repair(apo__tmx_state *r, const apo__xml_problem *p)
{
	if (r->repairs.count == sizeof r->repairs.items / sizeof *r->repairs.items)
		apo__tmx_tell_repairs(r, UINT32_MAX, UINT32_MAX);
	r->repairs.items[r->repairs.count++] = (apo_tmx_diagnostic){p->line, p->column,
		p->unit ? r->units_before + p->unit : 0, p->severity, p->message};
}

/* 1 when the error is to be reported: the end of a file that is cut off has a message of its own, and one cause gives several
 * errors at one place. */
static int take_error(apo__tmx_state *r, const apo__xml_problem *p)
{
	r->damaged |= r->in_unit != 0;
	r->tangled |= p->kind == APO__XML_TANGLED;
	if (p->kind == APO__XML_CUT || (p->line == r->error_line && p->column == r->error_column))
		return 0;
	r->error_line = p->line;
	r->error_column = p->column;
	return 1;
}

void apo__tmx_on_problem(const apo__xml_problem *p, void *user)
{
	apo__tmx_state *r = user;
	if (p->kind == APO__XML_REPAIRED)
		keep_repair(r, p);
	else if (p->kind < APO__XML_RECOVERED || take_error(r, p))
		tell_at(r, (apo_tmx_diagnostic){p->line, p->column,
				   p->kind == APO__XML_OF_FILE ? 0 : unit_number(r), p->severity,
				   p->message});
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Problems of an XLIFF file as diagnostics. A unit around which the parser lost text is damaged. */
#include "exchange/xliff/xliff_diagnostics.h"

static void tell_at(apo__xliff_reader *r, uint32_t line, uint32_t column, apo_severity severity,
	const char *message)
{
	apo_tmx_diagnostic d = {line, column, r->in_unit ? r->unit.number : 0, severity, message};
	if (r->handler->diagnostic)
		r->handler->diagnostic(&d, r->handler->user);
}

void apo__xliff_tell(apo__xliff_reader *r, apo_severity severity, const char *message)
{
	uint32_t line, column;
	apo__xml_place(r->xml, &line, &column);
	tell_at(r, line, column, severity, message);
}

void apo__xliff_damage(apo__xliff_reader *r, const char *message)
{
	if (!r->damaged)
		apo__xliff_tell(r, APO_SEVERITY_MAJOR, message);
	r->damaged = 1;
}

void apo__xliff_on_problem(const apo__xml_problem *p, void *user)
{
	apo__xliff_reader *r = user;
	if (p->kind >= APO__XML_RECOVERED && r->in_unit)
		r->damaged = 1;
	tell_at(r, p->line, p->column, p->severity, p->message);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Units as lines of text, for tests of readers:
 *   u1 en:"Hello [1<b>world1]" de:"..." x-state=final note=...
 * Codes: [i open, i] close, {x} placeholder, <i begin, i> end, ( ) mark; the native code follows the name. */
#ifndef UNITS_DUMP_H
#define UNITS_DUMP_H

#include <string.h>

#include "exchange/units/units.h"

static void dump_code(apo__buffer *out, const apo__unit_code *c)
{
	const char *name = c->i ? c->i : c->x ? c->x : "";
	const char *data = c->xml ? c->xml : c->data, *type = c->type ? c->type : "";
	switch (c->kind) {
	case APO__CODE_OPEN:
		apo__buffer_printf(out, "[%s%s%s", name, *type ? ":" : "", type);
		break;
	case APO__CODE_CLOSE: apo__buffer_printf(out, "%s", name); break;
	case APO__CODE_BEGIN:
		apo__buffer_printf(out, "<%s%s%s", name, *type ? ":" : "", type);
		break;
	case APO__CODE_END: apo__buffer_printf(out, "%s", name); break;
	case APO__CODE_MARK_OPEN: apo__buffer_printf(out, "(%s%s", *type ? ":" : "", type); break;
	case APO__CODE_MARK_CLOSE: break;
	case APO__CODE_PLACEHOLDER:
	case APO__CODE_UNKNOWN:
	default: apo__buffer_printf(out, "{%s%s%s", name, *type ? ":" : "", type); break;
	}
	if (*data)
		apo__buffer_printf(out, "=%s", data);
	if (c->kind == APO__CODE_CLOSE)
		apo__buffer_puts(out, "]");
	else if (c->kind == APO__CODE_END)
		apo__buffer_puts(out, ">");
	else if (c->kind == APO__CODE_MARK_CLOSE)
		apo__buffer_puts(out, ")");
	else if (c->kind == APO__CODE_PLACEHOLDER || c->kind == APO__CODE_UNKNOWN)
		apo__buffer_puts(out, "}");
	else
		apo__buffer_puts(out, "|");
}

static void dump_facts(apo__buffer *out, const apo__unit_info *infos, uint32_t count,
	const apo__unit_attribute *attributes, uint32_t attribute_count)
{
	for (uint32_t i = 0; i < attribute_count; i++)
		apo__buffer_printf(out, " @%s=%s", attributes[i].name, attributes[i].value);
	for (uint32_t i = 0; i < count; i++)
		apo__buffer_printf(out, " %s=%s",
			infos[i].kind == APO__INFO_NOTE ? "note" : infos[i].type, infos[i].text);
}

static void dump_unit(apo__buffer *out, const apo__unit *unit)
{
	apo__buffer_printf(out, "%s", unit->id ? unit->id : "-");
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		const apo__unit_variant *v = &unit->variants[i];
		size_t done = 0;
		apo__buffer_printf(out, " %s:\"", v->lang);
		for (uint32_t k = 0; k < v->code_count; k++) {
			apo__buffer_add(out, v->text + done, v->codes[k].at - done);
			done = v->codes[k].at;
			dump_code(out, &v->codes[k]);
		}
		apo__buffer_add(out, v->text + done, v->size - done);
		apo__buffer_puts(out, "\"");
		dump_facts(out, v->infos, v->info_count, v->attributes, v->attribute_count);
	}
	dump_facts(out, unit->infos, unit->info_count, unit->attributes, unit->attribute_count);
	apo__buffer_puts(out, "\n");
}

#endif

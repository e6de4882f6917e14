/* SPDX-License-Identifier: Apache-2.0 */
/* Units of files as the mechanical checks take them. A code is known on the other side by what pairs it there (x), else by its
 * own number, else by its native code. */
#include "exchange/bitext/form_units.h"

#include <string.h>

static apo__form_code_kind kind_of(apo__code_kind kind)
{
	return kind == APO__CODE_OPEN || kind == APO__CODE_BEGIN  ? APO__FORM_OPEN
	       : kind == APO__CODE_CLOSE || kind == APO__CODE_END ? APO__FORM_CLOSE
								  : APO__FORM_ALONE;
}

/* The name of a code: that of its opening for the code that closes it. */
static const char *name_of(const apo__unit_variant *v, uint32_t i)
{
	const apo__unit_code *code = &v->codes[i];
	if (code->kind == APO__CODE_CLOSE && code->i)
		for (uint32_t k = i; k-- > 0;)
			if (v->codes[k].kind == APO__CODE_OPEN && v->codes[k].i &&
				!strcmp(v->codes[k].i, code->i))
				return name_of(v, k);
	return code->x ? code->x : code->i ? code->i : code->size ? code->data : NULL;
}

const apo__form_code *apo__form_codes(
	apo__arena *arena, const apo__unit_variant *variant, uint32_t *count)
{
	*count = 0;
	if (!variant->code_count)
		return NULL;
	apo__form_code *codes = apo__alloc_array(arena, variant->code_count, sizeof *codes);
	for (uint32_t i = 0; i < variant->code_count; i++) {
		const apo__unit_code *code = &variant->codes[i];
		if (code->kind == APO__CODE_MARK_OPEN || code->kind == APO__CODE_MARK_CLOSE)
			continue;
		const char *name = name_of(variant, i);
		codes[(*count)++] = (apo__form_code){
			kind_of(code->kind), code->at, name ? apo__strdup(arena, name) : NULL};
	}
	return codes;
}

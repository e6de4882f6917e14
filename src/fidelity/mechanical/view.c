/* SPDX-License-Identifier: Apache-2.0 */
/* A text of a unit as characters with the places of its inline codes, and as words; and how a family reports. Linear. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/buffer.h"
#include "fidelity/mechanical/family.h"
#include "text/unicode/chars.h"
#include "text/unicode/fold.h"

#define LONGEST_EXCERPT 90u  /* characters of a text in a message */
#define LONGEST_WORD	200u /* characters of a word that is looked up */

void form_view_make(form_view *view, const apo__form_text *text, apo__arena *arena)
{
	*view = (form_view){
		.text = text->text ? text->text : "", .size = text->text ? text->size : 0};
	size_t most = (size_t)view->size + text->code_count + 1;
	int32_t *c = apo__alloc_array(arena, most, sizeof *c);
	uint32_t *at = apo__alloc_array(arena, most, sizeof *at);
	view->taken = apo__alloc_array(arena, most, 1);
	uint32_t n = 0, code = 0;
	for (uint32_t i = 0; i <= view->size;) {
		for (; code < text->code_count && (text->codes[code].at <= i || i == view->size);
			code++) {
			at[n] = i;
			c[n++] = text->codes[code].kind == APO__FORM_ALONE ? FORM_CODE_ALONE
									   : FORM_CODE_PAIR;
		}
		at[n] = i;
		if (i == view->size)
			break;
		i = apo__utf8_next(view->text, i, view->size, &c[n]);
		if (c[n] < 0)
			c[n] = 0xFFFD;
		n++;
	}
	view->c = c;
	view->at = at;
	view->count = view->end = n;
	while (view->first < n && apo__is_space(c[view->first]))
		view->first++;
	while (view->end > view->first && apo__is_space(c[view->end - 1]))
		view->end--;
}

int form_is_word_char(int32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
	return u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) || c == 0xAD;
}

static void fold_word(form_view *view, form_word *word, apo__arena *arena)
{
	const char *text = view->text + view->at[word->first];
	uint32_t size = view->at[word->end] - view->at[word->first];
	char *folded = apo__alloc(arena, size + 1u);
	if (!apo__fold_fast(folded, text, (int)size))
		folded = apo__fold(arena, text, size);
	word->folded = folded;
	word->hash = apo__hash(folded, strlen(folded));
}

void form_view_words(form_view *view, apo__arena *arena)
{
	APO__VECTOR(form_word) words = {0};
	for (uint32_t i = 0; i < view->count;) {
		if (!form_is_word_char(view->c[i])) {
			i++;
			continue;
		}
		form_word word = {.first = i};
		int han = apo__is_ideograph(view->c[i]);
		uint32_t upper = 0, lower = 0, end = i;
		while (end < view->count && end - i < LONGEST_WORD) {
			int32_t c = view->c[end];
			if (apo__is_ideograph(c) && (!han || end > i))
				break;
			if (!form_is_word_char(c) &&
				!(apo__is_apostrophe(c) && end > i && end + 1 < view->count &&
					form_is_word_char(view->c[end + 1])) &&
				!(c == FORM_CODE_PAIR && end + 1 < view->count && end > i &&
					form_is_word_char(view->c[end + 1])))
				break;
			word.digits |= (unsigned char)(u_isdigit(c) != 0);
			word.letters |= (unsigned char)(u_isalpha(c) != 0);
			upper += u_isupper(c) != 0;
			lower += u_islower(c) != 0;
			word.taken |= view->taken[end];
			end++;
		}
		word.end = end > i ? end : i + 1;
		word.han = (unsigned char)(han != 0);
		word.upper_first = (unsigned char)(u_isupper(view->c[i]) || u_istitle(view->c[i]));
		word.upper_all = (unsigned char)(upper > 1 && !lower);
		fold_word(view, &word, arena);
		*apo__push(arena, &words) = word;
		i = word.end;
	}
	view->words = words.items;
	view->word_count = words.count;
}

const char *form_text(const form_job *job, int side, uint32_t first, uint32_t end)
{
	const form_view *v = &job->view[side];
	uint32_t cut = end - first > LONGEST_EXCERPT ? first + LONGEST_EXCERPT : end;
	apo__buffer out = {job->scratch, NULL, 0, 0};
	for (uint32_t i = v->at[first]; i < v->at[cut]; i++) {
		char c = v->text[i];
		apo__buffer_putc(&out, c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
	}
	if (cut < end)
		apo__buffer_puts(&out, "…");
	return apo__buffer_text(&out);
}

static apo_span bytes_of(const form_view *view, uint32_t first, uint32_t end)
{
	if (first == FORM_NOTHING)
		return APO_SPAN_NONE;
	return (apo_span){view->at[first], view->at[end]};
}

void form_flag(form_job *job, apo_issue_type type, apo_severity severity, uint32_t source_first,
	uint32_t source_end, uint32_t target_first, uint32_t target_end, double confidence,
	const char *format, ...)
{
	char message[1024];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	apo__form_finding finding = {type, severity,
		bytes_of(&job->view[APO__SOURCE], source_first, source_end),
		bytes_of(&job->view[APO__TARGET], target_first, target_end), confidence, message};
	job->found++;
	job->reported |= UINT64_C(1) << type;
	job->report(&finding, job->user);
}

int form_occurs(const form_view *view, const form_view *in, uint32_t first, uint32_t end)
{
	uint32_t size = view->at[end] - view->at[first];
	const char *text = view->text + view->at[first];
	if (!size)
		return 1;
	for (const char *at = in->text, *stop = in->text + in->size;
		(at = memchr(at, *text, (size_t)(stop - at))) != NULL; at++) {
		if ((size_t)(stop - at) < size)
			return 0;
		if (!memcmp(at, text, size))
			return 1;
	}
	return 0;
}

void form_pair_items(form_job *job, form_items *source, form_items *target)
{
	apo__interner keys;
	apo__interner_init(&keys, job->scratch);
	uint32_t *next = apo__alloc_array(job->scratch, (size_t)source->count + 1, sizeof *next);
	uint32_t *first = apo__alloc_array(job->scratch, (size_t)source->count + 1, sizeof *first);
	for (uint32_t i = 0; i < source->count; i++)
		source->items[i].partner = first[i] = FORM_NOTHING;
	for (uint32_t i = source->count; i-- > 0;) {
		const char *key = source->items[i].key;
		uint32_t id = apo__intern(&keys, key, strlen(key));
		next[i] = first[id];
		first[id] = i;
	}
	for (uint32_t i = 0; i < target->count; i++) {
		const char *key = target->items[i].key;
		uint32_t id = apo__interned(&keys, key, strlen(key));
		target->items[i].partner = FORM_NOTHING;
		if (id == APO_NONE || first[id] == FORM_NOTHING)
			continue;
		target->items[i].partner = first[id];
		source->items[first[id]].partner = i;
		first[id] = next[first[id]];
	}
}

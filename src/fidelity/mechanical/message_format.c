/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages of ICU (MessageFormat): {count, plural, one {# file} other {# files}}. Both sides must have the same arguments; a
 * plural has the forms of its own language (CLDR), a select the words of the source. Linear, with a limit of nesting.
 */
#include <string.h>
#include <unicode/uenum.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "fidelity/mechanical/placeholders.h"
#include "text/unicode/chars.h"
#include "text/unicode/icu_status.h"

#define MESSAGE_CONFIDENCE .9 /* set by hand: the format's own rules */
#define DEEPEST		   16u
#define MOST_FORMS	   64u

typedef struct {
	apo__arena *arena;
	const form_view *view;
	form_message *message;
	uint32_t depth;
} message_reader;

/* The forms of one plural or select, as characters. */
typedef struct {
	uint32_t begin[MOST_FORMS], end[MOST_FORMS];
	uint32_t count;
	uint32_t body; /* where they begin */
	char kind;     /* p plural, o ordinal, s select */
} message_forms;

static uint32_t skip_space(const form_view *v, uint32_t i)
{
	while (i < v->count && apo__is_space(v->c[i]))
		i++;
	return i;
}

static uint32_t name_end(const form_view *v, uint32_t i)
{
	while (i < v->count &&
		(form_is_word_char(v->c[i]) || v->c[i] == '_' || v->c[i] == '-' || v->c[i] == '.'))
		i++;
	return i;
}

static int is_named(const form_view *v, uint32_t first, uint32_t end, const char *name)
{
	size_t size = strlen(name);
	return v->at[end] - v->at[first] == size && !memcmp(v->text + v->at[first], name, size);
}

static void add_argument(message_reader *r, uint32_t first, uint32_t end, const char *type)
{
	const char *text =
		apo__sprintf(r->arena, "{%.*s%s}", (int)(r->view->at[end] - r->view->at[first]),
			r->view->text + r->view->at[first], type);
	for (uint32_t i = 0; i < r->message->arguments.count; i++)
		if (!strcmp(r->message->arguments.items[i], text))
			return;
	*apo__push(r->arena, &r->message->arguments) = text;
}

static uint32_t read_argument(message_reader *r, uint32_t i);

/* A text from behind its { up to behind its }; 0 = it is not closed. */
static uint32_t read_text(message_reader *r, uint32_t i)
{
	const form_view *v = r->view;
	while (i < v->count) {
		if (v->c[i] == '\'' && i + 1 < v->count &&
			(v->c[i + 1] == '{' || v->c[i + 1] == '}')) {
			for (i += 2; i < v->count && v->c[i] != '\'';)
				i++;
			i++;
		} else if (v->c[i] == '}') {
			return i + 1;
		} else if (v->c[i] == '{') {
			i = read_argument(r, i);
			if (!i)
				return 0;
		} else {
			i++;
		}
	}
	return 0;
}

/* The head of a message at `i`: its forms begin at `forms->body`. 0 = it is not one. */
static int read_head(
	const form_view *v, uint32_t i, uint32_t *name, uint32_t *named, message_forms *forms)
{
	*name = skip_space(v, i + 1);
	*named = name_end(v, *name);
	uint32_t p = skip_space(v, *named);
	if (*named == *name || p >= v->count || v->c[p] != ',')
		return 0;
	uint32_t type = skip_space(v, p + 1), typed = name_end(v, type);
	p = skip_space(v, typed);
	if (p >= v->count || v->c[p] != ',')
		return 0;
	forms->kind = is_named(v, type, typed, "plural")	  ? 'p'
		      : is_named(v, type, typed, "selectordinal") ? 'o'
		      : is_named(v, type, typed, "select")	  ? 's'
								  : 0;
	forms->body = skip_space(v, p + 1);
	if (forms->kind && is_named(v, forms->body, name_end(v, forms->body), "offset"))
		for (forms->body = name_end(v, forms->body);
			forms->body < v->count && v->c[forms->body] != ' ';)
			forms->body++;
	return forms->kind != 0;
}

/* `word {text}` ... up to the } of the message; 0 = not well formed. */
static uint32_t read_forms(message_reader *r, message_forms *forms)
{
	const form_view *v = r->view;
	uint32_t i = forms->body;
	for (;;) {
		i = skip_space(v, i);
		if (i >= v->count)
			return 0;
		if (v->c[i] == '}')
			return forms->count ? i + 1 : 0;
		uint32_t end = i + (v->c[i] == '=');
		end = name_end(v, end);
		uint32_t open = skip_space(v, end);
		if (end == i || open >= v->count || v->c[open] != '{' || forms->count == MOST_FORMS)
			return 0;
		forms->begin[forms->count] = i;
		forms->end[forms->count++] = end;
		i = read_text(r, open + 1);
		if (!i)
			return 0;
	}
}

static uint32_t read_argument(message_reader *r, uint32_t i)
{
	uint32_t name, named, end = 0;
	message_forms forms = {.count = 0};
	if (r->depth == DEEPEST)
		return 0;
	r->depth++;
	if (read_head(r->view, i, &name, &named, &forms)) {
		add_argument(r, name, named, forms.kind == 's' ? ",select" : ",plural");
		end = read_forms(r, &forms);
	} else if (named > name) {
		add_argument(r, name, named, "");
		for (end = named; end < r->view->count && r->view->c[end] != '}';)
			end++;
		end = end < r->view->count ? end + 1 : 0;
	}
	r->depth--;
	return end;
}

int form_message_begins(const form_view *view, uint32_t i)
{
	uint32_t name, named;
	message_forms forms = {.count = 0};
	return read_head(view, i, &name, &named, &forms);
}

uint32_t form_message_read(
	apo__arena *arena, const form_view *view, uint32_t i, form_message *message)
{
	message_reader reader = {arena, view, message, 0};
	uint32_t name, named;
	message_forms forms = {.count = 0};
	if (!read_head(view, i, &name, &named, &forms))
		return 0;
	uint32_t end = read_argument(&reader, i);
	if (!end)
		message->arguments.count = 0;
	return end;
}

/* ---- the forms of both sides ---- */

/* The next message from `i` on: where it begins; `*end` 0 when it is not well formed. FORM_NOTHING: there is none. */
static uint32_t next_message(
	form_job *job, int side, uint32_t i, message_forms *forms, uint32_t *end)
{
	const form_view *v = &job->view[side];
	for (; i < v->count; i++) {
		uint32_t name, named;
		form_message message = {0};
		message_reader reader = {job->scratch, v, &message, 0};
		*forms = (message_forms){.count = 0};
		if (v->c[i] != '{' || !read_head(v, i, &name, &named, forms))
			continue;
		*end = read_forms(&reader, forms);
		return i;
	}
	return FORM_NOTHING;
}

/* Whether CLDR has this category for the language; -1 = its rules are not known. */
static int has_category(form_job *job, const form_locale *locale, char kind, const char *name)
{
	UErrorCode status = U_ZERO_ERROR;
	UPluralRules *rules = uplrules_openForType(
		locale->code, kind == 'o' ? UPLURAL_TYPE_ORDINAL : UPLURAL_TYPE_CARDINAL, &status);
	apo__icu_memory(job->scratch, status);
	if (U_FAILURE(status))
		return -1;
	int found = 0;
	UEnumeration *words = uplrules_getKeywords(rules, &status);
	const char *word;
	while (U_SUCCESS(status) && (word = uenum_next(words, NULL, &status)))
		found |= !strcmp(word, name);
	uenum_close(words);
	uplrules_close(rules);
	apo__icu_memory(job->scratch, status);
	return found;
}

static int has_form(const form_view *v, const message_forms *forms, const char *name)
{
	for (uint32_t i = 0; i < forms->count; i++)
		if (is_named(v, forms->begin[i], forms->end[i], name))
			return 1;
	return 0;
}

static void flag_form(
	form_job *job, uint32_t first, uint32_t end, const char *what, const char *name)
{
	form_flag_target(job, APO_ISSUE_PLACEHOLDER, APO_SEVERITY_MAJOR, first, end,
		MESSAGE_CONFIDENCE, "%s “%s”", what, name);
}

static void check_plural(form_job *job, const message_forms *forms, uint32_t first, uint32_t end)
{
	static const char *const categories[] = {"zero", "one", "two", "few", "many", "other"};
	const form_view *v = &job->view[APO__TARGET];
	for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
		if (!has_form(v, forms, categories[i]) &&
			has_category(job, &job->checker->locale[APO__TARGET], forms->kind,
				categories[i]) > 0 &&
			/* many of Romance languages is for millions alone, and most messages do without */
			(strcmp(categories[i], "many") != 0 ||
				has_category(job, &job->checker->locale[APO__TARGET], forms->kind,
					"few") > 0))
			flag_form(job, first, end, "the message lacks the plural form",
				categories[i]);
	for (uint32_t f = 0; f < forms->count; f++) {
		int known = v->c[forms->begin[f]] == '=';
		for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
			known |= is_named(v, forms->begin[f], forms->end[f], categories[i]);
		if (!known)
			flag_form(job, forms->begin[f], forms->end[f],
				"the message has an unknown plural form",
				form_text(job, APO__TARGET, forms->begin[f], forms->end[f]));
	}
}

static void check_select(form_job *job, const message_forms forms[2], uint32_t first, uint32_t end)
{
	for (int side = 0; side < 2; side++)
		for (uint32_t f = 0; f < forms[side].count; f++) {
			const char *name =
				form_text(job, side, forms[side].begin[f], forms[side].end[f]);
			if (has_form(&job->view[!side], &forms[!side], name))
				continue;
			if (side == APO__SOURCE)
				flag_form(job, first, end, "the message lacks the form", name);
			else
				flag_form(job, forms[1].begin[f], forms[1].end[f],
					"the message has a form that the source has not:", name);
		}
}

void form_check_messages(form_job *job)
{
	message_forms forms[2];
	uint32_t end[2] = {0, 0}, at[2] = {0, 0};
	for (uint32_t n = 0; n < MOST_FORMS; n++) {
		for (int side = 0; side < 2; side++) {
			at[side] = next_message(job, side, at[side], &forms[side], &end[side]);
			if (at[side] == FORM_NOTHING)
				return; /* a message that is lost is a placeholder that is lost */
		}
		if (!end[0])
			return;
		if (!end[1]) {
			flag_form(job, at[1], job->view[1].end, "the message is not well formed:",
				form_text(job, APO__TARGET, at[1], job->view[1].end));
			return;
		}
		if (forms[0].kind == 's' && forms[1].kind == 's')
			check_select(job, forms, at[1], end[1]);
		else if (forms[1].kind != 's')
			check_plural(job, &forms[1], at[1], end[1]);
		at[0] = forms[0].body;
		at[1] = forms[1].body;
	}
}

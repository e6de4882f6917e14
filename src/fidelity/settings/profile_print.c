/* SPDX-License-Identifier: Apache-2.0 */
/* A profile, complete, as a file that says the same: what a user copies and changes. */
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "fidelity/settings/profile.h"
#include "text/language/context.h"

#define DIGITS 3

/* Without zeros that say nothing. */
static void add_number(apo__buffer *out, const char *name, double value)
{
	char decimal[40];
	apo__decimal(decimal, value, DIGITS);
	size_t size = strlen(decimal);
	while (decimal[size - 1] == '0')
		decimal[--size] = '\0';
	if (decimal[size - 1] == '.')
		decimal[--size] = '\0';
	apo__buffer_printf(out, "%s = %s\n", name, decimal);
}

static void add_count(
	apo__buffer *out, const char *name, uint32_t count, uint32_t otherwise, const char *word)
{
	if (count == otherwise)
		apo__buffer_printf(out, "%s = %s\n", name, word);
	else
		apo__buffer_printf(out, "%s = %u\n", name, count);
}

static void add_checks(apo__buffer *out, const apo__profile *p)
{
	apo__buffer_puts(out, "[checks]\n");
	for (int i = 0; i < APO_ISSUE_TYPE_COUNT; i++)
		apo__buffer_printf(out, "%s = %s\n", apo_issue_type_name((apo_issue_type)i),
			p->checks[i].state == APO__CHECK_OFF ? "off"
			: p->checks[i].state == APO__CHECK_ON
				? "on"
				: apo_severity_name(p->checks[i].severity));
}

/* What most checks have, then those that differ. */
static void add_confidences(apo__buffer *out, const apo__profile *p)
{
	double usual = p->checks[0].confidence;
	for (int i = 0, votes = 0; i < APO_ISSUE_TYPE_COUNT; i++) { /* Boyer and Moore 1981 */
		double own = p->checks[i].confidence;
		int same = !(own < usual) && !(own > usual);
		if (!votes && !same) {
			usual = own;
			same = 1;
		}
		votes += same ? 1 : -1;
	}
	apo__buffer_puts(out, "\n[confidence]\n");
	add_number(out, "all", usual);
	for (int i = 0; i < APO_ISSUE_TYPE_COUNT; i++)
		if (p->checks[i].confidence < usual || p->checks[i].confidence > usual)
			add_number(out, apo_issue_type_name((apo_issue_type)i),
				p->checks[i].confidence);
}

static void add_lists(apo__buffer *out, const apo__profile *p)
{
	if (p->terms.count || p->words.count || p->rules.count)
		apo__buffer_puts(out, "\n[lists]\n");
	for (uint32_t i = 0; i < p->terms.count; i++)
		apo__buffer_printf(out, "terms = %s\n", p->terms.items[i]);
	for (uint32_t i = 0; i < p->words.count; i++)
		apo__buffer_printf(out, "words = %s\n", p->words.items[i]);
	for (uint32_t i = 0; i < p->rules.count; i++)
		apo__buffer_printf(out, "rules = %s\n", p->rules.items[i]);
}

static const char *print_profile(apo__arena *arena, const char *name, const apo__profile *p)
{
	apo__buffer out = {.arena = arena};
	apo__buffer_printf(&out, "# profile of apograph qa: %s\n\n", name);
	add_checks(&out, p);
	add_confidences(&out, p);
	apo__buffer_puts(&out, "\n[habits]\n");
	add_count(&out, "slips", p->slips, UINT32_MAX, "any");
	add_count(&out, "slips-one-in", p->slips_one_in, UINT32_MAX, "none");
	apo__buffer_puts(&out, "\n[length]\n");
	add_number(&out, "longer", p->longer);
	add_number(&out, "shorter", p->shorter);
	add_count(&out, "most-characters", p->most_characters, 0, "none");
	add_lists(&out, p);
	apo__buffer_puts(&out, "\n[score]\n");
	for (int s = APO_SEVERITY_CRITICAL; s >= APO_SEVERITY_MINOR; s--)
		add_number(&out, apo_severity_name((apo_severity)s), p->points[s]);
	add_number(&out, "marks", p->marks);
	add_number(&out, "threshold", p->threshold);
	apo__buffer_printf(&out, "fail-on = %s\n",
		p->fail_on < 0 ? "never" : apo_severity_name((apo_severity)p->fail_on));
	return apo__buffer_text(&out);
}

typedef struct {
	apo_context *context;
	apo_output *output;
	const char *name;
} print_job;

static apo_status print_run(apo__arena *arena, void *user, apo_error *err)
{
	const print_job *j = user;
	apo__profile profile;
	apo_status status = apo__profile_read(arena, j->context, j->name, &profile, err);
	if (status)
		return status;
	const char *text = print_profile(arena, j->name, &profile);
	apo_output_write(j->output, text, strlen(text));
	return APO_OK;
}

apo_status apo_write_profile(
	apo_output *output, apo_context *context, const char *profile, apo_error *err)
{
	print_job j = {context, output, profile ? profile : APO__PROFILE_NORMAL};
	apo__arena *arena = apo__context_job(context);
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	apo_status status = apo__guarded(arena, print_run, &j, err);
	apo__arena_free(arena);
	return status;
}

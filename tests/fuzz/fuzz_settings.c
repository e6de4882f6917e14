/* SPDX-License-Identifier: Apache-2.0 */
/* Files that a user writes for `qa`. The first byte chooses: a profile, a list of dismissals, or rules, which are asked about a unit. */
#include <string.h>

#include "as_file.h"
#include "fidelity/settings/dismissals.h"
#include "fidelity/settings/profile.h"
#include "fidelity/settings/rules.h"
#include "text/language/context.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
	apo_context *context;
	const char *path;
	int kind;
} input;

static void require(int holds)
{
	if (!holds)
		abort();
}

static void read_profile(apo__arena *arena, const input *in)
{
	apo__profile profile;
	apo_error err;
	if (apo__profile_read(arena, in->context, in->path, &profile, &err)) {
		require(*err.message != '\0');
		return;
	}
	for (int i = 0; i < APO_ISSUE_TYPE_COUNT; i++)
		require(profile.checks[i].confidence >= 0 && profile.checks[i].confidence <= 1);
	require(profile.longer >= 1 && profile.shorter <= 1 && profile.slips_one_in > 0);
}

static void read_dismissals(apo__arena *arena, const input *in)
{
	apo__dismissals read = {0};
	apo_error err;
	if (apo__dismissals_read(arena, in->path, &read, &err)) {
		require(*err.message != '\0');
		return;
	}
	for (uint32_t i = 0; i < read.count; i++)
		require(strlen(read.items[i].item.fingerprint) == APO__FINGERPRINT_DIGITS);
}

static const char *const texts[2] = {
	"Dear Ms Brown, see article 12 (A+B)... aaaaaaaab", "Siehe Artikel 12 (A+B) … ääb \\E $1"};

static void look(const apo__rule_match *match, void *user)
{
	const apo_span spans[2] = {match->source, match->target};
	(void)user;
	for (int side = 0; side < 2; side++)
		require(spans[side].begin == APO_NONE ||
			(spans[side].begin <= spans[side].end &&
				spans[side].end <= strlen(texts[side])));
	require(match->message != NULL);
}

static void read_rules(apo__arena *arena, const input *in)
{
	apo__rules *rules = apo__rules_new(arena, "en", "de");
	const uint32_t sizes[2] = {(uint32_t)strlen(texts[0]), (uint32_t)strlen(texts[1])};
	apo_error err;
	if (apo__rules_read(rules, in->path, &err)) {
		require(*err.message != '\0');
		return;
	}
	apo__rules_check(rules, texts, sizes, 1, look, NULL);
	apo__rules_check(rules, texts, sizes, 2, look, NULL);
}

static apo_status read_file(apo__arena *arena, void *user, apo_error *err)
{
	const input *in = user;
	(void)err;
	if (in->kind == 2)
		read_rules(arena, in);
	else if (in->kind)
		read_dismissals(arena, in);
	else
		read_profile(arena, in);
	return APO_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static apo_context *context;
	apo_error err;
	if (!context)
		context = apo_context_new(NULL, NULL);
	if (!size)
		return 0;
	apo__arena *arena = apo__arena_new();
	input in = {context, as_file(0, data + 1, size - 1), data[0] % 3};
	require(!apo__guarded(arena, read_file, &in, &err));
	apo__arena_free(arena);
	return 0;
}

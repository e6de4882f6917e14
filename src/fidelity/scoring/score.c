/* SPDX-License-Identifier: Apache-2.0 */
/* Support, coverage, penalty and fidelity of beads and document; the news panel. See apo_score. And apo_check. */
#include "base/error.h"
#include "fidelity/scoring/signs.h"

/* Set by hand, but for SUPPORT_..., which are set on the project's own corpora. */
#define SUPPORT_NONE  .2	/* support of a word up to which it says nothing ... */
#define SUPPORT_RANGE .6	/* ... and over which it rises to all */
#define LEAST_KNOWN   (1.0 / 3) /* share of the words below which nothing can be said */
#define MOST_CRITICAL .5	/* fidelity with a critical issue ... */
#define MOST_MAJOR    .8	/* ... and with a major one */

/* Points of an issue as the profile has them; the normal one has the weights of MQM (scoring model 2.0), and for marks and
 * spaces a tenth of a minor one. */
static double points(const apo__profile *profile, const apo_issue *issue)
{
	int is_mark = issue->type == APO_ISSUE_PUNCTUATION || issue->type == APO_ISSUE_WHITESPACE;
	return is_mark && issue->severity == APO_SEVERITY_MINOR ? profile->marks
								: profile->points[issue->severity];
}

typedef struct {
	double points;
	int worst; /* -1 = no issue */
} burden;

/* Content of a word that is licensed: none up to a support of .2, all from .8 on, in proportion between. */
static double licensed(float support)
{
	double share = ((double)support - SUPPORT_NONE) / SUPPORT_RANGE;
	return share < 0 ? 0 : share > 1 ? 1 : share;
}

static void add_content(const apo__check *check, uint32_t bead, apo__side side, double *have,
	double *all, uint32_t *words)
{
	const apo__check_side *s = &check->side[side];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++) {
			*have += (double)s->weight[w] * licensed(s->support[w]);
			*all += (double)s->weight[w];
			*words += s->words.words[w].kind < APO_TOKEN_PUNCTUATION;
		}
}

/* What the signs of a bead say, at most so much with such an issue. */
static double fidelity(
	const apo__check *check, uint32_t bead, const apo__item_lists *issues, int worst)
{
	apo__pair_signs signs;
	apo__signs_of_bead(check, bead, issues, &signs);
	double f = apo__score_of_signs(&signs, check->same_language);
	double most = worst == APO_SEVERITY_CRITICAL ? MOST_CRITICAL
		      : worst == APO_SEVERITY_MAJOR  ? MOST_MAJOR
						     : 1;
	return f < most ? f : most;
}

/* ---- in words ---- */

/* Content words that a lexicon knows or the other side has, of all. */
static double share_known(const apo__check *check)
{
	double known = 0, all = 0;
	for (int s = 0; s < 2; s++) {
		const apo__check_side *side = &check->side[s];
		for (uint32_t w = 0; w < side->words.count; w++) {
			if (!(side->weight[w] > 0))
				continue;
			all++;
			known += side->known[w] || side->support[w] > 0;
		}
	}
	return all > 0 ? known / all : 1;
}

/* Levels set by hand. */
static const struct {
	double least;
	const char *says;
} levels[] = {{.9, "nearly all of the text rests on the source"},
	{.7, "most of the text rests on the source"},
	{.4, "about half of the text rests on the source"},
	{.15, "little of the text rests on the source"},
	{0, "the text does not rest on the source"}};

static const char *in_words(double f)
{
	size_t i = 0;
	while (f < levels[i].least)
		i++;
	return levels[i].says;
}

static void say(const apo__check *check, apo_report *report)
{
	report->words_known = share_known(check);
	report->scored = check->same_language || report->words_known >= LEAST_KNOWN;
	report->says = report->scored ? in_words(report->score.fidelity)
				      : apo__sprintf(check->arena,
						"not scored: the lexicons know %d %% of the words",
						(int)(100 * report->words_known));
}

/* Nothing to say on a side without content words: 1. */
static double share(double have, double all)
{
	return all > 0 ? have / all : 1;
}

static void score_panel(const apo__check *check, apo_report *report)
{
	apo_news_panel *panel = &report->panel;
	*panel = check->panel;
	panel->hedges_total = panel->hedges_kept = 0;
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		if (!apo__check_runs(check, APO_ISSUE_HEDGE_DROPPED))
			break;
		uint32_t hedges = apo__check_marks(check, b, APO__SOURCE, MARK_HEDGE, NULL),
			 kept = apo__check_marks(
				 check, b, APO__TARGET, MARK_HEDGE | MARK_POSSIBLE, NULL);
		panel->hedges_total += hedges;
		panel->hedges_kept += kept < hedges ? kept : hedges;
	}
}

static void fill_card(const apo__check *check, apo_report *report, uint32_t words, double sum)
{
	const apo__profile *profile = check->plan->profile;
	apo_scorecard *card = &report->card;
	*card = (apo_scorecard){.words = words, .points = sum, .threshold = profile->threshold};
	for (uint32_t i = 0; i < check->issues.count; i++)
		card->counts[check->issues.items[i].severity]++;
	card->passes = report->score.penalty <= profile->threshold;
	report->fail_on = profile->fail_on;
}

static void score(apo__check *check, apo_report *report)
{
	const apo_alignment *a = check->alignment;
	apo_score *scores = apo__alloc_array(check->arena, a->count + 1, sizeof *scores);
	burden *burdens = apo__alloc_array(check->arena, a->count + 1, sizeof *burdens),
	       all = {0, -1};
	double have[2] = {0, 0}, total[2] = {0, 0};
	uint32_t words = 0;
	for (size_t b = 0; b < a->count; b++)
		burdens[b].worst = -1;
	for (uint32_t i = 0; i < check->issues.count; i++) {
		const apo_issue *issue = &check->issues.items[i];
		burden *b = &burdens[issue->bead];
		b->points += points(check->plan->profile, issue);
		all.points += points(check->plan->profile, issue);
		if ((int)issue->severity > b->worst)
			b->worst = (int)issue->severity;
		if (b->worst > all.worst)
			all.worst = b->worst;
	}
	double sum = 0, lengths = 0;
	apo__item_lists issues = apo__issues_of_beads(check);
	for (uint32_t b = 0; b < a->count; b++) {
		double h[2] = {0, 0}, t[2] = {0, 0};
		uint32_t n[2] = {0, 0};
		for (int s = 0; s < 2; s++) {
			add_content(check, b, (apo__side)s, &h[s], &t[s], &n[s]);
			have[s] += h[s];
			total[s] += t[s];
		}
		words += n[0];
		int null = !a->beads[b].source_count || !a->beads[b].target_count;
		double support = null ? 0 : share(h[1], t[1]),
		       coverage = null ? 0 : share(h[0], t[0]);
		double penalty = 100 * burdens[b].points / (n[0] ? n[0] : 1);
		scores[b] = (apo_score){support, coverage, penalty,
			null ? 0 : fidelity(check, b, &issues, burdens[b].worst)};
		double length = n[0] > n[1] ? n[0] : n[1];
		sum += length * scores[b].fidelity;
		lengths += length;
	}
	report->bead_scores = scores;
	report->score = (apo_score){share(have[1], total[1]), share(have[0], total[0]),
		100 * all.points / (words ? words : 1), lengths > 0 ? sum / lengths : 1};
	fill_card(check, report, words, all.points);
	score_panel(check, report);
	say(check, report);
}

/* ---- public ---- */

/* What apo_report_free frees: the report comes first. */
typedef struct {
	apo_report public;
	apo__arena *arena;
} report;

typedef struct {
	apo_context *context;
	const apo_alignment *alignment;
	const apo_lexicons *lexicons;
	report *result;
	const apo_check_options *options;
} check_job;

static void report_known(const apo__check *check, const apo_check_options *options, apo_report *to)
{
	for (uint32_t i = 0; i < check->known_issues.count; i++)
		to->dismissed_count += check->known_issues.items[i].why != NULL;
	if (!options->only_new) {
		to->known = check->known_issues.items;
		to->known_count = check->known_issues.count;
		to->obsolete = check->obsolete.items;
		to->obsolete_count = check->obsolete.count;
	} else {
		to->dismissed_count = 0;
	}
	to->has_baseline = options->baseline_count;
}

static apo_status check_run(apo__arena *arena, void *user, apo_error *err)
{
	check_job *j = user;
	report *result = apo__alloc(arena, sizeof *result);
	apo__check_plan plan;
	apo__known_words known;
	apo__profile profile;
	const char *wanted = j->options->profile ? j->options->profile : APO__PROFILE_NORMAL;
	apo_status status = apo__profile_read(arena, j->context, wanted, &profile, err);
	if (status)
		return status;
	if (j->options->fail_on && (profile.fail_on = apo__fail_on(j->options->fail_on)) < -1)
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"'%s' is not minor, major, critical or never", j->options->fail_on);
	apo__check_plan_make(&plan, j->context, j->lexicons, arena);
	plan.profile = &profile;
	apo__known_words_init(&known, arena);
	apo__check *check =
		apo__check_run(j->context, j->alignment, j->lexicons, &plan, &known, arena);
	status = apo__check_mechanical(check, &plan, j->options, err);
	if (status)
		return status;
	result->arena = arena;
	result->public.alignment = j->alignment;
	result->public.issues = check->issues.items;
	result->public.issue_count = check->issues.count;
	result->public.abstentions = check->plan->abstentions.items;
	result->public.abstention_count = check->plan->abstentions.count;
	report_known(check, j->options, &result->public);
	score(check, &result->public);
	j->result = result;
	return APO_OK;
}

apo_report *apo_check(apo_context *context, const apo_alignment *alignment,
	const apo_lexicons *lexicons, const apo_check_options *options, apo_error *err)
{
	apo_check_options how = APO_CHECK_OPTIONS_INIT;
	if (apo__options(&how, options, err))
		return NULL;
	apo__arena *arena = apo__arena_new();
	if (!arena) {
		apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	check_job j = {context, alignment, lexicons, NULL, &how};
	if (!apo__guarded(arena, check_run, &j, err))
		return &j.result->public;
	apo__arena_free(arena);
	return NULL;
}

void apo_report_free(apo_report *public)
{
	if (public)
		apo__arena_free(((report *)(void *)public)->arena);
}

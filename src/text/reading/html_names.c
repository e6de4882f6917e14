/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What classes and ids say. A value is a list of tokens ("post no-share"), a token is words joined by hyphens, underscores or
 * capitals. A token speaks for what is around an article when one of its words does, and no word beside it takes that back:
 * "no-share", "has-comments" and "content-sidebar" (a page with both) are on articles, and so are modifiers ("field--label-hidden").
 * WordPress writes the article's own topics into classes ("category-newsletter"). Linear.
 */
#include "text/reading/html_names.h"

#include <string.h>

#define MOST_WORDS 8u
#define WORD_SIZE  24u

typedef struct {
	char words[MOST_WORDS][WORD_SIZE];
	unsigned count;
} token;

static int is_in(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (!strcmp(word, *list))
			return 1;
	return 0;
}

static const char *const around[] = {"nav", "navbar", "navi", "navigation", "subnav", "topnav",
	"menu", "menubar", "submenu", "sidebar", "footer", "share", "shares", "sharing", "sharer",
	"sharebar", "shariff", "sharedaddy", "addtoany", "social", "socials", "socialmedia",
	"related", "relatedposts", "relatedarticles", "recommended", "recommendation",
	"recommendations", "recirculation", "promo", "promotion", "cookie", "cookies", "cookiebar",
	"newsletter", "advert", "advertising", "advertisement", "ad", "ads", "adbox", "adslot",
	"adsense", "werbung", "anzeige", "banner", "breadcrumb", "breadcrumbs", "popup", "modal",
	"overlay", "lightbox", "subscribe", "subscription", "consent", "gdpr", "dsgvo", "onetrust",
	"outbrain", "taboola", "trending", "sponsored", "sponsor", "signup", "signin", "login",
	"offer", "tags", "taglist", "tagcloud", "copyright", "pagination", "pager", "paging",
	"widget", "widgets", "toolbar", "tooltip", "meta", "metadata", "masthead", "authorbox",
	"bio", "biography", "rating", "ratings", "readmore", "yarpp", "skip", "author", "teasers",
	"caption", "captions", "credit", "credits", "bildunterschrift", "imagecredit", "copyrights",
	"skiplink", "searchform", NULL};
static const char *const comments[] = {"comment", "comments", "commentlist", "commentarea",
	"comentarios", "kommentar", "kommentare", "commentaires", "disqus", "respond", NULL};
static const char *const bodies[] = {"articlebody", "articlecontent", "articletext", "entrycontent",
	"postcontent", "postbody", "storybody", "storycontent", "newsbody", NULL};
/* The word behind one of these is absent, or beside the article. */
static const char *const denials[] = {"no", "not", "has", "with", "without", "hide", "disable",
	"content", "contents", "main", "article", "col", "non", NULL};
/* Tokens that begin so name a topic, a page or a layout. */
static const char *const topics[] = {
	"category", "tag", "type", "term", "topic", "layout", "template", "theme", "single", NULL};

/* Cut a token into its words, in lower case; what is behind "--" only modifies. */
static void split(const char *text, size_t size, token *t)
{
	size_t length = 0;
	char before = '\0';
	t->count = 0;
	for (size_t i = 0; i <= size; i++) {
		char c = i < size ? text[i] : '\0';
		int capital = c >= 'A' && c <= 'Z', small = c >= 'a' && c <= 'z';
		int begins = capital && before >= 'a' && before <= 'z';
		if (length && (begins || !(capital || small))) {
			t->words[t->count][length < WORD_SIZE ? length : 0] = '\0';
			t->count++;
			length = 0;
		}
		if (t->count == MOST_WORDS || (c == '-' && before == '-' && t->count))
			return;
		if (capital || small) {
			if (length < WORD_SIZE - 1)
				t->words[t->count][length] = capital ? (char)(c + 32) : c;
			length++;
		}
		before = c;
	}
}

/* "article-body" and "articleBody" are one word here. */
static int is_body(const token *t)
{
	char joined[2 * WORD_SIZE];
	for (unsigned i = 0; i + 1 < t->count; i++) {
		strcpy(joined, t->words[i]);
		strcat(joined, t->words[i + 1]);
		if (i + 2 == t->count && is_in(joined, bodies))
			return 1;
	}
	return t->count == 1 && is_in(t->words[0], bodies);
}

static int is_hidden(const token *t)
{
	const char *last = t->count ? t->words[t->count - 1] : "";
	return (!strcmp(last, "hidden") && (t->count == 1 || !strcmp(t->words[0], "is") ||
						   !strcmp(t->words[0], "visually"))) ||
	       (t->count == 3 && !strcmp(t->words[0], "screen") && !strcmp(t->words[1], "reader"));
}

static apo__html_purpose purpose_of(const token *t)
{
	if (is_hidden(t))
		return APO__HTML_HIDDEN;
	if (t->count > 1 && is_in(t->words[0], topics))
		return APO__HTML_PLAIN;
	for (unsigned i = 0; i < t->count; i++) {
		int is_comment = is_in(t->words[i], comments);
		if (!is_comment && !is_in(t->words[i], around))
			continue;
		int strong = i && !strcmp(t->words[i - 1], "article");
		if (i && !strong && is_in(t->words[i - 1], denials))
			return APO__HTML_PLAIN;
		return is_comment ? APO__HTML_COMMENTS : APO__HTML_AROUND;
	}
	return is_body(t) ? APO__HTML_BODY : APO__HTML_PLAIN;
}

apo__html_purpose apo__html_class_purpose(const char *value)
{
	apo__html_purpose found = APO__HTML_PLAIN;
	token t;
	for (;;) {
		value += strspn(value, " \t\r\n\f");
		size_t size = strcspn(value, " \t\r\n\f");
		if (!size)
			return found;
		split(value, size, &t);
		apo__html_purpose purpose = purpose_of(&t);
		if (purpose > found)
			found = purpose;
		value += size;
	}
}

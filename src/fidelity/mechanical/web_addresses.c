/* SPDX-License-Identifier: Apache-2.0 */
/*
 * URLs, e-mail addresses, names of files: the same on both sides, but for the parts that name a language or its country
 * (/en/ and /de/, example.com and example.de). A bare domain may be a brand, which some languages rename, so it is reported
 * only where another is in its place. Linear.
 */
#include <string.h>

#include "base/buffer.h"
#include "fidelity/mechanical/family.h"
#include "text/unicode/chars.h"

/* Set by hand: an address that is in neither form on the other side. */
#define ADDRESS_CONFIDENCE .9
#define FILE_CONFIDENCE	   .85

typedef enum { IS_URL, IS_MAIL, IS_FILE, IS_DOMAIN } address_kind;

static int is_alnum(int32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static int is_url_char(int32_t c)
{
	return is_alnum(c) || (c > 0 && c < 0x80 && strchr("-._~:/?#[]@!$&'()*+,;=%", (char)c)) ||
	       (c >= 0xC0 && c < 0x2000 && form_is_word_char(c));
}

static int is_path_char(int32_t c)
{
	return is_alnum(c) || c == '-' || c == '_' || c == '.' ||
	       (c >= 0xC0 && c < 0x2000 && form_is_word_char(c));
}

/* Without the punctuation of the sentence at its end, and a bracket that it did not open. */
static uint32_t trim(const form_view *v, uint32_t first, uint32_t end)
{
	int depth = 0;
	for (uint32_t i = first; i < end; i++)
		depth += v->c[i] == '(' ? 1 : v->c[i] == ')' ? -1 : 0;
	while (end > first && v->c[end - 1] < 0x80 &&
		(strchr(".,;:!?'\"*]", (char)v->c[end - 1]) ||
			(v->c[end - 1] == ')' && depth < 0))) {
		depth += v->c[end - 1] == ')';
		end--;
	}
	return end;
}

static int matches(const form_view *v, uint32_t i, const char *word)
{
	for (; *word; word++, i++)
		if (i >= v->count || (v->c[i] | 32) != (*word | 32))
			return 0;
	return 1;
}

static int is_ending(const char *text, size_t size)
{
	static const char endings[] = " avi bat bmp c cfg conf cpp css csv dll doc docx epub exe "
				      "gif go gz h htm html ico ini jar"
				      " java jpeg jpg js json log lua md mkv mov mp3 mp4 msi odp "
				      "ods odt ogg pdf php png po pot"
				      " ppt pptx properties ps1 psd py rar rb rs rtf sdlxliff sh "
				      "sln so sql srt svg tar tex tif"
				      " tiff tmx toml ts tsv ttf txt vtt wav webm webp woff xhtml "
				      "xlf xliff xls xlsx xml yaml yml"
				      " zip ";
	char word[16] = " ";
	if (size > 12)
		return 0;
	for (size_t i = 0; i < size; i++)
		word[i + 1] = (char)(text[i] | 32);
	memcpy(word + size + 1, " ", 2);
	return strstr(endings, word) != NULL;
}

static int is_domain_end(const char *text, size_t size)
{
	static const char *const ends[] = {
		"com", "org", "net", "edu", "gov", "info", "io", "eu", "int"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (strlen(ends[i]) == size && !memcmp(ends[i], text, size))
			return 1;
	return 0;
}

/* The address without what differs by language: labels that are the code or the country of either side become *. */
static const char *key_of(form_job *job, const form_view *v, uint32_t first, uint32_t end)
{
	const form_locale *l = job->checker->locale;
	apo__buffer out = {job->scratch, NULL, 0, 0};
	for (uint32_t i = first; i < end;) {
		uint32_t label = i;
		while (i < end && is_alnum(v->c[i]))
			i++;
		const char *text = v->text + v->at[label];
		size_t size = v->at[i] - v->at[label];
		int is_language = 0;
		for (int side = 0; side < 2 && size; side++) {
			char word[12] = "";
			for (size_t k = 0; k < size && size < sizeof word; k++)
				word[k] = (char)(text[k] | 32);
			is_language |= !strcmp(word, l[side].code);
			char region[12] = "";
			for (size_t k = 0; l[side].region[k] && k + 1 < sizeof region; k++)
				region[k] = (char)(l[side].region[k] | 32);
			is_language |= size > 0 && !strcmp(word, region);
		}
		if (is_language)
			apo__buffer_putc(&out, '*');
		else
			for (size_t k = 0; k < size; k++)
				apo__buffer_putc(&out, text[k] >= 'A' && text[k] <= 'Z'
							       ? (char)(text[k] | 32)
							       : text[k]);
		if (i < end && !(v->c[i] == '/' && i + 1 == end)) {
			apo__buffer_add(&out, v->text + v->at[i], v->at[i + 1] - v->at[i]);
		}
		i += i < end;
	}
	return apo__buffer_text(&out);
}

static void add(form_job *job, int side, address_kind kind, uint32_t first, uint32_t end)
{
	form_view *v = &job->view[side];
	for (uint32_t i = first; i < end; i++)
		v->taken[i] |= FORM_IN_ADDRESS;
	*apo__push(job->scratch, &job->addresses[side]) =
		(form_item){key_of(job, v, first, end), first, end, kind, FORM_NOTHING};
}

/* A run of characters of names with an @ or a known ending in it. */
static uint32_t scan_name(form_job *job, int side, uint32_t i)
{
	form_view *v = &job->view[side];
	uint32_t end = i, at = 0, dot = 0;
	while (end < v->count &&
		(is_path_char(v->c[end]) || v->c[end] == '+' ||
			(v->c[end] == '@' && !at && end > i)) &&
		!v->taken[end]) {
		at = v->c[end] == '@' ? end : at;
		end++;
	}
	while (end > i && (v->c[end - 1] == '.' || v->c[end - 1] == '-' || v->c[end - 1] == '+'))
		end--;
	for (uint32_t k = i + 1; k + 1 < end; k++)
		if (v->c[k] == '.')
			dot = k;
	const char *ending = v->text + v->at[dot + 1];
	size_t size = v->at[end] - v->at[dot + 1];
	int letters = 0;
	for (uint32_t k = i; k < dot; k++)
		letters |= is_alnum(v->c[k]) && v->c[k] > '9';
	if (at && dot > at + 1)
		add(job, side, IS_MAIL, i, end);
	else if (dot > i && !at && letters && is_ending(ending, size) &&
		 !form_is_word_char(v->c[end]))
		add(job, side, IS_FILE, i, end);
	else if (dot > i && !at && letters && is_domain_end(ending, size))
		add(job, side, IS_DOMAIN, i, end);
	return end > i ? end : i + 1;
}

static void scan(form_job *job, int side)
{
	form_view *v = &job->view[side];
	for (uint32_t i = 0; i < v->count;) {
		if (v->taken[i] || !(is_path_char(v->c[i]) && v->c[i] != '-')) {
			i++;
			continue;
		}
		uint32_t colon = i;
		while (colon < v->count && is_alnum(v->c[colon]) && colon - i < 12)
			colon++;
		int url =
			(colon > i + 1 && matches(v, colon, "://") && is_alnum(v->c[colon + 3])) ||
			(matches(v, i, "www.") && is_alnum(v->c[i + 4])) ||
			matches(v, i, "mailto:");
		if (!url) {
			i = scan_name(job, side, i);
			continue;
		}
		uint32_t end = i;
		while (end < v->count && is_url_char(v->c[end]) &&
			!(v->taken[end] & FORM_IN_MARKUP))
			end++;
		end = trim(v, i, end);
		add(job, side, IS_URL, i, end);
		i = end > i ? end : i + 1;
	}
}

void form_find_addresses(form_job *job)
{
	for (int side = 0; side < 2; side++) {
		job->addresses[side] = (form_items){0};
		if (memchr(job->view[side].text, '.', job->view[side].size) ||
			memchr(job->view[side].text, ':', job->view[side].size))
			scan(job, side);
	}
}

static form_item *other_of(form_items *items, uint32_t kind)
{
	for (uint32_t i = 0; i < items->count; i++)
		if (items->items[i].partner == FORM_NOTHING &&
			(items->items[i].kind == kind ||
				(kind == IS_DOMAIN && items->items[i].kind == IS_URL)))
			return &items->items[i];
	return NULL;
}

/* In the text of the other side, where something else was read around it. */
static int is_elsewhere(form_job *job, const form_item *item, int side)
{
	return form_occurs(&job->view[side], &job->view[!side], item->first, item->end);
}

void form_check_addresses(form_job *job)
{
	static const char *const names[] = {
		"the URL", "the address", "the file name", "the domain"};
	form_items *source = &job->addresses[0], *target = &job->addresses[1];
	if (!source->count && !target->count)
		return;
	form_pair_items(job, source, target);
	for (uint32_t i = 0; i < target->count; i++)
		if (target->items[i].partner == FORM_NOTHING &&
			is_elsewhere(job, &target->items[i], 1))
			target->items[i].partner = 0;
	for (uint32_t i = 0; i < source->count; i++) {
		const form_item *item = &source->items[i];
		if (item->partner != FORM_NOTHING || is_elsewhere(job, item, 0))
			continue;
		form_item *other = other_of(target, item->kind);
		apo_issue_type type =
			item->kind == IS_FILE ? APO_ISSUE_IDENTIFIER : APO_ISSUE_ADDRESS;
		double confidence = item->kind == IS_FILE ? FILE_CONFIDENCE : ADDRESS_CONFIDENCE;
		if (!other && (item->kind == IS_DOMAIN || item->kind == IS_FILE) &&
			!job->unit->stored)
			continue;
		if (!other && item->kind == IS_DOMAIN)
			continue;
		const char *text = form_text(job, APO__SOURCE, item->first, item->end);
		if (other) {
			other->partner = 0;
			form_flag(job, type, APO_SEVERITY_MAJOR, item->first, item->end,
				other->first, other->end, confidence,
				"%s “%s” of the source is “%s” in the target", names[item->kind],
				text, form_text(job, APO__TARGET, other->first, other->end));
		} else {
			form_flag(job, type, APO_SEVERITY_MAJOR, item->first, item->end,
				job->view[1].first, job->view[1].end, confidence,
				"%s “%s” is missing from the target", names[item->kind], text);
		}
	}
}

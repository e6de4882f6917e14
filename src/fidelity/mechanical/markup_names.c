/* SPDX-License-Identifier: Apache-2.0 */
/* Names of HTML: elements that occur in texts, and entities of characters (HTML 4, common ones). */
#include <string.h>

#include "fidelity/mechanical/placeholders.h"

static int is_listed(const char *const *names, size_t count, const char *name, size_t size)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(names[i]) == size) {
			size_t k = 0;
			while (k < size && (name[k] | 32) == (names[i][k] | 32))
				k++;
			if (k == size)
				return 1;
		}
	return 0;
}

int form_is_tag_name(const char *name)
{
	static const char *const names[] = {"a", "abbr", "b", "big", "blockquote", "body", "br",
		"button", "center", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "font",
		"form", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "iframe", "img", "input",
		"ins", "kbd", "label", "li", "link", "mark", "nobr", "ol", "option", "p", "pre",
		"q", "s", "samp", "script", "select", "small", "span", "strike", "strong", "style",
		"sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "tt", "u", "ul", "var",
		"video", "wbr"};
	return is_listed(names, sizeof names / sizeof *names, name, strlen(name));
}

int form_is_character_name(const char *entity)
{
	static const char *const names[] = {"amp", "apos", "quot", "nbsp", "iexcl", "cent", "pound",
		"curren", "yen", "sect", "copy", "ordf", "laquo", "not", "shy", "reg", "deg",
		"plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "sup1", "ordm",
		"raquo", "frac14", "frac12", "frac34", "iquest", "times", "divide", "agrave",
		"aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute",
		"ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve",
		"oacute", "ocirc", "otilde", "ouml", "oslash", "ugrave", "uacute", "ucirc", "uuml",
		"yacute", "thorn", "szlig", "yuml", "oelig", "scaron", "ensp", "emsp", "thinsp",
		"zwnj", "zwj", "lrm", "rlm", "ndash", "mdash", "lsquo", "rsquo", "sbquo", "ldquo",
		"rdquo", "bdquo", "dagger", "bull", "hellip", "permil", "lsaquo", "rsaquo", "euro",
		"trade", "larr", "rarr", "minus"};
	size_t size = strlen(entity);
	return size > 2 && is_listed(names, sizeof names / sizeof *names, entity + 1, size - 2);
}

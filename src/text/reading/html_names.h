/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_READING_HTML_NAMES_H
#define APO__TEXT_READING_HTML_NAMES_H

/* What the name of an element, its role, its classes and its id say of what is in it. */
typedef enum {
	APO__HTML_PLAIN,
	APO__HTML_BODY,	    /* the text of an article */
	APO__HTML_AROUND,   /* what is around an article: menus, sharing, teasers */
	APO__HTML_COMMENTS, /* what readers wrote */
	APO__HTML_HIDDEN
} apo__html_purpose;

/* What the words of a class or id say. Its tokens are judged one by one, never a part of a word. */
apo__html_purpose apo__html_class_purpose(const char *value);

#endif

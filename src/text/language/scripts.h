/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_LANGUAGE_SCRIPTS_H
#define APO__TEXT_LANGUAGE_SCRIPTS_H

/* Whether the languages of two BCP 47 tags have no script in common (Unicode CLDR); 0 where that is not known. */
int apo__scripts_differ(const char *a, const char *b);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Whether two folded words are one, however it is spelled: U.S. and US, defence and defense, travelling and traveling. */
#ifndef APO__TEXT_UNICODE_SPELLING_H
#define APO__TEXT_UNICODE_SPELLING_H

int apo__same_spelling(const char *a, const char *b);

#endif

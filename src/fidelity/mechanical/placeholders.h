/* SPDX-License-Identifier: Apache-2.0 */
/* What the readers of placeholders share. */
#ifndef APO__FIDELITY_MECHANICAL_PLACEHOLDERS_H
#define APO__FIDELITY_MECHANICAL_PLACEHOLDERS_H

#include "fidelity/mechanical/family.h"

/* A message of ICU: its arguments with their types, "name,plural", each once, in order. */
typedef struct {
	APO__VECTOR(const char *) arguments;
} form_message;

/* Read the message {name, plural|select|selectordinal, ...} at character `i`; returns where it ends, 0 when it is not one. */
uint32_t form_message_read(
	apo__arena *arena, const form_view *view, uint32_t i, form_message *message);
/* Whether one begins at `i`, well formed or not. */
int form_message_begins(const form_view *view, uint32_t i);
/* The forms of the messages on both sides. */
void form_check_messages(form_job *job);

/* Whether a name is one of HTML's elements. */
int form_is_tag_name(const char *name);
/* Whether "&name;" stands for a character in HTML. */
int form_is_character_name(const char *entity);

#endif

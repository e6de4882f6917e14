/* SPDX-License-Identifier: Apache-2.0 */
#include "fidelity/settings/rule_groups.h"

#include <string.h>

#include "base/buffer.h"

uint32_t apo__next_group(const char *text, uint32_t *at)
{
	for (uint32_t i = 0; text[i]; i++) {
		if (text[i] == '\\' && text[i + 1])
			i++;
		else if (text[i] == '$' && text[i + 1] >= '1' && text[i + 1] <= '9') {
			*at = i;
			return (uint32_t)(text[i + 1] - '0');
		}
	}
	return 0;
}

const char *apo__blank_groups(apo__arena *arena, const char *expression)
{
	char *copy = apo__strdup(arena, expression);
	uint32_t at;
	for (char *text = copy; apo__next_group(text, &at); text += at + 2)
		text[at] = text[at + 1] = '1';
	return copy;
}

/* As an expression that matches this text alone. */
static void add_literal(apo__buffer *out, apo__group_text group)
{
	apo__buffer_puts(out, "(?:");
	for (uint32_t i = 0; i < group.size; i++) {
		char c = group.text[i];
		if ((unsigned char)c < 0x80 && !(c >= '0' && c <= '9') &&
			!((c | 32) >= 'a' && (c | 32) <= 'z'))
			apo__buffer_putc(out, '\\');
		apo__buffer_putc(out, c);
	}
	apo__buffer_putc(out, ')');
}

const char *apo__fill_expression(apo__arena *arena, const char *expression,
	const apo__group_text groups[APO__PATTERN_GROUPS])
{
	apo__buffer out = {.arena = arena};
	uint32_t at, group;
	for (; (group = apo__next_group(expression, &at)) != 0; expression += at + 2) {
		apo__buffer_add(&out, expression, at);
		add_literal(&out, groups[group]);
	}
	apo__buffer_puts(&out, expression);
	return apo__buffer_text(&out);
}

const char *apo__fill_message(
	apo__arena *arena, const char *message, const apo__group_text groups[APO__PATTERN_GROUPS])
{
	apo__buffer out = {.arena = arena};
	for (; *message; message++)
		if (*message == '$' && message[1] >= '0' && message[1] <= '9') {
			apo__group_text group = groups[*++message - '0'];
			for (uint32_t i = 0; i < group.size; i++)
				apo__buffer_putc(&out,
					(unsigned char)group.text[i] < ' ' ? ' ' : group.text[i]);
		} else {
			apo__buffer_putc(&out, *message);
		}
	return apo__buffer_text(&out);
}

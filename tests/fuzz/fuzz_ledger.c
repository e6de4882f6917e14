/* SPDX-License-Identifier: Apache-2.0 */
/* Files of a ledger. The first byte chooses: records (each line is read as if it were in its place), a head, a signature, a key,
 * the whole by its readers. */
#include <string.h>

#include "as_file.h"
#include "ledger/ledger_record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
	int kind;
	const char *data;
	size_t size;
} input;

static size_t looked;

static void look(const char *text)
{
	looked += text ? strlen(text) : 0;
}

static apo_status look_at(const apo__ledger_record *record, void *user, apo_error *err)
{
	static const char *const keys[] = {
		"format", "prev", "seq", "segments", "documents", "text", "time", "version", "x"};
	apo__arena *arena = user;
	uint64_t value;
	size_t count;
	(void)err;
	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		look(apo__record_text(arena, record, keys[k]));
		looked += (size_t)apo__record_number(record, keys[k], &value);
		const uint64_t *numbers = apo__record_numbers(arena, record, keys[k], &count);
		for (size_t i = 0; i < count; i++)
			looked += numbers[i] != 0;
		const char *const *texts = apo__record_texts(arena, record, keys[k], &count);
		for (size_t i = 0; i < count; i++)
			look(texts[i]);
	}
	return APO_OK;
}

static void read_records(apo__arena *arena, const input *in)
{
	const char *end = in->data + in->size;
	for (const char *line = in->data, *next; line < end; line = next) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		next = stop ? stop + 1 : end;
		size_t size = (size_t)((stop ? stop : end) - line), where;
		const char *copy = apo__strndup(arena, line, size);
		apo__ledger_link link;
		look(apo__ledger_first_check(arena, copy, size));
		if (apo__ledger_link_read(copy, size, &link, &where))
			continue;
		apo__ledger_record record = {.seq = link.seq,
			.type = apo__strndup(arena, link.type, link.type_size),
			.line = copy,
			.size = size};
		look_at(&record, arena, NULL);
	}
}

/* A signature, then "key", then the public key, then what is signed; each on lines of its own. */
static void check_signature(apo__arena *arena, const input *in)
{
	static const char signed_text[] = "{\"bytes\":1}\n";
	apo__public_key key;
	const char *comment = NULL, *text = apo__strndup(arena, in->data, in->size);
	const char *last = strrchr(text, '\n');
	memset(&key, 0, sizeof key);
	if (last)
		apo__public_key_parse(last + 1, strlen(last + 1), &key);
	look(apo__key_id(arena, &key));
	look(apo__signature_check(
		arena, text, signed_text, sizeof signed_text - 1, &key, &comment));
	look(comment);
}

static void read_keys(apo__arena *arena, const input *in)
{
	const char *path = as_file(0, in->data, in->size);
	apo__public_key public;
	apo__secret_key *secret;
	apo_error err;
	apo__public_key_read(arena, path, &public, &err);
	apo__secret_key_read(arena, path, NULL, NULL, &secret, &err);
}

static apo_status read_input(apo__arena *arena, void *user, apo_error *err)
{
	const input *in = user;
	apo__ledger_head head;
	switch (in->kind) {
	case 0: read_records(arena, in); break;
	case 1:
		apo__ledger_head_read(arena, as_file(0, in->data, in->size), &head, err);
		look(head.key);
		break;
	case 2: check_signature(arena, in); break;
	case 3: read_keys(arena, in); break;
	default: apo__ledger_read(arena, as_file(0, in->data, in->size), look_at, arena, err);
	}
	return APO_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	apo_error err;
	if (!size)
		return 0;
	apo__arena *arena = apo__arena_new();
	input in = {data[0] % 5, (const char *)data + 1, size - 1};
	apo__guarded(arena, read_input, &in, &err);
	apo__arena_free(arena);
	return 0;
}

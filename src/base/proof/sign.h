/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys and signatures in the format of minisign (https://jedisct1.github.io/minisign/, version 0.11): Ed25519 (RFC 8032) over the
 * BLAKE2b-512 of a file, and over the signature and a comment that is trusted therefore. Secret keys may be encrypted with a
 * passphrase (scrypt, RFC 7914).
 */
#ifndef APO__BASE_PROOF_SIGN_H
#define APO__BASE_PROOF_SIGN_H

#include "base/arena.h"

typedef struct {
	unsigned char algorithm[2]; /* "Ed" */
	unsigned char id[8];
	unsigned char point[32];
} apo__public_key;

/* In memory that is wiped when its arena is freed. */
typedef struct {
	apo__public_key public;
	unsigned char secret[64];
} apo__secret_key;

/* A new pair of keys. */
apo_status apo__key_new(apo__arena *arena, apo__secret_key **key, apo_error *err);
/* Write a public key; an existing file is not replaced. */
apo_status apo__public_key_write(
	apo__arena *arena, const char *path, const apo__public_key *key, apo_error *err);
/* Write a secret key, mode 0600; `passphrase` NULL: it is not encrypted. An existing file is not replaced. */
apo_status apo__secret_key_write(apo__arena *arena, const char *path, const apo__secret_key *key,
	const char *passphrase, apo_error *err);
apo_status apo__public_key_read(
	apo__arena *arena, const char *path, apo__public_key *key, apo_error *err);
/* `passphrase` (may be NULL) is called when the key is encrypted. Refuses a file that others may read. */
apo_status apo__secret_key_read(apo__arena *arena, const char *path, apo_passphrase_fn passphrase,
	void *user, apo__secret_key **key, apo_error *err);

/* The key as the second line of its file has it, and back (1 = it is one). */
const char *apo__public_key_text(apo__arena *arena, const apo__public_key *key);
int apo__public_key_parse(const char *text, size_t size, apo__public_key *key);
/* Its id as minisign shows it, 16 hexadecimal digits. */
const char *apo__key_id(apo__arena *arena, const apo__public_key *key);

/* The file with the signature of `data`; `comment` is trusted, on one line. */
const char *apo__sign(apo__arena *arena, const apo__secret_key *key, const char *data, size_t size,
	const char *comment);
/* NULL when `signature` (the text of the file) is one of `data` by `key`, and `*comment` is its trusted comment; else what is
 * wrong, in words that follow the name of the file. */
const char *apo__signature_check(apo__arena *arena, const char *signature, const char *data,
	size_t size, const apo__public_key *key, const char **comment);

#endif

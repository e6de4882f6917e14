/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The layouts are those of minisign's minisign.h: structures of bytes in base64, behind a line of comment each. All that holds a
 * secret is in an arena and wiped when that is freed. The passphrase costs what it does in minisign: 1 GiB of memory and
 * some seconds, less where there is less memory.
 */
#include "base/proof/sign.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/place.h"

#define FILE_LIMIT ((size_t)64 << 10)
#define COMMENT	   "untrusted comment: "
#define TRUSTED	   "trusted comment: "
#define LEAST_COST 32768u	     /* of scrypt, as in minisign */
#define MOST_SIZE  ((size_t)4 << 30) /* of memory that a foreign key may ask for */

typedef struct {
	unsigned char algorithm[2];	     /* "Ed" */
	unsigned char derivation[2];	     /* "Sc", or zeros: not encrypted */
	unsigned char checksum_algorithm[2]; /* "B2" */
	unsigned char salt[crypto_pwhash_scryptsalsa208sha256_SALTBYTES];
	unsigned char cost[8], memory[8]; /* little endian */
	struct {
		unsigned char id[8], secret[crypto_sign_SECRETKEYBYTES];
		unsigned char checksum[crypto_generichash_BYTES];
	} sealed;
} secret_file;

typedef struct {
	unsigned char algorithm[2]; /* "ED" */
	unsigned char id[8];
	unsigned char bytes[crypto_sign_BYTES];
} signature_file;

_Static_assert(sizeof(apo__public_key) == 42, "a public key in its file");
_Static_assert(sizeof(secret_file) == 158, "a secret key in its file");
_Static_assert(sizeof(signature_file) == 74, "a signature in its file");

static void wipe(void *object)
{
	struct {
		size_t size;
		unsigned char bytes[];
	} *secret = object;
	sodium_memzero(secret->bytes, secret->size);
}

/* Memory for a secret, zeroed, and wiped in the end. */
static void *secret_alloc(apo__arena *arena, size_t size)
{
	struct {
		size_t size;
		unsigned char bytes[];
	} *secret = apo__alloc(arena, sizeof *secret + size);
	secret->size = size;
	apo__arena_defer(arena, wipe, secret);
	return secret->bytes;
}

static char *base64(apo__arena *arena, const void *data, size_t size)
{
	size_t room = sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_ORIGINAL);
	char *text = secret_alloc(arena, room);
	return sodium_bin2base64(text, room, data, size, sodium_base64_VARIANT_ORIGINAL);
}

/* The bytes of a base64 text; 1 when there are exactly `size`. */
static int unbase64(const char *text, size_t length, void *data, size_t size)
{
	size_t got = 0;
	return !sodium_base642bin(data, size, text, length, NULL, &got, NULL,
		       sodium_base64_VARIANT_ORIGINAL) &&
	       got == size;
}

/* The next line of a text, without its end; NULL after the last. */
static const char *next_line(const char **text, size_t *size)
{
	const char *line = *text;
	if (!*line)
		return NULL;
	*size = strcspn(line, "\n");
	*text = line + *size + (line[*size] == '\n');
	if (*size && line[*size - 1] == '\r')
		--*size;
	return line;
}

/* The bytes of the second line of a file in minisign's format. */
static int second_line(const char *text, void *data, size_t size)
{
	size_t length = 0;
	next_line(&text, &length);
	const char *line = next_line(&text, &length);
	return line && unbase64(line, length, data, size);
}

apo_status apo__key_new(apo__arena *arena, apo__secret_key **key, apo_error *err)
{
	if (sodium_init() < 0)
		return apo__fail(err, APO_EINTERNAL, NULL, APO_NO_OFFSET, 0,
			"the system has no random numbers");
	apo__secret_key *made = secret_alloc(arena, sizeof *made);
	memcpy(made->public.algorithm, "Ed", 2);
	randombytes_buf(made->public.id, sizeof made->public.id);
	crypto_sign_keypair(made->public.point, made->secret);
	*key = made;
	return APO_OK;
}

const char *apo__public_key_text(apo__arena *arena, const apo__public_key *key)
{
	return base64(arena, key, sizeof *key);
}

int apo__public_key_parse(const char *text, size_t size, apo__public_key *key)
{
	return unbase64(text, size, key, sizeof *key) && !memcmp(key->algorithm, "Ed", 2);
}

const char *apo__key_id(apo__arena *arena, const apo__public_key *key)
{
	char *id = apo__alloc(arena, 17);
	unsigned char turned[8];
	for (size_t i = 0; i < sizeof turned; i++)
		turned[i] = key->id[sizeof turned - 1 - i];
	sodium_bin2hex(id, 17, turned, sizeof turned);
	for (char *at = id; *at; at++)
		if (*at >= 'a')
			*at = (char)(*at - 'a' + 'A');
	return id;
}

/* A new file that is on disk when this returns, or not there. */
static apo_status write_new(const char *path, mode_t mode, const char *text, apo_error *err)
{
	size_t size = strlen(text), done = 0;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode), failure = 0;
	if (fd < 0)
		return apo__fail(err, APO_EOUTPUT, path, APO_NO_OFFSET, 0,
			errno == EEXIST ? "exists; a key is not replaced, choose another name"
					: "cannot be written: %s",
			strerror(errno));
	while (done < size && !failure) {
		ssize_t got = write(fd, text + done, size - done);
		if (got < 0 && errno != EINTR)
			failure = errno;
		done += got > 0 ? (size_t)got : 0;
	}
	if (!failure && fsync(fd) && errno != EINVAL)
		failure = errno;
	if (close(fd) && !failure)
		failure = errno;
	if (!failure)
		failure = apo__place_sync_folder(path);
	if (!failure)
		return APO_OK;
	unlink(path);
	return apo__fail(err, APO_EOUTPUT, path, APO_NO_OFFSET, 0, "cannot be written: %s",
		strerror(failure));
}

apo_status apo__public_key_write(
	apo__arena *arena, const char *path, const apo__public_key *key, apo_error *err)
{
	return write_new(path, 0666,
		apo__sprintf(arena, COMMENT "minisign public key %s\n%s\n", apo__key_id(arena, key),
			apo__public_key_text(arena, key)),
		err);
}

static uint64_t read_64(const unsigned char bytes[8])
{
	uint64_t value = 0;
	for (int i = 7; i >= 0; i--)
		value = value << 8 | bytes[i];
	return value;
}

static void write_64(unsigned char bytes[8], uint64_t value)
{
	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(value >> 8 * i);
}

static void checksum(const secret_file *file, unsigned char sum[crypto_generichash_BYTES])
{
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, crypto_generichash_BYTES);
	crypto_generichash_update(&state, file->algorithm, sizeof file->algorithm);
	crypto_generichash_update(&state, file->sealed.id, sizeof file->sealed.id);
	crypto_generichash_update(&state, file->sealed.secret, sizeof file->sealed.secret);
	crypto_generichash_final(&state, sum, crypto_generichash_BYTES);
}

/* Encrypt or decrypt; 0 when there is not the memory that this takes. */
static int seal(apo__arena *arena, secret_file *file, const char *passphrase)
{
	unsigned char *stream = secret_alloc(arena, sizeof file->sealed);
	unsigned char *sealed = (unsigned char *)&file->sealed;
	if (crypto_pwhash_scryptsalsa208sha256(stream, sizeof file->sealed, passphrase,
		    strlen(passphrase), file->salt, read_64(file->cost),
		    (size_t)read_64(file->memory)))
		return 0;
	for (size_t i = 0; i < sizeof file->sealed; i++)
		sealed[i] ^= stream[i];
	return 1;
}

/* The same with what minisign takes, or half of it until there is enough memory. */
static int seal_new(apo__arena *arena, secret_file *file, const char *passphrase)
{
	uint64_t cost = crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE,
		 memory = crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE;
	randombytes_buf(file->salt, sizeof file->salt);
	memcpy(file->derivation, "Sc", 2);
	for (; cost >= LEAST_COST; cost /= 2, memory /= 2) {
		write_64(file->cost, cost);
		write_64(file->memory, memory);
		if (seal(arena, file, passphrase))
			return 1;
	}
	return 0;
}

apo_status apo__secret_key_write(apo__arena *arena, const char *path, const apo__secret_key *key,
	const char *passphrase, apo_error *err)
{
	secret_file *file = secret_alloc(arena, sizeof *file);
	memcpy(file->algorithm, "Ed", 2);
	memcpy(file->checksum_algorithm, "B2", 2);
	memcpy(file->sealed.id, key->public.id, sizeof key->public.id);
	memcpy(file->sealed.secret, key->secret, sizeof key->secret);
	if (passphrase) {
		checksum(file, file->sealed.checksum);
		if (!seal_new(arena, file, passphrase))
			return apo__fail(err, APO_ENOMEM, path, APO_NO_OFFSET, 0,
				"there is not enough memory to encrypt a key");
	}
	const char *head = COMMENT "minisign encrypted secret key\n", *body;
	body = base64(arena, file, sizeof *file);
	size_t size = strlen(head) + strlen(body) + 2;
	char *text = secret_alloc(arena, size);
	memcpy(text, head, strlen(head));
	memcpy(text + strlen(head), body, strlen(body));
	text[size - 2] = '\n';
	return write_new(path, 0600, text, err);
}

static apo_status refuse(const char *path, const char *what, apo_error *err)
{
	return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0, "%s", what);
}

apo_status apo__public_key_read(
	apo__arena *arena, const char *path, apo__public_key *key, apo_error *err)
{
	const char *text;
	size_t size;
	secret_file secret;
	apo_status status = apo__file_read(arena, path, FILE_LIMIT, &text, &size, err);
	if (status)
		return status;
	if (second_line(text, &secret, sizeof secret)) {
		sodium_memzero(&secret, sizeof secret);
		return refuse(path, "is a secret key; name the public one, NAME.pub", err);
	}
	if (!second_line(text, key, sizeof *key) &&
		!unbase64(text, strcspn(text, "\r\n"), key, sizeof *key))
		return refuse(path,
			"is not a public key in minisign's format: expected a line of comment, "
			"then one of 56 characters",
			err);
	return memcmp(key->algorithm, "Ed", 2) != 0
		       ? refuse(path, "is a key of another kind; expected one of Ed25519", err)
		       : APO_OK;
}

/* The text of a file that only its owner may read. */
static apo_status read_secret(
	apo__arena *arena, const char *path, const char **text, apo_error *err)
{
	struct stat info;
	size_t size;
	apo__public_key public;
	apo_status status = apo__file_read(arena, path, FILE_LIMIT, text, &size, err);
	if (status)
		return status;
	if (second_line(*text, &public, sizeof public))
		return refuse(path, "is a public key; name the secret one, NAME.key", err);
	if (!stat(path, &info) && S_ISREG(info.st_mode) && (info.st_mode & 077))
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"is a secret that others may read (mode %04o); say chmod 600, and make a "
			"new key if somebody may have read it",
			(unsigned)info.st_mode & 07777);
	return APO_OK;
}

static apo_status unseal(apo__arena *arena, const char *path, secret_file *file,
	apo_passphrase_fn passphrase, void *user, apo_error *err)
{
	unsigned char sum[crypto_generichash_BYTES];
	if (!memcmp(file->derivation, "\0\0", 2))
		return APO_OK;
	if (memcmp(file->derivation, "Sc", 2) != 0)
		return refuse(
			path, "is encrypted in a way that is not known; expected scrypt", err);
	if (read_64(file->memory) > MOST_SIZE)
		return refuse(path, "wants more than 4 GiB of memory to be decrypted", err);
	const char *given = passphrase ? passphrase(path, user) : NULL;
	if (!given)
		return refuse(path, "is encrypted; its passphrase is needed", err);
	if (!seal(arena, file, given))
		return apo__fail(err, APO_ENOMEM, path, APO_NO_OFFSET, 0,
			"there is not enough memory to decrypt it (%llu MiB)",
			(unsigned long long)read_64(file->memory) >> 20);
	checksum(file, sum);
	return sodium_memcmp(sum, file->sealed.checksum, sizeof sum)
		       ? refuse(path, "cannot be decrypted: the passphrase is wrong", err)
		       : APO_OK;
}

apo_status apo__secret_key_read(apo__arena *arena, const char *path, apo_passphrase_fn passphrase,
	void *user, apo__secret_key **key, apo_error *err)
{
	const char *text;
	secret_file *file = secret_alloc(arena, sizeof *file);
	apo__secret_key *made = secret_alloc(arena, sizeof *made);
	apo_status status = read_secret(arena, path, &text, err);
	if (status)
		return status;
	int is_key = second_line(text, file, sizeof *file);
	sodium_memzero((void *)(uintptr_t)text, strlen(text));
	if (!is_key)
		return refuse(path,
			"is not a secret key in minisign's format; apograph ledger keygen makes "
			"one",
			err);
	if (memcmp(file->algorithm, "Ed", 2) != 0 || memcmp(file->checksum_algorithm, "B2", 2) != 0)
		return refuse(path, "is a key of another kind; expected one of Ed25519", err);
	status = unseal(arena, path, file, passphrase, user, err);
	if (status)
		return status;
	memcpy(made->public.algorithm, "Ed", 2);
	memcpy(made->public.id, file->sealed.id, sizeof made->public.id);
	memcpy(made->secret, file->sealed.secret, sizeof made->secret);
	/* a secret key ends with its public one; a damaged pair would give the secret away */
	unsigned char seed[crypto_sign_SEEDBYTES], whole[crypto_sign_SECRETKEYBYTES];
	crypto_sign_ed25519_sk_to_seed(seed, made->secret);
	crypto_sign_seed_keypair(made->public.point, whole, seed);
	int damaged = sodium_memcmp(whole, made->secret, sizeof whole);
	sodium_memzero(seed, sizeof seed);
	sodium_memzero(whole, sizeof whole);
	if (damaged)
		return refuse(path, "is damaged: its two halves do not belong together", err);
	*key = made;
	return APO_OK;
}

/* What is signed for the comment: the signature, then the comment. */
static const unsigned char *commented(
	apo__arena *arena, const signature_file *signature, const char *comment, size_t size)
{
	unsigned char *bytes = apo__alloc(arena, crypto_sign_BYTES + size + 1);
	memcpy(bytes, signature->bytes, crypto_sign_BYTES);
	memcpy(bytes + crypto_sign_BYTES, comment, size);
	return bytes;
}

const char *apo__sign(apo__arena *arena, const apo__secret_key *key, const char *data, size_t size,
	const char *comment)
{
	signature_file signature = {.algorithm = {'E', 'D'}};
	unsigned char hash[crypto_generichash_BYTES_MAX], whole[crypto_sign_BYTES];
	memcpy(signature.id, key->public.id, sizeof signature.id);
	crypto_generichash(hash, sizeof hash, (const unsigned char *)data, size, NULL, 0);
	crypto_sign_detached(signature.bytes, NULL, hash, sizeof hash, key->secret);
	crypto_sign_detached(whole, NULL, commented(arena, &signature, comment, strlen(comment)),
		crypto_sign_BYTES + strlen(comment), key->secret);
	return apo__sprintf(arena,
		COMMENT "signature from minisign secret key %s\n%s\n" TRUSTED "%s\n%s\n",
		apo__key_id(arena, &key->public), base64(arena, &signature, sizeof signature),
		comment, base64(arena, whole, sizeof whole));
}

const char *apo__signature_check(apo__arena *arena, const char *signature, const char *data,
	size_t size, const apo__public_key *key, const char **comment)
{
	static const char not_one[] = "is not a signature in minisign's format";
	signature_file s;
	unsigned char whole[crypto_sign_BYTES], hash[crypto_generichash_BYTES_MAX];
	size_t sizes[5];
	const char *lines[5];
	for (int i = 0; i < 5; i++)
		lines[i] = next_line(&signature, &sizes[i]);
	if (!lines[3] || lines[4] || strncmp(lines[0], COMMENT, strlen(COMMENT)) != 0 ||
		!unbase64(lines[1], sizes[1], &s, sizeof s) ||
		strncmp(lines[2], TRUSTED, strlen(TRUSTED)) != 0 ||
		!unbase64(lines[3], sizes[3], whole, sizeof whole))
		return not_one;
	if (!memcmp(s.algorithm, "Ed", 2))
		return "is a signature of the old kind, over the file itself; sign again without "
		       "minisign -l";
	if (memcmp(s.algorithm, "ED", 2) != 0)
		return not_one;
	if (memcmp(s.id, key->id, sizeof s.id) != 0)
		return "is a signature by another key";
	crypto_generichash(hash, sizeof hash, (const unsigned char *)data, size, NULL, 0);
	if (crypto_sign_verify_detached(s.bytes, hash, sizeof hash, key->point))
		return "is not the signature of this head: the head was changed, or signing was "
		       "interrupted";
	size_t length = sizes[2] - strlen(TRUSTED);
	*comment = apo__strndup(arena, lines[2] + strlen(TRUSTED), length);
	if (crypto_sign_verify_detached(whole, commented(arena, &s, *comment, length),
		    crypto_sign_BYTES + length, key->point))
		return "has a trusted comment that was changed";
	return NULL;
}

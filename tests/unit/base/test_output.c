/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../scratch.h"
#include "base/file.h"
#include "base/sha256.h"

static char folder[PATH_MAX];

static void enter_folder(void)
{
	cr_assert_not_null(mkdtemp(scratch_path(folder, "output")));
	cr_assert_eq(chdir(folder), 0);
}

static void remove_folder(void)
{
	cr_assert_eq(chdir("/"), 0);
	cr_assert_eq(rmdir(folder), 0, "the test left files behind");
}

TestSuite(output, .init = enter_folder, .fini = remove_folder);

static void assert_content(const char *path, const char *expected)
{
	apo__arena *arena = apo__arena_new();
	const char *data;
	size_t size;
	apo_error err;
	cr_assert_eq(apo__file_read(arena, path, 1 << 20, &data, &size, &err), APO_OK);
	cr_assert_str_eq(data, expected);
	apo__arena_free(arena);
}

Test(output, commit_writes_and_abandoning_leaves_the_old_file)
{
	apo_error err;
	apo_output *output = apo_output_open("a", &err);
	cr_assert_not_null(output);
	apo_output_write(output, "one", 3);
	cr_assert_neq(access("a", F_OK), 0, "nothing may be there before commit");
	cr_assert_eq(apo_output_commit(output, &err), APO_OK);
	apo_output_free(output);
	assert_content("a", "one");

	output = apo_output_open("a", &err);
	apo_output_write(output, "two", 3);
	apo_output_free(output);
	assert_content("a", "one");
	cr_assert_eq(unlink("a"), 0);
}

Test(output, large_data_arrives_whole)
{
	apo_error err;
	apo_output *output = apo_output_open("a", &err);
	char line[1000];
	memset(line, 'x', sizeof line);
	for (int i = 0; i < 1000; i++)
		apo_output_write(output, line, sizeof line);
	cr_assert_eq(apo_output_commit(output, &err), APO_OK);
	apo_output_free(output);
	struct stat info;
	cr_assert_eq(stat("a", &info), 0);
	cr_assert_eq(info.st_size, 1000000);
	cr_assert_eq(unlink("a"), 0);
}

Test(output, what_cannot_be_written_is_said)
{
	apo_error err;
	cr_assert_null(apo_output_open("missing/a", &err));
	cr_assert_eq(err.status, APO_EOUTPUT);
	cr_assert_str_eq(err.file, "missing/a");
	cr_assert_eq(mkdir("d", 0755), 0);
	cr_assert_null(apo_output_open("d", &err));
	cr_assert_eq(err.status, APO_EOUTPUT);
	cr_assert_eq(rmdir("d"), 0);
}

Test(output, what_cannot_be_read_is_said)
{
	apo__arena *arena = apo__arena_new();
	const char *data;
	size_t size;
	apo_error err;
	cr_assert_eq(apo__file_read(arena, "missing", 10, &data, &size, &err), APO_EINPUT);
	cr_assert_eq(apo__file_read(arena, ".", 10, &data, &size, &err), APO_EINPUT);
	cr_assert_eq(apo__file_read(arena, "/dev/zero", 10, &data, &size, &err), APO_EINPUT);
	FILE *f = fopen("a", "w");
	fputs("0123456789", f);
	fclose(f);
	cr_assert_eq(apo__file_read(arena, "a", 9, &data, &size, &err), APO_ELIMIT);
	cr_assert_eq(apo__file_read(arena, "a", 10, &data, &size, &err), APO_OK);
	cr_assert_eq(size, 10);
	cr_assert_eq(unlink("a"), 0);
	apo__arena_free(arena);
}

Test(output, sha256_of_the_standard)
{
	char hash[65];
	apo__sha256("abc", 3, hash); /* FIPS 180-4, example */
	cr_assert_str_eq(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

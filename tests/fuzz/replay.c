/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a fuzz target on the files of a folder, so that seeds and past findings are ordinary tests. Each file is also cut
 * in half and has a byte flipped. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return 0;
	uint8_t *data = malloc(1 << 20);
	size_t size = data ? fread(data, 1, 1 << 20, f) : 0;
	fclose(f);
	if (!data)
		return 0;
	LLVMFuzzerTestOneInput(data, size);
	LLVMFuzzerTestOneInput(data, size / 2);
	for (size_t i = 0; i < size; i += size / 16 + 1) {
		data[i] ^= 0x55;
		LLVMFuzzerTestOneInput(data, size);
		data[i] ^= 0x55;
	}
	free(data);
	return 1;
}

int main(int argc, char **argv)
{
	int done = 0;
	DIR *folder = argc > 1 ? opendir(argv[1]) : NULL;
	if (!folder)
		return fprintf(stderr, "no folder of seeds\n"), 1;
	for (struct dirent *entry; (entry = readdir(folder));) {
		char path[4096];
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
		done += replay(path);
	}
	closedir(folder);
	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	printf("%d seeds replayed\n", done);
	return done ? 0 : 1;
}

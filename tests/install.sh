#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A program builds against what is installed, in C and C++, by pkg-config alone, and runs with the shared library:
# install.sh BUILD_ROOT VERSION CC CXX
set -eu
build=$1 version=$2 cc=$3 cxx=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
meson install -C "$build" --no-rebuild --quiet --destdir "$work/root"
cd "$work"
PKG_CONFIG_PATH=$(dirname "$(find root -name apograph.pc)")
PKG_CONFIG_SYSROOT_DIR=root # relative: pkg-config splits what it prints at spaces
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR
[ "$(pkg-config --modversion apograph)" = "$version" ] || { echo "pkg-config: version is not $version"; exit 1; }
library=$(find root -name 'libapograph.so.0')
[ -n "$library" ] || { echo "no libapograph.so.0 is installed"; exit 1; }
soname=$(objdump -p "$library" | awk '$1 == "SONAME" {print $2}')
[ "$soname" = libapograph.so.0 ] || { echo "SONAME is $soname"; exit 1; }

cat >"$work/use.c" <<'C'
#include <apograph.h>
#include <stdio.h>
int main(void)
{
	apo_error err;
	apo_context *context = apo_context_new(NULL, &err);
	apo_document *document = context ? apo_document_read(context, "t", "One. Two.", 9, NULL, &err) : NULL;
	printf("%s %u\n", apo_version(), document ? (unsigned)document->segment_count : 0);
	apo_document_free(document);
	apo_context_free(context);
	return 0;
}
C
cp "$work/use.c" "$work/use.cc"
for compile in "$cc -std=c99 use.c" "${cxx:+$cxx -std=c++11 use.cc}"; do
	[ -n "$compile" ] || continue
	# shellcheck disable=SC2046,SC2086 # lists of words
	$compile -o use $(pkg-config --cflags --libs apograph)
	says=$(LD_LIBRARY_PATH=$(dirname "$library") "$work/use")
	[ "$says" = "$version 2" ] || { echo "$compile: said \"$says\", expected \"$version 2\""; exit 1; }
done

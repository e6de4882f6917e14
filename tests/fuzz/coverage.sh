#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Lines of each parser that the seeds and the tests run: coverage.sh FOLDER [--seeds] [--markdown]. Builds with gcov in FOLDER; --seeds counts
# what the seeds alone run; --markdown prints the table of docs/fuzzing.md. Parsers are the files of parsers.txt; worst first; fails
# when one is under 90 %.
set -eu
build=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
least=90 suites='--suite fuzz --suite unit --suite golden --suite cases --suite cli' markdown=0
for option; do
	case $option in
	--seeds) suites='--suite fuzz' least=0 ;;
	--markdown) markdown=1 ;;
	*) echo "coverage.sh: $option is not an option" >&2; exit 2 ;;
	esac
done
[ -e "$build/build.ninja" ] || meson setup "$build" "$source" --buildtype=debug -Db_coverage=true >/dev/null
ninja -C "$build" >"$build/ninja.log" || { tail -n 40 "$build/ninja.log"; exit 1; }
find "$build" -name '*.gcda' -delete
# shellcheck disable=SC2086 # several words
meson test -C "$build" --no-rebuild $suites >"$build/tests.log" || { tail -n 30 "$build/tests.log"; exit 1; }
cd "$build"
grep -v '^#' "$here/parsers.txt" | while read -r file target; do
	object=$(find . -path './libapograph.*.p/*' -name "src_$(echo "$file" | tr / _).c.gcda" | head -n 1)
	[ -n "$object" ] || { echo "0.00 0 $file.c $target"; continue; }
	gcov -n "$object" 2>/dev/null | grep -A 1 "^File '.*src/$file\.c'" |
		sed -n "s|^Lines executed:\([0-9.]*\)% of \([0-9]*\).*|\1 \2 $file.c $target|p"
done | sort -n | awk -v least=$least -v markdown=$markdown '
	BEGIN { if (markdown) print "| parser | target | lines | run |\n|---|---|---|---|" }
	{
		if (markdown)
			printf "| `%s` | `%s` | %d | %.1f %% |\n", $3, $4, $2, $1
		else
			printf "%6.2f %%  %5d lines  %-45s %s\n", $1, $2, $3, $4
		run += $1 * $2 / 100; lines += $2; low += $1 < least
	}
	END {
		printf markdown ? "| all | | %d | %.1f %% |\n" : "%5d lines, %.2f %% of them run", lines, 100 * run / lines
		if (!markdown)
			printf "; %d of %d files under %d %%\n", low, NR, least
		exit low > 0
	}'

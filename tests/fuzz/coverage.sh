#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Lines of each parser that the seeds and the tests run: coverage.sh FOLDER [--seeds]. Builds with gcov in FOLDER; --seeds counts what the
# seeds alone run. Parsers are what reads foreign bytes: the files below, each once, worst first; fails when one is under 90 %.
set -eu
build=$1
source=$(cd "$(dirname "$0")/../.." && pwd)
least=90
[ -e "$build/build.ninja" ] || meson setup "$build" "$source" --buildtype=debug -Db_coverage=true >/dev/null
ninja -C "$build" >"$build/ninja.log" || { tail -n 40 "$build/ninja.log"; exit 1; }
find "$build" -name '*.gcda' -delete
suites='--suite fuzz --suite unit --suite golden --suite cli'
[ "${2-}" != --seeds ] || suites='--suite fuzz'
# shellcheck disable=SC2086 # several words
meson test -C "$build" --no-rebuild $suites >"$build/tests.log" || { tail -n 30 "$build/tests.log"; exit 1; }
cd "$build"
for file in exchange/bilingual exchange/html exchange/html_blocks exchange/html_meta exchange/html_tokens exchange/manifest \
	exchange/packed exchange/srx_read exchange/tmx_decode exchange/tmx_events exchange/tmx_reader exchange/tmx_repair \
	exchange/tmx_text exchange/unit_lines exchange/xliff exchange/xliff_content exchange/xliff_inline exchange/xliff_reader \
	exchange/xliff_types exchange/xliff_units exchange/xml_stream \
	lexicon/read_dictd lexicon/read_text lexicon/related lexicon/sealed lexicon/unpack lexicon/wordnet \
	text/attributions text/attributions_index text/attributions_lines text/attributions_sources text/attributions_unspaced \
	text/blocks text/dates text/encoding text/numbers text/numbers_digits text/numbers_words text/quotes text/sentences \
	text/sentences_stop text/srx text/srx_pattern text/srx_split text/tokens; do
	object=$(find . -path './libapograph.*.p/*' -name "src_$(echo $file | tr / _).c.gcda" | head -n 1)
	[ -n "$object" ] || { echo "0.00 0 $file.c"; continue; }
	gcov -n "$object" 2>/dev/null | grep -A 1 "^File '.*src/$file\.c'" |
		sed -n "s|^Lines executed:\([0-9.]*\)% of \([0-9]*\).*|\1 \2 $file.c|p"
done | sort -n | awk -v least=$least '
	{ printf "%6.2f %%  %5d lines  %s\n", $1, $2, $3; run += $1 * $2 / 100; lines += $2; low += $1 < least }
	END { printf "%6.2f %%  %5d lines  all; %d of %d files under %d %%\n", 100 * run / lines, lines, low, NR, least; exit low > 0 }'

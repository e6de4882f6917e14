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
for file in exchange/bitext/bilingual exchange/corpus/manifest exchange/tmx/events exchange/tmx/tmx_diagnostics \
	exchange/tmx/tmx_reader exchange/units/unit_lines exchange/xliff/inline exchange/xliff/types exchange/xliff/xliff \
	exchange/xliff/xliff_content exchange/xliff/xliff_diagnostics exchange/xliff/xliff_reader exchange/xliff/xliff_units \
	exchange/xml/archive exchange/xml/characters exchange/xml/decode exchange/xml/repair exchange/xml/srx_read \
	exchange/xml/xml_stream lexicon/dictionary/lexicon_file lexicon/dictionary/read_dictd lexicon/dictionary/read_text \
	lexicon/dictionary/unpack lexicon/related lexicon/wordnet text/document/blocks text/document/encoding \
	text/document/sentences text/document/sentences_stop text/document/srx text/document/srx_pattern \
	text/document/srx_split text/document/tokens text/entities/attributions text/entities/attributions_index \
	text/entities/attributions_lines text/entities/attributions_sources text/entities/attributions_unspaced \
	text/values/dates text/values/numbers text/values/numbers_digits text/values/numbers_words \
	text/entities/quotes text/reading/html text/reading/html_blocks text/reading/html_meta text/reading/html_tokens; do
	object=$(find . -path './libapograph.*.p/*' -name "src_$(echo $file | tr / _).c.gcda" | head -n 1)
	[ -n "$object" ] || { echo "0.00 0 $file.c"; continue; }
	gcov -n "$object" 2>/dev/null | grep -A 1 "^File '.*src/$file\.c'" |
		sed -n "s|^Lines executed:\([0-9.]*\)% of \([0-9]*\).*|\1 \2 $file.c|p"
done | sort -n | awk -v least=$least '
	{ printf "%6.2f %%  %5d lines  %s\n", $1, $2, $3; run += $1 * $2 / 100; lines += $2; low += $1 < least }
	END { printf "%6.2f %%  %5d lines  all; %d of %d files under %d %%\n", 100 * run / lines, lines, low, NR, least; exit low > 0 }'

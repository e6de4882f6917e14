#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Build apograph and show its main work on corpora/nato-rutte, one news story in seven texts: sentences aligned, a retelling
# checked against its source, the provenance of all of them. Results go to build/demo/.
# Installs what is missing with apt (sudo where needed); --no-install skips that.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tools/install.sh
. tools/install.sh
# shellcheck disable=SC2119 # no packages beyond those of the build
install_packages

[ -f build/build.ninja ] || meson setup build >&2
ninja -C build apograph >&2
out=build/demo
story=corpora/nato-rutte
mkdir -p $out

heading() { printf '\n=== %s\n' "$*"; }
# Show a command and run it; 1 means findings, which is what the demo is for.
run() {
	printf '\n$ apograph %s\n' "$*"
	build/apograph "$@" || [ $? = 1 ]
}

heading "Which sentence renders which: the wire story and three texts that follow it"
for text in toutiao.en toutiao.zh wire.de; do
	run align -q --format terminal $story/wire.en.txt $story/$text.txt
	run align -q -o $out/$text.tmx $story/wire.en.txt $story/$text.txt
done

heading "What the retelling kept, changed, lost and added"
run qa -q --format terminal $story/wire.en.txt $story/toutiao.en.txt
run qa -q -o $out/qa.html $story/wire.en.txt $story/toutiao.en.txt

heading "Where the seven texts come from, and who is credited"
run trace -q --format terminal $story
run trace -q -o $out/trace.html $story
run trace -q -o $out/trace.svg $story

heading "What breaks their chains of provenance"
run audit -q --format terminal $story

heading "Open these"
cat <<END
  $PWD/$out/qa.html      the check, sentence beside sentence
  $PWD/$out/trace.html   the provenance: graph, quotations, credits
  $PWD/$out/trace.svg    the graph alone
  $PWD/$out/*.tmx        translation memories for OmegaT and other CAT tools

Next: docs/tour.md. With the packages dict-freedict-deu-eng, trans-de-en, mythes-en-us and unicode-data installed,
apograph knows more words; it finds them by itself.
END

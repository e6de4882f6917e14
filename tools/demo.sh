#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Build apograph and show its main work on corpora/nato-rutte, one news story in seven texts: sentences aligned, a retelling
# checked against its source, the provenance of all of them. Results go to build/demo/.
# Installs what is missing with apt (sudo where needed); with --no-install what is missing is named instead.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tools/install.sh
. tools/install.sh
# shellcheck disable=SC2119 # no packages beyond those of the build
install_packages
build apograph

out=build/demo
story=corpora/nato-rutte
mkdir -p $out
export COLUMNS=80

# run COMMAND...: 1 means findings, which is what the demo is for
run() {
	build/apograph "$@" -q || [ $? = 1 ]
}
# show LINES WHAT COMMAND...: the command, and so many lines of what it shows on a terminal
show() {
	lines=$1
	printf '\n=== %s\n$ apograph' "$2"
	shift 2
	printf ' %s' "$@"
	echo
	run "$@" --format terminal >$out/shown
	sed -n "1,${lines}p" $out/shown
	all=$(wc -l <$out/shown)
	[ "$all" -le "$lines" ] || echo "… and $((all - lines)) more lines"
	rm -f $out/shown
}

show 10 "Which sentence renders which?" align $story/wire.en.txt $story/wire.de.txt
show 16 "What did a retelling change, lose and add?" qa $story/wire.en.txt $story/toutiao.en.txt
show 17 "Where do seven texts come from?" trace $story
show 6 "What breaks their chains of provenance?" audit $story

run trace -o $out/story.tmx $story
# chain PERSON: the chain of the first unit from wire.en to toutiao.en that names the person
chain() {
	awk -v person="$1" '/<tu / {chain = ""} /"x-chain".*wire.en &gt; toutiao/ {chain = $0}
		/<seg>/ && index($0, person) && chain != "" {print chain; exit}' $out/story.tmx | sed 's/ *<[^>]*>//g; s/&gt;/>/g'
}
echo
echo '=== From whom does each unit come? (build/demo/story.tmx)'
echo "Weber's words:  $(chain Weber)"
echo "Rutte's words:  $(chain 'Rutte said')"
echo '$ apograph audit build/demo/story.tmx'
run audit $out/story.tmx
sed '0,/completely invested/s/completely invested/barely invested/' $out/story.tmx >$out/changed.tmx
echo '... and with one word changed:'
run audit $out/changed.tmx
run qa -o $out/qa.html $story/wire.en.txt $story/toutiao.en.txt
run trace -o $out/trace.html $story
run trace -o $out/trace.svg $story

cat <<END

=== Open these, in $PWD/$out
  qa.html      the check, sentence beside sentence
  trace.html   the provenance: graph, quotations, credits
  trace.svg    the graph alone
  story.tmx    a translation memory of all pairs, for OmegaT and other CAT tools
Next: docs/tour.md. With the packages dict-freedict-deu-eng, trans-de-en,
mythes-en-us and unicode-data apograph knows more words; it finds them itself.
END

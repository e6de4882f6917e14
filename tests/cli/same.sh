#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The same bytes for any number of threads, any locale, with and without colour.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
[ -z "${SANITIZED:-}" ] || { echo "what a sanitizer can find, the golden outputs show, too"; exit 77; }

# same COMMAND...: run as usual, then in other surroundings
same() {
	count=$((count + 1))
	"$APOGRAPH" "$@" >first 2>err || [ $? = 1 ] || { complain "failed: apograph $*"; cat err; }
	[ -s first ] || complain "no output: apograph $*"
	! grep -q "$(printf '\033')" first || complain "colour in a pipe: apograph $*"
	env LC_ALL=de_DE.UTF-8 TZ=Asia/Tokyo NO_COLOR=1 "$APOGRAPH" "$@" --jobs 1 >again 2>/dev/null
	cmp -s first again || complain "other output in de_DE.UTF-8 with --jobs 1: apograph $*"
	env -u LC_ALL LANG='../../etc/%n%s' TERM=xterm-256color "$APOGRAPH" "$@" -q --jobs 4 -o file >again 2>/dev/null
	cmp -s first file || complain "other output in a hostile LANG with --jobs 4 and -o: apograph $*"
	[ ! -s again ] || complain "standard output with -o: apograph $*"
}

same segment "$nato/wire.de.txt"
same segment --format json "$nato/toutiao.zh.txt"
for format in beads tsv json tmx html terminal; do
	same align --no-default-lexicons --format $format "$nato/wire.de.txt" "$nato/wire.en.txt"
done
same align --format json "$nato/toutiao.zh.txt" "$nato/wire.en.txt"
if has qa; then
	for format in terminal html json tsv; do
		same qa --format $format "$nato/wire.de.txt" "$nato/wire.en.txt"
	done
fi
if has trace; then
	same trace --format json "$nato"
	mkdir three && cp "$nato/wire.en.txt" "$nato/wire.de.txt" "$nato/toutiao.en.txt" three # the same trace, written otherwise
	for format in terminal html dot; do
		same trace --format $format three
	done
fi
if has audit; then
	same audit --format json "$nato"
fi

if has score; then
	count=$((count + 1))
	for i in 1 2 3 4 5 6 7 8 9; do
		printf 'Das Haus kostet %s00.000 Euro.\tThe house costs 500,000 euros.\n\t\nHaus\thouse\r\n' $i
	done >lines
	"$APOGRAPH" score -q --from de --to en --jobs 1 <lines >first || complain "score"
	"$APOGRAPH" score -q --from de --to en --jobs 4 <lines >again
	cmp -s first again || complain "other scores with --jobs 4"
	[ "$(wc -l <first)" = 27 ] || complain "scores of other lines"
	for i in 1 2 3 4 5 6 7; do cat lines lines lines lines lines lines lines lines lines lines; done >many # batches
	"$APOGRAPH" score -q --from de --to en --jobs 1 <many >first || complain "score of many lines"
	"$APOGRAPH" score -q --from de --to en --jobs 4 <many >again
	cmp -s first again || complain "other scores of many lines with --jobs 4"
	[ "$(wc -l <first)" = 1890 ] || complain "scores of other lines"
	echo "no tab" >>many
	"$APOGRAPH" score -q --from de --to en --jobs 4 <many >again 2>err && complain "a line without a tab"
	grep -q "line 1891: expected" err || complain "the number of the line without a tab"
fi

# a batch: the outputs do not depend on the number of threads or on an earlier run that was cut short
for jobs in 1 4; do
	mkdir $jobs
	for pair in 'wire.de wire.en' 'wire.de toutiao.en' 'wire.de aggregator-b.en'; do
		printf '%s\t%s\t%s\n' "$nato/${pair% *}.txt" "$nato/${pair#* }.txt" "$jobs/${pair#* }.json"
	done >list
	"$APOGRAPH" align --batch list --jobs $jobs 2>err || { complain "batch with --jobs $jobs"; cat err; }
done
rm 4/toutiao.en.json
"$APOGRAPH" align --batch list --jobs 4 2>/dev/null
diff -r 1 4 || complain "other outputs of a batch with --jobs 4"
count=$((count + 1))

# colour: only where it is asked for
count=$((count + 1))
"$APOGRAPH" align --color always --format terminal "$nato/wire.de.txt" "$nato/wire.en.txt" 2>/dev/null | grep -q "$(printf '\033\[')" ||
	complain "no colour with --color always"
finish

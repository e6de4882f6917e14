#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# align finishes on odd texts and says plainly what is odd and what to do.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# told SENTENCE OPERANDS...: it ends well, with an alignment, and SENTENCE on standard error
told() {
	said=$1
	shift
	count=$((count + 1))
	"$APOGRAPH" align "$@" >out 2>err
	status=$?
	[ $status = 0 ] || { complain "exit status $status: align $*"; cat err; }
	[ -s out ] || complain "no alignment: align $*"
	if [ -n "$said" ]; then
		grep -qF -- "$said" err || { complain "does not say '$said': align $*"; cat err; }
	elif [ -s err ]; then
		complain "says something: align $*"
		cat err
	fi
}
untold() {
	! grep -qE 'reads like|same text|repeat|both source|sample' err || { complain "sees what is not there: $1"; cat err; }
}

cp "$nato/wire.en.txt" en.txt
cp "$nato/wire.de.txt" de.txt
head -3 en.txt >short.txt
for i in 1 2 3 4 5 6 7 8 9; do sed "s/Rutte/Rutte$i/g" de.txt; done >long.txt
told 'are they the same text, cut alike?' --from en --to de short.txt long.txt
told 'are they the same text, cut alike?' --from de --to en long.txt short.txt

# files and languages mixed up
told 'en.txt is both source and target' en.txt en.txt
told 'en.txt is both source and target' --mode comparable en.txt en.txt
cp en.txt copy.txt
told 'en.txt and copy.txt hold the same text' en.txt copy.txt
told 'de.txt: said to be en, but reads like de' --from en --to de de.txt en.txt
told 'en.txt: said to be de, but reads like en' --from en --to de de.txt en.txt
told 'de.txt: said to be zh, but reads like de' --from en --to zh en.txt de.txt
told '' -q --from en --to zh en.txt de.txt
told '' -q en.txt en.txt
refuse_without_output 2 'cannot both be standard input' align - -
for pair in 'wire.de wire.en' 'toutiao.zh toutiao.en' 'toutiao.zh wire.de' 'toutiao.en wire.en'; do
	told '' -q "$nato/${pair% *}.txt" "$nato/${pair#* }.txt"
	a=${pair% *} b=${pair#* }
	"$APOGRAPH" align --from "${a#*.}" --to "${b#*.}" "$nato/$a.txt" "$nato/$b.txt" 2>err >out || complain "$pair"
	untold "$pair"
done

# one side empty, no text, no file: bad_input.sh
: >empty
refuse_without_output 3 'empty: is empty' align --from en --to de empty de.txt
refuse_without_output 3 'empty: is empty' align --from en --to de en.txt empty

# segments that are none
yes 'Das ist ein Wort von 25 Leuten und sie sagen es' | head -c 2000000 | tr '\n' ' ' >sentence.de
yes 'This is a word of 25 people and they say so' | head -c 2000000 | tr '\n' ' ' >sentence.en
told 'sentence.de has a segment of 2000000 bytes' --from de --to en sentence.de sentence.en
told 'cut the text first' --presegmented --from de --to en sentence.de en.txt
yes 'Immer wieder derselbe Satz.' | head -1500 >same.de
yes 'The same sentence again.' | head -1200 >same.en
told 'same.de: 1499 of 1500 segments repeat the one before' --presegmented --from de --to en same.de same.en
told 'same.de: 1499 of 1500 segments repeat the one before' --fast --presegmented --from de --to en same.de same.en
told 'sentence.de has a segment of 2000000 bytes' --fast --from de --to en sentence.de sentence.en
refuse_without_output 2 '--fast is for translations' align --fast --mode comparable en.txt de.txt
refuse_without_output 3 'empty: is empty' align --fast --from en --to de empty de.txt
finish

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Dictionaries, thesauri and the cache as files: packed, cut short, changed while in use, in a home that is not there.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
expect() { count=$((count + 1)); }
score() { "$APOGRAPH" score --no-progress --from de --to en "$@"; }

# ---- gzip and bzip2, of one member and of several; damaged ----
printf 'Zwirbel\ttwirl\n' >one
printf 'Klops\tmeatball\n' >two
for pack in 'gzip gz' 'bzip2 bz2'; do
	command -v "${pack% *}" >/dev/null || continue
	expect
	{ "${pack% *}" -c one && "${pack% *}" -c two; } >"two.de-en.tsv.${pack#* }"
	"$APOGRAPH" lexicon import -q "two.de-en.tsv.${pack#* }" -o two.lexicon || complain "$pack: not read"
	[ "$("$APOGRAPH" lexicon show --lexicon two.lexicon --no-default-lexicons Zwirbel Klops 2>/dev/null | grep -cE '	(twirl|meatball)	')" = 2 ] ||
		complain "$pack: not both members are read"
	head -c -3 "two.de-en.tsv.${pack#* }" >"cut.de-en.tsv.${pack#* }"
	refuse 3 'is damaged or cut short' lexicon import "cut.de-en.tsv.${pack#* }"
	{ cat "two.de-en.tsv.${pack#* }"; echo more; } >"more.de-en.tsv.${pack#* }"
	refuse 3 'is damaged or cut short' lexicon import "more.de-en.tsv.${pack#* }"
done

# ---- a lexicon file that is cut short while the program has it open: no effect, or a message ----
i=0
while [ $i -lt 3000 ]; do
	printf 'wort%s\tword%s\n' $i $i
	i=$((i + 1))
done >big.de-en.tsv
"$APOGRAPH" lexicon import -q big.de-en.tsv -o big.lexicon
i=0
while [ $i -lt 40 ]; do
	printf 'Das Wort%s steht.\tThe word%s stands.\n' $((i * 70)) $((i * 70))
	i=$((i + 1))
done >lines
expect
cp big.lexicon cut.lexicon
score -q --no-default-lexicons --lexicon big.lexicon <lines >expected || complain "score"
mkfifo pipe
score -q --no-default-lexicons --lexicon cut.lexicon <pipe >out 2>err &
exec 3>pipe
head -1 lines >&3
while [ ! -s out ] && kill -0 $! 2>/dev/null && [ ! -e waited ]; do
	sleep 1
	touch waited # output may be kept until the input ends
done
: >cut.lexicon
tail -n +2 lines >&3
exec 3>&-
wait $!
status=$?
case $status in
0) cmp -s out expected || complain "another result of a lexicon that was cut short" ;;
3) grep -q 'cut.lexicon' err || complain "no message" ;;
*) complain "a lexicon that was cut short ends the program with status $status" ;;
esac
for size in 0 15 60 200 4096 20000; do
	head -c $size big.lexicon >cut.lexicon
	refuse_without_output 3 'cut.lexicon: ' align --from de --to en --lexicon cut.lexicon "$nato/wire.de.txt" "$nato/wire.en.txt"
done

# ---- thesauri: what is left out is reported once; synonyms count; another encoding is reported ----
mkdir -p data/mythes
printf 'UTF-8\n)|1\n-|)|heim\nlaut|2\n-|riesig|gewaltig\n-|klein (Antonym)|mächtig (ugs.)\nohne bar\n' >data/mythes/th_de_DE_v2.dat
printf 'UTF-8\n2\n)|6\nlaut|%s\n' "$(grep -abo '^lau' data/mythes/th_de_DE_v2.dat | cut -d: -f1)" >data/mythes/th_de_DE_v2.idx
for repeat in 1 2; do # the second time from the cache
	expect
	printf 'Das ) ist laut.\tDas ) ist riesig.\nHeim ) laut\tHeim ) mächtig\n' |
		XDG_DATA_DIRS=$work/data "$APOGRAPH" score --from de --to de >out 2>err || complain "score with a thesaurus: $?"
	grep -qF 'th_de_DE_v2.dat: 2 lines skipped: not entries (the first is line 3)' err || { complain "thesaurus, run $repeat"; cat err; }
	[ "$(grep -c skipped: err)" = 1 ] || complain "not reported once, run $repeat"
done
expect
"$APOGRAPH" score -q --from de --to de <lines >/dev/null || complain "score without a thesaurus"
XDG_DATA_DIRS=$work/data "$APOGRAPH" lexicon show --from de --to de laut >out 2>err
grep -q 'riesig' out || { complain "no synonym of the first meaning"; cat out; }
grep -q 'mächtig' out || complain "no synonym of the second meaning"
expect
truncate -s 15 data/mythes/th_de_DE_v2.dat
printf 'x\tx\n' | XDG_DATA_DIRS=$work/data score >/dev/null 2>err
grep -qF 'th_de_DE_v2.dat: holds 1 words, its index 2: it is cut short' err || { complain "a cut thesaurus is not reported"; cat err; }
expect
printf 'ISO8859-1\n1\na|1\n' >data/mythes/th_de_DE_v2.idx
printf 'x\tx\n' | XDG_DATA_DIRS=$work/data score >/dev/null 2>err
grep -qF 'th_de_DE_v2.idx: is not in UTF-8 (its first line is "ISO8859-1") and was left out' err || { complain "another encoding is not reported"; cat err; }

# ---- the cache ----
expect
"$APOGRAPH" lexicon cache --clear 2>err || complain "lexicon cache --clear"
"$APOGRAPH" lexicon cache >out || complain "lexicon cache"
printf 'folder  %s/apograph\nfiles   0\nbytes   0\nlimit   268435456\n' "$XDG_CACHE_HOME" | cmp -s - out || { complain "the cache is not empty"; cat out; }
head -1 lines >line
score -q <line >expected
"$APOGRAPH" lexicon cache >out
grep -qE '^files   [1-9]' out || { complain "nothing is kept"; cat out; }
refuse_without_output 2 'takes no file' lexicon cache x
refuse_without_output 2 '--clear goes with lexicon cache only' lexicon show --clear --from de --to en x

# over its limit the oldest go; other people's files stay
expect
truncate -s 200M "$XDG_CACHE_HOME/apograph/lexicon-0000000000000000.bin"
truncate -s 100M "$XDG_CACHE_HOME/apograph/lexicon-0000000000000001.bin"
truncate -s 300M "$XDG_CACHE_HOME/apograph/notes"
touch -d 2020-01-01 "$XDG_CACHE_HOME/apograph/lexicon-0000000000000001.bin"
touch -d 2021-01-01 "$XDG_CACHE_HOME/apograph/lexicon-0000000000000000.bin"
printf 'x\tx\n' | "$APOGRAPH" score -q --from fr --to es >/dev/null
[ ! -e "$XDG_CACHE_HOME/apograph/lexicon-0000000000000001.bin" ] || complain "the oldest file is kept"
[ -e "$XDG_CACHE_HOME/apograph/lexicon-0000000000000000.bin" ] || complain "more than the oldest is deleted"
[ -e "$XDG_CACHE_HOME/apograph/notes" ] || complain "a file of somebody else is deleted"
score -q <line | cmp -s - expected || complain "another result"

# a home that does not exist is not created, nor one that cannot be written to
expect
env -u XDG_CACHE_HOME -u XDG_DATA_HOME HOME="$work/none" "$APOGRAPH" score -q --from de --to en <line | cmp -s - expected || complain "no home: another result"
[ ! -e none ] || complain "a home is created"
env -u XDG_CACHE_HOME HOME="$work/none" "$APOGRAPH" lexicon cache >out 2>err
status=$?
[ $status = 3 ] || complain "lexicon cache without a home: status $status"
grep -q 'there is no cache' err || { complain "lexicon cache without a home"; cat err; }

# every dictionary of the user's folder answers
i=0
mkdir -p "$XDG_DATA_HOME/apograph/lexicons"
while [ $i -lt 300 ]; do
	i=$((i + 1))
	printf 'wort%d\tword%d\n' $i $i >"$XDG_DATA_HOME/apograph/lexicons/d$i.de-en.tsv"
	echo "wort$i" >>asked
done
count=$((count + 1))
# shellcheck disable=SC2046 # words
"$APOGRAPH" lexicon show -q --from de --to en --format tsv $(cat asked) >out 2>err
[ "$(grep -c '^wort[0-9]*	de	en	word[0-9]*	' out)" = 300 ] || { complain "300 dictionaries do not all answer"; cat err; }
rm -r "$XDG_DATA_HOME/apograph"

# many at once on a cold cache
expect
rm -r "$XDG_CACHE_HOME"
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	{ score -q <line >many.$i 2>many.$i.err || echo $i >>many.failed; } &
done
wait
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	cmp -s many.$i expected || { complain "another result when many start at once"; cat many.$i.err; }
done
[ ! -e many.failed ] || complain "many at once: $(wc -l <many.failed) of 20 failed"
[ -z "$(find "$XDG_CACHE_HOME" -type f ! -name 'lexicon-*.bin')" ] || complain "something else is left in the cache"
score -q <line | cmp -s - expected || complain "another result after many started at once"
finish

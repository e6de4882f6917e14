#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# align --batch: what is done stays done, whatever happens in between, and one bad pair is one bad pair.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# shellcheck disable=SC2317 # called through expect
align() { "$APOGRAPH" align --presegmented --no-default-lexicons --from de --to en "$@" 2>err; }
# expect STATUS COMMAND...
expect() {
	wanted=$1
	shift
	count=$((count + 1))
	"$@"
	status=$?
	[ $status = "$wanted" ] || { complain "exit status $status, expected $wanted: $*"; cat err; }
}
says() { grep -qF -- "$1" err || { complain "does not say '$1'"; cat err; }; }
says_not() { ! grep -qF -- "$1" err || { complain "says '$1'"; cat err; }; }
old() { touch -d '2020-01-01 00:00:00' "$@"; }

# ---- one bad pair ----
mkdir texts out
for i in 1 2 3 4 5 6; do
	printf 'Der Hafen bleibt am %s. Mai zu.\nDer Sturm dauerte %s Tage.\nDas Schiff wartet.\n' $i $i >texts/$i.de
	printf 'The port stays closed on %s May.\nThe storm lasted %s days.\nThe ship waits.\n' $i $i >texts/$i.en
	printf 'texts/%s.de\ttexts/%s.en\tout/%s.beads\n' $i $i $i
done >list
old texts/*
mv texts/2.de hidden
printf 'x\0\001\002\377' >texts/4.en
expect 3 align --batch list
says 'list: line 2: texts/2.de: '
says 'list: line 4: texts/4.en: '
says '2 of 6 pairs failed'
[ "$(ls out)" = "$(printf '%s.beads\n' 1 3 5 6)" ] || complain "a bad pair stopped others: $(ls out)"
mv hidden texts/2.de
cp texts/5.en texts/4.en
old texts/*
expect 0 align --batch list
says '4 of 6 outputs kept: up to date'
set -- out/*
[ $# = 6 ] || complain "the pairs that failed were not made up for"
printf 'texts/1.de\ttexts/1.en\tnowhere/1.beads\ntexts/2.de\ttexts/2.en\tout/x.beads\n' >elsewhere
expect 4 align --batch elsewhere
says 'elsewhere: line 1: nowhere/1.beads: '
mkdir out/folder.beads
printf 'texts/1.de\ttexts/1.en\tout/folder.beads\n' >folder
expect 4 align --batch folder
says 'folder: line 1: out/folder.beads: is a directory'
rmdir out/folder.beads
[ -e out/x.beads ] || complain "an output that could not be written stopped others"

# ---- what is kept ----
stamps() { stat -c '%n %i %y' out/?.beads; }
# again NUMBER: a rerun writes so many outputs
again() {
	stamps >before
	expect 0 align --batch list
	written=$(stamps | diff before - | grep -c '^>')
	[ "$written" = "$1" ] || { complain "$written outputs were written, expected $1"; cat err; }
}
again 0
says '6 of 6 outputs'
touch -d '2035-01-01 00:00:00' texts/3.en # a clock that is off
again 1
says '5 of 6 outputs'
touch -d '2001-01-01 00:00:00' out/2.beads # an older file put back
again 1
again 0
old texts/3.en # an input that is older than its output
again 1
cp texts/2.en other && old other && touch -r texts/2.en other && mv other texts/2.en # an input replaced by one of its age and size
again 1
again 0
printf '[0]:[0]:1\n' >out/4.beads # corrected by hand
touch -d '2036-01-01 00:00:00' out/4.beads
again 0
says 'outputs changed since they were written: 1;'
rm out/4.beads
again 1

# the record: cut anywhere, damaged, gone
cp list.done record
for size in $(seq 0 37 "$(stat -c %s record)"); do
	head -c "$size" record >list.done
	expect 0 align --batch list
	cmp -s list.done record || [ "$(sort list.done)" = "$(sort record)" ] || grep -q . list.done || complain "no record"
done
again 0
tr '0-9' '9876543210' <record | sed '1s/.*/apograph batch 1/' >list.done
again 6
head -c 300 /dev/zero >list.done
again 6
rm list.done
again 6
echo 'my notes' >list.done
expect 4 align --batch list
says 'list.done: is not what a batch wrote'
[ "$(cat list.done)" = 'my notes' ] || complain "somebody's file is replaced"
rm list.done
again 6

stamps >before
expect 0 align --batch list --aligner length
says 'other options'
says_not 'kept'
[ "$(stamps | diff before - | grep -c '^>')" = 6 ] || complain "outputs made with other options were kept"
expect 0 align --batch list --aligner length
says '6 of 6 outputs'
expect 0 align --aligner length --batch list --force
says_not 'kept'
expect 0 align --batch list --jobs 2 --aligner length -q
[ ! -s err ] || complain "a quiet batch is not quiet"

# a lexicon that changes
printf 'Hafen\tport\n' >words.de-en.tsv
expect 0 align --batch list --lexicon words.de-en.tsv
expect 0 align --batch list --lexicon words.de-en.tsv
says '6 of 6 outputs'
printf 'Hafen\tharbour\n' >words.de-en.tsv
expect 0 align --batch list --lexicon words.de-en.tsv
says_not 'kept'

# a source that changes while the batch runs: between the opening of the first and the writing of the last output
mkfifo gate
mkdir gated
cp texts/1.de texts/1.en texts/2.de gated
printf 'gated/1.de\tgated/1.en\tout/g1.beads\ngated/2.de\tgate\tout/g2.beads\n' >list-gated
"$APOGRAPH" align -q --jobs 1 --presegmented --from de --to en --batch list-gated 2>err &
pid=$!
sleep 1 # the first pair is open, the second one waits for the gate
printf 'Another text.\n' >gated/1.en
cat texts/2.en >gate
wait $pid || { complain "a batch with a pipe"; cat err; }
cp texts/2.en gated/2.en
printf 'gated/1.de\tgated/1.en\tout/g1.beads\n' >list-gated
cp out/g1.beads stale
expect 0 align --batch list-gated
cmp -s out/g1.beads stale && complain "an output of a text that is no longer there was kept"

# ---- lists that make no sense ----
printf 'texts/1.de\ttexts/1.en\tout/new.beads\ntexts/2.de\ttexts/2.en\tout/../out//new.beads\n' >twice
expect 3 align --batch twice
says 'twice: line 2: out/../out//new.beads: the output of line 1 too'
printf 'texts/1.de\ttexts/1.en\ttexts/2.en\ntexts/2.de\ttexts/2.en\tout/new.beads\n' >over
expect 3 align --format tsv --batch over
says 'over: line 1: texts/2.en: OUT would overwrite an input'
printf 'texts/1.de\ttexts/1.en\t./itself\n' >itself
expect 3 align --format tsv --batch itself
says 'itself: line 1: ./itself: OUT would overwrite an input or the list'
printf 'texts/1.de\ttexts/1.en\tout/new.poem\n' >format
expect 3 align --batch format
says 'format: line 1: out/new.poem: '
[ ! -e out/new.beads ] || complain "a refused list wrote something"

# ---- from standard input, from another folder ----
mkdir there
# shellcheck disable=SC2016 # expanded by the inner shell
expect 0 sh -c 'cd there && printf "../texts/1.de\t../texts/1.en\t./new.tsv\n" |
	"$1" align --presegmented --from de --to en --batch - 2>../err' sh "$APOGRAPH"
[ -s there/new.tsv ] || complain "relative paths of a list from standard input"
printf '\357\273\277texts/1.de\ttexts/1.en\tout/marked.tsv\r\n' >marked
expect 0 align --batch marked
[ -s out/marked.tsv ] || complain "a list with a byte order mark and carriage returns"
: >nothing
expect 0 align --batch nothing

# ---- another language ----
printf 'Le port de Hambourg reste fermé ce lundi parce que la tempête souffle encore.\n' >texts/f
printf 'The port of Hamburg stays closed this Monday because the storm is still blowing.\n' >texts/e
printf 'Der Hafen von Hamburg bleibt an diesem Montag zu, weil der Sturm noch immer weht.\n' >texts/d
printf 'texts/%s\ttexts/e\tout/%s.tsv\n' d d f f >mixed
expect 2 "$APOGRAPH" align --batch mixed 2>err
says 'mixed: line 2: '
[ -s out/d.tsv ] || complain "a pair of other languages stopped others"

# ---- killed ----
# texts of several runs (align_batch.c), by the fast aligner
mkdir big killed whole
awk 'BEGIN { for (i = 1; i <= 400; i++) { for (k = 0; k < 60; k++) printf "Wort%d und noch %d ", i, k; print "." } }' >big/de
awk 'BEGIN { for (i = 1; i <= 400; i++) { for (k = 0; k < 60; k++) printf "word%d and then %d ", i, k; print "." } }' >big/en
for i in 1 2 3 4 5 6 7 8 9; do
	printf 'big/de\tbig/en\tkilled/%s.json\n' $i
done >list-killed
sed 's/killed/whole/' list-killed >list-whole
"$APOGRAPH" align --aligner length --presegmented --from de --to en --jobs 2 --batch list-killed 2>err &
pid=$!
tries=0
while [ -z "$(ls killed)" ] && [ $tries -lt 600 ]; do
	sleep .05
	tries=$((tries + 1))
done
kill -9 $pid 2>/dev/null
wait $pid 2>/dev/null
count=$((count + 1))
ls -A killed >left
ls killed/*.json >/dev/null 2>&1 || complain "nothing was finished before the end"
stat -c '%n %y %s' killed/* >before
expect 0 "$APOGRAPH" align --aligner length --presegmented --from de --to en --jobs 1 --batch list-killed 2>err
stat -c '%n %y %s' killed/* | grep -Fxf before >after
# those that were there without their line in the record are written again: one a thread at most
[ $(($(wc -l <before) - $(wc -l <after))) -le 2 ] || complain "what was finished before the kill was written again"
expect 0 "$APOGRAPH" align --aligner length --presegmented --from de --to en --jobs 2 -q --batch list-whole 2>err
diff -r killed whole >/dev/null || complain "a batch that was killed ends with other files: left were $(cat left), now $(ls -A killed)"
finish

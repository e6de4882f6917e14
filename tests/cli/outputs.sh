#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Where outputs may go: never over an input, through links to what they point to, into pipes and devices; what cannot be
# written is said before the work.
# shellcheck disable=SC2002,SC2015,SC2094,SC2181 # complain after all of a && b; pipes, and one file read and written, are what is tried
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
unset TMPDIR

cp "$nato/wire.en.txt" in.txt
cp "$nato/wire.de.txt" b.txt
cp -R "$nato" corpus
printf 'Haus\thouse\n' >words.de-en.tsv
printf 'Hafen\tport\nHaus\thouse\n' >more.de-en.tsv
"$APOGRAPH" align -q -o memory.tmx in.txt b.txt || complain "no memory.tmx"
"$APOGRAPH" align -q -o job.xlf in.txt b.txt || complain "no job.xlf"
"$APOGRAPH" lexicon merge -q words.de-en.tsv -o words.lexicon || complain "no words.lexicon"
cat >rules.srx <<END
<?xml version="1.0"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="no"/><body><languagerules>
<languagerule languagerulename="all"><rule break="yes"><beforebreak>[.]</beforebreak><afterbreak>\s</afterbreak></rule></languagerule>
</languagerules><maprules><languagemap languagepattern=".*" languagerulename="all"/></maprules></body></srx>
END

# ---- no output is an input ----
# own INPUT COMMAND...: refused by the name INPUT, by a link and by a hard link to it; INPUT stays as it is
own() {
	input=$1
	shift
	cp -p "$input" before
	ln -s "$PWD/$input" link && ln "$input" hard || complain "no links"
	for output in "$input" "./$input" link hard; do
		count=$((count + 1))
		"$APOGRAPH" "$@" -o "$output" >out 2>err </dev/null
		status=$?
		[ $status = 2 ] || { complain "exit status $status, expected 2: $* -o $output"; cat err; }
		grep -qF "$output: is the same file as the input " err || { complain "does not name the file: $* -o $output"; cat err; }
		[ ! -s out ] || complain "wrote to standard output: $* -o $output"
		cmp -s before "$input" || complain "the input is changed: $* -o $output"
		[ -L link ] || complain "the link was replaced: $* -o $output"
	done
	rm -f link hard
}
own in.txt align --format tsv in.txt b.txt
own b.txt align --format beads in.txt b.txt
own b.txt align --format beads --pivot b.txt in.txt b.txt
own words.de-en.tsv align --format beads --lexicon words.de-en.tsv in.txt b.txt
own words.lexicon align --format beads --lexicon words.lexicon in.txt b.txt
own rules.srx align --format beads --srx rules.srx in.txt b.txt
own rules.srx segment --format text --srx rules.srx in.txt
own in.txt segment --format text in.txt
own in.txt qa --format json in.txt b.txt
own b.txt qa --format json in.txt b.txt
own memory.tmx qa --format tmx memory.tmx
own job.xlf qa --format xliff job.xlf
own words.de-en.tsv score --from de --to en --lexicon words.de-en.tsv
own corpus/manifest.json trace --format json corpus
own corpus/wire.de.txt trace --format json corpus
own corpus/wire.de.txt audit --format json corpus
own words.de-en.tsv audit --format json --lexicon words.de-en.tsv corpus
own memory.tmx audit --format json memory.tmx
own in.txt audit --format json memory.tmx # which names it
own memory.tmx tmx stats --format text memory.tmx
own memory.tmx tmx validate --format text memory.tmx
own memory.tmx tmx diff --format text memory.tmx memory.tmx
own words.de-en.tsv lexicon merge words.de-en.tsv more.de-en.tsv
own more.de-en.tsv lexicon merge words.de-en.tsv more.de-en.tsv
own words.lexicon lexicon import words.lexicon
own words.de-en.tsv lexicon show --lexicon words.de-en.tsv --format tsv Haus
own memory.tmx lexicon train --from en --to de memory.tmx

# standard input and output are files too
cp in.txt same
printf 'Haus\thouse\n' >pair
count=$((count + 4))
cp pair before
"$APOGRAPH" score --from de --to en -o pair <pair >out 2>err
[ $? = 2 ] && cmp -s pair before || { complain "score over its standard input"; cat err; }
"$APOGRAPH" segment --lang en - -o same <same >out 2>err
[ $? = 2 ] && cmp -s same in.txt || { complain "segment over its standard input"; cat err; }
"$APOGRAPH" segment --lang en same >>same 2>err
[ $? = 2 ] && cmp -s same in.txt || { complain "segment added to its input"; cat err; }
"$APOGRAPH" tmx clean memory.tmx >>memory.tmx 2>err
[ $? = 2 ] || { complain "tmx clean added to its input"; cat err; }

# batches: lines over inputs, by other names
ln in.txt hard.tsv
printf 'in.txt\tb.txt\thard.tsv\n' >list
expect_batch() {
	count=$((count + 1))
	"$APOGRAPH" align -q --batch "$1" >out 2>err
	[ $? = "$2" ] || { complain "a batch over its input: $1"; cat err; }
	grep -qF "$3" err || { complain "does not say '$3': $1"; cat err; }
}
cp in.txt before
expect_batch list 2 'is the same file as the input in.txt'
cmp -s in.txt before || complain "a batch replaced an input by its hard link"
printf 'in.txt\tb.txt\thard-list.tsv\n' >list2
ln list2 hard-list.tsv
expect_batch list2 2 'is the same file as the input list2'
cp rules.srx before
ln rules.srx rules.tsv
printf 'in.txt\tb.txt\trules.tsv\n' >list3
count=$((count + 1))
"$APOGRAPH" align -q --srx rules.srx --batch list3 2>err
[ $? = 2 ] && cmp -s rules.srx before || { complain "a batch replaced its rules"; cat err; }

# in place, where tmx says so
for action in 'merge memory.tmx memory.tmx' 'clean memory.tmx' 'convert memory.tmx'; do
	count=$((count + 1))
	ln -sf memory.tmx link.tmx
	for output in memory.tmx link.tmx; do
		# shellcheck disable=SC2086 # words
		"$APOGRAPH" tmx $action -q -o $output >out 2>err || { complain "not in place: tmx $action -o $output"; cat err; }
		"$APOGRAPH" tmx stats -q memory.tmx >out 2>err || { complain "in place, but no TMX any more: tmx $action"; cat err; }
	done
	[ -L link.tmx ] || complain "the link was replaced: tmx $action"
done

# ---- links, pipes, devices ----
segment() { "$APOGRAPH" segment -q --lang en --format text "$@" 2>err; }
segment in.txt >wanted
same() {
	count=$((count + 1))
	cmp -s wanted "$1" || { complain "$2"; cat err; }
	rm -f "$1"
}
mkdir there
echo old >there/target
chmod 640 there/target
ln -s there/target link
ln -s "$PWD/link" link-to-link
segment in.txt -o link-to-link
[ -L link ] && [ -L link-to-link ] || complain "a link was replaced"
[ "$(stat -c %a there/target)" = 640 ] || complain "the mode is another one"
same there/target "-o LINK does not write what it points to"
segment in.txt -o link
same there/target "-o LINK does not make what it points to"
ln -s there/none/target astray
count=$((count + 1))
segment in.txt -o astray
[ $? = 4 ] || complain "a link to a folder that does not exist"
ln -s loop loop
segment in.txt -o loop
[ $? = 4 ] || complain "a link to itself"
segment in.txt -o /dev/null || complain "-o /dev/null"
[ -c /dev/null ] || complain "/dev/null is no device any more"
segment in.txt -o /dev/stdout >got
same got "-o /dev/stdout"
(segment in.txt -o /dev/stdout && echo more) >got
[ "$(tail -n 1 got)" = more ] || complain "what follows on standard output is lost"
segment in.txt -o /dev/fd/7 7>got
same got "-o /dev/fd/7"
segment in.txt -o /dev/stdout | cat >got
same got "-o /dev/stdout into a pipe"
count=$((count + 3))
segment in.txt -o /dev/fd/7 7<in.txt
[ $? = 4 ] || complain "-o /dev/fd/7, which is open for reading"
segment in.txt -o /dev/fd/9
[ $? = 4 ] || complain "-o /dev/fd/9, which is not open"
"$APOGRAPH" segment --lang en in.txt >&- 2>err
[ $? = 4 ] || complain "standard output is closed"
segment in.txt -o got >&- || complain "standard output is closed, and the output a file"
same got "-o FILE, while standard output is closed"
mkfifo pipe
cat pipe >got &
segment in.txt -o pipe || complain "-o FIFO"
wait
same got "-o FIFO"
cat in.txt >pipe &
segment pipe >got
wait
same got "a FIFO as input"
# shellcheck disable=SC2094 # a pipe
{ sleep 1; cat in.txt; } >pipe &
segment pipe >got
wait
same got "a FIFO whose writer is slow"
cat in.txt | segment /dev/stdin >got
same got "/dev/stdin"
segment /dev/fd/8 8<in.txt >got
same got "/dev/fd/8"
if command -v bash >/dev/null; then
	bash -c '"$1" segment -q --lang en --format text <(cat in.txt)' bash "$APOGRAPH" >got 2>err
	same got "<(command)"
	"$APOGRAPH" align -q --from en --to de --lexicon words.de-en.tsv in.txt b.txt >beads
	count=$((count + 4))
	bash -c '"$1" align -q --from en --to de --lexicon de-en:<(cat words.de-en.tsv) <(cat in.txt) <(cat b.txt)' \
		bash "$APOGRAPH" >got 2>err
	[ $? = 0 ] || { complain "align with pipes"; cat err; }
	[ "$(cut -f 1 got)" = "$(cut -f 1 beads)" ] || complain "align of pipes differs"
	"$APOGRAPH" tmx stats memory.tmx >stats
	bash -c '"$1" tmx stats <(cat memory.tmx)' bash "$APOGRAPH" >got 2>err
	cmp -s stats got || complain "tmx stats of a pipe"
	gzip -c memory.tmx >memory.tmx.gz
	bash -c '"$1" tmx stats <(cat memory.tmx.gz)' bash "$APOGRAPH" >got 2>err
	cmp -s stats got || complain "tmx stats of a gzipped pipe"
	bash -c '"$1" tmx clean -q -o >(cat >got) memory.tmx' bash "$APOGRAPH" 2>err || complain "-o >(command)"
	for command in qa audit; do
		bash -c '"$1" "$2" -q --fail-on never --format json <(cat memory.tmx)' bash "$APOGRAPH" $command >got 2>err ||
			{ complain "$command of a pipe"; cat err; }
	done
fi

# ---- names ----
for length in 244 245 250 255; do
	name=$(head -c $length /dev/zero | tr '\0' n)
	segment in.txt -o "$name" || cat err
	same "$name" "a name of $length bytes"
done
name=$(printf 'ü%.0s' $(seq 127))
segment in.txt -o "$name"
same "$name" "a name of 127 letters of two bytes"
count=$((count + 1))
segment in.txt -o "${name}xx"
[ $? = 4 ] || complain "a name of 256 bytes"
mkdir 'a folder with ü'
cp in.txt 'a folder with ü/näme of it.txt'
segment 'a folder with ü/näme of it.txt' -o 'a folder with ü/öut'
same 'a folder with ü/öut' "names with spaces and ü"

# ---- before the work: what does not read its input either ----
early() {
	wanted=$1 said=$2
	shift 2
	count=$((count + 1))
	"$APOGRAPH" "$@" >out 2>err </dev/null
	status=$?
	[ $status = "$wanted" ] || { complain "exit status $status, expected $wanted: $*"; cat err; }
	grep -qF -- "$said" err || { complain "does not say '$said': $*"; cat err; }
	! grep -q missing.txt err || complain "reads before it looks at the output: $*"
}
mkdir folder
for command in 'align missing.txt missing.txt' 'qa missing.txt missing.txt' 'segment missing.txt' 'trace missing.txt' \
	'audit missing.txt' 'tmx stats missing.txt'; do
	# shellcheck disable=SC2086 # words
	early 4 'nowhere/x.json: cannot be written: its folder does not exist' $command -o nowhere/x.json
	# shellcheck disable=SC2086
	early 4 'folder: is a directory' $command --format json -o folder
	# shellcheck disable=SC2086
	early 2 'poem' $command -o x.poem
done
early 4 'nowhere/x: cannot be written' lexicon merge missing.txt -o nowhere/x
early 4 'nowhere/x: cannot be written' lexicon train --from de --to en missing.txt -o nowhere/x
early 4 'nowhere/x: cannot be written' score --from de --to en -o nowhere/x
early 4 'nowhere/x.tmx: cannot be written' tmx merge missing.txt -o nowhere/x.tmx
early 4 'nowhere/x.tmx: cannot be written' tmx convert missing.txt -o nowhere/x.tmx
early 2 'poem' tmx convert missing.txt -o x.poem

# ---- numbers and dates ----
for value in 5 1.1 -1 1e9 nan . '' 0x1 1,5 1.01 00.5.5; do
	early 2 --min-score align --min-score "$value" missing.txt missing.txt
	early 2 --min-score tmx clean "--min-score=$value" missing.txt
done
for value in 0 0.5 .5 1 1. 1.00 0.999; do
	count=$((count + 1))
	"$APOGRAPH" align -q --min-score $value -o x.tmx in.txt b.txt 2>err || { complain "--min-score $value"; cat err; }
done
for value in 0 -1 many 1.5 100000 99999999999999999999 ''; do
	early 2 --jobs segment --jobs "$value" missing.txt
	early 2 --units tmx split --units "$value" -o parts missing.txt
done
early 2 --level tmx clean --level 3 missing.txt
for value in 2025-02-29 2025-13-01 2025-00-10 31.12.2025 2025-12-26T00:00:00Z 0000-01-01 2025-1-1 today ''; do
	early 2 --date qa --date "$value" missing.txt missing.txt
done
finish

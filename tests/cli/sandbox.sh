#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The sandbox: what it forbids fails, what the program does still works; --no-sandbox turns it off
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

[ -z "${SANITIZED:-}" ] || { echo "a build with sanitizers has no sandbox"; exit 77; }
mkdir allowed other
echo old >other/old
"$TEST_PROBE" "$work/allowed" "$work/other" >said
status=$?
cat said
[ $status -ne 77 ] || exit 77
[ $status -eq 0 ] || complain "the probe"
rm -rf allowed/*
"$TEST_PROBE" "$work/allowed" "$work/other" children || complain "the probe with children"
{ [ "$(cat other/old)" != old ] || [ -e other/new ]; } && complain "the probe changed what it must not"
count=$((count + 1))

# the program itself is inside when it opens its inputs: a pipe keeps it there while the kernel is asked
confined() { # SECCOMP_MODE OPTION...: what /proc says of the program
	wanted=$1
	shift
	mkfifo pipe
	"$APOGRAPH" segment --lang en "$@" - <pipe >out 2>err &
	pid=$!
	exec 3>pipe
	tries=0
	while mode=$(sed -n 's/^Seccomp:[^0-9]*//p' "/proc/$pid/status") && [ "$mode" != "$wanted" ] && [ $tries -lt 100 ]; do
		sleep .05
		tries=$((tries + 1))
	done
	[ "$mode" = "$wanted" ] || complain "Seccomp is $mode, expected $wanted: segment $*"
	echo "One sentence. Two." >&3
	exec 3>&-
	wait $pid || complain "segment $* in a pipe"
	[ "$(wc -l <out)" = 2 ] || complain "segment $* wrote something else"
	rm pipe
	count=$((count + 1))
}
if grep -q '^Seccomp:' /proc/self/status && grep -q '^calls: confined' said; then
	confined 2
	outer=$(sed -n 's/^Seccomp:[^0-9]*//p' /proc/self/status)
	confined "$outer" --no-sandbox
fi

# outputs in every kind of place; none of them is beneath the folder of temporary files
mkdir -p deep/er links real temporary
export TMPDIR="$work/temporary"
try() {
	"$APOGRAPH" "$@" 2>err || { complain "apograph $*"; cat err; }
	count=$((count + 1))
}
for output in out.tmx deep/er/out.tmx "$work/deep/abs.tmx" ./deep/../dots.tmx; do
	try align -q --no-default-lexicons --fast "$nato/wire.en.txt" "$nato/toutiao.en.txt" -o "$output"
	[ -s "$output" ] || complain "$output is missing"
done
echo old >real/file.tmx
ln -s "$work/real/file.tmx" links/link.tmx
try align -q --no-default-lexicons --fast "$nato/wire.en.txt" "$nato/toutiao.en.txt" -o links/link.tmx
try tmx split out.tmx -o parts --units 2 >/dev/null
[ -n "$(ls parts)" ] || complain "tmx split wrote nothing"
printf '%s\t%s\t%s\n' "$nato/wire.en.txt" "$nato/toutiao.en.txt" deep/batch.tmx "$nato/wire.en.txt" "$nato/aggregator-a.en.txt" real/batch.beads >list
try align -q --no-default-lexicons --fast --batch list
for output in deep/batch.tmx real/batch.beads list.done; do
	[ -s "$output" ] || complain "the batch wrote no $output"
done
mkdir corpus && echo "A short text. It has two sentences." >corpus/a.txt
try corpus add --lang en corpus corpus/a.txt
[ -s corpus/manifest.json ] || complain "corpus add wrote no manifest"
printf 'house\tHaus\ntree\tBaum\n' >words.en-de.tsv
XDG_DATA_HOME=$work/data try lexicon import --install words.en-de.tsv
[ -n "$(ls data/apograph/lexicons 2>/dev/null)" ] || complain "lexicon import put nothing into the data folder"
# a cache that is not there yet is made as it is without the sandbox
for how in "" --no-sandbox; do
	# shellcheck disable=SC2086 # an option or nothing
	XDG_CACHE_HOME="$work/cold$how/cache" try align -q --fast $how "$nato/wire.en.txt" "$nato/wire.de.txt" -o deep/cold.tmx
done
[ -n "$(ls cold--no-sandbox/cache/apograph 2>/dev/null)" ] || complain "there is no cache to compare with"
[ "$(ls cold/cache/apograph 2>/dev/null)" = "$(ls cold--no-sandbox/cache/apograph 2>/dev/null)" ] || complain "the cache is not written in the sandbox"
try segment --lang en --no-sandbox "$nato/wire.en.txt" -o deep/segments.txt
finish

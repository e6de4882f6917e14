#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Tests see only what they set: no variable of the developer, no installed dictionary; a process has a limit of CPU time.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
hermetic=$(dirname "$0")/../hermetic.sh

count=$((count + 1))
seen=$(APOGRAPH_X=1 COLUMNS=7 NO_COLOR=1 LC_ALL=tr_TR.UTF-8 LANGUAGE=tr XDG_DATA_DIRS=/usr/share XDG_RUNTIME_DIR=/run HOME=/root \
	TEST_KEPT=yes "$hermetic" "$work/one" 10 env)
for variable in APOGRAPH_X COLUMNS NO_COLOR LANGUAGE XDG_RUNTIME_DIR; do
	! echo "$seen" | grep -q "^$variable=" || complain "$variable reaches tests"
done
for variable in HOME TMPDIR XDG_DATA_HOME XDG_DATA_DIRS XDG_CONFIG_HOME XDG_CACHE_HOME; do
	echo "$seen" | grep -q "^$variable=$work/one/" || complain "$variable is not inside of the folder"
done
echo "$seen" | grep -qx 'TEST_KEPT=yes' || complain "TEST_KEPT does not reach tests"
echo "$seen" | grep -qx 'LC_ALL=C' || complain "the locale is not C"
[ -z "$(ls -A "$work/one")" ] || complain "files are left in the folder"

count=$((count + 1))
"$hermetic" "$work/one" 1 sh -c 'while :; do :; done' 2>/dev/null
status=$?
[ $status -gt 128 ] || complain "a loop ends with status $status, expected a signal"

# dictionaries of the system: every folder of XDG_DATA_DIRS, the user's first, each once
count=$((count + 1))
mkdir -p a/trans b/dictd "$XDG_DATA_HOME/trans" relative/trans
printf 'Haus {n} :: dwelling\n' >a/trans/de-en
printf 'Haus {n} :: abode\n' >"$XDG_DATA_HOME/trans/de-en"
printf 'Haus {n} :: relative\n' >relative/trans/de-en
printf 'Haus\n1. edifice\n' >b/dictd/x-deu-eng.dict
printf 'Haus\tA\tQ\n' >b/dictd/x-deu-eng.index
XDG_DATA_DIRS="$work/a/:relative::$work/b:$work/a" "$APOGRAPH" lexicon show --from de --to en --format tsv Haus >out 2>err ||
	complain "lexicon show failed"
for word in dwelling abode edifice; do
	grep -q "	$word	" out || { complain "$word is not found"; cat out; }
done
! grep -q '	relative	' out || complain "a relative folder is looked into"

# and all dictionaries of one folder, in the order of their names
count=$((count + 1))
mkdir -p many/dictd
i=1000
while [ $i -lt 1300 ]; do
	printf 'zwirbel\n1. twirl%s\n' $i >many/dictd/d$i-deu-eng.dict
	printf 'zwirbel\tA\tV\n' >many/dictd/d$i-deu-eng.index
	i=$((i + 1))
done
rm "$XDG_DATA_HOME/trans/de-en"
XDG_DATA_DIRS="$work/many" "$APOGRAPH" align --from de --to en "$nato/wire.de.txt" "$nato/wire.en.txt" >out 2>err || complain "align failed"
grep -o 'd1[0-9]*-deu-eng: 1 entries' err >used
[ "$(wc -l <used)" = 300 ] || { complain "$(wc -l <used) of 300 dictionaries are used"; head -3 err; }
sort -c used || complain "dictionaries are not in the order of their names"
finish

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What a person sees on a terminal of 80 columns: tables that fit, a progress bar for work that takes long, none when not wanted,
# nothing of either in a pipe; each notice once.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
terminal=$(dirname "$0")/../on_terminal.py
case $terminal in /*) ;; *) terminal=$OLDPWD/$terminal ;; esac

# on_terminal [--slow] COLUMNS WORD...: the lines that the terminal gets, in `seen`
on_terminal() {
	count=$((count + 1))
	"$terminal" "$@" >out 2>err
	status=$?
	[ $status -le 1 ] || { complain "exit status $status on a terminal: $*"; cat out err; }
	tr -d '\r' <out >seen
}
# fits WHAT: no line is wider than 80 columns or ends in a space
cat >wide.py <<'END'
import re, sys, unicodedata
for line in sys.stdin.read().split("\n"):
    plain = re.sub("\033\\[[0-9;]*[mK]|\033\\]8;.*?\033\\\\", "", line)
    if sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in plain) > 80:
        print(plain)
    if plain != plain.rstrip(" "):
        print(plain + "|, which ends in a space")
END
fits() {
	wide=$(PYTHONUTF8=1 python3 wide.py <seen | head -n 3)
	[ -z "$wide" ] || complain "wider than 80 columns, or a space at the end: $*: $wide"
}

# align: a table on a terminal, beads in a pipe and in a file
bead='^\[[0-9, ]*\]:\[[0-9, ]*\]:[01]\.[0-9]*$'
on_terminal 80 "$APOGRAPH" align -q "$nato/wire.en.txt" "$nato/wire.de.txt"
! grep -q "$bead" seen || complain "align shows beads on a terminal"
grep -q 'Rutte' seen || complain "align shows no text on a terminal"
fits align
on_terminal 80 "$APOGRAPH" align -q --format beads "$nato/wire.en.txt" "$nato/wire.de.txt"
grep -q "$bead" seen || complain "align --format beads shows no beads on a terminal"
on_terminal 80 "$APOGRAPH" align -q -o in.beads "$nato/wire.en.txt" "$nato/wire.de.txt"
grep -q "$bead" in.beads || complain "align -o FILE writes no beads from a terminal"
"$APOGRAPH" align -q "$nato/wire.en.txt" "$nato/wire.de.txt" >piped
cmp in.beads piped || complain "align writes other beads into a pipe"
ln -s "$nato" nato
for words in 'qa nato/wire.en.txt nato/toutiao.en.txt' 'trace nato' 'audit nato' 'lexicon show --from de --to en Haus verteidigen'; do
	# shellcheck disable=SC2086 # words
	on_terminal 80 "$APOGRAPH" $words -q
	fits "$words"
done

# a pair of texts that takes a while: the bar is drawn, says how much is done and goes away; not with these options
awk 'BEGIN {for (i = 0; i < 1500; i++) {
	print "Der Zeuge " i " sah " i * 7 " Wagen in der Straße " i % 11 "." >"de"
	print "Witness " i " saw " i * 7 " cars in street " i % 11 "." >"en"}}'
bar='[[#.]*\] [0-9]* %.* s left'
pair='--presegmented --from de --to en de en'
commands='align qa' options='--no-progress --quiet'
[ -z "${SANITIZED:-}" ] || commands=align options='' # the same bar; a sanitizer takes a minute for each
for command in $commands; do
	# shellcheck disable=SC2086 # words
	on_terminal --slow 80 "$APOGRAPH" $command -o result $pair
	grep -q "$bar" seen || { complain "no progress bar of $command on one pair"; cat -v seen; }
	tail -c 300 out | tr '\r' '\n' | tail -n 1 | grep -q '%' && complain "the bar of $command stays"
done
for option in $options; do
	# shellcheck disable=SC2086 # words
	on_terminal --slow 80 "$APOGRAPH" align $option -o result $pair
	! grep -q "$bar" seen || complain "a progress bar in spite of $option"
done

# notices, each once
once() {
	count=$((count + 1))
	"$APOGRAPH" "$@" >out 2>err
	twice=$(sort err | uniq -d)
	[ -z "$twice" ] || complain "said twice by apograph $*: $twice"
}
if [ -z "${SANITIZED:-}" ]; then # both were on the terminal above
	once trace "$nato"
	[ "$(grep -c 'no dictionary for de-en' err)" = 1 ] || { complain "not once: no dictionary for de-en"; cat err; }
	once audit "$nato"
fi
once align "$nato/wire.en.txt" "$nato/wire.de.txt"
[ "$(grep -c 'no dictionary for de-en' err)" = 1 ] || { complain "not once: no dictionary for de-en"; cat err; }
printf '%s\n' "$nato/wire.en.txt	$nato/wire.de.txt	1.beads" "$nato/toutiao.en.txt	$nato/wire.de.txt	2.beads" >list
once align --batch list
[ "$(grep -c 'no dictionary' err)" = 1 ] || { complain "not once in a batch: no dictionary"; cat err; }
finish

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Lines of a million characters of one kind, without spaces or without words, end within bounded CPU time.
# shellcheck disable=SC2015 # complain after all of a && b
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

LIMIT=60 # seconds of CPU; a scan that starts again at every character takes hours
[ -z "${SANITIZED:-}" ] || LIMIT=600
# N of a character of so many bytes, or of a pair of them
line() { yes "$1" | tr -d '\n' | head -c "$2"; }
bounded() {
	count=$((count + 1))
	# shellcheck disable=SC3045 # dash has it
	( ulimit -t $LIMIT; "$APOGRAPH" "$@" <in >out 2>err )
	status=$?
	[ $status -le 1 ] || { complain "exit status $status on $shape: apograph $*"; cat err; }
}
while read -r shape bytes text; do
	line "$text" "$bytes" >a
	{ cat a; printf '\t'; cat a; echo; } >in
	bounded score -q --no-default-lexicons --from en --to de
	[ "$(wc -l <out)" -eq 1 ] || complain "$shape: $(wc -l <out) lines of scores for one pair"
	: >in
	bounded qa -q --no-default-lexicons --from en --to de --fail-on never --format tsv a a
done <<E2
letter 1000000 a
marks 2000000 ́
digits 1000000 1
points 200000 .
letters-and-points 1000000 a.
modifiers 400000 ʼ
numbers 200000 5,
han 150000 中
E2
finish

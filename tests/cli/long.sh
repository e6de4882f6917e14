#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Long input costs time in proportion to its length: sentences of 300 kB end within seconds.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

fast() {
	count=$((count + 1))
	"$APOGRAPH" "$@" <in >out 2>err
	status=$?
	[ $status -le 1 ] || { complain "exit status $status: apograph $*"; cat err; }
	[ -s out ] || complain "no output: apograph $*"
}
many() { yes "$1" | head -c 300000 | tr '\n' ' '; }

many 'Das ist ein Wort von 25 Leuten, „sagte“ Anna' >de
many 'That is a word of 25 people, "said" Anna' >en
head -c 300000 /dev/zero | tr '\0' '"' >marks
: >in
for file in de marks; do
	fast segment --lang de $file
	fast align --from de --to en --format json $file en
	! has qa || fast qa --from de --to en --format json $file en
done
if has score; then
	{ cat de; printf '\t'; cat en; echo; } >in
	fast score --from de --to en
fi
finish

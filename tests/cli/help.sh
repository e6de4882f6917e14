#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Help, manual pages and completions of every subcommand.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# check COMMAND...: exit status 0, something on standard output, nothing on standard error
check() {
	count=$((count + 1))
	"$@" >out 2>err || complain "exit status $?: $*"
	[ -s out ] || complain "printed nothing: $*"
	[ ! -s err ] || complain "complained: $*"
}
manual() {
	check "$APOGRAPH" help --man "$@"
	! command -v mandoc >/dev/null || mandoc -T lint -W warning out || complain "manual page of $*"
}

check "$APOGRAPH"
check "$APOGRAPH" help
check "$APOGRAPH" --help
check "$APOGRAPH" --version
manual
for command in $(subcommands); do
	check "$APOGRAPH" "$command" --help
	for part in 'usage: apograph' '^Options:' '^Exit status:' '^Examples:'; do
		grep -q "$part" out || complain "no '$part' in the help of $command"
	done
	[ "$(awk 'length > 100' out | wc -l)" = 0 ] || complain "lines of more than 100 columns in the help of $command"
	check "$APOGRAPH" help "$command"
	manual "$command"
done
for shell in bash zsh fish; do
	check "$APOGRAPH" help --completion $shell
	for command in $(subcommands); do
		grep -q "$command" out || complain "no $command in the completion of $shell"
	done
	! command -v $shell >/dev/null || $shell -n out || complain "completion of $shell"
done
if command -v bash >/dev/null; then
	"$APOGRAPH" help --completion bash >completion
	cat >complete.bash <<'END'
. ./completion
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _apograph; echo "${COMPREPLY[*]}"
END
	for case in 'seg:segment' 'align --mode c:comparable' 'segment --enc:--encoding'; do
		count=$((count + 1))
		# shellcheck disable=SC2086 # words
		got=$(bash complete.bash apograph ${case%%:*})
		[ "$got" = "${case#*:}" ] || complain "apograph ${case%%:*} was completed to '$got'"
	done
fi
finish

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
	# completes EXPECTED WORD...: what the last word, which may be empty, is completed to
	completes() {
		expected=$1
		shift
		count=$((count + 1))
		got=$(bash complete.bash apograph "$@")
		[ "$got" = "$expected" ] || complain "apograph $* was completed to '$got', expected '$expected'"
	}
	completes segment seg
	completes comparable align --mode c
	completes --encoding segment --enc
	completes '' align st
	for command in $(subcommands); do
		actions=$("$APOGRAPH" help "$command" | sed -n 's/^ACTION: //p' | sed 's/, / /g; s/ or / /')
		[ -z "$actions" ] || completes "$actions" "$command" ''
		for action in $actions; do
			"$APOGRAPH" "$command" "$action" missing missing >out 2>err
			! grep 'no action' err || complain "$command does not know its action $action"
		done
	done
	completes stats tmx st
	completes validate tmx --level 1 val
	completes split tmx --format xliff-1.2 sp
	completes '' tmx stats s
	completes --format tmx stats --fo
	completes '' tmx -o st
	completes show lexicon sh
	completes segment help seg
fi
if command -v fish >/dev/null; then
	"$APOGRAPH" help --completion fish >completion.fish
	for case in 'tmx st:stats' 'lexicon sh:show' 'help seg:segment'; do
		count=$((count + 1))
		got=$(fish -c "source completion.fish; complete -C 'apograph ${case%%:*}'" | cut -f 1)
		[ "$got" = "${case#*:}" ] || complain "fish completed apograph ${case%%:*} to '$got'"
	done
fi
finish

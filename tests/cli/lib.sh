# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# Helpers of the tests of the command line. Sourced with $APOGRAPH and $CORPORA set; works in an empty folder of its own.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
# shellcheck disable=SC2034 # used by the tests
nato=$CORPORA/nato-rutte
failed=0 count=0

complain() {
	echo "FAILED: $*"
	failed=1
}
# Subcommands that this build has.
has() { "$APOGRAPH" help "$1" >/dev/null 2>&1; }
subcommands() { "$APOGRAPH" help | sed -n 's/^  \([a-z]*\) .*/\1/p'; }
finish() {
	echo "$count cases"
	[ "$count" -gt 0 ] || failed=1
	exit $failed
}

# refuse "STATUS..." MENTIONED COMMAND...: with -o FILE the command must end in little time and memory, with one of the
# statuses, an error text that holds MENTIONED, nothing on standard output, and FILE as it was before.
refuse() {
	echo kept >kept
	refuse_without_output "$@" -o kept
	[ "$(cat kept)" = kept ] || complain "touched the output: apograph $*"
	for left in kept?*; do
		[ ! -e "$left" ] || complain "left $left behind: apograph $*"
	done
}
refuse_without_output() {
	statuses=$1 mentioned=$2
	shift 2
	count=$((count + 1))
	(
		# shellcheck disable=SC3045 # dash has it; address sanitizers reserve terabytes
		[ -n "${SANITIZED:-}" ] || ulimit -v 3000000
		exec "$APOGRAPH" "$@" >out 2>err </dev/null
	)
	status=$?
	case " $statuses " in
	*" $status "*) ;;
	*) complain "exit status $status, expected $statuses: apograph $*"; cat err ;;
	esac
	grep -qF -- "$mentioned" err || { complain "the error does not mention '$mentioned': apograph $*"; cat err; }
	grep -q '^apograph: ' err || complain "no message: apograph $*"
	[ ! -s out ] || complain "wrote to standard output: apograph $*"
}

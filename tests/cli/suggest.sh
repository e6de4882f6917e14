#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What was mistyped is refused with status 2, and what was meant is named where it can be told.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# says EXPECTED WORD...: the last thing that the first line of the message says
says() {
	expected=$1
	shift
	count=$((count + 1))
	"$APOGRAPH" "$@" >out 2>err </dev/null
	status=$?
	[ $status = 2 ] || complain "exit status $status, expected 2: apograph $*"
	[ ! -s out ] || complain "wrote to standard output: apograph $*"
	case "$(head -n 1 err)" in
	*"$expected") ;;
	*) complain "expected '$expected' from apograph $*"; cat err ;;
	esac
}
echo 'A text.' >a.txt
cp a.txt "b ü'c.txt"
cp a.txt m.tmx
mkdir folder

# subcommands, and actions without theirs
says '; did you mean align?' algin a.txt m.tmx
says '; did you mean segment?' segm a.txt
says '; did you mean segment?' help segmnt
says '; did you mean tmx stats?' stats m.tmx
says '; did you mean lexicon train?' train m.tmx
says 'there is no subcommand zzz' zzz
says 'there is no subcommand ' ''
says "there is no subcommand $(printf %3000s x)" "$(printf %3000s x)"
# files without a subcommand
says '; did you mean apograph align a.txt m.tmx?' a.txt m.tmx
# shellcheck disable=SC1003 # as it is printed
says '; did you mean apograph align a.txt '"'b ü'\\''c.txt'?" a.txt "b ü'c.txt"
says '; did you mean apograph tmx stats m.tmx?' m.tmx
says '; did you mean apograph segment a.txt?' a.txt
says '; did you mean apograph trace folder?' folder
says 'there is no subcommand missing.txt' missing.txt a.txt
says 'options follow the subcommand' --from de a.txt m.tmx
# actions
says '; did you mean stats?' tmx stast m.tmx
says '; did you mean validate?' tmx valid m.tmx
says '; did you mean merge?' tmx merg
says '; did you mean show?' lexicon shwo Haus
says 'split, diff or convert' tmx
says 'split, diff or convert' tmx zzz m.tmx
# options, with two dashes or one
says '; did you mean --presegmented?' align --presegmentd a.txt m.tmx
says '; did you mean --format?' align -format json a.txt m.tmx
says '; did you mean --no-default-lexicons?' align --no-default-lexicon=x a.txt m.tmx
says 'align has no option -x' align -x a.txt m.tmx
says 'align has no option -x' align -qx a.txt m.tmx
# values
says '; did you mean parallel?' align --mode paralel a.txt m.tmx
says '; did you mean critical?' qa --fail-on crit a.txt m.tmx
says '; did you mean space?' tmx clean --checks empty,spce m.tmx
says 'auto|parallel|comparable' align --mode sideways a.txt m.tmx
finish

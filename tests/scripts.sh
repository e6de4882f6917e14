#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tools/install.sh, which demo.sh and test.sh begin with, on machines that are made up: what is not installed is named before
# anything is built, what is installed and built takes a line each, and a log is shown when something fails: scripts.sh SOURCE_ROOT
set -u
source=$1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
top="$work/a folder of Zoë's"
mkdir -p "$top/tools" "$work/bin" "$work/state" "$work/tmp"
cp "$source/tools/install.sh" "$top/tools/"
cat >"$top/tools/script.sh" <<'END'
#!/bin/sh
set -eu
cd "$(dirname "$0")/.."
. tools/install.sh
install_packages compiler -- lint
build program
echo "the end"
END
chmod +x "$top/tools/script.sh"
failed=0 count=0

# the machine: only what is in $work/bin, a user with this number, packages in $work/state/installed
for program in sh cat cut date dirname echo env grep mkdir mktemp rm sed tr wc; do
	ln -s "$(command -v $program)" "$work/bin/$program"
done
stub() {
	{ echo "#!/bin/sh"; echo "state='$work/state'"; cat; } >"$work/bin/$1"
	chmod +x "$work/bin/$1"
}
stub id <<'END'
cat "$state/user"
END
stub dpkg-query <<'END'
for name; do :; done
! grep -qx "$name" "$state/installed" || printf 'install ok installed'
END
stub meson <<'END'
echo "meson $*" >>"$state/calls"
mkdir -p build && : >build/build.ninja
END
stub ninja <<'END'
echo "ninja $*" >>"$state/calls"
echo '[1/2] Compiling'
[ ! -e "$state/broken" ] || { echo 'x.c:1: error: this is broken'; exit 7; }
echo '[2/2] Linking'
END
apt() {
	stub apt-get <<'END'
echo "apt-get $*" >>"$state/calls"
echo 'a lot of noise'
[ ! -e "$state/offline" ] || { echo 'E: no route'; exit 100; }
[ "$1" != install ] || for name; do echo "$name" >>"$state/installed"; done
END
}
# machine USER PACKAGE...: a new one, without apt
machine() {
	rm -rf "$work/state" "$top/build" "$work/bin/apt-get" "$work/bin/sudo"
	mkdir "$work/state"
	echo "$1" >"$work/state/user"
	shift
	printf '%s\n' "$@" >"$work/state/installed"
	: >"$work/state/calls"
}
# run STATUS [ARGUMENT...]: the script, its output in $work/out
run() {
	expected=$1 status=0
	shift
	count=$((count + 1))
	(umask 077 && PATH="$work/bin" TMPDIR="$work/tmp" LC_ALL=C "$top/tools/script.sh" "$@") >"$work/out" 2>&1 || status=$?
	[ $status = "$expected" ] || complain "exit status $status, expected $expected"
}
complain() {
	echo "FAILED: case $count: $*"
	cat "$work/out"
	failed=1
}
says() { grep -qF -- "$1" "$work/out" || complain "does not say '$1'"; }
silent_on() { ! grep -qF -- "$1" "$work/out" || complain "says '$1'"; }
not_called() { ! grep -q "$1" "$work/state/calls" || complain "called $1"; }
every=$(sed -n '/^build_packages="/,/"$/p' "$source/tools/install.sh" | sed 's/.*="//; s/"$//' | tr '|\t\n' '   ')

# a bare machine: named and not built
machine 0 some package
run 1 --no-install
says compiler
says libicu-dev
says dpkg-dev
not_called meson
not_called ninja
# no apt; a user without sudo
machine 0 some package
run 1
says libicu-dev
not_called meson
machine 1000 some package
apt
run 1
says libicu-dev
not_called apt-get
not_called meson
# root installs, in one line, and builds, in one more
machine 0 some package
apt
run 0
says 'installing '
says ' packages ... done ('
says 'building ... done ('
says 'the end'
silent_on noise
silent_on Compiling
grep -q 'apt-get install .*dpkg-dev.*compiler.* lint' "$work/state/calls" || complain "did not install everything"
[ "$(wc -l <"$work/out")" = 4 ] || complain "more than four lines"
# everything is there: only the build
run 0
silent_on installing
silent_on configuring
[ "$(wc -l <"$work/out")" = 2 ] || complain "more than two lines"
# apt fails: its log, the packages, no build
machine 0 some package
apt
: >"$work/state/offline"
run 1
says 'E: no route'
says libicu-dev
not_called meson
# only what some tests want is missing: a notice
# shellcheck disable=SC2086 # words
machine 1000 compiler $every
run 0 --no-install
says 'some tests are skipped: lint'
says 'the end'
# the build fails: its log and its status
# shellcheck disable=SC2086
machine 0 compiler lint $every
: >"$work/state/broken"
run 7
says 'failed'
says 'error: this is broken'
silent_on 'the end'
# what the scripts do not take
run 2 --what
says '--no-install'
[ -z "$(ls -A "$work/tmp")" ] || complain "logs are left behind"
echo "$count cases"
exit $failed

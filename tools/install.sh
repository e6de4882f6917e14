#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Install with apt what the build and the tests need, if it is missing, and build, in one line of output each; a log is shown
# when something fails. Sourced by demo.sh and test.sh. With --no-install nothing is installed: what is missing is named, and
# the end is status 1, before anything is built.

# dpkg-dev: with it meson installs libraries where pkg-config and the loader of Debian look
build_packages="dpkg-dev gcc meson ninja-build pkg-config|pkgconf python3 libc6-dev libicu-dev libhunspell-dev libxml2-dev libstemmer-dev libsodium-dev
	nettle-dev libjansson-dev zlib1g-dev libbz2-dev libcriterion-dev"

# missing_of PACKAGE...: those that are not installed; of a|b one has to be
missing_of() {
	for package in "$@"; do
		found=no
		for name in $(echo "$package" | tr '|' ' '); do
			! dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || found=yes
		done
		[ $found = yes ] || printf '%s ' "${package%%|*}"
	done
}

# quietly WHAT COMMAND...: one line that says how long it took; its whole output and the end where it fails
quietly() {
	what=$1 log=$(mktemp) begin=$(date +%s) step_status=0
	shift
	printf '%s ... ' "$what" >&2
	"$@" >"$log" 2>&1 || step_status=$?
	finish_step
}
# The line's end, by what, log, begin and step_status.
finish_step() {
	if [ "$step_status" = 0 ]; then
		echo "done ($(($(date +%s) - begin)) s)" >&2
		rm -f "$log"
		return 0
	fi
	echo "failed; what was said:" >&2
	cat "$log" >&2
	rm -f "$log"
	return "$step_status"
}

# install_packages [NEEDED...] [-- WANTED...]: packages beyond those of the build; without a wanted one only some tests are skipped
install_packages() {
	needed=$build_packages wanted=''
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		needed="$needed $1"
		shift
	done
	[ $# = 0 ] || { shift; wanted=$*; }
	if ! command -v dpkg-query >/dev/null; then
		# shellcheck disable=SC2086 # a list of words
		echo "this is not a Debian; needed, by the names of its packages:" $needed >&2
		return 0
	fi
	# shellcheck disable=SC2086 # lists of words
	missing=$(missing_of $needed $wanted)
	[ -n "$missing" ] || return 0
	sudo=
	[ "$(id -u)" = 0 ] || sudo=sudo
	if [ "$install" = yes ] && command -v apt-get >/dev/null && { [ -z "$sudo" ] || command -v sudo >/dev/null; }; then
		quietly "installing $(echo "$missing" | wc -w) packages" apt_install || :
		# shellcheck disable=SC2086
		missing=$(missing_of $needed $wanted)
	fi
	# shellcheck disable=SC2086
	[ -z "$(missing_of $needed)" ] || {
		echo "packages are missing; as root: apt-get install --no-install-recommends $(missing_of $needed)" >&2
		exit 1
	}
	[ -z "$missing" ] || echo "not installed, so that some tests are skipped: $missing" >&2
}
apt_install() {
	# shellcheck disable=SC2086 # a list of words
	$sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o DPkg::Lock::Timeout=120 \
		--no-install-recommends $missing
}

# build [TARGET...]: configure build/ where that was not done, and build; on a terminal the line counts; the compiler's warnings follow it
build() {
	[ -f build/build.ninja ] || quietly configuring meson setup build
	what=building log=$(mktemp) begin=$(date +%s)
	printf 'building ... ' >&2
	{ code=0; NINJA_STATUS='[%f/%t] ' ninja -C build "$@" 2>&1 || code=$?; echo $code >"$log.status"; } |
		while IFS= read -r line; do
			printf '%s\n' "$line" >>"$log"
			case $line in
			'['*/*']'*) [ ! -t 2 ] || printf '\r\033[Kbuilding ... %s ' "$(echo "$line" | sed 's/^.\([0-9/]*\).*/\1/')" >&2 ;;
			esac
		done
	[ ! -t 2 ] || printf '\r\033[Kbuilding ... ' >&2
	step_status=$(cat "$log.status")
	rm -f "$log.status"
	warnings=$(grep -A 3 ': warning: ' "$log" || :)
	finish_step || return
	[ -z "$warnings" ] || printf '%s\n' "$warnings" >&2
}

install=yes
for argument in "$@"; do
	case $argument in
	--no-install) install=no ;;
	-h | --help)
		sed -n '/^# SPDX/d; 2,/^[^#]/s/^# \{0,1\}//p' "$0"
		exit 0
		;;
	*)
		echo "$0: unknown argument $argument; expected --no-install" >&2
		exit 2
		;;
	esac
done

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Install with apt what the build and the tests need, if it is missing. Sourced by demo.sh and test.sh with the packages beyond
# those of the build; does nothing with --no-install.
build_packages="gcc meson ninja-build pkg-config python3 libc6-dev libicu-dev libhunspell-dev libxml2-dev libstemmer-dev libsodium-dev
	libjansson-dev zlib1g-dev libbz2-dev libcriterion-dev"

install_packages() {
	missing=
	for package in $build_packages "$@"; do
		dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	if [ "$install" = no ] || ! command -v apt-get >/dev/null; then
		echo "not installed, by these names of Debian:$missing" >&2
		return 0
	fi
	sudo=
	[ "$(id -u)" = 0 ] || sudo=sudo
	echo "installing:$missing" >&2
	# shellcheck disable=SC2086 # a list of words
	{ $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >&2 ||
		echo "apt could not install them; going on with what is there" >&2
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

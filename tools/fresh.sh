#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prove the two commands on a fresh Debian 12: make a minimal one in a folder, clone this checkout into it, and there
#   - run tools/test.sh --no-install on the bare machine: it must name the packages that are missing,
#   - run tools/demo.sh and tools/test.sh as root,
#   - install, and build and run docs/example.c with what pkg-config says, as a user without rights,
#   - install every dictionary of docs/lexicon.md, and run both again with --no-install as that user, in a folder with a space and an
#     umlaut in its name: no test may have another result.
# The compiler may warn of nothing.
# Needs root, debootstrap and the right to mount; without them it says so and exits with 77. Commits are tested, not the work tree.
# --logs FOLDER keeps the results of the tests there; --base FILE.tar keeps the minimal Debian, and begins with it the next time.
# Last line: fresh: P passed, F failed
# shellcheck disable=SC2317 # functions are called by way of step
set -eu
cd "$(dirname "$0")/.."

logs='' base=''
while [ $# -gt 0 ]; do
	case $1 in
	--logs)
		[ $# -gt 1 ] || { echo "$0: --logs expects a folder" >&2; exit 2; }
		mkdir -p "$2"
		logs=$(cd "$2" && pwd)
		shift
		;;
	--base)
		[ $# -gt 1 ] || { echo "$0: --base expects a file" >&2; exit 2; }
		base=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
		shift
		;;
	-h | --help)
		sed -n '/^# SPDX/d; 2,/^[^#]/s/^# \{0,1\}//p' "$0"
		exit 0
		;;
	*)
		echo "$0: unknown argument $1; expected --logs FOLDER or --base FILE.tar" >&2
		exit 2
		;;
	esac
	shift
done

cannot() {
	echo "skipped: tools/fresh.sh: $*"
	exit 77
}

# The outer half: a folder, and a process with mounts and processes of its own, which end with it.
if [ -z "${APOGRAPH_FRESH_ROOT:-}" ]; then
	[ "$(id -u)" = 0 ] || cannot "it has to be run as root"
	command -v debootstrap >/dev/null || cannot "debootstrap is not installed"
	unshare --mount --pid --fork true 2>/dev/null || cannot "this machine allows no mounts"
	APOGRAPH_FRESH_ROOT=$(mktemp -d "${TMPDIR:-/tmp}/apograph-fresh-XXXXXX")
	export APOGRAPH_FRESH_ROOT
	trap 'rm -rf "$APOGRAPH_FRESH_ROOT"' EXIT
	trap 'exit 130' INT TERM HUP
	chmod 755 "$APOGRAPH_FRESH_ROOT"
	status=0
	unshare --mount --propagation private --pid --fork --kill-child -- tools/fresh.sh ${logs:+--logs "$logs"} ${base:+--base "$base"} || status=$?
	exit $status
fi

root=$APOGRAPH_FRESH_ROOT
unset APOGRAPH_FRESH_ROOT
log=$root/log
passed=0 failed=0
umask 022

# Package hosts, as apt on this machine knows them: they do not belong in the output.
# shellcheck disable=SC2016 # apt's own variables
sites=$(apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' 2>/dev/null | sort -u)
mirror=$(echo "$sites" | awk '$1 == "bookworm" && $2 == "main" {print $3; exit}')
[ -n "$mirror" ] || cannot "apt on this machine knows no Debian 12 (bookworm)"
without_hosts() {
	hosts=$(echo "$sites" | sed -n 's|.*://\([^/]*\).*|s/\1/HOST/g|p' | sed 's/\./\\./g' | sort -u)
	sed -e 's|[a-z+]*://[^ ]*|URL|g' -e "$hosts"
}

# step WHAT COMMAND...: run it with its output in the log; one line of output, and the log's end where it fails.
step() {
	what=$1 begin=$(date +%s)
	shift
	if "$@" >"$log" 2>&1 </dev/null; then
		passed=$((passed + 1))
		echo "ok: $what ($(($(date +%s) - begin)) s)"
	else
		failed=$((failed + 1))
		echo "FAILED: $what ($(($(date +%s) - begin)) s)"
		tail -n 60 "$log" | without_hosts | sed 's/^/    /'
	fi
}
need() {
	step "$@"
	[ "$failed" = 0 ] || finish
}
finish() {
	echo "fresh: $passed passed, $failed failed"
	[ "$failed" = 0 ] || exit 1
	exit 0
}

# as USER COMMAND...: in the new Debian, with an environment of its own
as() {
	user=$1 home=/root
	[ "$user" = root ] || home=/home/$user
	shift
	chroot --userspec="$user:$user" "$root/debian" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		HOME="$home" USER="$user" TERM=dumb LC_ALL=C CCACHE_DIR=/var/cache/ccache CCACHE_NOHASHDIR=1 CCACHE_UMASK=000 ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} "$@"
}

make_root() {
	if [ -n "$base" ] && [ -e "$base" ]; then
		mkdir "$root/debian"
		tar -C "$root/debian" -xf "$base"
	else
		debootstrap --variant=minbase bookworm "$root/debian" "$mirror"
		[ -z "$base" ] || tar -C "$root/debian" -cf "$base" .
	fi
	# apt, hosts and names as on this machine
	rm -rf "$root/debian/etc/apt"
	cp -a /etc/apt "$root/debian/etc/"
	cp -a /usr/share/keyrings/. "$root/debian/usr/share/keyrings/"
	for file in /etc/resolv.conf /etc/hosts /etc/nsswitch.conf; do
		[ ! -e "$file" ] || cp -L "$file" "$root/debian/etc/"
	done
	printf '#!/bin/sh\nexit 101\n' >"$root/debian/usr/sbin/policy-rc.d" # starts nothing
	chmod 755 "$root/debian/usr/sbin/policy-rc.d"
	echo force-unsafe-io >"$root/debian/etc/dpkg/dpkg.cfg.d/fresh"
}

make_devices() {
	dev=$root/debian/dev
	mount -t proc proc "$root/debian/proc"
	mount -t tmpfs -o mode=755 tmpfs "$dev"
	mkdir -m 755 "$dev/pts"
	mkdir -m 1777 "$dev/shm"
	set -- null 3 zero 5 full 7 random 8 urandom 9
	while [ $# -gt 0 ]; do
		mknod -m 666 "$dev/$1" c 1 "$2"
		shift 2
	done
	mknod -m 666 "$dev/tty" c 5 0
	mount -t devpts -o newinstance,ptmxmode=666,mode=620 devpts "$dev/pts"
	ln -s pts/ptmx "$dev/ptmx"
	ln -s /proc/self/fd "$dev/fd"
	ln -s fd/0 "$dev/stdin"
	ln -s fd/1 "$dev/stdout"
	ln -s fd/2 "$dev/stderr"
}

# clone PATH USER
clone() {
	git clone -q --no-hardlinks . "$root/debian$1"
	chroot "$root/debian" chown -R "$2:$2" "$1"
}

bare_machine_names_packages() {
	! as user sh -c "cd '$user_clone' && tools/test.sh --no-install" || return 1
	grep -q 'libcriterion-dev' "$log" && grep -q 'libicu-dev' "$log"
}

# The second clone compiles the same files with the same options: with ccache it takes them from the first one, warnings too
keep_compiled_files() {
	as root env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends ccache' &&
		as root sh -c 'mkdir -m 1777 -p /var/cache/ccache'
}

no_warnings() {
	! grep ': warning: ' "$log"
}

# tests_pass USER CLONE NAME [ARGUMENT]: tools/test.sh ends well and says that nothing failed
tests_pass() {
	as "$1" sh -c "cd '$2' && tools/test.sh ${4:-}" || return 1
	grep -qE '^tests: [1-9][0-9]* passed, 0 failed, [0-9]+ skipped$' "$log" || return 1
	no_warnings || return 1
	results "$2" >"$root/results.$3"
	[ -z "$logs" ] || cp "$root/debian$2/build/meson-logs/testlog.junit.xml" "$logs/$3.xml"
}

# every test of the last run with its result, one a line
results() {
	python3 - "$root/debian$1/build/meson-logs/testlog.junit.xml" <<-'PYTHON'
		import re
		import sys
		import xml.etree.ElementTree as ElementTree
		for case in sorted(ElementTree.parse(sys.argv[1]).getroot().iter("testcase"), key=lambda c: (c.get("classname") or "", c.get("name") or "")):
		    marks = [child.tag for child in case if child.tag in ("failure", "error", "skipped")]
		    name = re.sub(r"\s+\(\d+\.\d+s\)$", "", case.get("name") or "")
		    print(case.get("classname"), name, *(marks or ["passed"]))
	PYTHON
}

demo_works() {
	as "$1" sh -c "cd '$2' && tools/demo.sh ${3:-}" || return 1
	no_warnings || return 1
	for file in qa.html trace.html trace.svg story.tmx; do
		[ -s "$root/debian$2/build/demo/$file" ] || { echo "no build/demo/$file"; return 1; }
	done
}

install_works() {
	as root sh -c "cd '$root_clone' && ninja -C build install && ldconfig" &&
		as user sh -c "cd '$user_clone' && cc -o example docs/example.c \$(pkg-config --cflags --libs apograph) &&
			./example corpora/nato-rutte/wire.en.txt corpora/nato-rutte/toutiao.en.txt && cd / && apograph --version &&
			apograph qa -q --format json '$user_clone/corpora/nato-rutte/wire.en.txt' '$user_clone/corpora/nato-rutte/toutiao.en.txt' || [ \$? = 1 ]"
}

# the packages that docs/lexicon.md lists
dictionaries() {
	# shellcheck disable=SC2016 # backquotes of the page
	sed -n '/^## Packages of Debian/,/^## [^P]/p' docs/lexicon.md | grep -oE '`[a-z]+-[a-z-]+`' | tr -d '`' | sort -u | tr '\n' ' '
}

add_dictionaries() {
	packages=$(dictionaries)
	[ -n "$packages" ] || { echo "docs/lexicon.md names no package"; return 1; }
	# shellcheck disable=SC2086 # a list of words
	as root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages
}

root_clone=/root/apograph
user_clone='/home/user/mein Über-Ordner/apograph'

make_devices_failed() { cannot "this machine allows no mounts of /proc and /dev"; }

need "a minimal Debian 12" make_root
make_devices >"$log" 2>&1 || make_devices_failed
need "a user, and two clones" sh -c "chroot '$root/debian' useradd -m -s /bin/sh user && mkdir '$root/debian/home/user/mein Über-Ordner'"
clone "$root_clone" root
clone "$user_clone" user
step "bare machine: --no-install names the packages that are missing" bare_machine_names_packages
step "what one clone compiles is kept for the other" keep_compiled_files
step "root: tools/demo.sh" demo_works root "$root_clone"
step "root: tools/test.sh" tests_pass root "$root_clone" root
step "installed: pkg-config, docs/example.c, the program" install_works
need "every dictionary of docs/lexicon.md" add_dictionaries
step "user, with dictionaries: tools/demo.sh --no-install" demo_works user "$user_clone" --no-install
step "user, with dictionaries: tools/test.sh --no-install" tests_pass user "$user_clone" user --no-install
step "the same results as root without dictionaries and as the user with them" cmp "$root/results.root" "$root/results.user"
finish

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Run a test that sees only what is set here: hermetic.sh FOLDER SECONDS COMMAND...
# Home, data, configuration, cache and temporary files are empty folders in a fresh one inside FOLDER, which is removed at the end;
# no dictionary is found that the test does not bring, and graphviz's dot fails (TEST_PATH has the real one, if there is one). SECONDS limits the CPU time of each process. Of the environment only PATH, what
# the tests themselves are given, and the settings of sanitizers and of malloc are left.
set -eu
folder=$1 seconds=$2
shift 2
mkdir -p "$folder"
folder=$(cd "$folder" && pwd) # the variables below are absolute paths or count as not set
here=$(mktemp -d "$folder/XXXXXX")
trap 'rm -rf "$here"' EXIT
trap 'exit 143' HUP INT TERM
for name in home data share config cache tmp bin; do
	mkdir "$here/$name"
done
printf '#!/bin/sh\nexit 1\n' >"$here/bin/dot"
chmod 755 "$here/bin/dot"
set -- PATH="$here/bin:$PATH" TEST_PATH="$PATH" TERM=dumb LC_ALL=C TZ=UTC HOME="$here/home" TMPDIR="$here/tmp" XDG_DATA_HOME="$here/data" \
	XDG_DATA_DIRS="$here/share" XDG_CONFIG_HOME="$here/config" XDG_CACHE_HOME="$here/cache" "$@"
for name in $(env | sed -n 's/^\(LD_LIBRARY_PATH\|APOGRAPH\|CORPORA\|SANITIZED\|UPDATE\|TEST_[A-Z_]*\|[A-Z]*SAN_OPTIONS\|MALLOC_[A-Z_]*\)=.*/\1/p'); do
	eval "value=\$$name"
	# shellcheck disable=SC2154 # set by eval
	set -- "$name=$value" "$@"
done
umask 022
# shellcheck disable=SC3045 # dash has both
ulimit -c 0
# shellcheck disable=SC3045
ulimit -t "$seconds"
env -i "$@"

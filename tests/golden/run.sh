#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Run one golden test: DIR/cmd is a shell script that finds the program as $APOGRAPH and the corpora as $CORPORA and runs in a
# fresh copy of DIR. Its output, error text and exit status must equal DIR/stdout, DIR/stderr (both may be missing: then not
# looked at) and DIR/status (missing: 0). UPDATE=1 writes them instead. DIR/.data is the folder of user data, for a test that brings
# dictionaries.
set -u
dir=$1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cp -R "$dir/." "$work/" && mkdir "$work/.out" || exit 1
( cd "$work" && XDG_DATA_HOME="$work/.data" sh ./cmd >.out/stdout 2>.out/stderr; echo $? >.out/status )
# messages must not hold the place where the test happens to run
for f in stdout stderr; do
	sed "s|$CORPORA|CORPORA|g; s|$work|WORK|g" "$work/.out/$f" >"$work/.out/$f.clean" && mv "$work/.out/$f.clean" "$work/.out/$f"
done
if [ "${UPDATE:-}" = 1 ]; then
	for f in stdout stderr; do [ ! -e "$dir/$f" ] || cp "$work/.out/$f" "$dir/$f"; done
	if [ "$(cat "$work/.out/status")" = 0 ]; then rm -f "$dir/status"; else cp "$work/.out/status" "$dir/status"; fi
	exit 0
fi
[ -e "$work/status" ] || echo 0 >"$work/status"
failed=0
for f in stdout stderr status; do
	[ ! -e "$work/$f" ] || diff -u "$work/$f" "$work/.out/$f" || failed=1
done
exit $failed

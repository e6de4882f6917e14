#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Make the pictures of the documentation, docs/images/, from corpora/nato-rutte: the drawing of its trace, and the upper part of
# a report on two of its texts. Needs dot and chromium; without one of them it says so and changes nothing.
# pictures.sh [APOGRAPH]
set -eu
cd "$(dirname "$0")/.."
apograph=${1:-build/apograph}
story=corpora/nato-rutte
images=docs/images

for program in dot chromium; do
	command -v $program >/dev/null || {
		echo "pictures.sh: $program is not installed" >&2
		exit 2
	}
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$apograph" trace -q --no-default-lexicons -o "$work/trace.svg" $story
"$apograph" qa -q --no-default-lexicons -o "$work/report.html" $story/wire.en.txt $story/toutiao.zh.txt || [ $? = 1 ]
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1100,800 \
	--user-data-dir="$work/profile" --screenshot="$work/report.png" "file://$work/report.html" >/dev/null 2>&1
mkdir -p $images
cp "$work/trace.svg" "$work/report.png" $images/

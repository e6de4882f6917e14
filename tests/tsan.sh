#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Commands on several threads under ThreadSanitizer: tsan.sh FOLDER. Builds library and program there, without tests (Criterion aborts
# under ThreadSanitizer), and fails at the first report. What each command gives must be what one thread gives.
set -eu
build=$1
source=$(cd "$(dirname "$0")/.." && pwd)
[ -e "$build/build.ninja" ] || meson setup "$build" "$source" --buildtype=debug -Doptimization=1 -Db_sanitize=thread -Db_lundef=false \
	-Dtests=false >/dev/null
ninja -C "$build" apograph >"$build/ninja.log" || { tail -n 40 "$build/ninja.log"; exit 1; }
program=$(cd "$build" && pwd)/apograph
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir home data
export HOME="$work/home" XDG_DATA_HOME="$work/data" XDG_DATA_DIRS="$work/data" XDG_CACHE_HOME="$work/cache" LC_ALL=C
export TSAN_OPTIONS="exitcode=66 halt_on_error=1 suppressions=$source/tests/tsan.supp"

# LABEL JOBS ARGUMENT...: standard output to LABEL.JOBS
run() {
	label=$1 threads=$2
	shift 2
	status=0
	"$program" "$@" --quiet --jobs "$threads" >"$label.$threads" 2>"$label.err" || status=$?
	if [ "$status" -gt 1 ]; then
		echo "$label with $threads threads: status $status"
		head -n 60 "$label.err"
		exit 1
	fi
}
both() {
	for jobs in 4 1; do
		run "$1" $jobs "$@"
	done
	cmp "$1.1" "$1.4"
	echo "$1: nothing to report"
}

corpora=$source/corpora
for pair in vineyard-frost:fr:en data-breach:en:de; do
	name=${pair%%:*} languages=${pair#*:}
	from=${languages%:*} to=${languages#*:}
	for i in 1 2 3 4 5 6; do
		printf '%s\t%s\t%s.%s.json\n' "$corpora/planted/$name.src.$from.txt" "$corpora/planted/$name.tgt.$to.txt" "$name" $i
	done >list
	for jobs in 4 1; do # cold cache first
		run align $jobs align --words --force --from "$from" --to "$to" --batch list
		cat "$name".*.json >"batch.$jobs"
	done
	cmp batch.1 batch.4
	echo "align --batch, $from to $to: nothing to report"
done
both trace --format json "$corpora/nato-rutte"
both trace --format json "$corpora/forged-painting"
both audit --format json "$corpora/forged-painting"
both trace --format tmx "$corpora/nato-rutte"
cp "$corpora/nato-rutte"/*.txt "$corpora/nato-rutte/manifest.json" .
"$program" trace --quiet --jobs 4 -o story.tmx .
both audit --format json story.tmx
sed 's/dpa/Reuters/; s/tanks/tents/' story.tmx >edited.tmx
both audit --format json edited.tmx
both qa --format json "$corpora/planted/data-breach.src.en.txt" "$corpora/planted/data-breach.tgt.de.txt"
awk 'BEGIN { RS = ""; FS = "\n" } { i = $1 ~ /^#/ ? 2 : 1; print $i "\t" $(i + 1) }' "$corpora/word-alignment/de-en.txt" >lines
for jobs in 4 1; do
	run score $jobs score --from de --to en <lines
done
cmp score.1 score.4
echo "score: nothing to report"

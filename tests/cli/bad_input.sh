#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every subcommand refuses what it cannot read: clear message, right exit status, output untouched.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

good=$nato/wire.en.txt
cp "$good" good.txt

# ---- files ----
mkdir folder
: >empty
printf ' \n\n\t\n' >blank
printf 'text \0\001\002\377 more\n' >binary
head -c 4096 /dev/urandom >random
printf 'H\0e\0l\0l\0o\0 \0y\0o\0u\0' >utf16-without-mark
printf 'caf\351 na\357ve \351t\351\n' >latin1
printf '\302\241\302\277 \302\247 \342\200\224\n' >marks-only
ln -s nowhere dangling
mkfifo fifo
files="missing folder empty blank binary random utf16-without-mark latin1 dangling"
if [ -z "${SANITIZED:-}" ]; then # sanitizers take seconds for each
	head -c 300000000 /dev/zero | tr '\0' a >line-of-300-MB
	head -c 20000000 /dev/zero | tr '\0' a >line-of-20-MB
	files="$files line-of-300-MB line-of-20-MB"
fi

for file in $files; do
	refuse "2 3" "$file" segment --lang en "$file"
	refuse "2 3" "$file" align --from en --to en "$file" good.txt
	refuse "2 3" "$file" align --from en --to en good.txt "$file"
	if has qa; then
		refuse "2 3" "$file" qa --from en --to en "$file" good.txt
		refuse "2 3" "$file" qa --from en --to en good.txt "$file"
	fi
	if has score; then
		refuse "2 3" "$file" score --from de --to en --lexicon "$file.de-en.tsv"
	fi
	# a line of any length is no TMX
	refuse 3 "$file" tmx stats "$file"
	printf 'good.txt\tgood.txt\t%s\n%s\tgood.txt\tother.beads\n' good.beads "$file" >list
	refuse_without_output "2 3" "$file" align --from en --to en --batch list
	[ -s good.beads ] || complain "a bad pair stopped a good one: $file"
	rm -f good.beads
done
# a pipe that nobody writes to is waited for, but not for ever
refuse 3 fifo align --from en --to en good.txt fifo
refuse 3 fifo tmx stats fifo
rm -f line-of-300-MB line-of-20-MB

# ---- languages and encodings ----
refuse 2 qq-nonsense segment --lang qq-nonsense good.txt
refuse 2 nonsense segment --encoding nonsense good.txt
refuse "2 3" latin1 segment --lang en --encoding UTF-8 latin1
refuse 2 marks-only segment marks-only
refuse 2 qq-nonsense align --from qq-nonsense --to en good.txt good.txt
refuse 2 nonsense align --encoding nonsense good.txt good.txt
refuse 2 marks-only align good.txt marks-only
if has qa; then
	refuse 2 qq-nonsense qa --to qq-nonsense good.txt good.txt
	refuse 2 31.12.2025 qa --date 31.12.2025 good.txt good.txt
fi
if has score; then
	refuse 2 qq-nonsense score --from qq-nonsense --to en
fi

# ---- lexicons ----
printf 'one column\n' >lexicon.en-de.tsv
printf 'Haus\thouse\n' >lexicon.txt
refuse "2 3" lexicon.missing align --lexicon en-de:lexicon.missing --from en --to de good.txt good.txt
refuse "2 3" lexicon.txt align --lexicon lexicon.txt --from en --to de good.txt good.txt

# ---- lists ----
printf 'good.txt good.txt out\n' >list-without-tabs
printf 'good.txt\tgood.txt\n' >list-of-two
refuse_without_output 3 list-without-tabs align --batch list-without-tabs
refuse_without_output 3 list-of-two align --batch list-of-two
refuse_without_output 3 binary align --batch binary
refuse_without_output 3 folder align --batch folder
refuse_without_output "2 3" missing align --batch missing

# ---- manifests ----
manifest() {
	mkdir -p "$1"
	cp good.txt "$1/a.txt"
	cat >"$1/manifest.json"
}
mkdir no-manifest
echo '{"title": "cut", "documents": [{"id": "a",' | manifest cut
echo '[]' | manifest no-object
echo '{"title": "none"}' | manifest no-documents
echo '{"title": "x", "documents": []}' | manifest no-document
echo '{"documents": [{"file": "a.txt", "lang": "en"}]}' | manifest no-id
echo '{"documents": [{"id": "a", "lang": "en"}]}' | manifest no-file
echo '{"documents": [{"id": "a", "file": "a.txt"}]}' | manifest no-lang
echo '{"documents": [{"id": "a", "file": 7, "lang": "en"}]}' | manifest number-for-file
echo '{"documents": [{"id": "a", "file": "gone.txt", "lang": "en"}]}' | manifest file-missing
echo '{"documents": [{"id": "a", "file": "../good.txt", "lang": "en"}]}' | manifest file-outside
echo '{"documents": [{"id": "a", "file": "a.txt", "lang": "qq-nonsense"}]}' | manifest unknown-language
echo '{"documents": [{"id": "a", "file": "a.txt", "lang": "en"}, {"id": "a", "file": "a.txt", "lang": "en"}]}' | manifest id-twice
echo '{"documents": [{"id": "a", "file": "far.txt", "lang": "en"}]}' | manifest link-outside
ln -s ../good.txt link-outside/far.txt
corpora="missing empty no-manifest cut no-object no-documents no-document no-id no-file no-lang number-for-file file-missing
	file-outside unknown-language id-twice link-outside"
for command in trace audit; do
	has $command || continue
	for corpus in $corpora; do
		refuse "2 3" "$corpus" $command "$corpus"
	done
done
if has audit; then
	printf 'no XML\n' >broken.tmx
	refuse 3 broken.tmx audit broken.tmx
fi

# ---- outputs ----
unwritable() {
	path=$1
	shift
	count=$((count + 1))
	"$APOGRAPH" "$@" -o "$path" >out 2>err </dev/null
	status=$?
	[ $status = 4 ] || complain "exit status $status, expected 4: apograph $* -o $path"
	grep -qF "$path" err || complain "the error does not name $path: apograph $*"
	[ ! -s out ] || complain "wrote to standard output: apograph $*"
}
for path in no-such-folder/out folder good.txt/out; do
	unwritable "$path" segment --lang en --format text good.txt
	unwritable "$path" align --from en --to en --format beads good.txt good.txt
	! has qa || unwritable "$path" qa --from en --to en --format json good.txt good.txt
	! has trace || unwritable "$path" trace --format json "$nato"
	! has audit || unwritable "$path" audit --format json "$nato"
done
if [ -e /dev/full ]; then
	count=$((count + 1))
	"$APOGRAPH" segment --lang en good.txt >/dev/full 2>err
	status=$?
	[ $status = 4 ] || complain "exit status $status, expected 4: standard output is full"
fi

# ---- usage ----
for command in $(subcommands); do
	refuse 2 --nonsense "$command" --nonsense
	refuse 2 jobs "$command" --jobs many
	refuse 2 color "$command" --color sometimes
	[ "$command" = help ] || refuse 2 "$command" "$command" a b c d e f
done
finish

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The rules of the house that a program can check (CONTRIBUTING.md): house.sh SOURCE_ROOT STATIC_LIBRARY SHARED_LIBRARY CC CXX
set -u
cd "$1" || exit 1
static=$2 shared=$3 cc=$4 cxx=$5
failed=0
complain() {
	[ -z "$2" ] || { echo "$1:"; echo "$2" | sed 's/^/    /'; failed=1; }
}

complain "rooms" "$(python3 tests/rooms.py . "$static")"
complain "tools include more than the public header" "$(grep -nE '#include "' tools/*.[ch] | grep -vE '"(apograph|batch_record|cli|cli_parse|commands|sandbox)\.h"' || true)"

# a reader is a handler of the stream of XML, not a second one: the two share no run of six lines
complain "lines that src/exchange/tmx/tmx_reader.c has in common with src/exchange/xml/xml_stream.c" "$(awk '
	FNR == 1 { file++; run = 0 }
	{ gsub(/[ 	]+/, " ") }
	$0 !~ /^ ?$/ {
		line[run++ % 6] = $0
		key = ""
		for (i = run; i < run + 6; i++)
			key = key "\n" line[i % 6]
		if (run >= 6 && file == 1)
			seen[key] = 1
		else if (run >= 6 && key in seen)
			print FNR - 5 ": " line[run % 6]
	}' src/exchange/xml/xml_stream.c src/exchange/tmx/tmx_reader.c)"

# a library stays in its room
confined() {
	complain "$1 is used outside of its room" "$(grep -nE "#include <($2)" -r src aligners tools/*.[ch] --include='*.[ch]' | grep -vE "^($3)" || true)"
}
confined ICU 'unicode/' 'src/(text|fidelity/mechanical)/'
confined libxml2 'libxml/' 'src/(exchange/xml|text/reading)/'
confined jansson 'jansson' 'src/(exchange/(corpus|xml)|text/reading)/'
confined libsodium 'sodium' 'src/base/'
confined nettle 'nettle/' 'src/base/sha256.c'
confined libstemmer 'libstemmer' 'src/lexicon/'
confined hunspell 'hunspell' 'src/lexicon/'
confined zlib 'zlib' 'src/(lexicon/dictionary|exchange/xml)/'

complain "memory that does not come from src/base" "$(grep -nE '\b(malloc|calloc|realloc|strdup)\(' -r src aligners --include='*.c' | grep -v '^src/base/' || true)"
complain "starts a program" "$(grep -nE '\b(fork|vfork|execv[ep]*|posix_spawnp?|popen|system)\(' -r src aligners tools --include='*.c' | grep -v '^src/base/child.c' || true)"
complain "depends on the process locale" "$(grep -nE '\b(strto[df]|atof|setlocale|isalpha|isalnum|isupper|islower|toupper|tolower|isspace|isdigit|strcoll)\(' \
	-r src aligners --include='*.[ch]' || true)"
complain "an algorithm asks which language it is" "$(grep -nE "str(n?case)?cmp\([^)]*\"(en|de|fr|zh|es|hu)\"" -r src aligners --include='*.c' || true)"
complain "the library prints, aborts or exits" "$(grep -nE '\b(f?printf|puts|putchar|perror|exit|abort)\(|\b(stderr|stdout)\b' -r src aligners --include='*.c' |
	grep -vE '^src/base/arena.c.*abort|^[^:]*:[0-9]+:[ 	]*(/?\*|//)' || true)"
complain "a message says \"is no\" for \"is not a\"" "$(find src aligners tools -name '*.c' | LC_ALL=C sort | while read -r file; do
	sed '/^[ 	]*\*/d; s|/\*.*||' "$file" | grep -oE '"[^"]*\b(is|are) no [a-z][^"]*"' | grep -vE 'there (is|are) no' | sed "s|^|$file: |"; done)"
complain "\"is told\" for \"is reported\", or \"what it has of\"" "$(grep -nE '\b(is|are) told\b|what it has of' -r src aligners tools --include='*.[ch]' |
	grep -vE 'told (apart|by|from|dpa|the opposite|with certainty)' || true)"
complain "lines of pages of more than 100 characters" "$(python3 tests/columns.py .)"
complain "longer than 600 lines" "$(find src aligners tools tests -name '*.[ch]' -exec wc -l {} + | awk '$2 != "total" && $1 > 600')"
complain "a function of more than 60 lines" "$(find src aligners tools -name '*.c' -exec awk 'FNR == 1 { begin = 0 }
	/^\{$/ { begin = FNR }
	/^\}/ { if (begin && FNR - begin > 60) print FILENAME ":" begin ": " FNR - begin " lines"; begin = 0 }' {} +)"
complain "a public header of more than 200 lines" "$(wc -l src/apograph.h src/apograph/*.h | awk '$2 != "total" && $1 > 200')"
complain "no licence line" "$(find src aligners tools tests -name '*.[ch]' -exec grep -L 'SPDX-License-Identifier: Apache-2.0' {} +)"
complain "a decimal literal inside a function" "$(find src aligners -name '*.[ch]' -exec python3 tests/constants.py {} + | LC_ALL=C sort)"
complain "unfinished" "$(grep -nwE 'TODO|FIXME|XXX|HACK' -r src aligners tools tests --include='*.[ch]' --include='*.py' || true)"

# the top level, and no paths of the machine where somebody worked
complain "does not belong at the top level" "$(git ls-files 2>/dev/null | grep -v / |
	grep -vxE '\.clang-format|\.editorconfig|\.gitignore|CONTRIBUTING\.md|LICENSE|NEWS\.md|README\.md|SECURITY\.md|meson\.build|meson_options\.txt' || true)"

# no mutable globals
complain "mutable data in the library" "$(objdump -t "$static" | awk '($4 == ".data" || $4 == ".bss") && $5 !~ /^0+$/ && $6 != "" && $6 !~ /^__/ && $6 !~ /^\./ {print $6, $4}')"

# what is exported is what the headers declare
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cat src/apograph/*.h | tr '\n' ' ' | grep -oE 'APO_API [^;]*;' | grep -oE '\bapo_[a-z0-9_]+\(' | tr -d '(' | awk '!/_fn$/' | LC_ALL=C sort -u >"$work/declared"
nm -D --defined-only "$shared" | awk '$2 ~ /[TDRB]/ {print $3}' | grep -vE '^_(init|fini)$' | LC_ALL=C sort -u >"$work/exported"
complain "declared in the public headers (<) or exported (>), not both" "$(diff "$work/declared" "$work/exported" | grep '^[<>]' || true)"

complain "no comment directly before a public function" "$(awk '/^APO_API/ && before !~ /\*\/$/ {print FILENAME ":" FNR ": " $0} {before = $0}' src/apograph/*.h)"

# the types of issues that no check flags are marked so
grep -oE '^[[:space:]]APO_ISSUE_[A-Z_]+.*never emitted yet' src/apograph/issues.h | grep -oE 'APO_ISSUE_[A-Z_]+' | LC_ALL=C sort >"$work/marked"
{
	cat src/fidelity/*.c src/fidelity/evidence/*.c src/fidelity/voices/*.c | tr '\n\t' '  ' | grep -oE 'apo__check_flag\(check,[^,]*,' | grep -oE 'APO_ISSUE_[A-Z_]+'
	grep -ohE 'APO_ISSUE_[A-Z_]+' src/fidelity/mechanical/*.c
} | LC_ALL=C sort -u >"$work/emitted"
grep -oE '^[[:space:]]APO_ISSUE_[A-Z_]+' src/apograph/issues.h | tr -d '\t' | grep -v APO_ISSUE_TYPE_COUNT | LC_ALL=C sort | LC_ALL=C comm -23 - "$work/emitted" >"$work/silent"
complain "marked \"never emitted yet\" (<) or never emitted (>), not both" "$(diff "$work/marked" "$work/silent" | grep '^[<>]' || true)"

# each public header stands alone, and the umbrella holds them all
for header in src/apograph.h src/apograph/*.h; do
	complain "$header as C99" "$($cc -std=c99 -pedantic -Wall -Wextra -Werror -fsyntax-only -Isrc -x c "$header" 2>&1)"
	[ -z "$cxx" ] || complain "$header as C++" "$($cxx -std=c++11 -pedantic -Wall -Wextra -Werror -fsyntax-only -Isrc -x c++ "$header" 2>&1)"
	grep -q 'extern "C"' "$header" || [ "$header" = src/apograph.h ] || complain "no extern \"C\"" "$header"
	grep -q "^#include \"${header#src/}\"" src/apograph.h || [ "$header" = src/apograph.h ] || complain "not in src/apograph.h" "$header"
done
exit $failed

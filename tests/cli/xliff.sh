#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every XLIFF that is written keeps the rules of its version, whatever the texts hold (check_xliff.py).
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
here=$(cd "$(dirname "$0")" && pwd)

# keep NAME: the file `out.xlf` is to be checked
keep() {
	count=$((count + 1))
	mv out.xlf "kept-$count-$1.xlf"
}

for format in xliff xliff-1.2; do
	"$APOGRAPH" align -q --no-default-lexicons --format $format -o out.xlf "$nato/wire.de.txt" "$nato/wire.en.txt"
	keep align
	"$APOGRAPH" qa -q --no-default-lexicons --fail-on never --format $format -o out.xlf "$nato/wire.en.txt" "$nato/toutiao.zh.txt"
	grep -q locQualityIssueType out.xlf || complain "no issue in the XLIFF of qa"
	keep qa
	# the chain of each unit, as a property and as records, stays on the way through TMX
	"$APOGRAPH" qa -q --no-default-lexicons --fail-on never --corpus "$nato" --format $format -o out.xlf wire.en toutiao.zh
	grep -q 'provenanceRecord org="dpa"' out.xlf || complain "no chain in the XLIFF of qa"
	"$APOGRAPH" tmx convert -q -o chains.tmx out.xlf && "$APOGRAPH" tmx convert -q --format $format -o again.xlf chains.tmx
	chains() { grep -oE '"x-chain">.*(</mda:meta>|</context>)|<its:provenanceRecord .*|<its:provenanceRecords xml:id="p[0-9]*c"' "$1"; }
	[ "$(chains out.xlf | grep -c x-chain)" = "$(grep -c x-chain chains.tmx)" ] || complain "chains are lost in TMX"
	[ "$(chains out.xlf | grep -E 'x-chain')" = "$(chains again.xlf | grep -E 'x-chain')" ] || complain "chains are lost in $format"
	grep -q 'provenanceRecordsRef="#.*c"' again.xlf || complain "no records after TMX"
	keep chains
	mv again.xlf out.xlf
	keep chains-again
	# what no XML can hold
	printf 'a\001b & <c> "d" ]]>\t\360\237\230\200\342\200\250\357\277\276\n' >hostile.en-de.tsv
	"$APOGRAPH" tmx convert -q --format $format -o out.xlf hostile.en-de.tsv || complain "hostile text as $format"
	keep hostile
	for file in "$here"/../golden/tmx-convert-*/*.tmx "$here"/../golden/tmx-convert-*/*.xlf "$here"/../fuzz/seeds/tmx/* \
		"$here"/../fuzz/seeds/xliff/*; do
		case $file in *.xlf) input=xliff ;; *) input=tmx ;; esac
		# what is no XML at all is refused, which is fine
		"$APOGRAPH" tmx convert -q --salvage --fail-on never --input-format $input --from en --to de --format $format \
			-o out.xlf "$file" 2>err || continue
		"$APOGRAPH" tmx convert -q --format $format -o again.xlf out.xlf || complain "our own cannot be read: $file"
		cmp -s out.xlf again.xlf || complain "another file after a second turn: $file as $format"
		keep "$(basename "$file")"
	done
done
python3 "$here/check_xliff.py" kept-*.xlf || complain "rules of XLIFF are broken"
finish

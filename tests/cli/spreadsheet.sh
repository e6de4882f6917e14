#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# --spreadsheet: no cell of a table begins with what a spreadsheet would calculate; without it the text is as it was.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# A cell that is calculated: = + - @, full-width too, a tab or a return, behind quotation marks or not.
cells() { tr '\t' '\n' <"$1" | grep -cE '^"*([=+@-]|＝|＋|－|＠)'; }
# table NAME COMMAND...: formulas without the option, none with it; the rest is the same
table() {
	name=$1
	shift
	count=$((count + 1))
	"$APOGRAPH" "$@" >plain 2>err
	"$APOGRAPH" "$@" --spreadsheet >guarded 2>err || [ $? = 1 ] || { complain "$name"; cat err; }
	[ "$(cells plain)" -gt 0 ] || { complain "$name: the test holds no formula"; cat plain; }
	[ "$(cells guarded)" = 0 ] || { complain "$name: a cell would be calculated"; cat guarded; }
	tr '\t' '\n' <guarded | sed -E "s/^'(\"*([=+@-]|＝|＋|－|＠))/\\1/" >back
	tr '\t' '\n' <plain | cmp -s - back || { complain "$name: more than an apostrophe differs"; diff plain guarded; }
}

cat >a.txt <<'END'
=1+1 says that the price rose by 3 percent on Monday.
"=2+2 is a quotation of 15 words", the minister said on Tuesday in Berlin.
@SUM(A1:A9) met +49 officials in 2024.
－5 degrees were measured in Paris.
-12 points were lost by the index.
Plain text stays plain - and =this too.
END
sed 's/3 percent/5 percent/; s/2024/2025/; /^－5/d' a.txt >b.txt
echo '+ This one was put in, says Anna Smith of Reuters in New York.' >>b.txt
same="--from en --to en --presegmented"
# shellcheck disable=SC2086
table align align --format tsv $same a.txt b.txt
# shellcheck disable=SC2086
table qa qa --format tsv $same a.txt b.txt
printf 'house\thaus\n' >=x.en-de.tsv
table lexicon lexicon show --format tsv --no-default-lexicons --lexicon =x.en-de.tsv house
printf '=1+1\tein\n@A\t+B\n=1+1\tzwei\n' >t.en-de.tsv
table convert tmx convert --format tsv t.en-de.tsv
"$APOGRAPH" tmx convert -q -o t.tmx t.en-de.tsv
sed 's/+B/-C/' t.tmx >u.tmx
table diff tmx diff --format tsv t.tmx u.tmx
cp t.tmx =t.tmx
sed -i 's/xml:lang="en"/xml:lang="e_n"/' =t.tmx
table validate tmx validate --format tsv =t.tmx t.tmx

# an audit names documents as the manifest does
mkdir corpus
cp a.txt corpus/a.txt
cp a.txt corpus/b.txt
echo '{"documents": [{"id": "=a", "file": "a.txt", "lang": "en", "published": "2025-01-01"},
	{"id": "@b", "file": "b.txt", "lang": "en", "published": "2025-01-02"}]}' >corpus/manifest.json
table audit audit --format tsv corpus

# every pair of a batch
printf 'a.txt\tb.txt\tout.tsv\n' >list
# shellcheck disable=SC2086
"$APOGRAPH" align -q $same --spreadsheet --batch list || complain batch
count=$((count + 1))
[ "$(cells out.tsv)" = 0 ] || { complain 'batch: a cell would be calculated'; cat out.tsv; }
finish

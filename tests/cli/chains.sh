#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Chains and proofs that are not right: of another tool, of unknown documents, in a ring; corpora that name each other in a ring, or a file
# twice. What is wrong is named, nothing is lost, and nothing is claimed.
# shellcheck disable=SC2015 # complain after all of a && b
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

says() { # FILE TEXT...
	file=$1
	shift
	for text; do
		grep -qF -- "$text" "$file" || { complain "does not say '$text':"; cat "$file"; }
	done
}
lacks() { # FILE TEXT
	! grep -qF -- "$2" "$1" || { complain "says '$2':"; cat "$1"; }
}
# the findings of an audit, one a line, with its exit status
audit() { # FILE
	count=$((count + 1))
	"$APOGRAPH" audit -q --format json "$1" >out.json 2>err
	status=$?
	python3 -c 'import json; [print(f["type"], f["message"]) for f in json.load(open("out.json"))["findings"]]' >out
}

# ---- the same bytes for any number of threads ----
# threads under a sanitizer: tests/tsan.sh
threads='1 2 5'
[ -z "${SANITIZED:-}" ] || threads='1'
for jobs in $threads; do
	"$APOGRAPH" trace -q --no-default-lexicons --jobs "$jobs" -o "jobs$jobs.tmx" "$nato" || complain "trace --jobs $jobs"
	cmp jobs1.tmx "jobs$jobs.tmx" || complain "other bytes with --jobs $jobs"
done
count=$((count + 3))

# ---- which pairs, and what each side says of its document ----
"$APOGRAPH" trace --no-default-lexicons --languages en,zh -o some.tmx "$nato" 2>err || complain "trace --languages"
says err 'pairs of documents left out, they are in other languages'
python3 - <<'END' || complain "trace --languages en,zh"
import re
languages = {tuple(l.split("-")[0] for l in re.findall('<tuv xml:lang="(.*?)"', u)) for u in open("some.tmx").read().split("</tu>")[:-1]}
assert languages == {("en", "en"), ("en", "zh")}, languages
assert any("de" in re.findall('<tuv xml:lang="(.*?)"', u) for u in open("jobs1.tmx").read().split("</tu>"))
END
"$APOGRAPH" trace --no-default-lexicons --languages fr -o none.tmx "$nato" 2>err || complain "trace --languages of no document"
! grep -q '<tu ' none.tmx || complain "units in languages that were not asked for"
mkdir sides && cp "$nato/wire.en.txt" "$nato/wire.de.txt" sides
cat >sides/manifest.json <<'END'
[{"id": "a", "file": "wire.en.txt", "lang": "en", "publisher": "R&D <wire>", "url": "https://a.example/?x=1&y=2", "published": "2025-12-26T08:00:00+01:00"},
{"id": "b", "file": "wire.de.txt", "lang": "de", "publisher": "Blatt", "published": "2025-12-27"}]
END
"$APOGRAPH" trace -q --no-default-lexicons -o sides.tmx sides || complain "a trace of two documents"
python3 - <<'END' || complain "x-publisher, x-url, x-published"
import xml.etree.ElementTree as E
wanted = {"a": {"x-publisher": "R&D <wire>", "x-url": "https://a.example/?x=1&y=2", "x-published": "2025-12-26T08:00:00+01:00"},
          "b": {"x-publisher": "Blatt", "x-published": "2025-12-27"}}
count = 0
for side in E.parse("sides.tmx").getroot().iter("tuv"):
    props = {p.get("type"): p.text for p in side.findall("prop")}
    assert {k: v for k, v in props.items() if k in ("x-publisher", "x-url", "x-published")} == wanted[props["x-document"]], props
    count += 1
assert count > 20, count
END
"$APOGRAPH" qa -q --no-default-lexicons --fail-on never --corpus "$nato" -o qa.tmx wire.en toutiao.zh || complain "qa as TMX"
says qa.tmx '"x-chain">dpa &gt; wire.en &gt; toutiao' '"x-chain">Funke &gt; wire.en &gt; toutiao'
"$APOGRAPH" tmx stats --format json jobs1.tmx >stats.json || complain "tmx stats"
python3 - <<'END' || complain "tmx stats counts other chains, or shows another as the longest"
import html, json, re
chains = [html.unescape(c) for c in re.findall('"x-chain">(.*?)<', open("jobs1.tmx").read())]
stats = json.load(open("stats.json"))
hops = lambda c: c.split(" [")[0].count(" > ")
assert stats["chains"] == len(chains) and hops(stats["longest_chain"]) == max(map(hops, chains)), stats
END
count=$((count + 6))

# ---- a TMX of another tool, with names of properties that are ours ----
cat >foreign.tmx <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="Other" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"><prop type="x-units">ten</prop><prop type="x-file">nonsense</prop><prop type="x-ledger-head">none</prop></header><body>
<tu tuid="1"><prop type="x-chain">dpa &gt; a &gt; b [agency | document, named | document, copy, none]</prop><prop type="x-unit">minus one</prop><prop type="x-unit-sha256">ours</prop>
<tuv xml:lang="en"><prop type="source-document">/etc/passwd</prop><prop type="x-document">a</prop><prop type="x-span">9-5</prop><prop type="x-segment-sha256">zz</prop><prop type="x-attribution">me</prop><seg>Hello.</seg></tuv><tuv xml:lang="de"><seg>Hallo.</seg></tuv></tu>
<tu tuid="2"><prop type="x-chain">from my aunt</prop><prop type="x-chain"></prop><tuv xml:lang="en"><seg>One.</seg></tuv><tuv xml:lang="de"><seg>Eins.</seg></tuv></tu>
</body></tmx>
END
audit foreign.tmx
[ $status = 1 ] || complain "foreign: exit status $status"
says out 'hash_differs the text of unit 1' 'tool_changed the header says that Other made the file' 'path_refused /etc/passwd is outside' \
	'the TMX names no file of the document' '"from my aunt": it is not a chain'
chains() { # FILE: its chains, sorted
	grep -oE '"x-chain">[^<]*' "$1" | sort
}
chains foreign.tmx >wanted
"$APOGRAPH" tmx convert -q -o convert.tmx foreign.tmx
"$APOGRAPH" tmx merge -q -o merge.tmx foreign.tmx foreign.tmx >/dev/null
"$APOGRAPH" tmx clean -q -o clean.tmx foreign.tmx >/dev/null
mkdir parts && "$APOGRAPH" tmx split -q --units 1 -o parts foreign.tmx >/dev/null
cat parts/* >split.tmx
for file in convert merge clean split; do
	chains $file.tmx | cmp -s - wanted || complain "tmx $file loses chains"
	count=$((count + 1))
done
"$APOGRAPH" tmx stats foreign.tmx >out
says out 'chains           1' 'longest chain    dpa > a > b'

# ---- chains in a TMX of ours that its files do not support ----
cp "$nato"/*.txt "$nato/manifest.json" .
"$APOGRAPH" trace -q --no-default-lexicons -o story.tmx . || complain "no TMX"
audit story.tmx
[ $status = 0 ] && [ ! -s out ] || { complain "untouched: exit status $status"; cat out; }
sed '0,/"x-chain">[^<]*</s//"x-chain">Reuters \&gt; wire.en [agency | document, named]</; s/tanks/tents/' story.tmx >edited.tmx
for jobs in $threads; do
	"$APOGRAPH" audit -q --jobs "$jobs" --format json edited.tmx >"audit$jobs.json"
	cmp audit1.json "audit$jobs.json" || complain "other findings with --jobs $jobs"
	count=$((count + 1))
done
forge() { # WHAT SAYS CHAIN
	sed "0,/\"x-chain\">[^<]*</s//\"x-chain\">$3</" story.tmx >forged.tmx
	audit forged.tmx
	[ $status = 1 ] || complain "$1: exit status $status"
	says out "$2"
}
forge 'unknown document' 'the TMX names no file of the document nowhere' 'wire.en \&gt; nowhere [document | document, copy, none]'
forge 'ring' 'wire.en is in it twice' 'wire.en \&gt; toutiao.en \&gt; wire.en [document | document, copy, none | document, copy, none]'
forge 'itself' 'wire.en is in it twice' 'wire.en \&gt; wire.en [document | document, copy, none]'
forge 'a source that is not credited' 'credits Reuters nowhere' 'Reuters \&gt; wire.en [agency | document, named]'
forge 'a source in the middle' 'is not a document, but follows' 'wire.en \&gt; dpa [document | agency, copy, none]'
forge 'details that do not fit' 'is not a chain as apograph writes it' 'wire.en \&gt; toutiao.en [document]'
forge 'too long' 'is not a chain as apograph writes it' "$(seq -s ' \&gt; ' 40) [$(yes document | head -n 40 | paste -sd'|' | sed 's/|/ | /g')]"

# ---- through translate-toolkit, which keeps all: all is proven again ----
if /usr/bin/python3 -c 'import translate.storage.tmx' 2>/dev/null; then
	/usr/bin/python3 -c 'from translate.storage import tmx; tmx.tmxfile.parsefile("story.tmx").savefile("back.tmx")'
	audit back.tmx
	[ $status = 0 ] && [ ! -s out ] || { complain "a round trip through translate-toolkit: exit status $status"; cat out; }
fi
# through a CAT tool that keeps texts alone: nothing is claimed, and a ledger still knows each unit
"$APOGRAPH" ledger append -q n.ledger story.tmx >/dev/null || complain "ledger append"
sed '/<prop /d; s/ tuid="[^"]*"//' story.tmx >bare.tmx
audit bare.tmx
[ $status = 1 ] || complain "a memory without properties: exit status $status"
says out no_provenance
"$APOGRAPH" audit -q --against n.ledger bare.tmx >out || { complain "a memory without properties, against a ledger"; cat out; }

# ---- texts whose language cannot be told: they are there, and their bytes are theirs ----
mkdir tongue && cd tongue || exit 1
python3 - <<'END'
import json, random
rng = random.Random(1)
words = ["".join(rng.choice("bdgklmnr") + rng.choice("aeo") for _ in range(rng.randint(2, 4))) for _ in range(400)]
lines = [" ".join(rng.choice(words) for _ in range(12)).capitalize() + "." for _ in range(20)]
for name in "abc":
    open(name + ".txt", "w").write("\n\n".join(lines) + "\n")
    lines = lines[:15] + [lines[-1]]
json.dump([{"id": n, "file": n + ".txt", "lang": "en", "published": "2025-12-0%d" % (i + 1)} for i, n in enumerate("abc")], open("manifest.json", "w"))
END
"$APOGRAPH" trace -q --no-default-lexicons -o m.tmx . || complain "a language that nobody knows"
cd ..
audit tongue/m.tmx
[ $status = 0 ] && [ ! -s out ] || { complain "a language that cannot be told: exit status $status"; cat out; }

# ---- corpora ----
mkdir ring && cd ring || exit 1
printf 'Original: two.example\n\nThe mayor said that the bridge will stay closed until spring.\n\nThe works cost 20 million.\n' >one.txt
printf 'Original: one.example\n\nThe mayor said that the bridge will stay closed until spring.\n\nThe works cost 20 million.\n' >two.txt
cat >manifest.json <<'END'
[{"id": "one.example", "file": "one.txt", "lang": "en", "parents": ["two.example"]}, {"id": "two.example", "file": "two.txt", "lang": "en", "parents": ["one.example", "nowhere"]}]
END
"$APOGRAPH" trace --no-default-lexicons --format json . >../ring.json 2>../err || { complain "a ring of parents"; cat ../err; }
says ../err 'manifest.json: document 2 ("two.example"): its parent "nowhere" is not the id of a document' \
	'run in a ring: "one.example" from "two.example" from "one.example"'
"$APOGRAPH" trace -q --no-default-lexicons -o ../ring.tmx . 2>../err || { complain "a ring of parents, as TMX"; cat ../err; }
"$APOGRAPH" audit -q ../ring.tmx >../out 2>&1
cd ..
python3 - <<'END' || complain "a ring of parents is believed"
import json
edges = [(e["child"], e["parent"]) for e in json.load(open("ring.json"))["edges"] if e["direction_known"]]
assert not any((p, c) in edges for c, p in edges), edges
END
lacks out 'is in it twice'
# parents that the texts do not show, or show the other way round, are reported; those that they show are not
mkdir declared && cp wire.en.txt declared/wire.txt && cp "$nato/aggregator-a.en.txt" declared/copy.txt
echo 'Rain is expected in the valleys on Sunday, and the first snow on the hills.' >declared/other.txt
cat >declared/manifest.json <<'END'
[{"id": "wire", "file": "wire.txt", "lang": "en", "published": "2025-12-26T05:00:00Z", "parents": ["other", "copy"]},
 {"id": "copy", "file": "copy.txt", "lang": "en", "published": "2025-12-28", "parents": []}, {"id": "other", "file": "other.txt", "lang": "en"}]
END
"$APOGRAPH" trace --no-default-lexicons --format json declared >out 2>err || complain "declared parents: exit status $?"
says err 'declares that wire was made from copy; the texts show the opposite direction' \
	'declares that wire was made from other; the texts do not show that'
sed -i 's/"parents": \["other", "copy"\]/"parents": []/; s/"parents": \[\]}, {"id": "other"/"parents": ["wire"]}, {"id": "other"/' declared/manifest.json
"$APOGRAPH" trace --no-default-lexicons --format json declared >out 2>err && [ ! -s err ] || { complain "a parent that the texts show is reported"; cat err; }
# a folder in which nothing was made from another: the TMX says that it has no units, and is not damaged
mkdir nothing && cp declared/other.txt nothing/ && cp wire.en.txt nothing/
"$APOGRAPH" trace --no-default-lexicons -o nothing.tmx nothing >out 2>err || complain "a TMX without units: exit status $?"
says err 'TMX: it has no units, for no document was found to be made from another'
"$APOGRAPH" audit -q nothing.tmx >out 2>&1 || { complain "a TMX that says that it has no units is damaged"; cat out; }
# a header can claim any number of units: those that are not there are not counted one by one
sed 's/x-units">0/x-units">1/' nothing.tmx >lost.tmx
"$APOGRAPH" audit -q lost.tmx >out 2>&1
[ $? = 1 ] || complain "a TMX that lost 100000000000 units: expected exit status 1"
says out '1, 2, 3, 4, 5 and 99999999995 more are not'
mkdir twice && cp wire.en.txt twice/a.txt
cd twice || exit 1
echo '[{"id": "a", "file": "a.txt", "lang": "en"}, {"id": "a", "file": "a.txt", "lang": "en"}]' >manifest.json
"$APOGRAPH" trace -q -o out.tmx . >../out 2>&1 && complain "two documents of one id"
says ../out 'manifest.json' 'a'
[ ! -e out.tmx ] || complain "a TMX of a manifest that is wrong"
ln a.txt b.txt
echo '[{"id": "a", "file": "a.txt", "lang": "en"}, {"id": "b", "file": "b.txt", "lang": "en"}]' >manifest.json
"$APOGRAPH" trace -q --no-default-lexicons --format json . >../same.json || complain "one file under two names"
cd ..
python3 -c 'import json; assert not any(e["direction_known"] for e in json.load(open("same.json"))["edges"])' ||
	complain "of one file twice, one is the origin of the other"
# documents that are called what sources of their texts are called: the two are not one, and our own TMX is right
mkdir named && cp wire.en.txt named/a.txt && cp toutiao.en.txt named/b.txt
echo '[{"id": "dpa", "file": "a.txt", "lang": "en"}, {"id": "Funke", "file": "b.txt", "lang": "en"}]' >named/manifest.json
"$APOGRAPH" trace -q --no-default-lexicons -o named/m.tmx named || complain "documents called dpa and Funke"
says named/m.tmx '"x-chain">Funke &gt; dpa &gt; Funke [outlet | document'
audit named/m.tmx
[ $status = 0 ] && [ ! -s out ] || { complain "documents called dpa and Funke: exit status $status"; cat out; }
# what is not there, and a file where a folder is expected
for command in trace audit; do
	"$APOGRAPH" $command nowhere.tmx >out 2>&1
	[ $? = 3 ] || complain "$command of what is not there: exit status"
	says out 'nowhere.tmx: there is no such file or folder'
done
"$APOGRAPH" trace wire.en.txt >out 2>&1
[ $? = 3 ] || complain "trace of a file: exit status"
says out 'wire.en.txt: is a file; expected a folder of texts'
finish

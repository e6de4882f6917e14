#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What trace writes for other programs, read by other programs: Debian's python3-prov and python3-pyld. Skipped without them.
set -u
python=/usr/bin/python3
$python -c 'import prov.model, pyld' 2>/dev/null || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# ids, titles and names that are hard to write
mkdir odd
cat >odd/wire.txt <<'END'
Ferry "Anna" runs aground off Lindholm & <sinks>

LINDHOLM (Nordwire) - A ferry with 212 passengers ran aground off Lindholm on Monday morning, the coast guard said.

"The captain saw the rocks too late because of the fog," coast guard commander Mira Solberg told Nordwire.
END
sed 's/too late because of the fog/far too late/' odd/wire.txt >odd/paper.txt
cp odd/paper.txt odd/copy.txt
cat >odd/manifest.json <<'END'
[{"id": "-1 a_b/c:d(e)'f'\"g\".", "file": "wire.txt", "lang": "en", "publisher": "Nord\\wire \"X\" & <Y>", "published": "2026-03-02T09:00:00Z"},
 {"id": "头条", "file": "paper.txt", "lang": "en", "published": "2026-03-02T18:00:00Z", "note": "a\u0001b\nc"},
 {"id": "a_5Fb", "file": "copy.txt", "lang": "en", "url": "not a url"}]
END
folders="odd $CORPORA/nato-rutte"
[ -n "${SANITIZED:-}" ] || folders="$folders $CORPORA/forged-painting $CORPORA/launch-delay" # no other code than the first two
for corpus in $folders; do
	for end in provn prov.json provx jsonld; do
		"$APOGRAPH" trace -q --no-default-lexicons -o "out.$end" "$corpus" || exit 1
	done
	$python - "$corpus" <<'END' || exit 1
import io, json, re, sys
import prov.model
from pyld import jsonld

def check(what, good):
    if not good:
        sys.exit(f"{sys.argv[1]}: {what}")

def again(document, format):
    stream = io.StringIO() if format == "json" else io.BytesIO()
    document.serialize(stream, format=format)
    stream.seek(0)
    return prov.model.ProvDocument.deserialize(stream, format=format)

def lines(text):
    """The statements of PROV-N: name and arguments, attributes without their order; python3-prov does not escape a backslash."""
    found = []
    for line in text.replace("\\\\", "\\").splitlines():
        head, _, rest = line.strip().partition(", [")
        found.append((head, sorted(re.split(r", (?=(?:prov|apo):[a-z0-9-]+=)", rest[:-2]))))
    return sorted(found)

json_document = prov.model.ProvDocument.deserialize("out.prov.json", format="json")
xml_document = prov.model.ProvDocument.deserialize("out.provx", format="xml")
check("PROV-JSON and PROV-XML differ", json_document == xml_document)
check("PROV-JSON changes in a round trip", again(json_document, "json") == json_document)
check("PROV-XML changes in a round trip", again(xml_document, "xml") == xml_document)
check("PROV-N differs", lines(open("out.provn").read()) == lines(json_document.get_provn()))
local = r"[A-Za-z_][A-Za-z0-9_.-]*(?<!\.)"
for record in json_document.records:
    check(f"{record.identifier} is not a name: {record.identifier.localpart if record.identifier else 0}", not record.identifier or re.fullmatch(local, record.identifier.localpart))
    if record.get_type() == prov.model.PROV_DERIVATION:
        check(f"{record.identifier} is not certain", record.get_attribute("apo:certain") == {True})
check("a document is missing", sum("Document" in str(t) for r in json_document.records for t in r.get_asserted_types())
      == len(json.load(open("out.jsonld"))["@graph"]) - sum("apo:source-type" in node for node in json.load(open("out.jsonld"))["@graph"]))

def refuse(url, options):
    raise Exception("the context is not inline: " + url)

jsonld.set_document_loader(refuse)
expanded = jsonld.expand(json.load(open("out.jsonld")))
articles = [node for node in expanded if node["@type"] == ["https://schema.org/NewsArticle"]]
check("JSON-LD has no articles", articles and all("https://schema.org/inLanguage" in a for a in articles))
check("JSON-LD has no relation", any("https://schema.org/isBasedOn" in a for a in articles))
ids = {node["@id"] for node in expanded}
for article in articles:
    for key in "isBasedOn", "translationOfWork", "citation":
        for other in article.get("https://schema.org/" + key, []):
            check(f"{key} of {article['@id']} leads nowhere", other["@id"] in ids)
END
done

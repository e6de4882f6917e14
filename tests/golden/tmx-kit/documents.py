# SPDX-License-Identifier: Apache-2.0
"""Imports 2A and 2B against the documents of the kit that they are to translate: at level 2, text and codes of the units are the
markup of the paragraphs; at level 1, what is left when it goes."""
import html, re, sys
import xml.etree.ElementTree as tree

kit = sys.argv[1]
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def markup(element, quote):
    """Text as `quote` has it in the document, native codes as they are."""
    out = quote(element.text or "")
    for e in element:
        out += (markup(e, quote) if e.tag == "hi" else "".join(e.itertext())) + quote(e.tail or "")
    return out


def segments(path, lang, quote):
    return [markup(v.find("seg"), quote) for v in tree.parse(path).iter("tuv") if v.get(LANG) == lang]


def joined(lines):
    """The sentences of one paragraph come in two units."""
    return lines[:3] + [" ".join(lines[3:5])] + lines[5:]


def html_paragraphs(path):
    return re.findall("<p>(.*)</p>", open(path, encoding="cp1252").read())


def rtf_paragraphs(path):
    text = open(path, encoding="cp1252").read().split("\\fs20 ")[1].replace("\n", "")
    text = re.sub(r"\{\\pict.*?\}(\\lang\d+)?(\\f0)?", "", text)  # the unit's code for the picture is empty
    return text.split("\\par")[:6]


def space_after_words(rtf):
    """The space that ends a control word is none where another begins."""
    return re.sub(r"(\\[a-z]+) (?=\{)", r"\1", rtf)


def plain(html_paragraph):
    return html.unescape(re.sub("<[^>]*>", "", html_paragraph))


def compare(what, got, expected):
    same = sum(g == e for g, e in zip(got, expected, strict=True))
    print(f"{what}: {same} of {len(expected)} paragraphs as in the document")
    for g, e in zip(got, expected):
        if g != e:
            print(f" got {g}\n not {e}")


for lang, suffix in ("en-US", ""), ("fr-CA", "_fr-ca"):
    pages = html_paragraphs(f"{kit}/ImportTest2A{suffix}.htm")
    for name in "2A", "2A-0index":
        compare(f"{name} {lang}, level 2", joined(segments(f"{name}-2.tmx", lang, html.escape)), pages)
        compare(f"{name} {lang}, level 1", joined(segments(f"{name}-1.tmx", lang, str)), [plain(p) for p in pages])
    # the same text; the kit's own 2B has "Du text" for "Du texte"
    compare(f"2B {lang}, level 1", joined(segments("2B-1.tmx", lang, str)), [plain(p) for p in pages])
# the French document of 2B has other control words than the codes of its units
compare("2B en-US, level 2", [space_after_words(s) for s in joined(segments("2B-2.tmx", "en-US", str))],
        [space_after_words(p) for p in rtf_paragraphs(f"{kit}/ImportTest2B.rtf")])

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Edits of a TMX that apograph wrote, and of the files it names: each is found, and reported as what it is.

tamper.py [RANDOM_EDITS [SEED]]: the named edits, then as many random ones: of bytes, of units, of properties. A random edit is found,
or leaves all that a unit says as it was."""
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

APOGRAPH = os.environ["APOGRAPH"]
NATO = Path(os.environ["CORPORA"]) / "nato-rutte"
NAMES = ["wire.en.txt", "toutiao.zh.txt"]
UNIT = re.compile(r" <tu .*?</tu>\n", re.S)


def apograph(*words, cwd):
    return subprocess.run([APOGRAPH, *words], cwd=cwd, capture_output=True, text=True, encoding="utf-8", errors="replace")


class Memory:
    """The TMX as written, and the texts beside it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        for name in NAMES + ["manifest.json"]:
            shutil.copy(NATO / name, self.folder)
        manifest = json.loads((self.folder / "manifest.json").read_text())
        manifest["documents"] = [d for d in manifest["documents"] if d["file"] in NAMES]
        (self.folder / "manifest.json").write_text(json.dumps(manifest))
        done = apograph("align", "-q", "--corpus", ".", "-o", "pair.tmx", "wire.en", "toutiao.zh", cwd=self.folder)
        assert done.returncode == 0, done.stderr
        self.tmx = (self.folder / "pair.tmx").read_text(encoding="utf-8")
        self.files = {name: (self.folder / name).read_bytes() for name in NAMES}

    def audit(self, tmx, files):
        (self.folder / "pair.tmx").write_text(tmx, encoding="utf-8", newline="")
        for name in NAMES:
            path = self.folder / name
            if name in files:
                path.write_bytes(files[name])
            elif path.exists():
                path.unlink()
        done = apograph("audit", "-q", "--format", "json", "pair.tmx", cwd=self.folder)
        findings = json.loads(done.stdout)["findings"] if done.stdout else []
        return done, findings


def units(tmx):
    return UNIT.findall(tmx)


def replace_unit(tmx, index, new):
    old = units(tmx)[index]
    return tmx.replace(old, new, 1)


def sub(pattern, to, text, count=1, flags=re.S):
    new, n = re.subn(pattern, to, text, count=count, flags=flags)
    assert n, pattern
    return new


def in_unit(index, pattern, to):
    return lambda tmx: replace_unit(tmx, index, sub(pattern, to, units(tmx)[index]))


def exchange_targets(tmx):
    a, b = units(tmx)[2:4]
    target = re.compile(r'  <tuv xml:lang="zh">.*?</tuv>\n', re.S)
    ta, tb = target.search(a).group(), target.search(b).group()
    return tmx.replace(a, "@@A@@").replace(b, b.replace(tb, ta)).replace("@@A@@", a.replace(ta, tb))


def fix_hash(tmx):
    """Another word, and the hash of the text that fits it."""
    unit = units(tmx)[3]
    text = re.search(r"<seg>(.*?)</seg>", unit).group(1)
    text = re.sub("[a-z]{6}", "tanks", text, count=1)
    changed = sub(r"<seg>.*?</seg>", "<seg>" + text.replace("\\", "\\\\") + "</seg>", unit)
    return tmx.replace(unit, sub(r'(x-segment-sha256">)[0-9a-f]+', r"\g<1>" + hashlib.sha256(text.encode()).hexdigest(), changed))


FORGED = """ <tu tuid="0123">
  <tuv xml:lang="en">
%s   <seg>Forged.</seg>
  </tuv>
  <tuv xml:lang="zh">
   <seg>伪造。</seg>
  </tuv>
 </tu>
"""
NO_FILE = """   <prop type="source-document">nowhere.txt</prop>
   <prop type="x-document">nowhere</prop>
   <prop type="x-span">0-7</prop>
   <prop type="x-segment-sha256">%s</prop>
""" % hashlib.sha256(b"Forged.").hexdigest()


def strip_props(text):
    return re.sub(r" *<prop .*?</prop>\n", "", text)


def two_spans(tmx):
    unit = next(u for u in units(tmx) if re.search(r"(<prop type=\"x-span\">[^<]*</prop>\s*){2}", u))
    cut = sub(r'   <prop type="x-span">[^<]*</prop>\n', "", unit)
    text = re.search(r"<seg>(.*?)</seg>", cut).group(1)
    return tmx.replace(unit, cut.replace(text, text[16:].lstrip(), 1))


def first_target(tmx, change):
    unit = units(tmx)[4]
    target = re.search(r'  <tuv xml:lang="zh">.*?</tuv>\n', unit, re.S).group()
    return tmx.replace(unit, unit.replace(target, change(target)))


# what, the edit of the TMX, the edit of the files, types one of which must be reported
KEEP = lambda x: x  # noqa: E731
EDITS = [
    ("word of the target changed", in_unit(3, r"(<tuv xml:lang=\"zh\">.*<seg>.)", r"\1某"), KEEP, "hash_differs"),
    ("text changed and hash fixed", fix_hash, KEEP, "text_differs"),
    ("unit deleted", lambda t: replace_unit(t, 5, ""), KEEP, "unit_removed"),
    ("last unit deleted", lambda t: replace_unit(t, len(units(t)) - 1, ""), KEEP, "unit_removed"),
    ("units 2 and 3 swapped", lambda t: t.replace(units(t)[1] + units(t)[2], units(t)[2] + units(t)[1]), KEEP, "unit_moved"),
    ("unit duplicated", lambda t: t.replace(units(t)[4], units(t)[4] * 2), KEEP, "unit_doubled"),
    ("targets of two units exchanged", exchange_targets, KEEP, "paired_differently"),
    ("attribution of another person", lambda t: sub("Mark Rutte( \\[person)", r"Angela Merkel\1", t), KEEP, "credit_changed"),
    ("all attributions dropped", lambda t: sub(r' *<prop type="x-attribution">[^<]*</prop>\n', "", t, 0), KEEP, "credit_changed"),
    ("credit of dpa removed", lambda t: sub(r' *<prop type="x-attribution">dpa [^<]*</prop>\n', "", t), KEEP, "credit_changed"),
    ("score changed", in_unit(2, r'(x-score">)[^<]*', r"\g<1>0.990"), KEEP, "property_changed"),
    ("kind changed", in_unit(2, r'(x-kind">)[^<]*', r"\1added"), KEEP, "property_changed"),
    ("another file that exists", in_unit(2, r'(source-document">)[^<]*', r"\g<1>./toutiao.zh.txt"), KEEP, "span_outside text_differs"),
    ("id of the document changed", in_unit(2, r'(x-document">)wire.en', r"\1other"), KEEP, "property_changed"),
    ("span moved", in_unit(2, r'(x-span">)\d+', r"\g<1>7"), KEEP, "text_differs span_outside"),
    ("hash of a file changed in the header", lambda t: sub(r'(x-file">)....', r"\g<1>0000", t), KEEP, "file_changed"),
    ("hashes dropped from the header", lambda t: sub(r' <prop type="x-(?:file|units)[^<]*</prop>\n', "", t, 0), KEEP, "hash_missing"),
    ("chain changed", in_unit(3, r'(x-chain">)Funke', r"\1AFP"), KEEP, "chain_unsupported"),
    ("file: word changed inside of a unit", KEEP, lambda f: {**f, NAMES[0]: f[NAMES[0]].replace(b"proposals", b"offerings", 1)}, "text_differs"),
    ("file: text appended", KEEP, lambda f: {**f, NAMES[0]: f[NAMES[0]] + b"\nMore.\n"}, "file_changed"),
    ("file: space at the front removed", KEEP, lambda f: {**f, NAMES[0]: f[NAMES[0]][1:]}, "span_outside"),
    ("file: white space at the end (harmless)", KEEP, lambda f: {**f, NAMES[0]: f[NAMES[0]] + b"\n\n"}, "file_changed"),
    ("file: bytes between segments (harmless)", KEEP, lambda f: {**f, NAMES[0]: f[NAMES[0]].replace(b"\n\n", b"\n\r", 1)}, "file_changed"),
    ("file: line ends of another system (harmless)", KEEP, lambda f: {**f, NAMES[0]: f[NAMES[0]].replace(b"\n", b"\r\n")}, "file_changed"),
    ("file: a byte order mark more (harmless)", KEEP, lambda f: {**f, NAMES[0]: b"\xef\xbb\xbf" + f[NAMES[0]]}, "file_changed"),
    ("file: line ends of another system, and a word changed", KEEP,
     lambda f: {**f, NAMES[0]: f[NAMES[0]].replace(b"\n", b"\r\n").replace(b"proposals", b"offerings", 1)}, "text_differs span_outside"),
    ("file missing", KEEP, lambda f: {NAMES[1]: f[NAMES[1]]}, "document_missing"),
    ("both files missing", fix_hash, lambda f: {}, "document_missing"),
    ("tuid changed", in_unit(2, r'tuid="....', 'tuid="0000'), KEEP, "property_changed"),
    ("language changed", in_unit(2, 'xml:lang="en"', 'xml:lang="fr"'), KEEP, "paired_differently property_changed"),
    ("creationtool changed (harmless)", lambda t: sub('creationtool="apograph"', 'creationtool="Other"', t), KEEP, "tool_changed"),
    ("properties of a side stripped, text changed", lambda t: first_target(t, lambda v: strip_props(v).replace("<seg>", "<seg>某")), KEEP,
     "paired_differently property_changed credit_changed"),
    ("unit inserted without record", lambda t: t.replace(units(t)[3], units(t)[3] + FORGED % ""), KEEP, "unit_added"),
    ("unit inserted that names no file", lambda t: t.replace(units(t)[3], units(t)[3] + FORGED % NO_FILE), KEEP, "document_missing"),
    ("one of two spans dropped, text cut to it", two_spans, KEEP, "hash_differs"),
    ("zero width space inserted", in_unit(3, "(<seg>.)", "\\1\u200b"), KEEP, "hash_differs"),
    ("no-break space for a space", in_unit(3, "(<seg>[^< ]*) ", "\\1\u00a0"), KEEP, "hash_differs"),
    ("inline code added", in_unit(3, "(<seg>[^<]*) ", r'\1 <ph x="1">{1}</ph>'), KEEP, "codes_added hash_differs"),
    ("all properties stripped", lambda t: strip_props(t), KEEP, "no_provenance"),
    ("changedate added (harmless)", in_unit(3, "<tu ", '<tu changedate="20260101T000000Z" changeid="ann" '), KEEP, "edited_with_record"),
    ("edited by a tool that says so", in_unit(3, "<tu (.*?<seg>)", r'<tu changedate="20260101T000000Z" changeid="ann" \1New: '), KEEP,
     "edited_with_record"),
    ("note that claims another origin", in_unit(3, r"( <tu .*?>\n)", r"\1  <note>From AFP.</note>\n"), KEEP, "note_added"),
]
HARMLESS = {"file_changed": "minor", "tool_changed": "minor", "edited_with_record": "minor"}


def check_named(memory):
    failed = 0
    for what, of_tmx, of_files, wanted in EDITS:
        tmx = of_tmx(memory.tmx)
        assert tmx != memory.tmx or of_files is not KEEP, what
        done, findings = memory.audit(tmx, of_files(memory.files))
        types = [f["type"] for f in findings]
        only_record = types and set(types) == {"edited_with_record"}
        wrong = []
        if not set(types) & set(wanted.split()):
            wrong.append(f"reports {sorted(set(types))}, expected {wanted}")
        if done.returncode != (0 if only_record else 1):
            wrong.append(f"exit status {done.returncode}")
        if "(harmless)" in what and any(f["severity"] != HARMLESS.get(f["type"]) for f in findings):
            wrong.append(f"not minor: {[(f['type'], f['severity']) for f in findings]}")
        if wrong:
            failed += 1
            print(f"FAILED: {what}: {'; '.join(wrong)}")
    return failed


SRX = """<?xml version="1.0"?>
<srx version="2.0" xmlns="http://www.lisa.org/srx20"><header segmentsubflows="yes" cascade="no"/><body>
<languagerules><languagerule languagerulename="commas"><rule break="yes"><beforebreak>,</beforebreak><afterbreak>\\s</afterbreak></rule>
</languagerule></languagerules><maprules><languagemap languagepattern=".*" languagerulename="commas"/></maprules></body></srx>
"""
GERMAN = "Der Müller sagte, die Brücke sei gesperrt.\r\nEr ging heim, denn es war spät.\r\n"
ENGLISH = "The miller said, the bridge was closed.\nHe went home, for it was late.\n"
# how the texts are read, the encoding of the German one, what is reported though nothing was changed
UNTOUCHED = [
    ("", "utf-8", []), ("--presegmented", "utf-8", []), ("--srx rules.srx", "utf-8", []), ("", "utf-16", []),
    ("--encoding windows-1252", "windows-1252", []), ("--tmx-encoding utf-16le", "utf-8", []), ("-", "utf-8", ["document_missing"]),
]


def check_untouched(folder):
    """A memory of texts that were read in any way is as it was written."""
    failed = 0
    work = Path(folder) / "untouched"
    work.mkdir()
    (work / "rules.srx").write_text(SRX)
    (work / "b.txt").write_text(ENGLISH)
    for option, encoding, expected in UNTOUCHED:
        (work / "a.txt").write_bytes(GERMAN.encode(encoding))
        words = ["-", "b.txt"] if option == "-" else [*option.split(), "a.txt", "b.txt"]
        subprocess.run([APOGRAPH, "align", "-q", "--from", "de", "--to", "en", "-o", "m.tmx", *words], cwd=work, input=GERMAN.encode(), check=True)
        done = subprocess.run([APOGRAPH, "audit", "-q", "--format", "json", "m.tmx"], cwd=work, capture_output=True, text=True, check=False,
                              input=GERMAN)
        types = [f["type"] for f in json.loads(done.stdout)["findings"]]
        if types != expected:
            failed += 1
            print(f"FAILED: untouched, {option or 'plain'}, {encoding}: reports {types}, expected {expected}")
    return failed


# these say nothing of units; in quotation marks a DOCTYPE may hold a >, damaged it may not have its quotation marks
DECLARED = re.compile(r'<\?.*?\?>|<!DOCTYPE(?:[^>"]|"[^">]*>?[^">]*")*>|<!DOCTYPE[^>]*>', re.S)


def meaning(tmx):
    """All that the units and the header say, by an independent reader; None when it is no XML."""
    try:
        root = ElementTree.fromstring(DECLARED.sub("", tmx))
    except ElementTree.ParseError:
        return None
    if root.find("header") is None or root.find("body") is None:
        return None
    own = re.compile(r"source-document|x-.*")
    said = [(p.get("type"), p.text) for p in root.find("header") if p.tag == "prop"]

    def infos(element):
        return [(p.tag, p.get("type"), p.text) for p in element if p.tag == "note" or (p.tag == "prop" and own.match(p.get("type") or ""))]

    def seg_of(variant):
        seg = variant.find("seg")
        if seg is None:
            return None
        seg.tail = None  # text between elements says nothing
        return ElementTree.tostring(seg, encoding="unicode")

    for unit in root.find("body"):
        said.append((unit.get("tuid"), infos(unit), [
            (v.get("{http://www.w3.org/XML/1998/namespace}lang"), infos(v), seg_of(v)) for v in unit if v.tag == "tuv"]))
    return said


def random_edit(rng, tmx):
    all_units = units(tmx)
    kind = rng.randrange(6)
    unit = rng.choice(all_units)
    if kind == 0:  # a character
        at = rng.randrange(len(tmx))
        return tmx[:at] + rng.choice("abcx0 1<>\n>中&") + tmx[at + 1:]
    if kind == 1:  # some characters gone
        at = rng.randrange(len(tmx))
        return tmx[:at] + tmx[at + rng.randrange(1, 40):]
    if kind == 2:
        return tmx.replace(unit, rng.choice(["", unit * 2]), 1)
    if kind == 3:
        other = rng.choice(all_units)
        return tmx.replace(unit, "@@1@@", 1).replace(other, unit, 1).replace("@@1@@", other, 1)
    props = re.findall(r" *<prop .*?</prop>\n", tmx)
    prop = rng.choice(props)
    if kind == 4:
        return tmx.replace(prop, "", 1)
    return tmx.replace(prop, rng.choice(props), 1)


def check_random(memory, count, seed):
    rng = random.Random(seed)
    before = meaning(memory.tmx)
    failed = 0
    for i in range(count):
        tmx = random_edit(rng, memory.tmx)
        done, findings = memory.audit(tmx, memory.files)
        if done.returncode in (1, 3) or findings:
            continue
        if done.returncode == 0 and meaning(tmx) == before:
            continue
        failed += 1
        path = Path(tempfile.gettempdir()) / f"tamper-{seed}-{i}.tmx"
        path.write_text(tmx, encoding="utf-8", newline="")
        print(f"FAILED: random edit {i} of seed {seed} is not found: exit status {done.returncode}, {done.stderr.strip()[:200]}; see {path}")
    return failed


def main(count=100, seed=1):
    with tempfile.TemporaryDirectory() as folder:
        memory = Memory(folder)
        done, findings = memory.audit(memory.tmx, memory.files)
        failed = int(done.returncode != 0 or bool(findings))
        if failed:
            print("FAILED: the TMX as it was written has findings:", findings, done.stderr)
        failed += check_untouched(folder) + check_named(memory) + check_random(memory, int(count), int(seed))
        print(f"{len(EDITS)} named edits, {count} random ones: {failed} not found")
        return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))

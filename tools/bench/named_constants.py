# SPDX-License-Identifier: Apache-2.0
"""The named numbers of the library (`#define NAME DECIMAL`, whole numbers of src/provenance, members of small tables): where they are, which
origin their comments state, since when they have their value, and whether docs/constants.md has a row for each."""
import os, re, subprocess

DECIMAL = r"-?(?:\d+\.\d*|\.\d+)(?:[eE][-+]?\d+)?|-?\d+[eE][-+]?\d+"
DEFINE = re.compile(r"^#define[ \t]+(?P<name>\w+)[ \t]+(?:\\\n[ \t]+)?(?P<value>%s|\((?:%s) / (?:%s)\))(?P<f>f?)(?=\s|\Z)(?P<rest>.*)" % ((DECIMAL,) * 3), re.M)
WHOLE = re.compile(r"^#define[ \t]+(?P<name>\w+)[ \t]+(?:\\\n[ \t]+)?(?P<value>-?\d\d?)(?P<f>u?)(?=\s|\Z)(?P<rest>.*)", re.M)
MEMBER = re.compile(r"^\t\[(?P<name>\w+)\] = (?P<value>%s)(?P<f>f?),(?P<rest>.*)" % DECIMAL, re.M)

# Files whose constants no figure of the project's corpora reaches, and why.
UNREACHED = {
    "aligners/length": "the aligner by lengths alone", "src/lexicon/train": "learning a lexicon", "src/ledger": "numbers of records",
    "src/fidelity/mechanical": "checks of form", "src/fidelity/settings": "limits of what a user may set", "src/text/language/detect": "the language of a text",
    "src/text/reading": "the text of a page", "src/text/values/numbers_words": "limits of what is read as a number", "src/report/drawing": "sizes of a drawing", "src/base": "limits of numbers",
}
TWO = ["links", "words"]
ROOMS = [*((path, []) for path in UNREACHED), ("aligners/model1", TWO), ("aligners/prior", TWO), ("aligners/word_ids", TWO), ("aligners/word_evidence", TWO),
         ("aligners/words/", ["words"]), ("aligners", ["links"]), ("src/lexicon", ["words", "issues"]), ("src/fidelity", ["issues", "scores"]),
         ("src/provenance", ["provenance"]), ("src/text", ["issues", "provenance"])]

ORIGINS = [(re.compile(pattern, re.I), shown) for pattern, shown in [
    (r"made by (tools/\w+\.py)", r"\1"), (r"own corpora", "own corpora"), (r"chosen by eye|by eye", "by eye"),
    (r"([A-Z][\w.]+(?: and [A-Z]\w+| et al\.)?),? ((?:19|20)\d\d)", r"\1 \2"), (r"planted issues", "own corpora"), (r"by definition|the format.s own rules", "definition"), (r"usual level of significance", "convention"),
    (r"(?:development|dev) (?:sets|texts|half)|set on (?:news|sentences)|measured on|\bNTREX|\bPolNeAR", "development sets"), (r"by hand", "by hand"), (r"docs/(\w+)\.md", r"docs/\1.md")]]


def files():
    names = [os.path.join(top, f) for root in ("src", "aligners") for top, _, found in os.walk(root) for f in found if f.endswith((".c", ".h"))]
    return sorted(n for n in names if not n.startswith("src/apograph/"))


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def origin_in(text):
    for pattern, shown in ORIGINS:
        m = pattern.search(text)
        if m:
            return m.expand(shown)
    return None


def origin(text, m):
    """What the comment on the constant's line says, else that of its block of lines: the clause that names it, else one that names none."""
    own = m["rest"]
    if origin_in(own):
        return origin_in(own)
    above = []
    for line in reversed(text[:m.start()].split("\n")[:-1]):
        if not line.strip():
            break
        above.insert(0, line)
    comment = re.sub(r"^#define.*(?:(?<=\\)\n.*)?", "", "\n".join(above), flags=re.M)  # what the others say of themselves does not count
    loose = None
    for clause in reversed(re.split(r"[;.:](?=\s)(?![^;.]*docs/)", re.sub(r"([A-Z_]{3,}(?:, [A-Z_]{3,})*): ", r"\1 = ", comment))):
        names = re.findall(r"\b[A-Z][A-Z_]{2,}\b", clause)
        if origin_in(clause):
            if m["name"] in names:
                return origin_in(clause)
            if loose is None and not [n for n in names if re.search(r"#define\s+%s\b" % n, text)]:
                loose = origin_in(clause)
    return loose or origin_in(re.search(r"Made by tools[^*]*|$", text)[0])


def constants():
    """Each named number, in the order of files and lines."""
    found = []
    for path in files():
        text = read(path)
        matches = list(DEFINE.finditer(text))
        if path.startswith("src/provenance"):
            matches += [m for m in WHOLE.finditer(text) if "LONGEST" not in m["name"]]
        if path.endswith("_model.h"):
            matches += MEMBER.finditer(text)
        figures = next((names for prefix, names in ROOMS if path.startswith(prefix)), [])
        for m in sorted(matches, key=lambda m: m.start()):
            found.append({"name": m["name"], "file": path, "value": m["value"], "origin": origin(text, m), "span": m.span("value"), "float": m["f"] == "f",
                          "plain": m.re is DEFINE and path.endswith(".c") and not m["value"].startswith("("), "whole": m.re is WHOLE,
                          "figures": [] if "CONFIDENCE" in m["name"] or re.search("[eE]", m["value"]) else figures})
    return found


def dates():
    """(name, value): the day since which a constant of that name has that value."""
    log = subprocess.run(["git", "log", "--reverse", "-p", "-U0", "--format=@@@%as", "--", "src", "aligners"], capture_output=True, text=True, errors="replace").stdout
    since, day = {}, None
    added = re.sub(r"^\+(?=[ \t#])", "", log, flags=re.M)
    marks = [(m.start(), m[1]) for m in re.finditer(r"^@@@(\S+)$", added, re.M)]
    for k, (start, day) in enumerate(marks):
        part = added[start:marks[k + 1][0] if k + 1 < len(marks) else None]
        for pattern in DEFINE, WHOLE, MEMBER:
            for m in pattern.finditer(part):
                since.setdefault((m["name"], m["value"]), day)
    return since


def why_unreached(constant):
    if "CONFIDENCE" in constant["name"]:
        return "written out with what is found"
    if re.search("[eE]", constant["value"]):
        return "a guard"
    return next(why for path, why in UNREACHED.items() if constant["file"].startswith(path))


def tables():
    """Files with decimals outside of functions that are no named constants: tables."""
    out = []
    for path in files():
        text = re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"", "", read(path), flags=re.S)
        text = re.sub(r"^#(?:.*\\\n)*.*", "", re.sub(r"^\{$.*?^\}", "", text, flags=re.M | re.S), flags=re.M)
        if re.search(r"(?<![\w.])(?:\d+\.\d+|\.\d+)f?\b", text):
            out.append(path)
    return out


def check(page):
    """What the page has and the sources have not, what the sources have and the page has not, and constants without an origin."""
    text = read(page)
    rows = re.findall(r"^\| `(\w+)` \| `([\w/.]+)` \| (.+?) \|", text, re.M)
    if not rows:
        raise SystemExit(f"{page}: has no constants")
    here = {(c["name"], c["file"]): c for c in constants()}
    wrong = set()
    for name, file, value in rows:
        there = here.get((name, file))
        if not there or there["value"] != value:
            wrong.add(f"{file}: {name} is {there['value'] if there else 'not there'}, the page has {value}")
    for name, file in here.keys() - {row[:2] for row in rows}:
        wrong.add(f"{page}: has no row for {name} of {file}: measure it, constants.py --only {name}")
    wrong.update(f"{c['file']}: {c['name']}: no comment says where it comes from (a paper, a set, by hand)" for c in here.values() if not c["origin"])
    wrong.update(f"{page}: does not name {path}, which has a table of decimals" for path in tables() if f"`{path}`" not in text)
    return sorted(wrong)

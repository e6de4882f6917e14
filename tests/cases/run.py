#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Run files of cases (README.md beside this file explains their lines): run.py BUILD_FOLDER FILE...

Exit status 1 when a case fails; each is printed with its place, its texts, what was expected and what was found."""
import json
import os
import re
import subprocess
import sys
import tempfile

PUBLISHERS = ["North Herald", "Lake Post", "Hill Gazette", "Coast Times", "Valley Voice"]
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


class Case:
    def __init__(self, place, header):
        self.place, self.show, self.langs = place, header.get("show"), header.get("lang", "").split()
        self.published = header.get("published", "").split()
        self.unit, self.terms = header.get("unit", ""), header.get("terms", "")
        self.dictionary = header.get("dictionary", "").split()
        self.texts, self.expected = [], []


def unescape(line):
    return re.sub(r"\\(?:u([0-9A-Fa-f]{4})|([nrt\\]))", lambda m: chr(int(m[1], 16)) if m[1] else ESCAPES[m[2]], line)


def read_cases(path):
    """The cases of a file; one that is not well formed ends the run."""
    header, case, cases = {}, None, []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if line.startswith("#"):
                continue
            if not line:
                case = None
            elif not case and (setting := re.fullmatch(r"(show|lang|published|unit|terms|dictionary): (.+)", line)):
                header[setting[1]] = setting[2]
            elif line.startswith("= ") and case:
                case.expected.append(line[2:])
            else:
                if not case:
                    case = Case("%s:%d" % (path, number), header)
                    cases.append(case)
                if case.expected:
                    sys.exit("%s:%d: a text after what is expected; is an empty line missing?" % (path, number))
                case.texts.append(unescape(line))
    for case in cases:
        if not case.expected or not case.langs or len(case.texts) != len(case.langs):
            sys.exit("%s: needs as many lines of text as `lang:` has languages, and lines that begin with `= `" % case.place)
    return cases


def output(command, folder, environment=None):
    done = subprocess.run(command, cwd=folder, capture_output=True, env={**os.environ, **(environment or {})})
    if done.returncode:
        sys.exit("%s: exit status %d\n%s" % (" ".join(command), done.returncode, done.stderr.decode("utf-8", "replace")))
    return done.stdout.decode("utf-8")


def corpus(case, names, folder):
    """A corpus of the texts a, b, c ..., each from a publisher of its own."""
    documents = []
    for i, name in enumerate(names):
        document = {"id": chr(ord("a") + i), "file": name, "lang": case.langs[i], "publisher": PUBLISHERS[i]}
        if i < len(case.published) and case.published[i] != "-":
            document["published"] = case.published[i]
        documents.append(document)
    with open(os.path.join(folder, "manifest.json"), "w", encoding="utf-8") as file:
        json.dump({"documents": documents}, file)


def derivations(read):
    return ["%s %s %s %s" % (e["child"], "<" if e["direction_known"] else "-", e["parent"], e["kind"]) for e in read["edges"]]


def origins(read):
    return [" ".join(group) for group in read["independent_sources"]]


def charges(read):
    """All but minor findings; of a quotation or a change, what differs."""
    differs = ("quote_altered", "content_changed")
    return [" ".join([f["severity"], f["type"], f["document"]] + (f["message"].split(": ", 1)[1:] if f["type"] in differs else []))
            for f in read["findings"] if f["severity"] != "minor"]


def credits(read):
    """Who is credited in a document and not in what was made from it; nobody: a source without a name."""
    return sorted("%s < %s %s" % (d["child"], d["parent"], d["source"] or "nobody") for d in read["dropped_attributions"])


def wordings(read):
    """Quotations in other words than their first, or in marks where their parent has none."""
    return ["%s %s%s" % (v["document"], v["status"], ": " + v["difference"] if v.get("difference") else "")
            for q in read["quotes"] for v in q["variants"] if v["status"] in ("altered", "fabricated")]


CORPUS_VIEWS = {"derivations": (derivations, "trace"), "origins": (origins, "trace"), "credits": (credits, "trace"), "wordings": (wordings, "trace"),
                "charges": (charges, "audit", "--fail-on", "never")}


def units(case, folder):
    """A translation file of the units of a case, which " || " separates; their texts are XML."""
    rows = zip(*(text.split(" || ") for text in case.texts))
    with open(os.path.join(folder, "units.xlf"), "w", encoding="utf-8", newline="") as file:
        file.write('<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="%s" target-language="%s"'
                   ' datatype="plaintext"><body>\n' % tuple(case.langs))
        for number, (source, target) in enumerate(rows, 1):
            file.write('<trans-unit id="%d" %s><source>%s</source><target>%s</target></trans-unit>\n'
                       % (number, case.unit.replace("-none-", ""), source, target))
        file.write("</body></file></xliff>\n")


def unit_issues(case, build, folder):
    """Types of the issues of the units."""
    units(case, folder)
    with open(os.path.join(folder, "terms.csv"), "w", encoding="utf-8") as file:
        file.write("source,target,forbidden,do-not-translate\n" + case.terms.replace(" || ", "\n") + "\n")
    os.makedirs(os.path.join(folder, "hunspell"), exist_ok=True)
    for name, text in (("aff", "SET UTF-8\nTRY esianrtolcdugmphbyfvkwäöü\n"), ("dic", "%d\n%s\n" % (len(case.dictionary), "\n".join(case.dictionary)))):
        path = os.path.join(folder, "hunspell", "%s_XX.%s" % (case.langs[1], name))
        if case.dictionary:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        elif os.path.exists(path):
            os.remove(path)
    terms = ["--terms", "terms.csv"] if case.terms else []
    read = json.loads(output([build + "/apograph", "qa", "-q", "--format", "json", "--fail-on", "never", "--no-default-lexicons",
                              *terms, "units.xlf"], folder, {"XDG_DATA_DIRS": folder}))
    return [issue["type"] for issue in read["issues"]]


def found(case, build, folder):
    """What the program or the library finds in a case's texts, as lines."""
    names = ["text%d" % i for i in range(len(case.texts))]
    for name, text in zip(names, case.texts):
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)
    if case.show == "segments":
        read = json.loads(output([build + "/apograph", "segment", "--format", "json", "--lang", case.langs[0], names[0]], folder))
        return [s["text"].replace("\n", "\\n") for s in read["segments"]]
    if case.show == "units":
        return unit_issues(case, build, folder)
    if case.show == "issues":
        read = json.loads(output([build + "/apograph", "qa", "--format", "json", "--mode", "parallel", "--presegmented", "--fail-on", "never",
                                  "--no-default-lexicons", "--from", case.langs[0], "--to", case.langs[1]] + names, folder))
        return [issue["type"] for issue in read["issues"]]
    if case.show in CORPUS_VIEWS:
        view, *command = CORPUS_VIEWS[case.show]
        corpus(case, names, folder)
        return view(json.loads(output([build + "/apograph", *command, "-q", "--format", "json", "--no-default-lexicons", "."], folder)))
    arguments = [part for pair in zip(case.langs, case.texts) for part in pair]
    return output([build + "/tests/cases/show", str(case.show)] + arguments, folder).splitlines()


def main(build, *paths):
    build, failed, count = os.path.abspath(build), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for case in (case for path in paths for case in read_cases(path)):
            count += 1
            got = found(case, build, folder) or ["nothing"]
            if got != case.expected:
                failed += 1
                print(case.place + ":", *case.texts, "expected:", *("    " + line for line in case.expected),
                      "got:", *("    " + line for line in got), "", sep="\n")
    print("%d cases, %d failures" % (count, failed))
    return 1 if failed or not count else 0


sys.exit(main(*sys.argv[1:]))

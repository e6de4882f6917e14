#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The order of the rooms (CONTRIBUTING.md), in what files include and in what the built objects call: rooms.py SOURCE_ROOT LIBRARY.a

A room includes and calls itself and rooms before it. Inside of a room no files call each other in a ring. No name of a file, public
headers included, or of a type is there twice. Prints what is wrong; exit status 1 then."""
import collections
import glob
import os
import re
import subprocess
import sys

ROOMS = """src/base src/base/proof src/text/unicode src/text/language src/text/document src/writing src/text/values src/text/names src/text/quotations src/text/voices src/text/entities
    src/text/reading src/exchange/xml src/lexicon/dictionary src/lexicon aligners aligners/words src/fidelity/settings src/fidelity/mechanical src/fidelity/evidence src/fidelity/voices src/fidelity src/fidelity/scoring src/provenance/evidence src/provenance src/ledger src/exchange/units
    src/exchange/tmx src/exchange/xliff src/exchange/bitext src/exchange/corpus src/report/exports
    src/report/drawing src/report""".split()
MOST_FILES, MOST_LINES = 30, 5000
failed = False


def complain(what, lines):
    global failed
    if lines:
        failed = True
        print(what + ":", *("    " + line for line in lines), sep="\n")


def place(path):
    """How late a file's room is; the public headers come before all."""
    folder = os.path.dirname(path)
    return -1 if folder in ("src", "src/apograph") else ROOMS.index(folder)


def resolve(name):
    return next((p for p in ("src/" + name, name) if os.path.exists(p)), None)


def rings(calls):
    """Strongly connected parts of more than one file (Tarjan 1972)."""
    index, low, stack, found = {}, {}, [], []

    def visit(v):
        index[v] = low[v] = len(index)
        stack.append(v)
        for w in calls[v]:
            if w not in index:
                visit(w)
                low[v] = min(low[v], low[w])
            elif w in stack:
                low[v] = min(low[v], index[w])
        if low[v] == index[v]:
            part = stack[stack.index(v):]
            del stack[stack.index(v):]
            if len(part) > 1:
                found.append(sorted(part))

    for v in sorted(calls):
        if v not in index:
            visit(v)
    return found


def calls_of(library, sources):
    """file: {file that defines what it uses: names}"""
    files = {p.replace("/", "_") + ".o": p for p in sources}
    defined, used, at = {}, collections.defaultdict(set), None
    for line in subprocess.run(["nm", library], capture_output=True, text=True, check=True).stdout.splitlines():
        if line.endswith(".o:"):
            at = files.get(os.path.basename(line[:-1]))
        elif at and (m := re.match(r"[0-9a-f ]*([A-Za-z]) (\w+)$", line)):
            if m[1] == "U":
                used[at].add(m[2])
            elif m[1] in "TDRBV":
                defined[m[2]] = at
    calls = {p: collections.defaultdict(list) for p in files.values()}
    for path, names in used.items():
        for name in sorted(names):
            if defined.get(name, path) != path:
                calls[path][defined[name]].append(name)
    return calls


def main(root, library):
    os.chdir(root)
    sources = sorted(glob.glob("src/**/*.[ch]", recursive=True) + glob.glob("aligners/**/*.[ch]", recursive=True))
    with open("CONTRIBUTING.md", encoding="utf-8") as file:
        if re.findall(r"^[ |]*((?:src/|aligners)\S*)  ", file.read(), re.M) != ROOMS:
            complain("CONTRIBUTING.md", ["its diagram does not have the rooms of tests/rooms.py, in their order"])
    complain("a folder that is no room of tests/rooms.py",
             sorted({os.path.dirname(p) for p in sources} - set(ROOMS) - {"src", "src/apograph"}))
    late = []
    types = collections.defaultdict(set)
    for path in sources:
        text = open(path, encoding="utf-8").read()
        for name in re.findall(r'^#include "([^"]+)"', text, re.M):
            other = resolve(name)
            if not other:
                late.append(f"{path}: {name} does not exist")
            elif place(other) > place(path):
                late.append(f"{path} includes {name}")
        if path.endswith(".h"):
            for name in re.findall(r"^\} (\w+);|^typedef (?!struct \w+ \w+;)[^;{]*?(\w+);|^struct (\w+) \{", text, re.M):
                types["".join(name)].add(path)
    complain("includes a room after its own", late)
    complain("a type is defined in two headers", [f"{n}: {' '.join(sorted(f))}" for n, f in sorted(types.items()) if len(f) > 1])

    calls = calls_of(library, [p for p in sources if p.endswith(".c")])
    complain("calls a room after its own", [f"{a} calls {b}: {', '.join(n)}" for a in sorted(calls) for b, n in sorted(calls[a].items())
                                            if place(b) > place(a)])
    complain("files that call each other in a ring", [
        " ".join(ring) + "".join(f"\n        {a} > {b}: {', '.join(calls[a][b])}" for a in ring for b in ring if b in calls[a])
        for ring in rings(calls)])

    names = collections.defaultdict(list)
    for path in sources:
        names[os.path.basename(path)].append(path)
    complain("one name of two files", [" ".join(p) for p in names.values() if len(p) > 1])
    for room in ROOMS:
        files = [p for p in sources if os.path.dirname(p) == room]
        lines = sum(open(p, encoding="utf-8").read().count("\n") for p in files)
        if len(files) > MOST_FILES or lines > MOST_LINES:
            complain(f"a room of more than {MOST_FILES} files or {MOST_LINES:,} lines", [f"{room}: {len(files)} files, {lines:,} lines"])
    return failed


sys.exit(main(*sys.argv[1:]))

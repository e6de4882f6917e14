#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What it would cost to cut texts at fewer places: the table of docs/text.md.

usage: splits.py [--apograph PROGRAM] [--first WORDS] LANG FILE

FILE has a document's name and a sentence a line, with a tab between. The sentences of a document are joined by spaces and cut by `apograph
segment`. For each way to cut less, prints one JSON object: how many of the ends inside of a line of FILE it would
avoid, and how many ends of lines it would lose. --first: words at the start of a sentence (with | between) that might go on the one before.
"""
import argparse, json, re, subprocess, tempfile


def ways(first):
    yield "next sentence of up to 3 words", lambda a, b: len(b.split()) <= 3
    yield "next sentence of up to 6 words", lambda a, b: len(b.split()) <= 6
    yield "inside of a quotation", lambda a, b: sum(map(a.count, "„«")) > sum(map(a.count, "“»"))
    yield "after ? or !", lambda a, b: re.search(r"[?!][\"“”»]?$", a)
    if first:
        yield "before " + first, lambda a, b: re.match(r"(%s)\b" % first, b)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--apograph", default="build/apograph")
    ap.add_argument("--first")
    ap.add_argument("lang")
    ap.add_argument("file")
    args = ap.parse_args()
    documents, squeezed = {}, lambda text: len("".join(text.split()))
    for line in open(args.file, encoding="utf-8"):
        name, text = line.rstrip("\n").split("\t", 1)
        documents.setdefault(name, []).append(text)
    ends = []  # (before, after, whether a line of the file ends here)
    for lines in documents.values():
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as f:
            f.write(" ".join(lines))
            f.flush()
            command = [args.apograph, "segment", "--quiet", "--lang", args.lang, "--format", "text", f.name]
            segments = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, encoding="utf-8").stdout.splitlines()
        at, truth = 0, set()
        for line in lines:
            at += squeezed(line)
            truth.add(at)
        at = 0
        for before, after in zip(segments, segments[1:]):
            at += squeezed(before)
            ends.append((before, after, at in truth))
    for way, applies in ways(args.first):
        hit = [right for before, after, right in ends if applies(before, after)]
        print(json.dumps({"way": way, "inner": sum(not e[2] for e in ends), "avoided": hit.count(False),
                          "ends": sum(e[2] for e in ends), "lost": hit.count(True)}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()

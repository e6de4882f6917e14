#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure `apograph align --words` on hand-made word alignments: the figures of docs/alignment.md.

usage: words.py [--apograph PROGRAM] [--lexicon FILE]... [--bare] [--half odd|even] [--show] [--aer MOST] [FOLDER]

FOLDER (default: corpora/word-alignment) holds FROM-TO.txt files; its README tells the format. Prints one JSON line a pair of
languages: pairs of sentences, sure and possible links of the gold, links found, precision (of the possible), recall (of the
sure), F1, AER (Och and Ney 2003); and the same for two baselines: "diagonal" (each word with the word at the same relative place)
and "spelling" (equal words only). A link of the program counts for the pairs of gold tokens that its two spans touch: of several
pairs for those that the gold has, where it has any (a Chinese word can be two tokens of the gold). --bare: built-in lexicon only; --half: every second pair of sentences; --show: the links of each sentence, those missed (-) and those wrong
(+); --aer: fails when the error rate of all is above it (for tests).
"""
import argparse, glob, json, os, subprocess, sys, tempfile


def read_tokens(line):
    """The text, and the begin and end of each token in it (bytes)."""
    text, spans = "", []
    for word in line.split(" "):
        text += " " if spans else ""
        for token in word.split("|"):
            begin = len(text.encode())
            text += token
            spans.append((begin, len(text.encode())))
    return text, spans


def read_gold(path):
    with open(path, encoding="utf-8") as f:
        lines = [line.rstrip("\n") for line in f]
    records, block = [], []
    for number, line in enumerate(lines + [""], 1):
        if line:
            if not line.startswith("#"):
                block.append(line)
            continue
        if block:
            if len(block) != 3:
                raise SystemExit("%s: line %d: expected source, target and links" % (path, number))
            sure, possible = set(), set()
            for link in block[2].split():
                mark = "?" if "?" in link else "-"
                pair = tuple(int(x) for x in link.split(mark))
                possible.add(pair)
                if mark == "-":
                    sure.add(pair)
            source, target = read_tokens(block[0]), read_tokens(block[1])
            if any(i >= len(source[1]) or j >= len(target[1]) for i, j in possible):
                raise SystemExit("%s: line %d: a link to no token" % (path, number))
            records.append((source, target, sure, possible))
        block = []
    return records


def touched(spans, begin, end):
    return [k for k, (b, e) in enumerate(spans) if b < end and begin < e]


def run(program, records, source, target, options):
    """The program's links of all records, aligned as one text with a sentence a line."""
    with tempfile.TemporaryDirectory() as folder:
        starts = []
        for side, name in ((0, "s.txt"), (1, "t.txt")):
            at, of = 0, []
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                for r in records:
                    of.append(at)
                    f.write(r[side][0] + "\n")
                    at += len(r[side][0].encode()) + 1
            starts.append(of)
        out = subprocess.run(
            [program, "align", "--quiet", "--presegmented", "--mode", "parallel", "--words", "--format", "json", "--from", source, "--to", target,
             *options, os.path.join(folder, "s.txt"), os.path.join(folder, "t.txt")], check=True, capture_output=True).stdout
    found = [set() for _ in records]
    for bead in json.loads(out)["beads"]:
        for a, b, c, d, _ in bead["words"]:
            i = max(k for k, start in enumerate(starts[0]) if start <= a)
            j = max(k for k, start in enumerate(starts[1]) if start <= c)
            if i == j:
                x, y = starts[0][i], starts[1][j]
                pairs = {(p, q) for p in touched(records[i][0][1], a - x, b - x)
                         for q in touched(records[i][1][1], c - y, d - y)}
                found[i] |= pairs & records[i][3] or pairs
    return found


def diagonal(record):
    n, m = len(record[0][1]), len(record[1][1])
    return {(min(n - 1, int((j + .5) * n / m)), j) for j in range(m)}


def spelling(record):
    words = [[text.encode()[b:e].lower() for b, e in spans] for text, spans in record[:2]]
    return {(i, words[1].index(w)) for i, w in enumerate(words[0]) if w in words[1]}


def measure(records, found):
    links = sum(map(len, found))
    sure = sum(len(r[2]) for r in records)
    in_sure = sum(len(f & r[2]) for f, r in zip(found, records))
    in_possible = sum(len(f & r[3]) for f, r in zip(found, records))
    p, r = in_possible / max(1, links), in_sure / max(1, sure)
    return {"links": links, "precision": round(p, 3), "recall": round(r, 3), "f1": round(2 * p * r / (p + r) if p + r else 0, 3),
            "aer": round(1 - (in_sure + in_possible) / max(1, links + sure), 3)}


def show(records, found):
    for (source, target, sure, possible), links in zip(records, found):
        word = lambda side, k: side[0].encode()[slice(*side[1][k])].decode()
        print("%s\n%s" % (source[0], target[0]))
        for name, some in ("=", links & possible), ("-", sure - links), ("+", links - possible):
            print("  %s %s" % (name, "  ".join("%s:%s" % (word(source, i), word(target, j)) for i, j in sorted(some))))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--apograph", default="build/apograph")
    ap.add_argument("--lexicon", action="append", default=[])
    ap.add_argument("--bare", action="store_true")
    ap.add_argument("--half", choices=("odd", "even"))
    ap.add_argument("--show", action="store_true")
    ap.add_argument("--aer", type=float, default=1)
    ap.add_argument("folder", nargs="?", default="corpora/word-alignment")
    args = ap.parse_args()
    options = ["--no-default-lexicons"] if args.bare else []
    totals, everything = {}, []
    for path in sorted(glob.glob(os.path.join(args.folder, "*-*.txt"))):
        name = os.path.basename(path)[:-4]
        source, target = name.split("-")
        records = read_gold(path)
        lexicons = [x for l in args.lexicon for x in ("--lexicon", l)]
        found = run(args.apograph, records, source, target, options + lexicons)
        ways = {"apograph": found, "diagonal": [diagonal(r) for r in records], "spelling": [spelling(r) for r in records]}
        if args.half:
            first = 0 if args.half == "odd" else 1
            records, ways = records[first::2], {w: f[first::2] for w, f in ways.items()}
        if args.show:
            show(records, ways["apograph"])
        everything += records
        for way, links in ways.items():
            totals.setdefault(way, []).extend(links)
        report(name, records, ways)
    report("all", everything, totals)
    sys.exit(measure(everything, totals["apograph"])["aer"] > args.aer)


def report(name, records, ways):
    line = {"pair": name, "sentences": len(records), "sure": sum(len(r[2]) for r in records), "possible": sum(len(r[3] - r[2]) for r in records)}
    line.update(measure(records, ways["apograph"]))
    for way in ("diagonal", "spelling"):
        line[way] = {k: v for k, v in measure(records, ways[way]).items() if k != "links"}
    print(json.dumps(line))


if __name__ == "__main__":
    main()

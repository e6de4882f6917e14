#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure `apograph align` on gold alignments: the figures of docs/alignment.md.

usage: alignment.py [--apograph PROGRAM] [--ablation] GOALS FOLDER LEXICONS

GOALS is a JSON object: name of a set -> {"from", "to", "lexicon": [files under LEXICONS]}. FOLDER/NAME/ holds the set:
DOC.src and DOC.tgt with a sentence a line, DOC.gold with beads. All documents of a set are aligned in one batch on one core.
Prints strict precision, recall and F1 (null beads count in precision only, as in vecalign's score.py), F1 of the sentences
without counterpart, sentences a CPU second and peak memory. --ablation adds: no installed or named dictionaries, every
document alone, lengths only.
"""
import argparse, glob, json, os, re, subprocess, tempfile

BEAD = re.compile(r"^\[([\d, ]*)\]:\[([\d, ]*)\]")


def read(path):
    numbers = lambda s: tuple(int(x) for x in s.replace(",", " ").split())
    with open(path, encoding="utf-8") as f:
        return {(numbers(m[1]), numbers(m[2])) for m in map(BEAD.match, f) if m}


def nulls(beads):
    return {("s", i) for s, t in beads for i in s if not t} | {("t", i) for s, t in beads for i in t if not s}


def f1(right, test, gold):
    p, r = right / test if test else 0, right / gold if gold else 0
    return p, r, 2 * p * r / (p + r) if p + r else 0


def run(program, goal, folder, lexicons, extra=(), alone=False):
    golds = sorted(glob.glob(os.path.join(folder, "*.gold")))
    common = [program, "align", "--quiet", "--jobs", "1", "--presegmented", "--from", goal["from"], "--to", goal["to"], *extra]
    if "--no-default-lexicons" not in extra:
        for name in goal["lexicon"]:
            common += ["--lexicon", os.path.join(lexicons, name)]
    counts, null, lines = [0, 0, 0, 0], [0, 0, 0], 0
    cpu = memory = 0
    with tempfile.TemporaryDirectory() as tmp:
        batches = [[g] for g in golds] if alone else [golds]
        out = lambda g: os.path.join(tmp, os.path.basename(g)[:-5] + ".beads")
        for batch in batches:
            with open(os.path.join(tmp, "list"), "w", encoding="utf-8") as f:
                for g in batch:
                    f.write("%s.src\t%s.tgt\t%s\n" % (g[:-5], g[:-5], out(g)))
            _, status, usage = os.wait4(subprocess.Popen(common + ["--batch", os.path.join(tmp, "list")]).pid, 0)
            if status:
                raise SystemExit("alignment.py: the program failed")
            cpu += usage.ru_utime + usage.ru_stime
            memory = max(memory, usage.ru_maxrss / 1024)
        for g in golds:
            gold, test = read(g), read(out(g))
            real = {b for b in gold if b[0] and b[1]}
            counts = [a + b for a, b in zip(counts, (len(test & gold), len(test), len(test & real), len(real)))]
            a, b = nulls(gold), nulls(test)
            null = [x + y for x, y in zip(null, (len(a & b), len(b), len(a)))]
            lines += sum(1 for side in (".src", ".tgt") for _ in open(g[:-5] + side, encoding="utf-8"))
    p, r = counts[0] / max(1, counts[1]), counts[2] / max(1, counts[3])
    return p, r, 2 * p * r / (p + r) if p + r else 0, f1(*null)[2], lines / cpu, memory


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--apograph", default="build/apograph")
    ap.add_argument("--ablation", action="store_true")
    ap.add_argument("goals")
    ap.add_argument("folder")
    ap.add_argument("lexicons")
    args = ap.parse_args()
    ways = [("full", (), False)]
    if args.ablation:
        ways += [("built-in lexicon only", ("--no-default-lexicons",), False), ("each document alone", (), True),
                 ("lengths only", ("--aligner", "length"), False)]
    print("| set | way | P | R | F1 | F1 of nulls | sentences/s | MB |\n|---|---|---|---|---|---|---|---|")
    for name, goal in json.load(open(args.goals, encoding="utf-8")).items():
        for way, extra, alone in ways:
            figures = run(args.apograph, goal, os.path.join(args.folder, name), args.lexicons, extra, alone)
            print("| %s | %s | %.3f | %.3f | %.3f | %.3f | %.0f | %.0f |" % (name, way, *figures), flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure how true the scores of `apograph align` are on gold alignments: the table of docs/alignment.md, section Confidence.

usage: confidence.py [--apograph PROGRAM] GOALS FOLDER LEXICONS

Arguments as of alignment.py, whose way of aligning a set is used. A bead is right when the very same bead stands in the gold;
beads without counterpart too. Prints a JSON object a line: for each set, for each document, and for all together the number of beads, the share
and precision of those that score at least .9 (all, and those without counterpart), the expected calibration error over ten
bins, the Brier score, and the bins: [beads, mean score, share that is right].
"""
import argparse, glob, json, os, re, tempfile

import alignment

SCORED = re.compile(r"^(\[[\d, ]*\]:\[[\d, ]*\]):([\d.]+)")
SURE = .9


def judge(gold, test):
    """[(score, whether it is right, whether it has no counterpart)] of the beads of the file `test`."""
    right, out = alignment.read(gold), []
    with open(test, encoding="utf-8") as f:
        for m in map(SCORED.match, f):
            bead = alignment.parse(m[1])
            out.append((float(m[2]), bead in right, not (bead[0] and bead[1])))
    return out


def share(part, whole):
    return round(part / whole, 4) if whole else None


def describe(name, beads):
    sure = [b for b in beads if b[0] >= SURE]
    alone = [b for b in sure if b[2]]
    bins = [[] for _ in range(10)]
    for b in beads:
        bins[min(9, int(b[0] * 10))].append(b)
    table = [[len(b), share(sum(x[0] for x in b), len(b)), share(sum(x[1] for x in b), len(b))] for b in bins]
    return {"set": name, "beads": len(beads), "right": share(sum(b[1] for b in beads), len(beads)),
            "sure": share(len(sure), len(beads)), "sure_right": share(sum(b[1] for b in sure), len(sure)),
            "sure_alone": len(alone), "sure_alone_right": share(sum(b[1] for b in alone), len(alone)),
            "ece": round(sum(n * abs(score - right) for n, score, right in table if n) / max(1, len(beads)), 4),
            "brier": share(sum((score - right) ** 2 for score, right, _ in beads), len(beads)), "bins": table}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--apograph", default="build/apograph")
    ap.add_argument("goals")
    ap.add_argument("folder")
    ap.add_argument("lexicons")
    args = ap.parse_args()
    everything = []
    for name, goal in json.load(open(args.goals, encoding="utf-8")).items():
        golds = sorted(glob.glob(os.path.join(args.folder, name, "*.gold")))
        with tempfile.TemporaryDirectory() as tmp:
            tests, _, _ = alignment.align(args.apograph, alignment.options(goal, args.lexicons), [golds], tmp)
            beads = [b for gold, test in zip(golds, tests) for b in judge(gold, test)]
        print(json.dumps(describe(name, beads)), flush=True)
        everything += beads
    print(json.dumps(describe("all", everything)))


if __name__ == "__main__":
    main()

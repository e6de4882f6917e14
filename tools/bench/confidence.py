#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure how true the scores of `apograph align` are on gold alignments: the table of docs/alignment.md, section Confidence.

usage: confidence.py [--apograph PROGRAM] [--fit] GOALS FOLDER LEXICONS

Arguments as of alignment.py, whose way of aligning a set is used. A bead is right when the very same bead is in the gold;
beads without counterpart too. Prints a JSON object a line: for each set and for all together the number of beads, the share
and precision of those that score at least .9 (all, and those without counterpart), the expected calibration error over ten
bins, the Brier score, and the bins: [beads, mean score, share that is right].

--fit asks what is left to calibrate: a logistic curve over log odds of the score, segments beyond a pair, and being without
counterpart, each set weighing the square root of its size. Its weights [base, slope, wide, alone] are near [0, 1, 0, 0] when the
constants of aligners/confidence.c are right; else multiply those by the slope, and add the rest. Then each set is judged by the curve of all other
sets ("left_out").
"""
import argparse, glob, json, math, os, re, tempfile

import alignment

SCORED = re.compile(r"^(\[[\d, ]*\]:\[[\d, ]*\]):([\d.]+)")
SURE = .9


def judge(gold, test):
    """[(score, whether it is right, whether it has no counterpart, how many segments)] of the beads of the file `test`."""
    right, out = alignment.read(gold), []
    with open(test, encoding="utf-8") as f:
        for m in map(SCORED.match, f):
            bead = alignment.parse(m[1])
            out.append((float(m[2]), bead in right, not (bead[0] and bead[1]), len(bead[0]) + len(bead[1])))
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
            "brier": share(sum((score - right) ** 2 for score, right, *_ in beads), len(beads)), "bins": table}


def evidence(bead):
    p = min(max(bead[0], .0005), .9995)
    return (1, math.log(p / (1 - p)), 0 if bead[2] else bead[3] - 2, 1 if bead[2] else 0)


def curve(weights, bead):
    return 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, evidence(bead)))))


def solve(a, b):
    """Gauss and Jordan."""
    n, rows = len(b), [list(r) + [x] for r, x in zip(a, b)]
    for i in range(n):
        best = max(range(i, n), key=lambda k: abs(rows[k][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for k in range(n):
            if k != i:
                rows[k] = [x - rows[k][i] / rows[i][i] * y for x, y in zip(rows[k], rows[i])]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def fit(sets):
    """Newton's method on the regularised likelihood."""
    w = [0.0] * 4
    for _ in range(15):
        slope, bend = [-x for x in w], [[1.0 * (i == j) for j in range(4)] for i in range(4)]
        for beads in sets:
            mass = (1000 / len(beads)) ** .5
            for b in beads:
                x, p = evidence(b), curve(w, b)
                for i in range(4):
                    slope[i] += mass * (b[1] - p) * x[i]
                    for j in range(4):
                        bend[i][j] += mass * p * (1 - p) * x[i] * x[j]
        w = [a + b for a, b in zip(w, solve(bend, slope))]
    return w


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--apograph", default="build/apograph")
    ap.add_argument("--fit", action="store_true")
    ap.add_argument("goals")
    ap.add_argument("folder")
    ap.add_argument("lexicons")
    args = ap.parse_args()
    sets = {}
    for name, goal in json.load(open(args.goals, encoding="utf-8")).items():
        golds = sorted(glob.glob(os.path.join(args.folder, name, "*.gold")))
        with tempfile.TemporaryDirectory() as tmp:
            _, tests, _, _ = alignment.align(args.apograph, alignment.options(goal, args.lexicons), [golds], tmp)
            beads = [b for gold, test in zip(golds, tests) for b in judge(gold, test)]
        print(json.dumps(describe(name, beads)), flush=True)
        sets[name] = beads
    print(json.dumps(describe("all", [b for beads in sets.values() for b in beads])))
    if args.fit:
        print(json.dumps({"fit": [round(w, 3) for w in fit(sets.values())]}))
        judged = {}
        for name, beads in sets.items():
            weights = fit([x for other, x in sets.items() if other != name])
            judged[name] = [(curve(weights, b), *b[1:]) for b in beads]
            print(json.dumps(dict(left_out=True, **describe(name, judged[name]))))
        print(json.dumps(dict(left_out=True, **describe("all", [b for beads in judged.values() for b in beads]))))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure `apograph align` on alignments of whole documents, translations and retellings, as they stand on disk.

usage: links.py [--apograph PROGRAM] CORPUS

CORPUS/gold/alignment.A.LANG-B.LANG.json holds the gold of CORPUS/A.LANG.txt and CORPUS/B.LANG.txt; the program cuts them into sentences and
chooses the mode. A link is a pair of segments of one bead; a segment counts as each gold segment with which it shares half of the shorter one.
Links of gold beads that are not sure count neither way. Prints one JSON object a pair: precision, recall and F1 of the links and F1 of the
segments without counterpart; how many beads score at least .9, and the share of them whose links are all right (or not sure).
"""
import argparse, glob, json, os, subprocess


def same(segment, golds):
    """Ids of the gold segments that a segment stands for."""
    common = lambda g: min(segment["end"], g["end"]) - max(segment["begin"], g["begin"])
    shorter = lambda g: min(segment["end"] - segment["begin"], g["end"] - g["begin"])
    return [g["id"] for g in golds if common(g) > 0 and 2 * common(g) >= shorter(g)]


def links(beads):
    return {(s, t) for bead in beads for s in bead["s"] for t in bead["t"]}


def f1(right, test, gold):
    p, r = right / test if test else 0, right / gold if gold else 0
    return {"precision": round(p, 4), "recall": round(r, 4), "f1": round(2 * p * r / (p + r) if p + r else 0, 4)}


def judge(gold, test):
    unsure = links(b for b in gold["beads"] if b.get("sure") is False)
    sure = links(b for b in gold["beads"] if b.get("sure") is not False)
    of = [[same(s, gold[key + "_segments"]) for s in test[key]["segments"]] for key in ("source", "target")]
    found = {(a, b) for bead in test["beads"] for s in bead["source"] for t in bead["target"] for a in of[0][s] for b in of[1][t]} - unsure
    counts = [0, 0, 0]
    for side, key in enumerate(("source", "target")):
        ids = {s["id"] for s in gold[key + "_segments"]} - {pair[side] for pair in unsure}
        a, b = ids - {pair[side] for pair in sure}, ids - {pair[side] for pair in found}
        counts = [x + y for x, y in zip(counts, (len(a & b), len(b), len(a)))]
    surely = [{(a, b) for s in bead["source"] for t in bead["target"] for a in of[0][s] for b in of[1][t]}
              for bead in test["beads"] if bead["score"] >= .9 and bead["source"] and bead["target"]]
    right = sum(bead <= sure | unsure for bead in surely)
    return dict(f1(len(sure & found), len(found), len(sure)), f1_alone=f1(*counts)["f1"], surely=len(surely),
                surely_right=round(right / len(surely), 4) if surely else None)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--apograph", default="build/apograph")
    ap.add_argument("corpus")
    args = ap.parse_args()
    for path in sorted(glob.glob(os.path.join(args.corpus, "gold", "alignment.*.json"))):
        pair = os.path.basename(path)[len("alignment."):-len(".json")]
        texts = sorted((os.path.basename(t)[:-4] for t in glob.glob(os.path.join(args.corpus, "*.txt"))), key=len)
        source, target = next((a, b) for a in texts for b in texts if a + "-" + b == pair)
        command = [args.apograph, "align", "--quiet", "--format", "json", "--from", source[-2:], "--to", target[-2:],
                   *(os.path.join(args.corpus, name + ".txt") for name in (source, target))]
        test = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        with open(path, encoding="utf-8") as f:
            print(json.dumps(dict({"pair": pair, "mode": test["mode"]}, **judge(json.load(f), test))), flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure `apograph align` on gold alignments: the figures of docs/alignment.md.

usage: alignment.py [--apograph PROGRAM] [--ablation] [--table] [--only NAME] GOALS FOLDER LEXICONS

GOALS is a JSON object: name of a set -> {"from", "to", "lexicon": [files under LEXICONS]}. FOLDER/NAME/ holds the set:
DOC.src and DOC.tgt with a sentence a line, DOC.gold with beads; DOC.src.trans, where it stands, is a translation of DOC.src
into the language of DOC.tgt. All documents of a set are aligned in one batch on one core. Prints one JSON object a line (a
Markdown table with --table): strict precision, recall and F1 (null beads count in precision only, as in vecalign's score.py),
F1 of the sentences without counterpart, sentences a CPU second and peak memory. Ways: full; with DOC.src.trans "same
language" (it stands for the source) and "pivot" (it is read beside the source). --ablation adds: the built-in lexicon alone; no lexicon; no installed or
named dictionaries and every document alone; every document alone; the
source's sentences joined to paragraphs; lengths only; --fast.
"""
import argparse, glob, itertools, json, os, re, subprocess, tempfile

BEAD = re.compile(r"^\[([\d, ]*)\]:\[([\d, ]*)\]")


def parse(line):
    numbers = lambda s: tuple(int(x) for x in s.replace(",", " ").split())
    m = BEAD.match(line)
    return (numbers(m[1]), numbers(m[2])) if m else None


def read(path):
    with open(path, encoding="utf-8") as f:
        return {bead for bead in map(parse, f) if bead}


def nulls(beads):
    return {("s", i) for s, t in beads for i in s if not t} | {("t", i) for s, t in beads for i in t if not s}


def f1(right, test, gold):
    p, r = right / test if test else 0, right / gold if gold else 0
    return p, r, 2 * p * r / (p + r) if p + r else 0


def score(golds, tests):
    """Strict precision, recall, F1 and F1 of the sentences without counterpart, over all documents."""
    counts, null = [0, 0, 0, 0], [0, 0, 0]
    for g, t in zip(golds, tests):
        gold, test = read(g), read(t)
        real = {b for b in gold if b[0] and b[1]}
        counts = [a + b for a, b in zip(counts, (len(test & gold), len(test), len(test & real), len(real)))]
        a, b = nulls(gold), nulls(test)
        null = [x + y for x, y in zip(null, (len(a & b), len(b), len(a)))]
    p, r = counts[0] / max(1, counts[1]), counts[2] / max(1, counts[3])
    return p, r, 2 * p * r / (p + r) if p + r else 0, f1(*null)[2]


def lines(golds):
    return sum(1 for g in golds for side in (".src", ".tgt") for _ in open(g[:-5] + side, encoding="utf-8"))


def options(goal, lexicons):
    return ["--from", goal["from"], "--to", goal["to"],
            *(x for name in goal["lexicon"] for x in ("--lexicon", os.path.join(lexicons, name)))]


def timed(command):
    """CPU seconds and peak megabytes of a command that must succeed."""
    _, status, usage = os.wait4(subprocess.Popen(command).pid, 0)
    if status:
        raise SystemExit("the program failed: " + " ".join(command))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def align(program, extra, batches, tmp, source=".src"):
    """Align each list of documents in one batch; returns (files of beads in order, CPU seconds, peak megabytes)."""
    cpu = memory = 0
    tests = []
    for batch in batches:
        made = [os.path.join(tmp, os.path.basename(g)[:-5] + ".beads") for g in batch]
        with open(os.path.join(tmp, "list"), "w", encoding="utf-8") as f:
            for g, out in zip(batch, made):
                f.write("%s%s\t%s.tgt\t%s\n" % (g[:-5], source, g[:-5], out))
        c, m = timed([program, "align", "--quiet", "--jobs", "1", "--presegmented", *extra, "--batch", os.path.join(tmp, "list")])
        cpu, memory, tests = cpu + c, max(memory, m), tests + made
    return [g for batch in batches for g in batch], tests, cpu, memory


def align_pivot(program, extra, golds, tmp):
    """Align each document with its translation as pivot."""
    cpu = memory = 0
    tests = []
    for g in golds:
        tests.append(os.path.join(tmp, os.path.basename(g)[:-5] + ".beads"))
        c, m = timed([program, "align", "--quiet", "--jobs", "1", "--presegmented", *extra, "--pivot", g[:-5] + ".src.trans",
                      "-o", tests[-1], g[:-5] + ".src", g[:-5] + ".tgt"])
        cpu, memory = cpu + c, max(memory, m)
    return golds, tests, cpu, memory


def align_paragraphs(program, extra, golds, tmp):
    """Align sources whose sentences are joined to paragraphs of one to nine beads; beads with more than twelve targets or of one side are left out."""
    made = []
    for g in golds:
        sides = [open(g[:-5] + side, encoding="utf-8").read().split("\n") for side in (".src", ".tgt")]
        beads, sizes, rows, targets, wanted = sorted(b for b in read(g) if b[0] and b[1]), itertools.cycle((1, 2, 4, 6, 8, 9)), [], [], []
        while beads:
            run = [beads.pop(0) for _ in range(min(next(sizes), len(beads)))]
            own = [t for _, ts in run for t in ts]
            if len(own) <= 12:
                wanted.append("[%d]:%s" % (len(rows), [len(targets) + k for k in range(len(own))]))
                rows.append(" ".join(sides[0][s] for ss, _ in run for s in ss))
                targets += [sides[1][t] for t in own]
        made.append(os.path.join(tmp, os.path.basename(g)))
        for end, text in ((".gold", wanted), (".src", rows), (".tgt", targets)):
            with open(made[-1][:-5] + end, "w", encoding="utf-8") as f:
                f.writelines(line + "\n" for line in text)
    return align(program, extra, [made], tmp)


def ways(goal, golds, lexicons, ablation):
    """(name, function of (program, tmp) that aligns) of each way to align a set."""
    usual, bare, together, alone = options(goal, lexicons), options(dict(goal, lexicon=[]), lexicons), [golds], [[g] for g in golds]
    by = lambda extra, batches, **more: lambda program, tmp: align(program, extra, batches, tmp, **more)
    yield "full", by(usual, together)
    if all(os.path.exists(g[:-5] + ".src.trans") for g in golds):
        same = options({"from": goal["to"], "to": goal["to"], "lexicon": []}, lexicons)
        yield "same language", by(same, together, source=".src.trans")
        yield "pivot", lambda program, tmp: align_pivot(program, usual, golds, tmp)
    if ablation:
        bare.append("--no-default-lexicons")
        yield "built-in lexicon only", by(bare, together)
        yield "no lexicon", by(bare + ["--no-core-lexicon"], together)
        if len(golds) > 1:
            yield "each document alone", by(usual, alone)
            yield "built-in lexicon only, each document alone", by(bare, alone)
        yield "paragraphs", lambda program, tmp: align_paragraphs(program, usual, golds, tmp)
        yield "lengths only", by(usual + ["--aligner", "length"], together)
        yield "fast", by(usual + ["--fast"], together)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--apograph", default="build/apograph")
    ap.add_argument("--ablation", action="store_true")
    ap.add_argument("--table", action="store_true")
    ap.add_argument("--only", help="one set")
    ap.add_argument("goals")
    ap.add_argument("folder")
    ap.add_argument("lexicons")
    args = ap.parse_args()
    if args.table:
        print("| set | way | P | R | F1 | F1 of nulls | sentences/s | MB |\n|---|---|---|---|---|---|---|---|")
    for name, goal in json.load(open(args.goals, encoding="utf-8")).items():
        if args.only and name != args.only:
            continue
        golds = sorted(glob.glob(os.path.join(args.folder, name, "*.gold")))
        for way, run in ways(goal, golds, args.lexicons, args.ablation):
            with tempfile.TemporaryDirectory() as tmp:
                wanted, tests, cpu, memory = run(args.apograph, tmp)
                p, r, f, null = score(wanted, tests)
                speed = lines(wanted) / cpu
            if args.table:
                print("| %s | %s | %.3f | %.3f | %.3f | %.3f | %.0f | %.0f |" % (name, way, p, r, f, null, speed, memory), flush=True)
            else:
                print(json.dumps({"set": name, "way": way, "precision": round(p, 4), "recall": round(r, 4), "f1": round(f, 4),
                                  "f1_alone": round(null, 4), "sentences_per_cpu_s": round(speed), "mb": round(memory)}), flush=True)


if __name__ == "__main__":
    main()

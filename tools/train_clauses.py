#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fit the log odds that a clause is missing (src/fidelity/evidence/clause_model.h) and judge them with languages left out.

usage: train_clauses.py BENCH_FINDINGS GOOD [LEXICON...] [-o MODEL.h]

GOOD holds ntrex-dev.LANG.tsv, human translations of news, a line each. Of every third line of the target that has one, a clause
between two marks is left out by program. A line has the signs of the clause that looks most like a missing one
(src/fidelity/evidence/clause_signs.h); the model tells lines with a clause left out from others by logistic regression, with weights
of the sign that the table says. A LEXICON goes with the pairs that its name names (cedict: zh). Prints for the languages left out
how many of the clauses are found, and in how many lines without damage one is found, by the least log odds; then writes the
model that is fitted to all. Same input, same weights.
"""
import collections
import math
import os
import random
import re
import subprocess
import sys
import tempfile

SIGNS = [("MISSING", "+"), ("VAGUE", "-"), ("LENGTH", "+"), ("LEFT", "-"), ("SHARE", "+"), ("LONE", "+")]
LANGUAGES = ("de", "fr", "es", "hu", "zh")
LEAST = {"zh": 8}    # characters of a clause that is left out
LEAST_OTHER = 22
EVERY = 3
ROUNDS, RATE, SHRINK = 40, .2, 1e-4
CLAUSE = r"[,;、，；][^,;.、，；。:：\"“”„«»()（）]{%d,}(?=[,.，。])"


def damaged(lines, lang):
    """the lines, and the numbers of those in which a clause is left out"""
    chance = random.Random(7)
    lines, gone = list(lines), set()
    for i in range(0, len(lines), EVERY):
        clauses = [m.span() for m in re.finditer(CLAUSE % LEAST.get(lang, LEAST_OTHER), lines[i])]
        if clauses:
            begin, end = chance.choice(clauses)
            lines[i] = lines[i][:begin] + lines[i][end:]
            gone.add(i)
    return lines, gone


def signs_of(bench, source, a, target, b, lexicons):
    extra = [x for x in lexicons if "cedict" not in x or "zh" in (a, b)]
    with tempfile.TemporaryDirectory() as tmp:
        paths = []
        for name, lines in (("source", source), ("target", target)):
            paths.append(os.path.join(tmp, name + ".txt"))
            with open(paths[-1], "w", encoding="utf-8") as f:
                f.write("\n".join(lines) + "\n")
        out = subprocess.run([bench, paths[0], a, paths[1], b, "-", "clauses", *extra], capture_output=True, text=True, check=True)
    by_line = collections.defaultdict(list)
    for row in out.stdout.splitlines():
        line, side, *signs = row.split("\t")
        if side == "0":
            by_line[int(line)].append([float(x) for x in signs])
    return by_line


def items_of(bench, folder, lexicons):
    """(language, signs, is it missing) of each line; and how many clauses are left out"""
    read = {}
    for lang in ("en",) + LANGUAGES:
        with open(os.path.join(folder, "ntrex-dev.%s.tsv" % lang), encoding="utf-8") as f:
            read[lang] = [line.rstrip("\n").split("\t", 1)[1] for line in f]
    items, left_out = [], collections.Counter()
    for lang in LANGUAGES:
        for a, b in (("en", lang), (lang, "en")):
            target, gone = damaged(read[b], b)
            left_out[lang] += len(gone)
            for line, clauses in sorted(signs_of(bench, read[a], a, target, b, lexicons).items()):
                # the one that a plain sum finds worst
                worst = max(clauses, key=lambda s: s[0] + s[2] - s[3])
                items.append((lang, worst, line in gone))
    return items, left_out


def fit(items):
    scale = [math.sqrt(sum(s[i] ** 2 for _, s, _ in items) / len(items)) or 1 for i in range(len(SIGNS))]
    data = [([1.0] + [v / c for v, c in zip(s, scale)], missing) for _, s, missing in items]
    weights, past, mean = [0.0] * (len(SIGNS) + 1), [1e-6] * (len(SIGNS) + 1), [0.0] * (len(SIGNS) + 1)
    directions = "=" + "".join(d for _, d in SIGNS)
    chance = random.Random(1)
    for turn in range(ROUNDS):
        chance.shuffle(data)
        for row, missing in data:
            z = sum(w * v for w, v in zip(weights, row))
            slip = missing - 1 / (1 + math.exp(-max(-30, min(30, z))))
            for i, v in enumerate(row):
                g = slip * v - SHRINK * weights[i]
                past[i] += g * g
                w = weights[i] + RATE * g / math.sqrt(past[i])
                weights[i] = min(w, 0.0) if directions[i] == "-" else max(w, 0.0) if directions[i] == "+" else w
        if turn >= ROUNDS // 2:
            mean = [m + w / (ROUNDS - ROUNDS // 2) for m, w in zip(mean, weights)]
    return [mean[0]] + [w / c for w, c in zip(mean[1:], scale)]


def odds(weights, signs):
    return weights[0] + sum(w * v for w, v in zip(weights[1:], signs))


def main():
    args = sys.argv[1:]
    out = None
    if "-o" in args:
        at = args.index("-o")
        out = args[at + 1]
        del args[at:at + 2]
    bench, folder, *lexicons = args
    items, left_out = items_of(bench, folder, lexicons)
    judged = []
    for lang in LANGUAGES:
        weights = fit([x for x in items if x[0] != lang])
        judged += [(lang, odds(weights, s), missing) for of, s, missing in items if of == lang]
    print("languages left out: log odds, clauses found of %d, other lines in which one is found" % sum(left_out.values()))
    for least in (4, 3.5, 3, 2.5, 2.2, 2, 1.5, 1):
        found = [x for x in judged if x[1] >= least]
        print("    %.1f  %4d  %.3f   %3d   " % (least, sum(x[2] for x in found), sum(x[2] for x in found) / sum(left_out.values()),
                                            sum(not x[2] for x in found)) +
              " ".join("%s %d/%d" % (lang, sum(x[2] for x in found if x[0] == lang), sum(not x[2] for x in found if x[0] == lang))
                       for lang in LANGUAGES))
    weights = fit(items)
    if out:
        with open(out, "w", encoding="utf-8") as f:
            f.write("/* SPDX-License-Identifier: Apache-2.0 */\n"
                    "/* Made by tools/train_clauses.py on human translations of news with clauses left out; not edited by hand. */\n"
                    "#ifndef APO__FIDELITY_CLAUSE_MODEL_H\n#define APO__FIDELITY_CLAUSE_MODEL_H\n\n"
                    "#include \"fidelity/evidence/clause_signs.h\"\n\n"
                    "/* Log odds for each unit of a sign. */\nstatic const double clause_weight[CLAUSE_SIGNS] = {\n")
            for (name, _), weight in zip(SIGNS, weights[1:]):
                f.write("\t[CLAUSE_%s] = %.3f,\n" % (name, weight))
            f.write("};\n#define CLAUSE_BIAS %.3f\n\n#endif\n" % weights[0])


if __name__ == "__main__":
    main()

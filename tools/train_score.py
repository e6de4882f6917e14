#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Train the models of `apograph score` and write src/fidelity/scoring/weights.c: train_score.py --demetr FILE [--parallel FOLDER]
[--out FILE] [--work FOLDER] [--left-out]

--demetr FILE      DEMETR's items as JSON lines (Karpinska et al. 2022): good and perturbed translations with source and reference
--parallel FOLDER  good translations: NAME.LANG.tsv files with a line each (the last column); damaged here by program
--left-out         train with a fifth of the sentences left out, five times, and with whole categories left out; print those figures

A model is logistic regression on the difference of the signs (src/fidelity/scoring/signs.h) of a good and of a damaged target of one
source, with weights of the sign that the table says. Starts and a slope then make the median good translation read .97 and the
lowest of twenty .6.
Same input, same weights. Run it again whenever the checks, the signs or the language models change; it takes some minutes.
"""
import argparse
import collections
import glob
import hashlib
import json
import math
import os
import random
import re
import subprocess
import sys

LANGUAGES = {"chinese_simple": "zh", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "japanese": "ja",
             "polish": "pl", "russian": "ru", "czech": "cs", "hindi": "hi"}
ROUNDS, RATE, SHRINK = 14, .15, 2e-4
FOLDS, GROUPS = 5, 8
SEVERE = 1.5         # weight of an item with a critical mistake
EVERY = 4            # one good line in so many is damaged
GOOD, LOW, LOWEST = .97, .6, .05  # scores of the median good translation and of the one that so many are below
MODELLED = "modelled"         # a column that is no sign; that of lengths has a weight of either direction
ACROSS = {"made: unrelated", "made: half missing", "made: end missing"}  # good ones of other sources are above these
REFERENCE_FIRST = "added_1"  # signs from here on are of pairs in one language


def table(root):
    with open(os.path.join(root, "src/fidelity/scoring/signs.h"), encoding="utf-8") as f:
        return re.findall(r'SIGN\(\w+, "(\w+)", \'([-+])\'\)', f.read())


def fold_of(text, folds):
    return hashlib.sha256(text.encode()).digest()[0] % folds


def flat(text):
    return " ".join(text.split())


# ---- pairs: (group, category, severity, source, good, bad) ----

def demetr(path):
    """by language of the source, and "reference" """
    sets = collections.defaultdict(list)
    with open(path, encoding="utf-8") as f:
        for line in f:
            x = json.loads(line)
            what = (flat(x["source"]), x["category"], x["severity"])
            sets["reference"].append((*what, flat(x["reference"]), flat(x["good"]), flat(x["perturbed"])))
            sets[LANGUAGES[x["lang"]]].append((*what, flat(x["source"]), flat(x["good"]), flat(x["perturbed"])))
    return sets


def cut(text, share):
    end = int(len(text) * share)
    blank = text.rfind(" ", 0, end + 1)
    return text[:blank if blank > end // 2 else end].rstrip()


def damaged(target, others, chance):
    """(kind, damaged target), some kinds a line"""
    spaced = target.count(" ") > 2
    words = target.split(" ") if spaced else list(target)
    glue = " " if spaced else ""
    yield "unrelated", chance.choice(others)
    yield "half missing", cut(target, .5)
    yield "end missing", cut(target, chance.uniform(.6, .85))
    clauses = [m.span() for m in re.finditer(r"[,;、，；][^,;.、，；。]{12,}", target)]
    if clauses:
        begin, end = chance.choice(clauses)
        yield "clause missing", target[:begin] + target[end:]
    if len(words) > 6:
        i = chance.randrange(1, len(words) - 3)
        yield "word missing", glue.join(words[:i] + words[i + 1:])
        yield "words missing", glue.join(words[:i] + words[i + 3:])
        yield "word twice", glue.join(words[:i] + [words[i]] + words[i:])
        yield "words turned", glue.join(words[:i] + [words[i + 1], words[i]] + words[i + 2:])
    digits = [m for m in re.finditer(r"[1-9]", target)]
    if digits:
        m = chance.choice(digits)
        yield "figure", target[:m.start()] + str(int(m.group()) % 9 + 1) + target[m.end():]


def parallel(folder):
    sets = {}
    lines = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.tsv"))):
        with open(path, encoding="utf-8") as f:
            lines[path.split(".")[-2]] = [flat(x.split("\t")[-1]) for x in f]
    chance = random.Random(1)
    for other in sorted(set(lines) - {"en"}):
        for source, target in ((other, "en"), ("en", other)):
            pairs = []
            for i, (s, t) in list(enumerate(zip(lines[source], lines[target])))[::EVERY]:
                near = lines[target][max(0, i - 5):i] + lines[target][i + 1:i + 6]
                pairs += [(s, "made: " + kind, "made", s, t, bad) for kind, bad in damaged(t, near, chance) if bad and bad != t]
            sets[source, target] = pairs
    return sets


# ---- signs ----

def signs_of(program, source, target, pairs, work, words="signs"):
    """a list of (good's, bad's) signs by pair; each as {number: value}"""
    asked = list(dict.fromkeys(line for p in pairs for line in ((p[3], p[4]), (p[3], p[5]))))
    text = "".join("%s\t%s\n" % line for line in asked)
    with open(program, "rb") as f:
        key = hashlib.sha256(f.read() + ("%s %s %s\n" % (words, source, target)).encode() + text.encode()).hexdigest()[:24]
    path = os.path.join(work, key + ".tsv")
    if not os.path.exists(path):
        run = subprocess.run([program, words, source, target], input=text, capture_output=True, text=True, encoding="utf-8")
        if run.returncode:
            sys.exit(run.stderr)
        with open(path, "w", encoding="utf-8") as f:
            f.write(run.stdout)
    with open(path, encoding="utf-8") as f:
        next(f)
        rows = []
        for line in f:
            *values, length, modelled = line.split("\t")
            rows.append({i: float(v) for i, v in enumerate((*values, length)) if float(v)} | {MODELLED: int(modelled)})
    if len(rows) != len(asked):
        sys.exit("%s-%s: %d lines in, %d out" % (source, target, len(asked), len(rows)))
    at = dict(zip(asked, rows))
    return [(at[p[3], p[4]], at[p[3], p[5]]) for p in pairs]


class Item:
    __slots__ = ("group", "category", "severity", "set", "good", "bad", "difference", "weight")

    def __init__(self, pair, rows, name, weight=1.0):
        self.group, self.category, self.severity, self.set, self.weight = pair[0], pair[1], pair[2], name, weight
        self.good, self.bad = rows
        self.difference = [(i, self.good.get(i, 0) - self.bad.get(i, 0)) for i in sorted((set(self.good) | set(self.bad)) - {MODELLED})
                           if self.good.get(i, 0) != self.bad.get(i, 0)]


def across(items):
    """good ones beside damaged ones of other sources, so that scores of lines can be compared"""
    good = list({x.group: x for x in items}.values())
    chance = random.Random(1)
    found = []
    for x in items:
        if x.category in ACROSS:
            for other in chance.sample(good, 2):
                pair = (other.group, x.category + ", across", x.severity)
                found.append(Item(pair, (other.good, x.bad), x.set, .2))
    return found


# ---- the model ----

def fit(items, directions, use):
    scale = [0.0] * len(directions)
    for x in items:
        for i, v in x.difference:
            scale[i] += v * v
    scale = [math.sqrt(s / max(len(items), 1)) or 1 for s in scale]
    data = [([(i, v / scale[i]) for i, v in x.difference if i in use], x.weight) for x in items]
    weights, past, mean = [0.0] * len(directions), [1e-6] * len(directions), [0.0] * len(directions)
    chance = random.Random(1)
    steps = 0
    for turn in range(ROUNDS):
        chance.shuffle(data)
        for row, share in data:
            z = sum(weights[i] * v for i, v in row)
            slip = share / (1 + math.exp(min(z, 50)))
            for i, v in row:
                g = slip * v - SHRINK * weights[i]
                past[i] += g * g
                w = weights[i] + RATE * g / math.sqrt(past[i])
                weights[i] = min(w, 0.0) if directions[i] == "-" else max(w, 0.0) if directions[i] == "+" else w
        if turn >= ROUNDS // 2:
            mean = [m + w for m, w in zip(mean, weights)]
            steps += 1
    return [m / steps / s for m, s in zip(mean, scale)]


def margin(weights, item):
    return sum(weights[i] * v for i, v in item.difference)


def value(weights, row):
    return sum(weights[i] * v for i, v in row.items() if i != MODELLED)


def quantile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def calibrated(weights, items):
    """starts without and with a language model, slope"""
    good = list({(x.group, x.set): x.good for x in items}.values())
    values = [value(weights, x) for x in good]
    modelled = [x[MODELLED] for x in good]
    logit = lambda p: math.log(p / (1 - p))
    median = [quantile([v for v, m in zip(values, modelled) if m == with_model] or values, .5) for with_model in (0, 1)]
    low = quantile([v - median[m] for v, m in zip(values, modelled)], LOWEST)
    slope = (logit(GOOD) - logit(LOW)) / -low
    return [logit(GOOD) / slope - m for m in median], slope


# ---- figures ----

def report(rows, title):
    """rows: (item, margin)"""
    print(title)
    tally = collections.defaultdict(lambda: [0, 0])
    for x, m in rows:
        for key in ((x.set, "all"), (x.set, x.severity), (x.set, "  " + x.category)):
            tally[key][0] += m > 1e-9
            tally[key][1] += 1
    for (name, key), (right, total) in sorted(tally.items()):
        if key != "made":
            print("    %-10s %-32s %.4f of %d" % (name, key, right / total, total))


def left_out(items, directions, use, title):
    rows = []
    for fold in range(FOLDS):
        weights = fit([x for x in items if fold_of(x.group, FOLDS) != fold], directions, use)
        rows += [(x, margin(weights, x)) for x in items if fold_of(x.group, FOLDS) == fold]
    report(rows, title + ": sentences left out")
    rows = []
    kinds = sorted({x.category for x in items})
    for group in range(GROUPS):
        away = set(kinds[group::GROUPS])
        weights = fit([x for x in items if x.category not in away], directions, use)
        rows += [(x, margin(weights, x)) for x in items if x.category in away]
    report([(x, m) for x, m in rows if x.severity != "made"], title + ": categories left out")


def written(path, models, names):
    with open(path, "w", encoding="utf-8") as f:
        f.write("/* SPDX-License-Identifier: Apache-2.0 */\n/* Written by tools/train_score.py: not to be changed by hand. */\n"
                '#include "fidelity/scoring/signs.h"\n\n/* clang-format off */\n')
        for name, (weights, (start, slope)) in models.items():
            f.write("const apo__sign_weights %s = {{%.4f, %.4f}, %.5f, %.5f, {\n" % (name, *start, slope, weights[len(names)]))
            for i, sign in enumerate(names):
                f.write("\t/* %-17s */ %.5f,\n" % (sign, weights[i] or 0))
            f.write("}};\n")


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--demetr", required=True)
    ap.add_argument("--parallel")
    ap.add_argument("--out", default=os.path.join(root, "src/fidelity/scoring/weights.c"))
    ap.add_argument("--work", default=os.path.join(root, "build/train-score"), help="where signs are kept between runs")
    ap.add_argument("--program", default=os.path.join(root, "build/tools/score-signs"))
    ap.add_argument("--left-out", action="store_true")
    args = ap.parse_args()
    os.makedirs(args.work, exist_ok=True)
    names, directions = zip(*table(root))
    directions += ("=",)
    reference, pairs = [], []
    for name, rows in sorted(demetr(args.demetr).items()):
        there = "en" if name == "reference" else name
        items = [Item(p, r, name, SEVERE if p[2] == "critical" else 1) for p, r in zip(rows, signs_of(args.program, there, "en", rows, args.work))]
        (reference if name == "reference" else pairs).extend(items)
    made = parallel(args.parallel) if args.parallel else {}
    for (source, target), rows in sorted(made.items()):
        for words in ("signs", "built-in"):
            name = source + "-" + target + ("" if words == "signs" else " alone")
            items = [Item(p, r, name, .2) for p, r in zip(rows, signs_of(args.program, source, target, rows, args.work, words))]
            pairs += items + across(items)
    use = {"pairs": set(range(names.index(REFERENCE_FIRST))) | {len(names)}, "references": set(range(len(names)))}
    models = {}
    for name, items, variable in (("pairs", pairs, "apo__weights_of_pairs"), ("references", reference, "apo__weights_of_references")):
        if args.left_out:
            left_out(items, directions, use[name], name)
        weights = fit(items, directions, use[name])
        report([(x, margin(weights, x)) for x in items], name + ": as trained")
        models[variable] = weights, calibrated(weights, items)
    written(args.out, models, names)


if __name__ == "__main__":
    main()

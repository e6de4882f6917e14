#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fit the probability of findings (src/fidelity/evidence/probability_model.h) and judge it with whole texts left out.

usage: train_probability.py BENCH_FINDINGS PLANTED GOOD [LEXICON...] [-o MODEL.h]

PLANTED is a folder of texts with known errors (corpora/planted): a finding that shares a byte with an error is right, any other
wrong. GOOD holds ntrex-dev.LANG.tsv, human translations of news: what is found there is taken to be wrong; a finding of
them weighs GOOD_WEIGHT, as most texts that are checked are better than planted ones. A LEXICON goes with the pairs that its
name names (cedict: zh). The model is a logistic regression over the evidence of probability.h and one bias a type, drawn to 0
where there is little data. Prints for each text left out how many findings it has, how many are right, and the same of those with
.9 and more; then writes the model that is fitted to all.
"""
import glob, json, math, os, subprocess, sys, tempfile

GOOD_WEIGHT = .05
PULL = {"weight": 3, "bias": .15}
NAMES = ["prior", "source", "target", "clause", "coverage", "language", "length"]
PAIRS = [(a, b) for lang in ("de", "fr", "es", "hu", "zh") for a, b in (("en", lang), (lang, "en"))]


def run(bench, source, a, target, b, date, lines, lexicons):
    extra = [x for x in lexicons if "cedict" not in x or "zh" in (a, b)]
    out = subprocess.run([bench, source, a, target, b, date, lines, *extra], capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def overlaps(a, b):
    return bool(a and b and a[0] < b[1] and b[0] < a[1])


def planted(bench, folder, lexicons):
    for path in sorted(glob.glob(os.path.join(folder, "*.gold.json"))):
        with open(path, encoding="utf-8") as f:
            gold = json.load(f)
        found = run(bench, os.path.join(folder, gold["source"]), gold["source_lang"], os.path.join(folder, gold["target"]),
                    gold["target_lang"], gold["story_date"], "0", lexicons)
        for x in found:
            x["right"] = any(overlaps(x["source_span"], i["source_span"]) or
                             any(overlaps(x["target_span"], t) for t in [i["target_span"]] + i.get("related_target_spans", []))
                             for i in gold["issues"])
            x["weight"] = 1
        yield os.path.basename(path).split(".")[0], found


def good(bench, folder, lexicons):
    def read(lang):
        with open(os.path.join(folder, "ntrex-dev.%s.tsv" % lang), encoding="utf-8") as f:
            return [line.rstrip("\n").split("\t", 1)[1] for line in f]
    for a, b in PAIRS:
        with tempfile.TemporaryDirectory() as tmp:
            paths = []
            for lang in (a, b):
                paths.append(os.path.join(tmp, lang + ".txt"))
                with open(paths[-1], "w", encoding="utf-8") as f:
                    f.write("\n".join(read(lang)) + "\n")
            found = run(bench, paths[0], a, paths[1], b, "-", "1", lexicons)
        for x in found:
            x["right"], x["weight"] = False, GOOD_WEIGHT
        yield "%s-%s" % (a, b), found


def predict(model, x):
    z = sum(w * v for w, v in zip(model["weights"], x["evidence"])) + model["bias"].get(x["type"], 0) + model["base"]
    return 1 / (1 + math.exp(-max(-30, min(30, z))))


def fit(items):
    """Gradient descent on the penalised log loss; the weight of the prior is never negative."""
    model = {"weights": [0.0] * len(NAMES), "bias": {}, "base": 0.0}
    model["weights"][0] = 1.0
    total = sum(x["weight"] for x in items) or 1
    for step in range(3000):
        rate = .5 / (1 + step / 500)
        g, gb, g0 = [0.0] * len(NAMES), {}, 0.0
        for x in items:
            d = x["weight"] * (predict(model, x) - x["right"])
            g0 += d
            gb[x["type"]] = gb.get(x["type"], 0) + d
            for i, v in enumerate(x["evidence"]):
                g[i] += d * v
        model["base"] -= rate * g0 / total * 4
        for i in range(len(g)):
            model["weights"][i] -= rate * 4 * (g[i] + PULL["weight"] * (model["weights"][i] - (i == 0))) / total
        model["weights"][0] = max(0, model["weights"][0])
        for t in gb:
            b = model["bias"].get(t, 0)
            model["bias"][t] = b - rate * 4 * (gb[t] + PULL["bias"] * b) / total
    return model


def judge(name, model, items):
    sure = [x for x in items if predict(model, x) >= .9]
    print("%-16s %4d findings, %4d right; of .9 and more %4d, %4d right" % (
        name, len(items), sum(x["right"] for x in items), len(sure), sum(x["right"] for x in sure)))
    return len(sure), sum(x["right"] for x in sure)


def write(path, model, types):
    lines = ["/* SPDX-License-Identifier: Apache-2.0 */",
             "/* Made by tools/train_probability.py on corpora/planted and human translations of news; not edited by hand. */",
             "#ifndef APO__FIDELITY_PROBABILITY_MODEL_H", "#define APO__FIDELITY_PROBABILITY_MODEL_H", "",
             '#include "fidelity/evidence/probability.h"', "", "/* Log odds for each unit of evidence. */",
             "static const double evidence_weight[EVIDENCE_COUNT] = {"]
    lines += ["\t[EVIDENCE_%s] = %.3f," % (n.upper(), w) for n, w in zip(NAMES, model["weights"])]
    lines += ["};", "", "/* Log odds of a type, without evidence. Types that were never found have the base alone. */",
              "#define BASE_BIAS %.3f" % model["base"], "static const double type_bias[APO_ISSUE_TYPE_COUNT] = {"]
    lines += ["\t[APO_ISSUE_%s] = %.3f," % (t.upper(), model["bias"][t]) for t in types if t in model["bias"]]
    lines += ["};", "", "#endif", ""]
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(lines))


def main():
    arguments, out = sys.argv[1:], None
    if "-o" in arguments:
        at = arguments.index("-o")
        out = arguments[at + 1]
        del arguments[at:at + 2]
    if len(arguments) < 3:
        sys.exit(__doc__)
    bench, folder, translations, lexicons = arguments[0], arguments[1], arguments[2], arguments[3:]
    texts = list(planted(bench, folder, lexicons))
    others = list(good(bench, translations, lexicons))
    sure = right = 0
    for name, found in texts:
        rest = [x for n, f in texts if n != name for x in f] + [x for _, f in others for x in f]
        s, r = judge(name, fit(rest), found)
        sure, right = sure + s, right + r
    print("left out, all: %d of %d with .9 and more are right" % (right, sure))
    model = fit([x for _, f in texts + others for x in f])
    for name, found in others:
        judge(name, model, found)
    if out:
        here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "apograph", "check.h")
        with open(here, encoding="utf-8") as f:
            types = [line.split("APO_ISSUE_")[1].split(",")[0].split()[0].lower() for line in f
                     if line.startswith("\tAPO_ISSUE_") and "TYPE_COUNT" not in line]
        write(out, model, types)


if __name__ == "__main__":
    main()

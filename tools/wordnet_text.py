#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What tools/train_language.py reads of WordNet: wordnet_text.py FOLDER OUT

FOLDER is WordNet's (Debian: /usr/share/wordnet). Writes into OUT: glosses.txt (definitions and examples, one a line), headwords.txt, and
classes.tsv: a word and its part of speech, or several where WordNet's own tagged texts have them; forms that end in -s, -ed, -ing, -er, -est
and -ly have the part of speech of their base and the ending.
"""
import collections
import os
import re
import sys

POS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
LEAST = .1  # share of the tagged uses from which a part of speech counts
BASES = [("ies", "y", "s"), ("es", "", "s"), ("s", "", "s"), ("ied", "y", "d"), ("ed", "e", "d"), ("ed", "", "d"), ("ing", "e", "g"), ("ing", "", "g"),
         ("er", "e", "c"), ("er", "", "c"), ("est", "", "c")]


def parts_of_speech(folder):
    uses, has = collections.defaultdict(collections.Counter), collections.defaultdict(set)
    for pos, letter in POS.items():
        for line in open(os.path.join(folder, "index." + pos), encoding="utf-8"):
            if line[0] != " ":
                has[line.split(" ", 1)[0]].add(letter)
    for line in open(os.path.join(folder, "cntlist.rev"), encoding="utf-8"):
        key, _, count = line.split()
        lemma, kind = key.split("%")
        uses[lemma]["nvara"[int(kind[0]) - 1]] += int(count)
    for pos, letter in POS.items():  # bought buy
        for line in open(os.path.join(folder, pos + ".exc"), encoding="utf-8"):
            form, base = line.split()[:2]
            if form not in has:
                has[form] = {letter + {"v": "d", "n": "s"}.get(letter, "c")}
    for lemma, counts in uses.items():
        all_uses = sum(counts.values())
        often = {p for p, n in counts.items() if n >= LEAST * all_uses}
        if lemma in has and often:
            has[lemma] = often
    return has


def main(folder, out):
    os.makedirs(out, exist_ok=True)
    has = parts_of_speech(folder)
    with open(os.path.join(out, "headwords.txt"), "w", encoding="utf-8") as f:
        f.write("".join(w.replace("_", " ") + "\n" for w in sorted(has) if not w[0].isdigit()))
    forms = set()
    with open(os.path.join(out, "glosses.txt"), "w", encoding="utf-8") as f:
        for pos in POS:
            for line in open(os.path.join(folder, "data." + pos), encoding="utf-8"):
                if line[0] == " " or "|" not in line:
                    continue
                gloss = line.split("|", 1)[1].strip()
                parts = re.findall(r'"([^"]*)"', gloss) + re.sub(r'"[^"]*"', "", gloss).split(";")
                for part in filter(None, (p.strip() for p in parts)):
                    f.write(part + "\n")
                    forms.update(re.findall(r"[a-z'-]+", part.lower()))
    classes = {w: set(p) for w, p in has.items() if "_" not in w}
    for form in forms | set(classes):
        for ending, base, letter in BASES:
            stem = form[:-len(ending)] + base
            if form.endswith(ending) and stem in has:
                kinds = {"s": "nv", "d": "v", "g": "v", "c": "a"}[letter]
                classes.setdefault(form, set()).update(p + letter for p in has[stem] if p in kinds)
    with open(os.path.join(out, "classes.tsv"), "w", encoding="utf-8") as f:
        f.write("".join("%s\t%s\n" % (w, "+".join(sorted(p))) for w, p in sorted(classes.items()) if p))


main(*sys.argv[1:])

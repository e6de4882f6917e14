#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure who was found to be translated from whom: figures of docs/provenance.md.

usage: translations.py [--apograph PROGRAM] [--documents N] [--seed N] [--show] PREFIX

PREFIX.LANG.tsv are the same documents in en, de, fr, es and zh, line by line: the id of a document, a tab, a sentence. Of N of them a
corpus is made in which each is printed in English, then translated and abridged: de, fr, es (six sentences in ten) and zh (eight) are
from the English one, and an abridged copy in English and one in German from their own. No text changes a word of its own. It
is traced with all dictionaries and with the built-in lexicon alone, with dates and without. One JSON line each: true derivations;
found, of them with a direction that is called certain and is the true one; not true, of them called certain; and of another document."""
import argparse, json, os, random, subprocess, tempfile

PUBLISHERS = {"en": "Northern Ledger", "en-cut": "Harbour Post", "de": "Elbkurier", "de-cut": "Talbote", "fr": "Gazette du Lac",
              "es": "Diario Umbral", "zh": "衡州日报"}
# name: language, hour of its day, share of the sentences, source
TEXTS = {"en": ("en", 6, 1, None), "de": ("de", 8, 1, "en"), "en-cut": ("en", 9, .6, "en"), "de-cut": ("de", 10, .7, "de"),
         "fr": ("fr", 11, 1, "en"), "es": ("es", 12, .6, "en"), "zh": ("zh", 13, .8, "en")}


def read(path):
    documents = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            name, sentence = line.rstrip("\n").split("\t", 1)
            documents.setdefault(name, []).append(sentence)
    return documents


def write(folder, random_, texts, chosen, dated):
    """The manifest's documents; returns the true pairs (parent, child)."""
    documents, true = [], set()
    for number, name in enumerate(chosen):
        for key, (lang, hour, share, source) in TEXTS.items():
            sentences = texts[lang][name]
            kept = [s for i, s in enumerate(sentences) if not i or share == 1 or random_.random() < share]
            between = "" if lang == "zh" else " "
            paragraphs = kept[:1] + [between.join(kept[1:])] # no paragraph ends inside of a quotation
            identity = "%03d.%s" % (number, key)
            with open(os.path.join(folder, identity + ".txt"), "w", encoding="utf-8") as file:
                file.write("\n\n".join(paragraphs) + "\n")
            documents.append({"id": identity, "file": identity + ".txt", "lang": lang, "publisher": PUBLISHERS[key]})
            if dated:
                documents[-1]["published"] = "2026-%02d-%02dT%02d:00:00Z" % (1 + number // 28 % 12, 1 + number % 28, hour)
            if source:
                true.add(("%03d.%s" % (number, source), identity))
    with open(os.path.join(folder, "manifest.json"), "w", encoding="utf-8") as file:
        json.dump({"title": "translations", "documents": documents}, file)
    return true


def measure(program, folder, options, true, show):
    done = subprocess.run([program, "trace", "-q", "--format", "json", *options, folder], check=True, capture_output=True)
    found = {"true": len(true), "found": 0, "found_certain": 0, "false": 0, "false_certain": 0, "other_document": 0}
    for edge in json.loads(done.stdout)["edges"]:
        pair, certain = (edge["parent"], edge["child"]), edge["direction_known"]
        right = pair in true or (not certain and pair[::-1] in true)
        found["found" if right else "false"] += 1
        found["found_certain" if right else "false_certain"] += certain
        found["other_document"] += pair[0][:3] != pair[1][:3]
        if show and not right:
            print(pair, "certain" if certain else "", edge["reason"])
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apograph", default="build/apograph")
    parser.add_argument("--documents", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("prefix")
    a = parser.parse_args()
    texts = {lang: read("%s.%s.tsv" % (a.prefix, lang)) for lang in {t[0] for t in TEXTS.values()}}
    for dated in (True, False):
        draw = random.Random(a.seed)
        chosen = draw.sample(sorted(texts["en"]), a.documents)
        with tempfile.TemporaryDirectory() as folder:
            true = write(folder, draw, texts, chosen, dated)
            for options in ([], ["--no-default-lexicons"]):
                found = measure(os.path.abspath(a.apograph), folder, options, true, a.show)
                print(json.dumps({"bench": "translations", "dated": dated, "dictionaries": not options, "documents": a.documents,
                                  "seed": a.seed, **found}), flush=True)


main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure who was found to be copied from whom among near-copies of a text: the figures of docs/provenance.md.

usage: copies.py [--apograph PROGRAM] [--trees N] [--seed N] [--show]

Makes N random trees of six to thirteen copies of a text of made-up words. Each copy has two to ten changes against its source: a word
changed, left out or added, two words swapped, a sentence left out. One copy of each tree has a second source: what follows a
place in its text is from another copy (contamination). Copies are dated in the order they were made, and traced with the dates and
without. One JSON line: share of the true links that are found without dates, links that are not true, share of the true
edges that are found in their direction with dates, edges that are not true, and in how many trees the second source is found."""
import argparse, json, os, random, subprocess, sys, tempfile


def word(r):
    return "".join(r.choice("bcdfglmnprst") + r.choice("aeiou") for _ in range(r.randint(1, 4)))


def text(r):
    common = [word(r) for _ in range(60)]
    return [[r.choice(common) if r.random() < 0.5 else word(r) for _ in range(r.randint(9, 22))] for _ in range(r.randint(12, 25))]


def change(r, sentences):
    kind = r.choice(("change", "change", "change", "leave", "add", "swap", "sentence"))
    s = r.randrange(len(sentences))
    words = sentences[s]
    if kind == "sentence" and len(sentences) > 8:
        del sentences[s]
    elif kind == "leave" and len(words) > 4:
        del words[r.randrange(len(words))]
    elif kind == "add":
        words.insert(r.randrange(len(words)), word(r))
    elif kind == "swap":
        i = r.randrange(len(words) - 1)
        words[i], words[i + 1] = words[i + 1], words[i]
    else:
        words[r.randrange(len(words))] = word(r)


def tree(r):
    """Texts, and for each its sources."""
    count = r.randint(6, 13)
    texts, sources = [text(r)], [[]]
    mixed = r.randrange(3, count)
    for i in range(1, count):
        source = r.randrange(i)
        copy = [list(s) for s in texts[source]]
        parents = [source]
        if i == mixed:
            other = r.choice([k for k in range(i) if k != source])
            at = len(copy) // 2
            copy = copy[:at] + [list(s) for s in texts[other][len(texts[other]) - (len(copy) - at):]]
            parents.append(other)
        for _ in range(r.randint(2, 10)):
            change(r, copy)
        texts.append(copy)
        sources.append(parents)
    return texts, sources, mixed


def trace(program, texts, dated):
    with tempfile.TemporaryDirectory() as folder:
        documents = []
        for i, sentences in enumerate(texts):
            with open(os.path.join(folder, "%d.txt" % i), "w", encoding="utf-8") as file:
                file.write("\n\n".join(" ".join(s).capitalize() + "." for s in sentences) + "\n")
            documents.append({"id": str(i), "file": "%d.txt" % i, "lang": "en"})
            if dated:
                documents[-1]["published"] = "2026-03-%02dT08:00:00Z" % (i + 1)
        with open(os.path.join(folder, "manifest.json"), "w", encoding="utf-8") as file:
            json.dump({"documents": documents}, file)
        done = subprocess.run([program, "trace", "-q", "--format", "json", "--no-default-lexicons", folder], capture_output=True, check=True)
    return [(int(e["child"]), int(e["parent"]), e["direction_known"]) for e in json.loads(done.stdout)["edges"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--apograph", default="build/apograph")
    parser.add_argument("--trees", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    r = random.Random(args.seed)
    true = linked = wrong_links = directed = wrong_edges = found_second = 0
    for _ in range(args.trees):
        texts, sources, mixed = tree(r)
        gold = {(child, parent) for child, parents in enumerate(sources) for parent in parents}
        undated = {frozenset(e[:2]) for e in trace(args.apograph, texts, False)}
        dated = {e[:2] for e in trace(args.apograph, texts, True) if e[2]}
        links = {frozenset(e) for e in gold}
        true += len(gold)
        linked += len(links & undated)
        wrong_links += len(undated - links)
        directed += len(gold & dated)
        wrong_edges += len(dated - gold)
        found_second += all((mixed, parent) in dated for parent in sources[mixed])
        if args.show:
            print("missed", sorted(gold - dated), "false", sorted(dated - gold), "mixed", mixed, sources[mixed],
                  "| undated missed", sorted(map(sorted, links - undated)), "false", sorted(map(sorted, undated - links)), file=sys.stderr)
    print(json.dumps({"bench": "copies", "trees": args.trees, "links": true, "undated": round(linked / true, 3), "undated_false": wrong_links,
                      "dated": round(directed / true, 3), "dated_false": wrong_edges, "second_source": found_second}))


main()

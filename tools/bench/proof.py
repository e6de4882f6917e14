#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Speed of what proves a memory, a line of JSON each: writing the chain TMX of a trace, and its audit.

usage: proof.py [--apograph PROGRAM] [--writer BENCH_CHAIN_TMX] [--units N] [--keep FOLDER]

Makes up a corpus of wire texts, papers that take them over and aggregators that take those over (made-up words, fixed seed),
which gives about N units (default 200,000) in one TMX. Time of the processor is that of all threads; peak memory in MiB."""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time

SENTENCES = 250  # of a document: two edges of each story give as many units each
SYLLABLES = [a + b for a in "b d f g k l m n p r s t v".split() for b in "a e i o u an er in".split()]


def words(rng, count):
    return ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 4))) for _ in range(count)]


def sentence(rng, vocabulary, number):
    text = " ".join(rng.choice(vocabulary) for _ in range(rng.randint(8, 20)))
    if number % 10 == 3:
        return f"“{text.capitalize()},” Anna Weber told German news agency dpa." if number == 3 else f"“{text.capitalize()},” said Anna Weber."
    if number % 25 == 7:
        return f"“{text.capitalize()},” Manfred Weber told German media outlet Funke."
    return f"{text.capitalize()} & more in {number}."


def corpus(folder, units):
    rng = random.Random(5)
    vocabulary, documents = words(rng, 20000), []
    for story in range(max(1, units // (2 * SENTENCES))):
        lines = [sentence(rng, vocabulary, i) for i in range(SENTENCES)]
        for day, (name, head) in enumerate((("wire", ""), ("paper", "As wire reports: "), ("aggregator", "As paper reports: "))):
            document = f"{name}-{story}"
            with open(os.path.join(folder, document + ".txt"), "w", encoding="utf-8", newline="\n") as file:
                file.write(head + "\n\n".join(lines) + "\n")
            documents.append({"id": document, "file": document + ".txt", "lang": "en", "published": f"2025-12-{20 + day}",
                              "publisher": f"{name.capitalize()} {story}", "url": f"https://example.org/{story}/{name}?a=1&b=2"})
            lines = [x if rng.random() > .3 else x.replace(" & more in", " & then more of") for x in lines]
    with open(os.path.join(folder, "manifest.json"), "w", encoding="utf-8") as file:
        json.dump({"documents": documents}, file)


def measure(what, command, folder, size_of):
    begin = time.time()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall, seconds = time.time() - begin, usage.ru_utime + usage.ru_stime
    megabytes = os.path.getsize(size_of) / 1e6
    print(json.dumps({"what": what, "megabytes": round(megabytes, 1), "wall_seconds": round(wall, 2), "cpu_seconds": round(seconds, 2),
        "megabytes_per_second": round(megabytes / wall, 1), "peak_mib": round(usage.ru_maxrss / 1024, 1),
        "status": os.waitstatus_to_exitcode(status)}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--apograph", default="build/apograph")
    parser.add_argument("--writer", default="build/tools/bench-chain-tmx")
    parser.add_argument("--units", type=int, default=200000)
    parser.add_argument("--keep", metavar="FOLDER")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or scratch
        memory = os.path.join(folder, "story.tmx")
        if not os.path.exists(os.path.join(folder, "manifest.json")):
            corpus(folder, args.units)
        status = subprocess.run([os.path.abspath(args.writer), ".", "story.tmx"], cwd=folder).returncode
        measure("audit", [os.path.abspath(args.apograph), "audit", "--format", "json", "story.tmx"], folder, memory)
        sys.exit(status)


main()

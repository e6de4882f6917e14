#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How fast lexicon files open and are learned: lexicon.py [--apograph PROGRAM] [--pairs N] [--segments N]
The words of the texts in corpora/ in a language, for bench-lexicon: lexicon.py --words LANG

Makes up a dictionary of N pairs of words, imports it, and times a run that uses it against one that does not; makes up a text of N
pairs of segments, Zipf-distributed words, and times the training. One JSON line each."""
import argparse
import glob
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time


def word(number, letters):
    """A word of its own for each number: syllables, as few as it takes."""
    vowels, text = "aeiou", ""
    number += len(letters) * 5
    while number:
        number, low = divmod(number, len(letters) * 5)
        text += letters[low // 5] + vowels[low % 5]
    return text


def run(command, stdin=""):
    """Wall and CPU seconds, peak MiB of all runs so far."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, input=stdin, capture_output=True, text=True)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(done.stderr)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024


def best(command, stdin):
    """The least wall and CPU milliseconds of nine runs."""
    runs = [run(command, stdin) for _ in range(9)]
    return min(r[0] for r in runs) * 1000, min(r[1] for r in runs) * 1000


def measure_opening(program, folder, pairs):
    table, lexicon = os.path.join(folder, "made.de-en.tsv"), os.path.join(folder, "made.lexicon")
    with open(table, "w") as file:
        for i in range(pairs):
            # half of the words have two renderings
            file.write("%s\t%s\n" % (word(i - i % 4 // 3, "bdfgklmnprst"), word(i, "bcdfghjlmnpqrstvwz")))
    _, imported, _ = run([program, "lexicon", "import", "-q", table, "-o", lexicon])
    score = [program, "score", "--from", "de", "--to", "en", "--no-default-lexicons"]
    line = "Das Haus ist alt.\tThe house is old.\n"
    bare_wall, bare_cpu = best(score, line)
    wall, cpu = best(score + ["--lexicon", lexicon], line)
    print(json.dumps({"bench": "lexicon-open", "pairs": pairs, "bytes": os.path.getsize(lexicon), "import_cpu_s": round(imported, 2),
                      "start_ms": round(wall, 1), "start_cpu_ms": round(cpu, 1), "without_ms": round(bare_wall, 1), "without_cpu_ms": round(bare_cpu, 1)}), flush=True)


def measure_training(program, folder, segments):
    rng = random.Random(1)
    paths = [os.path.join(folder, "text." + lang) for lang in ("de", "en")]
    with open(paths[0], "w") as source, open(paths[1], "w") as target:
        for _ in range(segments):
            numbers = [int(50000 ** rng.random()) for _ in range(rng.randint(5, 35))]
            source.write(" ".join(word(n, "bdfgklmnprst") for n in numbers) + "\n")
            rng.shuffle(numbers)
            target.write(" ".join(word(n, "bcdfghjlmnpqrstvwz") for n in numbers) + "\n")
    _, cpu, peak = run([program, "lexicon", "train", "-q", "--from", "de", "--to", "en", *paths, "-o", os.path.join(folder, "text.lexicon")])
    print(json.dumps({"bench": "lexicon-train", "segments": segments, "cpu_s": round(cpu, 2), "segments_per_cpu_s": round(segments / cpu), "peak_mib": round(peak)}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apograph", default="build/apograph")
    parser.add_argument("--words", metavar="LANG")
    parser.add_argument("--pairs", type=int, default=500000)
    parser.add_argument("--segments", type=int, default=100000)
    args = parser.parse_args()
    if args.words:
        texts = (open(path, encoding="utf-8").read() for path in glob.glob("corpora/*/*.%s.txt" % args.words))
        print("\n".join(sorted({word.lower() for text in texts for word in re.findall(r"[^\W\d_]+", text)})))
        return
    with tempfile.TemporaryDirectory() as folder:
        measure_training(args.apograph, folder, args.segments)
        measure_opening(args.apograph, folder, args.pairs)


if __name__ == "__main__":
    main()

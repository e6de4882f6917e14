#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Time and memory of `apograph align` by the size of the document: the figures of docs/alignment.md.

usage: alignment_scaling.py [--apograph PROGRAM] [--sizes N,N...] [--from LANG] [--to LANG] [FOLDER]

Aligns documents of so many sentences (both sides together; 1000,4000,16000,64000 by default) on one core, with the full model and
with --fast. Documents are joined from the DOC.src and DOC.tgt of FOLDER, a sentence a line, as often as it takes; from the second
time on words that are rare in it get another ending on both sides, so that the vocabulary grows as that of a long text.
Without FOLDER the texts are made up: random words, one a word of the other side. Prints one JSON object a size and way:
sentences, CPU seconds, sentences a CPU second, peak memory in MB. Beside them "equal": one line over and over.
"""
import argparse, collections, glob, json, os, random, re, subprocess, tempfile

RARE = 25
WAYS = {"full": [], "fast": ["--fast"]}


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read().splitlines()


def folder_pairs(folder):
    """Documents as pairs of lists of lines."""
    return [(read(s), read(s[:-4] + ".tgt")) for s in sorted(glob.glob(os.path.join(folder, "*.src")))]


def made_up_pairs():
    """A text of 2,000 sentences and its translation word by word; now and then two sentences become one."""
    rng = random.Random(1)
    word = lambda: "".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))
    lexicon = [(word(), word()) for _ in range(5000)]
    source, target = [], []
    for _ in range(2000):
        picked = [lexicon[min(len(lexicon) - 1, int(rng.paretovariate(.8)))] for _ in range(rng.randint(5, 25))]
        source.append(" ".join(p[0] for p in picked).capitalize() + ".")
        line = " ".join(p[1] for p in picked).capitalize() + "."
        if target and rng.random() < .05:
            target[-1] += " " + line
        else:
            target.append(line)
    return [(source, target)]


def joined(pairs, size):
    """Lines of both sides, about `size` together."""
    counts = [collections.Counter(w for p in pairs for line in p[side] for w in re.findall(r"\w+", line.lower())) for side in (0, 1)]
    out, turn = ([], []), 0
    while sum(map(len, out)) < size:
        for pair in pairs:
            short = min(1, (size - sum(map(len, out))) / sum(map(len, pair)))
            if short <= 0:
                break
            for side in (0, 1):
                ending = "" if not turn else "aeiou"[turn % 5] + "klmnrst"[turn // 5 % 7]
                change = lambda m: m[0] + ending if counts[side][m[0].lower()] < RARE and m[0].isalpha() else m[0]
                out[side].extend(re.sub(r"\w+", change, line) for line in pair[side][: int(len(pair[side]) * short) + 1])
        turn += 1
    return out


def measure(command, sides):
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("a.txt", "b.txt")]
        for path, lines in zip(paths, sides):
            with open(path, "w", encoding="utf-8") as f:
                f.write("\n".join(lines) + "\n")
        process = subprocess.Popen(command + ["-o", os.path.join(folder, "out.beads"), *paths])
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("alignment_scaling.py: the program failed")
    sentences, cpu = sum(map(len, sides)), usage.ru_utime + usage.ru_stime
    return {"sentences": sentences, "cpu": round(cpu, 2), "per_second": round(sentences / cpu), "mb": round(usage.ru_maxrss / 1024)}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--apograph", default="build/apograph")
    ap.add_argument("--sizes", default="1000,4000,16000,64000")
    ap.add_argument("--from", dest="source", default="de")
    ap.add_argument("--to", dest="target", default="en")
    ap.add_argument("folder", nargs="?")
    args = ap.parse_args()
    pairs = folder_pairs(args.folder) if args.folder else made_up_pairs()
    if not pairs:
        raise SystemExit("alignment_scaling.py: no DOC.src with its DOC.tgt in " + args.folder)
    for size in map(int, args.sizes.split(",")):
        equal = (["Derselbe Satz steht hier immer wieder."] * (size // 2), ["The same sentence stands here again and again."] * (size // 2))
        for text, sides in (("joined", joined(pairs, size)), ("equal", equal)):
            for way, options in WAYS.items():
                command = [args.apograph, "align", "--quiet", "--jobs", "1", "--presegmented", "--from", args.source, "--to", args.target, *options]
                print(json.dumps({"text": text, "way": way, **measure(command, sides)}), flush=True)


if __name__ == "__main__":
    main()

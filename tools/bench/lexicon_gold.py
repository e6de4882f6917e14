#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a lexicon that was learned from aligned text is worth to other text: the figures of docs/lexicon.md.

usage: lexicon_gold.py [--apograph PROGRAM] FROM TO TRAINED TEST...

TRAINED and TEST are documents as alignment.py has them (DOC.src, DOC.tgt, DOC.gold), by their path without an ending. TRAINED may be
"-": then the first half of the beads of TEST is learned and the second half aligned; when its languages are those of TEST the other
way round, write TO-FROM:DOC. Prints a JSON line for each size of documents (whole, and cut into pieces of 60 and 25 beads that are
aligned each alone), strict F1 with the built-in lexicon alone and with the learned one beside it."""
import argparse
import json
import os
import subprocess
import sys
import tempfile

from alignment import parse, score


class Document:
    def __init__(self, path):
        self.sides = [open(path + side, encoding="utf-8").read().split("\n") for side in (".src", ".tgt")]
        with open(path + ".gold", encoding="utf-8") as file:
            self.beads = [bead for bead in map(parse, file) if bead]


def write_lines(path, lines):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)


def write_pairs(document, beads, path, languages):
    for side in (0, 1):
        write_lines(path + "." + languages[side], [" ".join(document.sides[side][i] for i in b[side]) for b in beads if b[0] and b[1]])


def write_piece(document, beads, path):
    first = [min((i for b in beads for i in b[side]), default=0) for side in (0, 1)]
    for side, ending in ((0, ".src"), (1, ".tgt")):
        write_lines(path + ending, document.sides[side][first[side]:max((i for b in beads for i in b[side]), default=-1) + 1])
    write_lines(path + ".gold", ["%s:%s" % tuple([i - first[side] for i in b[side]] for side in (0, 1)) for b in beads])


def align(program, languages, pieces, extra):
    for piece in pieces:
        subprocess.run([program, "align", "-q", "--presegmented", "--no-default-lexicons", "--from", languages[0], "--to", languages[1], *extra,
                        piece + ".src", piece + ".tgt", "-o", piece + ".beads"], check=True)
    return score([p + ".gold" for p in pieces], [p + ".beads" for p in pieces])[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apograph", default="build/apograph")
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("trained")
    parser.add_argument("test", nargs="+")
    args = parser.parse_args()
    languages, tested = (args.source, args.target), [Document(path) for path in args.test]
    with tempfile.TemporaryDirectory() as folder:
        text, lexicon, taught = os.path.join(folder, "text"), os.path.join(folder, "made.lexicon"), languages
        if args.trained == "-":
            half = len(tested[0].beads) // 2
            write_pairs(tested[0], tested[0].beads[:half], text, languages)
            tested[0].beads = tested[0].beads[half:]
        else:
            path = args.trained
            if path.startswith("%s-%s:" % languages[::-1]):
                path, taught = path.split(":", 1)[1], languages[::-1]
            document = Document(path)
            write_pairs(document, document.beads, text, taught)
        subprocess.run([args.apograph, "lexicon", "train", "-q", "--no-default-lexicons", "--from", taught[0], "--to", taught[1],
                        text + "." + taught[0], text + "." + taught[1], "-o", lexicon], check=True)
        for size in (0, 60, 25):
            pieces = []
            for document in tested:
                for k in range(0, len(document.beads), size or len(document.beads)):
                    beads = document.beads[k:k + size] if size else document.beads
                    if any(b[0] for b in beads) and any(b[1] for b in beads):
                        pieces.append(os.path.join(folder, "%d-%d" % (size, len(pieces))))
                        write_piece(document, beads, pieces[-1])
            print(json.dumps({"bench": "lexicon-gold", "pair": "-".join(languages), "documents": len(pieces),
                              "without": round(align(args.apograph, languages, pieces, []), 4),
                              "with": round(align(args.apograph, languages, pieces, ["--lexicon", lexicon]), 4)}), flush=True)


if __name__ == "__main__":
    sys.exit(main())

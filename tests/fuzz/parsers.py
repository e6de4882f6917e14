#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether every parser of foreign bytes has a fuzz target: parsers.py SOURCE_ROOT TARGET...

Files of parsers.txt must exist and name one of the targets; each target must have seeds; and whatever opens a file of the user, or reads XML or
JSON, must be in the list, or in OTHERS, with a reason."""
import os
import re
import sys

READS = re.compile(r"\b(apo__file_read|apo__bytes_read|apo__line_file_open|json_load[bfs]?|apo__xml_read|apo__packed_open|apo__decode)\(")
OTHERS = {
    "base/file": "reads bytes as they are",
    "exchange/bitext/audit_files": "compares bytes with a hash, and hands them on",
    "exchange/corpus/corpus": "hands the manifest on",
    "exchange/corpus/corpus_add": "reads again what manifest.c has accepted",
    "exchange/units/units": "hands files on",
    "report/file_places": "finds lines in bytes that were read already",
    "ledger/ledger_verify": "reads by ledger_read and sign",
    "lexicon/dictionary/cache": "own files, by lexicon_file, or of a fixed size",
    "lexicon/dictionary_files": "hands files on",
    "lexicon/speller": "files of hunspell, which hunspell reads",
}


def main():
    root, targets = sys.argv[1], sys.argv[2:]
    here = os.path.join(root, "tests/fuzz")
    with open(os.path.join(here, "parsers.txt"), encoding="utf-8") as file:
        parsers = dict(line.split() for line in file if not line.startswith("#"))
    wrong = [f"{name}.c: is not in src/" for name in parsers if not os.path.exists(f"{root}/src/{name}.c")]
    wrong += [f"{name}.c: {target} is not a target" for name, target in parsers.items() if target not in targets]
    for target in targets:
        seeds = os.path.join(here, "seeds", target)
        if len(os.listdir(seeds) if os.path.isdir(seeds) else []) < 3:
            wrong.append(f"{target}: has fewer than three seeds")
    for folder, _, files in os.walk(os.path.join(root, "src")):
        for file in files:
            name = os.path.relpath(os.path.join(folder, file), os.path.join(root, "src"))[:-2]
            if not file.endswith(".c") or name in parsers or name in OTHERS:
                continue
            with open(os.path.join(folder, file), encoding="utf-8") as text:
                found = READS.search(text.read())
            if found:
                wrong.append(f"{name}.c: calls {found[1]}, but is not in tests/fuzz/parsers.txt")
    for line in sorted(wrong):
        print(line)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()

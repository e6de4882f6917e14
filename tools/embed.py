#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write a C file that holds data files as strings, which compile forty times as fast as lists of numbers: embed.py OUT.c FILE...

Of a FILE.c only the hash is kept, together with that of the data that words come from: what was made with other code is not
believed (src/lexicon/dictionary/cache.c)."""
import hashlib
import os
import sys

# as they stand in a string of C; of "?" and the octal digits behind an escape, the compiler must make nothing else
plain = [chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else "\\%03o" % b for b in range(256)]


def literal(data):
    """One string a line of the file."""
    return "\n".join('\t"%s"' % "".join(plain[b] for b in line) for line in data.splitlines(keepends=True) or [b""])


out, every = sys.argv[1], sorted(sys.argv[2:], key=os.path.basename)
files = [path for path in every if not path.endswith(".c")]
state = hashlib.sha256()
for path in every:
    if path.endswith((".c", ".tsv", ".lang")):
        state.update(open(path, "rb").read())
with open(out, "w", encoding="ascii") as f:
    f.write('#include "text/language/context.h"\n#pragma GCC diagnostic ignored "-Woverlength-strings"\n')
    for i, path in enumerate(files):
        data = open(path, "rb").read()
        f.write("static const unsigned char file_%d[] =\n%s;\n" % (i, literal(data)))
    f.write("const apo__embedded apo__embedded_files[] = {\n")
    for i, path in enumerate(files):
        f.write('\t{"%s", file_%d, sizeof file_%d - 1},\n' % (os.path.basename(path), i, i))
    f.write("};\nconst size_t apo__embedded_file_count = %d;\n" % len(files))
    f.write("const uint64_t apo__words_hash = 0x%su;\n" % state.hexdigest()[:16])

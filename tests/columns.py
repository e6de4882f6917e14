#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lines of the pages that are longer than 100 characters; tables and what is set as code may be: columns.py SOURCE_ROOT"""
import sys
from pathlib import Path

root = Path(sys.argv[1])
for page in sorted([*root.glob("*.md"), *root.glob("docs/**/*.md")]):
    code = False
    for number, line in enumerate(page.read_text(encoding="utf-8").split("\n"), 1):
        code ^= line.lstrip().startswith("```")
        if len(line) > 100 and not code and not line.lstrip().startswith("|") and not line.startswith("    "):
            print("%s:%d: %d characters" % (page.relative_to(root), number, len(line)))

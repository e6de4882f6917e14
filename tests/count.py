#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Print "tests: P passed, F failed, S skipped", the sum over meson's JUnit logs: count.py LOG..."""
import sys
import xml.etree.ElementTree as ElementTree

total = failed = skipped = 0
for path in sys.argv[1:]:
    root = ElementTree.parse(path).getroot()
    for suite in root.iter("testsuite"):
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
print("tests: %d passed, %d failed, %d skipped" % (total - failed - skipped, failed, skipped))
sys.exit(1 if failed else 0)

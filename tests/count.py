#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Print "tests: P passed, F failed, S skipped", the sum over meson's JUnit logs: count.py LOG... [--skipped N more]

Exit status 1 when a test failed or none passed."""
import argparse
import sys
import xml.etree.ElementTree as ElementTree

parser = argparse.ArgumentParser()
parser.add_argument("logs", nargs="+")
parser.add_argument("--skipped", type=int, default=0)
arguments = parser.parse_args()
total = failed = 0
skipped = arguments.skipped
for path in arguments.logs:
    for suite in ElementTree.parse(path).getroot().iter("testsuite"):
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
passed = total - failed - (skipped - arguments.skipped)
print("tests: %d passed, %d failed, %d skipped" % (passed, failed, skipped))
sys.exit(1 if failed or not passed else 0)

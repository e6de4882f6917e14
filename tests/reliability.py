#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How far the probability of a finding can be trusted, on texts with known errors: reliability.py APOGRAPH CORPORA

Prints for each band of confidence how many findings of `qa` on CORPORA/planted share a byte with an error, and how many of the
sentences without a finding are free of critical and major errors. Exit status 1 when fewer than nine in ten findings of .9 and
more are right, or fewer than LEAST_CLEAN of the sentences that pass are clean. Built-in lexicon alone, so that it is the same everywhere."""
import glob
import json
import os
import subprocess
import sys

BANDS = [0, .5, .6, .7, .8, .9, 1.01]
LEAST_RIGHT, LEAST_CLEAN = .9, .75  # the goal of clean sentences is .97; this is what must not be lost


def overlaps(a, b):
    return bool(a and b and a[0] < b[1] and b[0] < a[1])


def places(issue):
    return [(0, issue.get("source_span"))] + [(1, s) for s in [issue.get("target_span")] + issue.get("related_target_spans", [])]


def touches(finding, error):
    return any(a == b and overlaps(x, y) for a, x in places(finding) for b, y in places(error))


def ranges(bead, report):
    """The bytes of a bead's segments, by side."""
    found = []
    for side, name in enumerate(("source", "target")):
        by_id = {s["id"]: [s["begin"], s["end"]] for s in report[name]["segments"]}
        found += [(side, by_id[i]) for i in bead[name]]
    return found


def stands_in(issue, bead):
    return any(a == b and overlaps(x, y) for a, x in places(issue) for b, y in bead)


def main(program, corpora):
    bands = [[0, 0] for _ in BANDS[1:]]
    passed = clean = good = 0
    for path in sorted(glob.glob(os.path.join(corpora, "planted", "*.gold.json"))):
        with open(path, encoding="utf-8") as file:
            gold = json.load(file)
        folder = os.path.dirname(path)
        run = subprocess.run([program, "qa", "-q", "--no-default-lexicons", "--from", gold["source_lang"], "--to", gold["target_lang"],
                              "--date", gold["story_date"], "--format", "json", "--fail-on", "never",
                              os.path.join(folder, gold["source"]), os.path.join(folder, gold["target"])],
                             capture_output=True, text=True, encoding="utf-8", check=True)
        report = json.loads(run.stdout)
        for finding in report["issues"]:
            band = bands[next(i for i in range(len(bands)) if finding["confidence"] < BANDS[i + 1])]
            band[0] += 1
            band[1] += any(touches(finding, error) for error in gold["issues"])
        grave = [i for i in gold["issues"] if i["severity"] != "minor"]
        for bead in report["beads"]:
            here = ranges(bead, report)
            free = not any(stands_in(i, here) for i in grave)
            passes = not any(stands_in(i, here) for i in report["issues"])
            good += free
            passed += passes
            clean += passes and free
    for i, (count, right) in enumerate(bands):
        print("confidence %.1f to %.1f  %3d findings  %3d right" % (BANDS[i], min(1, BANDS[i + 1]), count, right))
    print("without a finding      %3d sentences %3d clean, of %d clean ones" % (passed, clean, good))
    count, right = bands[-1]
    return not count or right < LEAST_RIGHT * count or clean < LEAST_CLEAN * passed


sys.exit(main(*sys.argv[1:]))

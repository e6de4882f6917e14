#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Neither the order of a manifest nor the zone in which its times are written changes what a trace claims; without times nothing is
claimed the wrong way round; no edge leads to a document that is known to be independent. Prints F1 of the direct edges without times.

manifests.py APOGRAPH CORPORA"""
import datetime
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

APOGRAPH, CORPORA = sys.argv[1], Path(sys.argv[2])
SHUFFLES = 2
GOLD = {"forged-painting": "gold.json", "launch-delay": "gold.json", "nato-rutte": "gold/provenance.json"}


def trace(folder, manifest):
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    done = subprocess.run([APOGRAPH, "trace", "-q", "--format", "json", "--no-default-lexicons", folder], capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.decode())
    return json.loads(done.stdout)["edges"]


def in_another_zone(published, draw):
    if not published or "T" not in published:
        return published
    zone = datetime.timezone(datetime.timedelta(minutes=15 * draw.randint(-48, 56)))
    return datetime.datetime.fromisoformat(published.replace("Z", "+00:00")).astimezone(zone).isoformat()


def main():
    draw, failed = random.Random(20261130), 0
    for name, path in GOLD.items():
        gold = json.loads((CORPORA / name / path).read_text(encoding="utf-8"))
        manifest = json.loads((CORPORA / name / "manifest.json").read_text(encoding="utf-8"))
        true = {(e["child"], p["id"]) for e in gold["edges"] for p in e["parents"]}
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / name
            shutil.copytree(CORPORA / name, folder)
            first = trace(folder, manifest)
            alone = {e[side] for e in first for side in ("child", "parent")} & set(gold.get("independent", []))
            for _ in range(SHUFFLES):
                draw.shuffle(manifest["documents"])
                for document in manifest["documents"]:
                    document["published"] = in_another_zone(document.get("published"), draw)
                if trace(folder, manifest) != first:
                    failed += 1
                    print(name + ": the order of the manifest, or a zone, changes the edges")
            undated = trace(folder, {"documents": [{k: v for k, v in d.items() if k != "published"} for d in manifest["documents"]]})
            wrong = {(e["child"], e["parent"]) for e in undated if e["direction_known"]} & {(p, c) for c, p in true}
            unsure = {frozenset((e["child"], e["parent"])) for e in gold.get("unsure_edges", [])}
            found = {(e["child"], e["parent"]) for e in undated}
            found = {e for e in found if e in true or frozenset(e) not in unsure}
            print("%s: direct edges without times, F1 %.3f" % (name, 2 * len(found & true) / (len(found) + len(true))))
            if alone or wrong:
                failed += 1
                print("%s: independent, but with an edge: %s; the wrong way round without times: %s" % (name, sorted(alone), sorted(wrong)))
    print("%d corpora, %d failures" % (len(GOLD), failed))
    return 1 if failed else 0


sys.exit(main())

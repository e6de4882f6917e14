#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Speed of reading and writing TMX, as JSON lines: tmx.py [--apograph PROGRAM] [--megabytes N].
Generates a memory of N MB (default 200) in a temporary folder, then measures in the same run what `tmx stats`, `validate` and
`merge` need, and `xmllint --stream` for comparison. CPU seconds are user and system; peak memory is in MiB."""
import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

WORDS = """the of to and in a minister said on Friday that talks would go on despite doubts about costs which had risen by half
since spring while both sides agreed to meet again""".split()
WOERTER = """der die das und in zu den von Minister sagte am Freitag dass die Gespräche weitergehen würden trotz Zweifeln über
Kosten welche seit Frühjahr um die Hälfte gestiegen sind während beide Seiten übereinkamen""".split()

def generate(path, size):
    rng = random.Random(1)
    units = written = 0
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        written += out.write('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
            '<header creationtool="bench" creationtoolversion="1" segtype="sentence" o-tmf="none" adminlang="en" srclang="en" '
            'datatype="plaintext">\n</header>\n<body>\n')
        while written < size:
            units += 1
            a = " ".join(rng.choice(WORDS) for _ in range(rng.randint(6, 24))).capitalize() + " %d &amp; more." % units
            b = " ".join(rng.choice(WOERTER) for _ in range(rng.randint(6, 24))).capitalize() + " %d &amp; mehr." % units
            text = (f' <tu tuid="{units}" creationdate="20251226T080000Z" creationid="bench">\n  <prop type="x-score">0.912</prop>\n'
                f'  <prop type="x-document">story-{units // 40}</prop>\n  <tuv xml:lang="en">\n   <seg>{a}</seg>\n  </tuv>\n'
                f'  <tuv xml:lang="de">\n   <seg>{b}</seg>\n  </tuv>\n </tu>\n')
            out.write(text)
            written += len(text.encode())
        out.write("</body>\n</tmx>\n")
    return units

def measure(name, command, megabytes, units):
    begin = time.time()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    cpu = usage.ru_utime + usage.ru_stime
    print(json.dumps({"what": name, "megabytes": round(megabytes, 1), "units": units, "cpu_seconds": round(cpu, 2),
        "megabytes_per_cpu_second": round(megabytes / cpu, 1), "peak_mib": round(usage.ru_maxrss / 1024, 1),
        "wall_seconds": round(time.time() - begin, 2), "status": os.waitstatus_to_exitcode(status)}), flush=True)

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--apograph", default="build/apograph")
    parser.add_argument("--writer", default="build/tools/bench-tmx-writer")
    parser.add_argument("--megabytes", type=int, default=200)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, out = os.path.join(folder, "bench.tmx"), os.path.join(folder, "out.tmx")
        units = generate(path, args.megabytes * 1000000)
        size = os.path.getsize(path) / 1e6
        if shutil.which("xmllint"):
            measure("xmllint --stream", ["xmllint", "--stream", "--noout", "--nonet", path], size, units)
        measure("tmx stats", [args.apograph, "tmx", "stats", path], size, units)
        measure("tmx validate", [args.apograph, "tmx", "validate", "-o", os.path.join(folder, "list"), path], size, units)
        measure("tmx split --units (read and write)", [args.apograph, "tmx", "split", "--no-progress", "--units", "99999",
            "-o", folder, path], size, units)
        measure("tmx merge (read, digest, write)", [args.apograph, "tmx", "merge", "-o", out, path], size, units)
        if os.path.exists(args.writer):
            sys.stdout.flush()
            subprocess.run([args.writer, str(args.megabytes)], check=True)

if __name__ == "__main__":
    main()

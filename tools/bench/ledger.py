#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Time and memory of `apograph ledger verify`, on a ledger that is written here, by other code than the program's: each line
by Python's json with sorted keys.

usage: ledger.py [--records N] [--keep FOLDER] PROGRAM"""
import argparse
import hashlib
import json
import os
import subprocess
import tempfile


def record(number, prev):
    if number == 1:
        r = {"type": "ledger", "format": "apograph-ledger", "version": 1}
    elif number % 4 == 2:
        r = {"type": "document", "file": f"story/{number}.en.txt", "id": f"Straße {number}", "lang": "en", "bytes": number * 7,
             "sha256": hashlib.sha256(str(number).encode()).hexdigest()}
    elif number % 4 == 3:
        r = {"type": "segments", "document": number - 1, "count": 4, "spans": [0, 80, 81, 150, 151, 260, 261, 300],
             "hashes": [hashlib.sha256(b"%d %d" % (number, i)).hexdigest()[:32] for i in range(4)]}
    elif number % 4 == 0:
        r = {"type": "attributions", "document": number - 2, "names": ["dpa", None, "Mark Rutte"], "scopes": [0, 9, 0, 9, 0, 9],
             "spans": [0, 3, 4, 7, 8, 9], "types": ["agency", "unnamed", "person"]}
    else:
        r = {"type": "edge", "child": number - 3, "certain": True, "credit": "named", "kind": "credited", "source": "dpa\n",
             "source_type": "agency"}
    r.update(seq=number, prev=prev)
    return (json.dumps(r, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n").encode()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--keep", metavar="FOLDER")
    parser.add_argument("program")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path = os.path.join(args.keep or scratch, "bench.ledger")
        prev, size = "0" * 64, 0
        with open(path, "wb") as file:
            for number in range(1, args.records + 1):
                line = record(number, prev)
                prev = hashlib.sha256(line).hexdigest()
                size += file.write(line)
        with open(path + ".head", "w", encoding="ascii") as file:
            file.write(f'{{"bytes":{size},"hash":"{prev}","records":{args.records}}}\n')
        process = subprocess.Popen([args.program, "ledger", "verify", "--no-progress", path])
        _, status, usage = os.wait4(process.pid, 0)
        seconds = usage.ru_utime + usage.ru_stime
        print(f"{args.records} records, {size / 1e6:.0f} MB: {seconds:.2f} s of processor time, {size / 1e6 / seconds:.0f} MB/s, "
              f"{usage.ru_maxrss / 1024:.0f} MiB at most, exit status {os.waitstatus_to_exitcode(status)}")


main()

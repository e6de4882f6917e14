#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Appends that are killed (SIGKILL) at any point, one process or two at a time: what was acknowledged stays, nothing is half
visible, the next append goes on. With strace a process is killed at each of its system calls in turn, else after a random time.

usage: ledger_kill.py [--points N] [--seed N] PROGRAM"""
import argparse
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TMX = b'<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>a</seg></tuv></tu></body></tmx>\n'
CALLS = "pwrite64,fsync,rename,linkat,ftruncate,flock,unlink,write"
ADDED = 3  # records of an append: run, tmx, units


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("program")
    args = parser.parse_args()
    args.program = os.path.abspath(args.program)
    rng = random.Random(args.seed)
    failed = acknowledged = killed = torn = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("m.tmx", "wb") as file:
            file.write(TMX)
        append = [args.program, "ledger", "append", "--no-sandbox", "l", "m.tmx"]
        strace = shutil.which("strace")
        if strace and subprocess.run([strace, "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode:
            strace = None
        most = 14
        # a leak is sought by ptrace, which is strace's here: the appends that are not killed are searched
        untraced = dict(os.environ, ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0")

        def start(point, waits):
            argv = append
            if strace and not waits:
                argv = [strace, "-f", "-qq", "-o", "/dev/null", "-e", f"inject={CALLS}:signal=KILL:when={point % most + 1}", *append]
            return subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, env=untraced)

        heads = []
        for point in range(args.points):
            waits = not strace or point % 4 == 3
            processes = [start(point, waits) for _ in range(1 + point % 2)]
            if waits:
                time.sleep(rng.random() * 0.05)
                for process in processes:
                    os.killpg(process.pid, signal.SIGKILL)
            for process in processes:
                out, err = process.communicate(timeout=600)
                head = re.search(rb"head ([0-9a-f]{64})", out)
                torn += b"moved to" in err
                if head:
                    heads.append(head[1].decode())
                    acknowledged += 1
                else:
                    killed += 1
            again = subprocess.run(append, capture_output=True, check=False)
            head = re.search(rb"head ([0-9a-f]{64})", again.stdout)
            torn += b"moved to" in again.stderr
            if again.returncode or not head:
                failed += 1
                print(f"FAILED: point {point}: the next append:", again.stderr.decode())
                continue
            heads.append(head[1].decode())
            verify = subprocess.run([args.program, "ledger", "verify", "l"], capture_output=True, text=True, check=False)
            count = re.search(r"(\d+) records", verify.stdout)
            if verify.returncode or not count or (int(count[1]) - 1) % ADDED:
                failed += 1
                print(f"FAILED: point {point}:", verify.stdout, verify.stderr)
            with open("l", "rb") as file:
                seen = {hashlib.sha256(line).hexdigest() for line in file}
            lost = [h for h in heads if h not in seen]
            if lost:
                failed += 1
                print(f"FAILED: point {point}: {len(lost)} acknowledged heads are lost")
                heads = [h for h in heads if h in seen]
            left = set(os.listdir()) - {"l", "l.head", "l.torn", "m.tmx"}
            left = {name for name in left if not name.endswith(".tmp")}
            if left:
                failed += 1
                print(f"FAILED: point {point}: left behind: {left}")
        os.chdir("/")
    print(f"{args.points} points: {killed} appends killed before they were acknowledged, {acknowledged} after or not at all, "
          f"{torn} torn tails moved aside, {failed} failures{'' if strace else ' (without strace)'}")
    return failed > 0


sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Run the commands that a page shows, in a scratch copy of the corpora, and compare what they print: run.py ROOT PROGRAM PAGE...

A fenced block `console` holds commands, lines that begin with "$ " (a final backslash continues them), each with its output below.
A command must exit with 0, or with N where it ends in "# exit N". No output shown: not compared. Otherwise the lines of standard
output must be those shown; a line "…" stands for any number of lines, "…" in a line for anything. "console norun" are not run.
Links between pages must lead somewhere, and files that are named from the root, in backticks, must exist."""
import os
import re
import shutil
import subprocess
import sys
import tempfile


def blocks(text):
    """(line number, lines) of each console block."""
    fence = re.compile(r"^```(\S+)?(.*)$")
    inside, start, lines = None, 0, []
    for number, line in enumerate(text.splitlines(), 1):
        match = fence.match(line)
        if not match:
            lines.append(line)
        elif inside is None:
            inside, start, lines = (match.group(1) or "") + match.group(2), number, []
        else:
            if inside.strip() == "console":
                yield start, lines
            inside = None


def commands(start, lines):
    """(line number, command, lines of output) of each command of a block."""
    found, open_ = [], False
    for number, line in enumerate(lines, start + 1):
        if line.startswith("$ "):
            found.append([number, line[2:], []])
        elif open_:
            found[-1][1] += "\n" + line
        elif found:
            found[-1][2].append(line)
        open_ = bool(found) and not found[-1][2] and found[-1][1].endswith("\\")
    return found


def same(shown, line):
    parts = [re.escape(part) for part in shown.split("…")]
    return re.fullmatch(".*".join(parts), line) is not None


def matches(shown, lines):
    """Do the lines agree with those shown, "…" alone standing for any number of lines?"""
    if not shown:
        return not lines
    if shown[0] == "…":
        return any(matches(shown[1:], lines[i:]) for i in range(len(lines) + 1))
    return bool(lines) and same(shown[0], lines[0]) and matches(shown[1:], lines[1:])


def run(command, folder, environment):
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def check_commands(root, program, page, text):
    failed = count = 0
    if not any(True for _ in blocks(text)):
        return 0, 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(os.path.join(root, "corpora"), os.path.join(folder, "corpora"))
        build = os.path.dirname(program)
        environment = dict(os.environ, PATH=":".join((build, os.path.join(build, "docs"), os.environ["PATH"])), LC_ALL="C.UTF-8")
        for start, lines in blocks(text):
            for number, command, shown in commands(start, lines):
                expected = re.search(r"# exit (\d+)\s*$", command)
                expected = int(expected.group(1)) if expected else 0
                status, out, err = run(command, folder, environment)
                count += 1
                while shown and not shown[-1].strip():
                    shown.pop()
                if status != expected or (shown and not matches(shown, [line.rstrip() for line in out.splitlines()])):
                    failed += 1
                    print("%s:%d: $ %s\nexit status %d, expected %d\nprinted:\n%s\n%s" % (page, number, command, status, expected, out, err))
    return failed, count


def check_links(page, text):
    failed = 0
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target and not os.path.exists(os.path.join(os.path.dirname(page), target)):
            failed += 1
            print("%s: leads to %s, which does not exist" % (page, target))
    return failed


def check_files(root, page, text):
    """Paths from the root; what has capitals, as NAME, stands for many."""
    named = re.findall(r"`((?:src|aligners|tools|tests|docs|corpora)/[a-z0-9_./-]+)`", text)
    missing = sorted({path for path in named if not os.path.exists(os.path.join(root, path))})
    for path in missing:
        print("%s: names %s, which does not exist" % (page, path))
    return len(missing)


def main():
    root, program = sys.argv[1:3]
    failed = count = 0
    for page in sys.argv[3:]:
        with open(page, encoding="utf-8") as file:
            text = file.read()
        wrong, run_here = check_commands(root, program, page, text)
        failed += wrong + check_links(page, text) + check_files(root, page, text)
        count += run_here
    print("%d commands, %d failures" % (count, failed))
    return 1 if failed else 0


sys.exit(main())

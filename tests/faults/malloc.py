#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Out of memory is out of memory: whole commands, in which one request for memory fails, or all from one on.

A command is run once as it is: that is what it gives. Then it is run again for POINTS numbers N between 1 and its count of
requests (chosen by a seed), and the N-th fails. What may happen:
- it ends with a message that names memory and a status of its own (3, 4 or 5), and what it wrote by then is whole;
- it gives what it gives without a failure, to the byte, in files and on both outputs.
What may not: a signal, a run without end, another result with the same status, a half file, a file that stays behind, another reason.

usage: malloc.py [--points N] [--seed S] [--from-on] [--keep] PROGRAM LIBRARY [COMMAND...]
"""
import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 60  # of processor time, of a command that takes less than one
TOP = Path(__file__).resolve().parent.parent.parent
GOLDEN = TOP / "tests/golden"

# What a command reads, and its words. `files` are copied into its folder under the names on the left.
PLANTED = TOP / "corpora/planted"
PAIR = {"a.fr.txt": PLANTED / "vineyard-frost.src.fr.txt", "a.en.txt": PLANTED / "vineyard-frost.tgt.en.txt"}
MEMORY = {"memory.tmx": GOLDEN / "tmx-convert-formats/memory.tmx"}
XLIFF = {"job.xlf": GOLDEN / "qa-bilingual/job.xlf"}
CORPUS = {"corpus/" + n: GOLDEN / "trace-formats" / n for n in ("manifest.json", "paper.txt", "wire.txt")}
WORDS = {"words.de-en.tsv": GOLDEN / "lexicon-import/words.de-en.tsv"}
TEXTS = {"text.de": GOLDEN / "lexicon-train/text.de", "text.en": GOLDEN / "lexicon-train/text.en"}
PAGE = {"page.html": GOLDEN / "corpus-pages/microdata.html"}
BATCH = {**PAIR, "list": b"a.fr.txt\ta.en.txt\tone.beads\na.fr.txt\ta.en.txt\ttwo.tmx\n"}
LINES = "Der Preis stieg um 3 %.\tThe price fell by 30 percent.\nSie kam nicht.\tShe came.\n".encode()
PACKED = {"memory.tmx.gz": TOP / "tests/fuzz/seeds/zip/one.gz", "two.zip": TOP / "tests/fuzz/seeds/zip/two.zip"}

COMMANDS = {
    "align-beads": (PAIR, "align a.fr.txt a.en.txt"),
    "align-json": (PAIR, "align --words --format json a.fr.txt a.en.txt"),
    "align-tmx": (PAIR, "align -o out.tmx a.fr.txt a.en.txt"),
    "align-html": (PAIR, "align -o out.html a.fr.txt a.en.txt"),
    "align-xliff": (PAIR, "align -o out.xlf a.fr.txt a.en.txt"),
    "align-batch": (BATCH, "align -j2 --from fr --to en --batch list"),
    "qa-terminal": (PAIR, "qa a.fr.txt a.en.txt"),
    "qa-html": (PAIR, "qa -o out.html a.fr.txt a.en.txt"),
    "qa-json": (PAIR, "qa -o out.json a.fr.txt a.en.txt"),
    "qa-sarif": (PAIR, "qa -o out.sarif a.fr.txt a.en.txt"),
    "qa-tmx": (MEMORY, "qa memory.tmx"),
    "score": ({}, "score --from de --to en"),
    "terms": (MEMORY, "terms extract --least 1 memory.tmx"),
    "trace-terminal": (CORPUS, "trace corpus"),
    "trace-json": (CORPUS, "trace -j2 -o out.json corpus"),
    "trace-svg": (CORPUS, "trace -o out.svg corpus"),
    "trace-html": (CORPUS, "trace -o out.html corpus"),
    "trace-tmx": (CORPUS, "trace -j4 -o out.tmx corpus"),
    "audit": (CORPUS, "audit corpus"),
    "audit-chains": (CORPUS, "audit -j2 --format json story.tmx"),  # story.tmx is made when the test begins
    "audit-tmx": (MEMORY, "audit memory.tmx"),
    "tmx-validate": (MEMORY, "tmx validate memory.tmx"),
    "tmx-xliff": (MEMORY, "tmx convert -o out.xlf memory.tmx"),
    "tmx-from-xliff": (XLIFF, "tmx convert -o out.tmx job.xlf"),
    "tmx-moses": (MEMORY, "tmx convert --format moses --to fr -o out memory.tmx"),
    "tmx-merge": (MEMORY, "tmx merge -o out.tmx memory.tmx memory.tmx"),
    "tmx-stats": (PACKED, "tmx stats memory.tmx.gz"),
    "tmx-stats-zip": (PACKED, "tmx stats two.zip"),
    "tmx-clean": ({"dirty.tmx": GOLDEN / "tmx-clean/dirty.tmx"}, "tmx clean -o out.tmx dirty.tmx"),
    "tmx-diff": ({n: GOLDEN / "tmx-diff" / n for n in ("old.tmx", "new.tmx")}, "tmx diff old.tmx new.tmx"),
    "tmx-split": (MEMORY, "tmx split --units 1 -o parts memory.tmx"),
    "lexicon-import": (WORDS, "lexicon import words.de-en.tsv -o out.lexicon"),
    "lexicon-train": (TEXTS, "lexicon train --from de --to en text.de text.en -o out.lexicon"),
    "lexicon-show": (WORDS, "lexicon show --from de --to en --lexicon words.de-en.tsv Haus"),
    "segment": (PAGE, "segment --format json page.html"),
    "segment-srx": ({n: GOLDEN / "segment-srx" / n for n in ("rules.srx", "en.txt")}, "segment --lang en --srx rules.srx en.txt"),
    "ledger-append": ({**CORPUS, **MEMORY}, "ledger append book corpus memory.tmx"),
    "corpus-add": ({"story/page.html": PAGE["page.html"]}, "corpus add story"),
}


def copy_inputs(files, folder):
    for name, path in files.items():
        to = folder / name
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(path if isinstance(path, bytes) else path.read_bytes())
        os.utime(to, (1577836800, 1577836800))


def make_story(program):
    """A memory with chains, of the texts beside it, for audit-chains."""
    with tempfile.TemporaryDirectory(prefix="apograph-fault-") as folder:
        copy_inputs(CORPUS, Path(folder))
        subprocess.run([program, "trace", "-q", "--no-default-lexicons", "-o", "story.tmx", "corpus"], cwd=folder, check=True)
        story = (Path(folder) / "story.tmx").read_bytes()
    COMMANDS["audit-chains"] = ({**CORPUS, "story.tmx": story}, COMMANDS["audit-chains"][1])


def contents(folder):
    """But what a batch remembers, which has times and inode numbers in it and may end anywhere (tests/cli/batch.sh)."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix != ".done"}


class Run:
    """One run of a command in a folder of its own."""

    def __init__(self, args, name, extra):
        files, words = COMMANDS[name]
        self.name, self.extra = name, extra
        self.program, self.words = args.program, words.split()
        self.folder = Path(tempfile.mkdtemp(prefix="apograph-fault-"))
        work, home = self.folder / "work", self.folder / "home"
        work.mkdir()
        home.mkdir()
        (self.folder / "data").mkdir()
        copy_inputs(files, work)
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_DATA_DIRS": str(self.folder / "data"), "TMPDIR": str(self.folder), "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1577836800",
            "LD_PRELOAD": args.library.name, "LD_LIBRARY_PATH": str(args.library.parent),  # LD_PRELOAD holds no spaces
            "FAULT_REPORT": str(self.folder / "report")}
        self.status, self.out, self.err = self.execute(extra)
        self.files, self.home = contents(work), contents(home)
        self.remembers = (work / "list.done").exists()
        report = self.folder / "report"
        self.report = report.read_text() if report.exists() else ""

    def execute(self, extra):
        try:
            done = subprocess.run([self.program, *self.words], cwd=self.folder / "work", env={**self.environment, **extra},
                                  input=LINES if self.name == "score" else b"", capture_output=True, timeout=SECONDS * 10,
                                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS)))
            return done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired:
            return -24, b"", b""

    def again(self):
        """The files after a second run in the same folder, without a failure; a batch goes on where it was."""
        self.execute({})
        return contents(self.folder / "work")

    def verifies(self, ledger):
        return not subprocess.run([self.program, "ledger", "verify", "-q", ledger], cwd=self.folder / "work", capture_output=True).returncode

    def remove(self):
        shutil.rmtree(self.folder)


def verdict(run, good, inputs):
    """What is wrong with a run, or None. `good` is the one without a failure."""
    if run.status < 0 or run.status >= 126:
        return f"ended by signal {-run.status if run.status < 0 else run.status}"
    if "requests: " in run.report and run.home != good.home and any(run.home[n] != good.home.get(n) for n in run.home):
        return "something else is kept in the cache"
    for name, data in run.files.items():
        if name.startswith("book") and (not data or run.verifies("book")):
            continue  # a ledger is made to be locked: without a record yet it is as good as none; with fewer it is whole
        if data not in (good.files.get(name), inputs.get(name)):
            return f"{name} is " + ("not whole" if name in good.files else "left behind")
    if run.remembers and run.again() != good.files:
        return "the run after it gives something else"
    if run.status == good.status:
        for what, is_now, was in (("standard output", run.out, good.out), ("files", run.files, good.files), ("messages", run.err, good.err)):
            if is_now != was:
                return f"status {run.status}, but other {what}"
        return None
    if run.status not in (3, 4, 5):
        return f"status {run.status}"
    if b"memory" not in run.err.lower():
        return f"status {run.status} for another reason"
    return None


def show(run, good, what):
    print(f"{run.name}: {run.extra}: {what}")
    for stream in ("err", "out"):
        if getattr(run, stream) != getattr(good, stream):
            print(f"  {stream}: " + getattr(run, stream)[-600:].decode("utf-8", "replace").rstrip().replace("\n", "\n  "))
    print("  " + "\n  ".join(run.report.splitlines()[:24]))


def try_command(args, name):
    good = Run(args, name, {})
    inputs_folder = Path(tempfile.mkdtemp(prefix="apograph-fault-"))
    copy_inputs(COMMANDS[name][0], inputs_folder)
    inputs = contents(inputs_folder)
    shutil.rmtree(inputs_folder)
    good.remove()
    if good.status not in (0, 1) or "requests: " not in good.report:
        print(f"{name}: fails without a fault: status {good.status}: {good.err.decode()}")
        return {"bad": 1}
    count = int(good.report.split("requests: ")[1].split()[0])
    points = range(1, count + 1)
    if not args.all and args.points < count:
        points = sorted(random.Random(f"{args.seed} {name}").sample(points, args.points))
    tally = {"requests": count, "points": len(points), "same": 0, "refused": 0, "bad": 0}
    for at in points:
        run = Run(args, name, {"FAULT_AT": str(at), **({"FAULT_FROM_ON": "1"} if args.from_on else {})})
        what = verdict(run, good, inputs)
        tally["bad" if what else "same" if run.status == good.status else "refused"] += 1
        if what:
            show(run, good, what)
        run.remove()
    print(f"{name}: " + ", ".join(f"{value} {key}" for key, value in tally.items()), flush=True)
    return tally


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("library")
    parser.add_argument("commands", nargs="*", help="default: all")
    parser.add_argument("--points", type=int, default=1000)
    parser.add_argument("--all", action="store_true", help="every request")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from-on", action="store_true")
    args = parser.parse_args()
    if os.environ.get("SANITIZED"):
        print("skipped: a sanitizer has a malloc of its own")
        return 77
    args.program, args.library = os.path.abspath(args.program), Path(args.library).resolve()
    make_story(args.program)
    total = {}
    for name in args.commands or COMMANDS:
        for key, value in try_command(args, name).items():
            total[key] = total.get(key, 0) + value
    print("all: " + ", ".join(f"{value} {key}" for key, value in total.items()))
    return 1 if total["bad"] else 0


sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whole commands, one system call failing at a time (strace -e inject): the output is whole, or what was there before; the
status is never 0 when it is not whole; nothing crashes, hangs or stays behind. In --long form each call since the beginning of
main() fails at each of its places, in the short form at a few of them; what loads the program is not ours. Exit status 77
where strace is missing or cannot trace."""
import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ERRORS = {
    "write": ["ENOSPC", "EIO", "EINTR", "EAGAIN"],
    "fsync": ["EIO", "ENOSPC", "EINTR"],
    "linkat": ["EIO", "ENOSPC", "EPERM"],
    "rename": ["EIO", "ENOSPC", "EACCES"],
    "close": ["EIO", "EINTR"],
    "openat": ["EIO", "EMFILE", "EACCES", "EINTR"],
    "read": ["EIO", "EINTR"],
    "pread64": ["EIO", "EINTR"],
    "lseek": ["EIO"],
    "ftruncate": ["EIO"],
    "fchmod": ["EPERM"],
    "mmap": ["ENOMEM"],
    "newfstatat": ["EIO"],
    "getdents64": ["EIO"],
}
SHORT = 2  # places one after the other of a call in the short form
HANG = 600  # seconds; a command takes less than one, on a machine that has nothing else to do
OLD = b"the old output\n"
MARK = "fcntl(0, F_GETFD)"  # the first call that main() makes

failed = 0


def complain(text, err=b""):
    global failed
    failed += 1
    print("FAILED:", text)
    if err:
        print("   ", err.decode(errors="replace").strip().replace("\n", "\n    "))


class Command:
    """A command that runs in a fresh copy of `inputs`; `outputs` are files that it writes, "-" standard output. `ends`:
    exit statuses of success. `again`: a second run, without a fault, brings what the first one missed. `reports`: an
    output that holds it says that a file was not read, which is what the command is for."""

    def __init__(self, name, argv, outputs, stdin=None, ends=(0,), again=False, reports=None):
        self.name, self.argv, self.outputs, self.stdin = name, argv.split(), outputs, stdin
        self.ends, self.again, self.reports = ends, again, reports


COMMANDS = [
    Command("segment", "segment --lang en --format json in.txt -o out", ["out"]),
    Command("segment >", "segment --lang en in.txt", ["-"]),
    Command("align", "align --jobs 1 --from en --to de --format tmx in.txt b.txt -o out", ["out"]),
    Command("align 2 threads", "align --jobs 2 --from en --to de in.txt b.txt -o out", ["out"]),
    Command("align --batch", "align --jobs 1 --aligner length --from en --to de --batch list", ["o1.tsv", "o2.json"], again=True),
    Command("qa", "qa --jobs 1 --from en --to de --format json --fail-on never in.txt b.txt -o out", ["out"]),
    Command("qa FILE.tmx", "qa --jobs 1 --format tsv --fail-on never memory.tmx", ["-"]),
    Command("trace", "trace --jobs 1 --format json corpus -o out", ["out"]),
    Command("trace as TMX, 4 threads", "trace --jobs 4 --no-default-lexicons corpus -o out.tmx", ["out.tmx"]),
    Command("audit FILE.tmx, 2 threads", "audit --jobs 2 --format json --fail-on never story.tmx -o out", ["out"], reports=b'"document_missing"'),
    Command("audit", "audit --jobs 1 --format json --fail-on never corpus -o out", ["out"]),
    Command("score", "score --from de --to en --lexicon words.de-en.tsv -o out", ["out"], stdin="lines"),
    Command("tmx stats", "tmx stats memory.tmx.gz", ["-"]),
    Command("tmx clean in place", "tmx clean -q memory.tmx -o memory.tmx", ["memory.tmx"]),
    Command("tmx merge", "tmx merge memory.tmx memory.tmx -o out", ["out"]),
    Command("tmx split", "tmx split --units 2 memory.tmx -o parts", ["parts/memory.0001.tmx"]),
    Command("tmx convert", "tmx convert --format xliff memory.tmx -o out", ["out"]),
    Command("lexicon merge", "lexicon merge words.de-en.tsv more.de-en.tsv -o out", ["out"]),
    Command("lexicon import", "lexicon import --install words.de-en.tsv",
            ["home/.local/share/apograph/lexicons/words.de-en.lexicon"]),
    Command("lexicon show", "lexicon show --lexicon words.lexicon --format tsv Haus", ["-"]),
    Command("corpus add", "corpus add corpus/new.txt", ["corpus/manifest.json"]),
]
SHORT_COMMANDS = {"segment", "segment >", "align --batch", "score", "tmx clean in place", "lexicon merge", "corpus add"}


class Runner:
    def __init__(self, apograph, corpora, work):
        self.apograph, self.work = apograph, work
        self.inputs = work / "inputs"
        self.runs, self.unharmed, self.refused = {}, 0, 0
        self.make_inputs(Path(corpora))

    def make_inputs(self, corpora):
        i = self.inputs
        i.mkdir()
        nato = corpora / "nato-rutte"
        for name, source in (("in.txt", "wire.en.txt"), ("b.txt", "wire.de.txt")):
            lines = (nato / source).read_text().splitlines(keepends=True)
            (i / name).write_text("".join(lines[:8]))
        (i / "corpus").mkdir()
        shutil.copy(i / "in.txt", i / "corpus" / "a.txt")
        shutil.copy(i / "b.txt", i / "corpus" / "b.txt")
        shutil.copy(i / "in.txt", i / "corpus" / "new.txt")
        (i / "corpus" / "manifest.json").write_text(
            '{"documents": [{"id": "a", "file": "a.txt", "lang": "en"}, {"id": "b", "file": "b.txt", "lang": "de"}]}\n')
        (i / "list").write_text("in.txt\tb.txt\to1.tsv\nin.txt\tb.txt\to2.json\n")  # by length: a pair that fails teaches nothing
        (i / "words.de-en.tsv").write_text("Haus\thouse\nHafen\tport\n")
        (i / "more.de-en.tsv").write_text("Hafen\tharbour\n")
        (i / "lines").write_text("Das Haus steht am Hafen.\tThe house is at the port.\n" * 3)
        (i / "home").mkdir()
        for argv in ("align -q --from en --to de in.txt b.txt -o memory.tmx", "lexicon merge -q words.de-en.tsv -o words.lexicon",
                     "trace -q --no-default-lexicons corpus -o story.tmx"):
            subprocess.run([self.apograph, *argv.split()], cwd=i, env=self.env(i), check=True)
        subprocess.run(["gzip", "-kn", "memory.tmx"], cwd=i, check=True)

    def env(self, folder):
        keep = {k: v for k, v in os.environ.items() if k in ("PATH", "LD_LIBRARY_PATH")}
        home = str(folder / "home")
        return dict(keep, HOME=home, XDG_CACHE_HOME=home + "/cache", XDG_DATA_HOME=home + "/.local/share", XDG_DATA_DIRS=home + "/none",
                    TMPDIR=str(folder), LC_ALL="C", TERM="dumb", NO_COLOR="1")

    def fresh(self):
        folder = self.work / "run"
        if folder.exists():
            shutil.rmtree(folder)
        shutil.copytree(self.inputs, folder)
        return folder

    def run(self, command, folder, strace=()):
        stdin = open(folder / command.stdin) if command.stdin else subprocess.DEVNULL
        process = subprocess.Popen([*strace, self.apograph, *command.argv], cwd=folder, env=self.env(folder), stdin=stdin,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        try:
            out, err = process.communicate(timeout=HANG)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            return None, out, err
        finally:
            if command.stdin:
                stdin.close()
        return process.returncode, out, err

    def outputs(self, command, folder, out):
        return [out if name == "-" else (folder / name).read_bytes() if (folder / name).is_file() else None
                for name in command.outputs]

    def files(self, folder):
        return {str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file() and "cache" not in f.parts}

    def whole(self, command):
        """What the command writes when nothing fails, and the files that are there then."""
        folder = self.fresh()
        status, out, err = self.run(command, folder)
        if status not in command.ends:
            complain(f"{command.name}: status {status} without any fault", err)
            return None, None
        return self.outputs(command, folder, out), self.files(folder)

    def loading(self, command):
        """How often each call is made before main()."""
        log, calls = self.work / "log", dict.fromkeys(ERRORS, 0)
        names = "rename,renameat,renameat2," + ",".join(call for call in ERRORS if call != "rename")
        self.run(command, self.fresh(), ("strace", "-f", "-o", log, "-e", "trace=fcntl," + names))
        for line in log.read_text(errors="replace").splitlines():
            call = line.split(maxsplit=1)[1]
            if call.startswith(MARK):
                return calls
            if call.split("(")[0] in calls:
                calls[call.split("(")[0]] += 1
        complain(f"{command.name}: main() does not begin with {MARK}")
        return calls

    def fault(self, command, call, error, when, wanted, files):
        """Returns whether there was such a call."""
        folder = self.fresh()
        before = []
        for name in command.outputs:
            path = folder / name
            if name != "-" and name == "out":
                path.write_bytes(OLD)
            before.append(b"" if name == "-" else path.read_bytes() if path.is_file() else None)
        log = self.work / "log"
        calls = "rename,renameat,renameat2" if call == "rename" else call
        status, out, err = self.run(command, folder, (
            "strace", "-f", "-o", log, "-e", "trace=" + calls, "-e", f"inject={calls}:error={error}:when={when}"))
        injected = [line for line in log.read_text(errors="replace").splitlines() if "(INJECTED)" in line]
        if not injected:
            return False
        self.runs[call] = self.runs.get(call, 0) + 1
        what = f"{command.name}: {call} {when} fails with {error}"
        got = self.outputs(command, folder, out)
        if command.reports and status in command.ends and command.reports in got[0] and got[0].endswith(b"}\n"):
            self.refused += 1
            return True
        if status is None:
            complain(f"{what}: hangs", err)
        elif status < 0 or status >= 128:
            complain(f"{what}: ended by a signal, status {status}", err)
        elif status in command.ends and got != wanted:
            complain(f"{what}: status {status}, but the output is not whole", err)
        elif status not in command.ends and status not in (2, 3, 4, 5):
            complain(f"{what}: status {status}", err)
        elif status not in command.ends and not err.strip() and "write(2" not in injected[0]:
            complain(f"{what}: status {status} without a message")
        for name, old, new, there in zip(command.outputs, before, wanted, got):
            if there not in (old, new) and not (name == "-" and new.startswith(there)):
                complain(f"{what}: {name} is neither whole nor as it was", err)
        left = [f for f in self.files(folder) - files if f != "out" and not f.endswith(".done")]
        if left:
            complain(f"{what}: left behind: {' '.join(left)}", err)
        self.unharmed += status in command.ends
        self.refused += status not in command.ends
        if command.again:
            status, out, err = self.run(command, folder)
            if status not in command.ends or self.outputs(command, folder, out) != wanted:
                complain(f"{what}: a second run does not bring the right output (status {status})", err)
        return True

    def all_faults(self, command, long):
        wanted, files = self.whole(command)
        if wanted is None:
            return
        if "out" in command.outputs:
            files.add("out")
        loading = self.loading(command)
        for call, errors in ERRORS.items():
            for error in errors if long else errors[:1]:
                when, step, done = loading[call] + 1, 1, 0
                while self.fault(command, call, error, when, wanted, files):
                    done += 1
                    if not long and done >= SHORT:  # then ever further apart
                        step *= 2
                    when += step


def can_trace(work):
    if not shutil.which("strace"):
        return False
    log = work / "log"
    try:
        subprocess.run(["strace", "-f", "-o", log, "-e", "inject=fsync:error=EIO:when=1", "true"], check=True, timeout=60,
                       stderr=subprocess.DEVNULL)
    except (subprocess.SubprocessError, OSError):
        return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--apograph", default=os.environ.get("APOGRAPH", "build/apograph"))
    parser.add_argument("--corpora", default=os.environ.get("CORPORA", "corpora"))
    parser.add_argument("--long", action="store_true", help="every place of every call, all commands")
    parser.add_argument("--only", metavar="NAME", help="one command")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        if os.environ.get("SANITIZED") or not can_trace(Path(work)):
            print("skipped: strace is not there or cannot trace here")
            sys.exit(77)
        runner = Runner(os.path.abspath(arguments.apograph), os.path.abspath(arguments.corpora), Path(work))
        for command in COMMANDS:
            if arguments.only and command.name != arguments.only:
                continue
            if arguments.long or arguments.only or command.name in SHORT_COMMANDS:
                runner.all_faults(command, arguments.long)
    total = sum(runner.runs.values())
    for call, runs in sorted(runner.runs.items()):
        print(f"{call:12} {runs:6} runs")
    print(f"{total} runs, {runner.unharmed} with the whole output, {runner.refused} refused, {failed} wrong")
    sys.exit(1 if failed or not total else 0)


main()

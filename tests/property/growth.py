#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Run the commands of growth.toml on inputs that double, and see how their CPU time grows: growth.py PROGRAM [--short] [WORDS]

Each input is a shape's piece, repeated: enough of it that the command takes a measurable time more than on a few, then four times
as much. The exponent is the difference of the logarithms of time by that of size; 1 is linear. What else the machine does only adds to a time, and adds less to the least of several: what looks too slow is run again
with twice as much, where what is truly slow shows better, and then in rounds, each size in turn, so that a load that comes and
goes meets all of them. Only what is too slow by the least times of all rounds fails. So the test may run beside others.
--short: only the first shape of each command. WORDS: only commands and shapes that contain all of them. The exit status is 1 when
an exponent is above the limit."""
import json
import math
import os
import resource
import sys
import tempfile
import tomllib
from xml.sax.saxutils import escape

MOST = 1.3  # exponent
MEASURABLE = 0.02  # seconds of CPU above those of a few pieces, which has dictionaries open and all code used once
LEAST = 1e-4  # seconds of CPU
FEW, FIRST, MOST_BYTES = 8, 64, 1000000  # pieces; of the smallest input measured: pieces (if growth.toml has no other number), bytes
DOUBLINGS, ROUNDS = 2, 12  # of what looks too slow

TMX = '<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" ' \
    'adminlang="en" srclang="en" datatype="plaintext"/><body>%s</body></tmx>'
XLIFF = '<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="x" ' \
    'source-language="en" target-language="de" datatype="plaintext"><body>%s</body></file></xliff>'


def pieces(piece, count, start=0):
    if "%" not in piece:
        return [piece] * count
    return [piece.replace("%u", str(i)).replace("%d", str(i % 5)) for i in range(start, start + count)]


def last_word(piece):
    return piece.split()[-1]


class Inputs:
    """The files that a command names in braces, made of a shape's pieces in a folder."""

    def __init__(self, program, folder, shape, count):
        self.program, self.folder, self.count = program, folder, count
        self.shape = shape

    def source(self, change=str):
        """The pieces, of which `change` has made something."""
        return pieces(change(self.shape[0]), self.count)

    def target(self, change=str):
        return pieces(change(self.shape[1]), self.count)

    def write(self, name, text):
        os.makedirs(os.path.dirname(os.path.join(self.folder, name)), exist_ok=True)
        with open(os.path.join(self.folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return name

    def units(self, form, target):
        def text(piece):
            return escape(piece.strip())
        return "".join(form % (i, a, b) for i, (a, b) in enumerate(zip(self.source(text), target(text))))

    def tmx_of(self, name, target):
        return self.write(name, TMX % self.units('<tu tuid="%d"><tuv xml:lang="en"><seg>%s</seg></tuv><tuv xml:lang="de"><seg>%s</seg></tuv>'
                                                 '</tu>', target))

    def table(self, name, column=str.strip):
        return self.write(name, "".join("%s\t%s\n" % pair for pair in zip(self.source(column), self.target(column))))

    def manifest(self, folder, texts, parents=lambda i, count: None):
        documents = []
        for i, (lang, text) in enumerate(texts):
            self.write("%s/%d.txt" % (folder, i), text)
            documents.append({"id": "d%d" % i, "file": "%d.txt" % i, "lang": lang, "published": "2025-%02d-%02d" % (1 + i // 28 % 12, 1 + i % 28),
                              "parents": parents(i, len(texts))})
        self.write(folder + "/manifest.json", json.dumps({"title": "growth", "documents": documents}))
        return folder

    def run(self, *arguments):
        run_program([self.program, *arguments], self.folder)

    def make(self, name):
        """The words of a command that a name in braces stands for."""
        if name.startswith("file."):
            before, piece, after = self.shape
            return [self.write(name, before + "".join(pieces(piece, self.count)) + after)]
        return getattr(self, "make_" + name)()

    def make_text(self):
        return [self.write("source.en.txt", "".join(self.source()))]

    def make_target(self):
        return [self.write("target.de.txt", "".join(self.target()))]

    def make_lines(self):
        return [self.write("lines.en", "\n".join(self.source(str.strip))), self.write("lines.de", "\n".join(self.target(str.strip)))]

    def make_tmx(self):
        return [self.tmx_of("memory.tmx", self.target)]

    def make_other(self):
        return [self.tmx_of("other.tmx", self.source)]

    def make_xliff(self):
        return [self.write("job.xlf", XLIFF % self.units('<trans-unit id="u%d"><source>%s</source><target>%s</target></trans-unit>', self.target))]

    def make_glossary(self):
        """Each piece's last two words are a term."""
        return [self.table("glossary.tsv", lambda piece: " ".join(piece.split()[-2:]))]

    def make_table(self):
        return [self.table("pairs.tsv")]

    def make_dictionary(self):
        return [self.table("words.en-de.tsv", last_word)]

    def make_words(self):
        return self.source(last_word)

    def make_aligned(self):
        """A memory with provenance, beside its texts."""
        self.run("align", "--fast", "--presegmented", "--mode", "parallel", "--from", "en", "--to", "de", "-o", "aligned.tmx", *self.make_lines())
        return ["aligned.tmx"]

    def make_corpus(self):
        """A text, its copy and its translation."""
        return [self.manifest("corpus", [("en", "".join(self.source()))] * 2 + [("de", "".join(self.target()))])]

    def make_documents(self):
        """Documents of a dozen pieces each, every second a copy of the one before it."""
        return [self.manifest("documents", [("en", "".join(pieces(self.shape[0], 12, i // 2 * 12))) for i in range(self.count)])]

    def make_family(self):
        """A document a piece, each with declared parents: the two before it, and every fifth and the one behind it each other."""
        def parents(i, count):
            return ["d%d" % k for k in (i - 1, i - 2, i + 1 if i % 5 == 0 else -1) if 0 <= k < count]
        return [self.manifest("family", [("en", text) for text in self.source()], parents)]

    def make_ring(self):
        """A document a piece, each declared to be made from the one before it, the first from the last."""
        return [self.manifest("ring", [("en", text) for text in self.source()], lambda i, count: ["d%d" % ((i - 1) % count)])]

    def make_pages(self):
        for i, piece in enumerate(self.source(escape)):
            self.write("pages/%d.html" % i, "<html lang=en><title>%d</title><article><p>%s</p></article></html>" % (i, piece * 5))
        if os.path.exists(os.path.join(self.folder, "pages/manifest.json")):
            os.remove(os.path.join(self.folder, "pages/manifest.json"))
        return ["pages"]


def run_program(command, folder, stdin=None):
    """CPU seconds of the program; 0 and 1 are its good exit statuses."""
    child = os.fork()
    if not child:
        os.chdir(folder)
        os.dup2(os.open(stdin or os.devnull, os.O_RDONLY), 0)
        os.dup2(os.open("standard-output", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 1)
        os.dup2(os.open("standard-error", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
        os.execv(command[0], command)
    status, used = os.wait4(child, 0)[1:]
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        with open(os.path.join(folder, "standard-error"), encoding="utf-8", errors="replace") as file:
            raise RuntimeError("%s: exit status %d: %s" % (" ".join(command)[:200], os.waitstatus_to_exitcode(status), file.read(500)))
    return used.ru_utime + used.ru_stime


class Measurement:
    """Least CPU times of one command on one shape, by size."""

    def __init__(self, program, command, shape, first):
        self.program, self.command, self.shape, self.first, self.times = program, command, shape, first, {}

    def run(self, count):
        with tempfile.TemporaryDirectory() as folder:
            inputs, words, stdin = Inputs(self.program, folder, self.shape, count), [], None
            for word in self.command.split():
                made = inputs.make(word.strip("<{}")) if word.endswith("}") else [word]
                if word.startswith("<"):
                    stdin = made[0]
                else:
                    words += made
            seconds = run_program([self.program, *words, "-j", "1"], folder, stdin)
        self.times[count] = min(seconds, self.times.get(count, seconds))
        return self.times[count]

    def exponent(self):
        """(exponent, sizes): of two sizes, run again while it is too large; 0 where the largest is done in no time."""
        few, count = min(self.run(FEW), self.run(FEW)), self.first
        most = MOST_BYTES // max(map(len, self.shape))
        while (seconds := self.run(count) - few) < MEASURABLE and count < most:
            count = min(most, count * (2 if seconds > MEASURABLE / 4 else 4 if seconds > MEASURABLE / 16 else 16))
        for attempt in range(1 + DOUBLINGS + ROUNDS):
            sizes = [count << min(attempt, DOUBLINGS) + i for i in (0, 2)]
            if attempt:
                few = min(few, self.run(FEW))
            for size in sizes[not attempt:]:
                self.run(size)
            if self.times[sizes[-1]] - few < MEASURABLE:
                return 0, sizes
            small, large = (max(self.times[size] - few, LEAST) for size in sizes)
            found = math.log(large / small) / math.log(sizes[1] / sizes[0])
            if found <= MOST:
                break
        return found, sizes


def main(program, *words):
    short = "--short" in words
    words = [word for word in words if word != "--short"]
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "growth.toml"), "rb") as file:
        data = tomllib.load(file)
    program, failed, measured = os.path.abspath(program), 0, 0
    for command, shapes in data["commands"].items():
        for shape in shapes[:1] if short else shapes:
            name = "%s: %s" % (command, shape)
            if not all(word in name for word in words):
                continue
            measurement = Measurement(program, command, data["shapes"][shape], data["first"].get(command, FIRST))
            try:
                found, sizes = measurement.exponent()
            except RuntimeError as error:
                found, sizes = math.inf, []
                print(error)
            measured += 1
            failed += found > MOST
            print("%-5s %.2f  %-60s" % ("slow" if found > MOST else "", found, name),
                  "  ".join("%d: %.3f s" % (s, measurement.times[s]) for s in sizes), flush=True)
    used = ["%.0f" % sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    print("%d measured, %d grow too fast; CPU seconds of apograph and of this program: %s" % (measured, failed, " + ".join(used)))
    return 1 if failed or not measured else 0


sys.exit(main(*sys.argv[1:]))

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Foreign text must not command a terminal, nor leave its place in a page: hostile.py PROGRAM

Every subcommand runs on texts, names, file names, languages and attributes that hold controls, marks of direction, invisible characters
and ill-formed bytes, and is asked for output for people. What it prints may hold no raw control but line feeds, no mark of direction but
the isolates around cells, no ill-formed UTF-8. A page must be well nested, isolate what is foreign, load nothing, and its policy must
have the hashes of its own style and script."""
import base64
import hashlib
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

EVIL = "\x1b[31mRED\x1b]0;pwn\x07\x9b31m\u202eevil\u202c\u2066iso\u200e\u061c\ufeff\u200b\U000e0041"
# as a file name may hold, ill-formed bytes too
NAME = ("n\x1b[1m\u202e\n").encode() + b"\xff"
HEBREW = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd 12"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2067\u206a-\u206f\ufeff\U000e0000-\U000e007f]")
COLOUR = re.compile("\x1b\\[[0-9;]*m")
failures = []


def complain(command, what):
    failures.append("%s\n  in: %r" % (what, command))


def check_text(command, data, colours):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        complain(command, "ill-formed UTF-8: %r" % data[max(0, error.start - 30):error.start + 10])
        return ""
    plain = COLOUR.sub("", text) if colours else text
    plain = plain.replace("\u2068", "")  # isolates of our own
    found = RAW.search(plain)
    if found:
        complain(command, "raw U+%04X: %r" % (ord(found.group()), plain[max(0, found.start() - 40):found.end() + 20]))
    for line in text.splitlines():
        if line.count("\u2068") != line.count("\u2069"):
            complain(command, "isolates that do not pair: %r" % line)
    return text


class Page(html.parser.HTMLParser):
    """Elements in order, what is foreign and where."""

    VOID = {"meta", "rect", "path", "br", "input"}

    def __init__(self, command, text):
        super().__init__(convert_charrefs=True)
        self.command, self.open, self.heading, self.ids, self.policy, self.raw = command, [], 0, set(), "", {}
        self.mains = 0
        self.feed(text)
        if self.open:
            complain(command, "not closed: %s" % self.open)
        if self.mains != 1:
            complain(command, "%d <main>" % self.mains)
        for element in ("style", "script"):
            allowed = re.findall("'(sha256-[^']*)'", self.policy.partition(element + "-src")[2].partition(";")[0])
            there = ["sha256-" + base64.b64encode(hashlib.sha256(raw.encode()).digest()).decode() for raw in self.raw.get(element, [])]
            if not there or sorted(allowed) != sorted(there):
                complain(command, "the policy has not the hashes of <%s>" % element)
        if "default-src 'none'" not in self.policy or "unsafe" in self.policy:
            complain(command, "policy: %s" % self.policy)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if len(named) != len(attributes):
            complain(self.command, "an attribute twice in <%s>" % tag)
        for name, value in attributes:
            if name.startswith("on") or name == "style" or name in ("src", "srcset", "action", "background"):
                complain(self.command, "%s= in <%s>" % (name, tag))
            if name == "href" and not value.startswith("#"):
                complain(self.command, "leads out: %s" % value)
            if RAW.search(value or ""):
                complain(self.command, "raw control in %s=%r" % (name, value))
        if tag in ("a", "img", "link", "iframe", "object", "embed", "base") and tag != "a":
            complain(self.command, "<%s>" % tag)
        if named.get("http-equiv") == "Content-Security-Policy":
            self.policy = named["content"]
        if "id" in named:
            if named["id"] in self.ids:
                complain(self.command, "id %s twice" % named["id"])
            self.ids.add(named["id"])
        if re.fullmatch("h[1-6]", tag):
            if int(tag[1]) > self.heading + 1:
                complain(self.command, "<%s> after <h%d>" % (tag, self.heading))
            self.heading = int(tag[1])
        self.mains += tag == "main"
        if tag not in self.VOID:
            self.open.append((tag, named))

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            complain(self.command, "</%s> closes %s" % (tag, self.open[-1:]))
        else:
            self.open.pop()

    def handle_data(self, data):
        inside = self.open[-1][0] if self.open else ""
        if inside in ("style", "script"):
            self.raw.setdefault(inside, []).append(data)
            return
        if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\u2028\u2029\ufeff\u200b\U000e0000-\U000e007f]", data):
            complain(self.command, "raw control in a page: %r" % data)
        # texts, titles of drawings and cells of their own are isolated by themselves
        isolated = any(tag in ("bdi", "title", "text") or "dir" in named for tag, named in self.open)
        if "evil" in data and not isolated:
            complain(self.command, "not isolated: %r in %s" % (data[:80], [tag for tag, _ in self.open]))


def check_page(command, data):
    try:
        Page(command, data.decode("utf-8"))
    except UnicodeDecodeError:
        complain(command, "ill-formed UTF-8 in a page")


class Runner:
    def __init__(self, program):
        self.program, self.count, self.commands = program, 0, set()

    def run(self, *words, page=False, machine=False, text=b"", shows=None):
        command = [self.program] + list(words)
        done = subprocess.run(command, input=text, capture_output=True, timeout=100, check=False)
        self.count += 1
        self.commands.add(words[0])
        if done.returncode not in (0, 1, 2, 3, 4):
            complain(words, "exit status %d" % done.returncode)
        check_text(words, done.stderr, False)
        if page:
            check_page(words, done.stdout)
        elif not machine:
            check_text(words, done.stdout, "always" in words)
        if shows and shows.encode() not in done.stdout + done.stderr:
            complain(words, "does not show %s: %r" % (shows, done.stdout[-300:] + done.stderr[-300:]))
        return done


    def on_terminal(self, columns, *words):
        """The lines that a terminal gets, in any format: none is wider than it, but for those of machines."""
        os.environ["TERM"] = "xterm"
        tool = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "on_terminal.py")
        done = subprocess.run([tool, str(columns), self.program] + list(words), capture_output=True, timeout=100, check=False)
        self.count += 1
        return check_text(words, done.stdout.replace(b"\r\n", b"\n"), True)


def columns_of(line):
    plain = COLOUR.sub("", line).replace("\u2068", "").replace("\u2069", "")
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else unicodedata.combining(c) == 0 for c in plain)


def check_tables(r):
    """Tables fit and their columns stand below each other, whatever the width of characters."""
    lines = ["\u5317\u7ea6\u79d8\u4e66\u957f\u8bf4\u4ed6\u4eec\u5728\u67cf\u6797\u89c1\u9762\u3002" * 3, HEBREW * 4, "cafe\u0301 " * 20, EVIL * 2, "plain words"]
    write("wide.txt", "\n".join(lines) + "\n")
    for columns in (40, 80):
        text = r.on_terminal(columns, "align", "-q", "--presegmented", "--from", "zh", "--to", "en", "--format", "terminal", "wide.txt", "wide.txt")
        text += r.on_terminal(columns, "qa", "-q", "--from", "en", "--to", "en", "a.txt", "b.txt")
        text += r.on_terminal(columns, "trace", "-q", "corpus")
        text += r.on_terminal(columns, "audit", "-q", "corpus")
        text += r.on_terminal(columns, "lexicon", "show", "-q", "--lexicon", "words.en-de.tsv", "evil house")
        for line in text.splitlines():
            if columns_of(line) > columns:
                complain(columns, "wider than the terminal: %r" % line)
    table = r.on_terminal(80, "align", "-q", "--presegmented", "--from", "zh", "--to", "en", "--format", "terminal", "wide.txt", "wide.txt")
    half = (80 - 20) // 2
    for line in table.splitlines():
        plain, used, at = COLOUR.sub("", line), 0, 0
        while at < len(plain) and used < 18 + half:
            used += columns_of(plain[at])
            at += 1
        if used != 18 + half or plain[at:at + 3].lstrip("\u2069")[:2] != "  ":
            complain("align", "the third column is elsewhere: %r" % plain)
    # formats for machines keep the text in a pipe and show it to a person
    if "\u202e" not in r.run("segment", "-q", "a.txt", machine=True).stdout.decode():
        complain("segment", "a pipe does not get the text as it is")
    for words in (("segment", "a.txt"), ("segment", "--format", "json", "a.txt"), ("tmx", "convert", "--format", "tsv", "evil.tmx"),
                  ("tmx", "validate", "evil.tmx"), ("qa", "--format", "sarif", "--from", "en", "--to", "en", "a.txt", "b.txt")):
        if "<U+202E>" not in r.on_terminal(80, *words).replace("\\u202e", "<U+202E>"):
            complain(words, "nothing of an override is shown on a terminal")


def write(path, text):
    with open(path, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())


def make_texts():
    body = ("According to " + EVIL + " Reuters, the price rose by 3 percent, the minister said on Monday.\n"
            "The minister said \"we will not pay " + EVIL + " for it\" on Monday.\n"
            "<script>alert(1)</script> <img src=x onerror=alert(2)> is what dpa reported on Tuesday.\n" + HEBREW + " according to Reuters.\n")
    write("a.txt", body)
    write("b.txt", body.replace("3 percent", "5 percent").replace("will not", "shall").replace("Reuters, ", ""))
    write(NAME, body)
    os.mkdir("corpus")
    documents = []
    for i, words in enumerate((body, body + "It was so.\n", body.replace("Monday", "Friday"))):
        write("corpus/%d.txt" % i, words)
        documents.append({"id": EVIL + str(i), "file": "%d.txt" % i, "lang": "en", "title": EVIL, "publisher": EVIL, "url": "javascript:" + EVIL,
                          "published": "2025-01-0%dT00:00:00Z" % (i + 1)})
    write("corpus/manifest.json", json.dumps({"title": "T" + EVIL, "documents": documents}))
    xml = re.sub("[\x00-\x1f]", "", EVIL)
    write("evil.tmx", '<?xml version="1.0"?><tmx version="1.4"><header creationtool="%s" creationtoolversion="1" segtype="sentence" o-tmf="x" '
          'adminlang="en" srclang="en" datatype="plaintext"/><body><tu tuid="%s"><prop type="%s">v</prop><tuv xml:lang="en%s"><seg>a%s</seg></tuv>'
          '<tuv xml:lang="de"><seg>b%s  </seg></tuv></tu><tu tuid="%s"><tuv xml:lang="en"><seg>%s c</seg></tuv><tuv xml:lang="de"><seg>%s</seg></tuv>'
          '</tu></body></tmx>' % ((xml,) * 9))
    write("other.tmx", open("evil.tmx", encoding="utf-8").read().replace("<seg>b", "<seg>d"))
    write("words.en-de.tsv", "evil house\thaus" + EVIL + "\n")
    write("list", "a.txt\tmissing" + EVIL + "\tout" + EVIL + ".tsv\n")


def run_all(r):
    name = os.fsdecode(NAME)
    pair = ("--from", "en", "--to", "en", "a.txt", "b.txt")
    for colour in ("never", "always"):
        r.run("align", "--color", colour, "--format", "terminal", *pair)
        r.run("qa", "--color", colour, *pair)
        r.run("trace", "--color", colour, "corpus", shows="<U+202E>evil")
        r.run("audit", "--color", colour, "corpus")
        r.run("lexicon", "show", "--color", colour, "--format", "terminal", "--lexicon", "words.en-de.tsv", "evil house" + EVIL)
    r.run("qa", name, "b.txt", shows="n\\x1b[1m<U+202E>\\x0a\\xff")
    r.run("dismiss", "--why", "so" + EVIL, "0123456789abcdef")
    r.run("dismiss", "--why", "so", EVIL, shows="\\x1b[31mRED")
    r.run("qa", "evil.tmx", shows="so")
    r.run("qa", "--format", "html", *pair, page=True)
    r.run("qa", "--rules", "a.txt", "evil.tmx")
    r.run("qa", "--profile", "a.txt", "evil.tmx")
    for command in ("align", "qa"):
        r.run(command, "--format", "html", *pair, page=True)
        r.run(command, "--format", "html", name, "b.txt", page=True)
    r.run("trace", "--format", "html", "corpus", page=True)
    r.run("audit", "--format", "html", "corpus", page=True)
    r.run("audit", "evil.tmx")
    r.run("audit", "--format", "html", "evil.tmx", page=True)
    r.run("trace", "--format", "html", name)
    r.run("align", "--batch", "list")
    r.run("align", "--from", EVIL, "--to", "en", "a.txt", "b.txt", shows="\\x1b[31mRED")
    r.run("align", "-o", "none" + EVIL + "/x.tmx", *pair, shows="\\x1b[31mRED")
    r.run("align", "--format", EVIL, *pair)
    r.run("align", "--date" + EVIL, *pair)
    r.run("qa", "--date", EVIL, *pair, shows="\\x1b[31mRED")
    r.run("segment", "missing" + EVIL, shows="\\x1b[31mRED")
    r.run("segment", "--encoding", EVIL, "a.txt", shows="\\x1b[31mRED")
    r.run("segment", "--srx", "a.txt", "b.txt", machine=True)
    r.run("score", "--from", EVIL, "--to", "en", text=b"x\n")
    r.run("score", "--from", "en", "--to", "en", text=(EVIL + "\n").encode())
    r.run("score", "--from", "en", "--to", "en", machine=True, text=b"\xff\x1b\t\xff\x1b\n")
    r.run("audit", "evil.tmx")
    r.run("audit", "missing" + EVIL, shows="\\x1b[31mRED")
    for action in (("stats", "evil.tmx"), ("validate", "evil.tmx", "other.tmx"), ("diff", "evil.tmx", "other.tmx"),
                   ("clean", "--dry-run", "evil.tmx"), ("merge", "--dry-run", "evil.tmx", "other.tmx"),
                   ("split", "--by", "prop:x" + EVIL, "--dry-run", "evil.tmx"), ("split", "--by", "language", "-o", "parts" + EVIL, "evil.tmx"),
                   ("validate", name), ("stats", name), (EVIL, "x"), ("convert", "-o", "x" + EVIL + ".xlf", "evil.tmx"),
                   ("convert", "--input-format", "tmx", "-o", "y.tsv", name), ("clean", "--checks", EVIL, "evil.tmx")):
        r.run("tmx", *action)
    r.run("lexicon", "show", "--from", "en", "--to", "de", "--lexicon", name, "x")
    r.run("lexicon", "train", "--from", "en", "--to", "de", "-o", "l" + EVIL, "evil.tmx")
    r.run("lexicon", EVIL, "x")
    r.run("terms", "extract", "--least", "1", "evil.tmx", machine=True)
    r.run("terms", "extract", "missing" + EVIL, shows="\\x1b[31mRED")
    r.run("terms", EVIL, "x")
    os.mkdir("pages")
    write(b"pages/" + NAME + b".txt", "Some words of English that are long enough to be one text of its own.\n")
    write("pages/" + EVIL + ".png", "x")
    r.run("corpus", "add", "pages")
    r.run("ledger", "append", "evil.ledger", "corpus")
    r.run("ledger", "show", "evil.ledger")
    r.run("ledger", "verify", "missing" + EVIL, shows="\\x1b[31mRED")
    r.run("corpus", EVIL, "x")
    r.run("help", EVIL)
    r.run(EVIL)
    r.run("--" + EVIL)


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        make_texts()
        r = Runner(program)
        run_all(r)
        check_tables(r)
        overview = subprocess.run([program, "help"], capture_output=True, text=True, check=True).stdout
        for command in re.findall(r"^  ([a-z]+) ", overview, re.M):
            if command not in r.commands:
                complain((command,), "is not tested")
        os.chdir("/")
    print("%d commands" % r.count)
    for failure in failures:
        print("FAILED: " + failure)
    return 1 if failures else 0


sys.exit(main())

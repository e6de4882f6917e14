#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure what disorder costs `apograph align`: gold alignments are disturbed by program, and F1 is printed beside the clean run.

usage: stress.py [--apograph PROGRAM] [--only SET,SET] [--ways WAY,WAY] [--extra OPTION]... [--table] GOALS FOLDER LEXICONS

Arguments as of alignment.py. Each way to disturb a set changes its lines and its gold alike, so that the right answer is known: lines that were
added are without counterpart, and so are those whose counterpart was removed. Ways:

  numbers, numbers both    page numbers every 30 lines of the target, every 30 of it and 23 of the source
  heads, heads both        running heads with page numbers, in turn from the text's first words and from those of its middle, as often
  titles                   the same heads without numbers, target only
  footnotes                lines of another text in the target's language, each with its number, every 40 lines of the target
  empty                    an empty line after every fifth line of the target
  no first quarter         the target begins after a quarter of the text
  gaps                     200 lines (of short texts an eighth) are missing from the target, and as many elsewhere from the source
  foreword                 the target begins with 80 lines in another language
  licence                  the target begins and ends with the sentences of this project's licence
  swapped                  two neighbouring blocks of a tenth of the target are in the other order
  drops                    a tenth of the target's lines is missing, at random
  exchanged                source and target in each other's place
  twice                    the whole target is there twice (the better of the two answers counts)
  unrelated                the target of another set of the same language: `sure` should be 0, `notices` 1

Prints a JSON object a line: strict F1 as in alignment.py, its difference to the clean run, `sure_wrong` = beads that score at least .9 and are
wrong, and the notices that the program gave. For swapped blocks also the share of the moved lines whose beads were found (`moved`).
"""
import argparse, glob, json, os, random, re, subprocess, tempfile

import alignment

SURE = .9
SCORED = re.compile(r"^(\[[\d, ]*\]:\[[\d, ]*\]):([\d.]+)")
LICENCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "LICENSE")


class Text:
    """A pair of texts with its gold; lines are [words, number in the original or None]."""

    def __init__(self, gold):
        self.name = os.path.basename(gold)[:-5]
        self.sides = [[[line, k] for k, line in enumerate(lines_of(gold[:-5] + end))] for end in (".src", ".tgt")]
        self.gold = alignment.read(gold)
        self.turned = False

    def beads(self):
        """Gold of the lines as they stand now."""
        where = [{}, {}]
        for side, lines in enumerate(self.sides):
            for at, (_, number) in enumerate(lines):
                if number is not None:
                    where[side][number] = at
        out, seen = set(), [set(), set()]
        for bead in self.gold:
            now = tuple(tuple(sorted(where[d][x] for x in bead[d] if x in where[d])) for d in (0, 1))
            if not all(now) and all(bead):
                now = ((), ())  # its lines are alone now, one by one
            if any(now):
                out.add(now)
                for d in (0, 1):
                    seen[d].update(now[d])
        known = [{x for bead in self.gold for x in bead[d]} for d in (0, 1)]
        for d in (0, 1):
            for at, (_, number) in enumerate(self.sides[d]):
                if at not in seen[d] and (number is None or number in known[d]):
                    out.add(((at,), ()) if d == 0 else ((), (at,)))
        return {(b[1], b[0]) for b in out} if self.turned else out


def lines_of(path):
    with open(path, encoding="utf-8") as f:
        return f.read().rstrip("\n").split("\n")


def every(lines, step, make):
    out = []
    for k, line in enumerate(lines):
        out.append(line)
        if k % step == step - 1:
            out.append([make(k // step), None])
    return out


def head(lines, begin):
    long = next((text for text, _ in lines[begin:] if len(text) > 20), "Title of the book")
    words = long.split()
    return (" ".join(words[:4]) if len(words) > 3 else long[:8]).strip(" ,.;:!?—–-\"'«»“”").upper()


def heads(text, side, step, numbers):
    lines = text.sides[side]
    both = [head(lines, 0), head(lines, len(lines) // 2)]
    text.sides[side] = every(lines, step, lambda k: (both[k % 2] + (" %d" % (11 + k) if numbers else "")) if k % 2 or not numbers
                             else "%d %s" % (11 + k, both[0]))


def borders(text):
    """Places in the target at which no bead is cut."""
    inside = {x for b in text.gold if b[1] for x in range(min(b[1]) + 1, max(b[1]) + 1)}
    return [k for k in range(len(text.sides[1])) if k not in inside]


def border_near(text, at):
    return min(borders(text), key=lambda k: abs(k - at))


def disturb(way, text, other, foreign, chance):
    """Change the text; returns numbers of the target's lines that were moved."""
    source, target = text.sides
    n = len(target)
    if way.startswith("numbers"):
        text.sides[1] = every(target, 30, lambda k: "%d" % (11 + k) if k % 3 else "- %d -" % (11 + k))
        if way == "numbers both":
            text.sides[0] = every(source, 23, lambda k: "%d" % (7 + k))
    elif way in ("heads", "heads both", "titles"):
        heads(text, 1, 30, way != "titles")
        if way == "heads both":
            heads(text, 0, 23, True)
    elif way == "footnotes":
        text.sides[1] = every(target, 40, lambda k: "%d %s" % (1 + k, other[(7 * k) % len(other)]))
    elif way == "empty":
        text.sides[1] = every(target, 5, lambda k: "")
    elif way == "no first quarter":
        text.sides[1] = target[border_near(text, n // 4):]
    elif way == "gaps":
        size = min(200, n // 8)
        text.sides[1] = target[:n // 3] + target[n // 3 + size:]
        at = 2 * len(source) // 3
        text.sides[0] = source[:at] + source[at + size:]
    elif way == "foreword":
        text.sides[1] = [[line, None] for line in foreign[:80]] + target
    elif way == "licence":
        words = " ".join(lines_of(LICENCE)).replace("  ", " ")
        rows = [[s.strip() + ".", None] for s in re.split(r"\.\s+", words) if len(s) > 10]
        text.sides[1] = rows[:20] + target + rows[20:60]
    elif way == "swapped":
        a, b, c = (border_near(text, int(n * x)) for x in (.35, .45, .55))
        text.sides[1] = target[:a] + target[b:c] + target[a:b] + target[c:]
        return [x[1] for x in target[a:c]]
    elif way == "drops":
        text.sides[1] = [x for x in target if chance.random() >= .1]
    elif way == "exchanged":
        text.turned = True
    elif way == "twice":
        text.sides[1] = target + [[line, None] for line, _ in target]
    return []


def write(path, lines):
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(line + "\n" for line, _ in lines)


def run(args, goal, texts, folder, turned):
    """Beads with scores of each text, and the notices."""
    usual = alignment.options(dict(goal, **{"from": goal["to"], "to": goal["from"]}) if turned else goal, args.lexicons)
    rows = []
    for k, text in enumerate(texts):
        base = os.path.join(folder, "%d" % k)
        for side in (0, 1):
            write("%s.%d" % (base, side), text.sides[side])
        rows.append("\t".join((base + (".1" if turned else ".0"), base + (".0" if turned else ".1"), base + ".beads")))
    with open(os.path.join(folder, "list"), "w", encoding="utf-8") as f:
        f.writelines(row + "\n" for row in rows)
    done = subprocess.run([args.apograph, "align", "--jobs", "1", "--presegmented", *usual, *args.extra, "--batch", os.path.join(folder, "list")],
                          capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise SystemExit("the program failed: " + done.stderr)
    tests = []
    for row in rows:
        with open(row.split("\t")[2], encoding="utf-8") as f:
            tests.append([(alignment.parse(m[1]), float(m[2])) for m in map(SCORED.match, f) if m])
    return tests, [line for line in done.stderr.splitlines() if ": " in line and "pairs" not in line.split(": ")[0]]


def strict(golds, tests):
    right = test = found = real = 0
    for gold, beads in zip(golds, tests):
        made = {b for b, _ in beads}
        wanted = {b for b in gold if b[0] and b[1]}
        right, test, found, real = right + len(made & gold), test + len(made), found + len(made & wanted), real + len(wanted)
    p, r = right / max(1, test), found / max(1, real)
    return 2 * p * r / (p + r) if p + r else 0


def second_copy(text, gold):
    """The same gold with the other copy of the target."""
    half = len(text.sides[1]) // 2
    return {(s, tuple((x + half) % (2 * half) for x in t)) for s, t in gold}


WAYS = ("clean", "numbers", "numbers both", "heads", "heads both", "titles", "footnotes", "empty", "no first quarter", "gaps", "foreword", "licence",
        "swapped", "drops", "exchanged", "twice", "unrelated")


def measure(args, name, goals, way):
    goal = goals[name]
    texts = [Text(g) for g in sorted(glob.glob(os.path.join(args.folder, name, "*.gold")))]
    like = [n for n in goals if n != name and goal["to"] in (goals[n]["to"], goals[n]["from"])]
    unlike = [n for n in goals if n != name and goal["to"] not in (goals[n]["to"], goals[n]["from"])] or [name]
    end = lambda n, lang: ".tgt" if goals[n]["to"] == lang else ".src"
    file = lambda n, lang: sorted(glob.glob(os.path.join(args.folder, n, "*" + end(n, lang))))[0]
    other = [x for x in lines_of(file(like[0], goal["to"])) if len(x) > 30] if like else None
    foreign = lines_of(file(unlike[0], goals[unlike[0]]["from"]))
    if way in ("footnotes", "unrelated") and not other:
        return None
    chance, moved = random.Random(7), []
    for text in texts:
        moved.append(disturb(way, text, other, foreign, chance))
        if way == "unrelated":
            text.sides[1] = [[line, None] for line in other[:len(text.sides[0])]]
            text.gold = set()
    golds = [t.beads() for t in texts]
    with tempfile.TemporaryDirectory() as folder:
        tests, notices = run(args, goal, texts, folder, way == "exchanged")
    if way == "twice":
        golds = [max(g, second_copy(t, g), key=lambda x: len(x & {b for b, _ in beads})) for t, g, beads in zip(texts, golds, tests)]
    out = {"set": name, "way": way, "f1": round(strict(golds, tests), 4),
           "sure_wrong": sum(score >= SURE and b not in g for g, beads in zip(golds, tests) for b, score in beads)}
    if way == "unrelated":
        out.pop("f1")
        out["sure"] = sum(score >= SURE and bool(b[0] and b[1]) for beads in tests for b, score in beads)
        out["sure_wrong"] = out["sure"]
    if way == "swapped":
        wanted = found = 0
        for text, gold, beads, lines in zip(texts, golds, tests, moved):
            at = {k for k, x in enumerate(text.sides[1]) if x[1] in set(lines)}
            rows = {b for b in gold if b[0] and set(b[1]) & at}
            wanted, found = wanted + len(rows), found + len(rows & {b for b, _ in beads})
        out["moved"] = round(found / max(1, wanted), 3)
    out["notices"] = len(notices)
    if args.show:
        out["texts"] = notices
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--apograph", default="build/apograph")
    ap.add_argument("--only", help="sets, with commas")
    ap.add_argument("--ways", help="ways, with commas")
    ap.add_argument("--extra", action="append", default=[], help="an option for the program; repeatable")
    ap.add_argument("--table", action="store_true", help="a Markdown table")
    ap.add_argument("--show", action="store_true", help="the notices themselves")
    ap.add_argument("goals")
    ap.add_argument("folder")
    ap.add_argument("lexicons")
    args = ap.parse_args()
    with open(args.goals, encoding="utf-8") as f:
        goals = json.load(f)
    ways = args.ways.split(",") if args.ways else WAYS
    if args.table:
        print("| set | way | F1 | difference | sure and wrong | moved lines found | notices |\n|---|---|---|---|---|---|---|")
    for name in args.only.split(",") if args.only else goals:
        clean = None
        for way in ("clean", *(w for w in ways if w != "clean")):
            row = measure(args, name, goals, way)
            if not row:
                continue
            clean = row["f1"] if way == "clean" else clean
            if "f1" in row:
                row["difference"] = round(row["f1"] - clean, 4)
            if args.table:
                show = lambda key, form: form % row[key] if key in row else ""
                print("| %s | %s | %s | %s | %d | %s | %d |" % (name, way, show("f1", "%.3f"), show("difference", "%+.3f"), row["sure_wrong"],
                                                                show("moved", "%.3f"), row["notices"]), flush=True)
            else:
                print(json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What changes when a named number of the library moves by a fifth.

usage: constants.py [--only PATTERN] [--after PAGE] FOLDER    measure: one JSON line a constant; those without a row in the page first
       constants.py --markdown FILE...                        those lines as the tables of docs/constants.md; later files replace earlier ones
       constants.py --check PAGE                              whether each constant has a row in the page, with its value of today, and an origin

FOLDER, new or empty, gets a copy of the files that git knows. In it each decimal is multiplied by what the environment says (APO_MOVE=number of
the constant, APO_BY=factor), so that one build serves them all; constants of headers, members of tables and whole numbers are changed in the
copy and built again. A whole number moves by one at least. The figures of a constant's folder are measured at .8 and 1.2 of its value, on the
project's own corpora with the built-in lexicon alone:

  words        1 - AER of links of words, corpora/word-alignment (words.py)
  links        mean F1 of links of segments, corpora/nato-rutte (links.py)
  issues       F1 of findings by overlap of spans, corpora/planted and nato-rutte
  scores       how often a faithful bead scores above one with an issue, same texts (`score`; chance is .5)
  provenance   mean of F1 of edges, of attributions by span, of quoted variants with their status, forged-painting, nato-rutte and launch-delay

"same" lists the figures of which no byte of the program's output changed (of `words`: no link). named_constants.py says which constants there
are and which no figure reaches.
"""
import argparse, glob, hashlib, json, os, re, shutil, subprocess, sys

import links, named_constants, words

QUIET = ["--quiet", "--no-default-lexicons"]


class Program:
    def __init__(self, path):
        self.path = path
        self.digest = hashlib.sha256()

    def __call__(self, command, *arguments, text=None):
        done = subprocess.run([self.path, command, *arguments], input=text, check=True, capture_output=True, timeout=120)
        self.digest.update(done.stdout)
        return done.stdout


def f1(right, test, gold):
    return 2 * right / (test + gold) if test + gold else 0


def read(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def languages(pair):
    return ["--from", pair["source_lang"], "--to", pair["target_lang"]]


def touches(a, b):
    return bool(a and b and a[0] < b[1] and b[0] < a[1])


def judged_pairs():
    """(folder, pair) of texts whose issues are known."""
    for path in sorted(glob.glob("corpora/planted/*.gold.json")):
        yield os.path.dirname(path), read(path)
    for pair in read("corpora/nato-rutte/gold/issues.json")["pairs"]:
        yield "corpora/nato-rutte", pair


def figure_words(program):
    everything, found = [], []
    for path in sorted(glob.glob("corpora/word-alignment/*-*.txt")):
        records = words.read_gold(path)
        source, target = os.path.basename(path)[:-4].split("-")
        everything += records
        found += words.run(program.path, records, source, target, ["--no-default-lexicons"])
    program.digest.update(repr([sorted(f) for f in found]).encode())
    return 1 - words.measure(everything, found)["aer"]


def figure_links(program):
    folder, values = "corpora/nato-rutte", []
    for path in sorted(glob.glob(folder + "/gold/alignment.*.json")):
        gold = read(path)
        source, target = re.fullmatch(r".*/alignment\.(.*\.\w\w)-(.*)\.json", path).groups()
        test = program("align", *QUIET, "--format", "json", "--from", source[-2:], "--to", target[-2:],
                       f"{folder}/{source}.txt", f"{folder}/{target}.txt")
        values.append(links.judge(gold, json.loads(test))["f1"])
    return sum(values) / len(values)


def figure_issues(program):
    found = wanted = right = given = 0
    for folder, pair in judged_pairs():
        out = program("qa", *QUIET, "--fail-on", "never", "--format", "json", *languages(pair), f"{folder}/{pair['source']}", f"{folder}/{pair['target']}")
        test, gold = json.loads(out)["issues"], pair["issues"]
        touch = lambda a, b: touches(a["source_span"], b["source_span"]) or touches(a["target_span"], b["target_span"])
        wanted += len(gold)
        found += sum(any(touch(g, t) for t in test) for g in gold)
        given += len(test)
        right += sum(any(touch(g, t) for g in gold) for t in test)
    recall, precision = found / wanted, right / given if given else 0
    return 2 * recall * precision / (recall + precision) if recall + precision else 0


def figure_scores(program):
    """Area under the curve: scores of beads with an issue against those of beads without, within each pair of texts."""
    above = compared = 0
    for folder, pair in judged_pairs():
        bad = {issue["bead"] for issue in pair["issues"]}
        text = {side: {s["id"]: " ".join(s["text"].split()) for s in pair[side + "_segments"]} for side in ("source", "target")}
        beads = [(k, b) for k, b in enumerate(pair["beads"]) if b["s"] and b["t"]]
        rows = "".join(" ".join(text["source"][s] for s in b["s"]) + "\t" + " ".join(text["target"][t] for t in b["t"]) + "\n" for _, b in beads)
        same = ["--reference"] if pair["source_lang"] == pair["target_lang"] else []
        out = program("score", *QUIET, *languages(pair), *same, text=rows.encode()).decode().splitlines()
        scores = [(float(line.split("\t")[0]), k in bad) for (k, _), line in zip(beads, out)]
        for good, _ in (s for s in scores if not s[1]):
            for worse, _ in (s for s in scores if s[1]):
                above += (good > worse) + (good == worse) / 2
                compared += 1
    return above / compared


def figure_provenance(program):
    values = []
    for folder, path in ("corpora/forged-painting", "gold.json"), ("corpora/nato-rutte", "gold/provenance.json"), ("corpora/launch-delay", "gold.json"):
        gold, test = read(f"{folder}/{path}"), json.loads(program("trace", *QUIET, "--format", "json", folder))
        a = {(e["child"], p["id"]) for e in gold["edges"] for p in e["parents"]}
        b = {(e["child"], e["parent"]) for e in test["edges"]}
        values.append(f1(len(a & b), len(b), len(a)))
        a, b = gold["attributions"], test["attributions"]
        met = lambda x, y: x["article"] == y["document"] and touches(x["span"], y["span"])
        values.append(f1(sum(any(met(x, y) for y in b) for x in a) + sum(any(met(x, y) for x in a) for y in b), 2 * len(b), 2 * len(a)))
        a, b = ([v for q in quotes for v in q["variants"]] for quotes in (gold["quotes"], test["quotes"]))
        state = lambda v: "exact" if v["status"] == "original" else v["status"]
        met = lambda x, y: x["article"] == y["document"] and touches(x["span"], y["span"]) and state(x) == state(y)
        values.append(f1(sum(any(met(x, y) for y in b) for x in a) + sum(any(met(x, y) for x in a) for y in b), 2 * len(b), 2 * len(a)))
    return sum(values) / len(values)


FIGURES = {"words": figure_words, "links": figure_links, "issues": figure_issues, "scores": figure_scores, "provenance": figure_provenance}


def measure(program, names):
    """{figure: (value, digest of what the program wrote)}; None where it failed."""
    out = {}
    for name in names:
        run = Program(program)
        try:
            out[name] = round(FIGURES[name](run), 4), run.digest.hexdigest()
        except (subprocess.SubprocessError, ValueError, KeyError):
            out[name] = None, None
    return out


MOVES = """
#ifndef APO_MOVES
#define APO_MOVES
static double apo_moves[%d];
__attribute__((constructor, unused)) static void apo_read_moves(void)
{
	extern char *getenv(const char *);
	extern double atof(const char *);
	extern int atoi(const char *);
	for (int k = 0; k < %d; k++)
		apo_moves[k] = 1;
	if (getenv("APO_MOVE"))
		apo_moves[atoi(getenv("APO_MOVE"))] = atof(getenv("APO_BY"));
}
#endif
"""


def copy_tree(copy, found):
    """The source tree; constants that stand in code alone are multiplied when the program runs, the others when it is built."""
    for name in subprocess.run(["git", "ls-files"], check=True, capture_output=True, text=True).stdout.splitlines():
        os.makedirs(os.path.dirname(os.path.join(copy, name)), exist_ok=True)
        shutil.copy2(name, os.path.join(copy, name))
    with open(os.path.join(copy, "moves.h"), "w", encoding="utf-8") as f:
        f.write(MOVES % (len(found), len(found)))
    for number, c in reversed(list(enumerate(found))):  # from the end, so that the places before it stay
        if c["plain"] and c["figures"]:
            replace(copy, c, f"(({'float' if c['float'] else 'double'})({c['value']} * apo_moves[{number}]))")


def replace(copy, c, value):
    """Puts a value in the place of a constant's; returns the file as it was."""
    path = os.path.join(copy, c["file"])
    with open(path, encoding="utf-8") as f:
        before = f.read()
    pattern = re.compile(r"(%s[ \t]+(?:\\\n[ \t]+)?|\[%s\] = )%s(?:f|u)?(?=[\s,]|\Z)" % (("#define[ \t]+" + c["name"], c["name"], re.escape(c["value"]))))
    after, times = pattern.subn(lambda m: m[1] + value, before)
    if times != 1:
        raise SystemExit("constants.py: %s: %s is there %d times" % (path, c["name"], times))
    with open(path, "w", encoding="utf-8") as f:
        f.write(after)
    return before


def moved(c, factor):
    """The value as text; a whole number moves by one at least."""
    if not c["whole"]:
        return f"({c['value']}{'f' if c['float'] else ''} * {factor}{'f' if c['float'] else ''})"
    value = int(c["value"])
    step = max(1, round(abs(value) * .2))
    return str(value + step if factor > 1 else value - step)


def build(folder):
    subprocess.run(["ninja", "-C", folder, "apograph"], check=True, stdout=subprocess.DEVNULL)


def run(args):
    copy, folder = os.path.join(args.build, "tree"), os.path.join(args.build, "build")
    if os.path.isdir(args.build) and os.listdir(args.build):
        raise SystemExit("constants.py: %s is not empty: name a new folder" % args.build)
    found, since = named_constants.constants(), named_constants.dates()
    copy_tree(copy, found)
    subprocess.run(["meson", "setup", folder, copy, "-Dc_args=-include " + os.path.abspath(copy) + "/moves.h"], check=True, capture_output=True)
    build(folder)
    program = os.path.join(folder, "apograph")
    usual = measure(program, FIGURES)
    with open(args.after, encoding="utf-8") if args.after else open(os.devnull) as f:
        page = f.read()
    known = {(c["name"], c["file"], c["value"]) for c in found if f"`{c['name']}` | `{c['file']}` | {c['value']} " in page}
    key = lambda c: (c["name"], c["file"], c["value"])
    for number, c in sorted(enumerate(found), key=lambda n: key(n[1]) in known):
        if not re.search(args.only, c["file"] + ":" + c["name"]):
            continue
        names = c["figures"]
        line = {**{k: c[k] for k in ("name", "file", "value", "figures")}, "since": since.get((c["name"], c["value"])), "figures": {n: [usual[n][0]] for n in names}, "same": list(names)}
        for factor in (.8, 1.2) if names else ():
            os.environ.update(APO_MOVE=str(number), APO_BY=str(factor))
            before = None
            if not c["plain"]:
                before = replace(copy, c, moved(c, factor))
                build(folder)
            for name, (value, digest) in measure(program, names).items():
                line["figures"][name].insert(0 if factor < 1 else 2, value)
                if digest != usual[name][1] and name in line["same"]:
                    line["same"].remove(name)
            if before is not None:
                with open(os.path.join(copy, c["file"]), "w", encoding="utf-8") as f:
                    f.write(before)
        print(json.dumps(line), flush=True)


def markdown(paths):
    """The tables of the page: of lines about one constant the last that has its value of today."""
    measured = {}
    for path in paths:
        with open(path, encoding="utf-8") as f:
            measured.update(((r["name"], r["file"], r["value"]), r) for r in map(json.loads, f))
    rows = [dict(c, **{k: m[k] for k in ("figures", "same", "since")}) for c in named_constants.constants()
            if (m := measured.get((c["name"], c["file"], c["value"])))]
    differs = lambda values: len(set(values)) > 1
    shown = lambda v: "fails" if v is None else f"{v:.4f}".lstrip("0") if v < 1 else "1"
    print("| constant | file | value | origin | since | figure | x .8 | x 1 | x 1.2 |\n|---|---|---|---|---|---|---|---|---|")
    still = {}
    for row in rows:
        for name, values in row["figures"].items():
            if differs(values):
                print(f"| `{row['name']}` | `{row['file']}` | {row['value']} | {row['origin']} | {row['since'][5:]} | {name} | " + " | ".join(map(shown, values)) + " |")
        if not any(map(differs, row["figures"].values())):
            still.setdefault("none" if not row["figures"] else "same" if set(row["figures"]) == set(row["same"]) else "output", []).append(row)
    for key, title in ("output", "Output changes, no figure does"), ("same", "No output changes"), ("none", "Not moved, for no figure reaches them"):
        print(f"\n## {title}\n| constant | file | value | origin | since | {'what it is of' if key == 'none' else 'figures'} |\n|---|---|---|---|---|---|")
        for row in still.get(key, []):
            why = ", ".join(row["figures"]) or named_constants.why_unreached(row)
            print(f"| `{row['name']}` | `{row['file']}` | {row['value']} | {row['origin']} | {row['since'][5:]} | {why} |")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--markdown", metavar="FILE", nargs="+")
    ap.add_argument("--check", metavar="PAGE")
    ap.add_argument("--only", metavar="PATTERN", default="")
    ap.add_argument("--after", metavar="PAGE")
    ap.add_argument("build", nargs="?")
    args = ap.parse_args()
    if args.markdown:
        markdown(args.markdown)
    elif args.check:
        wrong = named_constants.check(args.check)
        sys.exit("\n".join(wrong) if wrong else 0)
    elif args.build:
        run(args)
    else:
        ap.error("expected a folder to build in")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What changes when a named decimal of the library moves by a fifth.

usage: constants.py [--only TEXT] BUILD_FOLDER          measure: one JSON line a constant
       constants.py --markdown FILE                     those lines as the tables of docs/constants.md
       constants.py --check PAGE                        whether each constant of the page is in its file, with the value that the page has

BUILD_FOLDER, new or empty, gets a copy of the files that git knows, in which each `#define NAME DECIMAL` is multiplied by what the environment
says (APO_MOVE=number of the constant, APO_BY=factor). It is built once, and the figures of a constant's folder are measured at .8 and 1.2 of
its value, on the project's own corpora with the built-in lexicon alone:

  words        1 - AER of links of words, corpora/word-alignment (words.py)
  links        mean F1 of links of segments, corpora/nato-rutte (links.py)
  issues       F1 of findings by overlap of spans, corpora/planted and nato-rutte
  scores       how often a faithful bead scores above one with an issue, same texts (`score`; chance is .5)
  provenance   mean of F1 of edges, of attributions by span, of quoted variants with their status, forged-painting, nato-rutte and launch-delay

"same" lists the figures of which no byte of the program's output changed (of `words`: no link). Left out are constants of files
without a figure, those with an exponent (1e-6: guards, not choices), members of tables, and ..._CONFIDENCE, which are written out and decide
nothing.
"""
import argparse, glob, hashlib, json, os, re, shutil, subprocess

import links, words

BOTH = ("aligners/model1", "aligners/prior", "aligners/word_ids", "aligners/word_evidence")
UNREACHED = ("aligners/length", "src/lexicon/train", "src/ledger")  # no figure runs these
ROOMS = [*((path, []) for path in UNREACHED), *((path, ["links", "words"]) for path in BOTH), ("aligners/words/", ["words"]),
         ("aligners", ["links"]), ("src/lexicon", ["words", "issues"]), ("src/fidelity", ["issues", "scores"]), ("src/provenance", ["provenance"]), ("src/text/names", ["issues", "provenance"]),
         ("src/text/entities", ["issues", "provenance"])]
DEFINE = re.compile(r"^#define[ \t]+(?!\w*CONFIDENCE)(\w+)[ \t]+(?:\\\n[ \t]+)?(-?(?:\d+\.\d*|\.\d+))(f?)(?=\s)", re.M)
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


def copy_tree(copy):
    """The source tree with movable constants; returns them."""
    names = subprocess.run(["git", "ls-files"], check=True, capture_output=True, text=True).stdout.splitlines()
    found = []

    def moved(m, path, figures):
        found.append({"name": m[1], "file": path, "value": m[2], "figures": figures})
        return f"#define {m[1]} (({'float' if m[3] else 'double'})({m[2]} * apo_moves[{len(found) - 1}]))"

    for name in names:
        path = os.path.join(copy, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        shutil.copy2(name, path)
        figures = next((n for prefix, n in ROOMS if name.startswith(prefix)), None)
        if figures and name.endswith(".c"):
            with open(name, encoding="utf-8") as f:
                text = DEFINE.sub(lambda m: moved(m, name, figures), f.read())
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
    with open(os.path.join(copy, "moves.h"), "w", encoding="utf-8") as f:
        f.write(MOVES % (len(found), len(found)))
    return found


def run(args):
    copy, build = os.path.join(args.build, "tree"), os.path.join(args.build, "build")
    if os.path.isdir(args.build) and os.listdir(args.build):
        raise SystemExit("constants.py: %s is not empty: name a new folder" % args.build)
    found = copy_tree(copy)
    subprocess.run(["meson", "setup", build, copy, "-Dc_args=-include " + os.path.abspath(copy) + "/moves.h"], check=True, capture_output=True)
    subprocess.run(["ninja", "-C", build, "apograph"], check=True, stdout=subprocess.DEVNULL)
    program = os.path.join(build, "apograph")
    usual = measure(program, FIGURES)
    for number, constant in enumerate(found):
        if args.only and args.only not in constant["file"] + ":" + constant["name"]:
            continue
        names = constant["figures"]
        line = dict(constant, figures={n: [usual[n][0]] for n in names}, same=list(names))
        for factor in .8, 1.2:
            os.environ.update(APO_MOVE=str(number), APO_BY=str(factor))
            for name, (value, digest) in measure(program, names).items():
                line["figures"][name].insert(0 if factor < 1 else 2, value)
                if digest != usual[name][1] and name in line["same"]:
                    line["same"].remove(name)
        print(json.dumps(line), flush=True)


def markdown(path):
    with open(path, encoding="utf-8") as f:
        rows = [json.loads(line) for line in f]
    moved = lambda values: len(set(values)) > 1
    shown = lambda v: "fails" if v is None else f"{v:.4f}".lstrip("0") if v < 1 else "1"
    print("| constant | file | value | figure | x .8 | x 1 | x 1.2 |\n|---|---|---|---|---|---|---|")
    still = {}
    for row in rows:
        for name, values in row["figures"].items():
            if moved(values):
                print(f"| `{row['name']}` | `{row['file']}` | {row['value']} | {name} | " + " | ".join(map(shown, values)) + " |")
        if not any(map(moved, row["figures"].values())):
            key = set(row["figures"]) != set(row["same"])
            still.setdefault(key, []).append(row)
    for key, title in (True, "Output changes, no figure does:"), (False, "No output changes:"):
        print(f"\n{title}\n")
        for row in still.get(key, []):
            print(f"- `{row['name']}` {row['value']}, `{row['file']}` ({', '.join(row['figures'])})")


def check(page):
    """Names and values of the page that the sources do not have."""
    with open(page, encoding="utf-8") as f:
        text = f.read()
    rows = re.findall(r"^\| `(\w+)` \| `([\w/.]+)` \| (\S+) \|", text, re.M)
    rows += [(name, file, value) for name, value, file in re.findall(r"^- `(\w+)` (\S+), `([\w/.]+)`", text, re.M)]
    if not rows:
        raise SystemExit(f"{page}: has no constants")
    wrong = []
    for name, file, value in rows:
        if not os.path.exists(file):
            wrong.append(f"{file}: is not there ({name})")
            continue
        with open(file, encoding="utf-8") as f:
            here = {m[1]: m[2] for m in DEFINE.finditer(f.read())}
        if here.get(name) != value:
            wrong.append(f"{file}: {name} is {here.get(name)}, the page has {value}")
    for line in sorted(set(wrong)):
        print(line)
    raise SystemExit(bool(wrong))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--markdown", metavar="FILE")
    ap.add_argument("--check", metavar="PAGE")
    ap.add_argument("--only", metavar="TEXT")
    ap.add_argument("build", nargs="?")
    args = ap.parse_args()
    if args.markdown:
        markdown(args.markdown)
    elif args.check:
        check(args.check)
    elif args.build:
        run(args)
    else:
        ap.error("expected a folder to build in")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure other aligners beside `apograph align`, on the same gold alignments and with the same scorer (alignment.py).

usage: peers.py [--apograph PROGRAM] [--only SET] [--tools A,B] GOALS FOLDER LEXICONS

Arguments as of alignment.py. Those tools are run that are on PATH: hunalign (also with -realign), bleualign (bleualign.py; for sets with DOC.src.trans),
vecalign (vecalign.py, with vecalign-embed, a command that writes the overlaps of FILE to FILE.overlaps and their embeddings to FILE.emb).
Each is given each document alone, for none of them learns from several; hunalign gets the two-column dictionaries (NAME.en-zh.tsv) of the set. Prints a JSON object for
each tool and set: strict precision, recall, F1, F1 of the sentences without counterpart, CPU seconds, peak megabytes; or "missing",
or "failed" with the reason.
"""
import argparse, glob, json, os, shutil, subprocess, tempfile

import alignment


def run(command, out=None, cwd=None):
    """CPU seconds and peak megabytes; raises RuntimeError with the tool's last words."""
    with tempfile.TemporaryFile() as err, open(out or os.devnull, "wb") as stdout:
        p = subprocess.Popen(command, stdout=stdout, stderr=err, stdin=subprocess.DEVNULL, cwd=cwd)
        _, status, usage = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
        if p.returncode:
            err.seek(0)
            raise RuntimeError("exit status %d: %s" % (p.returncode, err.read()[-200:].decode("utf-8", "replace").strip()))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def write(beads, path):
    with open(path, "w", encoding="utf-8") as f:
        for s, t in beads:
            f.write("[%s]:[%s]\n" % (", ".join(map(str, s)), ", ".join(map(str, t))))


def from_ladder(path):
    """hunalign writes a boundary a line: sentences of either side before it, and its score."""
    with open(path, encoding="utf-8") as f:
        at = [tuple(int(x) for x in line.split("\t")[:2]) for line in f if line.strip()]
    for (a, b), (c, d) in zip(at, at[1:]):
        yield range(a, c), range(b, d)


def dictionary(goal, lexicons, path):
    """hunalign's form, target @ source, of the set's two-column dictionaries; of no others."""
    with open(path, "w", encoding="utf-8") as out:
        for name in goal["lexicon"]:
            ends = name.rsplit(".", 2)
            if ends[-1] != "tsv" or len(ends) < 3 or set(ends[1].split("-")) != {goal["from"], goal["to"]}:
                continue
            turned = ends[1].split("-")[0] != goal["from"]
            with open(os.path.join(lexicons, name), encoding="utf-8") as f:
                for line in f:
                    pair = line.rstrip("\n").split("\t")[:2]
                    if len(pair) == 2:
                        source, target = reversed(pair) if turned else pair
                        out.write("%s @ %s\n" % (target, source))


def spaced(path, lang, out):
    """Tools that know words by blanks get Chinese a character a word."""
    with open(path, encoding="utf-8") as f, open(out, "w", encoding="utf-8") as o:
        for line in f:
            o.write(" ".join(line.replace(" ", "")) if lang == "zh" else line)
            o.write("" if lang != "zh" or line.endswith("\n") else "\n")


def hunalign(goal, lexicons, gold, out, tmp, options=()):
    words, source, target = (os.path.join(tmp, x) for x in ("words.dic", "source", "target"))
    dictionary(goal, lexicons, words)
    spaced(gold[:-5] + ".src", goal["from"], source)
    spaced(gold[:-5] + ".tgt", goal["to"], target)
    used = run(["hunalign", *options, words, source, target], out + ".ladder")
    write(from_ladder(out + ".ladder"), out)
    return used


def hunalign_realign(*args):
    return hunalign(*args, options=("-realign",))


def places(rows, sentences):
    """For each row of text the numbers of the sentences that it joins with blanks, in order; others lie between."""
    at = 0
    for row in rows:
        while True:
            end, text = at + 1, sentences[at]
            while text != row and row.startswith(text + " ") and end < len(sentences):
                text, end = text + " " + sentences[end], end + 1
            if text == row:
                break
            at += 1
            if at == len(sentences):
                raise ValueError("a line of the output is none of the input")
        yield tuple(range(at, end))
        at = end


def rows(path):
    with open(path, encoding="utf-8") as f:
        return [" ".join(line.split()) for line in f]


def bleualign(goal, lexicons, gold, out, tmp):
    """Writes the sentences of either side of its beads to OUT-s and OUT-t; what is not there has no counterpart."""
    translation = gold[:-5] + ".src.trans"
    if not os.path.exists(translation):
        raise RuntimeError("needs a translation, DOC.src.trans")
    program, source, target = shutil.which("bleualign.py") or shutil.which("bleualign"), gold[:-5] + ".src", gold[:-5] + ".tgt"
    used = run([program, "-s", source, "-t", target, "--srctotarget", translation, "-o", out])
    sides = [list(places(rows(out + end), rows(path))) for end, path in (("-s", source), ("-t", target))]
    alone = [sorted(set(range(len(rows(path)))) - {x for bead in side for x in bead}) for side, path in zip(sides, (source, target))]
    write([*zip(*sides), *(((x,), ()) for x in alone[0]), *(((), (x,)) for x in alone[1])], out)
    return used


def vecalign(goal, lexicons, gold, out, tmp):
    embed = shutil.which("vecalign-embed")
    if not embed:
        raise RuntimeError("vecalign-embed is not installed")
    cpu = memory = 0
    sides = []
    for side, lang in ((".src", goal["from"]), (".tgt", goal["to"])):
        path = os.path.join(tmp, "text" + side)
        shutil.copy(gold[:-5] + side, path)
        c, m = run([embed, path, lang])
        cpu, memory = cpu + c, max(memory, m)
        sides.append(path)
    program = shutil.which("vecalign.py") or shutil.which("vecalign")
    c, m = run([program, "--alignment_max_size", "8", "--src", sides[0], "--tgt", sides[1], "--src_embed", sides[0] + ".overlaps",
                sides[0] + ".emb", "--tgt_embed", sides[1] + ".overlaps", sides[1] + ".emb"], out)
    return cpu + c, max(memory, m)


TOOLS = {"hunalign": (("hunalign",), hunalign), "hunalign -realign": (("hunalign",), hunalign_realign),
         "bleualign": (("bleualign.py", "bleualign"), bleualign), "vecalign": (("vecalign.py", "vecalign"), vecalign)}


def measure(align, golds, goal, lexicons):
    with tempfile.TemporaryDirectory() as tmp:
        tests, cpu, memory = [os.path.join(tmp, "%d.beads" % k) for k in range(len(golds))], 0, 0
        for gold, out in zip(golds, tests):
            c, m = align(goal, lexicons, gold, out, tmp)
            cpu, memory = cpu + c, max(memory, m)
        return alignment.score(golds, tests) + (cpu, memory)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--apograph", default="build/apograph")
    ap.add_argument("--only", help="one set")
    ap.add_argument("--tools", default="", help="some tools, separated by commas")
    ap.add_argument("goals")
    ap.add_argument("folder")
    ap.add_argument("lexicons")
    args = ap.parse_args()

    def ours(goal, lexicons, gold, out, tmp):
        command = [args.apograph, "align", "--quiet", "--jobs", "1", "--presegmented", *alignment.options(goal, lexicons)]
        return run([*command, "-o", out, gold[:-5] + ".src", gold[:-5] + ".tgt"])

    tools = dict({"apograph": ((args.apograph,), ours)}, **TOOLS)
    wanted = [name for name in tools if not args.tools or name in args.tools.split(",")]
    for name in [n for n in wanted if not any(map(shutil.which, tools[n][0]))]:
        print(json.dumps({"tool": name, "missing": "not on PATH: " + " or ".join(tools[name][0])}), flush=True)
        wanted.remove(name)
    for name, goal in json.load(open(args.goals, encoding="utf-8")).items():
        if args.only and name != args.only:
            continue
        golds = sorted(glob.glob(os.path.join(args.folder, name, "*.gold")))
        for tool in wanted:
            row = {"tool": tool, "set": name}
            try:
                p, r, f, null, cpu, memory = measure(tools[tool][1], golds, goal, args.lexicons)
                row.update(precision=round(p, 4), recall=round(r, 4), f1=round(f, 4), f1_alone=round(null, 4), cpu_s=round(cpu, 2),
                           sentences_per_cpu_s=round(alignment.lines(golds) / cpu) if cpu else None, mb=round(memory))
            except (RuntimeError, OSError, ValueError) as error:
                row["failed"] = str(error)
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()

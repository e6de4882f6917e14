#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure how often a direction that is found without dates is the true one, on simulated transmission: figures of docs/provenance.md.

usage: transmission.py [--apograph PROGRAM] [--texts N] [--seed N] FOLDER

FOLDER holds unrelated news texts in English (*.txt, also in folders below). Of N of them each is handed on to a made-up paper: abridged
(three to nine paragraphs in ten stay), one in three re-ordered, one in three mixed with paragraphs of a second text. A credit ("told NAME",
"according to NAME", a dateline) is lost with chance .5 and made vague with .2, a pair of quotation marks is lost with .3, so that a report
is left. A paper adds as well: --gained and --marked. All are traced without dates. One JSON line, then one a reason of a direction: how
many lines have it, how many lead the true way, the log odds of that, and the mean of what the program gives. Then each fifth of the texts
is left out: mean cost in nats of the log odds of the other four on it, and of those given."""
import argparse, glob, json, math, os, random, re, subprocess, tempfile

PAPERS = ("Marlow Gazette", "Tern Valley Post", "Ostra Mirror", "Quill Observer", "Lantern Daily", "Pemberly Echo")
QUOTED = re.compile(r'["“]([^"“”]{20,300}?)([,.]?)["”]')
CREDIT = re.compile(r",? (?:told|according to) (?:the )?[A-Z][\w.]+(?: [A-Z][\w.]+)*")
DATELINE = re.compile(r"^[A-Z][A-Z ,.]+ \([A-Z][\w ]+\) ?[-—–]+ ")
FOLDS = 5


def handed_on(paragraphs, other, draw, gained, marked):
    share = draw.uniform(.3, .9)
    kept = [p for i, p in enumerate(paragraphs) if not i or draw.random() < share]
    if draw.random() < 1 / 3:
        tail = kept[1:]
        draw.shuffle(tail)
        kept = kept[:1] + tail
    if draw.random() < 1 / 3:
        for p in other[1:3]:
            kept.insert(draw.randrange(1, len(kept) + 1), p)
    out = []
    for p in kept:
        p = DATELINE.sub(lambda m: m.group() if draw.random() < .5 else "", p)
        def credit(m):
            chance = draw.random()
            return "" if chance < .5 else ", reports say" if chance < .7 else m.group()
        p = CREDIT.sub(credit, p)
        p = QUOTED.sub(lambda m: m.group(1) + m.group(2) if draw.random() < .3 else m.group(), p)
        if '"' not in p and "“" not in p and len(p) > 60:
            chance = draw.random()
            if chance < marked:
                p = '"' + p.rstrip(". ") + ',"' + " a spokesman said."
            elif chance < marked + gained:
                p = p.rstrip(". ") + ", according to %s." % draw.choice(PAPERS)
        out.append(p)
    return out


def read(folder, count, draw):
    names = sorted(glob.glob(os.path.join(folder, "**", "*.txt"), recursive=True))
    draw.shuffle(names)
    texts = []
    for name in names:
        with open(name, encoding="utf-8", errors="replace") as file:
            paragraphs = [p.strip() for p in re.split(r"\n\s*\n|\n", file.read()) if p.strip()]
        if 6 <= len(paragraphs) <= 40:
            texts.append(paragraphs)
        if len(texts) == count:
            break
    return texts


def cost(odds, right):
    return math.log1p(math.exp(-odds if right else odds))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apograph", default="build/apograph")
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--gained", type=float, default=.02, help="chance that a paragraph gets a credit that its source has not")
    parser.add_argument("--marked", type=float, default=.02, help="chance that one is put between quotation marks")
    parser.add_argument("folder")
    a = parser.parse_args()
    draw = random.Random(a.seed)
    texts = read(a.folder, a.texts, draw)
    with tempfile.TemporaryDirectory() as folder:
        documents, number = [], {}
        for i, paragraphs in enumerate(texts):
            child = handed_on(paragraphs, texts[i - 1], draw, a.gained, a.marked)
            pair = [("source", paragraphs), ("child", child)]
            draw.shuffle(pair)  # ids say nothing
            for side, (what, lines) in enumerate(pair):
                name = "%04d%s" % (i, "ab"[side])
                number[name] = (i, what)
                with open(os.path.join(folder, name + ".txt"), "w", encoding="utf-8") as file:
                    file.write("\n\n".join(lines) + "\n")
                documents.append({"id": name, "file": name + ".txt", "lang": "en", "publisher": "Paper %s" % name})
        with open(os.path.join(folder, "manifest.json"), "w", encoding="utf-8") as file:
            json.dump({"documents": documents}, file)
        done = subprocess.run([a.apograph, "trace", "-q", "--no-default-lexicons", "--format", "json", folder], check=True, capture_output=True)
    rows, found, stated = [], set(), [0, 0]
    for edge in json.loads(done.stdout)["edges"]:
        (i, child), (k, _) = number[edge["child"]], number[edge["parent"]]
        if i != k:
            continue
        found.add(i)
        right = child == "child"
        if edge["direction_known"]:
            stated[right] += 1
        confidence = min(max(edge["confidence"], .02), .98)
        rows.append((i, edge["reason"], right, math.log(confidence / (1 - confidence))))
    print(json.dumps({"bench": "transmission", "texts": len(texts), "found": len(found), "stated_right": stated[1], "stated_wrong": stated[0]}))
    reasons = sorted({r[1] for r in rows})
    for reason in reasons:
        these = [r for r in rows if r[1] == reason]
        right = sum(r[2] for r in these)
        print(json.dumps({"reason": reason, "lines": len(these), "right": right,
                          "log_odds": round(math.log((right + .5) / (len(these) - right + .5)), 2),
                          "given": round(sum(r[3] for r in these) / len(these), 2)}))
    for fold in range(FOLDS):
        train, test = [r for r in rows if r[0] % FOLDS != fold], [r for r in rows if r[0] % FOLDS == fold]
        fitted = 0
        for r in test:
            same = [t[2] for t in train if t[1] == r[1]]
            fitted += cost(math.log((sum(same) + .5) / (len(same) - sum(same) + .5)), r[2])
        print(json.dumps({"left_out": fold, "lines": len(test), "fitted": round(fitted / max(1, len(test)), 3),
                          "given": round(sum(cost(r[3], r[2]) for r in test) / max(1, len(test)), 3)}))


main()

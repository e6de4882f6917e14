#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A TMX against a ledger: each kind of edit is named, also when no property is left; random edits are counted as code of its own
counts them; ledgers that were cut, forked or are others than the header names are found.

against.py [RANDOM_EDITS [SEED]]"""
import collections
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

APOGRAPH = os.environ["APOGRAPH"]
NATO = Path(os.environ["CORPORA"]) / "nato-rutte"
NAMES = ["wire.en.txt", "toutiao.zh.txt"]
UNIT = re.compile(r" <tu[ >].*?</tu>\n", re.S)
SEG = re.compile(r"<seg>.*?</seg>", re.S)
PROP = re.compile(r" *<prop .*?</prop>\n")
failed = 0


def complain(*what):
    global failed
    failed += 1
    print("FAILED:", *what)


def apograph(*words, status=0):
    done = subprocess.run([APOGRAPH, *words], capture_output=True, text=True, encoding="utf-8", errors="replace",
                          env={**os.environ, "SOURCE_DATE_EPOCH": "1790000000"})
    if status is not None and done.returncode != status:
        complain(" ".join(words), "has exit status", done.returncode, "not", status, done.stdout[-500:], done.stderr[-500:])
    return done


def audit(tmx, ledger="n.ledger", status=None):
    Path("back.tmx").write_text(tmx, encoding="utf-8", newline="")
    done = apograph("audit", "-q", "--format", "json", "--against", ledger, "back.tmx", status=status)
    return done, json.loads(done.stdout) if done.stdout else {"findings": [], "ledger": {}}


def types(report):
    return sorted(f["type"] for f in report["findings"])


def units(tmx):
    return UNIT.findall(tmx)


def change(tmx, index, to):
    old = units(tmx)[index]
    new = to(old)
    assert new != old
    return tmx.replace(old, new, 1)


def second(new):
    """Another second text."""
    return lambda unit: SEG.sub(lambda m, n=iter((0, 1)): f"<seg>{new}</seg>" if next(n) else m.group(), unit, count=2)


def exchange(tmx):
    a, b = units(tmx)[2:4]
    ta, tb = SEG.findall(a)[1], SEG.findall(b)[1]
    return tmx.replace(a, "@@A@@").replace(b, b.replace(tb, ta)).replace("@@A@@", a.replace(ta, tb))


DATED = 'changedate="20261201T080000Z" changeid="ann"'
# what, the edit, types that are reported, counts of the units that differ from all being as recorded
EDITS = [
    ("nothing", lambda t: t, [], {}),
    ("a text", lambda t: change(t, 3, second("别的话。")), ["unit_edited"], {"edited": 1}),
    ("a text, by a tool that says so", lambda t: change(t, 3, lambda u: second("别的话。")(u.replace("<tu", "<tu " + DATED, 1))),
     ["edited_with_record"], {"edited": 1}),
    ("a change is claimed, nothing is changed", lambda t: change(t, 3, lambda u: u.replace("<tu", "<tu " + DATED, 1)), [], {}),
    ("a unit removed", lambda t: t.replace(units(t)[5], "", 1), ["unit_removed"], {"removed": 1}),
    ("a unit added", lambda t: t.replace(units(t)[5], units(t)[5] + re.sub("<seg>", "<seg>New: ", units(t)[5]), 1), ["unit_added"], {"added": 1}),
    ("another translation beside the one recorded", lambda t: t.replace(units(t)[5], units(t)[5] + second("另外。")(units(t)[5]), 1),
     ["unit_added"], {"added": 1}),
    ("a unit doubled", lambda t: t.replace(units(t)[5], units(t)[5] * 2, 1), ["unit_doubled"], {"added": 1}),
    ("two targets exchanged", exchange, ["paired_differently"] * 2, {"paired_differently": 2}),
    ("both texts of a unit changed", lambda t: change(t, 3, lambda u: u.replace("<seg>", "<seg>x ")), ["unit_added", "unit_removed"],
     {"added": 1, "removed": 1}),
    ("a target dropped", lambda t: change(t, 3, lambda u: re.sub(r"  <tuv(?!.*<tuv).*?</tuv>\n", "", u, flags=re.S)), ["unit_edited"], {"edited": 1}),
    ("units moved", lambda t: t.replace(units(t)[1] + units(t)[2], units(t)[2] + units(t)[1]), [], {}),
    ("sides swapped", lambda t: change(t, 3, lambda u: re.sub(r"(  <tuv.*?</tuv>\n)(  <tuv.*?</tuv>\n)", r"\2\1", u, flags=re.S)), [], {}),
    ("white space at the edges and line breaks", lambda t: change(t, 3, lambda u: u.replace("<seg>", "<seg>\n ").replace(". ", ".\n")), [], {}),
]


def check_named(bare, count):
    for what, edit, wanted, counts in EDITS:
        done, report = audit(edit(bare))
        ledger = report["ledger"]
        found = types(report)
        if found != sorted(wanted):
            complain(what, "reports", found, "expected", wanted)
        if done.returncode != (1 if set(wanted) - {"edited_with_record"} else 0):
            complain(what, "has exit status", done.returncode)
        differing = {k: ledger[k] for k in ("edited", "added", "removed", "paired_differently", "unknown") if ledger.get(k)}
        if differing != counts:
            complain(what, "counts", differing, "expected", counts)
        if ledger["record_units"] != count or ledger["record_file"] != "pair.tmx":
            complain(what, "is compared with", ledger)


def texts(tmx):
    return [tuple(sorted(re.sub(r"\s+", " ", s[5:-6]).strip() for s in SEG.findall(u))) for u in units(tmx)]


def random_edit(rng, tmx):
    for _ in range(rng.randrange(1, 5)):
        all_units = units(tmx)
        unit, other = rng.choice(all_units), rng.choice(all_units)
        kind = rng.randrange(5)
        if kind == 0:
            tmx = tmx.replace(unit, "", 1)
        elif kind == 1:
            tmx = tmx.replace(unit, unit + other, 1)
        elif kind == 2:
            tmx = tmx.replace(unit, unit.replace("<seg>", f"<seg>{rng.randrange(1000)} ", rng.randrange(1, 3)), 1)
        elif kind == 3 and unit != other:
            a, b = SEG.findall(unit)[1], SEG.findall(other)[1]
            tmx = tmx.replace(unit, "@@1@@", 1).replace(other, other.replace(b, a), 1).replace("@@1@@", unit.replace(a, b), 1)
        else:
            tmx = tmx.replace(unit, "@@1@@", 1).replace(other, unit, 1).replace("@@1@@", other, 1)
    return tmx


def check_random(bare, count, seed):
    rng = random.Random(seed)
    before = collections.Counter(texts(bare))
    for i in range(count):
        tmx = random_edit(rng, bare)
        now = collections.Counter(texts(tmx))
        done, report = audit(tmx)
        l = report["ledger"]
        same = sum((now & before).values())
        here = l["as_recorded"] + l["edited"] + l["added"] + l["paired_differently"] + l["unknown"]
        recorded = l["as_recorded"] + l["edited"] + l["removed"]
        if l["as_recorded"] != same or here != sum(now.values()):
            complain(f"random edit {i} of seed {seed}: {l}, as recorded are {same} of {sum(now.values())}")
        if not recorded <= sum(before.values()) <= recorded + l["paired_differently"]:
            complain(f"random edit {i} of seed {seed}: {l}, recorded were {sum(before.values())}")
        if done.returncode != (now != before):
            complain(f"random edit {i} of seed {seed}: exit status {done.returncode}")


def check_headers(tmx):
    """The end of the ledger that the header names."""
    head = re.search(r'x-ledger-head">([0-9a-f]{64})<', tmx)
    records = re.search(r'x-ledger-records">(\d+)<', tmx)
    lines = Path("n.ledger").read_bytes().splitlines(keepends=True)
    if not head or not records or hashlib.sha256(lines[int(records[1]) - 1]).hexdigest() != head[1]:
        complain("the header does not name the end of the ledger", head, records)
        return
    for what, edit in (("hash", lambda t: t.replace(head[1], "0" * 63 + "1")), ("number", lambda t: t.replace(">" + records[1] + "<", ">1<")),
                       ("no hash", lambda t: t.replace(head[1], "abc")), ("future", lambda t: t.replace(">" + records[1] + "<", ">99999<"))):
        _, report = audit(edit(tmx), status=1)
        if "ledger_differs" not in types(report):
            complain("another", what, "in the header is not found:", types(report))
    # the same story recorded elsewhere: another history, in which the TMX is recorded as well
    apograph("ledger", "append", "-q", "other.ledger", "pair.tmx")
    _, report = audit(tmx, "other.ledger", status=1)
    if types(report) != ["ledger_differs"] or not report["ledger"]["identical"]:
        complain("another ledger is not found:", types(report))
    # cut back, together with its head
    cut = lines[:int(records[1]) - 1]
    Path("cut.ledger").write_bytes(b"".join(cut))
    Path("cut.ledger.head").write_text('{"bytes":%d,"hash":"%s","records":%d}\n' % (
        sum(map(len, cut)), hashlib.sha256(cut[-1]).hexdigest(), len(cut)))
    apograph("ledger", "verify", "cut.ledger")
    _, report = audit(tmx, "cut.ledger", status=1)
    if "ledger_differs" not in types(report):
        complain("a ledger that was cut back is not found:", types(report))


def check_without_record(bare, count):
    """A ledger of the story alone knows texts and pairs, not the TMX."""
    shutil.copy("story.ledger", "s.ledger")
    shutil.copy("story.ledger.head", "s.ledger.head")
    _, report = audit(bare, "s.ledger", status=1)
    if types(report) != ["record_missing"] or report["ledger"]["as_recorded"] != count:
        complain("units of a recorded trace:", types(report), report["ledger"])
    _, report = audit(change(bare, 3, second("别的话。")), "s.ledger", status=1)
    if types(report) != ["not_recorded", "record_missing"] or report["ledger"]["unknown"] != 1:
        complain("an edited unit of a recorded trace:", types(report), report["ledger"])


def check_bad():
    for what, ledger, words in (("missing", "none.ledger", "cannot be"), ("a text", "wire.en.txt", "ledger"), ("a folder", ".", "folder")):
        done = apograph("audit", "--against", ledger, "pair.tmx", status=3)
        if words not in done.stderr:
            complain(what, "as a ledger:", done.stderr)
    done = apograph("audit", "--against", "n.ledger", ".", status=2)
    text = Path("n.ledger").read_text()
    Path("newer.ledger").write_text(text.replace('"version":1}', '"version":2}', 1))
    shutil.copy("n.ledger.head", "newer.ledger.head")
    for words in (("audit", "--against", "newer.ledger", "pair.tmx"), ("align", "-o", "x.tmx", "--ledger", "newer.ledger", *NAMES),
                  ("ledger", "show", "newer.ledger")):
        done = apograph(*words, status=3)
        if "newer version" not in done.stderr:
            complain("a newer ledger:", words, done.stderr)
    # a record that is in the chain, but not as we write it
    lines = text.splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if '"type":"units"' in line)
    lines[at] = re.sub(r'"sides":\[2,', '"sides":[9000,', lines[at])
    assert at == len(lines) - 1
    prev = hashlib.sha256(lines[at].encode()).hexdigest()
    Path("odd.ledger").write_text("".join(lines))
    Path("odd.ledger.head").write_text('{"bytes":%d,"hash":"%s","records":%d}\n' % (len("".join(lines).encode()), prev, len(lines)))
    done = apograph("audit", "--against", "odd.ledger", "pair.tmx", status=3)
    if "written by another program" not in done.stderr:
        complain("an odd record:", done.stderr)
    done = apograph("align", "-o", "x.xlf", "--ledger", "n.ledger", *NAMES)
    if "--ledger has no effect" not in done.stderr:
        complain("--ledger with XLIFF:", done.stderr)
    apograph("align", "--ledger", "n.ledger", "--batch", "list", status=2)


def main(count=60, seed=1):
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name in NAMES:
            shutil.copy(NATO / name, folder)
        manifest = json.loads((NATO / "manifest.json").read_text())
        manifest["documents"] = [d for d in manifest["documents"] if d["file"] in NAMES]
        Path("manifest.json").write_text(json.dumps(manifest))
        apograph("ledger", "append", "-q", "n.ledger", ".")
        shutil.copy("n.ledger", "story.ledger")
        shutil.copy("n.ledger.head", "story.ledger.head")
        apograph("trace", "-q", "--ledger", "n.ledger", "-o", "pair.tmx", ".")
        apograph("ledger", "append", "-q", "n.ledger", "pair.tmx")
        tmx = Path("pair.tmx").read_text(encoding="utf-8")
        bare = PROP.sub("", tmx)
        _, report = audit(tmx, status=0)
        if report["findings"] or not report["ledger"]["identical"]:
            complain("the TMX as it was written:", report)
        check_named(bare, len(units(tmx)))
        check_random(bare, int(count), int(seed))
        check_headers(tmx)
        check_without_record(bare, len(units(tmx)))
        check_bad()
        print(f"{len(EDITS)} named edits, {count} random ones: {failed} wrong")
        os.chdir("/")
    return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure how fast the page of a report opens and filters in a headless Chromium: figures of docs/mechanical.md.

usage: page.py [--apograph PROGRAM] [--rows N]

A made table of N units, each with a finding of its own, is checked, and its page is opened: seconds until its rows can be read, then for each
filter the seconds until the browser has drawn what it leaves, and how many rows that are. Each time stands beside the CPU seconds of
the drawing process, which other programs on the machine do not change much. One JSON line."""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "cli"))

FILTERS = {"text": "'{time77'", "type": "document.querySelector('[data-choice=type] option:nth-child(2)').value", "side": "'t'", "sure": "'0.9'"}
CHOOSE = """new Promise(done => {
    const field = document.querySelector('[data-choice=%s]'), begin = performance.now();
    field.value = %s;
    field.dispatchEvent(new Event('input', {bubbles: true}));
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin))));
})"""
SEVERITY = """new Promise(done => {
    const begin = performance.now();
    document.querySelector('.filters button[data-severity]').click();
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin))));
})"""


def table(rows):
    """Units that lack a placeholder, an address or a figure in turn, no two of them for the same cause."""
    for i in range(rows):
        wrong = [("The door of number %d opens at {time%d}." % (i, i), "Die Tür der Nummer %d öffnet sich." % i),
                 ("The door of number %d is at http://example.org/%d today." % (i, i), "Die Tür der Nummer %d ist heute da." % i),
                 ("The door of number %d has %d hinges." % (i, i + 20000), "Die Tür der Nummer %d hat %d Angeln." % (i, i + 50000))][i % 3]
        yield "\t".join(wrong) + "\n"


def renderer_seconds(browser):
    """CPU seconds of the processes that draw pages."""
    session, browser.session = browser.session, None
    processes = browser.call("SystemInfo.getProcessInfo").get("processInfo", [])
    browser.session = session
    return sum(p["cpuTime"] for p in processes if p["type"] == "renderer")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apograph", default="build/apograph")
    parser.add_argument("--rows", type=int, default=10000)
    a = parser.parse_args()
    program = os.path.abspath(a.apograph)
    sys.argv = ["browser.py", program, "."]
    from browser import Browser

    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        (Path(folder) / "units.tsv").write_text("".join(table(a.rows)), encoding="utf-8")
        subprocess.run([program, "qa", "-q", "--profile", "strict", "--fail-on", "never", "--from", "en", "--to", "de", "-o", str(page), folder + "/units.tsv"],
                       check=True)
        browser = Browser("chromium", folder)
        browser.call("Browser.getVersion")
        begin, spent = time.monotonic(), renderer_seconds(browser)
        browser.open(page)
        while not browser.ask("document.querySelectorAll('#rows > li').length"):
            time.sleep(0.01)
        found = {"rows": a.rows, "bytes": page.stat().st_size, "open": [round(time.monotonic() - begin, 2), round(renderer_seconds(browser) - spent, 2)]}
        found["counts"] = browser.ask("document.querySelector('.more').textContent")

        def wait(script):
            spent = renderer_seconds(browser)
            answer = browser.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
            return [round(answer["result"].get("value", 0) / 1000, 2), round(renderer_seconds(browser) - spent, 2)]

        for name, value in FILTERS.items():
            found[name] = [*wait(CHOOSE % (name, value)), browser.ask("document.querySelector('.choices output').textContent")]
            wait(CHOOSE % (name, "''" if name != "sure" else "'0'"))
        found["severity"] = wait(SEVERITY)
        print(json.dumps(found))
        browser.process.terminate()
        browser.process.wait()


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page of a trace in a real browser, by its debugging pipe: pointer and keyboard reach the lines and boxes of the drawing and show their
evidence, Enter opens it; on paper a wide drawing is in strips whose names can be read, whole and in their colours. Skipped where no Chromium is installed.

browser.py APOGRAPH CORPORA"""
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

APOGRAPH, NATO = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve() / "nato-rutte"
LEAST = 7.0  # points of a name on paper; newspapers print their lists of stocks in 6
failed = 0


def complain(*what):
    global failed
    failed += 1
    print("FAILED:", *what)


class Browser:
    """A Chromium that is told what to do in JSON, each message ended by a NUL, through the descriptors 3 and 4."""

    def __init__(self, program, folder):
        to_it, self.out = os.pipe()
        self.answers, from_it = os.pipe()

        def pipes():  # the four may be 3 and 4 themselves
            a, b = os.dup(to_it), os.dup(from_it)
            os.dup2(a, 3)
            os.dup2(b, 4)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe", "--no-first-run",
             "--force-prefers-reduced-motion", f"--user-data-dir={folder}/profile", "about:blank"],
            preexec_fn=pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": folder})
        os.close(to_it)
        os.close(from_it)
        self.number, self.rest, self.session = 0, b"", None

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                more = os.read(self.answers, 65536)
                if not more:
                    raise EOFError
                self.rest += more
            text, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(text)
            if answer.get("id") == self.number:
                return answer.get("result", {})

    def open(self, path):
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Emulation.setDeviceMetricsOverride", width=1200, height=900, deviceScaleFactor=1, mobile=False)
        self.call("Page.navigate", url=path.as_uri())
        while self.ask("document.readyState + location.protocol") != "completefile:":
            time.sleep(0.01)

    def ask(self, script):
        return self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def key(self, key, code):
        more = {"text": "\r"} if key == "Enter" else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **more)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)


def forty(folder):
    """Forty texts that take passages over from each other, over nine days."""
    rng = random.Random(3)
    words = ["".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(rng.randint(1, 4))) for _ in range(3000)]
    texts, documents = [], []
    for i in range(40):
        own = [" ".join(rng.choice(words) for _ in range(rng.randint(8, 16))).capitalize() + "." for _ in range(rng.randint(4, 16))]
        taken = rng.choice(texts[:max(3, i // 2)])[:12] if i >= 3 else []
        texts.append(["“We will go on,” Anna Weber told German news agency dpa."] * (i % 7 == 0) + taken + own)
        (folder / f"{i}.txt").write_text("\n\n".join(texts[-1]) + "\n", encoding="utf-8")
        documents.append({"id": f"paper-of-the-town-{i}", "file": f"{i}.txt", "lang": "en", "published": f"2025-12-{20 + i // 5}"})
    (folder / "manifest.json").write_text(json.dumps(documents), encoding="utf-8")


def check_pointer(b, name):
    for kind in ("node", "arc"):
        place = b.ask(f"""(() => {{ const part = document.querySelector('.graph .{kind}');
            part.scrollIntoView({{block: 'center', inline: 'center'}});
            const line = part.querySelector('.edge, rect'), box = line.getBoundingClientRect();
            if (!line.getPointAtLength || '{kind}' == 'node') return [box.x + box.width / 2, box.y + 4, part.querySelector('title').textContent];
            for (let k = .05; k < 1; k += .05) {{
                const p = line.getPointAtLength(line.getTotalLength() * k).matrixTransform(line.getScreenCTM()),
                      hit = document.elementFromPoint(p.x, p.y), found = hit && hit.closest('.arc');
                if (found) return [p.x, p.y, found.querySelector('title').textContent]; }} }})()""")
        if not place:
            complain(name, "the pointer finds no", kind)
            continue
        b.call("Input.dispatchMouseEvent", type="mouseMoved", x=place[0], y=place[1])
        shown = b.ask("document.querySelector('.shown').textContent")
        if shown != place[2] or len(shown) < 5:
            complain(name, "pointing at a", kind, "shows", repr(shown), "not", repr(place[2]))


def check_keyboard(b, name, parts):
    reached, seen = set(), 0
    b.ask("document.activeElement.blur(), scrollTo(0, 0)")
    for _ in range(parts + 40):
        b.key("Tab", 9)
        at = b.ask("""(() => { const part = document.activeElement.closest('.arc, .node');
            return part && [Array.from(document.querySelectorAll('.arc, .node')).indexOf(part), part.querySelector('title').textContent,
                document.querySelector('.shown').textContent, part.getAttribute('href')]; })()""")
        if at:
            reached.add(at[0])
            seen += at[1] == at[2]
            if at[1] != at[2]:
                complain(name, "Tab shows", repr(at[2]), "not", repr(at[1]))
            if at[3] and at[3].startswith("#edge-"):
                last = at[3]
                b.key("Enter", 13)
                if not any(b.ask(f"document.querySelector('{last}').open") for _ in range(200)):
                    complain(name, "Enter does not open", last)
                break
    if not seen:
        complain(name, "Tab reaches nothing of the drawing")


def check_paper(b, name, wide):
    b.call("Emulation.setDeviceMetricsOverride", width=703, height=1000, deviceScaleFactor=1, mobile=False)  # A4 within its margins
    b.call("Emulation.setEmulatedMedia", media="print")
    sizes = b.ask("""Array.from(document.querySelectorAll('.graph svg')).filter(s => getComputedStyle(s).display != 'none').map(s =>
        [s.getBoundingClientRect().width / s.viewBox.baseVal.width * 13 * .75, s.getBoundingClientRect().height])""")
    if not sizes or min(s[0] for s in sizes) < LEAST or max(s[1] for s in sizes) > 1000:
        complain(name, "on paper: points of a name, and height of each drawing:", sizes)
    if wide and len(sizes) < 2:
        complain(name, "a wide drawing is not in strips on paper")
    b.call("Emulation.setEmulatedMedia", media="")


def check_strips(name, page):
    """On paper: each box, label and date of the drawing is whole in one of the strips."""
    whole = page[page.index("<g id=\"drawing\""):page.index("strip\"")] if "strip\"" in page else ""
    strips = [(float(x), float(x) + float(width)) for x, width in re.findall(r'strip" [^>]*viewBox="([0-9.]+) 0 ([0-9.]+) ', page)]
    items = [(float(x), float(x) + float(width)) for x, width in re.findall(r'<rect class="[^"]*"[^>]* x="([0-9.]+)"[^>]* width="([0-9.]+)"', whole)]
    dates = [(float(x), float(x) + 60) for x in re.findall(r'<text class="date"[^>]* x="([0-9.]+)"', whole)]
    if len(strips) < 2 or len(items) < 7 or not dates:
        complain(name, "strips, boxes, dates:", len(strips), len(items), len(dates))
    cut = [i for i in items + dates if not any(s[0] <= i[0] and i[1] <= s[1] for s in strips)]
    if cut:
        complain(name, "no strip has as a whole what is at", cut)


def check_colours(b, name):
    """On paper, too, lines have the colours of their credits: all that is red, drawn a second time by use, is red."""
    b.call("Emulation.setDeviceMetricsOverride", width=703, height=1000, deviceScaleFactor=1, mobile=False)
    b.call("Emulation.setEmulatedMedia", media="print")
    b.ask("document.querySelectorAll('.graph svg.strip')[1].scrollIntoView()")
    picture = b.call("Page.captureScreenshot", format="png")["data"]
    b.call("Page.navigate", url="about:blank")  # a page that may show any picture
    while b.ask("document.readyState + location.protocol") != "completeabout:":
        pass
    b.ask(f"""window.red = null; (() => {{ const picture = new Image();
        picture.onload = () => {{ const c = document.createElement('canvas').getContext('2d');
            c.canvas.width = picture.width; c.canvas.height = picture.height; c.drawImage(picture, 0, 0);
            const p = c.getImageData(0, 0, picture.width, picture.height).data;
            let red = 0;
            for (let i = 0; i < p.length; i += 4) red += p[i] > 150 && p[i + 1] < 80 && p[i + 2] < 80;
            window.red = red; }};
        picture.onerror = () => {{ window.red = -1; }};
        picture.src = 'data:image/png;base64,{picture}'; }})()""")
    red = next((n for n in (b.ask("window.red") for _ in range(2000)) if n is not None), None)
    if not red or red < 100:
        complain(name, "on paper: points of the colour of what is not credited:", red)


def main():
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        (folder / "forty").mkdir()
        (folder / "bin").mkdir()  # no dot: the plain drawing, which is the same everywhere
        forty(folder / "forty")
        for name, corpus in (("seven", NATO), ("forty", folder / "forty")):
            subprocess.run([APOGRAPH, "trace", "-q", "--no-default-lexicons", "-o", f"{name}.html", corpus], cwd=folder, check=True,
                           env={**os.environ, "PATH": str(folder / "bin")})
            check_strips(name, (folder / f"{name}.html").read_text(encoding="utf-8"))
        if failed or not program:
            print("no Chromium is installed: the drawing is not tried in a browser" if not failed else "strips are wrong")
            return 1 if failed else 77
        try:
            browser = Browser(program, scratch)
            browser.call("Browser.getVersion")
        except (OSError, EOFError):
            print("Chromium does not start here: the drawing is not tried in a browser")
            return 77
        try:
            for name in ("seven", "forty"):
                browser.open(folder / f"{name}.html")
                parts = browser.ask("document.querySelectorAll('.arc, .node').length")
                wide = browser.ask("!!document.querySelector('.graph svg.wide')")
                if name == "forty" and (not wide or parts < 60):
                    complain("forty documents are", parts, "boxes and lines")
                check_pointer(browser, name)
                check_keyboard(browser, name, parts)
                check_paper(browser, name, wide)
                check_colours(browser, name)
        finally:
            browser.session = None
            os.close(browser.out)
            browser.process.kill()
            browser.process.wait()
    print("2 pages in Chromium,", failed, "failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

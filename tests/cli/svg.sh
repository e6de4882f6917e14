#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The drawing of a trace: well-formed, by dot or plain, its colours known to programs that know no style rules
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

"$APOGRAPH" trace -q --no-default-lexicons -o chain.svg "$nato" || complain "no drawing"
# without dot the drawing is plain, which is said; with dot the drawing names it
mkdir empty
PATH=$work/empty "$APOGRAPH" trace --no-default-lexicons -o bare.svg "$nato" 2>err || complain "no drawing without other programs"
cmp chain.svg bare.svg || complain "a dot that fails is not as none"
grep -q 'drawn plainly' err || complain "a plain drawing is not mentioned: $(cat err)"
! grep -q '<desc>' bare.svg || complain "a plain drawing names a program"
count=$((count + 1))
if PATH=$TEST_PATH command -v dot >/dev/null; then
	PATH=$TEST_PATH "$APOGRAPH" trace --no-default-lexicons -o dot.svg "$nato" 2>err || complain "no drawing by dot"
	grep -q '<desc>laid out by dot - graphviz version ' dot.svg || complain "the drawing does not name dot"
	! grep -q 'drawn plainly' err || complain "the drawing by dot is called plain"
	count=$((count + 1))
fi

"$APOGRAPH" trace -q --no-default-lexicons -o page.html "$nato" || complain "no page"
# what is not known is not stated
grep '<details id="edge' page.html | grep 'direction not certain' >unsure
[ -s unsure ] || complain "no derivation without direction on the page"
! grep -v '</b> may be an\{0,1\} ' unsure || complain "a derivation without direction is stated"
python3 - <<'END' || complain "see above"
import re, sys
import xml.etree.ElementTree as ElementTree

failed = 0

def check(name, svg):
    """Every text, box and line has its colours as attributes, on itself or on a group."""
    global failed
    def walk(element, inherited):
        global failed
        tag = element.tag.split("}")[1]
        if tag == "style":
            return
        own = dict(inherited, **{k: element.get(k) for k in ("fill", "stroke", "font-family", "font-size", "text-anchor") if element.get(k)})
        wanted = {"text": ("fill", "font-family", "font-size", "text-anchor"), "rect": ("fill",), "path": ("fill",)}.get(tag, ())
        if (element.get("class") or "").split(" ")[0] in ("document", "unseen", "inferred"):
            wanted += ("stroke",)
        for attribute in wanted:
            if attribute not in own or "var(" in own[attribute]:
                print(name, tag, element.attrib, "has no", attribute)
                failed = 1
        if tag == "path" and "edge" in (element.get("class") or "") and (own.get("fill") != "none" or not own.get("stroke")):
            print(name, "a line would be filled:", element.attrib)
            failed = 1
        for child in element:
            walk(child, own)
    walk(svg, {})

check("chain.svg", ElementTree.parse("chain.svg").getroot())
page = open("page.html", encoding="utf-8").read()
check("page.html", ElementTree.fromstring(re.search(r"<svg.*?</svg>", page, re.S).group(0)))
# each line says how its child credits, by colour and dash; an uncertain direction has no head; all can be reached and read
space = "{http://www.w3.org/2000/svg}"

def check_arcs(name, root):
    global failed
    arcs = [e for e in root.iter() if (e.get("class") or "").startswith("arc ")]
    nodes = [e for e in root.iter() if e.get("class") == "node"]
    labels = [e.text for e in root.iter() if (e.get("class") or "") == "label"]
    for arc in arcs:
        line, = [e for e in arc if e.get("class") == "edge"]
        head = [e for e in arc if e.get("class") == "head"]
        kind, uncertain = arc.get("class").split()[1], "uncertain" in arc.get("class")
        if bool(head) == uncertain or (kind == "named") == bool(line.get("stroke-dasharray")) or float(line.get("stroke-width")) < 1 or not arc.get("color"):
            print(name, "a line is drawn wrong:", arc.attrib, line.attrib)
            failed = 1
    for e in arcs + nodes:
        if not e.get("aria-label") or not e.findtext(space + "title") or not (e.get("href") or e.get("tabindex") == "0"):
            print(name, "cannot be reached or read:", e.attrib)
            failed = 1
    bare = sum("uncertain" in e.get("class") for e in arcs)
    doubts = sum(text.endswith(" ?") for text in labels)
    if not arcs or not nodes or bare != doubts or not doubts or bare == len(arcs):
        print(name, bare, "lines without arrow,", doubts, "labels with ?, of", len(arcs), "lines")
        failed = 1
    return [e.get("href") for e in arcs + nodes]

check_arcs("chain.svg", ElementTree.parse("chain.svg").getroot())
places = check_arcs("page.html", ElementTree.fromstring(re.search(r"<svg.*?</svg>", page, re.S).group(0)))
for place in places:
    if not place or page.count('id="%s"' % place[1:]) != 1:
        print("a link of the drawing leads nowhere:", place)
        failed = 1
sys.exit(failed)
END
count=$((count + 1))

# names with what XML forbids, and names as long as a folder allows
mkdir odd
long=$(printf '%0230d' 0)
printf 'The minister said the bridge will open in May. It cost 3 million euros.\n' >odd/a.txt
printf 'The minister said the bridge will open in May. It cost 3 million euros. So be it.\n' >"odd/$long.txt"
printf '{"documents": [{"id": "a\\u0001\\ufffe<b>&\\nline", "file": "a.txt", "lang": "en", "publisher": "\\u0085x"}, {"id": "%s", "file": "%s.txt", "lang": "en"}]}' "$long" "$long" >odd/manifest.json
if "$APOGRAPH" trace -q --no-default-lexicons -o odd.svg odd; then
	python3 - <<'END' || complain "odd names make a broken or a wide drawing"
import xml.etree.ElementTree as ElementTree
root = ElementTree.parse("odd.svg").getroot()
assert float(root.get("width")) < 1500, root.get("width")
assert any("0" * 230 in (e.text or "") for e in root.iter()), "the whole name is nowhere"
END
else
	complain "no drawing of odd names"
fi
count=$((count + 1))

# what a program without style rules shows: light, with ink and the boxes' blue
if command -v rsvg-convert >/dev/null; then
	sed '/<style>/d' odd.svg >plain.svg
	for file in odd plain; do
		rsvg-convert $file.svg -o $file.png || complain "rsvg-convert $file.svg"
		python3 - $file.png <<'END' || complain "$file.svg: colours are wrong outside of a browser"
import struct, sys, zlib
data = open(sys.argv[1], "rb").read()
width, height, depth, kind = struct.unpack(">IIBB", data[16:26])
assert depth == 8 and kind in (2, 6), (depth, kind)  # RGB, RGBA
pixel = 3 if kind == 2 else 4
at, packed = 8, b""
while at < len(data):
    size, name = struct.unpack(">I4s", data[at:at + 8])
    packed += data[at + 8:at + 8 + size] if name == b"IDAT" else b""
    at += 12 + size
raw, step = zlib.decompress(packed), pixel * width
previous, seen = bytearray(step), {"dark": 0, "light": 0, "blue": 0, "all": 0}
for y in range(height):
    filter_, line = raw[y * (step + 1)], bytearray(raw[y * (step + 1) + 1:(y + 1) * (step + 1)])
    for i in range(step):
        a, b, c = line[i - pixel] if i >= pixel else 0, previous[i], previous[i - pixel] if i >= pixel else 0
        if filter_ == 1: line[i] = line[i] + a & 255
        elif filter_ == 2: line[i] = line[i] + b & 255
        elif filter_ == 3: line[i] = line[i] + (a + b) // 2 & 255
        elif filter_ == 4:
            p = a + b - c
            near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            line[i] = line[i] + near & 255
    for i in range(0, step, pixel):
        red, green, blue, alpha = (*line[i:i + pixel], 255)[:4]
        seen["all"] += 1
        seen["light"] += alpha == 255 and min(red, green, blue) > 240
        seen["dark"] += alpha == 255 and max(red, green, blue) < 80
        seen["blue"] += blue > 140 and red < 80
    previous = line
assert seen["light"] > .8 * seen["all"] and 0 < seen["dark"] < .1 * seen["all"] and seen["blue"] > 50, seen
END
		count=$((count + 1))
	done
fi
finish

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Decimal literals inside functions: constants.py FILE...

A decimal is a choice, and a choice has a name and an origin: `#define NAME .35 /* meaning; origin */` or a static const table before the
functions of its file. Plain arithmetic needs no name: 0, 1, 2 and 100 (written with a point for their type), and a half beside an operator
(rounding, a mean)."""

import re
import sys

ARITHMETIC = {0.0, 1.0, 2.0, 100.0}
NOT_CODE = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.S)
FUNCTION = re.compile(r"^\{$.*?^\}", re.M | re.S)
OPERATOR = re.compile(r"[-+*/] ?(?=[.0])|(?<=[\dfF]) [-+*/]")
DECIMAL = re.compile(r"(?<![\w.])(?:\d+\.\d*|\.\d+|\d+(?=[eE][+-]?\d))(?:[eE][+-]?\d+)?[fFlL]?(?!\w)")


def main():
    found = False
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as source:
            text = NOT_CODE.sub(lambda m: "\n" * m.group().count("\n"), source.read())
        for body in FUNCTION.finditer(text):
            for literal in DECIMAL.finditer(body.group()):
                value = float(literal.group().rstrip("fFlL"))
                half = value == 0.5 and OPERATOR.search(body.group()[literal.start() - 2:literal.end() + 2])
                if value not in ARITHMETIC and not half:
                    line = text.count("\n", 0, body.start() + literal.start()) + 1
                    print(f"{path}:{line}: {literal.group()}")
                    found = True
    return found


if __name__ == "__main__":
    sys.exit(main())

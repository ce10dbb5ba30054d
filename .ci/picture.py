#!/usr/bin/env python3
"""Draws docs/plan.png from the golden plan of a rotation day, which a test compares with what plan prints.

Needs rsvg-convert (Debian: librsvg2-bin) and DejaVu Sans Mono (fonts-dejavu-core).
"""
import re
import subprocess
from html import escape

PLAN = "src/test/resources/dev/rulekeeper/report/rotation-day.txt"
PICTURE = "docs/plan.png"
FONT, WIDE, HIGH, EDGE = 14, 8.43, 19, 18
RED, GREEN, YELLOW, BLUE, GREY, WHITE = "#ff7b72", "#7ee787", "#e3b341", "#79c0ff", "#8b949e", "#e6edf3"
KINDS = {"✗": RED, "-": RED, "○": RED, "!": RED, "?": YELLOW, "↻": BLUE, "~": WHITE, "+": GREEN}


def colours(line):
    """The line as (text, colour, bold), left to right."""
    row = re.match(r"    (\S) (\w+)", line)
    if row:
        return [(row.group(), KINDS[row.group(1)], True), (line[row.end():], WHITE, False)]
    if re.search(r"BLOCKED|DELETED|DISABLED", line) and line.startswith("  1"):
        return [(line, RED, True)]
    if re.match(r" {16,}[-+] ", line):
        return [(line, RED if line.lstrip().startswith("-") else GREEN, False)]
    return [(line, GREY if line.startswith(" " * 8) else WHITE, False)]


def svg(lines):
    width = int(2 * EDGE + WIDE * max(map(len, lines)))
    height = 2 * EDGE + HIGH * len(lines)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    yield '<rect width="100%" height="100%" rx="8" fill="#0d1117"/>'
    yield f'<g font-family="DejaVu Sans Mono" font-size="{FONT}" xml:space="preserve">'
    for number, line in enumerate(lines):
        at = 0
        for text, colour, bold in colours(line):
            weight = ' font-weight="bold"' if bold else ""
            lead = len(text) - len(text.lstrip())
            x, y = EDGE + WIDE * (at + lead), EDGE + HIGH * (number + 0.75)
            yield f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}"{weight}>{escape(text.strip())}</text>'
            at += len(text)
    yield "</g></svg>"


with open(PLAN, encoding="utf-8") as plan:
    drawing = "\n".join(svg(plan.read().rstrip("\n").split("\n")))
subprocess.run(["rsvg-convert", "--output", PICTURE], input=drawing.encode(), check=True)

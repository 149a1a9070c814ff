"""What a benchmark has measured as a table, a chart and JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio that was measured and what it should be: at least, or at most where `below`."""

    name: str
    value: float
    target: float
    below: bool = False

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.value <= self.target if self.below else self.value >= self.target

    def __str__(self) -> str:
        sign = "<=" if self.below else ">="
        word = "met" if self.met else "MISSED"
        return f"| {self.name} | {self.value:.2f} | {sign} {self.target:g} | {word} |"


def write(folder: Path, title: str, lines: Sequence[str], goals: Sequence[Goal]) -> str:
    """Write `README.md`, `goals.svg` and `goals.json` into a folder; the text of the first.

    The first of `lines` says what wrote them, the others follow the goals.
    """
    folder.mkdir(exist_ok=True)
    text = "\n".join(
        [
            f"# {title}",
            "",
            lines[0],
            "",
            "![Goals](goals.svg)",
            "",
            "| goal | measured | wanted | |",
            "|---|---|---|---|",
            *map(str, goals),
            "",
            *lines[1:],
            "",
        ]
    )
    (folder / "README.md").write_text(text)
    (folder / "goals.svg").write_text(_chart(goals))
    rows = [
        {"name": g.name, "value": round(g.value, 3), "target": g.target, "below": g.below}
        for g in goals
    ]
    (folder / "goals.json").write_text(json.dumps(rows, indent=1) + "\n")
    return text


def _chart(goals: Sequence[Goal]) -> str:
    """A bar for each goal, as a share of what is wanted; the line is the goal."""
    row, left, unit = 26, 390, 150
    height = row * len(goals) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="860" height="{height}">',
        "<style>text { font: 13px sans-serif }</style>",
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for number, goal in enumerate(goals):
        share = _share(goal)
        width, y = min(share, 3.0) * unit, 30 + number * row
        colour = "#2b7a4b" if goal.met else "#b3261e"
        parts += [
            f'<text x="{left - 8}" y="{y + 14}" text-anchor="end">{_escaped(goal.name)}</text>',
            f'<rect x="{left}" y="{y}" width="{width:.0f}" height="18" fill="{colour}"/>',
            f'<text x="{left + width + 6:.0f}" y="{y + 14}">{goal.value:.2f}</text>',
        ]
    parts += [
        f'<line x1="{left + unit}" y1="20" x2="{left + unit}" y2="{height - 8}" stroke="black"/>',
        f'<text x="{left + unit}" y="15" text-anchor="middle">goal</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _share(goal: Goal) -> float:
    """How far the goal is reached, 1 being just so; a goal of 0 has no scale."""
    if not goal.target or not goal.value:
        return 1.5 if goal.met else 0.5
    return goal.target / goal.value if goal.below else goal.value / goal.target


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")

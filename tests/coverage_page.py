"""The page docs/coverage.md, read as claims, and what the course has to hold them against."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """One row of a table: the cells by the names of their columns."""

    lesson: str
    cells: Mapping[str, str]

    @property
    def idea(self) -> str:
        """What the row is about: its first cell."""
        return next(iter(self.cells.values()))

    def links(self, column: str) -> list[tuple[str, str]]:
        """Return the (text, address) of each link in a column."""
        return LINK.findall(self.cells.get(column, ""))

    def names(self, column: str) -> list[str]:
        """Return what stands between backquotes in a column."""
        return re.findall(r"`([^`]+)`", self.cells.get(column, ""))

    def mistakes(self) -> list[str]:
        """Return the names of wrong answers, which stand in italics."""
        return re.findall(r"\*([^*]+)\*", self.cells.get("Told apart as", ""))


@dataclass(frozen=True)
class Places:
    """What a lesson holds: its notebook's address on the page, headings, demos called, wrong answers by exercise."""

    notebook: str
    headings: frozenset[str]
    demos: frozenset[str]
    exercises: Mapping[str, frozenset[str]] = field(default_factory=dict)


def read_rows(page: str) -> list[Row]:
    """Return the rows of all tables below the headings ``## LESSON: …``, in their order."""
    rows, lesson, columns = [], "", []
    for line in page.splitlines():
        if line.startswith("## "):
            lesson = line[3:].partition(":")[0].strip()
        if not line.startswith("|"):
            columns = []
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not columns:
            columns = cells
        elif not all(set(cell) <= set(":-") for cell in cells):
            rows.append(Row(lesson, dict(zip(columns, cells, strict=True))))
    return rows


def lesson_sections(page: str) -> list[str]:
    """Return the names of the lessons that have a section of their own."""
    return [line[3:].partition(":")[0].strip() for line in page.splitlines() if re.match(r"## \d", line)]


def read_notebook(path: Path, address: str, demos: Sequence[str], lesson: Any) -> Places:
    """Return the places of a lesson; `lesson` is its declaration, or None if there is none yet."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    texts: dict[str, str] = {"markdown": "", "code": ""}
    for cell in cells:
        texts[cell["cell_type"]] = texts.get(cell["cell_type"], "") + "".join(cell["source"]) + "\n"
    called = frozenset(demo for demo in demos if re.search(rf"^\s*{demo}\(", texts["code"], re.MULTILINE))
    exercises = lesson.exercises if lesson else ()
    return Places(
        notebook=address,
        headings=frozenset(HEADING.findall(texts["markdown"])),
        demos=called,
        exercises={each.name: frozenset(wrong.name for wrong in each.wrong_answers) for each in exercises},
    )


def broken_claims(page: str, course: Mapping[str, Places]) -> list[str]:
    """Return a sentence for every place that the page names and the course does not have."""
    found = [f"there is no lesson {name}" for name in lesson_sections(page) if name not in course]
    for row in read_rows(page):
        if row.lesson in course:
            found += [f"{row.lesson}, {row.idea!r}: {problem}" for problem in broken_in(row, course[row.lesson])]
    return found


def broken_in(row: Row, places: Places) -> Iterator[str]:
    """Yield what a row names and its lesson does not have, or what it leaves out."""
    for heading, address in row.links("Section"):
        if address != places.notebook:
            yield f"the link leads to {address}, the notebook is {places.notebook}"
        if heading not in places.headings:
            yield f"the notebook has no section {heading!r}"
    if "Section" in row.cells and not row.links("Section"):
        yield "no section is named"
    exercises = row.names("Exercise")
    for name in exercises:
        if name not in places.exercises:
            yield f"the lesson has no exercise {name!r}"
    for name in row.names("Demo"):
        if name not in places.demos:
            yield f"the notebook calls no demo {name!r}"
    mistakes = row.mistakes()
    for mistake in mistakes:
        if not any(mistake in places.exercises.get(name, ()) for name in exercises):
            yield f"no wrong answer {mistake!r} among those of {', '.join(exercises) or 'no exercise'}"
    for name in exercises if "Told apart as" in row.cells else ():
        if not places.exercises.get(name, frozenset()) & set(mistakes):
            yield f"no wrong answer of {name!r} is named"


def missing_claims(page: str, course: Mapping[str, Places], demos: Sequence[str]) -> list[str]:
    """Return a sentence for every lesson, section, exercise and demo of the course that the page leaves out."""
    rows = read_rows(page)
    found = [f"no section about lesson {name}" for name in course if name not in lesson_sections(page)]
    for lesson, places in course.items():
        of_lesson = [row for row in rows if row.lesson == lesson]

        def named(column: str, of_lesson: list[Row] = of_lesson) -> set[str]:
            return {name for row in of_lesson for name in row.names(column)}

        told = {name for row in of_lesson if row.mistakes() for name in row.names("Exercise")}
        taught = {heading for row in of_lesson for heading, _ in row.links("Section")}
        numbered = {heading for heading in places.headings if re.match(r"\d+\. ", heading)}
        found += [f"{lesson}: no row names {name!r}" for name in places.exercises if name not in named("Exercise")]
        found += [f"{lesson}: no mistake of {name!r} is named" for name in places.exercises if name not in told]
        found += [f"{lesson}: no row names the demo {name!r}" for name in sorted(places.demos - named("Demo"))]
        found += [f"{lesson}: no row names the section {name!r}" for name in sorted(numbered - taught)]
    shown = {name for row in rows for name in row.names("Demo")}
    return found + [f"no row names the demo {name!r}" for name in demos if name not in shown]


def course_in(root: Path, lessons: Mapping[str, Any], demos: Sequence[str]) -> dict[str, Places]:
    """Return the places of every lesson whose instructor's script exists."""
    course = {}
    for script in sorted((root / "solutions").glob("*.py")):
        name = script.stem
        path = root / "notebooks" / name / f"{name}.ipynb"
        course[name] = read_notebook(path, f"../notebooks/{name}/{name}.ipynb", demos, lessons.get(name))
    return course

"""Report what mutation testing left alive: ``python -m tests.mutation``, after ``mutmut run``.

Writes docs/mutation.md and fails if a mutant survives that accepted.toml doesn't account for.
"""

import json
import re
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).resolve().parents[2]
ACCEPTED = Path(__file__).parent / "accepted.toml"
# Pytest stops with "interrupted" where a changed module does not even load.
CAUGHT = {"killed", "timeout", "segfault", "check was interrupted by user"}
HEADING = """# Mutation testing of lecturelib

`make mutants` changes one expression at a time (a sign, a constant, an argument, a comparison) and runs the tests that
reach it. A change that no test notices is either a hole in the tests or no change of any result; every one that is left
is listed here with the reason, and `tests/mutation/accepted.toml` holds those reasons. Not changed: `evidence/`,
`witnesses/`, `plots/` and `verify/`, which compute nothing of the reference.
"""


@dataclass(frozen=True)
class Mutant:
    """A change of one expression, and the lines that it changes."""

    name: str
    status: str
    removed: str = ""
    added: str = ""

    @property
    def module(self) -> str:
        return self.name.split(".x")[0]

    @property
    def function(self) -> str:
        """Dotted name of the changed function, such as ``lecturelib.arguments.require_pair``."""
        mangled = re.sub(r"__mutmut_\d+$", "", self.name)
        return mangled.replace(".xǁ", ".").replace("ǁ", ".").replace(".x_", ".")


@dataclass(frozen=True)
class Rule:
    """Why some mutants may live: patterns for the function and for the lines before and after."""

    function: str
    was: str
    becomes: str
    why: str

    def fits(self, mutant: Mutant) -> bool:
        searched = ((self.function, mutant.function), (self.was, mutant.removed), (self.becomes, mutant.added))
        return all(re.search(pattern, text) for pattern, text in searched)


def changed_lines(difference: str) -> tuple[str, str]:
    """Return the removed and the added lines of a unified diff, joined by single spaces."""
    body = [line for line in difference.splitlines() if not line.startswith(("---", "+++"))]
    removed, added = ([line[1:].strip() for line in body if line.startswith(sign)] for sign in "-+")
    return " ".join(removed), " ".join(added)


def read_mutants() -> list[Mutant]:
    """Return every mutant of the last run; survivors with the lines they change."""
    mutants = []
    for path in sorted((ROOT / "mutants" / "lecturelib").rglob("*.meta")):
        for name, code in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            status = status_by_exit_code[code]
            lines = ("", "") if status in CAUGHT else changed_lines(get_diff_for_mutant(name))
            mutants.append(Mutant(name, status, *lines))
    return mutants


def report(mutants: list[Mutant], rules: list[Rule]) -> tuple[str, list[Mutant]]:
    """Return the report as Markdown, and the survivors that no rule accounts for."""
    caught = [mutant for mutant in mutants if mutant.status in CAUGHT]
    alive = [mutant for mutant in mutants if mutant.status not in CAUGHT]
    reasons = {mutant: next((rule.why for rule in rules if rule.fits(mutant)), None) for mutant in alive}
    unexplained = [mutant for mutant, why in reasons.items() if why is None]
    lines = [HEADING]
    lines += [f"**{len(mutants)} mutants, {len(caught)} caught, {len(alive)} alive, {len(unexplained)} unexplained.**"]
    lines += ["", "| module | mutants | caught | alive, no result changed |", "|---|---:|---:|---:|"]
    total, caught_of = Counter(m.module for m in mutants), Counter(m.module for m in caught)
    lines += [f"| {name} | {n} | {caught_of[name]} | {n - caught_of[name]} |" for name, n in sorted(total.items())]
    lines += ["", "## Alive, by reason", ""]
    for why in sorted({why for why in reasons.values() if why}):
        those = [mutant for mutant in alive if reasons[mutant] == why]
        lines += [f"### {why}", ""]
        lines += sorted(f"- `{mutant.function}`: `{mutant.removed}` became `{mutant.added}`" for mutant in those)
        lines.append("")
    return "\n".join(lines).rstrip() + "\n", unexplained


def main() -> int:
    """Write the report; return 1 if a survivor is unexplained or a rule fits nothing."""
    mutants = read_mutants()
    if not mutants or any(mutant.status == "not checked" for mutant in mutants):
        sys.exit("mutation testing has not run to its end; run: make mutants")
    entries = tomllib.loads(ACCEPTED.read_text(encoding="utf-8"))["accepted"]
    rules = [Rule(e.get("function", ""), e.get("was", ""), e.get("becomes", ""), e["why"]) for e in entries]
    text, unexplained = report(mutants, rules)
    (ROOT / "docs" / "mutation.md").write_text(text, encoding="utf-8")
    for mutant in unexplained:
        print(f"{mutant.status}: {mutant.function}\n  - {mutant.removed}\n  + {mutant.added}")
    alive = [mutant for mutant in mutants if mutant.status not in CAUGHT]
    idle = [rule for rule in rules if not any(rule.fits(mutant) for mutant in alive)]
    for rule in idle:
        print(f"accepted.toml: no survivor fits {rule}")
    print(f"{len(mutants)} mutants, {len(alive)} alive, {len(unexplained)} unexplained")
    return 1 if unexplained or idle else 0


if __name__ == "__main__":
    sys.exit(main())

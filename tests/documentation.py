"""What the pages of the documentation say that can be held against the project: links, pictures, command lines."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import typer

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"!?\[(?:[^\]\[]|\[[^\]]*\])*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
_SHELLS = ("", "text", "sh")
_COMMAND = re.compile(r"^(?:\$ )?(?:\S+/)?(?:python -m )?(autograder|nbgrader|make)(?: |$)")
# typer brings its own click along, and exports but one of its errors.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]


@dataclass(frozen=True)
class CommandLine:
    """A command line on a page.

    Attributes
    ----------
    program : {"autograder", "nbgrader", "make"}
        What is started.
    arguments : tuple of str
        Its arguments.
    complete : bool
        Whether it stands in a block of its own, for a reader to type as it is; in a sentence it may be cut short.
    """

    program: str
    arguments: tuple[str, ...]
    complete: bool

    def __str__(self) -> str:
        return shlex.join([self.program, *self.arguments])


def links(page: str) -> list[str]:
    """Return the addresses of a page's links and pictures, those in code left out."""
    return _LINK.findall(_CODE.sub("", _FENCE.sub("", page)))


def anchors(page: str) -> set[str]:
    """Return what a link may name after ``#``: GitHub's short form of each heading."""
    headings = _HEADING.findall(_FENCE.sub("", page))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(path: Path) -> list[str]:
    """Return a sentence for each relative link of a page whose file or heading does not exist."""
    found = []
    for address in links(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", address):
            continue
        name, _, anchor = unquote(address).partition("#")
        target = path.parent / name if name else path
        if not target.exists():
            found.append(f"{path.name}: {address} leads nowhere")
        elif anchor and anchor not in anchors(target.read_text(encoding="utf-8")):
            found.append(f"{path.name}: {target.name} has no heading #{anchor}")
    return found


def command_lines(page: str) -> list[CommandLine]:
    """Return the command lines of `autograder`, `nbgrader` and `make` in a page's blocks and sentences."""
    found = []
    for _, language, block in _FENCE.findall(page):
        if language in _SHELLS:
            found += [line for text in block.splitlines() for line in _read(text, complete=True)]
    for code in _CODE.findall(_FENCE.sub("", page)):
        found += _read(" ".join(code.split()), complete=False)
    return found


def _read(text: str, complete: bool) -> Iterator[CommandLine]:
    match = _COMMAND.match(text.strip())
    if match:
        arguments = shlex.split(text.strip()[match.end() :], comments=True)
        yield CommandLine(match[1], tuple(arguments), complete)


def refused(line: CommandLine, commands: Any) -> str:
    """Return why `autograder` would not take a command line, or nothing if it would; nothing is run.

    Parameters
    ----------
    line : CommandLine
        As it stands on a page. Several names with bars between them, ``build | prove``, must all be commands.
    commands : Typer's group
        Of the command line.
    """
    if "|" in line.arguments:
        unknown = [name for name in line.arguments if name != "|" and name not in commands.commands]
        return f"there is no command {unknown[0]}" if unknown else ""
    name, *arguments = line.arguments or ("--help",)
    while True:
        if name.startswith("-"):
            return ""  # of the program itself, such as --help
        command = commands.commands.get(name)
        if command is None:
            return f"there is no command {name}"
        if not hasattr(command, "commands") or not arguments:
            break
        commands, (name, *arguments) = command, arguments
    if arguments == ["--help"]:
        return ""  # would be printed
    try:
        if arguments or line.complete:
            command.make_context(name, list(arguments)).close()
    except _UsageError as error:
        if line.complete or type(error).__name__ != "MissingParameter":
            return str(error.format_message())  # type: ignore[attr-defined]
    return ""


def refused_by_nbgrader(line: CommandLine, application: Any) -> str:
    """Return why `nbgrader` would not take a command line, or nothing if it would; nothing is run."""
    arguments = list(line.arguments)
    # A command without commands of its own has a trait there, and no dictionary.
    while arguments and isinstance(application.subcommands, dict) and not arguments[0].startswith("-"):
        name = arguments.pop(0)
        if name not in application.subcommands:
            return f"nbgrader has no command {name}"
        application = application.subcommands[name][0]
    known = {each for names in (*application.flags, *application.aliases) for each in _alternatives(names)}
    for argument in arguments:
        option = argument.lstrip("-").partition("=")[0]
        if argument.startswith("-") and "." not in option and option not in known:
            return f"{application.name} has no option --{option}"
    return ""


def _alternatives(names: Any) -> tuple[str, ...]:
    return names if isinstance(names, tuple) else (names,)


def refused_by_make(line: CommandLine, makefile: str) -> str:
    """Return which target of a `make` command line the Makefile lacks, or nothing."""
    targets = [argument for argument in line.arguments if "=" not in argument]
    unknown = [name for name in targets if not re.search(rf"^{re.escape(name)}:", makefile, re.MULTILINE)]
    return f"the Makefile has no target {unknown[0]}" if unknown else ""

"""Rules for the whole tree: which way imports point, what stands in no file, and that the environments agree."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PYTHON = [path for folder in ("lecturelib", "autograder", "demos") for path in sorted((ROOT / folder).rglob("*.py"))]


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def allowed_in(path):
    place = path.relative_to(ROOT)
    if place.parts[0] != "lecturelib":
        return None
    drawing = {"matplotlib"} if place.parts[1] in ("plots", "plots.py") else set()
    photographs = {"PIL"} if place.parts[1:] == ("datasets", "pictures.py") else set()
    return {"lecturelib", "numpy"} | drawing | photographs | set(sys.stdlib_module_names)


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path):
    roots = {name.split(".")[0] for name in imports_of(path)}
    allowed = allowed_in(path)
    if allowed is not None:
        assert roots <= allowed
    if path.is_relative_to(ROOT / "demos"):
        assert "autograder" not in roots
    if path.is_relative_to(ROOT / "autograder" / "confined"):
        assert "lecturelib" not in roots and "demos" not in roots
        assert not [
            name for name in imports_of(path) if re.match(r"autograder\.(exercises|checks|engine|course)", name)
        ]


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


def tracked_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


# In two halves, so that this file does not hold what it forbids.
FORBIDDEN = {
    "a package registry": ["pypi" + ".org", "python" + "hosted", "npm" + "js.", "anaconda" + ".org", "crates" + ".io"],
    "a content delivery network": ["jsdelivr" + ".", "unpkg" + ".", "cdnjs" + ".", "googleapis" + ".", "esm" + ".sh"],
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what):
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in tracked_files()
        for word in FORBIDDEN[what]
        if word in path.read_text(encoding="utf-8", errors="ignore")
    ]
    assert not found


def requirement(text):
    """Return (name, bounds, marker) of a requirement, written alike."""
    wanted, _, marker = text.partition(";")
    name, bounds = re.fullmatch(r"\s*([A-Za-z0-9_.-]+)(?:\[\w+\])?\s*(.*)", wanted).groups()
    return name.lower(), ",".join(sorted(bounds.replace(" ", "").split(","))), marker.strip()


def test_environment_yml_has_the_packages_and_bounds_of_pyproject():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    listed = [*project["dependencies"], *(entry for extra in extras.values() for entry in extra)]
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    through_pip = next(entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict))
    written = {requirement(entry) for entry in [*conda, *through_pip]}
    python = requirement("python" + project["requires-python"])
    installer, this_project = requirement("pip"), requirement("-e .")
    assert written == {requirement(entry) for entry in listed} | {python, installer, this_project}


def test_the_locks_hold_every_dependency_with_a_hash():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements" / "everything.txt").read_text(encoding="utf-8")
    entries = re.findall(r"^([a-z0-9_.-]+)==\S+(?: ; [^\\]+)? \\\n(?:    --hash=\S+(?: \\)?\n)+", lock, re.MULTILINE)
    assert len(entries) == len(re.findall(r"^[a-z0-9]", lock, re.MULTILINE))
    extras = project["optional-dependencies"].values()
    listed = [*project["dependencies"], *(entry for extra in extras for entry in extra)]
    names = {requirement(entry)[0].replace("_", "-") for entry in listed}
    assert names <= set(entries)

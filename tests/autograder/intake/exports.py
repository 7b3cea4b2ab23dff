"""Made-up exports, named as Canvas, Moodle and Gradescope name what is in them, and a class to put into them."""

import unicodedata
import zipfile
from dataclasses import dataclass

from autograder.course.build import make_course

LESSON = "01-neurons"
ROSTER = """\
id,first_name,last_name,email,lms_user_id
ada,Ada,Lovelace,ada@example.edu,101
jose,José,García Márquez,jose@example.edu,102
obrien,Siobhán,O'Brien,siobhan@example.edu,103
wang,小明,王,wang@example.edu,104
layla,ليلى,حداد,layla@example.edu,105
smith1,John,Smith,john1@example.edu,106
smith2,John,Smith,john2@example.edu,107
"""


@dataclass
class Person:
    """Someone whom a platform knows: `number` is Canvas's of the user, or Moodle's of the participant."""

    first: str
    last: str
    number: int
    sid: str = ""
    email: str = ""


ADA = Person("Ada", "Lovelace", 101, "ada", "ada@example.edu")
JOSE = Person("José", "García Márquez", 102, "jose", "jose@example.edu")
OBRIEN = Person("Siobhán", "O'Brien", 103, "obrien", "siobhan@example.edu")
WANG = Person("小明", "王", 104, "wang", "wang@example.edu")
LAYLA = Person("ليلى", "حداد", 105, "layla", "layla@example.edu")


def canvas_key(first, last):
    """What Canvas makes of a sortable name: lower case, of which it keeps letters, marks, digits and underscores."""
    categories = ((each, unicodedata.category(each)) for each in f"{last}, {first}".lower())
    return "".join(each for each, kind in categories if kind[0] in "LM" or kind in ("Nd", "Pc"))


def canvas_name(person, attachment, filename, late=False):
    marks = ["LATE"] if late else []
    return "_".join([canvas_key(person.first, person.last), *marks, str(person.number), str(attachment), filename])


def moodle_folder(person, kind="file", last="_"):
    """What Moodle makes of a full name: nothing that a file system or a shell might mind."""
    name = "".join(each for each in f"{person.first} {person.last}".replace("_", " ") if each not in "&<>\"`|':\\/")
    return f"{name}_{person.number}_assignsubmission_{kind}{last}"


def gradescope_metadata(entries):
    """`entries`: (submission's number, persons, time as Ruby writes it)."""
    lines = ["---"]
    for number, persons, when in entries:
        lines += [f"submission_{number}:", "  :submitters:"]
        for person in persons:
            lines += [
                f"  - :name: {person.first} {person.last}",
                f"    :sid: '{person.sid}'",
                f"    :email: {person.email}",
            ]
        lines += [f"  :created_at: {when}", "  :score: 0.0", "  :status: processed", "  :history: []"]
    return "\n".join(lines) + "\n"


def zipped(path, files, mode="w"):
    """Write a zip file of (name, content) pairs, or of a mapping."""
    with zipfile.ZipFile(path, mode, zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, content)
    return path


def empty_course(folder, roster=ROSTER):
    course = make_course(folder / "course")
    (course.root / "roster.csv").write_text(roster, encoding="utf-8")
    return course


def tree(folder):
    """Every file below a folder, with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }

"""Whole archives: each system, hostile ones, and whatever interrupts."""

import errno
import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.course.course import CourseError
from autograder.course.roster import roster_for
from autograder.intake import limits
from autograder.intake.outcome import What
from autograder.intake.take_in import take_in
from tests.autograder.intake.exports import (
    ADA,
    JOSE,
    LAYLA,
    LESSON,
    OBRIEN,
    WANG,
    Person,
    canvas_name,
    empty_course,
    gradescope_metadata,
    moodle_folder,
    tree,
    zipped,
)

CLASS = [ADA, JOSE, OBRIEN, WANG, LAYLA]
IDS = ["ada", "jose", "obrien", "wang", "layla"]
STRANGER = Person("Zoë", "Stranger", 900, "zoe", "zoe@example.org")


def work(person):
    return f'{{"cells": [], "of": "{person.number}"}}'.encode()


def canvas_export(tmp_path, people=CLASS, **more):
    files = {canvas_name(each, 1000 + n, f"{LESSON}.ipynb"): work(each) for n, each in enumerate(people)}
    return zipped(tmp_path / "canvas.zip", {**files, **more})


def on_file(course):
    return tree(course.submitted) if course.submitted.exists() else {}


def everything(course):
    return tree(course.root)


def reasons(intake):
    return {outcome.label: outcome.reason for outcome in intake.those(What.UNPLACED)}


def test_canvas(tmp_path, class_course, taken_in):
    intake = taken_in(canvas_export(tmp_path))
    assert intake.system == "Canvas"
    assert on_file(class_course) == {f"{i}/{LESSON}/{LESSON}.ipynb": work(p) for i, p in zip(IDS, CLASS, strict=True)}
    assert intake.absent == ("smith1", "smith2")


def test_moodle(tmp_path, class_course, taken_in):
    files = {f"{moodle_folder(each)}/sub/work.ipynb": work(each) for each in CLASS}
    files[f"{moodle_folder(ADA, 'onlinetext')}/onlinetext.html"] = b"<p>hello"
    intake = taken_in(zipped(tmp_path / "moodle.zip", files))
    assert intake.system == "Moodle"
    expected = {f"{i}/{LESSON}/{LESSON}.ipynb": work(p) for i, p in zip(IDS, CLASS, strict=True)}
    assert on_file(class_course) == {**expected, f"ada/{LESSON}/onlinetext.html": b"<p>hello"}


def test_blind_moodle_with_its_grading_worksheet(tmp_path, class_course, taken_in):
    archive = zipped(tmp_path / "moodle.zip", {"Teilnehmer_4001_assignsubmission_file_/x.ipynb": b"{}"})
    assert "Nobody in the roster is Teilnehmer, Moodle's number 4001" in reasons(taken_in(archive))["Teilnehmer_4001"]
    worksheet = 'Identifier,Full name,Username\n"Teilnehmer 4001",Ada Lovelace,ada\n'
    (class_course.root / "roster.csv").write_text(worksheet)
    assert taken_in(archive).those(What.FILED)[0].student == "ada"


def test_gradescope(tmp_path, class_course, taken_in):
    when = "2026-03-01 09:30:15.250000000 -08:00"
    metadata = gradescope_metadata([(1, [ADA], when), (2, [JOSE, OBRIEN], when), (3, [STRANGER, WANG], when)])
    files = {f"assignment_7_export/submission_{n}/x.ipynb": f"{n}".encode() for n in (1, 2, 3)}
    files["assignment_7_export/submission_metadata.yml"] = metadata
    intake = taken_in(zipped(tmp_path / "gradescope.zip", files))
    assert intake.system == "Gradescope"
    filed = on_file(class_course)
    assert [filed[f"{student}/{LESSON}/{LESSON}.ipynb"] for student in ("ada", "jose", "obrien", "wang")] == [
        b"1",
        b"2",
        b"2",
        b"3",
    ]
    assert filed[f"ada/{LESSON}/timestamp.txt"] == b"2026-03-01 17:30:15.250000 UTC"
    assert "Zoë Stranger" in reasons(intake)["submission_3"]
    assert tree(class_course.root / "unplaced" / LESSON / "submission_3")["x.ipynb"] == b"3"


def test_our_own_layout_as_a_folder(tmp_path, class_course, taken_in):
    for student, place in [("ada", f"{LESSON}.ipynb"), ("José García Márquez", f"{LESSON}/work.ipynb")]:
        path = tmp_path / "folder" / student / place
        path.parent.mkdir(parents=True)
        path.write_text(student)
    (tmp_path / "folder" / "José García Márquez" / LESSON / "timestamp.txt").write_text("2026-01-01 12:00:00 UTC")
    taken_in(tmp_path / "folder")
    assert on_file(class_course) == {
        f"ada/{LESSON}/{LESSON}.ipynb": b"ada",
        f"jose/{LESSON}/{LESSON}.ipynb": "José García Márquez".encode(),
        f"jose/{LESSON}/timestamp.txt": b"2026-01-01 12:00:00 UTC",
    }


def test_zip_files_in_a_students_folder(tmp_path, class_course, taken_in):
    inner = io.BytesIO()
    zipped(inner, {"mine/work.ipynb": b"{}", "timestamp.txt": b"1990-01-01"})
    taken_in(zipped(tmp_path / "a.zip", {f"{moodle_folder(ADA)}/all.zip": inner.getvalue()}))
    assert on_file(class_course) == {
        f"ada/{LESSON}/{LESSON}.ipynb": b"{}",
        f"ada/{LESSON}/all.zip": inner.getvalue(),
        f"ada/{LESSON}/all/timestamp.txt": b"1990-01-01",
    }


def test_the_newest_of_several_attachments(tmp_path, class_course, taken_in):
    names = [canvas_name(ADA, 7, f"{LESSON}.ipynb"), canvas_name(ADA, 9, f"{LESSON}-1.ipynb", late=True)]
    intake = taken_in(
        zipped(tmp_path / "a.zip", {names[0]: b"old", names[1]: b"new", canvas_name(ADA, 8, "d.csv"): b"1"})
    )
    assert on_file(class_course) == {
        f"ada/{LESSON}/{LESSON}.ipynb": b"new",
        f"ada/{LESSON}/{LESSON}.earlier.ipynb": b"old",
        f"ada/{LESSON}/d.csv": b"1",
    }
    assert "Of 2 versions" in intake.outcomes[0].remarks[0]
    assert intake.late == ["ada"]


def test_names_of_two_students_need_a_number(tmp_path, class_course, taken_in):
    smiths = [Person("John", "Smith", 106), Person("John", "Smith", 999)]
    intake = taken_in(canvas_export(tmp_path, smiths))
    assert [outcome.student for outcome in intake.those(What.FILED)] == ["smith1"]
    assert "several of that name" in reasons(intake)["smithjohn_999"]


def test_every_member_is_accounted_for(tmp_path, class_course, taken_in):
    extra = {
        "__MACOSX/._x": b"1",
        ".DS_Store": b"2",
        "readme.txt": b"3",
        canvas_name(STRANGER, 5, "x.ipynb"): b"4",
        "../../escape_1_2_x": b"5",
    }
    archive = canvas_export(tmp_path, **extra)
    intake = taken_in(archive)
    with zipfile.ZipFile(archive) as opened:
        assert sorted(fate.member for fate in intake.fates) == sorted(opened.namelist())
    fates = {fate.member: fate.what for fate in intake.fates}
    assert fates["__MACOSX/._x"].startswith("ignored: macOS")
    assert fates["readme.txt"] == f"in unplaced/{LESSON}/readme.txt"
    assert fates["../../escape_1_2_x"] == "not copied: its path leads out of the archive"
    found = tree(class_course.root)
    for fate in intake.fates:
        if fate.what.startswith("in "):
            assert any(path.startswith(fate.what.removeprefix("in ")) for path in found)


def test_the_second_time_nothing_changes(tmp_path, class_course, taken_in):
    archive = canvas_export(tmp_path, [*CLASS, STRANGER], **{"readme.txt": b"3", "../x": b"1"})
    taken_in(archive)
    before = everything(class_course)
    again = taken_in(archive)
    assert everything(class_course) == before
    assert len(again.those(What.UNCHANGED)) == len(CLASS)
    assert not again.those(What.FILED, What.REPLACED)


def test_what_is_handed_in_again_replaces_and_keeps(tmp_path, class_course, taken_in):
    taken_in(canvas_export(tmp_path))
    newer = zipped(tmp_path / "b.zip", {canvas_name(ADA, 5000, f"{LESSON}-1.ipynb"): b"again"})
    intake = taken_in(newer)
    assert [outcome.student for outcome in intake.those(What.REPLACED)] == ["ada"]
    assert on_file(class_course)[f"ada/{LESSON}/{LESSON}.ipynb"] == b"again"
    assert tree(class_course.root / "submitted-before") == {f"ada/{LESSON}/1/{LESSON}.ipynb": work(ADA)}


def test_a_mended_roster_clears_the_shelf(tmp_path, class_course, taken_in):
    archive = canvas_export(tmp_path, [STRANGER])
    taken_in(archive)
    assert (class_course.root / "unplaced" / LESSON / "strangerzoë_900" / "reason.txt").is_file()
    roster = class_course.root / "roster.csv"
    roster.write_text(roster.read_text() + "zoe,Zoë,Stranger,,900\n")
    taken_in(archive)
    assert tree(class_course.root / "unplaced") == {}
    assert f"zoe/{LESSON}/{LESSON}.ipynb" in on_file(class_course)


def test_a_trial_changes_nothing(tmp_path, class_course, taken_in):
    before = everything(class_course)
    intake = taken_in(canvas_export(tmp_path, [*CLASS, STRANGER]), dry_run=True)
    assert everything(class_course) == before
    assert sorted(path.name for path in class_course.root.iterdir()) == ["nbgrader_config.py", "roster.csv"]
    assert len(intake.those(What.FILED)) == len(CLASS)


class Interruption:
    """Lets `many` renames of the workshop pass, then raises."""

    def __init__(self, many, error):
        self.left, self.error = many, error

    def install(self, monkeypatch):
        rename = Path.rename

        def stopping(path, target):
            if self.left == 0:
                self.left -= 1
                raise self.error
            self.left -= 1
            return rename(path, target)

        monkeypatch.setattr(Path, "rename", stopping)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
@pytest.mark.parametrize("after", [0, 1, 3, 6])
def test_an_interruption_leaves_the_course_as_it_was(tmp_path, class_course, taken_in, monkeypatch, error, after):
    taken_in(canvas_export(tmp_path))
    before = everything(class_course)
    changed = {canvas_name(each, 9, f"{LESSON}.ipynb"): b"changed" for each in [*CLASS, STRANGER]}
    archive = zipped(tmp_path / "b.zip", changed)
    with monkeypatch.context() as patched:
        Interruption(after, error).install(patched)
        with pytest.raises(type(error)):
            taken_in(archive)
    assert everything(class_course) == before
    assert list((class_course.root / ".autograder").iterdir()) == []
    assert len(taken_in(archive).those(What.REPLACED)) == len(CLASS)


def test_an_interruption_while_reading_leaves_nothing(tmp_path, class_course, taken_in):
    def stop(done, of):
        if done == 3:
            raise KeyboardInterrupt

    before = everything(class_course)
    with pytest.raises(KeyboardInterrupt):
        taken_in(canvas_export(tmp_path), progress=stop)
    assert everything(class_course) == before


def test_a_report_that_cannot_be_written_takes_everything_back(tmp_path, class_course, taken_in):
    def full(intake):
        raise OSError(errno.ENOSPC, "No space left on device")

    before = everything(class_course)
    with pytest.raises(OSError, match="No space"):
        taken_in(canvas_export(tmp_path), finish=full)
    assert everything(class_course) == before


def link(name, target):
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry, target


def test_a_hostile_archive_writes_nowhere_else(tmp_path, class_course, taken_in):
    outside = tmp_path / "outside.txt"
    folder = moodle_folder(ADA)
    names = ["../outside.txt", f"{folder}/../../../outside.txt", "/x.ipynb", "C:\\x.ipynb", f"{folder}\\..\\..\\x"]
    files = [(name, b"hostile") for name in names]
    files += [link(f"{folder}/x.ipynb", "/etc/passwd"), link(f"{folder}/more", str(tmp_path))]
    files += [(f"{folder}/more/through-the-link.txt", b"hostile"), (f"{folder}/{LESSON}.ipynb", b"{}")]
    files += [(f"{folder}/{LESSON}.ipynb", b"twice")]
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive = zipped(tmp_path / "a.zip", files)
    beside = sorted(path.name for path in tmp_path.iterdir())
    intake = taken_in(archive)
    assert not outside.exists() and sorted(path.name for path in tmp_path.iterdir()) == beside
    assert not any(path.is_symlink() for path in class_course.root.rglob("*"))
    assert len(intake.fates) == len(files)
    filed = on_file(class_course)
    assert sorted(filed.values()) == [b"hostile", b"twice", b"{}"]
    notes = " ".join(intake.those(What.FILED)[0].notes)
    assert "a link, which is not followed" in notes


def test_one_damaged_member_costs_only_itself(tmp_path, class_course, taken_in):
    archive = canvas_export(tmp_path)
    with zipfile.ZipFile(archive) as opened:
        entry = opened.getinfo(canvas_name(JOSE, 1001, f"{LESSON}.ipynb"))
    data = bytearray(archive.read_bytes())
    data[entry.header_offset + 30 + len(entry.filename.encode())] ^= 0xFF
    archive.write_bytes(data)
    intake = taken_in(archive)
    assert "jose" not in {outcome.student for outcome in intake.outcomes}
    assert "damaged in the archive" in reasons(intake)["garcíamárquezjosé_102"]
    assert len(intake.those(What.FILED)) == len(CLASS) - 1


def test_a_bomb_costs_only_itself(tmp_path, class_course, taken_in):
    bomb = {canvas_name(STRANGER, 1, "x.ipynb"): bytes(limits.SUSPICIOUS_BYTES + 1)}
    intake = taken_in(canvas_export(tmp_path, **bomb))
    assert "made to fill disks" in reasons(intake)["strangerzoë_900"]
    assert len(intake.those(What.FILED)) == len(CLASS)


def test_an_archive_that_is_too_large_leaves_nothing(tmp_path, class_course, taken_in, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BYTES", 60)
    before = everything(class_course)
    with pytest.raises(CourseError, match="take it in by parts"):
        taken_in(canvas_export(tmp_path))
    assert everything(class_course) == before


def test_what_was_handed_in_twice_by_one_is_filed_once(tmp_path, class_course, taken_in):
    when = ["2026-03-02 10:00:00 Z", "2026-03-01 10:00:00 Z"]
    files = {"submission_metadata.yml": gradescope_metadata([(1, [ADA], when[0]), (2, [ADA], when[1])])}
    files |= {f"submission_{n}/x.ipynb": f"{n}".encode() for n in (1, 2)}
    intake = taken_in(zipped(tmp_path / "a.zip", files))
    assert on_file(class_course)[f"ada/{LESSON}/{LESSON}.ipynb"] == b"1"
    assert "submission_1 counts" in reasons(intake)["submission_2"]


NAMES = st.text(
    st.one_of(st.characters(exclude_characters="\0"), st.sampled_from("../\\_ ~é")), min_size=1, max_size=30
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, min_size=1, max_size=5, unique=True))
def test_any_names_at_all(names, tmp_path_factory):
    place = tmp_path_factory.mktemp("any")
    course = empty_course(place)
    encodable = [name for name in names if not any(0xD800 <= ord(each) < 0xE000 for each in name)]
    archive = zipped(place / "a.zip", dict.fromkeys(encodable, b"1") | {"ada/x.ipynb": b"{}"})
    with zipfile.ZipFile(archive) as opened:
        files = [entry for entry in opened.infolist() if not entry.filename.endswith(("/", "\\"))]
    intake = take_in(course, LESSON, archive, roster_for(course))
    assert len(intake.fates) >= len(files)
    assert {path.name for path in place.iterdir()} == {"course", "a.zip"}

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.course import CourseError
from autograder.intake.member import Member
from autograder.intake.systems.ruby_yaml import read_ruby_yaml


def read(content):
    data = content if isinstance(content, bytes) else content.encode()
    return read_ruby_yaml(Member("m.yml", ("m.yml",), len(data), lambda: io.BytesIO(data)))


def test_objects_of_ruby_are_plain_data():
    assert read("a: !ruby/hash:X\n  b: 1\nc: !ruby/array:Y [1]\nd: !ruby/symbol z\n") == {
        "a": {"b": 1},
        "c": [1],
        "d": "z",
    }


@pytest.mark.parametrize(
    "content",
    [
        "a: !!python/object/apply:os.system ['echo']\n",
        "a: " + "[" * 100_000,
        "a: " + "{a: " * 60 + "1" + "}" * 60,
        "? [1]\n: 2\n",
        "a: 9999-99-99 99:99:99\n",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_metadata_is_said_in_a_sentence(content):
    with pytest.raises(CourseError, match="cannot be read") as error:
        read(content)
    assert "\n" not in str(error.value)


def test_references_to_references_take_no_memory():
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert len(read("\n".join(lines))) == 40


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(CourseError):
        assert isinstance(read(data), dict)


def test_damage_in_the_archive_and_refusals():
    def broken():
        raise zipfile.BadZipFile("Bad CRC-32")

    with pytest.raises(CourseError, match="Bad CRC-32"):
        read_ruby_yaml(Member("m.yml", ("m.yml",), 1, broken))
    with pytest.raises(CourseError, match="it is a link"):
        read_ruby_yaml(Member("m.yml", ("m.yml",), 1, broken, refused="it is a link"))
    with pytest.raises(CourseError, match="too large"):
        read_ruby_yaml(Member("m.yml", ("m.yml",), 2**40, broken))

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from autograder.intake.safe_names import Places, safe_part, safe_path, shown

PART = st.text(st.one_of(st.characters(), st.sampled_from("./\\\0\n\u202eaA")), max_size=300)


@given(PART)
def test_any_name_is_made_safe(part):
    safe = safe_part(part)
    assert safe not in ("", ".", "..") and len(safe.encode()) <= 200
    assert not any(each in "/\\\0" or unicodedata.category(each) in ("Cc", "Cs") for each in safe)
    assert safe_part(safe) == safe


def test_ordinary_names_are_kept():
    for name in ("01-neurons.ipynb", "мой блокнот (1).ipynb", "می‌خواهم.ipynb", ".hidden", "a b"):
        assert safe_part(name) == name


def test_long_names_keep_their_ending_and_differ():
    one, other = safe_part("x" * 300 + ".ipynb"), safe_part("x" * 301 + ".ipynb")
    assert one.endswith(".ipynb") and one != other


def test_deep_paths_become_flat():
    assert len(safe_path(["a"] * 50)) == 12


@given(
    st.lists(
        st.lists(st.sampled_from(["a", "A", "b", "é", "e\u0301", "a-2", ".."]), min_size=1, max_size=3), max_size=9
    )
)
def test_no_two_files_meet_and_no_file_is_a_folder(paths):
    places = Places()
    taken = [places.take(path) for path in paths]
    keys = [tuple(part.casefold() for part in path) for path in taken]
    assert len(set(keys)) == len(keys)
    assert not {key[:length] for key in keys for length in range(1, len(key))} & set(keys)


def test_what_would_confuse_a_terminal_is_not_shown():
    assert shown("a\x1b[2Jb\u202ec\n王\u200c") == "a\ufffd[2Jb\ufffdc\ufffd王\u200c"

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autograder.course.names import NameIndex, exact_key, orders, plain_keys, shorn_key
from tests.autograder.intake.exports import canvas_key

# Any character but surrogates, which no text of a platform holds, and a good share of what names are made of.
ANY_NAME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
LETTERS = "aàäÅßéøİıłςσžΑΣΐабйا٘بَעִאक्षिगु가각小明王ギガ'’-. \u200d"
LIKELY_NAME = st.text(st.sampled_from(LETTERS), min_size=1, max_size=12)
NAME = st.one_of(LIKELY_NAME, ANY_NAME)


@given(first=NAME, last=NAME)
def test_any_name_comes_back_from_canvas(first, last):
    assume(exact_key(f"{last} {first}"))
    index = NameIndex([("me", [f"{first} {last}"]), ("somebody else", ["Nobody Else At All"])])
    assert "me" in index.find(canvas_key(first, last))


@given(name=NAME, form=st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_accents_may_be_composed_or_not(name, form):
    letters = "".join(each for each in name if unicodedata.category(each)[0] in "LM")
    assert exact_key(unicodedata.normalize(form, letters)) == exact_key(letters)


@given(name=NAME)
def test_a_key_is_a_key_of_itself(name):
    assert exact_key(exact_key(name)) == exact_key(name)


@pytest.mark.parametrize(
    ("roster", "archive"),
    [
        ("José García Márquez", "garciamarquezjose"),
        ("Siobhán O'Brien", "Siobhán OBrien"),
        ("Siobhán O’Brien", "o'brien siobhan"),
        ("Łukasz Żółć", "zolclukasz"),
        ("Jürgen Müller", "muellerjuergen"),
        ("Juergen Mueller", "müllerjürgen"),
        ("Jürgen Müller", "mllerjrgen"),
        ("Søren Ærø", "aerosoren"),
        ("小明 王", "王小明"),
        ("王, 小明", "小明王"),
        ("王，小明", "王 小明"),
        ("ليلى حداد", "حدادليلى"),
        ("لَيلى حداد", "ليلى حداد"),
        ("משה כהן", "כהןמשה"),
        ("Νίκος Παπαδόπουλος", "ΠΑΠΑΔΟΠΟΥΛΟΣ ΝΙΚΟΣ"),
        ("İbrahim Işık", "isikibrahim"),
        ("रवि शर्मा", "शर्मारवि"),
        ("Jean-Luc de la Tour", "delatourjeanluc"),
        ("Lovelace, Ada", "Ada Lovelace"),
        ("Cher", "cher"),
    ],
)
def test_names_that_are_the_same_person(roster, archive):
    assert NameIndex([("me", [roster])]).find(archive) == ("me",)


@pytest.mark.parametrize(
    ("roster", "archive"),
    [
        ("रवि शर्मा", "रव शर्मा"),
        ("ガラ", "カラ"),
        ("Ada Lovelace", "Ada"),
        ("Ann Lee", "Anna Lee"),
        ("...", "!!!"),
        ("王小明", "李小明"),
        ("Éé Öö", ""),
    ],
)
def test_names_that_are_not(roster, archive):
    assert NameIndex([("other", [roster])]).find(archive) == ()


def test_whoever_is_written_exactly_so_goes_before_who_has_lost_accents():
    index = NameIndex([("plain", ["Jose Garcia"]), ("accented", ["José García"])])
    assert index.find("garcíajosé") == ("accented",)
    assert index.find("garciajose") == ("plain",)


def test_one_name_of_two_finds_both():
    assert set(NameIndex([(1, ["John Smith"]), (2, ["Smith, John"])]).find("smithjohn")) == {1, 2}


def test_accents_lost_by_two_find_both():
    assert set(NameIndex([(1, ["Ána Li"]), (2, ["Anä Li"])]).find("liana")) == {1, 2}


def test_the_nearest_names_are_suggested():
    index = NameIndex([("ada", ["Ada Lovelace"]), ("alan", ["Alan Turing"])])
    assert index.nearest("Ada M Lovelace") == ("ada",)
    assert index.nearest("xyz") == ()


def test_orders_end():
    assert len(list(orders(" ".join("abcdefgh")))) == 8
    assert list(orders("")) == [""]


def test_keys_of_different_strictness():
    assert exact_key("Müller") == "müller"
    assert plain_keys("Müller") == {"muller", "mueller"}
    assert shorn_key("Müller") == "mller"

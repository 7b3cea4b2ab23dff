"""Made-up students: what is a copy is found however it was dressed up, and what is honest is not."""

from itertools import combinations

import pytest

from autograder.similarity.answers import INSTRUCTOR
from autograder.similarity.compare import FEWEST_TOKENS, compare
from autograder.similarity.documents import document
from tests.autograder.similarity import made_up_answers as made_up

HONEST = {"eva": made_up.WITH_PROBABILITIES, "finn": made_up.WITH_ONE_HOT}


def found(answers, sources=(), **options):
    documents = [document(student, code) for student, code in answers.items()]
    return compare(
        made_up.EXERCISE, documents, [document(name, code) for name, code in dict(sources).items()], **options
    )


def owners(alikes):
    return {(alike.left.owner, alike.right.owner) for alike in alikes}


@pytest.mark.parametrize(
    "copy", [made_up.BY_LOOPS, made_up.RENAMED, made_up.REORDERED], ids=["as it is", "renamed", "reordered"]
)
def test_a_copy_is_found_however_it_is_dressed_up(copy):
    comparison = found({"ada": made_up.BY_LOOPS, "ben": copy, **HONEST})
    assert owners(comparison.pairs) == {("ada", "ben")}


def test_renaming_changes_nothing():
    (alike,) = found({"ada": made_up.BY_LOOPS, "ben": made_up.RENAMED, **HONEST}).pairs
    assert alike.shares == (1.0, 1.0)


def test_independent_answers_of_the_same_idea_stay_below_the_threshold():
    assert not found(HONEST).pairs
    assert not found({**HONEST, "ada": made_up.BY_LOOPS}).pairs
    # The threshold is what keeps them out: they have a line or two in common, as such answers do.
    assert found(HONEST, threshold=0.01).students == 2


def test_what_two_wrote_alike_weighs_less_in_a_class_that_wrote_it_too():
    many = {f"student-{number}": made_up.BY_LOOPS for number in range(20)}
    assert found(many).pairs == ()
    assert found(many).common == 1.0
    assert len(found(many, common_share=1.0).pairs) in (0, len(list(combinations(many, 2))))


@pytest.mark.parametrize(("copies", "size"), [(4, 15), (6, 20), (8, 30)])
def test_a_group_of_copies_is_found_in_a_seminar(copies, size):
    others = {f"own-{number}": f"z = w ** {number} + {number} * w - 7\n" for number in range(size - copies)}
    group = {f"copy-{number}": made_up.BY_LOOPS if number % 2 else made_up.RENAMED for number in range(copies)}
    assert owners(found({**group, **others}).pairs) == set(combinations(sorted(group), 2))


def test_short_answers_that_are_all_alike_are_no_pairs():
    few = {"ada": made_up.PLAIN, "ben": made_up.PLAIN}
    several = {f"student-{number}": made_up.PLAIN for number in range(5)}
    assert not found(several).pairs
    assert all(alike.evidence >= FEWEST_TOKENS for alike in found(few).pairs)


def test_a_copy_of_the_reference_is_found_beside_its_module():
    sources = {"lecturelib/losses/categorical.py": made_up.of_lecturelib(), INSTRUCTOR: made_up.WITH_ONE_HOT}
    comparison = found({"ada": made_up.of_lecturelib(), **HONEST, "finn": made_up.BY_LOOPS}, sources.items())
    assert owners(comparison.with_sources) == {("ada", "lecturelib/losses/categorical.py")}
    assert comparison.with_sources[0].shares == (1.0, 1.0)


def test_of_several_sources_the_likest_is_shown():
    sources = {"half": made_up.BY_LOOPS[: len(made_up.BY_LOOPS) // 2], "whole": made_up.BY_LOOPS}
    comparison = found({"ada": made_up.RENAMED, **HONEST}, sources.items())
    assert owners(comparison.with_sources) == {("ada", "whole")}


@pytest.mark.parametrize("nothing", ["", "# nothing\n", "pass"])
def test_an_empty_answer_is_like_nobody_s(nothing):
    comparison = found({"ada": nothing, "ben": nothing, **HONEST})
    assert not comparison.pairs
    assert comparison.students == 2


def test_broken_code_is_compared_as_it_stands():
    broken = made_up.BY_LOOPS.replace("range(rows)", "range((rows", 1)
    comparison = found({"ada": broken, "ben": made_up.RENAMED, **HONEST})
    assert owners(comparison.pairs) == {("ada", "ben")}


def test_passages_are_the_same_tokens_in_both():
    (alike,) = found({"ada": made_up.BY_LOOPS, "ben": made_up.REORDERED, **HONEST}).pairs
    assert len(alike.passages) > 1
    for passage in alike.passages:
        left, right = alike.left.code[slice(*passage.left)], alike.right.code[slice(*passage.right)]
        assert document("", left).tokens.symbols == document("", right).tokens.symbols


def test_code_that_repeats_itself_takes_no_longer():
    endless = "x = x + x * x - x\n" * 500
    comparison = found({"ada": endless, "ben": endless.replace("x", "y"), **HONEST})
    assert owners(comparison.pairs) == {("ada", "ben")} or not comparison.pairs

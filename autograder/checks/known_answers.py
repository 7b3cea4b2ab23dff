"""What the reference and the wrong answers give on an exercise's cases: computed when first asked for, then known.

A class is examined on the cases of one seed. Without this, each submission would have them drawn again, and the
reference and, for each mistake, all wrong answers run on them again.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from autograder.checks.asked_ahead import NotedSubject
from autograder.exercises.declaration import Case, Exercise, Observation, Part
from autograder.subjects import LocalSubject, Subject, SubjectError, SubjectRefusedError, SubjectStoppedError

Seen = Observation | SubjectError

_MOST_KEPT = 16  # exercises with a seed: more than a lesson has

# What arithmetic and indexing raise on a value of an unexpected kind. A submission may answer with any.
UNFIT = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError)


class KnownAnswers:
    """An exercise's cases of one seed, with what its own functions give on them.

    Cases and answers are shared by all who are examined on them, and are not to be changed. Subjects get copies: every
    call crosses a border.
    """

    def __init__(self, exercise: Exercise, seed: int) -> None:
        self._exercise, self._seed = exercise, seed
        self._cases: dict[Part, Sequence[Case]] = {}
        self._expected: dict[tuple[Part, int], Observation] = {}
        self._wrong: dict[tuple[int, Part, int], Seen] = {}
        self._calls: dict[tuple[Part, int], bytes | None] = {}

    def cases(self, part: Part) -> Sequence[Case]:
        """Return the cases of a part."""
        if part not in self._cases:
            # The names make the parts' streams independent; crc32, unlike hash(), is the same in every process.
            label = zlib.crc32(f"{self._exercise.name}/{part.name}".encode())
            self._cases[part] = part.draw_cases(np.random.default_rng([self._seed, label]))
        return self._cases[part]

    def expected(self, part: Part, place: int) -> Observation:
        """Return what the reference gives on the case in a place of the part's."""
        if (part, place) not in self._expected:
            reference = NotedSubject(self._exercise.reference)
            self._expected[part, place] = part.observe(reference, self.cases(part)[place])
            self._calls[part, place] = reference.only_call
        return self._expected[part, place]

    def only_calls(self, part: Part) -> list[bytes] | None:
        """Return how a subject is called in each case of a part, packed; None unless each takes one call."""
        calls = []
        for place in range(len(self.cases(part))):
            self.expected(part, place)
            if (call := self._calls[part, place]) is None:
                return None
            calls.append(call)
        return calls

    def wrong(self, number: int, part: Part, place: int) -> Seen:
        """Return what the wrong answer with a number gives on the case in a place of the part's."""
        key = number, part, place
        if key not in self._wrong:
            subject = LocalSubject(self._exercise.wrong_answers[number].function)
            self._wrong[key] = observed(part, subject, self.cases(part)[place])
        return self._wrong[key]


@lru_cache(maxsize=_MOST_KEPT)
def known_answers(exercise: Exercise, seed: int) -> KnownAnswers:
    """Return the answers of an exercise on the cases of a seed, those that were kept if there are any."""
    return KnownAnswers(exercise, seed)


def observed(part: Part, subject: Subject, case: Case) -> Seen:
    """Return what a part sees of a subject on a case, or why there is nothing to see.

    Raises
    ------
    SubjectStoppedError
        If the subject's process has ended.
    """
    try:
        return part.observe(subject, case)
    except SubjectStoppedError:
        raise
    except SubjectError as error:
        return error.with_traceback(None)  # which would keep all that the call had in memory
    except UNFIT as error:
        # The same observer has just made sense of the reference's answer: it is this answer that makes none.
        return SubjectRefusedError(
            f"the function's answer is of a kind that cannot be used here ({type(error).__name__})"
        )

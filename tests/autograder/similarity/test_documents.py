from autograder.similarity.documents import FINGERPRINT_LENGTH, document, fingerprints_of
from autograder.similarity.tokens import tokenise

CODE = "y = np.exp(x) / np.exp(x).sum()\nz = np.log(y) - np.log(x)\n"


def test_every_run_of_ten_tokens_has_a_fingerprint():
    made = document("ada", CODE)
    tokens = len(tokenise(CODE).symbols)
    assert sum(map(len, made.fingerprints.values())) == tokens - FINGERPRINT_LENGTH + 1


def test_a_repeated_run_is_one_fingerprint_in_several_places():
    made = document("ada", CODE + CODE)
    assert max(map(len, made.fingerprints.values())) == 2


def test_fingerprints_of_the_release_are_left_out_wherever_they_stand():
    given = fingerprints_of([CODE])
    assert not document("ada", CODE, given=given).fingerprints
    # Also where they stand twice, which copydetect's own subtraction does not foresee.
    twice = document("ada", CODE + "pass\n" + CODE, given=given)
    assert twice.fingerprints and not given & set(twice.fingerprints)


def test_code_too_short_for_a_fingerprint_has_none():
    assert not document("ada", "return x").fingerprints
    assert not document("ada", "").fingerprints

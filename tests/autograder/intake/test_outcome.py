from autograder.intake.outcome import Fate, Intake, Outcome, What


def test_the_numbers_of_an_intake():
    intake = Intake(
        "a.zip",
        "Canvas",
        "roster.csv",
        "01-neurons",
        (
            Outcome("1", What.FILED, "ada", late=True),
            Outcome("2", What.UNPLACED, reason="Why."),
            Outcome("3", What.FILED, "bob"),
        ),
        (Fate("x", "ignored: it is a note"), Fate("y", "in submitted/ada")),
    )
    assert intake.summary() == (
        "3 submissions from Canvas: 2 filed, 0 replaced, 0 unchanged, 1 unplaced; 2 files in all, 1 of them ignored"
    )
    assert [outcome.label for outcome in intake.those(What.FILED)] == ["1", "3"]
    assert intake.late == ["ada"]

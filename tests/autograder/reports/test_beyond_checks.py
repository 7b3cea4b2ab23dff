from autograder.reports.beyond_checks import hand_graded
from autograder.reports.gradebook_points import CellPoints, GradedCell, LessonPoints, SubmissionPoints

WAITS, NO_ANSWER = CellPoints(None, None, None, True), CellPoints(0.0, None, None, False)


def marked(points, waits=False):
    return CellPoints(None, points, None, waits)


def of(lesson, cell, answers, by_hand=True):
    submissions = {student: SubmissionPoints(None, 0.0, {cell: answer}) for student, answer in answers.items()}
    return hand_graded(lesson, LessonPoints((GradedCell(cell, 4.0, by_hand),), submissions), set(answers))


def test_a_written_question_waits_is_marked_or_was_left_as_it_was(lesson):
    answers = {"ada": marked(3.0), "ben": WAITS, "cleo": NO_ANSWER, "dora": marked(2.0), "eve": marked(4.0, waits=True)}
    (question,) = of(lesson, "why-relu", answers)
    assert (question.name, question.points, question.by_hand) == ("why-relu", 4.0, True)
    assert (question.marked, question.unanswered, question.waiting) == (2, 1, ("ben", "eve"))
    assert question.mean == 3.0


def test_before_the_first_is_marked_there_is_no_mean(lesson):
    assert of(lesson, "why-relu", {"ben": WAITS})[0].mean is None


def test_an_exercise_shows_when_a_person_has_changed_its_points(lesson):
    name = lesson.exercises[0].name
    automatic = CellPoints(2.0, None, None, False)
    assert of(lesson, name, {"ada": automatic}, by_hand=False) == ()
    changed = {"ada": automatic, "ben": CellPoints(0.0, 1.0, None, False), "cleo": CellPoints(0.0, 1.0, None, True)}
    (found,) = of(lesson, name, changed, by_hand=False)
    assert (found.by_hand, found.marked, found.unanswered, found.waiting) == (False, 1, 0, ("cleo",))


def test_who_has_not_handed_in_does_not_wait(lesson):
    submissions = {name: SubmissionPoints(None, 0.0, {"why": WAITS}) for name in ("ada", "fay")}
    (found,) = hand_graded(lesson, LessonPoints((GradedCell("why", 4.0, True),), submissions), {"ada"})
    assert found.waiting == ("ada",)

"""Files as Canvas exports them, made up: totals, a posting row, a test student, a teacher's own column."""

HEADER = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Notes,01-neurons (501),02-multilayer-perceptrons (502),"
    "Assignments Current Score,Final Score"
)
POSTING = ",,,,,,Manual Posting,,,"
POSSIBLE = "    Points Possible,,,,,,10.0,4.0,(read only),(read only)"
STUDENTS = (
    '"Noether, Emmy",11,S1,emmy,Group A,likes algebra,1.0,,55.0,20.0',
    '"Turing, Alan",12,S2,ALAN@example.org,Group A,,,3.5,,',
    '"Lovelace, Ada",13,ada,al,Group B,,EX,N/A,,',
    '"Hopper, Grace",14,S4,grace,Group B,,,1.0,,',
    '"Nobody, Knows",15,S5,nobody,Group B,,2.0,,,',
    '"Student, Test",99,,0123456789abcdef,Group A,,,,,',
)


def canvas_export(*, header=HEADER, rows=(POSTING, POSSIBLE, *STUDENTS), line_end="\n", mark=b""):
    return mark + line_end.join([header, *rows, ""]).encode()

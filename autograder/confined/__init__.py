"""What runs inside the sandbox, beside the student's code, and the data format of its border.

Nothing here may import `autograder.exercises`, `autograder.checks` or a reference of `lecturelib`: whatever
this package imports is in the memory of the student's process.
"""

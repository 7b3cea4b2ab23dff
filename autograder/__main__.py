"""``python -m autograder`` is the ``autograder`` command."""

import sys

from autograder.course.postponed import ctrl_c_postponed


def start() -> None:
    """Run the command; Ctrl-C while it is being imported, which takes a moment, is a sentence too."""
    try:
        with ctrl_c_postponed():
            from autograder.cli import main
    except KeyboardInterrupt:
        print("error: stopped before anything was begun", file=sys.stderr)
        sys.exit(130)
    main()


if __name__ == "__main__":
    start()

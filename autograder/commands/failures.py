"""What a command says when the machine, a file or the gradebook is in its way: one sentence, and how to mend it."""

from __future__ import annotations

import errno
import sys

from autograder.course.course import CourseError
from autograder.engine.confinement import CannotConfineError
from autograder.engine.dask_cluster import ClusterError

_FULL = {errno.ENOSPC, errno.EDQUOT}
_TRANSACTIONS = "what was recorded before is unharmed"


def explained(error: BaseException) -> str | None:
    """Return the sentence for an error that a user can mend; None for a fault of ours, which keeps its traceback.

    Parameters
    ----------
    error : BaseException
        What ended a command.

    Examples
    --------
    >>> explained(OSError(28, "No space left on device"))
    'the disk is full: make room and run the command again; what was recorded before is unharmed'
    >>> explained(ZeroDivisionError()) is None
    True
    """
    if isinstance(error, (CourseError, CannotConfineError, ClusterError, ValueError)):
        return str(error)
    if isinstance(error, KeyboardInterrupt):
        return "stopped; what was finished so far is kept, and the next run takes up the rest"
    if isinstance(error, OSError):
        return _of_the_machine(error)
    return _of_the_gradebook(error)


def _of_the_machine(error: OSError) -> str:
    if error.errno in _FULL:
        return f"the disk is full: make room and run the command again; {_TRANSACTIONS}"
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}; mend that and run the command again"


def _of_the_gradebook(error: BaseException) -> str | None:
    # SQLAlchemy takes long to import: where it was not, no error is of its kind.
    exceptions = sys.modules.get("sqlalchemy.exc")
    if exceptions is None or not isinstance(error, exceptions.DBAPIError):
        return None
    reason = (str(error.orig).strip() or type(error.orig).__name__).splitlines()[0]
    if "locked" in reason:
        return "the gradebook is locked by another program: end it, or wait for it, and run the command again"
    if "disk" in reason and "full" in reason:
        return f"the disk is full: make room and run the command again; {_TRANSACTIONS}"
    if "not a database" in reason or "malformed" in reason:
        return (
            f"the gradebook is damaged ({reason}): put a copy of gradebook.db from before back in its place; "
            "submissions and verdicts are files of their own and unharmed"
        )
    return f"the gradebook cannot be used: {reason}"

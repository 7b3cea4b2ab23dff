"""What is in the way of every record, and not of one submission's alone."""

from __future__ import annotations

import errno

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
_OF_THE_ROW = (DataError, IntegrityError)


def meets_every_record(error: Exception) -> bool:
    """Return whether the next submission's record would fail like this one: of the disk, or of the gradebook.

    A class of 300 need not find out 300 times that another program holds the gradebook, a minute's wait each.

    Parameters
    ----------
    error : Exception
        What a record has ended with.

    Examples
    --------
    >>> meets_every_record(OSError(28, "No space left on device"))
    True
    >>> meets_every_record(KeyError("a cell that the release lacks"))
    False
    """
    if isinstance(error, OSError):
        return error.errno in _OF_THE_DISK
    return isinstance(error, DBAPIError) and not isinstance(error, _OF_THE_ROW)

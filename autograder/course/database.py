"""The gradebook's database: SQLite in the course's folder, or a server, such as PostgreSQL, that graders share."""

from __future__ import annotations

from autograder.course.course import CourseError


def require_database(url: str) -> str:
    """Return the address of a database that answers.

    Parameters
    ----------
    url : str
        As SQLAlchemy writes it, such as ``postgresql://grader:secret@host/gradebook``.

    Raises
    ------
    CourseError
        If it is no such address, its driver is not installed, or nothing answers there. No sentence holds a password.
    """
    from sqlalchemy import create_engine
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

    example = "expected something like postgresql://USER@HOST/DATABASE or sqlite:////FOLDER/gradebook.db"
    try:
        engine = create_engine(make_url(url))
    except (ArgumentError, NoSuchModuleError) as error:
        raise CourseError(f"the gradebook cannot be at the address given with --db; {example}") from error
    except ModuleNotFoundError as error:
        raise CourseError(
            f"the driver for {shown(url)} is not installed ({error.name}); for PostgreSQL: "
            "pip install 'deep-learning-by-writing-it[postgresql]'"
        ) from error
    try:
        engine.connect().close()
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise CourseError(f"no database answers at {shown(url)}: {reason}") from error
    finally:
        engine.dispose()
    return url


def shown(url: str) -> str:
    """Return a database's address without its password."""
    from sqlalchemy.engine import make_url

    return make_url(url).render_as_string(hide_password=True)

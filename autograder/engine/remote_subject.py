"""A student's function, seen from outside of the sandbox in which it lives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from autograder.sent_functions import SentFunction

if TYPE_CHECKING:
    from autograder.engine.session import Session


class RemoteSubject:
    """A function in a submission's process; `autograder.subjects` says how it is used."""

    def __init__(self, session: Session, handle: int) -> None:
        self.session, self.handle = session, handle

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function on copies of the arguments; its value comes back as plain data."""
        return self.session.call(self.handle, args, kwargs)

    def ask_ahead(self, calls: Sequence[bytes]) -> list[dict[str, Any]]:
        """Make calls whose arguments are known and packed; return the answers to the first of them at least."""
        return self.session.call_all(self.handle, calls)

    def value_of(self, answer: dict[str, Any]) -> Any:
        """Return the value in an answer of `ask_ahead`, or raise the `SubjectError` that it describes."""
        return self.session.value_of(answer)

    def run(self, probe: SentFunction, *args: Any, **kwargs: Any) -> Any:
        """Call `probe` in the submission's process, with the function itself as its first argument."""
        return self.session.call(self.session.handle_of(probe), (self, *args), kwargs)

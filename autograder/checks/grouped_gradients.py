"""An observer of backward functions whose gradients come in groups, such as those of a layer's parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.checks.answers import pair_of, returned_by_name, several
from autograder.checks.observers import Observer
from autograder.exercises.declaration import Case, Observation
from autograder.subjects import Subject


@dataclass(frozen=True)
class Group:
    """Gradients that `backward` returns together.

    Attributes
    ----------
    name : str
        What a student calls the group.
    members : tuple of str
        Names of its gradients.
    """

    name: str
    members: tuple[str, ...]


def grouped_gradients(*returned: str | Group) -> Observer:
    """Return an observer of what `backward` gives back for the case's incoming gradient, or gradients if a tuple.

    Where several groups come back, a member is told by its group: "d_b in d_decoder".

    Parameters
    ----------
    *returned : str or Group
        What `backward` returns, in this order.
    """
    groups = [each for each in returned if isinstance(each, Group)]
    outer = [each.name if isinstance(each, Group) else each for each in returned]

    def observe(subject: Subject, case: Case) -> Observation:
        _, backward = pair_of(subject(*case.args, **case.kwargs))
        incoming = case.incoming if isinstance(case.incoming, tuple) else (case.incoming,)
        found = returned_by_name(backward(*incoming), outer, "backward")
        named: dict[str, Any] = {}
        for each in returned:
            if isinstance(each, str):
                named[each] = found[each]
                continue
            members = several(found[each.name], each.members, f"{each.name} holds")
            where = f" in {each.name}" if len(groups) > 1 else ""
            named |= {f"{member}{where}": value for member, value in members.items()}
        return named

    return observe

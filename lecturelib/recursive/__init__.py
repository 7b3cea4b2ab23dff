"""Recursive networks: one composition function, applied at every inner node of a fixed binary tree."""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.recursive.composition import TreeParameters as TreeParameters
    from lecturelib.recursive.composition import tree_compose as tree_compose
    from lecturelib.recursive.network import tree_states as tree_states
    from lecturelib.recursive.trees import Tree as Tree
    from lecturelib.recursive.trees import tree_children as tree_children

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "composition": ("TreeParameters", "tree_compose"),
        "network": ("tree_states",),
        "trees": ("Tree", "tree_children"),
    },
)

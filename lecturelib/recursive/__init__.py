"""Recursive networks: one composition function, applied at every inner node of a fixed binary tree."""

from lecturelib.recursive.composition import TreeParameters, tree_compose
from lecturelib.recursive.network import tree_states
from lecturelib.recursive.trees import Tree, tree_children

__all__ = ["Tree", "TreeParameters", "tree_children", "tree_compose", "tree_states"]

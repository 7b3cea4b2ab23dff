"""Grades out: a class's scores as the files that other systems import. `nbgrader_plugin.export` and `export` use it."""

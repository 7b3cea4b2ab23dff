from autograder.nbgrader_plugin.config import configure

configure(get_config(), __file__)  # noqa: F821  nbgrader defines get_config when it reads this file

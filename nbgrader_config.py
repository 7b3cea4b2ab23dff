from autograder.nbgrader_plugin.config import configure

configure(get_config(), __file__)

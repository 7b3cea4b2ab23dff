try:
    from autograder.nbgrader_plugin.config import configure
except ImportError as error:
    # Without this line nbgrader would go on with its own settings, and run student code unconfined.
    raise SystemExit("nbgrader_config.py needs the package autograder: activate the course's environment") from error

configure(get_config(), __file__)

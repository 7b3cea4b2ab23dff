"""Where the engine meets nbgrader: its configuration and the preprocessors that run and record."""

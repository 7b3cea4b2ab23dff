"""What pyproject.toml cannot say: an editable installation, too, puts its data files in place."""

from setuptools import Distribution, setup


class WithDataFiles(Distribution):
    """Answers to the name by which setuptools' ``editable_wheel`` asks, as well as to ``has_data_files``."""

    def has_data(self) -> bool:
        """Say whether there are data files to install."""
        return bool(self.has_data_files())


setup(distclass=WithDataFiles)

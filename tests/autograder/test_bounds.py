"""autograder.confined.bounds: giving up root only where what is needed stays readable."""

import os

import pytest

from autograder.confined.bounds import drop_to

NOBODY = 65534


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can give up root")
class TestGivingUpRoot:
    def test_is_not_done_where_a_file_would_become_unreadable(self, tmp_path):
        home = tmp_path / "home"
        home.mkdir()
        (home / "module.py").touch()
        home.chmod(0o700)
        assert drop_to(NOBODY, [str(home / "module.py")]) is False
        assert os.getuid() == 0

    def test_is_not_done_by_anybody_else_and_not_for_a_missing_file(self, tmp_path):
        assert drop_to(NOBODY, [str(tmp_path / "nothing.py")]) is False
        assert os.getuid() == 0

"""Lesson 01 as the gradebook keeps it."""

import pytest

from autograder.engine.prepare import Released


@pytest.fixture(scope="session")
def db_url(built):
    return built.nbgrader().coursedir.db_url


@pytest.fixture(scope="session")
def released(db_url, lesson):
    return Released.from_gradebook(db_url, lesson.name)

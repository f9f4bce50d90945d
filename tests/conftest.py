"""What several test modules share: the book's own tables."""

from pathlib import Path

import packages
import pytest

from bilateral.tables import Tables, load


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The data package of the book, loaded once."""
    return load()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A valid small package in a folder of its own."""
    return packages.copy_to(tmp_path / "data")

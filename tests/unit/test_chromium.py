"""The tests and the printed book take the first Chromium that starts."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from playwright.sync_api import Browser, Error, Playwright

from tools import chromium


def machine(starts: list[str], monkeypatch: pytest.MonkeyPatch, folder: Path) -> Playwright:
    """One with two programs, of which only those start that are named; ``own`` is Playwright's."""
    for name in ("chromium", "google-chrome"):
        (folder / name).write_text("#!/bin/sh\necho requires the chromium snap >&2; exit 1\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))

    def launch(executable_path: str | None, args: list[str]) -> Browser:
        name = Path(executable_path).name if executable_path else "own"
        if name not in starts:
            raise Error("Target page, context or browser has been closed")
        return cast(Browser, name)

    return cast(Playwright, SimpleNamespace(chromium=SimpleNamespace(launch=launch)))


@pytest.mark.parametrize(
    ("starts", "opened"),
    [(["chromium", "own"], "chromium"), (["google-chrome", "own"], "google-chrome"), (["own"], "own"), ([], None)],
)
def test_the_first_that_starts_is_taken(starts: list[str], opened: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A stub that comes first in PATH and only says where to get the program is passed over."""
    assert chromium.opened(machine(starts, monkeypatch, tmp_path)) == opened

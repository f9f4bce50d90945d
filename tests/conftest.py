"""What several test modules share: the book's own tables, a browser, the built book as a site."""

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NoReturn

import built
import packages
import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from bilateral.tables import Tables, load
from tools import chromium

TESTS = Path(__file__).parent
NOT_RUN = "NOT RUN"


def not_run(what: str, why: str) -> NoReturn:
    """Leave a test out because this machine cannot run it; the end of the session says what was not run, and why. CI must be able to."""
    if "CI" in os.environ:
        pytest.fail(f"{what}: {why}", pytrace=False)
    pytest.skip(f"{NOT_RUN}: {what}: {why}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured, however many processes ran them, and what this machine could not run."""
    reports = [report for key in ("passed", "failed") for report in terminalreporter.getreports(key)]
    measured = sorted({(str(name), str(value)) for report in reports for name, value in report.user_properties})
    for name in dict.fromkeys(name for name, _ in measured):
        terminalreporter.section(name)
        for _, value in (each for each in measured if each[0] == name):
            terminalreporter.line(value)
    skipped = [report.longrepr for report in terminalreporter.getreports("skipped") if isinstance(report.longrepr, tuple)]
    reasons = [reason.removeprefix("Skipped: ") for _, _, reason in skipped]
    for reason, count in Counter(reason for reason in reasons if reason.startswith(NOT_RUN)).items():
        terminalreporter.write_line(f"{reason}. {count} tests; none of them counts as passed.", yellow=True, bold=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The folder of a test is its lane: unit, site or slow."""
    for item in items:
        item.add_marker(item.path.relative_to(TESTS).parts[0])


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The data package of the book, loaded once."""
    return load()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A valid small package in a folder of its own."""
    return packages.copy_to(tmp_path / "data")


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a line a request."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address of a server of ``folder`` on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=os.fspath(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium: an installed one, else Playwright's own, else Playwright is asked to fetch its own."""
    opened = launch(playwright)
    yield opened
    opened.close()


def launch(playwright: Playwright) -> Browser:
    if found := chromium.opened(playwright):
        return found
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, timeout=600, check=False)
    return chromium.opened(playwright) or pytest.fail(chromium.ABSENT, pytrace=False)


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the built book on this machine."""
    if not (built.HTML / "index.html").is_file():
        pytest.fail(f"There is no book in {built.HTML}: run `make book`.", pytrace=False)
    with served(built.HTML) as address:
        yield address

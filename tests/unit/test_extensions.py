"""What the build asks before it runs a page: whether the data are right, whether the page must run again, whether a kernel can be forked."""

import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import packages
import pytest
from book.execute import check_data, page_inputs, warm_kernels
from sphinx.application import Sphinx
from sphinx.config import Config

from bilateral import check
from bilateral.check import days

APP, CONFIG = cast(Sphinx, SimpleNamespace()), cast(Config, SimpleNamespace())
INPUTS = (
    "data/events.csv",
    "src/bilateral/charts/peers.py",
    "src/bilateral/py.typed",
    "book/checks/article.py",
    "_ext/book/content/charts.py",
    "requirements.txt",
)
OTHERS = ("book/index.md", "book/_static/book.css", "data/.ipynb_checkpoints/events.csv", "src/__pycache__/a.pyc", "README.md")


def test_a_wrong_date_stops_the_build_and_is_named(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages.put("events", "2000-03-01-embassy-northport", date="2000-02-30")(package)
    said: list[Any] = []
    monkeypatch.setattr(check_data.logger, "error", said.append)
    monkeypatch.setattr(check, "findings", partial(check.findings, package, rules=(days.real_dates,)))
    with pytest.raises(check_data.DataError, match=r"^1 found in data/"):
        check_data.refuse(APP, CONFIG)
    (finding,) = map(str, said)
    assert "events.csv, row 2000-03-01-embassy-northport, field date: '2000-02-30' is not in the calendar" in finding


@pytest.mark.parametrize("name", INPUTS)
def test_pages_run_again_when_a_file_changes_or_goes(name: str, tmp_path: Path) -> None:
    def digest() -> str:
        return page_inputs.digest(tmp_path, page_inputs.INPUTS)

    empty = digest()
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("1\n")
    first = digest()
    assert first == digest() != empty
    file.write_text("2\n")
    assert digest() not in (first, empty)
    file.unlink()
    assert digest() == empty


@pytest.mark.parametrize("name", OTHERS)
def test_pages_do_not_run_again_for_what_they_do_not_read(name: str, tmp_path: Path) -> None:
    empty = page_inputs.digest(tmp_path, page_inputs.INPUTS)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("1\n")
    assert page_inputs.digest(tmp_path, page_inputs.INPUTS) == empty


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked only on Linux")
def test_no_kernel_is_forked_where_no_warm_process_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By this error the build knows that it must start the kernel as usual."""
    monkeypatch.setenv(warm_kernels.ADDRESS, str(tmp_path / "nobody"))
    with pytest.raises(OSError, match="No such file"):
        warm_kernels.fork(["python"], {}, ".")

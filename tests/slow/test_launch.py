"""The notebooks for Colab and Binder: each runs in an empty folder with nothing but what the book's site publishes."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import built
import launch
import nbformat
import pages
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

NOTEBOOKS = [page for page in built.pages() if pages.cells(page)]
REPOSITORY = "https://github.com/someone/a-book"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has what this one has, but not the book's library, and can fetch it."""
    folder = tmp_path_factory.mktemp("elsewhere")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    (packages / "shared.pth").write_text(sysconfig.get_path("purelib") + "\n")
    kernel = folder / "share" / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    command = [str(folder / "bin" / "python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(json.dumps({"argv": command, "display_name": "Python 3", "language": "python"}))
    return folder


@pytest.fixture(scope="module")
def notebooks(site: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notebooks as they are written for a book that is published at the address of ``site``."""
    build = tmp_path_factory.mktemp("build")
    (build / "jupyter_execute").symlink_to(built.ROOT / "_build" / "jupyter_execute")
    launch.furnish(built.ROOT, build, NOTEBOOKS, site)
    return build / launch.BRANCH


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_notebook_runs_in_an_empty_folder(page: str, notebooks: Path, python: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for installed in python.glob("lib/python*/site-packages/bilateral*"):
        shutil.rmtree(installed)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setenv("PIP_NO_INDEX", "1")  # nothing from anywhere but the book's site
    monkeypatch.setenv("JUPYTER_PATH", os.fspath(python / "share" / "jupyter"))
    notebook = nbformat.read(notebooks / f"{page}.ipynb", as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": os.fspath(tmp_path)}}).execute()
    drawn = sum(
        '<figure class="exhibit"' in output.get("data", {}).get("text/html", "") for cell in notebook.cells for output in cell.get("outputs", [])
    )
    assert drawn == len(built.exhibits(page))
    assert list(python.glob("lib/python*/site-packages/bilateral")), "the library came from somewhere else"


def test_without_the_address_the_first_cell_says_what_failed(notebooks: Path, python: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for installed in python.glob("lib/python*/site-packages/bilateral*"):
        shutil.rmtree(installed)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("JUPYTER_PATH", os.fspath(python / "share" / "jupyter"))
    text = (notebooks / "index.ipynb").read_text(encoding="utf-8")
    address = next(part for part in text.split() if "/lite/pypi/" in part).split("\\n")[0]
    notebook = nbformat.reads(text.replace(urlsplit(address).netloc, "127.0.0.1:9"), as_version=4)
    with pytest.raises(CellExecutionError):
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": os.fspath(tmp_path)}}).execute()
    first, *later = [cell for cell in notebook.cells if cell.cell_type == "code"]
    *notes, said = first.outputs
    assert re.fullmatch(
        r"The book's library could not be fetched from \S+127\.0\.0\.1:9\. Check the connection, .* run this cell again\.", *said.traceback
    )
    assert "".join(note["text"] for note in notes).count("\n") <= 1  # pip's own note
    assert not any(cell.outputs for cell in later)


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_the_text_of_a_notebook_needs_no_book(page: str, notebooks: Path) -> None:
    """Neither markup that only the book understands nor a link into a page that is not there."""
    text = "\n\n".join(cell.source for cell in nbformat.read(notebooks / f"{page}.ipynb", as_version=4).cells if cell.cell_type == "markdown")
    assert not re.search(r"""\{\.|\]\(#|href="#|\{[a-z-]+\}`""", text)


def config(repository: str, site: str) -> SimpleNamespace:
    return SimpleNamespace(config=SimpleNamespace(html_theme_options={"repository_url": repository}, html_baseurl=site))


def test_links_lead_to_the_notebook_of_the_page() -> None:
    found = launch.addresses(config(REPOSITORY, "https://someone.github.io/a-book/"), "what-followed")
    assert found["Colab"] == "https://colab.research.google.com/github/someone/a-book/blob/notebooks/what-followed.ipynb"
    assert found["Binder"] == "https://mybinder.org/v2/gh/someone/a-book/notebooks?urlpath=lab/tree/what-followed.ipynb"


@pytest.mark.parametrize(
    ("repository", "site"), [("", ""), ("", "https://book.example"), (REPOSITORY, ""), ("https://git.example/a/b", "https://x.example")]
)
def test_there_is_no_link_that_would_lead_nowhere(repository: str, site: str) -> None:
    assert list(launch.addresses(config(repository, site), "index")) == ["the browser"]


def test_binder_gets_the_books_versions(notebooks: Path) -> None:
    pins = re.findall(r"^\S+==\S+", (built.ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    wanted = (notebooks / "requirements.txt").read_text(encoding="utf-8").split()
    assert wanted and not [pin for pin in wanted if pin not in pins]
    assert (notebooks / "runtime.txt").read_text(encoding="utf-8").strip() == f"python-{sys.version_info.major}.{sys.version_info.minor}"

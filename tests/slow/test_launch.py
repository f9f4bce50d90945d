"""The notebooks for Colab and Binder run in an empty folder with nothing but what the book's site publishes; no package index is asked.

Two pages are run; that the others have the same first cell, and then the cells of their page: `tests/site/test_notebooks.py`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from urllib.parse import urlsplit

import built
import nbformat
import pytest
from book.run import launch
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

PAGES = ["index", "how-unusual-is-minsk"]
SLOWEST = 60  # seconds that a cell takes, on a busy machine
PIP = {"PIP_NO_INDEX": "1", "PIP_DEFAULT_TIMEOUT": "5", "PIP_RETRIES": "0"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has what this one has, but not the book's library, and can fetch it."""
    folder = tmp_path_factory.mktemp("elsewhere")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True, timeout=SLOWEST)
    packages = next(folder.glob("lib/python*/site-packages"))
    (packages / "shared.pth").write_text(sysconfig.get_path("purelib") + "\n")
    kernel = folder / "share" / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    command = [str(folder / "bin" / "python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(json.dumps({"argv": command, "display_name": "Python 3", "language": "python"}))
    return folder


@pytest.fixture
def python(shared: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same without the library, as the one for kernels; pip gets nothing from anywhere but the address in the notebook."""
    for installed in shared.glob("lib/python*/site-packages/bilateral*"):
        shutil.rmtree(installed)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setenv("JUPYTER_PATH", os.fspath(shared / "share" / "jupyter"))
    for name, value in PIP.items():
        monkeypatch.setenv(name, value)
    return shared


@pytest.fixture(scope="module")
def notebooks(site: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notebooks as they are written for a book that is published at the address of ``site``."""
    build = tmp_path_factory.mktemp("build")
    (build / "jupyter_execute").symlink_to(built.ROOT / "_build" / "jupyter_execute")
    launch.furnish(built.ROOT, build, PAGES, site)
    return build / launch.BRANCH


def run(notebook: nbformat.NotebookNode, folder: Path) -> None:
    NotebookClient(notebook, timeout=SLOWEST, startup_timeout=SLOWEST, resources={"metadata": {"path": os.fspath(folder)}}).execute()


@pytest.mark.parametrize("page", PAGES)
def test_notebook_runs_in_an_empty_folder(page: str, notebooks: Path, python: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(notebooks / f"{page}.ipynb", as_version=4)
    run(notebook, tmp_path)
    drawn = sum(
        '<figure class="exhibit"' in output.get("data", {}).get("text/html", "") for cell in notebook.cells for output in cell.get("outputs", [])
    )
    assert drawn == len(built.exhibits(page))
    assert list(python.glob("lib/python*/site-packages/bilateral")), "the library came from somewhere else"


@pytest.mark.usefixtures("python")
def test_without_the_address_the_first_cell_says_what_failed(notebooks: Path, tmp_path: Path) -> None:
    text = (notebooks / "index.ipynb").read_text(encoding="utf-8")
    address = next(part for part in text.split() if "/lite/pypi/" in part).split("\\n")[0]
    notebook = nbformat.reads(text.replace(urlsplit(address).netloc, "127.0.0.1:9"), as_version=4)
    with pytest.raises(CellExecutionError):
        run(notebook, tmp_path)
    first, *later = [cell for cell in notebook.cells if cell.cell_type == "code"]
    *notes, said = first.outputs
    assert re.fullmatch(
        r"The book's library could not be fetched from \S+127\.0\.0\.1:9\. Check the connection, .* run this cell again\.", *said.traceback
    )
    assert "".join(note["text"] for note in notes).count("\n") <= 1  # pip's own note
    assert not any(cell.outputs for cell in later)

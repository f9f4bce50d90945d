"""The pages as notebooks in JupyterLab: opening, running and saving one leaves its text as it was."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import built
import pages
import pytest
from jupytext import TextFileContentsManager
from playwright.sync_api import Browser

NOTEBOOKS = [page for page in built.pages() if pages.cells(page)]
PAGE = "index"
CONFIGURATION = ("jupytext.toml", ".jupyter", "src", "book", "data")
READY = re.compile(r"(http://\S+/lab)\S*\?token=(\w+)")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What `jupyter lab` needs of the project, in a folder of its own."""
    for name in CONFIGURATION:
        source = built.ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        else:
            shutil.copy(source, tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_saving_a_page_that_was_run_leaves_its_text_as_it_was(page: str, clone: Path) -> None:
    """If it fails, `jupytext --to myst book/PAGE.md` writes the page as JupyterLab would save it."""
    manager = TextFileContentsManager(root_dir=str(clone))
    model = manager.get(f"book/{page}.md", type="notebook")
    run = json.loads((built.ROOT / "_build" / "jupyter_execute" / f"{page}.ipynb").read_text(encoding="utf-8"))
    model["content"]["metadata"]["language_info"] = run["metadata"]["language_info"]
    for number, cell in enumerate(cell for cell in model["content"]["cells"] if cell["cell_type"] == "code"):
        cell["execution_count"], cell["metadata"]["execution"] = number, {"iopub.status.idle": "2026-01-01T00:00:00Z"}
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "drawn"}]
    manager.save(model, f"book/{page}.md")
    assert (clone / "book" / f"{page}.md").read_text(encoding="utf-8") == (built.ROOT / "book" / f"{page}.md").read_text(encoding="utf-8")


@pytest.fixture
def lab(clone: Path) -> Iterator[tuple[str, str]]:
    """JupyterLab as the README starts it in a fresh clone: its address and its token."""
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--port=0", "--ServerApp.port_retries=50"]
    environment = os.environ | {"JUPYTER_CONFIG_PATH": ".jupyter", "PYTHONPATH": os.pathsep.join(str(clone / folder) for folder in ("src", "book"))}
    running = subprocess.Popen(command, cwd=clone, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    said = []
    for line in running.stderr:
        said.append(line)
        found = READY.search(line)
        if found:
            yield found[1], found[2]
            break
    else:
        pytest.fail("".join(said), pytrace=False)
    running.terminate()
    running.wait(timeout=30)


@pytest.mark.browser
def test_a_page_opens_as_a_notebook_runs_and_is_saved_unchanged(lab: tuple[str, str], clone: Path, browser: Browser) -> None:
    address, token = lab
    file = clone / "book" / f"{PAGE}.md"
    before, saved = file.read_bytes(), file.stat().st_mtime_ns
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(f"{address}/tree/book/{PAGE}.md?token={token}")
    tab.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_text("Run All Cells", exact=True).click()
    tab.wait_for_selector(".jp-OutputArea-output figure.exhibit", timeout=120_000)
    tab.keyboard.press("Control+s")
    tab.wait_for_function("() => !document.querySelector('.jp-mod-dirty')", timeout=30_000)
    context.close()
    assert file.read_bytes() == before
    assert file.stat().st_mtime_ns > saved

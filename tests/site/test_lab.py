"""The pages as notebooks in JupyterLab: opening, running and saving one leaves its text as it was."""

import json
import shutil
from pathlib import Path

import built
import pages
import pytest
from ipykernel.kernelspec import get_kernel_dict
from jupytext import TextFileContentsManager

NOTEBOOKS = [page for page in built.pages() if pages.cells(page)]
CONFIGURATION = ("jupytext.toml", "book")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The pages and what says how they are saved, in a folder of its own."""
    for name in CONFIGURATION:
        source = built.ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        else:
            shutil.copy(source, tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", built.pages())
def test_every_page_opens_as_a_notebook(page: str, clone: Path) -> None:
    assert TextFileContentsManager(root_dir=str(clone)).get(f"book/{page}.md", type="notebook")["content"]["cells"]


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_saving_a_page_that_was_run_leaves_its_text_as_it_was(page: str, clone: Path) -> None:
    """If it fails, `jupytext --to myst book/PAGE.md` writes the page as JupyterLab would save it."""
    manager = TextFileContentsManager(root_dir=str(clone))
    model = manager.get(f"book/{page}.md", type="notebook")
    run = json.loads((built.ROOT / "_build" / "jupyter_execute" / f"{page}.ipynb").read_text(encoding="utf-8"))
    model["content"]["metadata"]["language_info"] = run["metadata"]["language_info"]
    kernel = get_kernel_dict()  # what JupyterLab writes into a notebook once its kernel runs
    model["content"]["metadata"]["kernelspec"] |= {key: kernel[key] for key in ("display_name", "language")}
    for number, cell in enumerate(cell for cell in model["content"]["cells"] if cell["cell_type"] == "code"):
        cell["execution_count"], cell["metadata"]["execution"] = number, {"iopub.status.idle": "2026-01-01T00:00:00Z"}
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "drawn"}]
    manager.save(model, f"book/{page}.md")
    assert (clone / "book" / f"{page}.md").read_text(encoding="utf-8") == (built.ROOT / "book" / f"{page}.md").read_text(encoding="utf-8")

"""The notebooks that the build makes of the pages, for the browser, Colab and Binder: found where a page says, whole, and plain to read.

That they run: `tests/slow/test_run_in_browser.py`, `tests/slow/test_launch.py`.
"""

import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import built
import pages
import pytest
from book.run import launch, notebooks
from notebook_application import LITE, NOTEBOOKS, OPEN

REPOSITORY, SITE = "https://github.com/someone/a-book", "https://book.example"
PLACES = ("the browser", "Colab and Binder")

in_each_place = pytest.mark.parametrize("place", PLACES)


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is published for Colab and Binder."""
    build = tmp_path_factory.mktemp("build")
    (build / "jupyter_execute").symlink_to(built.ROOT / "_build" / "jupyter_execute")
    launch.furnish(built.ROOT, build, NOTEBOOKS, SITE)
    return build / launch.BRANCH


@pytest.fixture
def made(place: str, branch: Path) -> dict[str, dict[str, Any]]:
    """The notebooks for one place, by page."""
    folder = LITE / "files" if place == PLACES[0] else branch
    return {page: json.loads((folder / f"{page}.ipynb").read_text(encoding="utf-8")) for page in NOTEBOOKS}


def sources(notebook: dict[str, Any], kind: str) -> list[str]:
    return [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == kind]


def test_page_offers_to_run_in_its_header_and_in_its_last_section() -> None:
    for page in NOTEBOOKS:
        expected = [OPEN.format(page=page)]
        assert [built.attribute(link, "href") for link in built.page(page).select(".header-article-items a[href^='lite/']")] == expected, page
        for section in built.article(page).select("section#run"):
            assert [built.attribute(link, "href") for link in section.select("a[href^='lite/']")] == expected, page


@in_each_place
def test_notebook_fetches_the_library_and_then_has_the_cells_of_its_page(made: dict[str, dict[str, Any]]) -> None:
    """One first cell for all pages, and one more line where a page measures with scipy; the first page is among those that are run."""
    first = sources(made[NOTEBOOKS[0]], "code")[0].removesuffix(notebooks.SCIPY)
    assert first.count("%pip install") == 1
    for page, notebook in made.items():
        fetch, *code = sources(notebook, "code")
        assert fetch.removesuffix(notebooks.SCIPY) == first, page
        assert fetch.endswith(notebooks.SCIPY) == notebooks.needs_scipy(built.ROOT, "\n".join(code)), page
        assert [cell.strip() for cell in code] == [cell.strip() for cell in pages.cells(page)], page


@in_each_place
def test_notebook_reads_as_plain_markdown(made: dict[str, dict[str, Any]]) -> None:
    """Neither markup that only the book understands nor a link into a page that is not there."""
    for page, notebook in made.items():
        assert notebook["metadata"]["kernelspec"]["name"] in ("python", "python3"), page
        assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"]), page
        assert not [cell for cell in notebook["cells"] if cell.get("outputs")], page
        text = "\n\n".join(sources(notebook, "markdown"))
        assert not re.search(r"""\{\.|\]\(#|href="#|\{[a-z-]+\}`""", text), page
        prose = re.sub(r"`[^`]*`", "", text)
        assert not re.findall(r"\{[a-z:-]+\}|^:::|^```\{|\]\([^)\s]*\.md\b|(?<!\\)\$", prose, flags=re.MULTILINE), page


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


def test_binder_gets_the_books_versions(branch: Path) -> None:
    pins = re.findall(r"^\S+==\S+", (built.ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    wanted = (branch / "requirements.txt").read_text(encoding="utf-8").split()
    assert wanted and not [pin for pin in wanted if pin not in pins]
    assert (branch / "runtime.txt").read_text(encoding="utf-8").strip() == f"python-{sys.version_info.major}.{sys.version_info.minor}"

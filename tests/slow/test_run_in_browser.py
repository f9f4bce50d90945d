"""The pages as notebooks in the reader's own browser (JupyterLite): each runs from top to bottom, and draws what the book shows.

Two pages are opened as a reader opens them; the cells of all run one page after another in one notebook, where each page begins with no
names. Python comes from the pinned public address, which the folder named by PYODIDE_DIR may stand in for. Where there is neither, these
tests are not run, and the end of the test session says so; in CI they fail.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import built
import pages
import pytest
from book.run import lite, notebooks
from conftest import Quiet, not_run, served
from notebook_application import LITE, NOTEBOOKS, open_notebook, python_address
from playwright.sync_api import Browser, BrowserContext, Page, expect

ALL = "all-pages"
# Two that stand for pages: the first page without the library, and with a day in its first cell that is none.
NO_LIBRARY, MISTAKE = "no library", "a mistake"
# A page with scipy comes after those without, which could not do without asking for it otherwise.
IN_ORDER = sorted(NOTEBOOKS, key=lambda page: notebooks.needs_scipy(built.ROOT, "\n".join(pages.cells(page))))
SLOWEST = 100_000  # milliseconds until a page has run, on a busy machine
STARTED = re.compile("Kernel (Connecting|Starting|Idle|Busy)")
# Of the code cells from one number to another: whether they have run.
ENDED = """([from, to]) => {
    const cells = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell')].slice(from, to);
    const numbers = cells.map(cell => cell.querySelector('.jp-InputPrompt').textContent);
    const failed = cells.some(cell => cell.querySelector('[data-mime-type$="error"], [data-mime-type$="stderr"]'));
    return numbers.some(number => /\\d/.test(number)) && numbers.every(number => !number.includes('*') && (failed || /\\d/.test(number))) }"""
# What they show. Links are followed to see where they lead, beside those to another site, to a download and to a place on the page.
SHOWN = """([from, to]) => {
    const cells = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell')].slice(from, to);
    const all = selector => cells.flatMap(cell => [...cell.querySelectorAll(`.jp-OutputArea-output${selector}`)]);
    return {
        errors: all(':is([data-mime-type$="error"], [data-mime-type$="stderr"])').map(error => error.textContent.trim()),
        tables: all(' table').map(table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent))),
        charts: all(' figure.exhibit img').map(image => atob(image.src.split(',')[1])),
        links: all(' a[href]:not([href^="#"])').filter(link => link.origin === location.origin).map(
            link => { link.addEventListener('click', event => event.preventDefault()); link.click(); return link.href }),
    } }"""
# The application finds out one after another where links of an output lead; until then they lead beside the notebook.
RESOLVED = """([from, to]) => [...document.querySelectorAll('.jp-Notebook .jp-CodeCell')].slice(from, to).every(
    cell => [...cell.querySelectorAll('.jp-OutputArea-output a[href]:not([href^="#"])')].every(
        link => link.origin !== location.origin || !link.pathname.startsWith('/lite/notebooks/'))) """
RUN = """([from, to]) => {
    const notebook = jupyterapp.shell.currentWidget.content;
    notebook.activeCellIndex = from;
    notebook.extendContiguousSelectionTo(to - 1);
    jupyterapp.commands.execute('notebook:run-cell') }"""
TEXT = re.compile(r'<g[^>]* transform="[^"]*scale[^>]*>((?:<use [^>]*/>)+)</g>')

Cells = tuple[int, int]  # of a notebook: the number of the first code cell, and of the first that is no longer meant
WHOLE = (0, 1000)
Merged = tuple[dict[str, Any], dict[str, Cells]]  # a notebook of several pages, and where each page's cells are


def public() -> str:
    return urlsplit(python_address()).netloc


@pytest.fixture(scope="module")
def python() -> Iterator[str | None]:
    """The address of a folder that stands in for the public address; None if that is asked itself."""
    folder = os.environ.get("PYODIDE_DIR")
    if folder:
        assert (Path(folder) / "pyodide.js").is_file(), f"PYODIDE_DIR is {folder}, but there is no pyodide.js in it"
        with served(Path(folder), ForAnySite) as address:
            yield f"{address}/"
        return
    try:
        with urlopen(python_address() + "pyodide-lock.json", timeout=20):
            yield None
    except (URLError, TimeoutError) as error:
        not_run("the pages in the browser (JupyterLite)", f"PYODIDE_DIR is not set and {public()} cannot be reached ({error})")


class ForAnySite(Quiet):
    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


@pytest.fixture(scope="module")
def all_pages() -> Merged:
    """The cells of all pages as one notebook, and where each page's are."""
    found = {page: json.loads((LITE / "files" / f"{page}.ipynb").read_text(encoding="utf-8")) for page in NOTEBOOKS}
    codes = {page: [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"] for page, notebook in found.items()}
    first = codes[NOTEBOOKS[0]]
    wrong = [re.sub(r'(?<=from_day", )"[\d-]+', '"2006-13-01', code, count=1) for code in first]
    assert wrong != first
    cells: list[dict[str, Any]] = []
    places = {}
    for page, sources in {**codes, NO_LIBRARY: first, MISTAKE: wrong}.items():
        begin = len(cells)
        cells += [notebooks.cell("code", number, source) for number, source in enumerate(["%reset -f", *sources], start=begin)]
        places[page] = (begin, len(cells))
    return {**found[NOTEBOOKS[0]], "cells": cells}, places


@pytest.fixture(scope="module")
def book(python: str | None, all_pages: Merged, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built book with one notebook more, whose Python comes from ``python``."""
    ours = tmp_path_factory.mktemp("ours")

    def put(name: str, text: str) -> None:
        (ours / "lite" / name).parent.mkdir(parents=True, exist_ok=True)
        (ours / "lite" / name).write_text(text, encoding="utf-8")

    shutil.copytree(LITE / "files", ours / "lite" / "files")
    put(f"files/{ALL}.ipynb", json.dumps(all_pages[0]))
    put("api/contents/all.json", lite.listing(ours / "lite" / "files", "2000-01-01"))
    settings = json.loads((LITE / "jupyter-lite.json").read_text(encoding="utf-8"))
    settings["jupyter-config-data"]["exposeAppInBrowser"] = True  # which RUN needs
    put("jupyter-lite.json", json.dumps(settings))
    put("pyodide.js", (LITE / "pyodide.js").read_text(encoding="utf-8").replace(python_address(), python or python_address()))

    class Ours(Quiet):
        def translate_path(self, path: str) -> str:
            file = ours / urlsplit(path).path.lstrip("/")
            return os.fspath(file) if file.is_file() else super().translate_path(path)

    with served(built.HTML, Ours) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    opened = browser.new_context()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def everything(browser: Browser, book: str) -> Iterator[Page]:
    """The notebook of all pages, with a kernel that has run nothing."""
    opened = browser.new_context()
    tab = open_notebook(opened, book, ALL)
    expect(tab.locator(".jp-NotebookKernelStatus")).to_have_text(STARTED, timeout=60_000)
    yield tab
    opened.close()


def shown(tab: Page, cells: Cells = WHOLE) -> dict[str, Any]:
    """What ``cells`` show when they have run."""
    tab.wait_for_function(ENDED, arg=cells, timeout=SLOWEST, polling=500)
    tab.wait_for_function(RESOLVED, arg=cells, timeout=SLOWEST, polling=200)
    found: dict[str, Any] = tab.evaluate(SHOWN, cells)
    return found


def run_all(tab: Page) -> None:
    expect(tab.locator(".jp-NotebookKernelStatus")).to_have_text(STARTED, timeout=60_000)  # before that no cell would be run
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_text("Run All Cells", exact=True).click()


def heaped(drawing: str) -> list[str]:
    """The texts of a chart of which two letters stand at one place."""
    places = {text: re.findall(r' x="([^"]+)"', text) for text in TEXT.findall(drawing)}
    return [text for text, found in places.items() if len(set(found)) < text.count("<use") - 1]


def is_there(link: str, site: str) -> bool:
    """True if the book has the page and the place on it, or the file."""
    path, _, place = link.removeprefix(f"{site}/").partition("#")
    return (built.HTML / path).is_file() and (not place or place.startswith("day=") or place in built.ids(path.removesuffix(".html")))


def tables(page: str) -> list[built.Rows]:
    """The tables of a page in their order, also those that the book shows on pages of their own."""
    found = built.article(page).select(".cell_output :is(table, .exhibit-data a:not([download]))")
    return [built.table_rows(each if each.name == "table" else built.exhibit_table(each.find_parents("figure")[0])) for each in found]


def is_the_books(page: str, found: dict[str, Any], site: str) -> None:
    """Fails unless what has been ``found`` is what the book shows on ``page``."""
    assert found["errors"] == []
    assert sorted(map(str, found["tables"])) == sorted(map(str, tables(page)))  # the page begins with its picture
    assert len(found["charts"]) == len(built.exhibits(page))
    assert all(TEXT.search(drawing) for drawing in found["charts"])
    assert [text for drawing in found["charts"] for text in heaped(drawing)] == []
    assert [link for link in found["links"] if not is_there(link, site)] == []


@pytest.mark.sample
@pytest.mark.parametrize("page", [NOTEBOOKS[0], "how-unusual-is-minsk"])
def test_a_reader_opens_a_page_and_runs_it(page: str, context: BrowserContext, book: str, python: str | None) -> None:
    hosts: set[str] = set()
    missing: list[str] = []
    context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    context.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    tab = open_notebook(context, book, page)
    run_all(tab)
    is_the_books(page, shown(tab), book)
    assert hosts - {""} == {urlsplit(book).netloc, urlsplit(python or python_address()).netloc}
    assert missing == []


def test_a_library_that_cannot_be_had_is_said_in_one_sentence(everything: Page, all_pages: Merged) -> None:
    """The network goes after Python came. The cells below are not run, and so have nothing to say. In the tests below it is there again."""
    cells = all_pages[1][NO_LIBRARY]
    everything.context.route("**/lite/pypi/bilateral*", lambda route: route.abort())
    try:
        everything.evaluate(RUN, cells)
        (sentence,) = shown(everything, cells)["errors"]
    finally:
        everything.context.unroute("**/lite/pypi/bilateral*")
    assert re.fullmatch(r"The book's library could not be fetched from this book's own site\. Check the connection, .*", sentence)


@pytest.mark.parametrize("page", IN_ORDER)
def test_page_draws_the_books_tables_in_the_browser(page: str, everything: Page, book: str, all_pages: Merged) -> None:
    cells = all_pages[1][page]
    everything.evaluate(RUN, cells)
    is_the_books(page, shown(everything, cells), book)


def test_a_value_that_cannot_be_used_is_answered_in_one_sentence(everything: Page, all_pages: Merged) -> None:
    cells = all_pages[1][MISTAKE]
    everything.evaluate(RUN, cells)
    (sentence,) = shown(everything, cells)["errors"]
    assert re.fullmatch(r"from_day is '2006-13-01', which is not a day\. Write a day .*", sentence)


def test_a_reader_is_told_when_the_books_own_site_is_gone(context: BrowserContext, book: str) -> None:
    """The kernel needs a package from there before the first cell, and would wait for it in silence."""
    context.route("**/lite/pypi/comm*", lambda route: route.abort())
    tab = open_notebook(context, book, NOTEBOOKS[0])
    notice = tab.get_by_role("alert").filter(has_text=f"could not be fetched from {urlsplit(book).netloc}")
    expect(notice).to_contain_text("reload this page", timeout=60_000)

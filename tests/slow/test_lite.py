"""The pages as notebooks in the reader's own browser (JupyterLite): each is run from top to bottom, and draws what the book shows.

Python comes from the pinned public address, which the folder named by PYODIDE_DIR may stand in for. Where there is neither, these tests are
not run, and the end of the test session says so.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import built
import pages
import pytest
from browsing import HEIGHT, PHONE, WIDE
from conftest import not_run
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

LITE = built.HTML / "lite"
LOADER = built.ROOT / "_ext" / "lite" / "pyodide.js"
OPEN = "lite/notebooks/index.html?path={page}.ipynb"
NOTEBOOKS = [page for page in built.pages() if pages.cells(page)]
SLOWEST = 300_000  # milliseconds until a page has run, on a busy machine
CELLS = """() => [...document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt')].map(prompt => prompt.textContent)"""
ERRORS = """() => [...document.querySelectorAll('.jp-OutputArea-output:is([data-mime-type$="error"], [data-mime-type$="stderr"])')].map(
    error => error.textContent.trim())"""
ENDED = f"""() => {{ const cells = ({CELLS})(); const failed = ({ERRORS})().length;
    return cells.length && cells.every(cell => !cell.includes('*') && (failed || /\\d/.test(cell))) && cells.some(cell => /\\d/.test(cell)) }}"""
# Where the links in what cells show lead when they are followed, beside those to another site, to a download and to a place on the page.
LINKS = """() => [...document.querySelectorAll('.jp-OutputArea-output a[href]:not([href^="#"])')]
    .filter(link => link.origin === location.origin)
    .map(link => { link.addEventListener('click', event => event.preventDefault()); link.click(); return link.href })"""
CHARTS = """() => [...document.querySelectorAll('.jp-OutputArea-output figure.exhibit img')].map(image => atob(image.src.split(',')[1]))"""
TEXT = re.compile(r'<g[^>]* transform="[^"]*scale[^>]*>((?:<use [^>]*/>)+)</g>')
TOO_WIDE = """() => [...document.querySelectorAll('.jp-CodeCell .cm-scroller')].filter(code => code.scrollWidth > code.clientWidth + 1)
    .map(code => code.textContent)"""
STARTED = re.compile("Kernel (Connecting|Starting|Idle|Busy)")
TABLES = """() => [...document.querySelectorAll('.jp-OutputArea-output table')].map(
    table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent)))"""

every_notebook = pytest.mark.parametrize("page", NOTEBOOKS)


def address() -> str:
    """The public address from which the loader takes Python."""
    found = re.search(r'"(https://\S+/)"', LOADER.read_text(encoding="utf-8"))
    assert found
    return found[1]


@pytest.fixture(scope="module")
def python() -> Path | None:
    """The folder that stands in for the public address; None if that is asked itself."""
    folder = os.environ.get("PYODIDE_DIR")
    if folder:
        assert (Path(folder) / "pyodide.js").is_file(), f"PYODIDE_DIR is {folder}, but there is no pyodide.js in it"
        return Path(folder)
    try:
        with urlopen(address() + "pyodide-lock.json", timeout=20):
            return None
    except (URLError, TimeoutError) as error:
        not_run("the pages in the browser (JupyterLite)", f"PYODIDE_DIR is not set and {urlsplit(address()).netloc} cannot be reached ({error})")


def serve(context: BrowserContext, folder: Path) -> None:
    """Let the folder's files stand in for those at the public address."""

    def answer(route: Route) -> None:
        file = folder / urlsplit(route.request.url).path.rpartition("/")[2]
        kinds = {".wasm": "application/wasm", ".js": "text/javascript", ".json": "application/json"}
        if file.is_file():
            kind = kinds.get(file.suffix, "application/octet-stream")
            route.fulfill(body=file.read_bytes(), headers={"access-control-allow-origin": "*", "content-type": kind})
        else:
            route.abort()

    context.route(address() + "**", answer)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    opened = browser.new_context()
    yield opened
    opened.close()


def open_notebook(context: BrowserContext, site: str, page: str) -> Page:
    """The notebook as the page's link opens it."""
    tab = context.new_page()
    tab.goto(f"{site}/{OPEN.format(page=page)}")
    tab.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    return tab


def run_all(tab: Page) -> None:
    expect(tab.locator(".jp-NotebookKernelStatus")).to_have_text(STARTED, timeout=60_000)  # before that no cell would be run
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_text("Run All Cells", exact=True).click()
    tab.wait_for_function(ENDED, timeout=SLOWEST)


def heaped(drawing: str) -> list[str]:
    """The texts of a chart of which two letters stand at one place."""
    places = {text: re.findall(r' x="([^"]+)"', text) for text in TEXT.findall(drawing)}
    return [text for text, found in places.items() if len(set(found)) < text.count("<use") - 1]


def is_there(link: str, site: str) -> bool:
    """True if the book has the page and the place on it, or the file."""
    path, _, place = link.removeprefix(f"{site}/").partition("#")
    return (built.HTML / path).is_file() and (not place or place in built.ids(path.removesuffix(".html")))


def tables(page: str) -> list[built.Rows]:
    """The tables of a page in their order, also those that the book shows on pages of their own."""
    found = built.article(page).select(".cell_output :is(table, .exhibit-data a)")
    return [built.table_rows(each if each.name == "table" else built.exhibit_table(each.find_parents("figure")[0])) for each in found]


@every_notebook
def test_page_draws_the_books_tables_in_the_browser(page: str, context: BrowserContext, site: str, python: Path | None) -> None:
    hosts: set[str] = set()
    missing: list[str] = []
    context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    context.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    if python:
        serve(context, python)
    tab = open_notebook(context, site, page)
    run_all(tab)
    assert tab.evaluate(ERRORS) == []
    assert tab.evaluate(TABLES) == tables(page)
    drawings = tab.evaluate(CHARTS)
    assert len(drawings) == len(built.exhibits(page))
    assert all(TEXT.search(drawing) for drawing in drawings)
    assert [text for drawing in drawings for text in heaped(drawing)] == []
    assert [link for link in tab.evaluate(LINKS) if not is_there(link, site)] == []
    assert hosts - {""} == {urlsplit(site).netloc, urlsplit(address()).netloc}
    assert missing == []


def test_a_value_that_cannot_be_used_is_answered_in_one_sentence(context: BrowserContext, site: str, python: Path | None) -> None:
    if python:
        serve(context, python)
    text = (LITE / "files" / "index.ipynb").read_text(encoding="utf-8")
    changed = re.sub(r'(?<=from_day\\", )\\"[\d-]+', r'\\"2006-13-01', text, count=1)
    assert changed != text
    context.route("**/lite/files/index.ipynb*", lambda route: route.fulfill(body=changed, content_type="application/json"))
    tab = open_notebook(context, site, "index")
    run_all(tab)
    (sentence,) = tab.evaluate(ERRORS)
    assert re.fullmatch(r"from_day is '2006-13-01', which is not a day\. Write a day .*", sentence)


def test_a_library_that_cannot_be_had_is_said_in_one_sentence(context: BrowserContext, site: str, python: Path | None) -> None:
    """The network went after Python came. The cells below are not run, and so have nothing to say."""
    if python:
        serve(context, python)
    context.route("**/lite/pypi/bilateral*", lambda route: route.abort())
    tab = open_notebook(context, site, NOTEBOOKS[0])
    run_all(tab)
    (sentence,) = tab.evaluate(ERRORS)
    assert re.fullmatch(r"The book's library could not be fetched from this book's own site\. Check the connection, .*", sentence)


def test_a_reader_is_told_when_the_books_own_site_is_gone(context: BrowserContext, site: str, python: Path | None) -> None:
    """The kernel needs a package from there before the first cell, and would wait for it in silence."""
    if python:
        serve(context, python)
    context.route("**/lite/pypi/comm*", lambda route: route.abort())
    tab = open_notebook(context, site, NOTEBOOKS[0])
    notice = tab.get_by_role("alert").filter(has_text=f"could not be fetched from {urlsplit(site).netloc}")
    expect(notice).to_contain_text("reload this page", timeout=60_000)


@every_notebook
def test_page_offers_to_run_in_its_header_and_in_its_last_section(page: str) -> None:
    assert [built.attribute(link, "href") for link in built.page(page).select(".header-article-items a[href^='lite/']")] == [OPEN.format(page=page)]
    for section in built.article(page).select("section#run"):
        assert [built.attribute(link, "href") for link in section.select("a[href^='lite/']")] == [OPEN.format(page=page)]


@every_notebook
def test_notebook_reads_as_plain_markdown(page: str) -> None:
    notebook = json.loads((LITE / "files" / f"{page}.ipynb").read_text(encoding="utf-8"))
    assert notebook["metadata"]["kernelspec"]["name"] == "python"
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    text = "\n".join(re.sub(r"`[^`]*`", "", cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    assert not re.findall(r"\{[a-z:-]+\}|^:::|^```\{|\]\([^)\s]*\.md\b|(?<!\\)\$", text, flags=re.MULTILINE)
    assert not [cell for cell in notebook["cells"] if cell.get("outputs")]


@pytest.mark.parametrize("fault", ["gone", "changed"])
def test_a_reader_is_told_when_python_cannot_be_had(fault: str, context: BrowserContext, site: str) -> None:
    """No network, or a file at the public address that is not the one we know: a sentence says what to do, and nothing is run."""
    headers = {"access-control-allow-origin": "*"}
    context.route(address() + "**", lambda route: route.abort() if fault == "gone" else route.fulfill(body="self.changed = 1", headers=headers))
    tab = open_notebook(context, site, NOTEBOOKS[0])
    notice = tab.get_by_role("alert").filter(has_text="could not be fetched")
    expect(notice).to_contain_text("reload this page", timeout=60_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_notebook_and_charts_are_dark_where_the_readers_system_is(scheme: Literal["light", "dark"], browser: Browser, site: str) -> None:
    context = browser.new_context(color_scheme=scheme)
    context.route(address() + "**", lambda route: route.abort())
    body = open_notebook(context, site, NOTEBOOKS[0]).locator("body")
    expect(body).to_have_attribute("data-jp-theme-light", str(scheme == "light").lower())
    expect(body).to_have_css("color-scheme", re.compile("^dark$" if scheme == "dark" else "^(normal|light)$"))  # which the colors of a chart follow
    context.close()


def test_a_page_opened_from_a_folder_says_what_to_type(context: BrowserContext) -> None:
    tab = context.new_page()
    tab.goto((built.HTML / OPEN.format(page=NOTEBOOKS[0]).partition("?")[0]).as_uri())
    expect(tab.get_by_role("alert")).to_contain_text(f'python3 -m http.server -d "{built.HTML}/"')


def test_a_link_in_a_notebook_leads_to_the_page_of_the_book(context: BrowserContext, site: str) -> None:
    context.route(address() + "**", lambda route: route.abort())
    tab = open_notebook(context, site, "what-followed")
    link = tab.locator(".jp-MarkdownCell a[href*='a-cautious-outlook.html']").first
    expect(link).to_have_attribute("href", re.compile(r"^http"), timeout=30_000)
    with context.expect_page() as opened:
        link.click()
    opened.value.wait_for_load_state()
    assert opened.value.url.partition("#")[0] == f"{site}/a-cautious-outlook.html"
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("A cautious outlook")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_edits_are_kept_until_they_are_cleared(width: int, browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": HEIGHT})
    context.route(address() + "**", lambda route: route.abort())  # a notebook can be edited without a kernel
    tab = open_notebook(context, site, NOTEBOOKS[0])
    first = tab.locator(".jp-CodeCell .cm-content").first
    first.click()
    tab.keyboard.type("# mine\n")
    tab.keyboard.press("Control+s")
    expect(tab.locator(".jp-NotebookPanel")).not_to_contain_text("never", timeout=5_000)
    tab.wait_for_timeout(1_000)
    tab.close()
    tab = open_notebook(context, site, NOTEBOOKS[0])
    expect(tab.locator(".jp-CodeCell .cm-content").first).to_contain_text("# mine")
    tab.get_by_role("menuitem", name="Help", exact=True).click()
    tab.get_by_text("Clear Browser Data", exact=True).click()
    tab.get_by_role("button", name="Clear", exact=True).click()
    tab.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    expect(tab.locator(".jp-CodeCell .cm-content").first).not_to_contain_text("# mine")
    assert tab.evaluate(TOO_WIDE) == []  # no line of code runs off at the right
    context.close()

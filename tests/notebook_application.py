"""What tests of the pages as notebooks share: where they are in the built book, and how a reader opens them."""

import re

import built
import pages
from playwright.sync_api import BrowserContext, Page

LITE = built.HTML / "lite"
OPEN = "lite/notebooks/index.html?path={page}.ipynb"
NOTEBOOKS = [page for page in built.pages() if pages.cells(page)]


def python_address() -> str:
    """The public address from which the application loads Python."""
    found = re.search(r'"(https://\S+/)"', (built.ROOT / "_ext/book/run/lite/pyodide.js").read_text(encoding="utf-8"))
    assert found
    return found[1]


def open_notebook(context: BrowserContext, site: str, page: str) -> Page:
    """The notebook as the page's link opens it."""
    tab = context.new_page()
    tab.goto(f"{site}/{OPEN.format(page=page)}")
    tab.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    return tab

"""The notebook application in the browser (JupyterLite) while no cell can run: its notices, colors and links, and what a reader writes."""

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import unquote, urlsplit

import built
import pytest
from browsing import HEIGHT, PHONE, WIDE
from notebook_application import NOTEBOOKS, OPEN, open_notebook, python_address
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

TOO_WIDE = """() => [...document.querySelectorAll('.jp-CodeCell .cm-scroller')].filter(code => code.scrollWidth > code.clientWidth + 1)
    .map(code => code.textContent)"""
# True once the browser has stored what the reader wrote, in the database in which the application keeps files.
STORED = """async text => {
    const answer = request => new Promise(done => { request.onsuccess = () => done(request.result) });
    for (const { name } of await indexedDB.databases()) {
        const database = await answer(indexedDB.open(name));
        const files = database.objectStoreNames.contains('files') ? await answer(database.transaction('files').objectStore('files').getAll()) : [];
        database.close();
        if (JSON.stringify(files).includes(text)) return true;
    }
    return false }"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here, and never gets Python."""
    opened = browser.new_context()
    opened.route(f"{python_address()}**", lambda route: route.abort())
    yield opened
    opened.close()


@pytest.mark.parametrize(("fault", "scheme"), [("gone", "light"), ("changed", "dark")])
def test_a_reader_is_told_when_python_cannot_be_had_in_the_colors_of_the_system(
    fault: str, scheme: Literal["light", "dark"], context: BrowserContext, site: str
) -> None:
    """No network, or a file at the public address that is not the one we know: a sentence says what to do, and nothing is run."""
    if fault == "changed":
        headers = {"access-control-allow-origin": "*"}
        context.route(f"{python_address()}**", lambda route: route.fulfill(body="self.changed = 1", headers=headers))
    tab = context.new_page()
    tab.emulate_media(color_scheme=scheme)
    tab.goto(f"{site}/{OPEN.format(page=NOTEBOOKS[0])}")
    notice = tab.get_by_role("alert").filter(has_text="could not be fetched")
    expect(notice).to_contain_text("reload this page", timeout=60_000)
    body = tab.locator("body")
    expect(body).to_have_attribute("data-jp-theme-light", str(scheme == "light").lower())
    body.evaluate("body => body.insertAdjacentHTML('beforeend', '<figure class=exhibit><img></figure>')")
    chart = tab.locator("body > .exhibit img")
    expect(chart).to_have_css("filter", re.compile("^invert" if scheme == "dark" else "^none$"))


def test_a_page_opened_from_a_folder_says_what_to_type(context: BrowserContext) -> None:
    tab = context.new_page()
    tab.goto((built.HTML / OPEN.format(page=NOTEBOOKS[0]).partition("?")[0]).as_uri())
    expect(tab.get_by_role("alert")).to_contain_text(f'python3 -m http.server -d "{built.HTML}/"')


def test_a_page_that_was_run_and_is_older_than_the_book_says_so_and_offers_the_new_one(context: BrowserContext, site: str) -> None:
    def older(route: Route) -> None:
        notebook = route.fetch().json()
        notebook["cells"][0]["source"] = "# As it was"
        route.fulfill(json=notebook | {"metadata": notebook["metadata"] | {"made": "earlier"}})

    served = f"**/files/{NOTEBOOKS[0]}.ipynb*"
    context.route(served, older)
    tab = open_notebook(context, site, NOTEBOOKS[0])
    tab.locator(".jp-CodeCell .cm-content").first.click()
    tab.keyboard.press("Control+s")
    tab.wait_for_function(STORED, arg="As it was", timeout=30_000)
    tab.close()
    context.unroute(served)
    tab = open_notebook(context, site, NOTEBOOKS[0])
    expect(tab.locator(".jp-Notebook")).to_contain_text("As it was")
    tab.get_by_role("button", name="Open the new page").click()
    expect(tab.locator(".jp-Notebook")).not_to_contain_text("As it was", timeout=60_000)
    expect(tab.get_by_role("button", name="Open the new page")).to_have_count(0)


def test_a_server_that_calls_scripts_by_another_type_is_named(context: BrowserContext, site: str) -> None:
    def text(route: Route) -> None:
        route.fulfill(path=built.HTML / unquote(urlsplit(route.request.url).path).lstrip("/"), content_type="text/plain")

    context.route(f"{site}/**/*.js", text)
    tab = context.new_page()
    tab.goto(f"{site}/{OPEN.format(page=NOTEBOOKS[0])}")
    expect(tab.get_by_role("alert").filter(has_text="text/plain")).to_contain_text("Serve the book with another server")


def test_a_link_in_a_notebook_leads_to_the_page_of_the_book(context: BrowserContext, site: str) -> None:
    tab = open_notebook(context, site, "what-followed")
    link = tab.locator(".jp-MarkdownCell a[href*='a-cautious-outlook.html']").first
    expect(link).to_have_attribute("href", re.compile(r"^http"), timeout=30_000)
    with context.expect_page() as opened:
        link.click()
    opened.value.wait_for_load_state()
    assert opened.value.url.partition("#")[0] == f"{site}/a-cautious-outlook.html"
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("A cautious outlook")


def test_edits_are_kept_until_they_are_cleared(context: BrowserContext, site: str) -> None:
    """On a phone, and without a kernel."""

    def opened() -> Page:
        tab = open_notebook(context, site, NOTEBOOKS[0])
        tab.set_viewport_size({"width": PHONE, "height": HEIGHT})
        return tab

    tab = opened()
    tab.locator(".jp-CodeCell .cm-content").first.click()
    tab.keyboard.type("# mine\n")
    tab.keyboard.press("Control+s")
    expect(tab.locator(".jp-NotebookPanel")).not_to_contain_text("never", timeout=5_000)
    tab.wait_for_function(STORED, arg="# mine", timeout=30_000)
    tab.close()
    tab = opened()
    expect(tab.locator(".jp-CodeCell .cm-content").first).to_contain_text("# mine")
    tab.get_by_role("menuitem", name="Help", exact=True).click()
    tab.get_by_text("Clear Browser Data", exact=True).click()
    tab.get_by_role("button", name="Clear", exact=True).click()
    tab.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    expect(tab.locator(".jp-CodeCell .cm-content").first).not_to_contain_text("# mine")
    for width in (PHONE, WIDE):
        tab.set_viewport_size({"width": width, "height": HEIGHT})
        tab.wait_for_function(f"() => ({TOO_WIDE})().length === 0", timeout=10_000)  # no line of code runs off at the right

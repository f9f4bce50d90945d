"""What a reader's browser has to fetch before anything is pressed, and what it is allowed to fetch."""

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import built
import light_pages
import pytest
from playwright.sync_api import Browser, Response, expect

MOST_REQUESTS, HEAVIEST = 15, 300_000  # bytes
STOCK_STYLES = {  # what a stock book fetches, by the package that brings it
    "pydata_sphinx_theme": "theme/pydata_sphinx_theme/static/styles/pydata-sphinx-theme.css",
    "sphinx_book_theme": "theme/sphinx_book_theme/static/styles/sphinx-book-theme.css",
    "sphinx_design": "static/sphinx-design.min.css",
    "myst_nb": "static/mystnb.css",
}
PAGES = built.pages()
LONG = ("rows-events-2", "rows-missions-worldwide", "rows-how-unusual-is-minsk-survival-of-gaps")  # the heaviest pages of rows


@pytest.fixture(scope="module")
def fetched(browser: Browser, site: str) -> dict[str, dict[str, int]]:
    """The uncompressed size of everything that each page fetches by itself on a phone, by address."""
    found: dict[str, dict[str, int]] = {}
    for name in (*PAGES, *LONG, "search"):
        page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        responses: list[Response] = []
        page.on("response", lambda response, seen=responses: seen.append(response))
        page.goto(f"{site}/{name}.html")
        page.wait_for_load_state("networkidle")
        found[name] = {response.url: len(response.body()) for response in responses if not response.url.startswith("data:")}
        page.context.close()
    return found


def test_no_page_fetches_more_than_a_light_page_may(fetched: dict[str, dict[str, int]]) -> None:
    heavy = {name: (len(sizes), sum(sizes.values())) for name, sizes in fetched.items()}
    print("\n".join(f"{name}: {requests} requests, {size:,} bytes" for name, (requests, size) in heavy.items()))
    assert not {name: measured for name, measured in heavy.items() if measured[0] > MOST_REQUESTS or measured[1] > HEAVIEST}


def test_search_fetches_its_index_for_a_question_only(browser: Browser, site: str, fetched: dict[str, dict[str, int]]) -> None:
    assert not [address for address in fetched["search"] if address.endswith("searchindex.js")]
    page = browser.new_page()
    page.goto(f"{site}/search.html?q=embassy")
    expect(page.locator("#search-results li").first).to_be_visible()
    page.close()


@pytest.mark.parametrize("name", [*PAGES, "search"])
def test_every_page_forbids_other_hosts_and_inline_scripts(name: str) -> None:
    page = built.page(name)
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None and "default-src 'self'" in str(policy["content"])
    inline = [script for script in page.find_all("script") if not script.get("src") and "json" not in str(script.get("type"))]
    handlers = [tag.name for tag in page.find_all(True) if any(attribute.startswith("on") for attribute in tag.attrs)]
    assert not inline and not handlers


def test_the_icons_that_pages_show_are_in_the_font(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/index.html")
    assert page.evaluate("async () => { await document.fonts.ready; return document.fonts.check('900 16px \"Font Awesome 6 Free\"') }")
    shown: list[dict[str, Any]] = page.evaluate(
        "() => [...document.querySelectorAll('[class*=fa-]')].map(icon => "
        "({name: icon.className, text: getComputedStyle(icon, '::before').content, family: getComputedStyle(icon).fontFamily}))"
    )
    page.close()
    assert shown
    for icon in shown:
        assert re.fullmatch('"[\ue000-\uf8ff]"', icon["text"]) and "Font Awesome" in icon["family"], icon


def test_what_copies_comes_with_the_first_code_that_a_reader_opens(browser: Browser, site: str, fetched: dict[str, dict[str, int]]) -> None:
    assert not [address for address in fetched["what-followed"] if address.endswith("copy.js")]
    page = browser.new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(f"{site}/what-followed.html")
    fold = page.locator("details.hide").first
    fold.locator("summary").click()
    fold.locator(".copybtn").click()
    expect(fold.locator(".copybtn")).to_have_class(re.compile("success"))
    assert page.evaluate("() => navigator.clipboard.readText()").strip() == fold.locator("pre").inner_text().strip()
    page.context.close()


def test_styles_keep_what_a_page_uses_and_drop_the_rest() -> None:
    css = (
        "p.used, a.used, .idle, #gone:hover, .made b { color: var(--read); } :root { --read: red; --idle: url('data:a;b{}') } "
        "@media print { .idle { top: 0 } } p { animation: turn 1s } @keyframes turn { to { top: 0 } } @keyframes idle { to { top: 0 } }"
    )
    pages = light_pages.Pages({frozenset({"p", ".used"}), frozenset({"a"})}, {"made", "b"})
    once = light_pages.kept(css, pages, light_pages.read_names(css, ""))
    assert once == "p.used,.made b{color:var(--read)}:root{--read:red}p{animation:turn 1s}@keyframes turn { to { top: 0 } }"


def test_styles_are_a_fraction_of_the_themes() -> None:
    static = Path(built.HTML) / "_static"
    stock = sum(len((files(package) / name).read_bytes()) for package, name in STOCK_STYLES.items())
    assert (static / "bundle.css").stat().st_size < 0.25 * stock
    assert not list(static.rglob("fontawesome*")) and not list(static.rglob("*.map"))

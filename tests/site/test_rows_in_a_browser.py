"""The pages of rows of tables in a real browser. One function makes all of them, so that each is opened in one mode, in turn."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle, product
from urllib.parse import urlsplit

import built
import pytest
from browsing import ENLARGED, HEAVIEST, MOST_REQUESTS, PHONE, SCHEMES, WIDE, Tab, open_tab, visit, weight
from playwright.sync_api import Browser, expect

from bilateral.web import catalogue

MODES = list(product(SCHEMES, (WIDE, PHONE)))
ROWS = [*built.rows_of_a_table(), "rows-events-2"]  # a later part, and the heaviest


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[list[Tab]]:
    """One open tab a mode, kept for all pages."""
    with ExitStack() as opened:
        yield [opened.enter_context(open_tab(browser, scheme, width)) for scheme, width in MODES]


@pytest.mark.parametrize(("name", "mode"), list(zip(ROWS, cycle(range(len(MODES))))))
def test_a_page_of_rows_works_fits_is_light_and_open_to_everyone(tabs: list[Tab], site: str, name: str, mode: int) -> None:
    seen = visit(tabs[mode], f"{site}/{name}.html", ENLARGED)
    assert seen.faults == []
    assert seen.hosts == {urlsplit(site).netloc}
    assert seen.too_wide == {}
    assert seen.violations == []
    assert len(seen.fetched) <= MOST_REQUESTS
    assert weight(seen.fetched) <= HEAVIEST


def test_rows_can_be_searched_and_sorted(browser: Browser) -> None:
    page = browser.new_page()
    page.goto((built.HTML / catalogue.rows_address("visits")).as_uri())
    section = page.locator(".data-rows")
    rows = section.locator("tbody tr")
    every = rows.count()
    expect(section.locator("output")).to_have_text(f"{every} of {every} rows")
    section.locator("input[type=search]").fill("Minsk no-such-word")
    expect(section.locator("output")).to_have_text(f"0 of {every} rows")
    section.locator("input[type=search]").fill("Bolton")
    expect(rows.locator("visible=true").first).to_contain_text("Bolton")
    section.locator("input[type=search]").fill("")
    head = section.locator("th").nth(1)
    for order in ("ascending", "descending"):
        head.locator("button").click()
        expect(head).to_have_attribute("aria-sort", order)
        cells = [text for text in rows.locator("td:nth-child(2)").all_inner_texts() if text]
        assert cells == sorted(cells, reverse=order == "descending")
    page.close()


def test_rows_can_be_read_without_scripts(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.HTML / catalogue.rows_address("visits")).as_uri())
    expect(page.locator(".data-rows tbody tr").first).to_be_visible()
    context.close()

"""The search of the book: it finds pages, shows their words, works from a folder, and fetches its index for a question only."""

import re

import built
import pytest
from browsing import PHONE, WIDE, Watch, new_context
from playwright.sync_api import Browser, expect

WORD, PAGE_WITH_IT = "ambassador", "a-history-of-fractured-engagement"
FOUND = 10_000  # milliseconds in which something is found


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_search_finds_a_page(browser: Browser, site: str, width: int) -> None:
    context = new_context(browser, "light", width)
    watch = Watch(context)
    tab = context.new_page()
    tab.goto(f"{site}/index.html")
    tab.locator("button.search-button__button:visible").first.click()
    entry = tab.locator("input[type=search]:visible").first
    entry.fill(WORD)
    entry.press("Enter")
    result = tab.locator(f"#search-results a[href^='{PAGE_WITH_IT}.html']").first
    expect(result).to_be_visible(timeout=FOUND)
    watch.settle(tab)
    assert not watch.faults
    result.click()
    tab.wait_for_url(f"**/{PAGE_WITH_IT}.html*")
    context.close()


def test_search_shows_text_of_a_page_and_no_code(browser: Browser, site: str) -> None:
    context = new_context(browser, "light", WIDE)
    watch = Watch(context)
    tab = context.new_page()
    tab.goto(f"{site}/search.html?q=Kellogg")
    expect(tab.locator("#search-results")).to_contain_text("Pages and tables found: ", timeout=FOUND)
    watch.settle(tab)
    assert [address for address in watch.fetched if address.endswith("searchindex.js")]  # test_pages_in_a_browser: not without a question
    contexts = tab.locator("#search-results .context")
    expect(contexts.nth(5)).to_be_visible()
    code = r"import |pd\.|words\.say|Show code|\w = \w+\(|_day\b"
    assert [text for text in contexts.all_inner_texts() if re.search(code, text)] == []
    tab.goto(f"{site}/search.html?q=nosuchword")
    expect(tab.locator("#search-results")).to_contain_text("Nothing found. Try fewer words", timeout=FOUND)
    context.close()


def test_search_works_from_a_folder(browser: Browser) -> None:
    context = new_context(browser, "light", WIDE)
    tab = context.new_page()
    tab.goto(f"{(built.HTML / 'search.html').as_uri()}?q={WORD}")
    expect(tab.locator(f"#search-results a[href^='{PAGE_WITH_IT}.html']").first).to_be_visible(timeout=FOUND)
    context.close()

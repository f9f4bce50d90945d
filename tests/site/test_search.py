"""The search of the book: it finds what pages say, the best page first, opens at the passage, works from a folder, and fetches for a question only.

`search_queries.csv` has queries with the page that answers them, or several, the best first, and words of the answer, from the pages and not from
the index.
"""

import csv
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import built
import pytest
from book.site import search_index
from browsing import PHONE, WIDE, Watch, new_context
from playwright.sync_api import Browser, Page, expect

FOUND = 10_000  # milliseconds in which something is found
FIRST = 5  # among so many results the page has to be
RANKED = """async query => {
    const state = Search.likely(query), found = state.left.map(each => each.name), first = await Search.next(state);
    return [found, first.map(each => each.name)]; }"""
SOME_WORDS, SOME_PAGES = 100, 20
HEAVIEST = 430_000  # bytes of the index: as much as a picture
NOT_SEEN = ".headerlink, script, style, noscript, form, button, nav, svg, .byline, .cell_input, .exhibit-cite, .exhibit-foot, .kicker, .next-chapter"
QUERIES = list(csv.DictReader(Path(__file__).with_name("search_queries.csv").open(encoding="utf-8")))
SAID = "#search-results .search-summary:not(:empty)"
RESULTS = "[...document.querySelectorAll('#search-results li > a')].map(link => link.getAttribute('href'))"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    context = new_context(browser, "light", WIDE)
    yield context.new_page()
    context.close()


def results(tab: Page, where: str, query: str) -> list[str]:
    """The addresses that a query finds, in their order, as far as they are shown."""
    tab.goto(f"{where}/search.html?q={quote(query)}")
    expect(tab.locator(SAID)).to_be_visible(timeout=FOUND)
    found: list[str] = tab.evaluate(RESULTS)
    return found


def places(addresses: list[str]) -> list[str]:
    """The pages of addresses; the parts of a table's rows are one page."""
    return [re.sub(r"(-\d+)?\.html.*", "", address) if address.startswith("rows-") else address.partition(".html")[0] for address in addresses]


# --- what is found


@pytest.fixture(scope="module")
def search(browser: Browser, site: str) -> Iterator[Page]:
    """The page of search with its index."""
    tab = browser.new_page()
    tab.goto(f"{site}/search.html?q=potash")
    expect(tab.locator(SAID)).to_be_visible(timeout=FOUND)
    yield tab
    tab.close()


@pytest.mark.parametrize("asked", QUERIES, ids=[each["query"] for each in QUERIES])
def test_a_query_finds_the_page_that_answers_it(search: Page, asked: dict[str, str]) -> None:
    """The answer stands on the page, and the page among the first results."""
    best, *others = asked["pages"].split()
    assert search_index.folded(asked["says"].lower()) in search_index.folded(" ".join(built.visible(best, ".headerlink").lower().split()))
    assert {best, *others} & set(places(search.evaluate(RANKED, asked["query"])[1])[:FIRST])


def test_most_queries_find_their_page_first(search: Page, record_property: Callable[[str, object], None]) -> None:
    first = sum(places(search.evaluate(RANKED, each["query"])[1])[:1] == each["pages"].split()[:1] for each in QUERIES)
    record_property("search", f"{first} of {len(QUERIES)} queries find their page first")
    assert first > len(QUERIES) / 2


def test_no_word_of_the_book_is_lost(search: Page) -> None:
    """Words drawn from what a reader sees on any page, rows of tables among them, are found on that page."""
    chance = random.Random(7)
    lost = []
    for page in chance.sample([*built.pages(), *built.rows()], SOME_PAGES):
        words = sorted(set(re.findall(r"\d+(?:[.,]\d+)+|[^\W_]{3,}", built.seen(page, NOT_SEEN).get_text(" "))))
        for word in chance.sample(words, SOME_WORDS // SOME_PAGES):
            if page not in search.evaluate(RANKED, word)[0]:
                lost.append(f"{word} of {page}")
    assert lost == []


def test_all_words_have_to_be_there(tab: Page, site: str) -> None:
    both = set(places(results(tab, site, "potash Kaplan-Meier")))
    assert both <= set(places(results(tab, site, "Kaplan-Meier")))
    assert results(tab, site, "potash nosuchword") == []
    expect(tab.locator(SAID)).to_contain_text("Nothing found. Try fewer words")


def test_a_phrase_has_to_stand_as_it_is_asked_for(tab: Page, site: str) -> None:
    assert "sanctions-and-relief" in places(results(tab, site, '"Sequence is not cause"'))
    assert results(tab, site, '"cause not is sequence"') == []


def test_dates_are_the_same_however_they_are_written(tab: Page, site: str) -> None:
    forms = ["July 2, 2025", "2 July 2025", "Jul 2, 2025", "2025-07-02", "02.07.2025", "7/2/2025"]
    found = [results(tab, site, form) for form in forms]
    pages = [set(places(each)) for each in found]
    assert pages[0] and all(each == pages[0] for each in pages)


# --- words, in both languages


def test_scripts_take_words_as_the_index_does(tab: Page, site: str) -> None:
    """The same words and stems of the texts of ten pages."""
    tab.goto(f"{site}/search.html?q=potash")
    expect(tab.locator(SAID)).to_be_visible(timeout=FOUND)
    for page in [*built.pages()[:6], "people-and-documents", "rows-events", "rows-sources", "bibliography-t-z"]:
        text = unicodedata.normalize("NFC", built.visible(page))
        words = list(search_index.words_of(text))
        assert tab.evaluate("text => Search.words(text)", text) == words
        assert tab.evaluate("text => Search.stems(text)", text) == list(map(search_index.stem, words))


# --- what a reader sees and does


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_result_opens_at_the_passage(browser: Browser, site: str, width: int) -> None:
    context = new_context(browser, "light", width)
    watch = Watch(context)
    tab = context.new_page()
    tab.goto(f"{site}/index.html")
    tab.locator("button.search-button__button:visible").first.click()
    entry = tab.locator("input[type=search]:visible").first
    entry.fill("Ryanair diversion")
    entry.press("Enter")
    tab.locator("#search-results a[href^='sanctions-and-relief.html']").first.click(timeout=FOUND)
    expect(tab.locator("span.highlighted", has_text="Ryanair").first).to_be_in_viewport()
    assert "highlight=" not in tab.url
    tab.locator(".matches-hide").click()
    expect(tab.locator("span.highlighted, .matches-hide")).to_have_count(0)
    watch.settle(tab)
    assert not watch.faults
    context.close()


def test_a_result_in_a_fold_opens_it(tab: Page, site: str) -> None:
    found = next(address for address in results(tab, site, '"Vienna Convention"') if address.startswith(("rows-events", "claims", "where")))
    tab.goto(f"{site}/{found}")
    inside = "(box => box.top > 0 && box.bottom < innerHeight)(each.getBoundingClientRect())"
    tab.wait_for_function(f"() => [...document.querySelectorAll('span.highlighted')].some(each => {inside})")


@pytest.mark.parametrize(("query", "anchor"), [("U.S. Treasury Infobank", "2004-08-24-infobank-money-laundering"), ("December 2003", "year-2003")])
def test_a_result_in_the_list_of_events_opens_there(tab: Page, site: str, query: str, anchor: str) -> None:
    """Also where the page fetches the list only then."""
    found = next(address for address in results(tab, site, query) if address.startswith("explore.html"))
    assert found.endswith(f"#{anchor}")
    tab.goto(f"{site}/{found}")
    expect(tab.locator(f"[id='{anchor}']")).to_be_in_viewport(timeout=FOUND)
    tab.wait_for_timeout(500)  # nothing else of the page moves it
    expect(tab.locator(f"[id='{anchor}']")).to_be_in_viewport()


def test_excerpts_show_text_and_no_code(tab: Page, site: str) -> None:
    results(tab, site, "Kellogg")
    excerpts = tab.locator("#search-results .context").all_inner_texts()
    assert len(excerpts) > 5
    assert [text for text in excerpts if re.search(r"import |pd\.|words\.say|Show code|\w = \w+\(|_day\b", text)] == []
    assert all("kellogg" in marks.lower() for marks in tab.locator("#search-results .context .highlighted").all_inner_texts())


def test_search_works_from_a_folder(tab: Page) -> None:
    found = results(tab, built.HTML.as_uri(), '"Sequence is not cause"')
    assert places(found)[0] == "sanctions-and-relief"
    expect(tab.locator("#search-results .context").first).to_contain_text("Sequence is not cause")


def test_the_index_is_light_and_comes_for_a_question_only() -> None:
    assert (built.HTML / search_index.INDEX).stat().st_size < HEAVIEST
    assert not [script for script in built.page("search").select("script[src]") if "index" in str(script["src"])]
    pages = {path.stem for path in (built.HTML / search_index.FOLDER).iterdir()}
    assert pages == {path.stem for path in built.HTML.glob("*.html") if not search_index.NOT_SEARCHED.fullmatch(path.stem)}

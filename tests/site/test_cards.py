"""The card that opens at a number, a date, a note, a name or a word: by mouse, keyboard and touch, one at a time; on paper it is text."""

import re
from collections.abc import Iterator

import built
import pytest
from browsing import PHONE, WIDE, open_tab
from playwright.sync_api import Browser, Locator, Page, expect

NUMBER, DATE, NOTE, NAME = "a.n[href^='numbers.html']", "a.n[href^='explore.html']", "a.footnote-reference", "a[href^='people-and-documents.html#']"
WORD = "a[href^='glossary.html#term-']"
INDEX = (built.HTML / "index.html").as_uri()
LATER = "() => new Promise(done => setTimeout(done, 300))"  # milliseconds after which card.js closes a card, by a timer set before this one


@pytest.fixture
def index(browser: Browser) -> Iterator[Page]:
    """The front page, opened from its folder."""
    page = browser.new_page()
    page.goto(INDEX)
    yield page
    page.close()


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    with open_tab(browser, "light", PHONE) as tab:
        tab.page.goto(f"{site}/index.html")
        yield tab.page


def first(page: Page, kind: str) -> Locator:
    return page.locator(f"article {kind}").first


def card(page: Page) -> Locator:
    return page.locator("#card-open:visible")


def test_a_page_marks_a_word_once_and_has_its_card() -> None:
    pages = {page: [built.attribute(link, "href") for link in built.article(page).select(WORD)] for page in built.pages() if page != "glossary"}
    assert sum(map(bool, pages.values())) > 5
    for page, words in pages.items():
        assert len(words) == len(set(words)), page
        cards = (built.HTML / "_static" / f"cards-{page}.js").read_text(encoding="utf-8") if words else ""
        assert all(f'"{word}":' in cards for word in words), page


@pytest.mark.parametrize(
    ("kind", "says"),
    [(NUMBER, r"From .+ checked through"), (DATE, r"confidence: \w+ · sources: "), (NOTE, r"\w+"), (NAME, r"\w+"), (WORD, r"heads an embassy")],
)
def test_pointing_opens_one_and_leaving_closes_it(index: Page, kind: str, says: str) -> None:
    first(index, kind).hover()
    expect(card(index)).to_have_text(re.compile(says))
    card(index).hover()  # a pointer may enter it
    index.evaluate(LATER)
    expect(card(index)).to_have_count(1)
    index.locator("article h1").hover()
    expect(card(index)).to_have_count(0)


def test_another_card_takes_the_place_of_the_first(index: Page) -> None:
    first(index, NUMBER).hover()
    before = card(index).inner_text()
    first(index, DATE).hover()
    expect(card(index)).not_to_have_text(before)
    expect(card(index)).to_have_count(1)


def test_the_keyboard_opens_enters_and_closes_it(index: Page) -> None:
    link = first(index, NUMBER)
    index.keyboard.press("Tab")
    link.focus()
    expect(card(index)).to_be_visible()
    assert link.get_attribute("aria-describedby") == "card-open" and link.get_attribute("aria-expanded") == "true"
    index.keyboard.press("Tab")
    assert index.evaluate("document.getElementById('card-open').contains(document.activeElement)")
    index.keyboard.press("Escape")
    expect(card(index)).to_have_count(0)
    assert link.evaluate("link => link === document.activeElement && !link.hasAttribute('aria-expanded')")


def test_a_tap_opens_a_second_tap_or_one_elsewhere_closes(phone: Page) -> None:
    link = first(phone, NUMBER)
    link.tap()
    expect(card(phone)).to_be_visible()
    box = card(phone).bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
    link.tap()
    expect(card(phone)).to_have_count(0)
    link.tap()
    expect(card(phone)).to_be_visible()
    phone.locator("article h1").tap()
    expect(card(phone)).to_have_count(0)
    assert phone.url.endswith("index.html")


def test_nothing_is_fetched_before_a_card_is_asked_for(browser: Browser, site: str) -> None:
    with open_tab(browser, "light", WIDE) as tab:
        tab.page.goto(f"{site}/index.html")
        tab.watch.settle(tab.page)
        assert not [address for address in tab.watch.fetched if "cards-" in address]
        first(tab.page, NUMBER).hover()
        expect(card(tab.page)).to_be_visible()
        assert len([address for address in tab.watch.fetched if "cards-" in address]) == 1


def test_without_its_script_a_number_is_a_link_and_on_paper_text(browser: Browser, index: Page) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(INDEX)
    first(page, NUMBER).click()
    page.wait_for_url(re.compile(r"/numbers\.html#[a-z0-9-]+$"))  # and until it has loaded: before that a long page may have no target
    expect(page.locator(":target")).to_be_visible()
    page.context.close()
    index.emulate_media(media="print")
    assert first(index, NUMBER).evaluate("link => getComputedStyle(link).textDecorationLine") == "none"
    first(index, NUMBER).hover()
    index.evaluate(LATER)
    expect(card(index)).to_have_count(0)


def test_every_number_and_date_leads_to_its_place() -> None:
    lost = []
    for name in built.pages():
        for link in built.article(name).select("a.n"):
            place, _, anchor = built.attribute(link, "href").partition("#")
            if built.ids(place.removesuffix(".html"))[anchor] != 1:
                lost.append((name, str(link)))
    assert lost == []


def test_the_rows_of_a_number_are_shown_alone(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/numbers-prisoners.html#freed-at-visits-of-an-envoy")
    page.locator("#freed-at-visits-of-an-envoy a[href^='rows-prisoner-releases']").click()
    expect(page.locator(".data-rows tbody tr")).to_have_count(5)
    page.get_by_role("link", name="show all rows").click()
    expect(page.locator(".data-rows tbody tr").nth(10)).to_be_visible()
    page.close()


def test_the_list_of_numbers_is_searched_filtered_and_copied(browser: Browser, site: str) -> None:
    page = browser.new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(f"{site}/numbers.html")
    rows = page.locator(".numbers-list tr[id]:visible")
    whole = rows.count()
    page.get_by_label("Search", exact=True).last.fill("freed envoy")
    expect(page.locator("#freed-at-visits-of-an-envoy")).to_be_visible()
    assert 0 < rows.count() < 20 < whole
    page.locator("select[name=page]").select_option(label="index")
    expect(page.locator("#freed-at-visits-of-an-envoy")).to_be_visible()
    expect(page.locator("#freed-since-2025")).to_be_hidden()
    page.locator("#freed-at-visits-of-an-envoy button").click()
    expect(page.locator("#freed-at-visits-of-an-envoy button")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}/numbers.html#freed-at-visits-of-an-envoy"
    page.context.close()

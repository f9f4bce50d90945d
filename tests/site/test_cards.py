"""The card that opens at a number, a date, a note or a name: by mouse, keyboard and touch, one at a time, from a folder too; on paper it is text."""

import re
from collections.abc import Iterator

import built
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

NUMBER, DATE, NOTE, NAME = "a.n[href^='numbers.html']", "a.n[href^='explore.html']", "a.footnote-reference", "a[href^='people-and-documents.html#']"
INDEX = (built.HTML / "index.html").as_uri()
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def index(browser: Browser) -> Iterator[Page]:
    """The front page, opened from its folder."""
    page = browser.new_page()
    page.goto(INDEX)
    yield page
    page.close()


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(**PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site}/index.html")
    yield page
    context.close()


def first(page: Page, kind: str) -> Locator:
    return page.locator(f"article {kind}").first


def card(page: Page) -> Locator:
    return page.locator("#card:visible")


@pytest.mark.parametrize(
    ("kind", "says"),
    [(NUMBER, r"From .+ checked through"), (DATE, r"confidence: \w+ · sources: "), (NOTE, r"\w+"), (NAME, r"\w+")],
)
def test_pointing_opens_one_and_leaving_closes_it(index: Page, kind: str, says: str) -> None:
    first(index, kind).hover()
    expect(card(index)).to_have_text(re.compile(says))
    card(index).hover()  # a pointer may enter it
    index.wait_for_timeout(500)
    expect(card(index)).to_have_count(1)
    index.locator("h1").hover()
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
    assert link.get_attribute("aria-describedby") == "card" and link.get_attribute("aria-expanded") == "true"
    index.keyboard.press("Tab")
    assert index.evaluate("document.getElementById('card').contains(document.activeElement)")
    index.keyboard.press("Escape")
    expect(card(index)).to_have_count(0)
    assert link.evaluate("link => link === document.activeElement && !link.hasAttribute('aria-expanded')")


def test_a_tap_opens_a_second_tap_or_one_elsewhere_closes(phone: Page) -> None:
    link = first(phone, NUMBER)
    link.tap()
    expect(card(phone)).to_be_visible()
    box = card(phone).bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    link.tap()
    expect(card(phone)).to_have_count(0)
    link.tap()
    expect(card(phone)).to_be_visible()
    phone.locator("h1").tap()
    expect(card(phone)).to_have_count(0)
    assert phone.url.endswith("index.html")


def test_nothing_is_fetched_before_a_card_is_asked_for(browser: Browser, site: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/index.html", wait_until="networkidle")
    assert not [address for address in asked if "cards-" in address]
    first(page, NUMBER).hover()
    expect(card(page)).to_be_visible()
    assert len([address for address in asked if "cards-" in address]) == 1
    page.close()


def test_without_its_script_a_number_is_a_link_and_on_paper_text(browser: Browser, index: Page) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(INDEX)
    first(page, NUMBER).click()
    assert re.search(r"/numbers\.html#[a-z0-9-]+$", page.url)
    expect(page.locator(":target")).to_be_visible()
    page.context.close()
    index.emulate_media(media="print")
    assert first(index, NUMBER).evaluate("link => getComputedStyle(link).textDecorationLine") == "none"
    first(index, NUMBER).hover()
    index.wait_for_timeout(600)
    expect(card(index)).to_have_count(0)


@pytest.mark.parametrize("name", built.pages())
def test_every_number_and_date_leads_to_its_place(name: str) -> None:
    for link in built.article(name).select("a.n"):
        place, _, anchor = built.attribute(link, "href").partition("#")
        assert built.ids(place.removesuffix(".html"))[anchor] == 1, link


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

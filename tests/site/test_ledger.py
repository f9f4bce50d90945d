"""The ledger of claims and the cards on the pages: in the built files, in a browser, and with scripts off."""

import re
from collections.abc import Iterator

import built
import checks  # noqa: F401 (claims are judged by what it registers)
import pytest
from browsing import HEIGHT, PHONE, WIDE, Tab, new_context, open_tab
from bs4 import Tag
from playwright.sync_api import Browser, Page, expect

from bilateral import words
from bilateral.measures import claims
from bilateral.tables import load

LEDGER = "claims"
TABLES = load()
JUDGED = claims.judged(TABLES).set_index("id")


def row(claim_id: str) -> Tag:
    return built.one(built.article(LEDGER), f"tbody#{claim_id}")


def card(claim_id: str) -> Tag:
    return built.one(built.article(JUDGED.at[claim_id, "section"]), f"#claim-{claim_id}")


def verdict_shown(claim_id: str) -> str:
    return f"{JUDGED.at[claim_id, 'mark']} {JUDGED.at[claim_id, 'name']}"


def test_every_claim_is_there_once_in_the_order_of_the_article() -> None:
    bodies = built.article(LEDGER).select("tbody.tested")
    assert [built.attribute(body, "id") for body in bodies] == list(JUDGED.index)


def test_a_row_says_what_the_tables_say() -> None:
    for claim_id, claim in JUDGED.iterrows():
        cells = [built.text(cell) for cell in row(claim_id).select("tr:first-child > *")]
        said = [f"{claim['paraphrase']}.", claim["kind"], verdict_shown(claim_id), claim["measured"]]
        assert cells == [claim_id, *map(words.curly, said)]
        assert f"claim-{claim['shown']}" in row(claim_id)["class"], claim_id
        why = built.text(built.one(row(claim_id), "tr + tr"))
        for part in (claim["reasoning"], claim["rule"], claim["check"], claim["not_computed"], claim["note"]):
            assert " ".join(words.curly(part).split()) in why, claim_id


def test_a_row_links_each_of_its_sources() -> None:
    urls = TABLES.sources.set_index("id")["url"]
    shown = {claim_id: [built.attribute(link, "href") for link in row(claim_id).select("a[href^=http]")] for claim_id in JUDGED.index}
    assert shown == {claim_id: [urls[source] for source in sources.split(";")] for claim_id, sources in JUDGED["sources"].items()}


def test_the_article_is_told_from_first_to_last_with_marks_that_lead_to_the_rows() -> None:
    told = built.one(built.article(LEDGER), ".in-order")
    assert [built.attribute(link, "href") for link in told.select("a")] == [f"#{claim_id}" for claim_id in JUDGED.index]
    for claim_id, link in zip(JUDGED.index, told.select("a"), strict=True):
        assert (link["aria-label"], built.text(link)) == (f"{claim_id}: {JUDGED.at[claim_id, 'name']}", JUDGED.at[claim_id, "mark"])
    assert " ".join(built.text(told).split()).count(words.curly(JUDGED.at["c61", "paraphrase"])) == 1


def test_row_and_card_lead_to_each_other() -> None:
    for claim_id, page in JUDGED["section"].items():
        assert built.attribute(built.one(card(claim_id), "a"), "href") == f"{LEDGER}.html#{claim_id}"
        assert f"{page}.html#claim-{claim_id}" in [built.attribute(link, "href") for link in row(claim_id).select("a")]


def test_a_card_says_what_the_row_says() -> None:
    for claim_id, measured in JUDGED["measured"].items():
        assert built.text(built.one(card(claim_id), ".claim-verdict")) == verdict_shown(claim_id), claim_id
        said = [built.text(each) for each in card(claim_id).select(".claim-measured")]
        assert said == ([words.curly(measured)] if measured else []), claim_id


def test_each_card_stands_once_in_the_book() -> None:
    cards = [built.attribute(card, "id") for page in built.pages() for card in built.article(page).select("aside.claim")]
    assert sorted(cards) == [f"claim-{claim_id}" for claim_id in JUDGED.index]


def test_the_chart_counts_every_claim() -> None:
    rows = built.table_rows(built.exhibit_table(built.exhibit(LEDGER, "verdicts-by-section")))
    counts: dict[str, int] = {}
    for section, verdict, mark, number in rows[1:]:
        if section != "Facts and measures":  # the bar of all that were tested, which the sections say again
            counts[f"{mark} {verdict}"] = counts.get(f"{mark} {verdict}", 0) + int(number)
    assert counts == (JUDGED["mark"] + " " + JUDGED["name"]).value_counts().to_dict()


# --- in the browser


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[dict[int, Tab]]:
    """An open tab for each width."""
    with open_tab(browser, "light", WIDE) as wide, open_tab(browser, "light", PHONE) as phone:
        yield {WIDE: wide, PHONE: phone}


def opened(tab: Tab, site: str) -> Iterator[Page]:
    """The page opened anew; after the test nothing has failed."""
    tab.page.goto("about:blank")
    tab.watch.start()
    tab.page.goto(f"{site}/{LEDGER}.html")
    yield tab.page
    assert not tab.watch.faults


@pytest.fixture
def ledger(tabs: dict[int, Tab], site: str) -> Iterator[Page]:
    yield from opened(tabs[WIDE], site)


@pytest.fixture(params=[WIDE, PHONE])
def wide_and_on_a_phone(request: pytest.FixtureRequest, tabs: dict[int, Tab], site: str) -> Iterator[Page]:
    yield from opened(tabs[request.param], site)


SEEN = """async () => {
    const asked = [...new FormData(document.querySelector('.ledger form')).values()].some(Boolean);
    do await new Promise(requestAnimationFrame); while (asked && !window.finder);
    return [...document.querySelectorAll('tbody.tested')].filter(body => body.offsetParent).map(body => body.id) }"""


def seen(tab: Page) -> list[str]:
    """The claims that can be seen, once what searches has come if anything was asked for."""
    return list(tab.evaluate(SEEN))


def test_each_filter_shows_what_fits(ledger: Page) -> None:
    for name, column in (("section", "section"), ("kind", "kind"), ("verdict", "shown")):
        field = ledger.locator(f".ledger-controls select[name={name}]")
        values = [value for value in field.locator("option").evaluate_all("all => all.map(each => each.value)") if value]
        assert set(values) == set(JUDGED[column])
        for value in values:
            field.select_option(value)
            assert seen(ledger) == list(JUDGED.index[JUDGED[column] == value])
            expect(ledger.locator(".ledger-count")).to_have_text(f"{(JUDGED[column] == value).sum()} of {len(JUDGED)} claims shown")
        ledger.locator(".ledger-controls button[type=reset]").click()
        expect(ledger.locator("tbody.tested:visible")).to_have_count(len(JUDGED))


def test_filters_and_search_go_together(ledger: Page) -> None:
    ledger.locator("select[name=kind]").select_option("fact")
    ledger.locator("input[name=words]").fill("EXCHANGE Boehler")
    assert seen(ledger) == ["c18"]
    ledger.locator("select[name=kind]").select_option("")
    ledger.locator("input[name=words]").fill("charges d'affaires")  # with or without the accent, with either apostrophe
    found = seen(ledger)
    assert "c38" in found
    assert all("chargé" in JUDGED.at[each, "reasoning"] for each in found)
    ledger.locator("input[name=words]").fill("no such words")
    assert seen(ledger) == []
    expect(ledger.locator(".ledger-none")).to_be_visible()


def test_columns_sort_both_ways(ledger: Page) -> None:
    head = ledger.locator("th[data-sort=verdict]")
    rank = {verdict: number for number, verdict in enumerate(TABLES.verdicts["id"])}
    upward = sorted(JUDGED.index, key=lambda each: (rank[JUDGED.at[each, "shown"]], JUDGED.at[each, "order"]))
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert seen(ledger) == upward
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert seen(ledger) == sorted(upward, key=lambda each: -rank[JUDGED.at[each, "shown"]])
    ledger.locator("th[data-sort=order] button").click()
    assert seen(ledger) == list(JUDGED.index)


def test_a_link_to_a_hidden_claim_shows_it(wide_and_on_a_phone: Page) -> None:
    ledger = wide_and_on_a_phone
    ledger.locator("select[name=kind]").select_option("interpretation")
    ledger.evaluate("() => { location.hash = 'c18'; }")
    expect(ledger.locator("#c18")).to_be_in_viewport()
    expect(ledger.locator("#c18 details p").first).to_be_visible()


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_without_scripts_every_row_is_there_and_no_control(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": HEIGHT})
    tab = context.new_page()
    tab.goto(f"{site}/{LEDGER}.html#c38")
    expect(tab.locator("tbody.tested:visible")).to_have_count(len(JUDGED))
    expect(tab.locator("#c38")).to_be_in_viewport()
    expect(tab.locator("#c38 details p").first).to_be_visible()
    tab.locator("#c39 summary").click()
    expect(tab.locator("#c39 details p").first).to_be_visible()
    expect(tab.locator(".ledger-controls")).to_be_hidden()
    context.close()


def test_on_paper_every_row_is_there_and_no_control(browser: Browser, site: str) -> None:
    context = new_context(browser, "dark", WIDE)
    tab = context.new_page()
    tab.emulate_media(media="print")
    tab.goto(f"{site}/{LEDGER}.html")
    reasons = tab.locator(".tested details > p:first-of-type")
    assert [box.get_attribute("open") for box in tab.locator(".tested details").all()] == [None] * len(JUDGED)
    assert all(height > 10 for height in reasons.evaluate_all("all => all.map(each => each.getBoundingClientRect().height)"))
    assert all(reasons.evaluate_all("all => all.map(each => each.checkVisibility({contentVisibilityAuto: true}))"))
    expect(tab.locator(".ledger-controls")).to_be_hidden()
    expect(tab.locator(".ledger .on-paper")).to_be_hidden()
    tab.emulate_media(media="screen")
    tab.locator("select[name=kind]").select_option("fact")
    tab.locator("input[name=words]").fill("EXCHANGE Boehler")
    expect(tab.locator(".ledger .on-paper")).to_be_hidden()
    tab.emulate_media(media="print")
    expect(tab.locator(".ledger .on-paper")).to_have_text(f"1 of {len(JUDGED)} claims shown. Search: EXCHANGE Boehler; Kind: fact.")
    expect(tab.locator(".ledger .on-paper")).to_be_visible()
    context.close()


def test_a_card_leads_to_its_row_and_back(browser: Browser, site: str) -> None:
    context = new_context(browser, "light", PHONE)
    tab = context.new_page()
    tab.goto(f"{site}/a-history-of-fractured-engagement.html")
    tab.locator("#claim-c37 a").click()
    tab.wait_for_url(re.compile(rf"/{LEDGER}\.html#c37$"))
    expect(tab.locator("#c37")).to_be_in_viewport()
    tab.locator("#c37 a[href$='#claim-c37']").click()
    expect(tab.locator("#claim-c37")).to_be_in_viewport()
    context.close()

"""The page that explores events and days: its list, its filters and addresses, its timeline, its answers, in the files and in a browser."""

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import built
import pandas as pd
import pytest
from browsing import HEIGHT, PHONE, SCHEMES, WIDE, WIDTHS, Scheme, Tab, new_context, open_tab
from playwright.sync_api import Browser, Page, expect

from bilateral import words
from bilateral.measures import sanctions, status, visits
from bilateral.tables import Tables, as_written, home, load
from bilateral.web import on_this_day

PAGE = "explore"
TABLES = load()
EVENTS = TABLES.events.set_index("id").assign(summary=TABLES.events["summary"].map(words.curly).to_numpy())  # as pages set it
HEAVIEST = 120_000  # bytes, compressed as a server sends them
SOME_DAYS = 100
TONES: dict[str, Callable[[Any], bool]] = {
    "closer": lambda tone: not pd.isna(tone) and tone > 0,
    "apart": lambda tone: not pd.isna(tone) and tone < 0,
    "neutral": lambda tone: not pd.isna(tone) and tone == 0,
    "none": lambda tone: bool(pd.isna(tone)),
}
SOME_DAY = pd.Timestamp("2008-03-12")
CHOSEN = "2008-03-07-khvostov-recalled"


def items() -> list[str]:
    return [built.attribute(item, "id") for item in built.events_list().select("li")]


# --- the built files


def test_every_event_is_in_the_list_once_in_order_with_its_words() -> None:
    assert items() == list(EVENTS.index)
    for item in built.events_list().select("li"):
        row = EVENTS.loc[built.attribute(item, "id")]
        assert row["summary"] in built.text(item)
        assert item["data-c"] == row["category"]
        year = built.text(item.find_parent("details").select_one("h3"))  # type: ignore[union-attr, arg-type]
        assert row["date_known"].startswith(year)


def compressed(name: str) -> int:
    return len(gzip.compress((built.HTML / name).read_bytes()))


def test_the_page_is_light() -> None:
    """As it opens, with all that the theme brings; and what is its own, with the sources that it loads for the first event chosen."""
    page = built.page(PAGE)
    fetched = [built.attribute(each, "href") for each in page.select("link[rel=stylesheet]")]
    fetched += [built.attribute(each, "src") for each in page.select("script[src]")]
    assert len(fetched) > 3
    assert sum(map(compressed, [f"{PAGE}.html", "_static/icons.woff", *fetched])) < HEAVIEST
    own = [name for name in fetched if "explore" in name]
    assert sum(map(compressed, [f"{PAGE}.html", "_static/explore-sources.js", *own])) < HEAVIEST


def test_the_text_begins_before_any_code() -> None:
    first = built.one(built.article(PAGE), "h1").find_next_sibling()
    assert first is not None and first.name == "p"


def test_what_is_asked_for_later_is_what_the_tables_have(tables: Tables) -> None:
    def data(name: str) -> Any:
        return json.loads((built.HTML / "_static" / name).read_text(encoding="utf-8").partition(" = ")[2].removesuffix(";\n"))

    assert data("explore-rows.js") == built.csv_rows((home() / "events.csv").read_text(encoding="utf-8"))
    cited, urls = data("explore-sources.js"), tables.sources.set_index("id")["url"]
    for event, places in zip(items(), cited["events"], strict=True):
        assert [cited["sources"][place][1] for place in places] == [urls[source] for source in EVENTS.at[event, "sources"].split(";")]


def test_instruments_lead_to_their_entries() -> None:
    points = on_this_day.change_points(TABLES)
    missing = {anchor for _, _, _, anchor, *_ in points["instruments"]} - set(built.ids("people-and-documents"))
    assert not missing


# --- in the browser


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[dict[int, Tab]]:
    """An open tab for each width; what a page shows is in its address and in nothing that stays."""
    with open_tab(browser, "light", WIDE) as wide, open_tab(browser, "light", PHONE) as phone:
        yield {WIDE: wide, PHONE: phone}


def opened(tab: Tab, address: str) -> Iterator[Page]:
    """The page opened anew; after the test nothing has failed, and it does not scroll sideways."""
    tab.page.emulate_media(media="screen")
    go(tab.page, address)
    tab.watch.start()
    yield tab.page
    assert tab.page.evaluate(WIDTHS) == [tab.width, tab.width]
    assert not tab.watch.faults
    assert len(tab.watch.hosts) <= 1


def go(tab: Page, address: str) -> None:
    """Open an address as if it were typed: the page begins anew, whatever was open."""
    tab.goto("about:blank")
    tab.goto(address)
    tab.evaluate("() => dispatchEvent(new Event('scroll'))")  # the list comes with the first sign of a reader
    expect(tab.locator(".chronology li")).to_have_count(len(EVENTS))


@pytest.fixture
def explore(tabs: dict[int, Tab], site: str) -> Iterator[Page]:
    yield from opened(tabs[WIDE], f"{site}/{PAGE}.html")


@pytest.fixture(params=[WIDE, PHONE])
def wide_and_on_a_phone(request: pytest.FixtureRequest, tabs: dict[int, Tab], site: str) -> Iterator[Page]:
    yield from opened(tabs[request.param], f"{site}/{PAGE}.html")


@pytest.fixture
def phone(tabs: dict[int, Tab], site: str) -> Iterator[Page]:
    yield from opened(tabs[PHONE], f"{site}/{PAGE}.html")


@pytest.fixture
def folder(tabs: dict[int, Tab]) -> Iterator[Page]:
    """The page opened from a folder, without a server."""
    yield from opened(tabs[WIDE], (built.HTML / f"{PAGE}.html").as_uri())


@pytest.fixture(params=["served", "folder"])
def anywhere(request: pytest.FixtureRequest, tabs: dict[int, Tab], site: str) -> Iterator[Page]:
    root = site if request.param == "served" else built.HTML.as_uri()
    yield from opened(tabs[WIDE], f"{root}/{PAGE}.html")


def shown(tab: Page) -> list[str]:
    return list(tab.evaluate("() => [...document.querySelectorAll('.chronology li')].filter(item => !item.closest('[hidden]')).map(item => item.id)"))


def expect_shown(tab: Page, wanted: list[str]) -> None:
    expect(tab.locator(".ledger-count")).to_have_text(f"{len(wanted)} of {len(EVENTS)} events shown")
    assert shown(tab) == wanted


def fits(rows: pd.DataFrame) -> list[str]:
    return list(rows.index)


def state(tab: Page) -> dict[str, list[str]]:
    """What the address holds, once it has followed: 150 milliseconds after the last change, by a timer set before this one."""
    tab.evaluate("() => new Promise(done => setTimeout(done, 150))")
    return parse_qs(tab.url.partition("#")[2])


def field(tab: Page, name: str) -> Any:
    return tab.locator(f".explore [name={name}]")


FILTERS: dict[str, Callable[[pd.Series, str], bool]] = {
    "category": lambda row, value: bool(row["category"] == value),
    "actor": lambda row, value: value in row["actor"].split("+"),
    "tone": lambda row, value: TONES[value](row["tone"]),
}


def test_each_filter_shows_what_fits(explore: Page) -> None:
    for name, fit in FILTERS.items():
        values = [value for value in field(explore, name).locator("option").evaluate_all("all => all.map(each => each.value)") if value]
        assert len(values) > 3
        for value in values:
            field(explore, name).select_option(value)
            expect_shown(explore, fits(EVENTS[EVENTS.apply(fit, axis=1, args=(value,))]))
        explore.locator(".explore button[type=reset]").click()
        expect_shown(explore, fits(EVENTS))
        assert not state(explore)


def test_a_period_shows_what_may_have_happened_in_it(explore: Page) -> None:
    for start, end in (("2008", ""), ("", "1991-12-25"), ("2008-03", "2008-03"), ("1992-05-10", "1992-05-12")):
        field(explore, "from").fill(start)
        field(explore, "to").fill(end)
        begin = pd.Timestamp(start or "1900")
        last = pd.Period(end).end_time if end else TABLES.through
        expect_shown(explore, fits(EVENTS[(EVENTS["date_latest"] >= begin) & (EVENTS["date_earliest"] <= last)]))


def test_search_goes_with_filters_and_says_when_nothing_fits(explore: Page) -> None:
    field(explore, "words").fill("BELAVIA license")
    field(explore, "category").select_option("relief")
    found = EVENTS[(EVENTS["category"] == "relief") & EVENTS["summary"].str.contains("(?=.*belavia)(?=.*license)", case=False)]
    assert len(found)
    expect_shown(explore, fits(found))
    field(explore, "words").fill("charge Minsk")
    field(explore, "category").select_option("")
    expect(explore.locator(".ledger-count")).not_to_have_text(f"0 of {len(EVENTS)} events shown")
    assert all(re.search("charg[eé]", EVENTS.at[each, "summary"], re.IGNORECASE) for each in shown(explore))
    expect(explore.locator(".explore-none")).to_be_hidden()
    field(explore, "words").fill("Belavia delisted")  # words of an event's address count too
    expect(explore.locator(".ledger-count")).to_have_text(f"1 of {len(EVENTS)} events shown")
    assert shown(explore) == ["2025-11-04-belavia-delisted"]
    field(explore, "words").fill("no such words")
    expect_shown(explore, [])
    expect(explore.locator(".explore-none")).to_contain_text("Take away")
    expect(explore.locator(".explore-csv")).to_be_disabled()
    explore.locator(".explore [role=slider]").press("ArrowRight")  # nothing to go to, and nothing breaks


def test_a_period_that_is_none_is_said_and_left_out(explore: Page) -> None:
    for name, text, said in (
        ("from", "soon", "“soon” is not a date. Write"),
        ("to", "2008-02-30", "“2008-02-30” is not a date. Write"),
        ("from", "1850", "1850 is outside the table, which runs from"),
    ):
        field(explore, name).fill(text)
        expect(explore.locator("#explore-problem")).to_contain_text(said)
        expect(field(explore, name)).to_have_attribute("aria-invalid", "true")
        expect_shown(explore, fits(EVENTS))
        field(explore, name).fill("")
        expect(explore.locator("#explore-problem")).to_be_hidden()


def test_a_period_that_ends_before_it_begins_is_said(explore: Page) -> None:
    field(explore, "from").fill("2010")
    field(explore, "to").fill("2009")
    expect(explore.locator("#explore-problem")).to_contain_text("ends before it begins")


def test_an_address_brings_back_what_was_chosen(anywhere: Page) -> None:
    tab = anywhere
    field(tab, "words").fill("R&D 100% Смирнов + é")
    expect(tab.locator(".ledger-count")).to_have_text(f"0 of {len(EVENTS)} events shown")
    assert state(tab) == {"words": ["R&D 100% Смирнов + é"]}
    field(tab, "words").fill("ambassador")
    field(tab, "category").select_option("representation")
    field(tab, "actor").select_option("by")
    field(tab, "tone").select_option("none")
    field(tab, "from").fill("2008")
    field(tab, "to").fill("2008-06")
    expect(tab.locator(f"[id='{CHOSEN}']")).to_be_visible()
    tab.locator(f"[id='{CHOSEN}'] a").first.click()
    tab.locator(".day [name=day]").fill("2008-03-12")
    assert set(state(tab)) == {"words", "category", "actor", "tone", "from", "to", "event", "day"}
    wanted, address = shown(tab), tab.url
    assert 0 < len(wanted) < 10
    go(tab, address)
    expect_shown(tab, wanted)
    assert tab.url == address
    expect(tab.locator(".explore-card")).to_contain_text(EVENTS.at[CHOSEN, "summary"])
    expect(tab.locator(".day-said")).to_have_text("On March 12, 2008")
    assert field(tab, "words").input_value() == "ambassador"


NONSENSE = {  # addresses, and what is said of each
    "category=nonsense": "which there is not",
    "tone=%3Cb%3E&actor=us": "“<b>”, which there is not",
    "from=abc&to=2020": "“abc” is not a date",
    "from=2010&to=2000": "ends before it begins",
    "color=red": "“color”, which this page does not know",
    "event=no-such-event": "no event “no-such-event”",
    "2030-01-01-not-yet": "not an event of this list",
    "%E0%A4%A": "not an event of this list",
    "=&&==": "does not know",
}


def test_an_address_with_nonsense_is_said_and_the_rest_shown(explore: Page, site: str) -> None:
    for address, said in NONSENSE.items():
        go(explore, f"{site}/{PAGE}.html#{address}")
        expect(explore.locator("#explore-problem")).to_contain_text(said)
        assert shown(explore)
        field(explore, "category").select_option("call")
        expect(explore.locator(".chronology li:visible").first).to_have_attribute("data-c", "call")


def test_what_is_said_of_nonsense_fits_a_phone(phone: Page, site: str) -> None:
    go(phone, f"{site}/{PAGE}.html#{'&'.join(each for each in NONSENSE if '=' in each)}&day=yesterday")
    expect(phone.locator("#explore-problem")).to_contain_text("which there is not")
    expect(phone.locator("#day-problem")).to_contain_text("not a day")


def test_each_event_has_an_address(wide_and_on_a_phone: Page, site: str) -> None:
    tab = wide_and_on_a_phone
    for event in (EVENTS.index[0], CHOSEN, EVENTS.index[-1]):
        go(tab, f"{site}/{PAGE}.html#{event}")
        expect(tab.locator(f"[id='{event}']")).to_be_in_viewport()
        expect(tab.locator(".explore-card")).to_contain_text(EVENTS.at[event, "summary"])
        assert shown(tab) == fits(EVENTS)
        assert tab.url.endswith(f"#{event}")


def test_a_link_to_a_hidden_event_shows_it(explore: Page) -> None:
    field(explore, "category").select_option("call")
    expect(explore.locator(f"[id='{CHOSEN}']")).to_be_hidden()
    explore.evaluate("id => { location.hash = id; }", CHOSEN)
    expect(explore.locator(f"[id='{CHOSEN}']")).to_be_in_viewport()


def expect_card(tab: Page, event: str) -> None:
    """The card has the event's words and links to all of its sources."""
    expect(tab.locator(".explore-card .explore-summary")).to_have_text(EVENTS.at[event, "summary"])
    urls = TABLES.sources.set_index("id")["url"]
    wanted = [urls[source] for source in EVENTS.at[event, "sources"].split(";")]
    expect(tab.locator(".explore-card .explore-sources a")).to_have_count(len(wanted))
    assert [link.get_attribute("href") for link in tab.locator(".explore-card .explore-sources a").all()] == wanted


def test_keys_go_from_event_to_event(anywhere: Page) -> None:
    tab = anywhere
    field(tab, "category").select_option("call")
    calls = fits(EVENTS[EVENTS["category"] == "call"])
    expect_shown(tab, calls)
    slider = tab.locator(".explore [role=slider]")
    tab.locator(".handle a").last.press("Tab")
    expect(slider).to_be_focused()
    for key, place in (("ArrowRight", 0), ("ArrowRight", 1), ("End", -1), ("ArrowLeft", -2), ("Home", 0)):
        slider.press(key)
        expect_card(tab, calls[place])
        assert slider.get_attribute("aria-valuetext").endswith(EVENTS.at[calls[place], "summary"])  # type: ignore[union-attr]
        assert slider.get_attribute("aria-valuenow") == str(range(len(calls))[place] + 1)
    tab.locator(".explore-card button").last.press("Enter")
    expect_card(tab, calls[1])
    expect(tab.locator(".explore-card button").last).to_be_focused()
    slider.press("Enter")
    expect(tab.locator(f"[id='{calls[1]}']")).to_be_in_viewport()
    slider.press("Escape")
    expect(tab.locator(".explore-card")).to_be_hidden()
    slider.press("Tab")
    expect(slider).not_to_be_focused()


def place_of(tab: Page, category: str, number: int = 0) -> dict[str, float]:
    """The middle of a mark in the row of a category, in pixels of the window."""
    field(tab, "category").select_option(category)
    expect(tab.locator(".chronology li:visible").first).to_have_attribute("data-c", category)
    tab.locator(".explore-picture").scroll_into_view_if_needed()
    return dict(
        tab.locator(".explore-picture svg > path")
        .nth(number)
        .evaluate("mark => { const box = mark.getBoundingClientRect(); return {x: box.x + box.width / 2, y: box.y + box.height / 2}; }")
    )


def test_a_mark_is_hovered_or_tapped(wide_and_on_a_phone: Page) -> None:
    explore = wide_and_on_a_phone
    agreed = fits(EVENTS[EVENTS["category"] == "agreement"])
    at = place_of(explore, "agreement")
    if explore.viewport_size == {"width": PHONE, "height": HEIGHT}:
        explore.touchscreen.tap(at["x"], at["y"])
    else:
        explore.mouse.move(at["x"], at["y"])
        expect(explore.locator(".explore-summary")).to_be_visible()
        assert "event" not in state(explore)  # only looked at
        explore.mouse.click(at["x"], at["y"])
    expect(explore.locator(".explore-summary")).to_be_visible()
    chosen = state(explore)["event"][0]
    assert chosen in agreed
    expect_card(explore, chosen)


def test_zoom_narrows_and_widens_the_period(wide_and_on_a_phone: Page) -> None:
    explore = wide_and_on_a_phone
    explore.locator(".explore-zoom [name=in]").click()
    half = len(shown(explore))
    assert 0 < half < len(EVENTS)
    for _ in range(12):
        explore.locator(".explore-zoom [name=in]").click()  # no further than two weeks
    spans = [pd.Timestamp(field(explore, name).input_value()) for name in ("from", "to")]
    assert (spans[1] - spans[0]).days == 14
    explore.locator(".explore-zoom [name=later]").click()
    assert pd.Timestamp(field(explore, "from").input_value()) > spans[0]
    for _ in range(13):
        explore.locator(".explore-zoom [name=out]").click()
    expect_shown(explore, fits(EVENTS))
    explore.locator(".explore-zoom [name=in]").click()
    explore.locator(".explore-zoom [name=all]").click()
    expect_shown(explore, fits(EVENTS))
    assert not state(explore)


def test_every_event_shown_has_a_mark_in_its_row(wide_and_on_a_phone: Page) -> None:
    explore = wide_and_on_a_phone
    explore.locator(".explore-zoom [name=all]").click()
    expect(explore.locator(".explore-picture svg > path")).to_have_count(len(EVENTS))
    names = explore.locator(".explore-picture .explore-number").all_text_contents()
    assert names == [str(number) for number in EVENTS["category"].value_counts().reindex(TABLES.categories["id"])]


def test_the_timeline_opens_where_its_marks_can_be_told_apart(wide_and_on_a_phone: Page, site: str) -> None:
    """From a year on, with all events in the list; its title counts the steps shown, and all of them agree with what the page says."""
    explore = wide_and_on_a_phone
    opens = explore.locator(".explore").get_attribute("data-opens")
    title = explore.locator(".explore-title")

    def expect_steps(since: str, first: int) -> None:
        tone = EVENTS.loc[EVENTS["date_latest"] >= since, "tone"]
        expect(title).to_have_text(f"From {first} to {TABLES.through.year}: {(tone > 0).sum()} steps closer, {(tone < 0).sum()} apart")

    expect_steps(str(opens), pd.Timestamp(opens).year)
    assert shown(explore) == fits(EVENTS) and not state(explore)
    explore.locator(".explore-zoom [name=all]").click()
    expect_steps("1900", EVENTS["date_earliest"].min().year)
    go(explore, f"{site}/{PAGE}.html#from=2008&to=2008")
    expect(title).to_contain_text("In 2008: ")
    go(explore, f"{site}/{PAGE}.html#category=visit")
    expect(explore.locator(".explore-picture svg > path")).to_have_count(int((EVENTS["category"] == "visit").sum()))


PAINT = """([selector, part]) => {
    const drawn = [...document.querySelectorAll(`.explore-picture ${selector}`)];
    return [...new Set(drawn.map(each => getComputedStyle(each)[part]))];
}"""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_and_bands_have_their_colors(browser: Browser, site: str, scheme: Scheme) -> None:
    """Each kind has one color, in the picture as in its key; a hollow mark has the page's color and an outline that stands out."""
    with open_tab(browser, scheme, WIDE) as tab:
        tab.page.goto(f"{site}/{PAGE}.html")

        def paint(selector: str, part: str = "fill") -> str:
            (color,) = tab.page.evaluate(PAINT, [selector, part])
            return str(color)

        kinds = (".explore-up", ".explore-down", ".explore-dot")
        solid = [paint(f"{kind}:not(.explore-hollow)") for kind in kinds] + [paint(".explore-post-0"), paint(".explore-post-1")]
        assert len(set(solid)) == 5
        ground = paint(".explore-hollow")
        assert ground not in solid
        assert [paint(f"{kind}.explore-hollow", "stroke") for kind in kinds] == solid[:3]


def test_the_download_is_the_selection_with_the_columns_of_the_table(anywhere: Page) -> None:
    tab = anywhere
    field(tab, "category").select_option("prisoners")
    field(tab, "from").fill("2025")
    expect(field(tab, "from")).to_have_value("2025")
    wanted = fits(EVENTS[(EVENTS["category"] == "prisoners") & (EVENTS["date_latest"] >= "2025-01-01")])
    expect_shown(tab, wanted)
    expect(tab.locator(".explore-csv")).to_have_text(f"Download {len(wanted)} events (CSV)")  # beside the fields, as the count is far above
    with tab.expect_download() as download:
        tab.locator(".explore-csv").click()
    text = Path(download.value.path()).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff"), "a spreadsheet would not know the letters"
    assert text.endswith("\r\n")
    assert len(re.findall(r"(?<!\r)\n", text)) == 0
    rows = as_written(TABLES, "events").astype("string").fillna("")
    expected = [list(rows.columns), *rows[rows["id"].isin(wanted)].to_numpy().tolist()]
    assert built.csv_rows(text) == expected


def test_one_key_passes_the_list(wide_and_on_a_phone: Page) -> None:
    """The date of each event is a link; who goes from link to link can leave them out."""
    explore = wide_and_on_a_phone
    skip = explore.get_by_role("link", name="Skip the list of events")
    assert skip.bounding_box()["width"] < 2  # type: ignore[index]
    skip.focus()
    expect(skip).to_be_in_viewport(ratio=1)
    assert skip.bounding_box()["width"] > 100  # type: ignore[index]
    explore.keyboard.press("Tab")
    assert explore.evaluate("() => document.activeElement.closest('.chronology summary') !== null")
    explore.keyboard.press("Shift+Tab")
    explore.keyboard.press("Enter")
    explore.keyboard.press("Tab")
    assert explore.evaluate("() => document.activeElement.closest('section').id") == "sources"
    assert shown(explore) == fits(EVENTS)


def test_files_that_do_not_come_are_said(browser: Browser, site: str) -> None:
    context = new_context(browser, "light", WIDE)
    context.route(re.compile(r"/explore-(?!list)[a-z]+\.js"), lambda route: route.abort())
    tab = context.new_page()
    go(tab, f"{site}/{PAGE}.html#{CHOSEN}")
    expect(tab.locator(".explore-card .explore-sources")).to_contain_text("could not be loaded. Reload the page")
    tab.locator(".explore-csv").click()
    expect(tab.locator("#explore-problem")).to_contain_text("could not be loaded. Reload the page")
    context.route("**/explore-*.js", lambda route: route.abort())
    tab.goto("about:blank")
    tab.goto(f"{site}/{PAGE}.html#{CHOSEN}")
    expect(tab.locator("#explore-problem")).to_contain_text("The list of events could not be loaded. Reload the page")
    context.close()


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_without_scripts_a_table_of_all_is_there_and_no_control(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": HEIGHT})
    tab = context.new_page()
    tab.goto(f"{site}/{PAGE}.html")
    expect(tab.locator(".chronology a")).to_have_attribute("href", "rows-events.html")
    expect(tab.locator(".chronology a")).to_be_visible()
    for control in (".explore", ".day"):
        expect(tab.locator(control)).to_be_hidden()
    said = tab.locator("noscript p").first
    expect(said).to_be_visible()
    assert "The timeline needs scripts." in said.inner_html()  # Playwright reads no text there
    context.close()


def test_on_paper_the_list_and_the_timeline_are_there_and_no_control(folder: Page) -> None:
    folder.emulate_media(media="print")
    expect(folder.locator(".chronology li:visible")).to_have_count(len(EVENTS))
    expect(folder.locator(".explore-picture")).to_be_visible()
    expect(folder.locator(".bd-article :is(input, select, button):visible")).to_have_count(0)
    expect(folder.locator("#on-this-day")).to_be_hidden()  # no day was asked for
    expect(folder.locator(".on-paper:visible")).to_have_count(0)


def test_on_paper_a_choice_is_said(wide_and_on_a_phone: Page) -> None:
    explore = wide_and_on_a_phone
    field(explore, "category").select_option("prisoners")
    field(explore, "from").fill("2024")
    field(explore, "to").fill("nonsense")
    count = explore.locator(".explore .ledger-count").text_content()
    expect(explore.locator(".on-paper:visible")).to_have_count(0)
    explore.emulate_media(media="print")
    expect(explore.locator(".on-paper:visible")).to_have_text([f"{count}. Category: prisoners; From: 2024."] * 2)


# --- on this day

READ_DAYS = """async days => {
    const field = document.querySelector('.day [name=day]');
    const texts = (of, selector) => [...document.querySelectorAll(`.day [data-of="${of}"] ${selector}`)].map(each => each.textContent);
    const told = [];
    for (const day of days) {
        field.value = day;
        field.dispatchEvent(new Event('input', {bubbles: true}));
        await new Promise(done => setTimeout(done));
        told.push({
            said: document.querySelector('.day-said').textContent,
            levels: [0, 1].map(place => texts(`post-${place}`, '.day-figure')[0]),
            heads: [0, 1].map(place => texts(`post-${place}`, 'b')),
            listed: texts('listed', '.day-figure')[0],
            prisoners: texts('prisoners', '.day-figure')[0],
            instruments: [...document.querySelectorAll('.day dd a')].map(each => each.textContent).sort(),
            counted: document.querySelector('.day-instruments summary').textContent,
            waits: [...document.querySelectorAll('.day tbody tr')].map(row =>
                [...row.querySelectorAll('td')].map(cell => (cell.querySelector('b') ?? cell).textContent)),
        });
    }
    return told;
}"""


@cache
def rungs(post: str) -> "pd.Series[int]":
    return status.daily(TABLES.representation, post, TABLES.through)


@cache
def began(sender: str, host: str, tier: int) -> "pd.Series[pd.Timestamp]":
    return visits.between(TABLES.visits, sender, host, tier)["date"]


def measured(day: pd.Timestamp) -> dict[str, Any]:
    """What the library's measures say of a day, in the words of the page."""
    t = TABLES
    names = t.ladder.set_index("rung")["name"].map(words.curly)
    counts = t.political_prisoners[t.political_prisoners["date"] <= day].sort_values("date")["count"]
    force = sanctions.in_force(t.instruments, day)
    titles = [f"{row.number}: {row.title}" if row.number and row.kind != "emergency_notice" else row.title for row in force.itertuples(index=False)]
    endless = (force["end_unknown"] == "yes").sum()
    sure = len(force) - endless
    said = f"{sure} instrument{'' if sure == 1 else 's'} in force" if sure else "No instrument in force"

    def wait(sender: str, host: str, tier: int) -> str:
        before = began(sender, host, tier).searchsorted(day)
        return f"{(day - began(sender, host, tier).iloc[before - 1]).days:,}" if before else "none before"

    return {
        "said": f"On {day:%B} {day.day}, {day.year}",
        "levels": [names[rungs(post)[day]] for post in t.posts["id"]],
        "heads": [list(status.heads_on(t.heads_of_mission, t.ranks, post, day, t.through).sort_values("start")["person"]) for post in t.posts["id"]],
        "listed": str(sanctions.names_on(t.listed, day).sum()),
        "prisoners": f"{counts.iloc[-1]:,}" if len(counts) else "no count",
        "instruments": sorted(titles),
        "counted": said + (f"; {endless}{' more' if sure else ''} without a known end" if endless else ""),
        "waits": [
            [wait(post.sender, post.host, int(tier)) for post in t.posts.itertuples()] for tier in t.tiers["tier"].sort_values(ascending=False)
        ],
    }


def days_to_ask() -> list[pd.Timestamp]:
    """Seeded random days, every day on which one of the tables changes and the day before it, and the day after each visit."""
    t = TABLES
    first, one = t.representation["start"].min(), pd.Timedelta(days=1)
    columns = [frame[name] for frame in (t.representation, t.heads_of_mission, t.instruments, t.listed) for name in ("start", "end")]
    changes = pd.concat([*columns, t.political_prisoners["date"], t.visits["date"]]).dropna()
    edges = {first, t.through, *changes, *(changes - one), *(t.visits["date"] + one)}
    every = list(pd.date_range(first, t.through))
    return sorted({day for day in edges if first <= day <= t.through} | set(random.Random(6).sample(every, SOME_DAYS)))


def test_each_day_says_what_the_measures_say(folder: Page) -> None:
    days = days_to_ask()
    assert len(days) > SOME_DAYS
    folder.locator(".day").scroll_into_view_if_needed()
    expect(folder.locator(".day-said")).not_to_be_empty()
    told = folder.evaluate(READ_DAYS, [f"{day:%Y-%m-%d}" for day in days])
    for day, answer in zip(days, told, strict=True):
        answer["instruments"].sort()
        assert answer == measured(day), day


def test_a_handle_says_what_stood_on_the_day_under_it(tabs: dict[int, Tab], site: str) -> None:
    """At load the check date, as both pages are written; moved by a key, the same day on both, and in an address that can be shared."""
    said = []
    for page in ("index", PAGE):
        tab = tabs[WIDE].page
        tab.goto("about:blank")
        tab.goto(f"{site}/{page}.html")
        day, answer, slider = (tab.locator(each) for each in (".handle-day", ".handle-answer", "input[type=range]"))
        expect(day).to_have_text(words.day(TABLES.through))
        if page == PAGE:
            tab.locator(".explore-zoom [name=all]").click()
        at_load = answer.inner_text()
        heads = TABLES.heads_of_mission[TABLES.heads_of_mission["rank"].isin(status.heading(TABLES.ranks))]
        assert at_load.count("last\u00a0known: ") == heads["end"].isna().sum(), "nobody is said to be in office of whom that is not known"
        for _ in range(22):  # years, to where both posts had an ambassador
            slider.press("PageDown")
        expect(day).not_to_have_text(words.day(TABLES.through))
        expect(answer).not_to_contain_text("known:")
        moved = pd.Timestamp(day.inner_text())
        expect(tab).to_have_url(re.compile(f"#day={moved:%Y-%m-%d}$"))
        expect(answer.locator("[data-of=listed]")).to_have_text(str(sanctions.names_on(TABLES.listed, moved).sum()))
        scale = tab.locator(".handle-then:visible").all_inner_texts()
        levels = [tab.locator(f".handle-post-{place} b ~ b").inner_text() for place in (0, 1)]
        assert page == PAGE or scale == levels, "the scale beside the bands says the level of the chosen day"
        line, axis = (tab.locator(each).bounding_box() or {} for each in (".handle-line", "input[type=range]"))
        assert page == PAGE or line["y"] + line["height"] <= axis["y"] + axis["height"], "the line ends on the axis, over all words below it"
        address = tab.url
        tab.goto("about:blank")
        tab.goto(address)
        expect(answer.locator("[data-of=listed]")).to_have_text(str(sanctions.names_on(TABLES.listed, moved).sum()))
        slider.press("End")
        expect(answer.locator("[data-of=all]")).to_have_attribute("href", re.compile(f"{TABLES.through:%Y-%m-%d}$"))
        assert answer.inner_text() == at_load, "what the build writes is what the script says"
        tab.goto(f"{site}/{page}.html#day={SOME_DAY:%Y-%m-%d}")
        expect(answer.locator("[data-of=listed]")).to_have_text(str(sanctions.names_on(TABLES.listed, SOME_DAY).sum()))
        said.append((at_load, answer.inner_text()))
    assert said[0] == said[1]


def test_keys_of_the_handle_step_a_day_a_month_and_a_year(tabs: dict[int, Tab], site: str) -> None:
    """Of a shorter month to its last day; of a day with several events the strongest is told."""
    tab = tabs[WIDE].page
    tab.goto("about:blank")
    tab.goto(f"{site}/index.html#day=2008-03-31")
    day, slider = tab.locator(".handle-day"), tab.locator("input[type=range]")
    for key, there in (("Shift+ArrowLeft", "2008-02-29"), ("PageUp", "2009-02-28"), ("ArrowRight", "2009-03-01"), ("PageDown", "2008-03-01")):
        slider.press(key)
        expect(day).to_have_text(words.day(pd.Timestamp(there)))
    tab.goto(f"{site}/index.html#day={SOME_DAY:%Y-%m-%d}")
    same_day = EVENTS[EVENTS.index.str.startswith(f"{SOME_DAY:%Y-%m-%d}-")]
    expect(tab.locator("[data-of=last]")).to_have_text(same_day.loc[same_day["tone"].abs().idxmax(), "summary"])


def test_the_day_pressed_on_a_chart_is_the_day_drawn_there(tabs: dict[int, Tab], site: str) -> None:
    """The time of the chart begins where its table does, which may be later than the ladder."""
    tab = tabs[WIDE].page
    tab.goto("about:blank")
    tab.goto(f"{site}/index.html")
    day, slider, line = (tab.locator(each) for each in (".handle-day", "input[type=range]", ".handle-line"))
    drawn = pd.Timestamp(pd.read_csv(built.HTML / "charts" / "index" / "corridor.csv")["start"].min())
    last = TABLES.through - pd.Timedelta(days=1)  # on the last day of all the chart stands as it is, without a line
    ends = []
    for keys, at in ((["Home"], drawn), (["End", "ArrowLeft"], last)):
        for key in keys:
            slider.press(key)
        expect(day).to_have_text(words.day(at))
        ends.append(line.bounding_box() or {})
    part = (SOME_DAY - drawn) / (last - drawn)
    tab.mouse.click(ends[0]["x"] + 1 + part * (ends[1]["x"] - ends[0]["x"]), ends[0]["y"] + ends[0]["height"] / 2)
    a_pixel = (last - drawn) / (ends[1]["x"] - ends[0]["x"])
    assert abs(pd.Timestamp(day.inner_text()) - SOME_DAY) <= 2 * a_pixel


def test_the_line_of_the_handle_follows_the_timeline(wide_and_on_a_phone: Page) -> None:
    explore = wide_and_on_a_phone
    explore.locator(".handle input").press("ArrowLeft")
    line = explore.locator(".handle-line")
    expect(line).to_be_visible()
    field(explore, "to").fill("2015")
    expect(line).to_be_hidden()
    field(explore, "to").fill("")
    expect(line).to_be_visible()


def test_a_day_names_its_sources_and_its_events(wide_and_on_a_phone: Page) -> None:
    explore = wide_and_on_a_phone
    explore.locator(".day [name=day]").fill("2025-09-11")
    count = TABLES.political_prisoners[TABLES.political_prisoners["date"] <= "2025-09-11"].sort_values("date").iloc[-1]
    prisoners = explore.locator("[data-of=prisoners]")
    expect(prisoners).to_contain_text(f"{count['date']:%B} {count['date'].day}, {count['date'].year}")
    expect(explore.locator(".day-said")).to_have_text("On September 11, 2025")
    assert prisoners.locator("a").get_attribute("href") == TABLES.sources.set_index("id")["url"][count["sources"].split(";")[0]]
    that_day = EVENTS[EVENTS["date_known"] == "2025-09-11"]
    links = explore.locator(".day-answer > ul:last-child a")
    expect(links).to_have_count(len(that_day))
    assert links.evaluate_all("links => links.map(link => link.getAttribute('href'))") == [f"#{each}" for each in that_day.index]
    links.first.click()
    expect(explore.locator(f"[id='{that_day.index[0]}']")).to_be_in_viewport()
    explore.locator(".explore-card").get_by_text("What stood on that day").click()
    expect(explore.locator(".day-said")).to_have_text("On September 11, 2025")


def test_a_link_followed_while_the_address_waits_to_be_written_is_not_lost(explore: Page) -> None:
    """The address is written a moment after a change; a slow machine may have both waiting at once."""
    explore.locator(".day [name=day]").fill("2025-09-11")
    expect(explore.locator(".day-said")).to_have_text("On September 11, 2025")
    explore.evaluate("""() => {
        document.querySelector(".day [name=day]").dispatchEvent(new Event("input", { bubbles: true }));
        for (const until = performance.now() + 300; performance.now() < until;);
        document.querySelector(".day-answer > ul:last-child a").click();
    }""")
    that_day = EVENTS.index[EVENTS["date_known"] == "2025-09-11"][0]
    expect(explore.locator(f"[id='{that_day}']")).to_be_in_viewport()
    expect(explore).to_have_url(re.compile(f"event={that_day}"))


def test_a_day_out_of_range_is_said(explore: Page) -> None:
    for day in ("1991-08-24", "2026-10-11", "1066-10-14", "2999-12-31"):
        explore.locator(".day [name=day]").fill(day)
        expect(explore.locator("#day-problem")).to_contain_text("is out of range. Choose a day from August 25, 1991")
        expect(explore.locator(".day-answer")).to_be_hidden()
        assert "day" not in state(explore)
        explore.locator(".day [name=day]").fill("2008-03-12")
        expect(explore.locator("#day-problem")).to_be_hidden()
        expect(explore.locator(".day-answer")).to_be_visible()


def test_an_address_with_a_day_that_is_none_is_said(explore: Page, site: str) -> None:
    for day in ("yesterday", "2008-02-31", "2008", "", "%3Cimg%3E"):
        go(explore, f"{site}/{PAGE}.html#day={day}")
        expect(explore.locator("#day-problem")).to_contain_text("not a day. Choose a day from")
        explore.locator(".day [name=before]").click()
        expect(explore.locator("#day-problem")).to_be_hidden()


def test_the_changes_before_and_after_a_day(explore: Page) -> None:
    t = TABLES
    starts = sorted(t.representation.loc[t.representation["post"] == "minsk", "start"])
    explore.locator(".day [name=day]").fill(f"{starts[-1] - pd.Timedelta(days=1):%Y-%m-%d}")
    levels = explore.locator("[data-of=post-0] .day-figure")
    before = levels.text_content()
    explore.locator(".day [name=after]").click()
    expect(explore.locator(".day-said")).to_have_text(f"On {starts[-1]:%B} {starts[-1].day}, {starts[-1].year}")
    expect(levels).not_to_have_text(str(before))
    explore.locator(".day [name=day]").fill(f"{starts[0]:%Y-%m-%d}")
    expect(explore.locator(".day [name=before]")).to_be_disabled()

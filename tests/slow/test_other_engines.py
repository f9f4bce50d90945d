"""What a reader does, in the engines of Firefox and Safari as Debian ships them: light and dark, in a wide window and in a phone's layout.

They need `firefox-esr`, `webkit2gtk-driver` and `xvfb`; where these are not installed, the end of the run says so and counts nothing. WebKitGTK has
Safari's engine and not its menus; no Safari was run.
"""

import base64
import io
import time
from collections.abc import Iterator
from pathlib import Path

import built
import engines
import pytest
from browsing import PHONE, SCHEMES, WIDE, Scheme
from conftest import NOT_RUN
from engines import Engine
from PIL import Image
from pypdf import PdfReader

ENGINES = {"firefox": engines.firefox, "webkit": engines.webkit}
PAGES = ("index", "claims", "sanctions-and-relief", "rows-posts")
CHART = ("claims", "#verdicts-by-section")
DARK = ("year-by-year", "#un-agreement")  # a chart without light marks: on a dark page nothing of it would be seen as it is drawn
SEEN = "[...document.querySelectorAll('{}')].filter(each => each.getClientRects().length).length"


def saved(file: Path) -> bytes:
    """What a browser saved, once it is whole."""
    end = time.monotonic() + engines.LONGEST
    while not (file.is_file() and file.stat().st_size and not file.with_name(f"{file.name}.part").exists()) and time.monotonic() < end:
        time.sleep(0.05)
    return file.read_bytes()


@pytest.fixture(scope="module", params=[(name, scheme) for name in ENGINES for scheme in SCHEMES], ids="-".join)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Scheme, Path]]:
    """An engine on a light or a dark system; CI has only Chromium."""
    name, scheme = request.param
    if absent := engines.missing(name):
        pytest.skip(f"{NOT_RUN}: {name}: {absent} not installed")
    folder = tmp_path_factory.mktemp("downloads")
    with ENGINES[name](scheme, folder) as engine:
        yield engine, scheme, folder


@pytest.fixture(scope="module", params=[WIDE, PHONE], ids=["wide", "narrow"])
def window(opened: tuple[Engine, Scheme, Path], request: pytest.FixtureRequest, site: str) -> tuple[Engine, int]:
    """The window at a width, or as narrow as it gets."""
    engine, _, _ = opened
    engine.goto(f"{site}/404.html")
    engine.resize(request.param)
    assert engine.run("innerWidth") == WIDE if request.param == WIDE else engine.run("innerWidth") < 576
    return engine, request.param


def test_pages_open_in_the_colors_of_the_system(window: tuple[Engine, int], opened: tuple[Engine, Scheme, Path], site: str) -> None:
    engine, _ = window
    for page in PAGES:
        engine.goto(f"{site}/{page}.html")
        assert engine.run("document.documentElement.dataset.theme") == opened[1]
        assert engine.run("document.documentElement.scrollWidth - innerWidth") <= 0, page


def test_charts_are_legible_whatever_the_system_and_the_site_are_set_to(window: tuple[Engine, int], site: str) -> None:
    engine, width = window
    page, chart = DARK
    ending = "-narrow.svg" if width == PHONE else ".svg"
    for mode in ("light", "dark", "auto"):
        engine.run("localStorage.setItem('mode', arguments[0]); return 1", mode)
        engine.goto(f"{site}/{page}.html")
        engine.picture(f"{chart} img")
        assert engine.until(
            f"(image => image.complete && image.naturalWidth && image.currentSrc.endsWith('{ending}'))(document.querySelector('{chart} img'))"
        )
        gray = Image.open(io.BytesIO(engine.picture(f"{chart} img"))).convert("L").histogram()
        dark = engine.run("document.documentElement.dataset.theme") == "dark"
        ground = gray.index(max(gray))
        ink = [sum(gray[160:]), sum(gray[:110])]  # what is light, what is dark
        assert ground < 40 if dark else ground > 240
        assert ink[not dark] > 0.01 * sum(gray), f"{mode}: nothing stands out from the ground"


def test_the_color_mode_is_kept_from_page_to_page(window: tuple[Engine, int], site: str) -> None:
    engine, _ = window
    engine.goto(f"{site}/cite.html")
    engine.run("localStorage.setItem('mode', 'auto'); return 1")
    engine.goto(f"{site}/cite.html")
    before = engine.run("document.documentElement.dataset.theme")
    engine.click(".theme-switch-button")
    assert engine.until(f"document.documentElement.dataset.theme !== '{before}'")
    engine.goto(f"{site}/methods.html")
    assert engine.run("document.documentElement.dataset.theme") != before
    engine.run("localStorage.setItem('mode', 'auto'); return 1")


def test_menus_open_lead_and_close(window: tuple[Engine, int], site: str) -> None:
    engine, width = window
    engine.goto(f"{site}/what-followed.html")
    if width == WIDE:
        entries = "(box => box.right > 0 && box.width)(document.querySelector('.bd-sidebar-primary a').getBoundingClientRect())"
        assert engine.run(entries)
        engine.click(".primary-toggle")
        assert engine.until(f"!{entries}")
        engine.click(".primary-toggle")
        assert engine.until(entries)
        return
    engine.click(".secondary-toggle")
    assert engine.until("document.querySelectorAll('dialog[open]').length")
    engine.click("dialog[open] li:nth-child(2) a[href^='#']")
    assert engine.until("!document.querySelectorAll('dialog[open]').length")
    assert engine.until(
        "(box => box.top >= 0 && box.top < innerHeight)(document.querySelector(`${location.hash} > :is(h2, h3)`).getBoundingClientRect())"
    )
    engine.click(".primary-toggle")
    engine.click("dialog[open] a[href='claims.html']")
    assert engine.until("location.pathname.endsWith('claims.html') && document.readyState === 'complete'")


@pytest.mark.parametrize("place", ["server", "folder"])
def test_search_finds_and_its_marks_can_be_hidden(window: tuple[Engine, int], site: str, place: str) -> None:
    engine, _ = window
    engine.goto(f"{site if place == 'server' else built.HTML.as_uri()}/search.html?q=potash")
    assert engine.until("document.querySelector('#search-results')?.textContent.includes('found: ')")
    engine.click("#search-results a[href^='a-cautious-outlook.html']")
    assert engine.until("location.pathname.endsWith('a-cautious-outlook.html') && document.querySelectorAll('span.highlighted').length")
    engine.click(".matches-hide")
    assert engine.until("!document.querySelectorAll('span.highlighted').length")


def test_explore_finds_events_and_tells_a_day(window: tuple[Engine, int], site: str) -> None:
    engine, _ = window
    engine.goto(f"{site}/explore.html#words=Belavia&day=2008-03-12")
    assert engine.until(SEEN.format(".explore-picture path"))
    shown, everything = engine.run("document.querySelector('.ledger-count').textContent.match(/\\d+/g).map(Number)")
    assert 0 < shown < everything
    assert engine.until(SEEN.format(".day-answer .key-facts > li"))
    engine.goto(f"{site}/claims.html")
    engine.click("th[data-sort=text] button")
    assert engine.until("document.querySelector('th[data-sort=text]').getAttribute('aria-sort') === 'ascending'")


def test_a_number_opens_its_card(window: tuple[Engine, int], site: str) -> None:
    engine, _ = window
    engine.goto(f"{site}/what-followed.html")
    engine.hover("article p a.n")
    assert engine.until(SEEN.format(".card-open:not([hidden])"))


def test_downloads_are_the_files(window: tuple[Engine, int], opened: tuple[Engine, Scheme, Path], site: str) -> None:
    engine, width = window
    page, chart = CHART
    engine.goto(f"{site}/{page}.html")
    links = engine.run(
        f"[...document.querySelectorAll('{chart} a[download]')].map(link => [link.getAttribute('download'), link.getAttribute('href')])"
    )
    assert len(links) == 3
    engine.run("for (const fold of document.querySelectorAll('details')) fold.open = true; return 1")
    for name, address in links:
        wanted = (built.HTML / address).read_bytes()
        if isinstance(engine, engines.Firefox) and width == WIDE:
            engine.click(f"{chart} a[download='{name}']")
            assert saved(opened[2] / name) == wanted
        else:  # WebKit's small browser asks where to save
            engine.run(
                "window.came = 0; fetch(arguments[0]).then(each => each.arrayBuffer()).then(each => { window.came = each.byteLength }); return 1",
                address,
            )
            assert engine.until("window.came") == len(wanted)


def test_what_is_printed_is_whole(window: tuple[Engine, int], opened: tuple[Engine, Scheme, Path], site: str) -> None:
    """Firefox prints; WebKit prints no chart that it has not loaded, and has to have loaded all."""
    engine, width = window
    engine.goto(f"{site}/sanctions-and-relief.html")
    if isinstance(engine, engines.WebKit):
        assert engine.until("[...document.querySelectorAll('.exhibit img')].every(image => image.complete && image.naturalWidth)")
        return
    if width == WIDE and opened[1] == "light":
        engine.goto(f"{site}/claims.html")
        pages = PdfReader(io.BytesIO(base64.b64decode(engine.send("Print")))).pages
        assert any("Measured" in page.extract_text() for page in pages)

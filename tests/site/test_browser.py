"""The built pages in a real browser: light and dark, wide and on a phone, from a server and from a folder."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import built
import pytest
from browsing import PHONE, SCHEMES, WIDE, WIDTHS, Watch, new_context
from PIL import Image
from playwright.sync_api import Browser, Page, expect

PAGES = built.pages()
WORD, PAGE_WITH_IT = "ambassador", "a-history-of-fractured-engagement"

IMAGES = """async () => {
    for (const image of document.querySelectorAll('article img')) { image.loading = 'eager'; await image.decode().catch(() => 0); }
    return [...document.querySelectorAll('article img')].map(image => ({
    alt: image.alt, loaded: image.complete && image.naturalWidth > 0, scheme: getComputedStyle(image).colorScheme,
    shown: image.currentSrc, wide: image.src,
    narrow: new URL(image.closest('picture')?.querySelector('source')?.getAttribute('srcset') ?? '', document.baseURI).href,
    filter: getComputedStyle(image).filter })); }"""


@dataclass
class Visit:
    """What was seen when one page was opened."""

    scheme: str
    width: int
    faults: list[str] = field(default_factory=list)  # errors of the console, of scripts and of requests
    hosts: set[str] = field(default_factory=set)
    theme: str | None = None
    scroll_width: int = 0
    inner_width: int = 0
    images: list[dict[str, Any]] = field(default_factory=list, repr=False)


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Iterator[dict[tuple[str, int], tuple[Page, Watch]]]:
    """One open tab for each scheme and width, kept for all pages."""
    opened: dict[tuple[str, int], tuple[Page, Watch]] = {}
    for scheme in SCHEMES:
        for width in (WIDE, PHONE):
            context = new_context(browser, scheme, width)
            watch = Watch(context)
            opened[scheme, width] = (context.new_page(), watch)
    yield opened
    for tab, _ in opened.values():
        tab.context.close()


@pytest.fixture(scope="session", params=list(product(PAGES, SCHEMES, (WIDE, PHONE))), ids=lambda param: "-".join(map(str, param)))
def visit(request: pytest.FixtureRequest, tabs: dict[tuple[str, int], tuple[Page, Watch]], site: str) -> Visit:
    """Every page, in every scheme and width, opened once."""
    name, scheme, width = request.param
    tab, watch = tabs[scheme, width]
    watch.start()
    tab.goto(f"{site}/{name}.html", wait_until="load")
    scroll_width, inner_width = tab.evaluate(WIDTHS)
    return Visit(
        scheme=scheme,
        width=width,
        faults=list(watch.faults),
        hosts=set(watch.hosts),
        theme=tab.evaluate("() => document.documentElement.dataset.theme"),
        scroll_width=scroll_width,
        inner_width=inner_width,
        images=tab.evaluate(IMAGES),
    )


def test_nothing_fails(visit: Visit) -> None:
    assert not visit.faults


def test_no_other_host_is_asked(visit: Visit, site: str) -> None:
    assert visit.hosts == {urlsplit(site).netloc}


def test_images_load_and_say_what_they_show(visit: Visit) -> None:
    assert not [image["alt"] or image["shown"][:80] for image in visit.images if not (image["loaded"] and image["alt"])]


def test_page_does_not_scroll_sideways(visit: Visit) -> None:
    assert visit.inner_width == visit.width, "the page was zoomed out to fit"
    assert visit.scroll_width <= visit.inner_width


def test_exhibits_fit_the_width(visit: Visit) -> None:
    wanted = "narrow" if visit.width == PHONE else "wide"
    assert [image["shown"] for image in visit.images] == [image[wanted] for image in visit.images]


def test_exhibits_follow_the_scheme(visit: Visit) -> None:
    assert visit.theme == visit.scheme
    assert {image["scheme"] for image in visit.images} <= {visit.scheme}  # reference pages have none: test_pages counts them
    assert {image["filter"] for image in visit.images} <= {"none"}


@pytest.mark.parametrize("name", PAGES)
def test_download_is_the_table_drawn(tabs: dict[tuple[str, int], tuple[Page, Watch]], site: str, name: str) -> None:
    tab, _ = tabs["light", WIDE]
    if tab.url != f"{site}/{name}.html":
        tab.goto(f"{site}/{name}.html")
    for figure in tab.locator("figure.exhibit").all():
        with tab.expect_download() as download:
            figure.locator("a.exhibit-download[download$=csv]").click()
        assert download.value.suggested_filename == f"{figure.get_attribute('id')}.csv"
        rows = built.csv_rows(Path(download.value.path()).read_text(encoding="utf-8"))
        assert built.shown(rows) == built.table_rows(built.exhibit_table(built.exhibit(name, str(figure.get_attribute("id")))))


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_search_finds_a_page(tabs: dict[tuple[str, int], tuple[Page, Watch]], site: str, width: int) -> None:
    tab, watch = tabs["light", width]
    tab.goto(f"{site}/index.html")
    watch.start()
    tab.locator("button.search-button__button:visible").first.click()
    entry = tab.locator("input[type=search]:visible").first
    entry.fill(WORD)
    entry.press("Enter")
    result = tab.locator(f"#search-results a[href^='{PAGE_WITH_IT}.html']").first
    expect(result).to_be_visible(timeout=10_000)
    tab.wait_for_load_state("networkidle")
    assert not watch.faults
    result.click()
    tab.wait_for_url(f"**/{PAGE_WITH_IT}.html*")


def test_search_shows_text_of_a_page_and_no_code(browser: Browser, site: str) -> None:
    context = new_context(browser, "light", WIDE)
    tab = context.new_page()
    tab.goto(f"{site}/search.html?q=Kellogg")
    expect(tab.locator("#search-results")).to_contain_text("Pages and tables found: ", timeout=10_000)
    tab.wait_for_load_state("networkidle")
    found = tab.locator("#search-results .context").all_inner_texts()
    assert len(found) > 5
    code = r"import |pd\.|words\.say|Show code|\w = \w+\(|_day\b"
    assert [text for text in found if re.search(code, text)] == []
    tab.goto(f"{site}/search.html?q=nosuchword")
    expect(tab.locator("#search-results")).to_contain_text("Nothing found. Try fewer words", timeout=10_000)
    context.close()


def test_pages_open_from_a_folder(browser: Browser) -> None:
    context = new_context(browser, "light", WIDE)
    watch = Watch(context)
    tab = context.new_page()
    for name in PAGES:
        tab.goto((built.HTML / f"{name}.html").as_uri())
        assert not [image["alt"] for image in tab.evaluate(IMAGES) if not image["loaded"]], name
        assert not watch.faults, name
        assert not watch.hosts, name
    context.close()


def test_search_works_from_a_folder(browser: Browser) -> None:
    context = new_context(browser, "light", WIDE)
    tab = context.new_page()
    tab.goto(f"{(built.HTML / 'search.html').as_uri()}?q={WORD}")
    expect(tab.locator(f"#search-results a[href^='{PAGE_WITH_IT}.html']").first).to_be_visible(timeout=10_000)
    context.close()


def test_exhibits_follow_the_switch_against_the_system(browser: Browser, site: str) -> None:
    """A reader whose system is light and who chooses dark sees light ink on a dark page, not dark ink."""
    context = new_context(browser, "light", WIDE)
    tab = context.new_page()
    tab.goto(f"{site}/index.html")
    image = tab.locator("figure.exhibit img").first
    darkest, middle, _ = luminance(image.screenshot())
    assert darkest < 80 < 200 < middle
    switch = tab.locator("button.theme-switch-button:visible").first
    for _ in range(3):
        if tab.evaluate("() => document.documentElement.dataset.theme") == "dark":
            break
        switch.click()
    tab.mouse.move(0, 0)
    assert {each["scheme"] for each in tab.evaluate(IMAGES)} == {"dark"}
    _, middle, brightest = luminance(image.screenshot())
    assert middle < 80 < 200 < brightest
    context.close()


def luminance(picture: bytes) -> tuple[int, int, int]:
    """The darkest, the middle and the brightest gray of a picture, outliers aside."""
    counts = Image.open(io.BytesIO(picture)).convert("L").histogram()
    grays = [gray for gray, count in enumerate(counts) for _ in range(count)]
    return grays[len(grays) // 500], grays[len(grays) // 2], grays[-len(grays) // 500]

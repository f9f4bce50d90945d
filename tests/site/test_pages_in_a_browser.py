"""Each page in a real browser, opened once light and wide and once dark on a phone: what fails, fits and comes, and what axe finds."""

from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import built
import pytest
from book.assets import web_fonts
from browsing import ENLARGED, HEAVIEST, MOST_REQUESTS, PHONE, RESTYLED, WIDE, Scheme, Tab, Visit, open_tab, visit, weight
from playwright.sync_api import Browser

PAGES = [*built.pages(), "search", "404"]
# Colors and widths are styled apart, so that two of the four pairs show all faults but those of contrast, which a visit looks for in both schemes.
MODES: tuple[tuple[Scheme, int], ...] = (("light", WIDE), ("dark", PHONE))
ASKED_FOR = ("searchindex.js", "copy.js")  # by a question, and by code that is opened


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[list[Tab]]:
    """One open tab a mode, kept for all pages."""
    with ExitStack() as opened:
        yield [opened.enter_context(open_tab(browser, scheme, width)) for scheme, width in MODES]


@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def visits(page: str, tabs: list[Tab], site: str) -> list[Visit]:
    """The page, opened once in each mode."""
    return [visit(tab, f"{site}/{page}.html", ENLARGED | RESTYLED if tab.width == WIDE else {}) for tab in tabs]


def test_nothing_fails(visits: list[Visit]) -> None:
    assert [each.faults for each in visits] == [[], []]


def test_no_other_host_is_asked(visits: list[Visit], site: str) -> None:
    assert [each.hosts for each in visits] == [{urlsplit(site).netloc}] * 2


def test_no_page_fetches_more_than_a_light_page_may(page: str, visits: list[Visit]) -> None:
    """Letters that only another page needed are there again in a tab that had that page, and are left out."""
    rare = not set(built.page(page).get_text()).isdisjoint(map(chr, web_fonts.RARE))
    fetched = [each for each in visits[-1].fetched if rare or "-rare." not in each]
    print(f"{page}: {len(fetched)} requests, {weight(fetched):,} bytes")
    assert len(fetched) <= MOST_REQUESTS
    assert weight(fetched) <= HEAVIEST


def test_what_is_asked_for_does_not_come_before(page: str, visits: list[Visit]) -> None:
    """Of the page that shows how to cite, what copies comes at once."""
    assert page == "cite" or not [address for each in visits for address in each.fetched if address.endswith(ASKED_FOR)]


def test_images_load_and_say_what_they_show(visits: list[Visit]) -> None:
    images = [image for each in visits for image in each.images]
    assert not [image["alt"] or image["shown"][:80] for image in images if not (image["loaded"] and image["alt"])]


def test_page_does_not_scroll_sideways(visits: list[Visit]) -> None:
    """As it opens, enlarged, and with the text that a reader sets."""
    assert [each.too_wide for each in visits] == [{}, {}]


def test_exhibits_fit_the_width(visits: list[Visit]) -> None:
    for each, wanted in zip(visits, ("wide", "narrow"), strict=True):
        assert [image["shown"] for image in each.images] == [image[wanted] for image in each.images]


def test_exhibits_follow_the_scheme(page: str, visits: list[Visit]) -> None:
    for each in visits:
        assert page == "404" or each.theme == each.scheme  # that page has no script, and follows the system
        turned = {image["filter"].partition("(")[0] for image in each.images}  # reference pages have none: test_pages counts them
        assert turned <= {"invert" if each.scheme == "dark" else "none"}


def test_download_is_the_table_drawn(page: str, visits: list[Visit]) -> None:
    brought = visits[0].downloads
    assert page not in built.pages() or list(brought) == [built.attribute(figure, "id") for figure in built.exhibits(page)]
    for exhibit, (name, text) in brought.items():
        assert name == f"{exhibit}.csv"
        assert built.shown(built.csv_rows(text)) == built.table_rows(built.exhibit_table(built.exhibit(page, exhibit)))


def test_axe_finds_nothing(visits: list[Visit]) -> None:
    assert [each.violations for each in visits] == [[], []]

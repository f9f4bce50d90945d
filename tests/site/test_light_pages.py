"""What a page brings and what it may fetch: its styles, its icons, its policy, what comes when it is asked for; and pages without a server."""

import io
import re
from importlib.resources import files
from typing import Any

import built
import pytest
from browsing import HEIGHT, IMAGES, WIDE, Watch, new_context
from PIL import Image
from playwright.sync_api import Browser, expect

STOCK_STYLES = {  # what a stock book fetches, by the package that brings it
    "pydata_sphinx_theme": "theme/pydata_sphinx_theme/static/styles/pydata-sphinx-theme.css",
    "sphinx_book_theme": "theme/sphinx_book_theme/static/styles/sphinx-book-theme.css",
    "sphinx_design": "static/sphinx-design.min.css",
    "myst_nb": "static/mystnb.css",
}

LARGE_PHONE = 412
MOVED_ONCE = ("index", "claims", "explore", "sanctions-and-relief", "what-followed")
MOST_SHIFTED = 0.1  # the part of the window times the part of its height: https://web.dev/articles/cls
SHIFTS = """window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(
    shift => [shift.value, shift.sources.map(({node}) => node?.className || node?.nodeName).join(' ')]
))).observe({type: 'layout-shift', buffered: true});"""

LETTERS = """async () => {
  await document.fonts.ready;
  const come = [...document.fonts].filter(face => face.status === 'loaded');
  const loaded = new Set(come.map(face => `${face.family.replaceAll('"', '')} ${face.weight}`));
  const asked = ['.bd-header-article', 'h1'].map(where => getComputedStyle(document.querySelector(where)));
  return asked.map(style => `${style.fontFamily.split(',')[0].replaceAll('"', '')} ${style.fontWeight}`).filter(face => loaded.has(face));
}"""


def test_every_page_forbids_other_hosts_and_inline_scripts() -> None:
    faults: dict[str, list[str]] = {}
    for name in [*built.pages(), "search"]:
        page = built.page(name)
        policies = page.select("meta[http-equiv=Content-Security-Policy]")
        inline = [script for script in page.find_all("script") if not script.get("src") and "json" not in str(script.get("type"))]
        handlers = [tag for tag in page.find_all(True) if any(attribute.startswith("on") for attribute in tag.attrs)]
        forbids = len(policies) == 1 and "default-src 'self'" in str(policies[0]["content"])
        if found := [*([] if forbids else ["no policy"]), *(str(each)[:100] for each in (*inline, *handlers))]:
            faults[name] = found
    assert faults == {}


def test_the_icons_that_pages_show_are_in_the_font(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/index.html")
    assert page.evaluate("async () => { await document.fonts.ready; return document.fonts.check('900 16px \"Font Awesome 6 Free\"') }")
    shown: list[dict[str, Any]] = page.evaluate(
        "() => [...document.querySelectorAll('[class*=fa-]')].map(icon => "
        "({name: icon.className, text: getComputedStyle(icon, '::before').content, family: getComputedStyle(icon).fontFamily}))"
    )
    page.close()
    assert shown
    for icon in shown:
        assert re.fullmatch('"[\ue000-\uf8ff]"', icon["text"]) and "Font Awesome" in icon["family"], icon


def test_what_copies_comes_with_the_first_code_that_a_reader_opens(browser: Browser, site: str) -> None:
    page = browser.new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(f"{site}/what-followed.html")
    page.locator(".exhibit-foot > a").first.click()
    code = page.locator(".cell_input:target")
    code.locator(".copybtn").click()
    expect(code.locator(".copybtn")).to_have_class(re.compile("success"))
    assert page.evaluate("() => navigator.clipboard.readText()").strip() == code.locator("pre").inner_text().strip()
    page.context.close()


def test_every_page_is_set_in_the_letters_of_the_book(browser: Browser, site: str) -> None:
    """Those of its text and of its headings have come: no page does without them for its weight."""
    context = new_context(browser, "light", WIDE)
    tab = context.new_page()
    lacking: dict[str, list[str]] = {}
    for name in built.pages():
        tab.goto(f"{site}/{name}.html")
        there: list[str] = tab.evaluate(LETTERS)
        if there != ["Book Sans 400", "Book Serif 700"]:
            lacking[name] = there
    context.close()
    assert lacking == {}


@pytest.mark.parametrize("width", [WIDE, LARGE_PHONE])
def test_what_is_read_stays_where_it_is_while_a_page_loads(browser: Browser, site: str, width: int) -> None:
    """Neither letters that come nor what a script draws move it; each page as a first one, with nothing kept from another."""
    moved = {}
    for name in MOVED_ONCE:
        context = browser.new_context(viewport={"width": width, "height": HEIGHT})
        tab = context.new_page()
        tab.add_init_script(SHIFTS)
        watch = Watch(context)
        tab.goto(f"{site}/{name}.html")
        watch.settle(tab)
        moved[name] = tab.evaluate("() => window.shifts")
        context.close()
    print(moved)
    assert {name: shifts for name, shifts in moved.items() if sum(shift for shift, _ in shifts) > MOST_SHIFTED} == {}


def test_styles_are_a_fraction_of_the_themes() -> None:
    static = built.HTML / "_static"
    stock = sum(len((files(package) / name).read_bytes()) for package, name in STOCK_STYLES.items())
    assert (static / "bundle.css").stat().st_size < 0.25 * stock
    assert not list(static.rglob("fontawesome*")) and not list(static.rglob("*.map"))


def test_pages_open_from_a_folder(browser: Browser) -> None:
    context = new_context(browser, "light", WIDE)
    watch = Watch(context)
    tab = context.new_page()
    for name in built.pages():
        tab.goto((built.HTML / f"{name}.html").as_uri())
        assert not [image["alt"] for image in tab.evaluate(IMAGES) if not image["loaded"]], name
        assert not watch.faults, name
        assert not watch.hosts, name
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
    assert {each["filter"].partition("(")[0] for each in tab.evaluate(IMAGES)} == {"invert"}
    _, middle, brightest = luminance(image.screenshot())
    assert middle < 80 < 200 < brightest
    context.close()


def luminance(picture: bytes) -> tuple[int, int, int]:
    """The darkest, the middle and the brightest gray of a picture, outliers aside."""
    counts = Image.open(io.BytesIO(picture)).convert("L").histogram()
    grays = [gray for gray, count in enumerate(counts) for _ in range(count)]
    return grays[len(grays) // 500], grays[len(grays) // 2], grays[-len(grays) // 500]

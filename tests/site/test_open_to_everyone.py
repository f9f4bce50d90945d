"""Open to everyone: the keyboard alone, less motion, tables, languages; test_pages_in_a_browser has what axe finds, narrow and enlarged pages."""

import re
from collections.abc import Iterator
from typing import Any

import built
import pytest
from browsing import AXE, HEIGHT, PHONE, RUN_AXE, WIDE
from playwright.sync_api import Browser, Page, expect

PAGES = built.pages()
EVERY = [*PAGES, "search", "404", *built.rows()]
KEYBOARD = ["index", "claims", "explore", "data", "sanctions-and-relief", "rows-events", "search"]
MOVING_PAGES = ["index", "claims", "explore", "data", "what-followed", "search", "rows-events"]
FEWEST_STOPS = 15  # of the Tab key: a page's contents and its own links
NOT_LATIN = re.compile(r"[\u0370-\u1dbf\u1f00-\u1fff\u2c00-\u2dff\u3040-\ud7ff]+")
MISPLACED = "p p, p div, p ul, p table, p noscript > p, summary p, summary div, a a, a button, button a, button button, label label"

# A card is a copy of what stands elsewhere. The ring may stand on the element, on what is in it, or on the field around it.
LOOK = """const rings = at => [at.parentElement, at, ...at.children].map(part => getComputedStyle(part)).map(
    look => [look.outlineStyle === 'none' ? 0 : parseFloat(look.outlineWidth), look.boxShadow]);
const knob = () => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).some( /* its look no script is told */
    rule => rule.selectorText?.includes(':focus-visible::-webkit-slider-thumb') && rule.style.outline.startsWith('3px'));"""
STOPS = f"""() => {{ {LOOK} return [...document.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex]')]
    .filter(each => each.tabIndex >= 0 && !each.disabled && !each.closest('[inert]') && each.checkVisibility({{visibilityProperty: true}}))
    .map((each, number) => {{ each.dataset.stop = number; each.dataset.plain = JSON.stringify(rings(each));
        return each.outerHTML.slice(0, 100); }}); }}"""
ACTIVE = f"""() => {{ {LOOK} const at = document.activeElement;
    if (!at || at === document.body || at === document.documentElement) return null;
    const plain = JSON.parse(at.dataset.plain ?? '[]'), boxes = [at, ...at.children].map(each => each.getBoundingClientRect());
    return {{ stop: at.dataset.stop && !at.closest('#card-open') ? Number(at.dataset.stop) : null, html: at.outerHTML.slice(0, 100),
        ring: at.type === 'range' ? knob() : rings(at).some(
            ([outline, shadow], i) => plain[i] && (outline > Math.max(1, plain[i][0]) || shadow !== plain[i][1])),
        seen: boxes.some(box => box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth) }}; }}"""
MOVING = """() => [...document.querySelectorAll('*')].flatMap(each => [null, '::before', '::after'].map(part => {
    const look = getComputedStyle(each, part);
    const moves = /[1-9]/.test(look.transitionDuration) || look.animationName !== 'none' || look.scrollBehavior === 'smooth';
    return moves ? `${each.tagName}.${each.className}${part ?? ''}` : null; })).filter(Boolean)"""


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDE, "height": HEIGHT}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_axe_would_find_a_fault(tab: Page, site: str) -> None:
    tab.goto(f"{site}/cite.html")
    tab.evaluate("() => { const image = new Image(); image.src = 'x.png'; document.querySelector('article').append(image); }")
    tab.evaluate(AXE)
    assert any(found.startswith("image-alt") for found in tab.evaluate(RUN_AXE, {}))


@pytest.mark.parametrize("name", KEYBOARD)
def test_tab_reaches_everything_shows_where_it_is_and_leaves(tab: Page, site: str, name: str) -> None:
    tab.goto(f"{site}/{name}.html")
    tab.evaluate("() => dispatchEvent(new Event('scroll'))")  # with which the list of events comes
    tab.wait_for_function("() => !document.querySelector('.chronology :is(script, li > b:not(:has(a)))')")  # explore.js makes dates links while idle
    tab.evaluate("() => [...document.querySelectorAll('.chronology li')].slice(20).forEach(item => item.remove())")  # a thousand, made as these are
    wanted = dict(enumerate(tab.evaluate(STOPS)))
    assert len(wanted) >= FEWEST_STOPS
    reached: dict[int, dict[str, Any]] = {}
    last = None
    for _ in range(4 * len(wanted)):  # cards have stops of their own
        tab.keyboard.press("Tab")
        active = tab.evaluate(ACTIVE)
        if active is None or (active["stop"] != last and active["stop"] in reached):
            break  # left, or begins again; a field of a date is several stops
        last = active["stop"]
        if last is not None:
            reached.setdefault(last, active)
    still = tab.evaluate("() => [...document.querySelectorAll('[data-stop]:not(:disabled)')].map(each => Number(each.dataset.stop))")
    assert [wanted[stop] for stop in still if stop not in reached] == []
    assert [each["html"] for each in reached.values() if not each["ring"]] == [], "no visible focus"
    assert [each["html"] for each in reached.values() if not each["seen"]] == [], "focused out of sight"


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_first_stop_skips_to_the_text(tab: Page, site: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": HEIGHT})
    tab.goto(f"{site}/what-followed.html")
    tab.keyboard.press("Tab")
    skip = tab.locator("#pst-skip-link a")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("() => document.activeElement.closest('main') !== null")


def test_nothing_moves_for_who_wants_less_motion(tab: Page, site: str) -> None:
    moving = {}
    for name in MOVING_PAGES:
        tab.goto(f"{site}/{name}.html")
        moving[name] = tab.evaluate(MOVING)
    assert not {name: found for name, found in moving.items() if found}
    tab.emulate_media(reduced_motion="no-preference")
    assert tab.evaluate(MOVING), "the test sees no motion where there is some"


def test_tables_have_a_caption_and_named_columns() -> None:
    without: dict[str, list[str]] = {}
    for name in EVERY:
        for table in built.page(name).select("table"):
            captions, heads = table.select("caption"), table.select("th")
            scoped = [head.get("scope") in {"col", "row", "colgroup", "rowgroup"} for head in heads]
            if not (len(captions) == 1 and built.text(captions[0]) and heads and all(scoped)):
                without.setdefault(name, []).append(built.text(table)[:100])
    assert without == {}


def test_elements_stand_where_html_allows_them() -> None:
    """What the Nu checker found once; it runs weekly and finds more."""
    misplaced: dict[str, list[str]] = {}
    for name in EVERY:
        page = built.page(name)
        figures = page.select("figure:has(> figcaption)")
        inner = [figure for figure in figures if not figure.select("& > figcaption:first-child, & > figcaption:last-child")]
        if found := [*page.select(MISPLACED), *inner]:
            misplaced[name] = [str(each)[:100] for each in found]
    assert misplaced == {}


def test_words_in_another_script_name_their_language() -> None:
    """A publisher's address may hold such letters too; it is no word of a language."""
    unnamed: dict[str, list[str]] = {}
    for name in EVERY:
        for text in built.page(name).find_all(string=NOT_LATIN):
            outside = " ".join(word for word in text.split() if not word.startswith(("http:", "https:")))
            named = text.find_parent(lang=True)
            if NOT_LATIN.search(outside) and (named is None or named["lang"] == "en"):
                unnamed.setdefault(name, []).append(outside)
    assert unnamed == {}


def test_foreign_terms_name_their_language() -> None:
    """*En pied*, *ad interim* and *persona non grata* are set off as foreign words."""
    foreign = re.compile(r"^(en pied|ad interim|persona non grata)$")
    terms = [term for name in PAGES for term in built.article(name).select("em") if foreign.match(built.text(term))]
    assert terms
    assert [built.text(term) for term in terms if (parent := term.find_parent(lang=True)) is None or parent["lang"] == "en"] == []

"""Open to everyone: what axe finds, the keyboard alone, less motion, narrow and enlarged pages, tables, languages."""

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import cycle, product
from typing import Any

import built
import pytest
from playwright.sync_api import Browser, Page, expect

PAGES = built.pages()
ROWS = sorted(path.stem for path in built.HTML.glob("rows-*.html"))
ROWS_OF_A_TABLE = [page for page in ROWS if not re.search(r"-\d+$", page)]  # later parts are made as the first
SPECIAL = ["search", "404"]
ALL = [*PAGES, *SPECIAL, *ROWS_OF_A_TABLE]
WIDE, PHONE = 1280, 390
MODES = list(product(("light", "dark"), (WIDE, PHONE)))
KEYBOARD = ["index", "claims", "explore", "data", "sanctions-and-relief", "rows-events", "search"]
STORIES = ["index", "claims", "explore", "data", "what-followed"]
FEWEST_STOPS = 15  # of the Tab key: a page's contents and its own links
NOT_LATIN = re.compile(r"[\u0370-\u1dbf\u1f00-\u1fff\u2c00-\u2dff\u3040-\ud7ff]+")
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

# All is unfolded, so that it is looked at; of a table five rows, because the others are made as they are.
UNFOLD = """() => {
    document.querySelectorAll('article details').forEach(fold => { fold.open = true; });
    document.querySelectorAll('.exhibit-scroll tbody').forEach(body => [...body.rows].slice(5).forEach(row => row.remove())); }"""
RUN_AXE = """async () => (await axe.run({resultTypes: ['violations']})).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.html.slice(0, 120)}`))"""
# The ring may stand on the element, on what is in it, or on the field around it.
LOOK = """const rings = at => [at.parentElement, at, ...at.children].map(part => getComputedStyle(part)).map(
    look => [look.outlineStyle === 'none' ? 0 : parseFloat(look.outlineWidth), look.boxShadow]);"""
STOPS = f"""() => {{ {LOOK} return [...document.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex]')]
    .filter(each => each.tabIndex >= 0 && !each.disabled && !each.closest('[inert]') && each.checkVisibility({{visibilityProperty: true}}))
    .map((each, number) => {{ each.dataset.stop = number; each.dataset.plain = JSON.stringify(rings(each));
        return each.outerHTML.slice(0, 100); }}); }}"""
ACTIVE = f"""() => {{ {LOOK} const at = document.activeElement;
    if (!at || at === document.body || at === document.documentElement) return null;
    const plain = JSON.parse(at.dataset.plain ?? '[]'), boxes = [at, ...at.children].map(each => each.getBoundingClientRect());
    return {{ stop: at.dataset.stop ? Number(at.dataset.stop) : null, html: at.outerHTML.slice(0, 100),
        ring: rings(at).some(([outline, shadow], i) => plain[i] && (outline > Math.max(1, plain[i][0]) || shadow !== plain[i][1])),
        seen: boxes.some(box => box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth) }}; }}"""
MOVING = """() => [...document.querySelectorAll('*')].flatMap(each => [null, '::before', '::after'].map(part => {
    const look = getComputedStyle(each, part);
    const moves = /[1-9]/.test(look.transitionDuration) || look.animationName !== 'none' || look.scrollBehavior === 'smooth';
    return moves ? `${each.tagName}.${each.className}${part ?? ''}` : null; })).filter(Boolean)"""
TOO_WIDE = "() => document.documentElement.scrollWidth - window.innerWidth"
SPACED = "* { letter-spacing: 0.12em !important; line-height: 1.5 !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[dict[tuple[str, int], Page]]:
    """One open tab a mode, without the pages' policy, which would refuse axe, and without motion, which would blur what axe measures."""
    opened = {}
    for scheme, width in MODES:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            bypass_csp=True,
        )
        opened[scheme, width] = context.new_page()
    yield opened
    for tab in opened.values():
        tab.context.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDE, "height": 844}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def violations(tab: Page) -> list[str]:
    tab.evaluate(AXE)
    return list(tab.evaluate(RUN_AXE))


@pytest.mark.parametrize(("scheme", "width"), MODES)
@pytest.mark.parametrize("name", [*PAGES, *SPECIAL])
def test_axe_finds_nothing(tabs: dict[tuple[str, int], Page], site: str, name: str, scheme: str, width: int) -> None:
    tab = tabs[scheme, width]
    tab.goto(f"{site}/{name}.html")
    tab.evaluate(UNFOLD)
    assert violations(tab) == []


@pytest.mark.parametrize(("name", "mode"), list(zip(ROWS_OF_A_TABLE, cycle(MODES))))  # all are made by one function: each mode in turn
def test_axe_finds_nothing_in_the_rows(tabs: dict[tuple[str, int], Page], site: str, name: str, mode: tuple[str, int]) -> None:
    test_axe_finds_nothing(tabs, site, name, *mode)


def test_axe_would_find_a_fault(tabs: dict[tuple[str, int], Page], site: str) -> None:
    tab = tabs["light", WIDE]
    tab.goto(f"{site}/index.html")
    tab.evaluate("() => { const image = new Image(); image.src = 'x.png'; document.querySelector('article').append(image); }")
    assert any(found.startswith("image-alt") for found in violations(tab))


@pytest.mark.parametrize("name", KEYBOARD)
def test_tab_reaches_everything_shows_where_it_is_and_leaves(tab: Page, site: str, name: str) -> None:
    tab.goto(f"{site}/{name}.html")
    tab.wait_for_load_state("networkidle")
    tab.wait_for_function("() => !document.querySelector('.chronology li > b:not(:has(a))')")  # explore.js makes dates links while idle
    wanted = dict(enumerate(tab.evaluate(STOPS)))
    assert len(wanted) >= FEWEST_STOPS
    reached: dict[int, dict[str, Any]] = {}
    last = None
    for _ in range(2 * len(wanted)):
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
    tab.set_viewport_size({"width": width, "height": 844})
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
    for name in [*STORIES, "search", "rows-events"]:
        tab.goto(f"{site}/{name}.html")
        moving[name] = tab.evaluate(MOVING)
    assert not {name: found for name, found in moving.items() if found}
    tab.emulate_media(reduced_motion="no-preference")
    assert tab.evaluate(MOVING), "the test sees no motion where there is some"


@pytest.mark.parametrize("width", [WIDE // 2, 320], ids=["200 percent", "400 percent"])
def test_an_enlarged_page_does_not_scroll_sideways(tab: Page, site: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 422})
    beyond = {}
    for name in ALL:
        tab.goto(f"{site}/{name}.html")
        beyond[name] = tab.evaluate(TOO_WIDE)
    assert not {name: pixels for name, pixels in beyond.items() if pixels > 0}


@pytest.mark.parametrize(
    ("width", "style"), [(WIDE, "html { font-size: 200% !important }"), (320, SPACED)], ids=["text of twice the size", "spaced text"]
)
def test_text_that_a_reader_sets_does_not_widen_the_page(tabs: dict[tuple[str, int], Page], site: str, width: int, style: str) -> None:
    tab = tabs["light", WIDE]
    tab.set_viewport_size({"width": width, "height": 844})
    beyond = {}
    for name in PAGES:
        tab.goto(f"{site}/{name}.html")
        tab.add_style_tag(content=style)
        beyond[name] = tab.evaluate(TOO_WIDE)
    tab.set_viewport_size({"width": WIDE, "height": 844})
    assert not {name: pixels for name, pixels in beyond.items() if pixels > 0}


@pytest.mark.parametrize("name", [*PAGES, *SPECIAL, *ROWS])
def test_tables_have_a_caption_and_named_columns(name: str) -> None:
    for table in built.page(name).select("table"):
        assert built.text(built.one(table, "caption")), built.text(table)[:100]
        heads = table.select("th")
        assert heads and all(head.get("scope") in {"col", "row", "colgroup", "rowgroup"} for head in heads), built.text(table)[:100]


@pytest.mark.parametrize("name", [*PAGES, *SPECIAL, *ROWS])
def test_elements_stand_where_html_allows_them(name: str) -> None:
    """What the Nu checker found once; it runs weekly and finds more."""
    page = built.page(name)
    assert page.select("p p, p div, p ul, p table, p noscript > p, summary p, summary div, a a, a button, button a, button button, label label") == []
    assert [
        figure for figure in page.select("figure:has(> figcaption)") if not figure.select("& > figcaption:first-child, & > figcaption:last-child")
    ] == []


@pytest.mark.parametrize("name", [*PAGES, *SPECIAL, *ROWS])
def test_words_in_another_script_name_their_language(name: str) -> None:
    """A publisher's address may hold such letters too; it is no word of a language."""
    unnamed = []
    for text in built.page(name).find_all(string=NOT_LATIN):
        outside = " ".join(word for word in text.split() if not word.startswith(("http:", "https:")))
        named = text.find_parent(lang=True)
        if NOT_LATIN.search(outside) and (named is None or named["lang"] == "en"):
            unnamed.append(outside)
    assert not unnamed


def test_foreign_terms_name_their_language() -> None:
    """*En pied*, *ad interim* and *persona non grata* are set off as foreign words."""
    foreign = re.compile(r"^(en pied|ad interim|persona non grata)$")
    terms = [term for name in PAGES for term in built.article(name).select("em") if foreign.match(built.text(term))]
    assert terms
    assert [built.text(term) for term in terms if (parent := term.find_parent(lang=True)) is None or parent["lang"] == "en"] == []

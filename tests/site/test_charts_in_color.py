"""Charts, light and dark, as a reader gets them: told apart in the three usual kinds of color blindness and in gray, and in contrast.

Colors are found in the drawing, not in the code that drew it: Chromium opens each file and says what it paints where, and the filter of
`book.css` turns what it says for a dark page. ColorAide simulates
protanopia and deuteranopia (Machado et al. 2009, full severity), tritanopia (Brettel et al. 1997, because Machado's model only nears it) and gray.
Colors that are too alike in one of these must have something else that tells them apart, and the drawing must show it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import combinations, product
from operator import mul
from pathlib import Path
from typing import Any
from urllib.parse import quote

import built
import pytest
from browsing import SCHEMES, Scheme
from coloraide.everything import ColorAll as Color
from PIL import Image
from playwright.sync_api import Browser, Page

from bilateral.draw import palette

# Petroff 2021 (arXiv:2107.02270) asks this distance in CAM02-UCS of six colors, in each simulation at full severity; no chart here has more.
APART = 20.0
TEXT, GRAPHIC = 4.5, 3.0  # WCAG 2.2, criteria 1.4.3 and 1.4.11; no text of a chart is large
SIMULATIONS = {
    "protanopia": {"name": "protan", "method": "machado"},
    "deuteranopia": {"name": "deutan", "method": "machado"},
    "tritanopia": {"name": "tritan", "method": "brettel"},
    "gray": {"name": "grayscale"},
}
# A chart with its title and caption in one file is the same drawing, with the page's words around it.
FILES = sorted(file for file in (built.HTML / "charts").glob("*/*.svg") if not file.stem.endswith("-whole"))
LINE = 16.0  # pixels: of text
NEAR = 2.0  # pixels: closer edges touch
CELLS = 49  # in which a small mark's outline is seen
UNLIKE = 6  # of these cells: what two outlines must differ in
GUIDES = [",".join(str(int(palette.GRID[at : at + 2], 16)) for at in (1, 3, 5))]
HAIR = 1.3  # pixels: the widest line of a grid
INVERTED, BRIGHTER = 0.9365, 1.1  # of the filter of a dark page
HALF_TURN = ((-0.574, 1.43, 0.144), (0.426, 0.43, 0.144), (0.426, 1.43, -0.856))  # hue-rotate(180deg), in the standard Filter Effects
PAINTS = {"fill", "hatch", "stroke", "ink", "ground", "grounds"}
PALE = 1.1  # contrast under which a fill is the ground again

# What the browser paints: every mark of a drawing, and every text, with what lies under it. Where they are is looked up once: it is the same
# in both schemes.
LOOK = """([selector, page, guides]) => {
    const known = window.known ??= new Map(), look_up = (key, make) => known.has(key) ? known.get(key) : known.set(key, make()).get(key);
    const shapes = 'path, use, rect, circle, line, polygon, text', hidden = 'defs, pattern, clipPath';
    const outline = each => each.tagName === 'use' ? document.querySelector(each.href.baseVal) : each;
    const sized = each => /scale\\(/.test(each.getAttribute('transform') ?? '');
    const halo = each => each.tagName === 'use' && sized(outline(each)); /* a text's edge, painted before it */
    const all = [...document.querySelectorAll(selector)].flatMap(svg => [...svg.querySelectorAll(shapes)]).filter(each => !each.closest(hidden));
    const drawn = all.filter(each => !halo(each));
    const rgba = (color, opacity) => {
        const part = /^rgba?\\(([^)]*)\\)/.exec(color)?.[1].split(/[ ,/]+/).map(Number);
        return part ? [part[0], part[1], part[2], (part[3] ?? 1) * opacity] : null; };
    const faint = each => { let all = 1; for (let at = each; at; at = at.parentElement) all *= +getComputedStyle(at).opacity; return all; };
    const pattern = look => /url\\("?#([^")]*)/.exec(look.fill)?.[1];
    const number = new Map(drawn.map((each, at) => [each, at])), painted = new Map();
    const paint = each => painted.has(each) ? painted.get(each) : painted.set(each, paint_of(each)).get(each);
    const paint_of = each => {
        const look = getComputedStyle(each), all = faint(each), id = pattern(look);
        const lines = id && getComputedStyle(document.getElementById(id).querySelector('path'));
        return { fill: id ? null : rgba(look.fill, look.fillOpacity * all), hatch: id ? rgba(lines.stroke, all) : null,
            stroke: rgba(look.stroke, look.strokeOpacity * all), width: parseFloat(look.strokeWidth),
            dash: look.strokeDasharray === 'none' ? '' : look.strokeDasharray }; };
    const halos = new Map(all.filter(halo).map(each => [outline(each), paint_of(each).stroke]));
    const steps = each => (outline(each).getAttribute('d') ?? each.tagName).replace(/[^a-zA-Z]/g, '');
    /* A text is one letter or word, which is sized itself, a group of them, which is sized, or a path whose edge is painted first, as its rim. */
    const letter = each => each.tagName === 'use' && (sized(each) || sized(each.parentElement));
    const whole = each => letter(each) && !sized(each) ? each.parentElement : each;
    const spelled = each => (each.tagName === 'use' && outline(each).tagName === 'g' ? [...outline(each).children] : [each]).map(
        part => part.href?.baseVal ?? part.textContent);
    const rimmed = each => each.tagName === 'path' && getComputedStyle(each).paintOrder.startsWith('stroke');
    const isText = each => each.tagName === 'text' || letter(each) || rimmed(each);
    const box = list => {
        const all = list.map(each => each.getBoundingClientRect());
        const least = side => Math.min(...all.map(each => each[side])), most = side => Math.max(...all.map(each => each[side]));
        return [least('left'), least('top'), most('right'), most('bottom')]; };
    const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3]));
    /* The colors that can be seen at a point below an element: that of the fills there, and of each hatch. */
    const grounds = (x, y, self) => {
        const under = look_up(`${number.get(self)} ${x} ${y}`, () => document.elementsFromPoint(x, y).filter(
            each => number.has(each) && !isText(each) && each !== self && self.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING));
        const found = [];
        let color = page;
        for (const each of under.toReversed()) {
            const { fill, hatch } = paint(each);
            if (fill && !/^M[hvlHVL]$/.test(steps(each))) { color = over(fill, color); found.length = 0; }
            if (hatch && !guides.includes(hatch.slice(0, 3).join())) found.push(over(hatch, color));
        }
        return [color, ...found]; };
    /* Which of 7 by 7 cells the outline of a small mark covers. */
    const silhouette = each => {
        const shape = outline(each), b = shape.getBBox(), cells = [];
        for (let row = 0; row < 7; row += 1) for (let column = 0; column < 7; column += 1)
            cells.push(shape.isPointInFill({ x: b.x + (column + 0.5) / 7 * b.width, y: b.y + (row + 0.5) / 7 * b.height }) ? '1' : '0');
        return cells.join(''); };
    const marks = drawn.filter(each => !isText(each)).map(each => {
        const place = box([each]), [x0, y0, x1, y1] = place, small = Math.max(x1 - x0, y1 - y0) < 26;
        return { ...paint(each), steps: steps(each), box: place,
            outline: small && outline(each).isPointInFill ? look_up(number.get(each), () => silhouette(each)) : '',
            ground: small ? grounds((x0 + x1) / 2, (y0 + y1) / 2, each)[0] : page }; });
    return { marks, texts: [...Map.groupBy(drawn.filter(isText), whole).values()].map(parts => {
        const place = box(parts), [x0, y0, x1, y1] = place, rim = halos.get(whole(parts[0])) ?? (rimmed(parts[0]) && paint(parts[0]).stroke);
        const points = [0.1, 0.5, 0.9].flatMap(across => [0.2, 0.5, 0.8].map(down => [x0 + across * (x1 - x0), y0 + down * (y1 - y0)]));
        return { ink: paint(parts[0]).fill, box: place, said: parts.flatMap(spelled),
            grounds: rim ? [rim.slice(0, 3)] : points.flatMap(([x, y]) => grounds(x, y, parts[0])) }; }) }; }"""
GROUND = "() => getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number)"

Box = tuple[float, float, float, float]  # left, top, right, bottom


def hexed(rgb: Sequence[float]) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in rgb[:3])


def turned(color: str) -> str:
    """A color as a dark page shows it: the filter `--chart-turned` of `book.css`, as the standard defines its functions."""
    inverted = [INVERTED + part / 255 * (1 - 2 * INVERTED) for part in bytes.fromhex(color[1:])]
    return hexed([255 * min(1.0, BRIGHTER * min(1.0, max(0.0, sum(map(mul, row, inverted))))) for row in HALF_TURN])


def in_the_dark(seen: Any, is_color: bool = False) -> Any:
    """What was seen of a drawing, every color turned; how much of it shows what is below stays."""
    if isinstance(seen, dict):
        return {name: in_the_dark(part, name in PAINTS) for name, part in seen.items()}
    if isinstance(seen, list) and is_color and seen and not isinstance(seen[0], list):
        return [*bytes.fromhex(turned(hexed(seen))[1:]), *seen[3:]]
    return [in_the_dark(part, is_color) for part in seen] if isinstance(seen, list) else seen


def blended(paint: Sequence[float], ground: Sequence[float]) -> str:
    return hexed([part * paint[3] + below * (1 - paint[3]) for part, below in zip(paint[:3], ground, strict=True)])


@dataclass(frozen=True)
class Mark:
    """Something drawn: the color it is drawn with and the one that is seen, its form, its place, and what it is seen against."""

    ink: str
    seen: str
    form: str  # how it is filled, and its outline
    box: Box
    ground: str
    edge: str  # the color of its own outline, if it has one


@dataclass(frozen=True)
class Text:
    ink: str
    said: tuple[str, ...]  # its letters; the same letter of the same face is the same outline
    box: Box
    grounds: frozenset[str]


@dataclass(frozen=True)
class Drawing:
    marks: tuple[Mark, ...]
    texts: tuple[Text, ...]


@cache
def simulated(color: str) -> dict[str, Any]:
    """A color as it is seen in each simulation, on a screen."""
    return {kind: Color(color).filter(**how).clip() for kind, how in SIMULATIONS.items()}


@cache
def confused(one: str, other: str) -> list[str]:
    """The simulations in which two colors are too alike."""
    pair = simulated(one), simulated(other)
    return [kind for kind in SIMULATIONS if pair[0][kind].distance(pair[1][kind], space="cam02-ucs") < APART]


@cache
def contrast(one: str, other: str) -> float:
    return float(Color(one).contrast(other, method="wcag21"))


def mark(raw: dict[str, Any]) -> Mark | None:
    """What a mark is for a reader; None for what draws nothing, and for lines that only guide the eye."""
    ground = raw["ground"]
    line = raw["steps"].rstrip("HVLhvlq") in {"M", "line"} or (
        raw["fill"] is None and raw["hatch"] is None and not raw["steps"].lower().endswith("z")
    )
    fill = None if line or not raw["fill"] or raw["fill"][3] == 0 else raw["fill"]
    stroke = raw["stroke"] if raw["stroke"] and raw["stroke"][3] > 0 and raw["width"] > 0 else None
    if fill and stroke and contrast(blended(stroke, ground), hexed(ground)) < PALE:
        stroke = None  # a rim that sets the mark off from what is below
    hollow = fill is not None and contrast(blended(fill, ground), hexed(ground)) < PALE
    paint = raw["hatch"] or (stroke if fill is None or (hollow and stroke) else fill)
    if paint is None or (hollow and not stroke and not raw["hatch"]):
        return None
    guide = hexed(paint) in {palette.GRID, turned(palette.GRID)}
    if guide and (raw["hatch"] or (line and raw["width"] <= HAIR)):
        return None
    if {hexed(part) for part in (paint, stroke) if part} <= {palette.PAPER, turned(palette.PAPER)}:
        return None  # it leaves room for another
    filled = "hatched" if raw["hatch"] else "line" if line else "hollow" if fill is None or hollow else "solid"
    shape = "" if line else "bar" if raw["steps"] == "rect" or set(raw["steps"].lower()) <= set("mhvz") else raw["outline"] or "area"
    edge = blended(stroke, ground) if stroke and not line else ""
    return Mark(hexed(paint), blended(paint, ground), f"{filled} {raw['dash']} {shape}", tuple(raw["box"]), hexed(ground), edge)


def drawing(look: dict[str, Any]) -> Drawing:
    return Drawing(
        tuple(found for raw in look["marks"] if (found := mark(raw))),
        tuple(Text(hexed(raw["ink"]), tuple(raw["said"]), tuple(raw["box"]), frozenset(map(hexed, raw["grounds"]))) for raw in look["texts"]),
    )


# --- told apart


def alike(one: str, other: str) -> bool:
    """True if two forms look the same: one way of filling, one outline."""
    *fill, outline = one.split(" ")
    *filled, other_outline = other.split(" ")
    if fill != filled or not len(outline) == len(other_outline) == CELLS:
        return one == other
    return sum(a != b for a, b in zip(outline, other_outline, strict=True)) < UNLIKE


def touch(one: Box, other: Box) -> bool:
    return all(one[i] <= other[i + 2] + NEAR and other[i] <= one[i + 2] + NEAR for i in (0, 1))


def in_a_block(those: Sequence[Mark], others: Sequence[Mark], texts: Sequence[Text]) -> bool:
    """Marks that all stand above, below or beside all of the others, with words in their color on their side."""
    inks = {each.ink for each in those}
    for start, end in ((0, 2), (1, 3)):
        begin, others_begin = (min(each.box[start] for each in some) for some in (those, others))
        stop, others_stop = (max(each.box[end] for each in some) for some in (those, others))
        middles = [(text.box[start] + text.box[end]) / 2 for text in texts if text.ink in inks]
        if stop <= others_begin + NEAR and any(middle < (stop + others_begin) / 2 for middle in middles):
            return True
        if others_stop <= begin + NEAR and any(middle > (others_stop + begin) / 2 for middle in middles):
            return True
    return False


def of_other_sizes(those: Sequence[Mark], others: Sequence[Mark]) -> bool:
    """Marks of heights, or of widths, that none of the others has."""
    return any(
        all(abs((one.box[i + 2] - one.box[i]) - (other.box[i + 2] - other.box[i])) > NEAR for one, other in product(those, others)) for i in (0, 1)
    )


def carried(those: Sequence[Mark], others: Sequence[Mark], marks: Sequence[Mark]) -> bool:
    """Marks each of which touches one of the same color in a form that the color of the others never has."""
    theirs = {each.form for each in marks if each.ink in {other.ink for other in others}}
    own = {form for form in {each.form for each in marks} if not any(alike(form, other) for other in theirs)}
    return all(any(sign.ink == each.ink and sign.form in own and touch(sign.box, each.box) for sign in marks) for each in those)


def inside(text: Text, box: Box) -> bool:
    across, down = ((text.box[i] + text.box[i + 2]) / 2 for i in (0, 1))
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def signed(those: Sequence[Mark], others: Sequence[Mark], texts: Sequence[Text]) -> bool:
    """Marks each of which holds a sign that none of the others holds."""
    signs = [{text.said for text in texts if inside(text, each.box)} for each in those]
    theirs = {text.said for text in texts for other in others if inside(text, other.box)}
    return all(signs) and not set.union(*signs) & theirs


def named(those: Sequence[Mark], others: Sequence[Mark], texts: Sequence[Text]) -> bool:
    """Marks with words in their color in their row or just above, beginning with other letters than such words of the others."""

    def letters(each: Mark) -> set[str]:
        return {text.said[0] for text in texts if text.ink == each.ink and each.box[1] - LINE < (text.box[1] + text.box[3]) / 2 < each.box[3]}

    own = [letters(each) for each in those]
    return all(own) and not set().union(*own) & set().union(*map(letters, others))


def mixed_up(found: Drawing) -> list[str]:
    """Colors of a chart that someone cannot tell apart, on marks of one form that nothing else tells apart."""
    problems = []
    colors = sorted({each.seen for each in found.marks})
    for one, other in combinations(colors, 2):
        kinds = confused(one, other)
        if not kinds:
            continue
        pair = [[each for each in found.marks if each.seen == color] for color in (one, other)]
        for form in sorted({each.form for each in pair[0]}):
            own, theirs = [each for each in pair[0] if each.form == form], [each for each in pair[1] if alike(form, each.form)]
            if not theirs:
                continue
            both = ((own, theirs), (theirs, own))
            told = (
                any(in_a_block(a, b, found.texts) or carried(a, b, found.marks) or signed(a, b, found.texts) for a, b in both)
                or of_other_sizes(own, theirs)
                or named(own, theirs, found.texts)
            )
            if not told:
                problems.append(f"{one} ({own[0].ink}) and {other} ({theirs[0].ink}), {form}: {', '.join(kinds)}")
    return problems


# --- contrast


def begun(ground: Mark, marks: Sequence[Mark]) -> bool:
    """True if a gray ground, in the color of guides, has a strong line along the whole of its left or right side, which says where it begins or
    ends."""
    return ground.ink in {palette.GRID, turned(palette.GRID)} and any(
        each.form.startswith("line")
        and contrast(each.seen, each.ground) >= GRAPHIC
        and any(abs(each.box[0] - side) <= NEAR for side in ground.box[::2])
        and each.box[2] - each.box[0] <= NEAR
        and each.box[1] <= ground.box[1] + NEAR
        and each.box[3] >= ground.box[3] - NEAR
        for each in marks
    )


def bounded(pale: Mark, marks: Sequence[Mark]) -> bool:
    """True if a fill has an outline that stands out from the ground or from the fill, or a strong line or mark of its color along one side."""
    if pale.edge and max(contrast(pale.edge, pale.ground), contrast(pale.edge, pale.seen)) >= GRAPHIC:
        return True
    return any(
        each.ink == pale.ink
        and contrast(each.seen, each.ground) >= GRAPHIC
        and touch(each.box, pale.box)
        and (abs(each.box[1] - pale.box[1]) <= NEAR or abs(each.box[3] - pale.box[3]) <= NEAR)
        and (each.box[0] <= pale.box[0] + NEAR and each.box[2] >= pale.box[2] - NEAR)
        for each in marks
    )


def too_faint(found: Drawing) -> list[str]:
    """Marks and texts without the contrast that WCAG asks for."""
    texts = {
        f"text {text.ink} on {ground}: {contrast(text.ink, ground):.2f}"
        for text in found.texts
        for ground in text.grounds
        if contrast(text.ink, ground) < TEXT
    }
    marks = {
        f"mark {each.seen} ({each.ink}) on {each.ground}, {each.form}: {contrast(each.seen, each.ground):.2f}"
        for each in found.marks
        if contrast(each.seen, each.ground) < GRAPHIC and not bounded(each, found.marks) and not begun(each, found.marks)
    }
    return sorted(texts | marks)


# --- the charts of the built book


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A tab that holds the longest drawing."""
    tab = browser.new_page(viewport={"width": 800, "height": 4000})
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def grounds(tab: Page, site: str) -> dict[Scheme, list[float]]:
    """The ground of the book's pages, light and dark."""
    found: dict[Scheme, list[float]] = {}
    for scheme in SCHEMES:
        tab.emulate_media(color_scheme=scheme)
        tab.goto(f"{site}/cite.html")
        found[scheme] = tab.evaluate(GROUND)
    return found


def problems(tab: Page, file: Path, grounds: dict[Scheme, list[float]]) -> dict[str, list[str]]:
    """What is said of a drawing, in each of the schemes."""
    tab.goto(file.as_uri())
    look = tab.evaluate(LOOK, ["svg", grounds["light"], GUIDES])
    said = {}
    for scheme in grounds:
        found = drawing(in_the_dark(look) if scheme == "dark" else look)
        assert found.marks
        said[scheme] = [*mixed_up(found), *too_faint(found)]
    return said


def test_the_book_has_charts_at_both_widths_and_two_grounds(grounds: dict[Scheme, list[float]]) -> None:
    assert len(FILES) == 2 * len(built.exhibit_ids()) > 0
    light, dark = (hexed(grounds[scheme]) for scheme in SCHEMES)
    assert contrast(light, dark) > 15
    assert turned(light) == dark, "the ground of a chart would be seen on a dark page"


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_chart_is_told_apart_and_in_contrast(tab: Page, grounds: dict[Scheme, list[float]], file: Path) -> None:
    assert problems(tab, file, grounds) == {"light": [], "dark": []}


# --- the examination itself

SEEN = {  # made charts, and what is said of each
    "red and green": ('<circle cx="20" cy="20" r="6" fill="#c05020"/><circle cx="50" cy="22" r="6" fill="#6b7a20"/>', "deuteranopia"),
    "pale text": (
        '<text x="10" y="30" font-size="12" fill="#999999">pale</text><rect x="5" y="50" width="40" height="20" fill="#333333"/>',
        "text #999999",
    ),
    "pale mark": ('<rect x="5" y="5" width="40" height="20" fill="#dddddd"/>', "mark #dddddd"),
    "two forms": (
        '<circle cx="20" cy="20" r="6" fill="#c05020"/><rect x="44" y="16" width="12" height="12" fill="#6b7a20"/>',
        "",
    ),
    "an outline": ('<rect x="5" y="5" width="40" height="20" fill="#dddddd" stroke="#333333"/>', ""),
    "a ground": (f'<rect x="5" y="5" width="40" height="20" fill="{palette.GRID}"/>', f"mark {palette.GRID}"),
    "a line half as long as a ground": (
        f'<rect x="5" y="5" width="40" height="20" fill="{palette.GRID}"/><path d="M5 5V15" stroke="#333333"/>',
        f"mark {palette.GRID}",
    ),
    "a line where a ground begins": (f'<rect x="5" y="5" width="40" height="20" fill="{palette.GRID}"/><path d="M5 5V25" stroke="#333333"/>', ""),
    "a line where what is no ground begins": (
        '<rect x="5" y="5" width="40" height="20" fill="#dddddd"/><path d="M5 5V25" stroke="#333333"/>',
        "mark #dddddd",
    ),
}


@pytest.mark.parametrize("chart", SEEN)
def test_what_cannot_be_told_apart_or_seen_is_found(tab: Page, grounds: dict[Scheme, list[float]], tmp_path: Path, chart: str) -> None:
    drawn, said = SEEN[chart]
    file = tmp_path / "made.svg"
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">{drawn}</svg>', encoding="utf-8")
    found = problems(tab, file, {"light": grounds["light"]})["light"]
    assert (said in found[0]) if said else not found


@pytest.mark.parametrize("kind", SCHEMES)
def test_the_page_has_the_colors_of_the_charts_and_the_dark_turns_them(tab: Page, site: str, kind: Scheme) -> None:
    """What the standard says of a filter is what a browser paints; the page's own colors are those that come of it."""
    tab.emulate_media(color_scheme=kind)
    tab.goto(f"{site}/cite.html")
    shown = (lambda color: color) if kind == "light" else turned
    for name in ("blue", "orange", "green", "purple", "yellow"):
        color = getattr(palette, name.upper())
        assert tab.evaluate(f"getComputedStyle(document.documentElement).getPropertyValue('--chart-{name}').trim()") == shown(color)
        picture = f"<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><rect width='40' height='40' fill='{color}'/></svg>"
        figure = f'<figure class="exhibit"><img alt="" src="data:image/svg+xml,{quote(picture)}"></figure>'
        tab.evaluate(
            "figure => { document.querySelector('article').innerHTML = figure; return document.querySelector('article img').decode() }", figure
        )
        painted = Image.open(BytesIO(tab.locator("article img").screenshot())).convert("RGB").getpixel((20, 20))
        assert painted == pytest.approx(tuple(bytes.fromhex(shown(color)[1:])), abs=2)
    tab.emulate_media(color_scheme=kind, media="print")
    assert tab.evaluate("getComputedStyle(document.querySelector('article img')).filter") == "none"
    tab.emulate_media(media="screen")

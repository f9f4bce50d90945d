"""Every exhibit that a page of the book shows, on the book's own data, at the width of a page and of a phone."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import cycle, pairwise
from typing import Any

import numpy as np
import pages
import pandas as pd
import pytest
import resvg_py
from drawn import beyond, outside
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.text import Text
from PIL import Image

from bilateral.charts.corridor import corridor
from bilateral.draw import palette
from bilateral.draw.canvas import NARROW, WIDE
from bilateral.draw.exhibit import Exhibit
from bilateral.draw.marks import round_ticks
from bilateral.draw.palette import style
from bilateral.draw.slim import slim
from bilateral.measures import readings
from bilateral.tables import Tables
from bilateral.web.listing import Listing

PAGES = pages.with_exhibits()
WIDTHS = {"page": WIDE, "phone": NARROW}
NO_EVENTS: dict[str, str] = {}
FIGURES: dict[tuple[int, float], Figure] = {}
DRAWINGS: dict[tuple[int, float], str] = {}
UNLIKE, MOST_UNLIKE = 80, 0.001  # of 255 shades; of all pixels. Edges moved by a hundredth of a point differ by fewer shades

page_by_page = pytest.mark.parametrize("page", PAGES)
both_widths = pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())


WORDS = {"title": 14, "note": 20}  # at most
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
US, BELARUS = re.compile(r"United States|U\.S\."), re.compile("Belarus")
GRAMMAR = {
    "hollow": "secondary source or less|low confidence",
    "hatch": "known|not found|no end was found",
    "black": "never said of a color that turns",
}
draw_anew = Exhibit.at


@pytest.fixture(scope="module", autouse=True)
def drawn_once() -> Iterator[None]:
    """What was drawn for these tests is let go with them: a heap of it slows the end of a session."""
    yield
    FIGURES.clear()
    DRAWINGS.clear()


def figure(exhibit: Exhibit, width: float) -> Figure:
    """The exhibit's figure, made once for all tests."""
    key = (id(exhibit), width)  # the pages keep their exhibits, so that no id is used twice
    if key not in FIGURES:
        FIGURES[key] = draw_anew(exhibit, width)
    return FIGURES[key]


def svg(exhibit: Exhibit, width: float) -> str:
    """The SVG of that figure, written once for all tests."""
    key = (id(exhibit), width)
    if key not in DRAWINGS:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Exhibit, "at", figure)
            DRAWINGS[key] = exhibit.svg(width)
    return DRAWINGS[key]


def drawn_texts(exhibit: Exhibit, width: float) -> list[str]:
    """Every text of the figure, those of its ticks too."""
    drawn = figure(exhibit, width)
    FigureCanvasAgg(drawn).draw()
    return [text.get_text() for text in drawn.findobj(Text) if text.get_visible()]


def raster(drawing: str) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    """A drawing as a picture on white."""
    data = bytes(resvg_py.svg_to_bytes(svg_string=drawing, dpi=96, background="#ffffff", skip_system_fonts=True))
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def cell_text(value: object) -> str:
    """A cell of a table as its CSV should have it."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return "" if value is None or value is pd.NA or value != value else str(value)


def check_all(page: str, wrong: Callable[[Exhibit], object]) -> None:
    """Every exhibit of the page has nothing wrong; the message names those that do."""
    assert {exhibit.id: found for exhibit in pages.exhibits(page) if (found := wrong(exhibit))} == {}


def in_turn(page: str) -> dict[str, float]:
    """One of the widths for each exhibit of the page."""
    return {exhibit.id: width for exhibit, width in zip(pages.exhibits(page), cycle(WIDTHS.values()), strict=False)}


def test_some_pages_draw() -> None:
    assert PAGES


@page_by_page
def test_a_page_shows_each_exhibit_under_an_id_of_its_own(page: str) -> None:
    ids = [exhibit.id for exhibit in pages.exhibits(page)]
    assert len(ids) == len(set(ids))


@page_by_page
def test_the_same_bytes_each_time(page: str) -> None:
    width = in_turn(page)
    check_all(page, lambda exhibit: exhibit.svg(width[exhibit.id]) != svg(exhibit, width[exhibit.id]))


@page_by_page
def test_the_alternative_text_has_the_finding_and_more(page: str) -> None:
    check_all(page, lambda exhibit: not exhibit.title or exhibit.title not in exhibit.alt or len(exhibit.alt) < len(exhibit.title) + 40)


@page_by_page
def test_a_title_and_a_caption_are_short(page: str) -> None:
    def long(exhibit: Exhibit) -> str:
        title, note = len(exhibit.title.split()), len(exhibit.note.split())
        return f"{title} words of title, {note} of caption" if title > WORDS["title"] or note > WORDS["note"] else ""

    check_all(page, long)


@page_by_page
@both_widths
def test_each_number_of_a_title_stands_in_the_drawing(page: str, width: float) -> None:
    def unseen(exhibit: Exhibit) -> set[str]:
        said = " ".join(drawn_texts(exhibit, width))
        return {number for number in NUMBER.findall(exhibit.title) if not re.search(rf"(?<![\d,.]){re.escape(number)}(?!\d|[,.]\d)", said)}

    check_all(page, unseen)


@page_by_page
@both_widths
def test_the_two_have_their_colors_and_nobody_else_has_them(page: str, width: float) -> None:
    def other_color(exhibit: Exhibit) -> list[str]:
        texts = figure(exhibit, width).findobj(Text)
        return [
            text.get_text()
            for text in texts
            for color, own in zip((palette.BLUE, palette.ORANGE), (US, BELARUS), strict=True)
            if text.get_color() == color and not own.search(text.get_text()) and (US.search(text.get_text()) or BELARUS.search(text.get_text()))
        ]

    check_all(page, other_color)


@page_by_page
def test_hollow_and_hatched_have_one_meaning_each(page: str) -> None:
    def another(exhibit: Exhibit) -> list[str]:
        said = [*re.split(r"(?<=[.;]) ", exhibit.note), *drawn_texts(exhibit, WIDE)]
        return [part for part in said if any(re.search(sign, part, re.IGNORECASE) and not re.search(means, part) for sign, means in GRAMMAR.items())]

    check_all(page, another)


@both_widths
def test_what_was_given_by_an_act_that_is_not_sure_is_hollow_in_the_ledger(width: float, tables: Tables) -> None:
    (ledger,) = (exhibit for exhibit in pages.exhibits("what-followed") if exhibit.id == "ledger-of-exchange")
    given = ledger.table[ledger.table["event"] != ""]
    doubtful = given[~given["event"].isin(readings.sure(tables, "events"))]
    marks = [line for line in figure(ledger, width).findobj(Line2D) if line.get_marker() in ("s", "D", "o", "^") and line.get_markersize() == 6]
    assert len([line for line in marks if line.get_markerfacecolor() == palette.PAPER]) == len(doubtful) > 0


@page_by_page
def test_what_the_reader_trusts_is_there(page: str) -> None:
    check_all(page, lambda exhibit: not (exhibit.subtitle and exhibit.sources and exhibit.checked))


@page_by_page
def test_the_csv_is_the_table(page: str) -> None:
    def wrong(exhibit: Exhibit) -> bool:
        rows = [list(map(str, exhibit.table.columns))]
        rows += [[cell_text(value) for value in row] for row in exhibit.table.itertuples(index=False)]
        return exhibit.table.empty or list(csv.reader(io.StringIO(exhibit.csv()))) != rows

    check_all(page, wrong)


@page_by_page
@both_widths
def test_a_drawing_has_the_same_colors_wherever_it_is_opened(page: str, width: float) -> None:
    """Engines answer a query within a picture differently, and in a saved file by the system of who opens it: the page turns the colors."""
    check_all(page, lambda exhibit: re.findall("@media|currentColor|var[(]", svg(exhibit, width)))


@page_by_page
@both_widths
def test_the_figure_has_the_width_asked_for(page: str, width: float) -> None:
    def other_width(exhibit: Exhibit) -> str:
        points = re.search(r'<svg[^>]* width="([\d.]+)pt"', svg(exhibit, width))
        return "" if points and abs(float(points.group(1)) / 72 - width) < 0.01 else f"{points and points.group(1)} points"

    check_all(page, other_width)


@page_by_page
@both_widths
def test_no_text_runs_off_the_canvas(page: str, width: float) -> None:
    check_all(page, lambda exhibit: beyond(figure(exhibit, width)))


@page_by_page
def test_the_lighter_drawing_is_the_picture_that_matplotlib_drew(page: str) -> None:
    width = in_turn(page)

    def other_picture(exhibit: Exhibit) -> str:
        heavy = io.StringIO()
        with style():
            figure(exhibit, width[exhibit.id]).savefig(heavy, format="svg", transparent=True)
        before, after = raster(heavy.getvalue()), raster(svg(exhibit, width[exhibit.id]))
        if before.shape != after.shape:
            return f"{before.shape} became {after.shape}"
        unlike = (np.abs(before.astype(int) - after).max(axis=2) > UNLIKE).mean()
        return f"{unlike:.2%} of the picture" if unlike > MOST_UNLIKE else ""

    check_all(page, other_picture)


def test_letters_stand_where_they_did_whichever_way_matplotlib_says_so() -> None:
    """Pyodide's, older than 3.10, writes ``x="12"`` where a newer one writes a translation."""
    newer = io.StringIO()
    with style():
        pages.exhibits(PAGES[0])[0].at(NARROW).savefig(newer, format="svg", transparent=True)
    older, changed = re.subn(r'(<use [^>]*)transform="translate\(([\d.]+) 0\)"', r'\1x="\2"', newer.getvalue())
    assert changed
    assert slim(older) == slim(newer.getvalue())


@page_by_page
def test_a_chart_has_the_apostrophes_of_the_prose(page: str) -> None:
    def straight(exhibit: Exhibit) -> list[str]:
        drawn = figure(exhibit, WIDE)
        FigureCanvasAgg(drawn).draw()  # which writes the ticks
        return [text.get_text() for text in drawn.findobj(Text) if re.search(r"\w'", text.get_text())]

    check_all(page, straight)


@pytest.mark.parametrize(
    ("top", "most", "ticks"),
    [(1042.0, 5, [0, 250, 500, 750, 1000]), (9.4, 5, [0, 2, 4, 6, 8]), (3.0, 5, [0, 1, 2, 3]), (0.4, 5, [0])],
)
def test_ticks_are_round_numbers_up_to_the_top(top: float, most: int, ticks: list[int]) -> None:
    assert round_ticks(top, most) == ticks


@both_widths
@pytest.mark.parametrize(("page", "id"), [("how-unusual-is-minsk", "longest-gaps"), ("a-cautious-outlook", "spells-without-ambassador")])
def test_the_arrow_of_a_gap_ends_where_the_gap_does(page: str, id: str, width: float) -> None:
    """Bars of lengths are compared: one that goes on must not look longer than it is."""
    (exhibit,) = (each for each in pages.exhibits(page) if each.id == id)
    ends = [patch.get_xy()[:, 0].max() for patch in figure(exhibit, width).axes[0].patches if isinstance(patch, Polygon)]
    lengths = exhibit.table.loc[exhibit.table["open"], "days"]
    assert len(lengths) > 0
    assert set(lengths.astype(float).round()) <= set(np.round(ends))
    assert max(ends) <= exhibit.table["days"].max() + 0.5


@both_widths
def test_ticks_of_columns_of_a_year_stand_where_columns_begin(width: float) -> None:
    """Else a column that begins in June would be read as that of a calendar year."""
    (exhibit,) = (each for each in pages.exhibits("sanctions-and-relief") if each.id == "policies-since-2004")
    ticks = [label.get_text().split() for label in figure(exhibit, width).axes[0].get_xticklabels()]
    assert {month for month, _ in ticks} == {"Jun"}
    years = [int(year) for _, year in ticks]
    assert len({after - before for before, after in pairwise(years)}) == 1


@pytest.mark.parametrize("start", [None, "1997-01-01", "2020-01-01"])
@both_widths
def test_the_corridor_can_begin_on_any_day(tables: Tables, start: str | None, width: float) -> None:
    exhibit = corridor(tables, "A finding", NO_EVENTS, start=pd.Timestamp(start) if start else None)
    assert outside(exhibit, width) == []
    until = tables.representation["end"].fillna(tables.through + pd.Timedelta(days=1))
    assert len(exhibit.table) == (until > pd.Timestamp(start or "1900-01-01")).sum()


def test_the_corridor_knows_no_unknown_event(tables: Tables) -> None:
    with pytest.raises(KeyError, match="no-such-event"):
        corridor(tables, "A finding", {"no-such-event": "What never was"})


def test_a_listing_too_wide_for_a_phone_is_read_row_by_row() -> None:
    narrow = Listing("A caption", pd.DataFrame({"year": ["2000"], "days": ["1,200"]}))._repr_html_()
    wide = Listing("A caption", pd.DataFrame({f"representation {number}": ["chargé d'affaires"] for number in range(4)}))._repr_html_()
    assert "listing-long" not in narrow
    assert "data-label" not in narrow
    assert 'class="listing listing-long"' in wide
    assert 'data-label="Representation 3"' in wide


def test_a_listing_sets_columns_of_numbers_to_the_right() -> None:
    shown = Listing("A caption", pd.DataFrame({"who": ["a", "2"], "days": ["1,200", ""], "share": ["0.0%", "−3.5%"]}))._repr_html_()
    assert re.findall(r'<th( class="number")? scope="col">(\w+)', shown) == [("", "who"), (' class="number"', "days"), (' class="number"', "share")]


def test_a_cell_in_another_script_names_the_language_of_its_row() -> None:
    frame = pd.DataFrame({"title": ["Візіт", "A visit", "Визит"], "language": ["be", "ru", ""]})
    shown = Listing("A caption", frame)._repr_html_()
    assert re.findall(r'<span lang="(\w+)">(\w+)</span>', shown) == [("be", "Візіт")]

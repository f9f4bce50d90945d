"""The list of events before a page shows it: its dates, and what is in the tables shows as text."""

import json

from bs4 import BeautifulSoup

from bilateral.tables import Tables, as_written
from bilateral.web import chronology, on_this_day


def test_dates_are_as_precise_as_known() -> None:
    assert chronology.short("2008-03-12") == "Mar 12"
    assert chronology.short("1997-03") == "Mar"
    assert chronology.short("1992") == "1992"
    assert chronology.short("2014-06-02", "2014-06-04") == "Jun 2–4"
    assert chronology.short("2014-06-30", "2014-07-02") == "Jun 30–Jul 2"


def test_markup_in_a_table_shows_as_text(tables: Tables) -> None:
    bad = '</script><img src=x onerror="alert(1)">&amp;'
    frames = {name: frame.copy() for name, frame in tables.frames.items()}
    frames["events"].loc[0, "summary"] = bad
    frames["visits"].loc[:, "person"] = bad
    for table in ("sources", "witnesses"):
        frames[table].loc[:, "publisher"] = bad
    hostile = Tables(frames, tables.descriptor)
    page = chronology.Chronology(hostile)._repr_html_() + chronology.Marks(hostile)._repr_html_() + on_this_day.Handle(hostile)._repr_html_()
    soup = BeautifulSoup(page, "html.parser")
    assert not soup.select("img")
    assert len(soup.select("script")) == 2
    assert bad in soup.select("li")[0].get_text()
    scripts = {**chronology.asked_for(hostile), **on_this_day.asked_for(hostile)}
    assert not [name for name, script in scripts.items() if "<" in script]
    later = BeautifulSoup(json.loads(scripts.pop("explore-list.js").partition(" = ")[2].removesuffix(";\n")), "html.parser")
    assert not later.select("img")
    assert bad in later.select("li")[0].get_text()
    for script in scripts.values():
        assert bad in script.replace("\\u003c", "<").replace('\\"', '"')


def test_no_cell_of_the_download_is_a_formula(tables: Tables) -> None:
    rows = as_written(tables, "events").drop(columns="tone").astype(str)
    assert not rows.apply(lambda column: column.str.match(r"[=+@\t\r-]")).to_numpy().any()


def test_the_timeline_draws_each_event_of_the_list(tables: Tables) -> None:
    items = BeautifulSoup(chronology.Chronology(tables)._repr_html_(), "html.parser").select("li")
    lines = json.loads(str(BeautifulSoup(chronology.Marks(tables)._repr_html_(), "html.parser").script.string))  # type: ignore[union-attr]
    assert [(item["id"], item["data-c"]) for item in items] == list(zip(tables.events["id"], tables.events["category"], strict=True))
    assert [line.split(",")[1] for line in lines] == list(tables.events["category"])
    assert all(str(item["id"]).startswith(line.split(",")[0]) for item, line in zip(items, lines, strict=True))

"""How many rows were read a second time, what that found, and how the sources were read."""

import pandas as pd

from bilateral.measures.claims import used
from bilateral.measures.quantities import Found, quantity, stated
from bilateral.measures.readings import CHANGED, UNREAD, states, to_read
from bilateral.tables import Tables


def in_state(t: Tables, *names: str) -> Found:
    """How many rows are in one of the states, and the readings that say so."""
    found = states(t)
    return in_rows(t, found[found["state"].isin(names)])


def in_rows(t: Tables, own: pd.DataFrame) -> Found:
    """How many rows of :func:`states` these are, and the readings that say so."""
    ids = set(zip(own["table"], own["row"], strict=True))
    return len(own), used(readings=t.readings[[pair in ids for pair in zip(t.readings["table"], t.readings["row"], strict=True)]])


@quantity("tables")
def tables_read_twice(t: Tables) -> Found:
    """Tables whose rows are read a second time against a publisher that they do not cite."""
    return len(to_read(t)), stated(t, *to_read(t))


@quantity("rows")
def rows_to_be_read_twice(t: Tables) -> Found:
    """Rows of the tables that are read twice."""
    return len(states(t)), stated(t, *to_read(t))


@quantity("rows")
def rows_read_twice(t: Tables) -> Found:
    """Rows that a reading holds of: read a second time and not changed since."""
    found = states(t)["state"]
    return int((~found.isin([CHANGED, UNREAD])).sum()), used(readings=t.readings)


@quantity("rows")
def rows_confirmed_by_another_publisher(t: Tables) -> Found:
    """Rows of which a publisher that they do not cite says every statement."""
    return in_state(t, "confirmed")


@quantity("rows")
def rows_corrected_by_a_reading(t: Tables) -> Found:
    """Rows that the reading changed, and of which another publisher says every statement since."""
    return in_state(t, "corrected")


@quantity("rows")
def rows_changed_by_a_reading(t: Tables) -> Found:
    """Rows that the reading changed, whatever it found beside that."""
    found = states(t)
    return in_rows(t, found[found["changed"] != ""])


@quantity("rows")
def rows_confirmed_in_part(t: Tables) -> Found:
    """Rows of which a publisher that they do not cite says some statements; the reading names the fields of the others."""
    return in_state(t, "in part")


@quantity("rows")
def rows_of_one_publisher(t: Tables) -> Found:
    """Rows that the pages cited were seen to say, and no other publisher."""
    return in_state(t, "one publisher")


@quantity("rows")
def rows_not_found_again(t: Tables) -> Found:
    """Rows for which neither another publisher nor the cited page was found."""
    return in_state(t, "not found")


@quantity("rows")
def rows_unread(t: Tables) -> Found:
    """Rows that nobody has read a second time, or that were changed after it."""
    found = states(t)["state"]
    return int(found.isin([CHANGED, UNREAD]).sum()), stated(t, *to_read(t))


def read_as(t: Tables, how: str) -> Found:
    rows: pd.DataFrame = t.sources[t.sources["opened"] == how]
    return 100 * len(rows) / len(t.sources), used(sources=rows)


@quantity("percent of sources", digits=0)
def share_of_sources_opened(t: Tables) -> Found:
    """Sources known to have been opened."""
    return read_as(t, "opened")


@quantity("percent of sources", digits=0)
def share_of_sources_read_in_an_excerpt(t: Tables) -> Found:
    """Sources read in an excerpt."""
    return read_as(t, "excerpt")


@quantity("percent of sources", digits=0)
def share_of_sources_of_unknown_reading(t: Tables) -> Found:
    """Sources of which it was not written down how they were read."""
    return read_as(t, "unknown")

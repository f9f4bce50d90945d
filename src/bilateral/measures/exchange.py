"""An exchange: each release of people, and what the other side gave for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ..tables import Tables

OFFICIAL = 1  # the tier of a visitor who is no envoy


@dataclass(frozen=True)
class Given:
    """One thing given for a release: its form (as in ``given_form``), the event that it was, and the few words that name it."""

    form: str
    event: str
    text: str


@dataclass(frozen=True)
class Step:
    """How one release is told: the few words on who was freed, and what was given."""

    who: str
    given: Sequence[Given] = ()


def given(tables: Tables, steps: Mapping[str, Step]) -> pd.DataFrame:
    """One row a thing given for each release in ``steps`` (by its id in ``prisoner_releases``), in order of date.

    A visit of nobody above the tier ``OFFICIAL`` has the form ``official``; after a visit that brought nothing else stands ``no relief``.

    Columns: ``release, date, freed, confidence, form, given, event, given_date, days_after, sources``; ``days_after`` is empty where a date is not
    known to the day, and a release for which nothing was given has the form ``none``. Raises ``KeyError`` for an unknown release or event,
    ``ValueError`` where the forms given are not those of the table.
    """
    events = tables.events.set_index("id")
    releases = tables.prisoner_releases.set_index("id").loc[list(steps)].sort_values("date", kind="stable")
    highest = tables.visits.groupby("event")["tier"].max()
    lower = set(highest.index[highest <= OFFICIAL])
    found = []
    for name, release in releases.iterrows():
        things = steps[str(name)].given or [Given("none", "", "")]
        told, known = {thing.form for thing in things}, set(str(release["given_form"]).split(";"))
        if told != known:
            raise ValueError(f"release {name!r}: the forms given are {sorted(known)}, the ledger names {sorted(told)}")
        things = [replace(thing, form="official") if thing.form == "visit" and thing.event in lower else thing for thing in things]
        things += [Given("no relief", "", "")] * (known == {"visit"})
        found += [_row(str(name), release, thing, events.loc[thing.event] if thing.event else None) for thing in things]
    return pd.DataFrame(found).astype({"days_after": "Int64"})


def _row(name: str, release: pd.Series, thing: Given, act: pd.Series | None) -> dict[str, object]:
    exact = act is not None and len(act["date_known"]) == len(release["date_known"]) == len("2025-06-21")
    return {
        "release": name,
        "date": release["date_known"],
        "freed": release["number"],
        "confidence": release["confidence"],
        "form": thing.form,
        "given": thing.text,
        "event": thing.event,
        "given_date": "" if act is None else act["date_known"],
        "days_after": (act["date"] - release["date"]).days if act is not None and exact else pd.NA,
        "sources": release["sources"] if act is None else ";".join(dict.fromkeys(f"{release['sources']};{act['sources']}".split(";"))),
    }

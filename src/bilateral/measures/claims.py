"""Claims of a text, each with an authored verdict and, where the tables can decide it, a check that computes one.

A check is a function from ``Tables`` to a ``Result``, registered with ``@computed`` by the book that tests the text. The table ``claims``
says by name which check decides which claim, ``verdicts`` what each verdict means.
"""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from .. import tables as package
from .. import words
from ..tables import Tables


@dataclass(frozen=True)
class Result:
    """What a check found: the measured value, its unit, the rule in one sentence, the verdict that follows, the rows used.

    A number that prose quotes has the same form, without a verdict; see ``quantities``.
    """

    value: int | float | str
    unit: str
    rule: str
    verdict: str
    rows: tuple[tuple[str, str], ...]  # (table, id)
    bounds: tuple[str, str] | None = None  # least and most, where dates or counts are doubtful

    @property
    def measured(self) -> str:
        """The value with its unit, a plural, as the prose writes it: ``1,967 days``, ``one day``, ``no days``; a date stands for itself."""
        if isinstance(self.value, str):
            return self.value if self.unit == "date" else f"{self.value} {self.unit}"
        number = f"{self.value:,.1f}" if isinstance(self.value, float) else words.number(self.value) if self.value else "no"
        noun, _, rest = self.unit.partition(" ")
        if self.value == 1:
            noun = "person" if noun == "people" else noun.removesuffix("s")
        return f"{number} {noun} {rest}".rstrip()


Check: TypeAlias = Callable[[Tables], Result]
CHECKS: dict[str, Check] = {}  # by name, in the order in which they were registered


def computed(function: Check) -> Check:
    """Register a function as a check, so that the table of claims can name it."""
    CHECKS[function.__name__] = function
    return function


def text_of(tables: Tables) -> str:
    """What the claims stand in, as the package calls it: ``the article``."""
    return str(package.resource(tables.descriptor, "claims").get("text", "the text"))


def row(frame: pd.DataFrame, row_id: str) -> pd.Series:
    """The row of ``frame`` with that id; ``KeyError`` with the ids that are most like it."""
    found = frame[frame["id"] == row_id]
    if found.empty:
        near = difflib.get_close_matches(row_id, list(frame["id"].astype(str)), n=3, cutoff=0.3)
        raise KeyError(f"no row {row_id!r}; the most alike of {len(frame)} ids: {', '.join(near) or 'none'}")
    return found.iloc[0]


def used(**frames: pd.DataFrame | pd.Series) -> tuple[tuple[str, str], ...]:
    """The rows that a check used, by table: ``used(visits=last, events=found)``."""
    return tuple((table, str(row_id)) for table, rows in frames.items() for row_id in ([rows["id"]] if isinstance(rows, pd.Series) else rows["id"]))


def check(claim_id: str, tables: Tables | None = None, checks: Mapping[str, Check] = CHECKS) -> Result:
    """Compute one claim: ``check("c12")``. Default: the library's own tables and the checks that were registered.

    Raises ``KeyError`` for a claim that does not exist (with the ids there are) or a check that does not, and ``ValueError`` with the
    reason for a claim that the tables cannot decide.
    """
    tables = package.load() if tables is None else tables
    wanted = claim(tables, claim_id)
    if not wanted["check"]:
        raise ValueError(f"claim {claim_id} is not computed: {wanted['not_computed']}")
    return _check_of(wanted, checks)(tables)


def claim(tables: Tables, claim_id: str) -> pd.Series:
    """The row of one claim; ``KeyError`` with the ids there are."""
    ids = list(tables.claims["id"])
    if claim_id not in ids:
        raise KeyError(f"no claim {claim_id!r}; there are {len(ids)}, {ids[0]} to {ids[-1]}" if ids else "there are no claims")
    return tables.claims.iloc[ids.index(claim_id)]


def _check_of(claim: pd.Series, checks: Mapping[str, Check]) -> Check:
    if claim["check"] not in checks:
        raise KeyError(f"claim {claim['id']} names the check {claim['check']!r}; there are: {', '.join(sorted(checks))}")
    return checks[claim["check"]]


def run(tables: Tables, checks: Mapping[str, Check] = CHECKS) -> pd.DataFrame:
    """Compute every claim that has a check and compare, in the order of the text.

    Columns: ``id, section, check, value, unit, measured, rule, rows, authored, computed, agrees``.
    """
    lines = []
    for _, claim in tables.claims[tables.claims["check"] != ""].sort_values("order").iterrows():
        found = _check_of(claim, checks)(tables)
        lines.append(
            {
                "id": claim["id"],
                "section": claim["section"],
                "check": claim["check"],
                "value": found.value,
                "unit": found.unit,
                "measured": found.measured,
                "rule": found.rule,
                "rows": found.rows,
                "authored": claim["verdict"],
                "computed": found.verdict,
                "agrees": found.verdict == claim["verdict"],
            }
        )
    columns = "id section check value unit measured rule rows authored computed agrees".split()
    return pd.DataFrame(lines, columns=columns)


def judged(tables: Tables, checks: Mapping[str, Check] = CHECKS) -> pd.DataFrame:
    """Every claim as a reader is told it, in the order of the text: the table ``claims`` and what its checks found.

    Added columns: ``shown`` (the verdict computed, else the authored one), ``name`` and ``mark`` of it, and from ``run``
    ``measured``, ``rule``, ``rows``, which are empty where no check computes the claim.
    """
    frame = tables.claims.sort_values("order").reset_index(drop=True)
    found = run(tables, checks).set_index("id")
    frame["shown"] = frame["id"].map(found["computed"]).fillna(frame["verdict"])
    for column in ("name", "mark"):
        frame[column] = frame["shown"].map(tables.verdicts.set_index("id")[column])
    for column in ("measured", "rule"):
        frame[column] = frame["id"].map(found[column]).fillna("")
    frame["rows"] = [found.at[claim, "rows"] if claim in found.index else () for claim in frame["id"]]
    return frame


TESTED, KINDS = "Facts and measures", ("fact", "measure")


def by_section(tables: Tables, judged: pd.DataFrame, sections: Mapping[str, str]) -> pd.DataFrame:
    """How many claims have each verdict: first all of ``KINDS`` (section ``TESTED``), then all claims of each of ``sections`` (id: name).

    One row for each section and verdict that occurs, in the order of the table of verdicts: ``section, verdict, mark, claims``. Raises
    ``KeyError`` for a section of a claim that has no name.
    """
    if unnamed := sorted(set(judged["section"]) - set(sections)):
        raise KeyError(f"no name for the sections {', '.join(unnamed)}")
    parts = {TESTED: judged[judged["kind"].isin(KINDS)]} | {name: judged[judged["section"] == section] for section, name in sections.items()}
    rows = []
    for name, own in parts.items():
        counts = own["shown"].value_counts()
        rows += [
            (name, row.name, row.mark, int(counts[row.id]))
            for row in tables.verdicts[["id", "name", "mark"]].itertuples(index=False)
            if row.id in counts
        ]
    return pd.DataFrame(rows, columns=["section", "verdict", "mark", "claims"])

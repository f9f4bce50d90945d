"""Claims of a text, each with an authored verdict and, where the tables can decide it, a check that computes one.

A check is a function from ``Tables`` to a ``Result``, marked with ``@computed``. The text's own checks live beside its pages in
``book/claim_checks.py``; the table ``claims`` says by name which check decides which claim, ``verdicts`` what each verdict means.
"""

import html
import importlib
import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

import pandas as pd

from .. import tables as package
from .. import words
from ..tables import Tables

MODULE = "claim_checks"
LEDGER = "claims.html"
MARKED = "computes_a_claim"


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


def computed(function: Check) -> Check:
    """Mark a function as a check, so that the table of claims can name it."""
    setattr(function, MARKED, True)
    return function


def checks_of(module: ModuleType) -> dict[str, Check]:
    """The checks of a module by name, in the order in which they stand there."""
    return {name: function for name, function in vars(module).items() if getattr(function, MARKED, False)}


def load_checks(file: Path | None = None) -> dict[str, Check]:
    """The checks in ``file``; default: those of the module ``claim_checks`` on the path, else in ``book/`` beside the data.

    Raises ``FileNotFoundError`` that says where it looked.
    """
    if file is None:
        try:
            return checks_of(importlib.import_module(MODULE))
        except ModuleNotFoundError as error:
            if error.name != MODULE:
                raise
        file = package.home().parent / "book" / f"{MODULE}.py"
    if not file.is_file():
        raise FileNotFoundError(f"no checks in {file}, and no module {MODULE!r} on the path: give checks=")
    spec = importlib.util.spec_from_file_location(MODULE, file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return checks_of(module)


def row(frame: pd.DataFrame, row_id: str) -> pd.Series:
    """The row of ``frame`` with that id; ``KeyError`` with the ids that are most like it."""
    found = frame[frame["id"] == row_id]
    if found.empty:
        import difflib

        near = difflib.get_close_matches(row_id, list(frame["id"].astype(str)), n=3, cutoff=0.3)
        raise KeyError(f"no row {row_id!r}; the most alike of {len(frame)} ids: {', '.join(near) or 'none'}")
    return found.iloc[0]


def used(**frames: pd.DataFrame | pd.Series) -> tuple[tuple[str, str], ...]:
    """The rows that a check used, by table: ``used(visits=last, events=found)``."""
    return tuple((table, str(row_id)) for table, rows in frames.items() for row_id in ([rows["id"]] if isinstance(rows, pd.Series) else rows["id"]))


def check(claim_id: str, tables: Tables | None = None, checks: Mapping[str, Check] | None = None) -> Result:
    """Compute one claim: ``check("c12")``. Default: the library's own tables and the book's checks.

    Raises ``KeyError`` for a claim that does not exist (with the ids there are) or a check that does not, and ``ValueError`` with the
    reason for a claim that the tables cannot decide.
    """
    tables = package.load() if tables is None else tables
    claim = _claim(tables, claim_id)
    if not claim["check"]:
        raise ValueError(f"claim {claim_id} is not computed: {claim['not_computed']}")
    return _check_of(claim, load_checks() if checks is None else checks)(tables)


def _claim(tables: Tables, claim_id: str) -> pd.Series:
    ids = list(tables.claims["id"])
    if claim_id not in ids:
        raise KeyError(f"no claim {claim_id!r}; there are {len(ids)}, {ids[0]} to {ids[-1]}" if ids else "there are no claims")
    return tables.claims.iloc[ids.index(claim_id)]


def _check_of(claim: pd.Series, checks: Mapping[str, Check]) -> Check:
    if claim["check"] not in checks:
        raise KeyError(f"claim {claim['id']} names the check {claim['check']!r}; there are: {', '.join(sorted(checks))}")
    return checks[claim["check"]]


def run(tables: Tables, checks: Mapping[str, Check] | None = None) -> pd.DataFrame:
    """Compute every claim that has a check and compare, in the order of the text.

    Columns: ``id, section, check, value, unit, measured, rule, rows, authored, computed, agrees``.
    """
    checks = load_checks() if checks is None else checks
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


def judged(tables: Tables, checks: Mapping[str, Check] | None = None) -> pd.DataFrame:
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


@dataclass(frozen=True)
class Card:
    """One claim as a page shows it: the paraphrase, the verdict by word and shape, the measured value, the way to the ledger.

    Where a check computes another verdict than the table has, the computed one is shown and the other named.
    """

    id: str
    paraphrase: str
    verdict: str  # id in the table of verdicts
    name: str
    mark: str
    measured: str  # empty: not computed
    judged: str = ""  # the authored verdict, where it is another

    def _repr_html_(self) -> str:
        text = {key: html.escape(words.curly(str(value))) for key, value in vars(self).items()}
        judged = f' <span class="claim-judged">(judged before: {text["judged"]})</span>' if self.judged else ""
        measured = f'<span class="claim-measured">Measured: {text["measured"]}</span> · ' if self.measured else ""
        return (
            f'<aside class="claim claim-{text["verdict"]}" id="claim-{text["id"]}" aria-label="Claim {text["id"]}">'
            f'<p class="claim-text"><span class="claim-label">The article says:</span> {text["paraphrase"]}.</p>'
            f'<p class="claim-finding"><span class="claim-verdict"><span class="claim-mark" aria-hidden="true">{text["mark"]}</span> '
            f"{text['name']}</span>{judged} · {measured}"
            f'<a href="{LEDGER}#{text["id"]}">Reasons and sources ({text["id"]})</a></p></aside>'
        )


def card(claim_id: str, tables: Tables | None = None, checks: Mapping[str, Check] | None = None) -> Card:
    """The card of one claim; it shows itself in a notebook. Raises ``KeyError`` as ``check`` does."""
    tables = package.load() if tables is None else tables
    claim = _claim(tables, claim_id)
    found = check(claim_id, tables, checks) if claim["check"] else None
    shown = row(tables.verdicts, found.verdict if found else claim["verdict"])
    authored = row(tables.verdicts, claim["verdict"])
    return Card(
        id=claim_id,
        paraphrase=claim["paraphrase"],
        verdict=shown["id"],
        name=shown["name"],
        mark=shown["mark"],
        measured=found.measured if found else "",
        judged="" if authored["id"] == shown["id"] else authored["name"],
    )


@dataclass(frozen=True)
class Cards:
    """The cards of the claims that one passage of a page discusses, side by side where there is room."""

    cards: tuple[Card, ...]

    def _repr_html_(self) -> str:
        body = "".join(card._repr_html_() for card in self.cards)
        named = ", ".join(card.id for card in self.cards)
        return (
            f'<section class="claims" aria-label="Claims tested: {named}"><p class="claims-title">What the article says, tested</p>{body}</section>'
        )


def cards(tables: Tables, *claim_ids: str, checks: Mapping[str, Check] | None = None) -> Cards:
    """``cards(t, "c33", "c34")``: the cards of several claims. Raises ``KeyError`` as ``check`` does."""
    return Cards(tuple(card(claim_id, tables, checks) for claim_id in claim_ids))

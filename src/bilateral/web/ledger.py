"""The ledger of claims: a table with one body a claim, complete without scripts, and the controls that a script brings to life."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .. import words
from ..measures import claims
from ..tables import Tables
from ..web.listing import selects
from ..web.reference import folded, links, said_of

COLUMNS = {"order": "No.", "text": "{} says", "kind": "Kind", "verdict": "Verdict", "": "Measured"}  # by sort key; none: not sorted


@dataclass(frozen=True)
class InOrder:
    """The text that the claims stand in, in other words from its first statement to its last, each with the mark of its verdict.

    ``sections`` is as for :class:`Ledger`, in the order of the text. A mark leads to its claim's row; the last line says what they mean.
    """

    judged: pd.DataFrame
    tables: Tables
    sections: Mapping[str, str]

    def _repr_html_(self) -> str:
        told = "".join(
            f"<p><b>{html.escape(name)}.</b> {' '.join(map(self._statement, rows.itertuples()))}</p>"
            for section, name in self.sections.items()
            if len(rows := self.judged[self.judged["section"] == section])
        )
        there = self.tables.verdicts[self.tables.verdicts["id"].isin(self.judged["shown"])]
        meant = " · ".join(f"{html.escape(verdict.mark)}\u00a0{html.escape(verdict.name)}" for verdict in there.itertuples(index=False))
        label = html.escape(f"{words.begin(claims.text_of(self.tables))} from first to last", quote=True)
        return f'<section class="in-order" aria-label="{label}">{told}<p>{meant}</p></section>'

    def _statement(self, claim: Any) -> str:
        said, mark = html.escape(words.curly(claim.paraphrase)), html.escape(claim.mark)
        return f'{said}\u00a0<a href="#{claim.id}" aria-label="{claim.id}: {html.escape(claim.name)}">{mark}</a>.'


@dataclass(frozen=True)
class Ledger:
    """Every claim with verdict, measured value, reasoning and sources, each at a permanent address (``#c12``).

    ``judged`` is what ``claims.judged`` returns; ``sections`` maps the page of a section to its name. A row leads back to the claim's
    card on that page. The controls stay hidden until ``ledger.js`` is there to answer them.
    """

    judged: pd.DataFrame
    tables: Tables
    sections: Mapping[str, str]

    def _repr_html_(self) -> str:
        sources, text = self.tables.sources.set_index("id"), html.escape(claims.text_of(self.tables))
        bodies = "".join(self._claim(claim, sources) for _, claim in self.judged.iterrows())
        head = "".join(
            f'<th scope="col"{f" data-sort={key!r}" if key else ""}>{name.format(words.begin(text))}</th>' for key, name in COLUMNS.items()
        )
        caption = f"The {words.number(len(self.judged))} claims of {text}"
        return (
            f'<div class="ledger">{self._controls()}<table class="ledger-table"><caption>{caption}</caption>'
            f'<thead><tr>{head}</tr></thead>{bodies}</table><p class="ledger-none" hidden>No claim fits.</p></div>'
        )

    def _controls(self) -> str:
        judged, verdicts = self.judged, self.tables.verdicts
        there = set(judged["shown"])
        choices = {
            "section": ("Section", "All sections", [(page, name) for page, name in self.sections.items() if page in set(judged["section"])]),
            "kind": ("Kind", "All kinds", [(kind, kind) for kind in dict.fromkeys(judged["kind"])]),
            "verdict": ("Verdict", "All verdicts", [(v["id"], f"{v['mark']} {v['name']}") for _, v in verdicts.iterrows() if v["id"] in there]),
        }
        return (
            '<form class="ledger-controls" role="search" aria-label="Claims" hidden>'
            '<label class="ledger-search">Search <input type="search" name="words" autocomplete="off" placeholder="a word, a name, a year"></label>'
            f'{selects(choices)}<button type="reset">Show all</button><p class="ledger-count" role="status"></p></form>'
        )

    def _claim(self, claim: pd.Series, sources: pd.DataFrame) -> str:
        text = {key: html.escape(words.curly(str(value))) for key, value in claim.items()}
        judged = ""
        if claim["shown"] != claim["verdict"]:
            judged = f' <span class="claim-judged">(judged before: {html.escape(self._name(claim["verdict"]))})</span>'
        rule = f"{text['rule']} Check <code>{text['check']}</code>, from {self._rows(claim['rows'])}."
        parts = {("Rule" if claim["check"] else "Not computed"): rule if claim["check"] else text["not_computed"]}
        if claim["note"]:
            parts["Note"] = text["note"]
        back = f'<a href="{claim["section"]}.html#claim-{claim["id"]}">{html.escape(self.sections[claim["section"]])}</a>'
        parts["Sources"] = f"{links(sources, claim['sources'])}. <b>Confidence</b> {text['confidence']}. <b>On</b> {back}."
        why = f"<p>{text['reasoning']}</p>{said_of(parts)}"
        return (
            f'<tbody class="tested claim-{text["shown"]}" id="{text["id"]}">'
            f'<tr><th scope="row"><a href="#{text["id"]}">{text["id"]}</a></th><td>{text["paraphrase"]}.</td>'
            f"<td>{text['kind']}</td>"
            f'<td><span aria-hidden="true">{text["mark"]}</span>\u00a0{text["name"]}{judged}</td>'
            f"<td>{text['measured']}</td></tr>"
            f'<tr><td colspan="{len(COLUMNS)}">{folded("Why", why)}</td></tr></tbody>'
        )

    def _name(self, verdict: str) -> str:
        return str(self.tables.verdicts.set_index("id").at[verdict, "name"])

    def _rows(self, rows: Iterable[tuple[str, str]]) -> str:
        counts = pd.Series([table for table, _ in rows]).value_counts(sort=False)
        return words.series(f"{words.counted(number, 'row')} of <code>{table}</code>" for table, number in counts.items())

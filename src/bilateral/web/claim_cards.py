"""Claims as a page shows them beside the passage that discusses them, each with the way to the ledger."""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field

from .. import tables as package
from .. import words
from ..measures import claims
from ..measures.claims import CHECKS, Check
from ..tables import Tables

LEDGER = "claims.html"


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
    text: str  # what the claim stands in: "the article"
    judged: str = ""  # the authored verdict, where it is another

    def _repr_html_(self) -> str:
        told = {key: html.escape(words.curly(str(value))) for key, value in vars(self).items()}
        judged = f' <span class="claim-judged">(judged before: {told["judged"]})</span>' if self.judged else ""
        measured = f' <span class="claim-measured">{told["measured"]}</span>' if self.measured else ""
        return (
            f'<aside class="claim claim-{told["verdict"]}" id="claim-{told["id"]}" aria-label="Claim {told["id"]}">'
            f'<p class="claim-text"><span class="claim-label">{words.begin(told["text"])} says:</span> {told["paraphrase"]}.</p>'
            f'<p class="claim-finding"><span class="claim-verdict"><span aria-hidden="true">{told["mark"]}</span> '
            f"{told['name']}</span>{judged}{measured} "
            f'<a href="{LEDGER}#{told["id"]}" aria-label="Why? Claim {told["id"]}">Why?</a></p></aside>'
        )


def card(claim_id: str, tables: Tables | None = None, checks: Mapping[str, Check] = CHECKS) -> Card:
    """The card of one claim; it shows itself in a notebook. Raises ``KeyError`` as ``claims.check`` does."""
    tables = package.load() if tables is None else tables
    claim = claims.claim(tables, claim_id)
    found = claims.check(claim_id, tables, checks) if claim["check"] else None
    shown = claims.row(tables.verdicts, found.verdict if found else claim["verdict"])
    authored = claims.row(tables.verdicts, claim["verdict"])
    return Card(
        id=claim_id,
        paraphrase=claim["paraphrase"],
        verdict=shown["id"],
        name=shown["name"],
        mark=shown["mark"],
        measured=found.measured if found else "",
        text=claims.text_of(tables),
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
            f'<section class="claims" aria-label="Claims tested: {named}">'
            f'<p class="claims-title">What {html.escape(self.cards[0].text)} says, tested</p>{body}</section>'
        )


def cards(tables: Tables, *claim_ids: str, checks: Mapping[str, Check] = CHECKS) -> Cards:
    """``cards(t, "c33", "c34")``: the cards of several claims. Raises ``KeyError`` as ``claims.check`` does."""
    return Cards(tuple(card(claim_id, tables, checks) for claim_id in claim_ids))


@dataclass(frozen=True)
class Score:
    """How many claims have which verdict, as one bar; a phone has the words under it."""

    tables: Tables
    checks: Mapping[str, Check] = field(default_factory=lambda: CHECKS, repr=False)

    def _repr_html_(self) -> str:
        shown = claims.judged(self.tables, self.checks)["shown"]
        counts = {verdict["id"]: int((shown == verdict["id"]).sum()) for _, verdict in self.tables.verdicts.iterrows()}
        there = [verdict for _, verdict in self.tables.verdicts.iterrows() if counts[verdict["id"]]]
        bar = "".join(f'<span class="claim-{verdict["id"]}" style="flex-grow:{counts[verdict["id"]]}"></span>' for verdict in there)
        key = "".join(
            f'<li class="claim-{verdict["id"]}"><b><span aria-hidden="true">{verdict["mark"]}</span> {counts[verdict["id"]]}</b> '
            f"{html.escape(verdict['name'].lower())}</li>"
            for verdict in there
        )
        title = f"The {words.number(len(shown))} claims of {claims.text_of(self.tables)}, tested"
        return (
            f'<section class="score" aria-label="{html.escape(title)}"><p class="claims-title"><a href="{LEDGER}">{html.escape(title)}</a></p>'
            f'<div class="score-bar" aria-hidden="true">{bar}</div><ul>{key}</ul></section>'
        )

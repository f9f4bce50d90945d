"""Rules about claims, for a book that tests a text: it adds them to those of ``make check`` and registers a check for each claim."""

from collections.abc import Iterator

from .. import tables
from ..measures.claims import CHECKS
from .package import Finding, Package


def judged_claims(package: Package) -> Iterator[Finding]:
    """Each claim names a check that exists, or says why there is none; its verdict is one for its kind; every check has a claim."""
    rows = package.rows.get("claims", [])
    kinds = {row["id"]: row["applies_to"].split(";") for row in package.rows.get("verdicts", [])}
    for row in rows:
        if not row["check"] and not row["not_computed"]:
            yield package.finding("claims", row, "check", "is empty, and not_computed too", "a check, or why there is none")
        if row["check"] and row["not_computed"]:
            yield package.finding("claims", row, "not_computed", f"has a reason beside the check {row['check']!r}", "an empty cell")
        if row["check"] and row["check"] not in CHECKS:
            yield package.finding("claims", row, "check", f"no check {row['check']!r}", "a function marked @computed")
        if row["verdict"] in kinds and row["kind"] not in kinds[row["verdict"]]:
            expected = f"a verdict for {row['kind']}: {', '.join(verdict for verdict, of in kinds.items() if row['kind'] in of)}"
            yield package.finding("claims", row, "verdict", f"{row['verdict']} is not one for the kind {row['kind']}", expected)
    for before, row in zip(rows, rows[1:], strict=False):
        if before["order"].isdecimal() and row["order"].isdecimal() and int(before["order"]) > int(row["order"]):
            yield package.finding("claims", row, "order", f"{row['order']} stands after {before['order']}", "rows in the order of the text")
    named = {row["check"] for row in rows}
    for name, check in CHECKS.items():
        if name not in named:
            yield Finding(check.__module__, name, "(name)", "is named by no claim", "a row in claims.csv")


def computed_verdicts(package: Package) -> Iterator[Finding]:
    """The authored verdict of each claim is the one that its check computes.

    Where it is not, an editor has to decide: the book is built all the same, and shows both.
    """
    try:
        loaded = tables.load(package.folder)
    except (OSError, KeyError, ValueError):
        return  # the schema has said why
    for row in package.rows.get("claims", []):
        if row["check"] not in CHECKS:
            continue
        try:
            found = CHECKS[row["check"]](loaded)
        except Exception as error:  # a check stands on rows that may be gone
            yield package.finding("claims", row, "check", f"{row['check']} stops: {type(error).__name__}: {error}", "a result")
            continue
        if found.verdict != row["verdict"]:
            wrong = f"is {row['verdict']!r}, but {row['check']} measures {found.measured}"
            yield package.finding("claims", row, "verdict", wrong, f"{found.verdict!r}, or another rule")

"""Points on which sources differ."""

from bilateral.measures.claims import used
from bilateral.measures.quantities import Found, quantity
from bilateral.tables import Tables, source_ids


def of_kind(t: Tables, kind: str) -> Found:
    rows = t.disagreements[t.disagreements["kind"] == kind]
    return len(rows), used(disagreements=rows)


@quantity("points")
def disagreements_found(t: Tables) -> Found:
    """Points on which the book found its sources to differ."""
    return len(t.disagreements), used(disagreements=t.disagreements)


@quantity("points")
def disagreements_about_dates(t: Tables) -> Found:
    """Dates on which sources differ."""
    return of_kind(t, "date")


@quantity("points")
def disagreements_about_counts(t: Tables) -> Found:
    """Counts on which sources differ."""
    return of_kind(t, "count")


@quantity("points")
def disagreements_about_words(t: Tables) -> Found:
    """Choices of word on which sources differ."""
    return of_kind(t, "term")


@quantity("points")
def disagreements_about_facts(t: Tables) -> Found:
    """Questions of who, whether or why on which sources differ."""
    return of_kind(t, "fact")


@quantity("sources")
def sources_that_disagree(t: Tables) -> Found:
    """Sources on whose differences the points rest."""
    return len(source_ids(t.disagreements["sources"])), used(disagreements=t.disagreements)

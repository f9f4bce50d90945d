"""Which news outlets a state owns or pays for, and how many sources are theirs."""

from collections.abc import Iterable

import pandas as pd

from ..tables import Tables


def outlet(publisher: str, known: Iterable[str]) -> str:
    """The outlet that a publisher is, or is a service of (``RFE/RL Newsline``); empty where none of the ``known`` is."""
    return next((name for name in known if publisher == name or publisher.startswith(f"{name} ")), "")


def counted(tables: Tables) -> pd.DataFrame:
    """The rows of ``owners`` with the ``pages`` of ``sources`` that each outlet published; reprints elsewhere are not among them."""
    outlets = tables.sources["publisher"].map(lambda publisher: outlet(publisher, tables.owners["publisher"]))
    return tables.owners.assign(pages=tables.owners["publisher"].map(outlets.value_counts()).fillna(0).astype(int))

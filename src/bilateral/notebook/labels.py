"""What charts call rows: the words stand in the table ``labels``, so that a page's cells need not hold them."""

import re

from ..measures import quantities
from ..tables import Tables

PLACE = re.compile(r"\{([^{}]+)\}")


def of(t: Tables, exhibit: str) -> dict[str, str]:
    """The words of an exhibit by the id of the row that they name, in the order of the table; ``KeyError`` if it has none.

    A bar in a text breaks the line, and the place of a cell in braces stands for the cell.
    """
    rows = t.labels[t.labels["exhibit"] == exhibit]
    if rows.empty:
        raise KeyError(f"no labels of {exhibit!r}; there are: {', '.join(t.labels['exhibit'].unique())}")
    return {row.id: PLACE.sub(lambda match: quantities.cell(t, match[1]).text, row.text).replace("|", "\n") for row in rows.itertuples()}

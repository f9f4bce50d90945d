"""Every number that the book's prose quotes: one function each, in modules by subject; ``ALL`` has them by name.

A function takes the tables and gives the value, the rows it rests on and, where dates or counts are doubtful, bounds. The first line of
its docstring is the rule that a reader is told.
"""

import checks as checks  # the claims' checks, whose verdicts some numbers count

from bilateral.measures.quantities import quantities_of

from . import (
    contents,
    disagreements,
    expectations,
    freed,
    history,
    lists,
    neighbors,
    openings,
    posts,
    prisoners,
    readings,
    series,
    statements,
    verdicts,
    visitors,
    worldwide,
)
from .sentences import broken

__all__ = ["ALL", "broken"]
ALL = quantities_of(
    [
        posts,
        visitors,
        prisoners,
        lists,
        history,
        neighbors,
        freed,
        expectations,
        openings,
        worldwide,
        series,
        statements,
        verdicts,
        disagreements,
        contents,
        readings,
    ]
)

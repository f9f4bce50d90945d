"""Every value that a page lets its reader change, at both ends of its range: the page can show it, and no words run off a chart."""

from collections.abc import Callable, Iterator
from itertools import cycle

import pages
import pandas as pd
import pytest
from drawn import compared, outside

from bilateral.draw.canvas import NARROW, WIDE
from bilateral.draw.exhibit import Exhibit
from bilateral.notebook import parameters

pytestmark = pytest.mark.sample
DAY, WHOLE, ONE_OF = parameters.day, parameters.whole, parameters.one_of


def at_the_ends(page: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[Exhibit]]]:
    """The page run once for each end of the range of each of its values (for each value of a short range), and the exhibits that are shown."""
    found: dict[str, list[object]] = {}

    def put(wanted: str, other: object) -> None:
        def given(check: Callable[..., object], ends: Callable[..., list[object]]) -> Callable[..., object]:
            def instead(name: str, value: object, *limits: object) -> object:
                if name.isidentifier():  # one of the page's own
                    found[name] = ends(*limits)
                return check(name, other if name == wanted else value, *limits)

            return instead

        monkeypatch.setattr(parameters, "day", given(DAY, lambda first, last: [f"{pd.Timestamp(end):%Y-%m-%d}" for end in (first, last)]))
        monkeypatch.setattr(parameters, "whole", given(WHOLE, lambda least, most: [*range(least, most + 1)] if most - least < 5 else [least, most]))
        monkeypatch.setattr(parameters, "one_of", given(ONE_OF, lambda choices, where: [*list(choices)[:1], *list(choices)[-1:]]))

    put("", None)
    list(pages.values(pages.cells(page)[:1], page))
    for name, ends in list(found.items()):
        for end in ends:
            put(name, end)
            yield f"{name} = {end}", [value for value in pages.values(pages.cells(page), page) if isinstance(value, Exhibit)]


@pytest.mark.parametrize("page", pages.with_exhibits())
def test_the_ends_of_each_range_can_be_used(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each value that a page offers is one that it can show, and no words run off a chart (at one of the widths each, in turn)."""
    as_usual, widths = set(map(compared, pages.exhibits(page))), cycle((WIDE, NARROW))
    changed = [(value, exhibit) for value, shown in at_the_ends(page, monkeypatch) for exhibit in shown if compared(exhibit) not in as_usual]
    off = [(value, exhibit.id, width) for (value, exhibit), width in zip(changed, widths, strict=False) if outside(exhibit, width)]
    assert off == []

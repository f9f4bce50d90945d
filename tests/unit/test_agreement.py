"""Agreement of two coders, against examples whose results are published."""

import pandas as pd
import pytest

from bilateral.measures import agreement
from bilateral.tables import Tables

# J. L. Fleiss, Statistical Methods for Rates and Proportions, 2nd edition (1981), p. 213: two raters, 100 subjects, three diagnoses.
DIAGNOSES = pd.DataFrame([[75, 1, 4], [5, 4, 1], [0, 0, 10]])

# The examples of scikit-learn's own tests of cohen_kappa_score: plain, linear and squared weights.
FIRST = [0] * 46 + [1] * 44 + [2] * 10
SECOND = [0] * 50 + [1] * 40 + [2] * 10


def test_kappa_of_the_textbook() -> None:
    assert agreement.share_equal(DIAGNOSES) == pytest.approx(0.89)
    assert agreement.weighted_kappa(DIAGNOSES, power=0) == pytest.approx(0.6765, abs=1e-4)


@pytest.mark.parametrize(("power", "expected"), [(0, 0.9315), (1, 0.9412), (2, 0.9541)])
def test_weighted_kappa(power: int, expected: float) -> None:
    assert agreement.weighted_kappa(agreement.matrix(FIRST, SECOND, range(3)), power) == pytest.approx(expected, abs=1e-4)


def test_alpha_by_hand() -> None:
    """Two coders, 1 1 2 3 and 1 2 2 3: one squared distance of 1 in four pairs; 1, 2 and 3 used three, three and two times."""
    counts = agreement.matrix([1, 1, 2, 3], [1, 2, 2, 3], [1, 2, 3])
    seen, chance = 1 / 4, 2 * (3 * 3 * 1 + 3 * 2 * 1 + 3 * 2 * 4) / (8 * 7)
    assert agreement.alpha(counts) == pytest.approx(1 - seen / chance)


@pytest.mark.parametrize("measure", [agreement.weighted_kappa, agreement.alpha])
def test_the_same_codes_agree_fully_and_opposite_ones_do_not(measure) -> None:
    assert measure(agreement.matrix(FIRST, FIRST, range(3))) == 1
    assert measure(agreement.matrix([0, 2], [2, 0], range(3))) < 0


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(ValueError, match="2 and 1 codes"):
        agreement.matrix([0, 1], [0], [0, 1])
    with pytest.raises(ValueError, match="not on the scale: \\[7\\]"):
        agreement.matrix([0, 7], [0, 1], [0, 1])
    with pytest.raises(ValueError, match="one and the same code"):
        agreement.weighted_kappa(agreement.matrix([1, 1], [1, 1], [0, 1]))


def test_the_second_coding_is_of_events_with_a_tone(tables: Tables) -> None:
    tone = tables.events.set_index("id")["tone"]
    assert len(tables.tone_second_coding) >= 100
    assert tone.loc[tables.tone_second_coding["id"]].notna().all()

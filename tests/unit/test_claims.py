"""Each claim of the article: the authored verdict is the computed one, and another row gives another result."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import article_text
import checks
import packages
import pandas as pd
import pytest
from packages import put

from bilateral import check
from bilateral.measures import claims
from bilateral.tables import DESCRIPTOR, Tables, home, typed
from bilateral.web import claim_cards

Cells = dict[str, str]
Edits = list[tuple[str, str, Cells]]  # table, id, other cells
CHECKS = claims.CHECKS


def raw_claims() -> list[Cells]:
    with (home() / "claims.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CLAIMS = {claim["id"]: claim for claim in raw_claims()}
COMPUTED = [claim_id for claim_id, claim in CLAIMS.items() if claim["check"]]


@pytest.fixture(scope="module")
def changed(tables: Tables) -> Callable[[Edits], Tables]:
    """The book's tables with other cells in some rows."""
    schemas = {entry["name"]: entry["schema"] for entry in json.loads((home() / DESCRIPTOR).read_text(encoding="utf-8"))["resources"]}

    def change(edits: Edits) -> Tables:
        frames = dict(tables.frames)
        for table in {table for table, _, _ in edits}:
            raw = pd.read_csv(home() / f"{table}.csv", dtype=str, keep_default_na=False).set_index("id", drop=False)
            for _, row_id, cells in (edit for edit in edits if edit[0] == table):
                assert row_id in raw.index, row_id
                for column, cell in cells.items():
                    assert raw.loc[row_id, column] != cell, f"{row_id} {column} is {cell!r} already"
                    raw.loc[row_id, column] = cell
            frames[table] = typed(raw.reset_index(drop=True), schemas[table])
        return Tables(frames, tables.descriptor)

    return change


RELIEF = ["2015-10-29-gl-2", "2016-04-28-gl-2a", "2016-10-18-gl-2b", "2017-04-28-gl-2c", "2017-10-24-gl-2d", "2018-04-27-gl-2e", "2018-10-24-gl-2f"]
ANSWERED = ["2025-09-11-fifty-two", "2025-12-13-one-hundred-twenty-three", "2026-03-19-two-hundred-fifty"]
SINCE = ["2025-09-11-gl-11", "2025-11-04-gl-12", "2025-12-15-gl-13", "2026-03-26-gl-14"]

# For each computed claim: rows changed, and the verdict that then follows.
CHANGES: dict[str, tuple[Edits, str]] = {
    "c00": ([("visits", "2025-06-21-kellogg-minsk", {"date": "2022-06-21"})], "did-not-come-true"),
    "c01": ([("visits", "2025-02-12-smith-minsk", {"tier": "3"})], "contradicted"),
    "c02": ([("prisoner_releases", release, {"given_form": "visit"}) for release in ANSWERED], "open"),
    "c04": ([("visits", "2020-02-01-pompeo-minsk", {"date": "2024-02-01"})], "not-supported"),
    "c06": ([("instruments", license_id, {"kind": "rule"}) for license_id in SINCE], "open"),
    "c08": ([("visits", "2025-06-21-kellogg-minsk", {"met": "Vladimir Makei"})], "not-supported"),
    "c10": ([("visits", "2020-02-01-pompeo-minsk", {"date": "2021-02-01"})], "contradicted"),
    "c14": ([("events", "2025-06-17-reuters-kellogg-plan", {"confidence": "medium"})], "qualified"),
    "c16": (
        [("visits", "2025-02-12-smith-minsk", {"office": "Ambassador"}), ("visits", "2025-04-smith-minsk", {"office": "Ambassador"})],
        "imprecise",
    ),
    "c17": ([("prisoner_releases", "2025-02-12-three", {"episode": ""})], "contradicted"),
    "c18": ([("events", "2025-02-12-three-released", {"actor": "us+by"})], "supported"),
    "c19": ([("events", "2025-02-13-grand-bargain-idea", {"confidence": "high"})], "supported"),
    "c23": ([("representation", "minsk-1991-12-25", {"start": "1992-01-02"})], "contradicted"),
    "c24": ([("representation", "minsk-1992-01-31", {"start": "1991-12-31"})], "contradicted"),
    "c25": ([("representation", "washington-1992", {"start": "1993"})], "supported"),
    "c26": ([("visits", "1994-01-15-clinton-minsk", {"date": "1995-01-15"})], "imprecise"),
    "c27": ([("visits", "2020-02-01-pompeo-minsk", {"tier": "5"})], "contradicted"),
    "c29": (
        [("events", "1995-09-12-balloon-shot-down", {"tone": "1"}), ("events", "1996-08-23-us-grants-asylum", {"tone": "1"})],
        "supported",  # two years instead of one
    ),
    "c30": ([("events", "1996-11-24-referendum-1996", {"summary": "Belarus holds a referendum."})], "qualified"),
    "c31": ([("events", "1996-11-24-referendum-1996", {"summary": "Belarus abolishes its parliament by referendum."})], "supported"),
    "c32": (
        [("events", statement, {"category": "law"}) for statement in ("1996-11-25-us-on-referendum-1996", "1996-11-26-us-on-ties-and-aid")],
        "qualified",
    ),
    "c33": (
        [
            ("events", measure, {"category": "law"})
            for measure in ("2006-05-12-proclamation-8015-visa-ban", "2006-06-16-executive-order-13405", "2007-02-27-six-officials-sanctioned")
        ],
        "contradicted",
    ),
    "c34": (
        [
            ("events", measure, {"category": "law"})
            for measure in (
                "2011-01-31-license-revoked-travel-ban",
                "2011-03-29-belarusneft-iran-sanctions",
                "2011-05-23-inksna-beltechexport-belomo",
                "2011-08-11-four-belneftekhim-firms",
            )
        ],
        "contradicted",
    ),
    "c35": ([("events", "2006-04-10-eu-bans-31-officials", {"actor": "eu+other"})], "supported"),
    "c36": ([("events", "2011-01-31-eu-restores-travel-ban", {"actor": "eu+un"})], "supported"),
    "c37": ([("heads_of_mission", "minsk-2006-10-24-stewart", {"end_reason": "expelled"})], "supported"),
    "c38": ([("heads_of_mission", "minsk-2006-10-24-stewart", {"end": "2010-03-12"})], "contradicted"),
    "c39": ([("instruments", license_id, {"number": "GL 1"}) for license_id in RELIEF], "supported"),
    "c40": ([("events", "2019-09-17-ambassadors-to-return", {"category": "statement"})], "contradicted"),
    "c41": ([("events", "2020-08-09-protests-dispersed", {"category": "election"})], "qualified"),
    "c42": ([("heads_of_mission", "minsk-2020-12-22-fisher", {"end": ""})], "contradicted"),
    "c43": ([("representation", "minsk-2022-02-28", {"start": "2021-02-28"})], "imprecise"),
    "c44": ([("events", "2022-02-28-embassy-minsk-operations-suspended", {"date": "2022-02-23"})], "contradicted"),
    "c46": (
        [
            ("events", "2024-12-06-russia-belarus-security-treaty", {"category": "statement"}),
            ("events", "2023-05-25-nuclear-storage-documents", {"actor": "ru"}),
        ],
        "qualified",
    ),
    "c49": ([("events", "2025-02-24-unga-same-side", {"detail": "It passed 150 to 18."})], "qualified"),
    "c51": (
        [("events", "2025-12-18-oreshnik-in-belarus", {"actor": "ru"}), ("events", "2026-05-19-joint-nuclear-exercise", {"actor": "ru"})],
        "qualified",
    ),
    "c56": ([("events", "2025-09-30-kellogg-line-to-putin", {"date": "2025-06-19"})], "contradicted"),
    "c57": ([("events", "2025-07-28-shidlovsky-dialogue", {"date": "2025-06-19"})], "contradicted"),
    "c60": ([("instruments", "2006-06-16-eo-13405", {"end": "2026-10-01"})], "came-true"),
}


def test_every_claim_of_the_article_is_there() -> None:
    assert list(CLAIMS) == [f"c{number:02d}" for number in range(62)]
    assert len(COMPUTED) >= 35


@pytest.mark.parametrize("claim_id", COMPUTED)
def test_the_authored_verdict_is_the_computed_one(tables: Tables, claim_id: str) -> None:
    found = claims.check(claim_id, tables, CHECKS)
    assert found.verdict == CLAIMS[claim_id]["verdict"], f"{claim_id}: {found.measured}; {found.rule}"


@pytest.mark.parametrize("claim_id", COMPUTED)
def test_another_row_gives_another_result(tables: Tables, changed: Callable[[Edits], Tables], claim_id: str) -> None:
    edits, verdict = CHANGES[claim_id]
    before, after = claims.check(claim_id, tables, CHECKS), claims.check(claim_id, changed(edits), CHECKS)
    assert (after.verdict, after.value) != (before.verdict, before.value)
    assert after.verdict == verdict, after


@pytest.mark.parametrize("claim_id", COMPUTED)
def test_a_result_names_rows_that_exist_and_a_rule(tables: Tables, claim_id: str) -> None:
    found = claims.check(claim_id, tables, CHECKS)
    assert found.rows
    for table, row_id in found.rows:
        assert row_id in set(tables.frames[table]["id"].astype(str)), (table, row_id)
    assert found.unit
    assert found.rule.endswith(".")
    kinds = claims.row(tables.verdicts, found.verdict)["applies_to"].split(";")
    assert CLAIMS[claim_id]["kind"] in kinds


def test_every_change_belongs_to_a_computed_claim() -> None:
    assert sorted(CHANGES) == COMPUTED


def test_a_changed_day_changes_the_measured_value(tables: Tables, changed: Callable[[Edits], Tables]) -> None:
    later = changed([("visits", "2020-02-01-pompeo-minsk", {"date": "2020-02-11"})])
    assert claims.check("c01", tables, CHECKS).value - claims.check("c01", later, CHECKS).value == 10
    assert claims.check("c01", later, CHECKS).measured in claim_cards.card("c01", later, CHECKS)._repr_html_()


def test_no_words_of_the_article() -> None:
    known = set(article_text.STORE.read_text(encoding="utf-8").split())
    for claim in CLAIMS.values():
        assert not article_text.copied(f"{claim['paraphrase']}. {claim['reasoning']}", known), claim["id"]


# --- the mechanism


def test_run_compares_each_computed_claim(tables: Tables) -> None:
    found = claims.run(tables, CHECKS)
    assert list(found["id"]) == COMPUTED
    assert found["agrees"].all()


def test_the_default_tables_and_checks_are_the_books() -> None:
    assert claims.check("c01").verdict == "supported"
    assert {check.__module__ for check in CHECKS.values()} == {checks.article.__name__}


@pytest.mark.parametrize(
    ("claim_id", "error", "said"),
    [
        ("c99", KeyError, "no claim 'c99'; there are 62, c00 to c61"),
        ("c05", ValueError, "claim c05 is not computed: A judgment"),
    ],
)
def test_errors_say_what_is_possible(tables: Tables, claim_id: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        claims.check(claim_id, tables, CHECKS)


def test_a_check_that_does_not_exist_is_named(tables: Tables) -> None:
    only = {"they_met": CHECKS["they_met"]}
    with pytest.raises(KeyError, match="c01 names the check 'most_senior_in_years'; there are: they_met"):
        claims.check("c01", tables, only)


def test_a_row_that_is_gone_is_named_with_its_neighbors(tables: Tables) -> None:
    with pytest.raises(KeyError, match="2025-06-21-kellogg-minsk"):
        claims.row(tables.visits, "2025-06-20-kellogg-minsk")


@pytest.mark.parametrize(
    ("value", "unit", "measured"),
    [
        (1967, "days", "1,967 days"),
        (1, "days since then", "one day since then"),
        (1, "people freed", "one person freed"),
        (6.94, "percent", "6.9 percent"),
    ]
    + [("January 31, 1992", "date", "January 31, 1992"), ("high", "confidence", "high confidence"), (0, "names", "no names")],
)
def test_a_value_in_words(value: float | str, unit: str, measured: str) -> None:
    assert claims.Result(value, unit, "", "supported", ()).measured == measured


def test_a_card_says_the_verdict_by_word_and_shape(tables: Tables) -> None:
    shown = claim_cards.card("c18", tables, CHECKS)._repr_html_()
    for part in (
        "Imprecise",
        "◆",
        'class="claim claim-imprecise"',
        'href="claims.html#c18"',
        'id="claim-c18"',
        "no prisoner and no relief given in return",
    ):
        assert part in shown
    assert "judged before" not in shown


def test_a_card_of_a_claim_without_check_shows_no_value(tables: Tables) -> None:
    shown = claim_cards.card("c05", tables, CHECKS)._repr_html_()
    assert "Interpretation" in shown
    assert "claim-measured" not in shown


def test_a_card_shows_both_verdicts_where_they_differ(changed: Callable[[Edits], Tables]) -> None:
    shown = claim_cards.card("c01", changed(CHANGES["c01"][0]), CHECKS)._repr_html_()
    assert "Contradicted" in shown
    assert "judged before: Supported" in shown


# --- make check


def minister_came(t: Tables) -> claims.Result:
    came = t.visits[(t.visits["tier"] == 4) & (t.visits["date"].dt.year == 2000)]
    return claims.Result(len(came), "visits", "Supported if he came.", "supported" if len(came) else "contradicted", ())


@pytest.fixture
def judged(package: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small package, and the checks of its claims in place of the book's."""
    monkeypatch.setattr(check.claims, "CHECKS", {"minister_came": minister_came})
    return package


def found(folder: Path, review: bool = True) -> list[check.Finding]:
    return check.findings(folder, [*check.RULES, *checks.RULES, *(checks.REVIEW if review else ())])


def lines(folder: Path) -> list[str]:
    return [str(finding) for finding in found(folder)]


def test_a_package_with_claims_has_no_findings(judged: Path) -> None:
    assert lines(judged) == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"check": "minister_went"},
            [
                "claims.csv, row c01, field check: no check 'minister_went'; expected a function marked @computed",
                f"{__name__}, row minister_came, field (name): is named by no claim; expected a row in claims.csv",
            ],
        ),
        (
            {"verdict": "interpretation"},
            [
                "claims.csv, row c01, field verdict: interpretation is not one for the kind fact; "
                "expected a verdict for fact: supported, contradicted",
                "claims.csv, row c01, field verdict: is 'interpretation', but minister_came measures one visit; "
                "expected 'supported', or another rule",
            ],
        ),
        (
            {"verdict": "contradicted"},
            ["claims.csv, row c01, field verdict: is 'contradicted', but minister_came measures one visit; expected 'supported', or another rule"],
        ),
        (
            {"sources": "gazette-2000;nobody-1999"},
            ["claims.csv, row c01, field sources: no source 'nobody-1999'; expected the id of a row in sources.csv"],
        ),
        (
            {"not_computed": "A reason."},
            ["claims.csv, row c01, field not_computed: has a reason beside the check 'minister_came'; expected an empty cell"],
        ),
    ],
    ids=lambda value: next(iter(value)) + "-" + next(iter(value.values())) if isinstance(value, dict) else "",
)
def test_a_bad_claim_is_found(judged: Path, cells: Cells, said: list[str]) -> None:
    put("claims", "c01", **cells)(judged)
    assert lines(judged) == said


def test_a_verdict_that_is_not_in_the_table_is_found(judged: Path) -> None:
    put("claims", "c02", verdict="nonsense")(judged)
    assert [(finding.file, finding.row, finding.field) for finding in found(judged, review=False)] == [("claims.csv", "c02", "verdict")]


def test_a_claim_with_neither_check_nor_reason_is_found(judged: Path) -> None:
    put("claims", "c02", not_computed="")(judged)
    assert lines(judged) == ["claims.csv, row c02, field check: is empty, and not_computed too; expected a check, or why there is none"]


def test_claims_out_of_order_are_found(judged: Path) -> None:
    put("claims", "c01", order="3")(judged)
    assert lines(judged) == ["claims.csv, row c02, field order: 2 stands after 3; expected rows in the order of the text"]


def test_a_check_that_stops_is_found(judged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(check.claims.CHECKS, "minister_came", lambda t: t.journeys)
    (line,) = lines(judged)
    assert line.startswith("claims.csv, row c01, field check: minister_came stops: AttributeError: no table 'journeys'")


@pytest.mark.parametrize("text", ["def broken(:\n", "raise RuntimeError('not yet')\n"])
def test_checks_that_cannot_be_read_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    book = tmp_path / "book"
    (book / "unfinished").mkdir(parents=True)
    (book / "unfinished" / "__init__.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(book)
    monkeypatch.setattr(check, "BOOK", "unfinished")
    monkeypatch.setattr(check, "home", lambda: packages.copy_to(tmp_path / "data"))
    (line,) = check.findings()
    assert (line.file, line.expected) == ("unfinished", "a package that can be imported")


def test_a_book_without_checks_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "BOOK", "not_there")
    assert check.rules_for(None) == check.RULES


def test_checks_of_another_book_on_the_path_are_left_alone(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a copy of the project is checked in the environment of the first one."""
    monkeypatch.setattr(check, "home", lambda: package)
    assert check.rules_for(None, review=True) == check.RULES


def test_another_verdict_does_not_stop_the_build(judged: Path) -> None:
    put("visits", "2000-05-10-cor-arl", tier="1")(judged)
    assert found(judged, review=False) == []
    assert [finding.field for finding in found(judged)] == ["verdict"]


def test_the_book_adds_its_rules_to_those_for_its_own_tables(package: Path) -> None:
    added = {*check.rules_for(None, review=True)} - {*check.rules_for(package, review=True)}
    assert added == {*checks.RULES, *checks.REVIEW}
    assert {*check.rules_for(None)} == {*check.RULES, *checks.RULES}

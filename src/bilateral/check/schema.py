"""What the Table Schemas say, in words that name the cell."""

import re
from collections.abc import Iterator
from typing import Any

from ..tables import DESCRIPTOR, is_date
from .package import ENCODING, Finding, Package, rule

SAID = (  # frictionless's names for what the rules about files say: rows that are empty or torn, and headers
    *("blank-row", "extra-cell", "missing-cell", "blank-label", "duplicate-label", "extra-label", "incorrect-label", "missing-label"),
    *("blank-header", "header-error"),
)
NUMBERS = {"integer": "a whole number", "number": "a number"}  # types of columns, in words


@rule
def schema(package: Package) -> Iterator[Finding]:
    """What the Table Schemas say: types, constraints, keys (by frictionless)."""
    from frictionless import Package as Frictionless

    resources = [entry | {"encoding": ENCODING} for entry in package.descriptor["resources"]]
    report = Frictionless(package.descriptor | {"resources": resources}, basepath=str(package.folder)).validate(limit_errors=10_000)
    for error in report.errors:
        yield Finding(DESCRIPTOR, "(all)", "(all)", error.message, "a valid descriptor")
    for task in report.tasks:
        rows = package.rows.get(task.name, [])
        file = package.resources[task.name]["path"] if task.name in package.resources else task.place
        for error in task.errors:
            if error.type in SAID or (error.type == "primary-key" and package.key_is_unique(task.name)):
                continue  # they say it, or the same error of the key's own column
            number = getattr(error, "row_number", None)
            position = None if number is None else number - 2  # row 1 is the header
            row_id = rows[position].get(package.key(task.name), "") if position is not None and position < len(rows) else "(header)"
            cell = str(getattr(error, "cell", "") or "")
            field = getattr(error, "field_name", None) or ", ".join(getattr(error, "field_names", []) or []) or "(row)"
            if error.type == "foreign-key":
                there = package.resources[error.reference_name]["path"]
                wrong = f"{', '.join(map(repr, error.field_cells))} is not in {there}"
                expected = f"the {', '.join(error.reference_field_names)} of a row in {there}"
            elif error.type in ("constraint-error", "type-error", "unique-error"):
                wrong, expected = in_words(package, task.name, field, cell, error)
            else:
                wrong, expected = error.title.lower(), error.note or error.description
            yield Finding(file, row_id or f"(line {number})", field, wrong, expected)


def in_words(package: Package, table: str, name: str, cell: str, error: Any) -> tuple[str, str]:
    """What is wrong with a cell that breaks a rule of its column, and what was expected; by the column's own rules."""
    field = next(field for field in package.resources[table]["schema"]["fields"] if field["name"] == name)
    rules = field.get("constraints", {})
    least, most = rules.get("minimum"), rules.get("maximum")
    if most is not None:
        bounds = f"{least} to {most}" if least is not None else f"at most {most}"
    else:
        bounds = f"{least} or more" if least is not None else ""
    broken = re.match(r'constraint "(\w+)"', error.note or "")
    match (error.type, broken and broken[1]):
        case ("unique-error", _):
            return f"{cell!r} stands in another row too", f"one row for each {name}"
        case ("type-error", _):
            return f"{cell!r} is not {NUMBERS.get(field['type'], field['type'])}", bounds or "digits alone"
        case (_, "required"):
            return "is empty", "a value"
        case (_, "enum"):
            return f"{cell!r} is none of the values of {name}", " or ".join(map(str, rules["enum"]))
        case (_, "maxLength"):
            return f"has {len(cell)} characters", f"at most {rules['maxLength']}"
        case (_, "minimum" | "maximum"):
            return f"{cell} is out of range", bounds
    if is_date(field):
        return f"{cell!r} is not written as a date", "a date such as 2008-03-12, 1997-03 or 1992"
    others = (row[name] for row in package.rows[table] if re.fullmatch(rules.get("pattern", ""), row[name]))
    return f"{cell!r} has not the form of {name}", f"a form such as {next(others, rules.get('pattern'))!r}"

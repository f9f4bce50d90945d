"""Each room of the library knows only those to its left."""

import ast
import tomllib
from collections.abc import Iterator
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

import bilateral
from bilateral.draw.shown import MIME
from bilateral.own_files import own_files

LIBRARY = Path(bilateral.__file__).parent
ROOMS = [{"tables"}, {"check", "measures"}, {"draw"}, {"charts"}, {"web"}, {"notebook"}]
FLOOR = {name: floor for floor, names in enumerate(ROOMS) for name in names}
FOR_ALL = {"own_files", "words"}  # modules that every room may use and that use `tables` alone
LINES, PARAMETERS = 80, 8  # of a function, at most
MODULES = list(own_files(LIBRARY, "**/*.py"))


def imports(path: Path) -> Iterator[str]:
    """What a module imports of the library, wherever in it, as ``room.module``; of packages the names that are asked of them too."""
    inside = path.relative_to(LIBRARY.parent).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = [*inside[: -node.level], *filter(None, [node.module])] if node.level else [node.module or ""]
            names = [".".join([*base, alias.name]) for alias in node.names]
        else:
            continue
        yield from (name.removeprefix("bilateral.") for name in names if name.startswith("bilateral."))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(LIBRARY).as_posix())
def test_a_room_knows_only_those_to_its_left(path: Path) -> None:
    own = path.relative_to(LIBRARY).with_suffix("").parts[0]
    floor = FLOOR["tables"] if own in FOR_ALL else FLOOR.get(own, len(ROOMS))  # a command may use all
    asked = {name.split(".")[0] for name in imports(path)} - FOR_ALL
    assert {room for room in asked if FLOOR[room] > floor} == set()


def test_every_room_is_named() -> None:
    assert {path.name for path in LIBRARY.iterdir() if any(own_files(path, "*.py"))} == set(FLOOR)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(LIBRARY).as_posix())
def test_a_function_is_short_and_asks_for_little(path: Path) -> None:
    functions = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)]
    lines = {function.name: (function.end_lineno or 0) - function.lineno + 1 for function in functions}
    asked = {function.name: len(function.args.args) + len(function.args.kwonlyargs) for function in functions}
    assert {name for name, number in lines.items() if number > LINES} == set()
    assert {name for name, number in asked.items() if number > PARAMETERS} == set()


def test_the_renderer_of_exhibits_is_found_where_the_library_is_not_installed() -> None:
    """``pip install`` writes what `pyproject.toml` says; a checkout has it beside the library."""
    project = tomllib.loads((LIBRARY.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    beside = PathDistribution(LIBRARY.parent / "bilateral.dist-info")
    assert (beside.name, beside.version) == (project["name"], project["version"])
    assert {(entry.group, entry.name, entry.value) for entry in beside.entry_points} == {
        (group, name, value) for group, entries in project["entry-points"].items() for name, value in entries.items()
    }
    (renderer,) = (entry.load() for entry in beside.entry_points)
    assert [kind for _, kind, _ in renderer.mime_priority_overrides] == [MIME]

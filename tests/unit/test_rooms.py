"""Each room of the library knows only those to its left."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bilateral

LIBRARY = Path(bilateral.__file__).parent
ROOMS = [{"tables"}, {"check", "measures"}, {"draw"}, {"charts"}, {"web"}, {"notebook"}]
FLOOR = {name: floor for floor, names in enumerate(ROOMS) for name in names}
FOR_ALL = {"words"}  # a module that every room may use and that uses `tables` alone
MODULES = sorted(LIBRARY.rglob("*.py"))


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
    floor = FLOOR["tables"] if own in FOR_ALL else FLOOR.get(own, -1)
    asked = {name.split(".")[0] for name in imports(path)} - FOR_ALL
    assert {room for room in asked if FLOOR[room] > floor} == set()


def test_every_room_is_named() -> None:
    assert {path.name for path in LIBRARY.iterdir() if path.is_dir() and path.name != "__pycache__"} == set(FLOOR)

"""Wheels made without a build: of the library with its tables and pages, and of an installed package."""

import base64
import hashlib
import importlib.metadata
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bilateral.draw import typeface
from bilateral.own_files import own_files
from book.content import data_files

LIBRARY = "bilateral"


def file_name(name: str, version: str) -> str:
    return f"{name}-{version}-py3-none-any.whl"


def project(root: Path) -> dict[str, Any]:
    """What `pyproject.toml` says of the library."""
    return dict(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"])


def wheel(name: str, version: str, files: Mapping[str, bytes], day: str) -> bytes:
    """A pure Python wheel; ``files`` has its metadata, without the record."""
    lines = []
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{path},sha256={digest},{len(content)}")
    record = f"{name}-{version}.dist-info/RECORD"
    return data_files.packed({**files, record: "\n".join([*lines, f"{record},,", ""]).encode()}, day)


def library(root: Path, day: str) -> tuple[str, bytes]:
    """The library as a wheel that carries what a checkout has: `data/`, the pages with their list, and the packages that they import."""
    about = project(root)
    version, source = about["version"], root / "src" / LIBRARY
    files = {path.relative_to(root / "src"): path for path in own_files(source, "**/*")}
    files |= {Path(LIBRARY, "data", name): root / "data" / name for name in data_files.names(root / "data")}
    files |= {Path(LIBRARY, path.relative_to(root)): path for path in own_files(root / "book", "*.md")}
    files |= {path.relative_to(root / "book"): path for path in own_files(root / "book", "*/*.py")}
    files[Path(LIBRARY, "_toc.yml")] = root / "_toc.yml"
    files |= {Path(LIBRARY, "draw", "fonts", path.name): path for path in typeface.files()}  # a browser need not cut them
    metadata = ["Metadata-Version: 2.1", f"Name: {LIBRARY}", f"Version: {version}", f"Requires-Python: {about['requires-python']}"]
    metadata += [f"Requires-Dist: {requirement}" for requirement in about["dependencies"]]
    contents = {path.as_posix(): file.read_bytes() for path, file in files.items()} | {
        f"{LIBRARY}-{version}.dist-info/METADATA": "\n".join([*metadata, ""]).encode(),
        f"{LIBRARY}-{version}.dist-info/WHEEL": b"Wheel-Version: 1.0\nGenerator: the book\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    return file_name(LIBRARY, version), wheel(LIBRARY, version, contents, day)


def installed(name: str, day: str) -> tuple[str, bytes]:
    """An installed pure Python package as the wheel it came from."""
    distribution = importlib.metadata.distribution(name)
    left_out = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}
    paths = [path for path in distribution.files or [] if path.name not in left_out and path.suffix != ".pyc" and ".." not in path.parts]
    files = {path.as_posix(): path.locate().read_bytes() for path in sorted(paths)}  # type: ignore[attr-defined]
    return file_name(name, distribution.version), wheel(name, distribution.version, files, day)

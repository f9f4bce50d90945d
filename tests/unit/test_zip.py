"""The tables in one file."""

import io
import zipfile
from pathlib import Path

from book.content import data_files


def test_the_zip_has_the_same_bytes_each_time(package: Path, tmp_path: Path) -> None:
    first = data_files.zipped(package)
    for file in package.iterdir():
        file.touch()
    assert data_files.zipped(package) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2001, 12, 31, 0, 0, 0)}

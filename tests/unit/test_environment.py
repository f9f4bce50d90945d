"""What a user has set, and what a user may not write, reaches neither the build nor the pages' kernels."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from book.execute import environment, warm_kernels
from sphinx.application import Sphinx

from bilateral import tables
from bilateral.tables import package

SETTINGS = (
    *("PYTHONOPTIMIZE", "PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONPROFILEIMPORTTIME", "MPLBACKEND", "SOURCE_DATE_EPOCH", "JUPYTER_PATH"),
    *("JUPYTER_PREFER_ENV_PATH", "JUPYTERLITE_DIR", "IPYTHON_TESTING_TIMEOUT_SCALE", "PANDAS_FUTURE_INFER_STRING", "SCIPY_ARRAY_API"),
    *("NPY_PROMOTION_STATE", "READTHEDOCS_CANONICAL_URL", "PYDEVD_DEBUG", "TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR"),
)
LOADED = "import matplotlib.pyplot, os; from IPython.paths import get_ipython_dir; print(matplotlib.get_backend(), get_ipython_dir())"


def furnished(root: Path, **user: str) -> dict[str, str]:
    made = {**user}
    environment.furnish(made, root, root / "_build")
    return made


def test_settings_of_a_user_are_left_out(tmp_path: Path) -> None:
    made = furnished(tmp_path, **dict.fromkeys(SETTINGS, "1"), PYTHONHASHSEED="7", LANG="C", TZ="UTC")
    assert not set(SETTINGS) & made.keys()
    assert (made["PYTHONHASHSEED"], made["LANG"], made["TZ"]) == ("7", "C", "UTC")


def test_the_books_own_library_comes_first(tmp_path: Path) -> None:
    made = furnished(tmp_path, PYTHONPATH=os.pathsep.join(["/another/src", str(tmp_path / "src")]))
    assert made["PYTHONPATH"].split(os.pathsep) == [str(tmp_path / "src"), str(tmp_path / "book"), "/another/src"]


@pytest.mark.parametrize("writable", [True, False])
def test_programs_keep_their_files_in_the_environment_or_in_the_build(writable: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "environment"))
    monkeypatch.setattr(os, "access", lambda folder, mode: writable)
    made = furnished(tmp_path, HOME="/nonexistent", MPLCONFIGDIR="/nonexistent", JUPYTER_DATA_DIR="/nonexistent")
    kept = tmp_path / ("environment" if writable else "_build") / "settings"
    assert {Path(made[name]).parent for name in environment.OWN} == {kept}
    assert all(Path(made[name]).is_dir() for name in environment.OWN)


def test_nothing_is_said_or_drawn_otherwise_where_a_home_cannot_be_written_or_a_style_not_be_read(tmp_path: Path) -> None:
    """What a page prints to stderr while it imports fails a strict build."""
    style = tmp_path / "matplotlibrc"
    style.write_text("backend: nonsense\nno setting at all\n")
    user = {"HOME": str(style), "PATH": os.environ["PATH"], "MPLBACKEND": "nonsense", "MATPLOTLIBRC": str(style)}  # no folder: root could make one
    made = furnished(tmp_path, **user)
    ran = subprocess.run([sys.executable, "-c", LOADED], env=made, capture_output=True, text=True, check=True)
    assert (ran.stderr, ran.stdout.split()) == ("", ["agg", made["IPYTHONDIR"]])


def test_a_python_without_docstrings_is_refused_in_a_sentence() -> None:
    """A number's rule is one."""
    code = "from book.execute import environment; environment.setup(None)"
    paths = os.pathsep.join(map(str, (Path(environment.__file__).parents[2], Path(package.__file__).parents[2])))
    ran = subprocess.run([sys.executable, "-OO", "-c", code], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False)
    assert "unset PYTHONOPTIMIZE" in ran.stderr.splitlines()[-1]


def checkout(root: Path) -> Path:
    """A folder that looks like another copy of the project."""
    (root / "src" / "bilateral" / "tables").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "data" / tables.DESCRIPTOR).write_text("{}")
    (root / "book").mkdir()
    return root


def test_a_copy_of_the_project_is_not_read_with_the_data_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As by a script of a copied environment, which starts the Python of the first."""
    monkeypatch.chdir(checkout(tmp_path / "copy") / "book")
    with pytest.raises(FileNotFoundError, match=r"copy is read with the library of .*: delete .*/copy/\.venv, run make"):
        tables.load()


def test_elsewhere_the_data_are_those_beside_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert tables.home() == Path(package.__file__).resolve().parents[3] / "data"


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked only on Linux")
@pytest.mark.parametrize("letters", [84, 81])
def test_kernels_start_as_usual_where_the_temporary_folder_has_too_long_a_name_for_sockets(
    letters: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("d" * max(letters - len(f"{tmp_path}/"), 1))
    deep.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    monkeypatch.delenv(warm_kernels.ADDRESS, raising=False)
    warm_kernels.warm_up(cast(Sphinx, SimpleNamespace()), cast(None, None))
    assert warm_kernels.ADDRESS not in os.environ
    assert list(deep.iterdir()) == []

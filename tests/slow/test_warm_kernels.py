"""Kernels forked from a warm process are kernels like any other; without that process they start as usual."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from book.execute import warm_kernels
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from book import internals

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked only on Linux")
SEEN = "import os, sys; print('pandas' in sys.modules, os.environ.get('SEEN_BY_KERNEL'), os.getcwd())"


@pytest.fixture(scope="module", autouse=True)
def warm() -> Iterator[None]:
    """A warm process for all these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KernelProvisionerFactory.instance(), "default_provisioner_name", warm_kernels.NAME)
        internals.provide(warm_kernels.NAME, warm_kernels.LAUNCHER)
        end = warm_kernels.start()
        yield
        end()


def run(folder: Path, *cells: str) -> list[str]:
    """What each cell prints, in a kernel of its own that works in ``folder``."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, kernel_manager_class=AsyncKernelManager, startup_timeout=60, resources={"metadata": {"path": str(folder)}}).execute()
    return ["".join(output.get("text", "") for output in cell.outputs).strip() for cell in notebook.cells]


def test_a_forked_kernel_is_warm_works_where_it_was_told_and_takes_no_port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A port could be taken by another before its kernel takes it."""
    monkeypatch.setenv("SEEN_BY_KERNEL", "yes")
    folder = Path(os.environ[warm_kernels.ADDRESS]).parent
    before = set(folder.iterdir())
    known = "import json, ipykernel.connect as c; known = json.load(open(c.get_connection_file())); print(known['transport'], known['ip'])"
    seen, connected = run(tmp_path, SEEN, known)
    assert seen == f"True yes {tmp_path}"
    transport, place = connected.split()
    assert (transport, Path(place).parent) == ("ipc", folder)
    assert set(folder.iterdir()) == before  # nothing is left of the kernel


def test_kernels_share_nothing(tmp_path: Path) -> None:
    run(tmp_path, "import pandas; pandas.left_behind = 1")
    assert run(tmp_path, "import pandas; print(hasattr(pandas, 'left_behind'))") == ["False"]


def test_tables_are_printed_as_in_a_kernel_that_starts_as_usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages keep what was printed, and the notebooks that they offer have it too."""
    options = "import pandas; print({**vars(pandas.options.display)['d'], 'encoding': ''})"  # of which only the spelling is another
    forked = run(tmp_path, options)
    monkeypatch.setenv(warm_kernels.ADDRESS, str(tmp_path / "nobody"))
    assert forked == run(tmp_path, options)


def test_a_failing_cell_and_a_dying_kernel_are_reported(tmp_path: Path) -> None:
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        run(tmp_path, "1 / 0")
    with pytest.raises(Exception, match=r"[Dd]ied"):
        run(tmp_path, "import os; os._exit(1)")


def test_without_the_warm_process_kernels_start_as_usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(warm_kernels.ADDRESS, str(tmp_path / "nobody"))
    assert run(tmp_path, SEEN) == [f"False None {tmp_path}"]


@pytest.mark.parametrize("leaving", ["sys.exit()", "atexit._clear(); os._exit(0)"])
def test_a_process_that_reads_pages_leaves_the_kernels_their_folder(leaving: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When it ends as Python does, and when it forgets what its parent does in the end, as Python 3.13's begin."""
    monkeypatch.delenv(warm_kernels.ADDRESS)
    code = f"""if True:
    import atexit, os, sys
    sys.path.insert(0, {str(Path(warm_kernels.__file__).parents[2])!r})
    from book.execute import warm_kernels
    warm_kernels.start()
    if reader := os.fork():
        os.waitpid(reader, 0)
    else:
        {leaving}
    socket = os.environ[warm_kernels.ADDRESS]
    print(os.path.exists(socket), os.path.dirname(socket))"""
    said = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    assert said[0] == "True"
    assert not Path(said[1]).exists()  # but nothing is left when the build itself has ended


def test_the_warm_process_and_its_kernels_end_with_a_build_that_is_killed(tmp_path: Path) -> None:
    begin = f"import os, sys, time; sys.path.insert(0, {str(Path(warm_kernels.__file__).parents[2])!r}); from book.execute import warm_kernels"
    kernel = f"warm_kernels.fork([sys.executable, '-m', 'ipykernel_launcher', '-f', {str(tmp_path / 'kernel.json')!r}], dict(os.environ), '.')"
    code = f"{begin}; warm_kernels.start(); print({kernel}.pid, flush=True); time.sleep(600)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as builder:
        assert builder.stdout is not None
        forked = builder.stdout.readline().strip()
        children = Path(f"/proc/{builder.pid}/task/{builder.pid}/children").read_text(encoding="ascii").split()
        deadline = time.monotonic() + 100
        while not (tmp_path / "kernel.json").exists():
            assert time.monotonic() < deadline, "the kernel has not started"
            time.sleep(0.2)
        builder.kill()
    left = {forked, *children}
    while left := {process for process in left if Path("/proc", process).exists()}:
        assert time.monotonic() < deadline, f"still there: {left}"
        time.sleep(0.2)
    assert forked and children

"""Start the kernels of the pages as copies of one process that has loaded what pages load and done once what every page does.

A kernel that starts from nothing spends longer on its imports than most pages spend on their cells. The warm process forks for each
kernel, so pages share nothing that a cell could change. Only on Linux; elsewhere, where the temporary folder takes no sockets, or where the
warm process does not answer, kernels start as usual.
"""

import atexit
import contextlib
import gc
import importlib
import io
import json
import os
import runpy
import shutil
import signal
import socket
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

NAME = "warm-provisioner"
SOCKET = "warm-kernels"  # no shorter than the names of the kernels' own beside it: where this one is not too long, none is
ADDRESS = "BOOK_WARM_KERNELS"  # the environment variable with the socket of the warm process
QUIET = "--log-level=40"  # errors only: where a build fails, each kernel would warn below the cause that its parent has gone
SECONDS = 2.0  # between two looks at whether the build is still there
LOADED = (  # beside what any kernel does
    "pandas",
    "matplotlib.figure",
    "matplotlib.backends.backend_svg",
    "scipy.stats",
    "bilateral.measures.claims",
    "bilateral.charts.corridor",
)


def rehearse(modules: Iterable[str]) -> None:
    """Load the tables and draw letters on axes, so that caches of dates and fonts are full. What fails here fails, and is said, in a page."""
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # or the debugger that kernels bring warns of what nobody debugs here
    with contextlib.suppress(Exception):
        for name in modules:
            importlib.import_module(name)
        importlib.import_module("pandas").options.display.max_columns = 20  # as in any kernel; here it takes itself to be in a terminal
        importlib.import_module("bilateral.tables").load()
        figure = importlib.import_module("matplotlib.figure").Figure()
        with importlib.import_module("bilateral.draw.palette").style():
            figure.suptitle(string.printable.strip(), weight="bold")
            figure.subplots().set_title(string.printable.strip())
            figure.savefig(io.StringIO(), format="svg")
    gc.collect()
    gc.freeze()  # kernels leave alone, and so go on sharing, the memory of what they inherit


def serve(listener: socket.socket, builder: int, *modules: str) -> None:
    """In the warm process: load what pages load, then fork a kernel for each request until the build ends, even if it is killed."""
    listener.settimeout(SECONDS)
    rehearse(modules)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # kernels that have ended leave nothing behind
    while os.getppid() == builder:
        try:
            connection, _ = listener.accept()
        except TimeoutError:
            continue
        with connection, connection.makefile("rwb") as stream:
            wanted = json.loads(stream.readline())
            pid = os.fork()
            if pid == 0:
                listener.close()
                connection.detach()
                be_kernel(**wanted)
            stream.write(b"%d\n" % pid)


def be_kernel(command: list[str], environment: dict[str, str], folder: str) -> None:
    """In the forked process: become the kernel that ``command`` would have started. Does not return."""
    status = 1
    try:
        os.setsid()
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        module = command.index("-m") + 1
        sys.argv = [*command[module:-1], command[-1].format(os.getppid())]  # ends with the warm process
        runpy.run_module(command[module], run_name="__main__", alter_sys=True)
        status = 0
    finally:
        os._exit(status)


class Kernel:
    """A forked kernel as its manager sees it: the part of ``subprocess.Popen`` that it uses."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        while self.poll() is None:
            time.sleep(0.01)
        return 0

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


def fork(command: list[str], environment: dict[str, str], folder: str) -> Kernel:
    """Ask the warm process for a kernel; ``OSError`` or ``ValueError`` if it does not answer."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(60)
        client.connect(os.environ[ADDRESS])
        with client.makefile("rwb") as stream:
            stream.write(json.dumps({"command": [*command, QUIET, internals.PARENT], "environment": environment, "folder": folder}).encode() + b"\n")
            stream.flush()
            return Kernel(int(stream.readline()))


def start() -> Callable[[], None]:
    """Start the warm process, once a build; it ends with the build, or when the returned function is called.

    Raises ``OSError`` where a socket cannot have its address in the temporary folder.
    """
    folder = tempfile.mkdtemp(prefix="kernels-")  # what is removed when forgotten would go with the first process that reads pages
    address = str(Path(folder) / SOCKET)
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.bind(address)
    except OSError:
        listener.close()
        shutil.rmtree(folder)
        raise
    listener.listen(64)
    warm = subprocess.Popen(
        [sys.executable, __file__, str(listener.fileno()), str(os.getpid()), *internals.LOADED, *LOADED],
        pass_fds=[listener.fileno()],
        stdin=subprocess.DEVNULL,
    )
    listener.close()
    os.environ[ADDRESS] = address
    builder = os.getpid()

    def end() -> None:
        if os.getpid() == builder:  # not in a process that reads pages
            os.environ.pop(ADDRESS, None)
            warm.kill()
            warm.wait()
            shutil.rmtree(folder, ignore_errors=True)  # gone where this was called before

    atexit.register(end)
    return end


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2]), *sys.argv[3:])
else:
    from jupyter_client.provisioning.factory import KernelProvisionerFactory
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from book import internals

    LAUNCHER = f"{__name__}:WarmProvisioner"

    class WarmProvisioner(LocalProvisioner):
        """Forks the kernel from the warm process; starts it as usual where that does not answer."""

        async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
            """Have the kernel listen at files beside the warm process's own: a port can be taken by another before its kernel does."""
            if ADDRESS in os.environ:
                internals.listen_at_files(self, Path(os.environ[ADDRESS]))
            return await super().pre_launch(**kwargs)

        async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
            try:
                kernel = fork(cmd, kwargs["env"], os.fspath(kwargs.get("cwd") or Path.cwd()))
            except (OSError, ValueError, KeyError):
                return await super().launch_kernel(cmd, **kwargs)
            return internals.launched(self, kernel, kwargs.get("cwd"))

    def warm_up(app: Sphinx, config: Config) -> None:
        if sys.platform != "linux" or ADDRESS in os.environ:
            return
        try:
            start()
        except OSError:
            return
        internals.provide(NAME, LAUNCHER)
        KernelProvisionerFactory.instance().default_provisioner_name = NAME

    def setup(app: Sphinx) -> None:
        app.connect("config-inited", warm_up, priority=900)  # after environment.py: kernels inherit its folders

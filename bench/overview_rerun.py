"""What one change on Tổng quan costs the server, and how soon a second start serves a page. Real server processes.

Run: python bench/overview_rerun.py. A client of the WebSocket changes the indicator as the front end would; the server's
processor time is read from /proc, so Streamlit's own part and the garbage collection after every run are in it. Exits non-zero
over 50 ms of processor time per change or over 3 s to the first page of a second start.
"""

import contextlib
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).parents[1]
BUDGET_MS = 50
START_BUDGET_S = 3
CHANGED = ("Chỉ tiêu", "Kỳ số liệu")
ROUNDS, CHANGES = 5, 10
WARM_UP = 12
PATIENCE = 60  # seconds for anything to answer


class Visitor:
    """One browser tab without the browser: opens Tổng quan (or another `page`) and changes its choices."""

    page = ""

    def __init__(self, socket_: ClientConnection):
        self._socket = socket_
        self._ids: dict[str, str] = {}
        self._options: dict[str, list[str]] = {}
        self._chosen: dict[str, str] = {}
        self._typed: dict[str, int] = {}  # lists to type into (ui/chooser.py): how often one was chosen from
        self._query = ""
        self._page = ""

    def rerun(self) -> tuple[float, int]:
        """Milliseconds until the script ended, and bytes received."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_name = self._query, self.page
        state.page_script_hash = "" if self.page else self._page
        for label, text in self._chosen.items():
            widget = state.widget_states.widgets.add()
            widget.id = self._ids[label]
            if label in self._typed:
                widget.json_value = json.dumps({"chosen": f"{self._typed[label]}\t{text}"})
            else:
                widget.string_value = text
        start, received = time.perf_counter(), 0
        self._socket.send(message.SerializeToString())
        while True:
            data = self._socket.recv(timeout=PATIENCE)
            received += len(data)
            answer = ForwardMsg.FromString(bytes(data))
            self._note(answer)
            if answer.WhichOneof("type") == "script_finished":
                return (time.perf_counter() - start) * 1000, received

    def choose(self, label: str, number: int) -> None:
        options = self._options[label]
        self._chosen[label] = options[number % len(options)]
        if label in self._typed:
            self._typed[label] += 1

    def _note(self, answer: ForwardMsg) -> None:
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            self._page = answer.new_session.page_script_hash
        elif kind == "page_info_changed":
            self._query = answer.page_info_changed.query_string
        elif kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
            element = answer.delta.new_element
            if element.WhichOneof("type") == "exception" or (element.HasField("alert") and element.alert.format == 1):
                raise SystemExit(f"the page failed: {element}")
            if element.WhichOneof("type") == "selectbox":
                box = element.selectbox
                self._ids[box.label], self._options[box.label] = box.id, list(box.options)
            elif element.bidi_component.component_name.endswith("khuyenhoc_chooser"):
                told = json.loads(element.bidi_component.mixed.json or element.bidi_component.json)
                self._ids[told["label"]] = element.bidi_component.id
                self._options[told["label"]] = [line.partition("\t")[0] for line in told["options"].split("\n")]
                self._typed.setdefault(told["label"], 0)


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def app_command(port: int) -> list[str]:
    """Serves the app.py of the folder it is run in, to this machine alone."""
    served_at = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    return [sys.executable, "-m", "streamlit", "run", "app.py", *served_at]


@contextlib.contextmanager
def server(home: Path) -> Iterator[tuple[int, int, float]]:
    """A running product: process, port, seconds until it served its page."""
    port = free_port()
    command = app_command(port)
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "KHUYENHOC_PROVINCE")}
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=kept | {"KHUYENHOC_HOME": str(home)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        while not served(port):
            if process.poll() is not None or time.perf_counter() - start > PATIENCE:
                raise SystemExit("the server did not start")
            time.sleep(0.02)
        yield process.pid, port, time.perf_counter() - start
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def served(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def measured(pid: int, visitor: Visitor, label: str) -> tuple[list[float], list[float], int]:
    """Per round: processor milliseconds per change; all waits; bytes of the largest answer."""
    processor, waits, largest = [], [], 0
    step = 0
    for _ in range(ROUNDS):
        before = processor_seconds(pid)
        for _ in range(CHANGES):
            visitor.choose(label, step)
            step += 1
            wait, received = visitor.rerun()
            waits.append(wait)
            largest = max(largest, received)
        time.sleep(0.3)  # the collection after the last run belongs to it
        processor.append((processor_seconds(pid) - before) * 1000 / CHANGES)
    return processor, waits, largest


def idle_share(pid: int) -> float:
    """Processor seconds per second with nobody doing anything."""
    before = processor_seconds(pid)
    time.sleep(3)
    return (processor_seconds(pid) - before) / 3


def stream(port: int, headers: Mapping[str, str] | None = None) -> ClientConnection:
    """`headers`: what a proxy on the way would add."""
    sent = {"Origin": f"http://127.0.0.1:{port}", **(headers or {})}
    return connect(f"ws://127.0.0.1:{port}/_stcore/stream", additional_headers=sent, max_size=None)


def warm_up(visitor: Visitor) -> None:
    """Every choice that is measured has been made once: what is measured is a change others made before."""
    for number in range(WARM_UP):
        for label in CHANGED:
            visitor.choose(label, number)
            visitor.rerun()
    time.sleep(2)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        home, starts = Path(folder), []
        with server(home) as (_, _, first):
            pass
        for _ in range(2):
            with server(home) as (_, _, seconds):
                starts.append(seconds)
        with server(home) as (pid, port, seconds):
            starts.append(seconds)
            opened = time.perf_counter()
            with stream(port) as socket_:
                visitor = Visitor(socket_)
                visitor.rerun()
                to_page = seconds + time.perf_counter() - opened
                warm_up(visitor)
                idle = idle_share(pid)
                results = {label: measured(pid, visitor, label) for label in CHANGED}
    return told(first, starts, to_page, idle, results)


def told(
    first: float,
    starts: list[float],
    to_page: float,
    idle: float,
    results: dict[str, tuple[list[float], list[float], int]],
) -> int:
    print(f"start on an empty folder {first:.1f} s; second start {min(starts):.1f}–{max(starts):.1f} s to a served page, "
          f"{to_page:.1f} s to Tổng quan with its figures; idle {idle * 1000:.0f} ms of processor per second")  # fmt: skip
    print(
        f"{'a change of':<14}{'processor ms, median':>22}{'worst round':>14}{'wait ms, median':>18}{'p95':>8}{'bytes':>12}"
    )
    over = statistics.median(starts) > START_BUDGET_S
    for label, (processor, waits, largest) in results.items():
        middle = statistics.median(processor)
        late = sorted(waits)[int(len(waits) * 0.95)]
        print(
            f"{label:<14}{middle:>22.1f}{max(processor):>14.1f}{statistics.median(waits):>18.1f}{late:>8.1f}{largest:>12,}"
        )
        over |= middle > BUDGET_MS
    print(f"OUTSIDE THE BUDGET: {BUDGET_MS} ms per change, {START_BUDGET_S} s" if over else "within the budget")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())

"""Coverage-guided fuzzing of the reading code with atheris (Linux): every target for some seconds, from our own seeds.

Run: python tests/fuzz/run.py [SECONDS [TARGET …]]; `make fuzz` runs all of them for a minute each. Exits non-zero with the
first input that raises anything but an AppError, takes longer than 20 seconds or more than 1 GiB; it is kept in
test-results/fuzz and can be run again: python tests/fuzz/run.py TARGET FILE.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "test-results" / "fuzz"
LIMITS = ("-timeout=20", "-rss_limit_mb=1024", "-max_len=20000", "-print_final_stats=1")
sys.path[:0] = [str(ROOT), str(ROOT / "src")]


def _fuzz(target: str, options: list[str]) -> None:
    """In this process, until libFuzzer ends it."""
    import atheris

    with atheris.instrument_imports(include=["khuyenhoc.intake", "openpyxl", "xlrd"]):
        from tests.fuzz import targets

    targets.context()
    targets.workbook()
    targets.run(target, b"")
    targets.forbid_writing()
    atheris.Setup([sys.argv[0], *options], lambda content: targets.run(target, content))
    atheris.Fuzz()


def _all(seconds: int, names: list[str]) -> int:
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import TARGETS

    if importlib.util.find_spec("atheris") is None:
        print("atheris is not here: it runs on Linux, x86-64. The seeds alone: pytest tests/fuzz")
        return 1
    failed = 0
    for target in names or TARGETS:
        corpus = KEPT / target
        corpus.mkdir(parents=True, exist_ok=True)
        for number, content in enumerate(seeds(target)):
            (corpus / f"seed{number}").write_bytes(content)
        options = [str(corpus), f"-max_total_time={seconds}", f"-artifact_prefix={KEPT}/{target}-", *LIMITS]
        command = [sys.executable, __file__, "--one", target, *options]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
        wanted = ("stat::number_of_executed_units", "stat::peak_rss_mb", "stat::new_units_added", "DONE")
        told = [line for line in done.stderr.splitlines() if any(word in line for word in wanted)]
        print(f"== {target}: {'ends well' if done.returncode == 0 else 'FINDING'}", *told, sep="\n   ", flush=True)
        if done.returncode:
            failed += 1
            print(done.stdout[-3000:], done.stderr[-3000:], sep="\n")
    return min(failed, 1)


if __name__ == "__main__":
    asked = sys.argv[1:]
    if asked[:1] == ["--one"]:
        _fuzz(asked[1], asked[2:])
    elif len(asked) == 2 and Path(asked[1]).is_file():
        from tests.fuzz import targets

        targets.run(asked[0], Path(asked[1]).read_bytes())
    else:
        sys.exit(_all(int(asked[0]) if asked else 60, asked[1:]))

"""The command line as tests use it: run a command, see what it answered; figures as files to upload."""

import csv
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from khuyenhoc import cli

COLUMNS = (
    "period", "unit_code", "unit_name", "district", "indicator", "ethnicity", "poverty", "numerator", "denominator",
    "value", "source", "minh_hoa",
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Commands:
    """`run` keeps what the command printed; the others are what a person does most."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path):
        self._capsys = capsys
        self._folder = folder

    def run(self, *arguments: str) -> Answer:
        self._capsys.readouterr()
        try:
            status = cli.main(list(arguments))
        except SystemExit as ended:
            status = int(ended.code or 0)
        return Answer(status, *self._capsys.readouterr())

    def file(self, *rows: dict[str, object], name: str = "so-lieu.csv") -> Path:
        """A file of the upload form; columns a row does not have stay empty."""
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
        path = self._folder / name
        path.write_text(text.getvalue(), encoding="utf-8")
        return path

    def stage(self, path: Path) -> int:
        """The number of the staged file, which has no errors."""
        answer = self.run("stage", str(path), "--by", "Bà Lan")
        assert answer.status == 0, answer
        return int(re.findall(r"Lần cập nhật số (\d+)", answer.out)[-1])

    def publish(self, path: Path) -> int:
        batch = self.stage(path)
        answer = self.run("publish", str(batch), "--by", "Ông Páo")
        assert answer.status == 0, answer
        return batch

    def assess(self, indicator: str, unit: str, *more: str) -> Any:
        answer = self.run("assess", "--indicator", indicator, "--unit", unit, *more, "--json")
        assert answer.status == 0, answer
        return answer.json


def figure(unit: str, indicator: str, period: str = "2024-05", **more: object) -> dict[str, object]:
    """One row of the upload form."""
    return {"period": period, "unit_code": unit, "indicator": indicator, "source": "Báo cáo thử", **more}

"""argparse in Vietnamese: the only place for the words around commands, options and what was typed wrong."""

import argparse
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NoReturn

_SAID = (
    (r"the following arguments are required: (.*)", r"còn thiếu {}"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", "{}: không có lựa chọn {}; chọn một trong {}"),
    (r"argument (.*?): expected one argument", "{}: chưa ghi giá trị"),
    (r"argument (.*?): invalid int value: (.*)", "{}: {} không phải số nguyên"),
    (r"argument (.*?): ignored explicit argument (.*)", "{}: không nhận giá trị {}"),
    (r"unrecognized arguments: (.*)", "không hiểu {}"),
    (r"argument (.*?): (.*)", "{}: {}"),
)


def day(text: str) -> date:
    """2024-05-31 or 31/5/2024."""
    numbers = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text) or re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    try:
        if numbers is None:
            raise ValueError(text)
        first, month, last = (int(number) for number in numbers.groups())
        return date(first, month, last) if "-" in text else date(last, month, first)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày; ví dụ đúng: 2024-05-31") from error


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose help and refusals are Vietnamese."""

    def __init__(self, **settings: Any):
        super().__init__(**settings, add_help=False, allow_abbrev=False, formatter_class=_Help)
        self._positionals.title = "cần ghi"
        self._optionals.title = "lựa chọn"
        self.add_argument("-h", "--help", action="help", help="in hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        """Says it in Vietnamese and ends with 2, as argparse does."""
        self.exit(2, f"{self.format_usage()}{self.prog}: {said(message)}\n")


class Commands:
    """The commands of one program, added one by one."""

    def __init__(self, parser: Parser):
        self._added = parser.add_subparsers(required=True, metavar="LỆNH", title="các lệnh")

    def add(self, name: str, run: Callable[..., int], words: str, *, by: bool = False) -> Parser:
        """A command with what it does in `words`; `by`: it asks who does it, for the history."""
        added: Parser = self._added.add_parser(name, help=words, description=f"{words[:1].upper()}{words[1:]}.")
        added.set_defaults(run=run)
        if by:
            added.add_argument("--by", metavar="HỌ_TÊN", help="ai làm, ghi vào lịch sử; nếu không ghi là tên tài khoản")
        return added


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


def said(message: str) -> str:
    """argparse's own sentence in Vietnamese; as it is, where it is none of those we know."""
    for pattern, sentence in _SAID:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(*found.groups())
    return message

"""The same work from the command line: `khuyenhoc COMMAND`. The commands themselves stand in commands/."""

import io
import os
import sys
from collections.abc import Sequence

from khuyenhoc import config
from khuyenhoc.commands import boundaries, figures, template, units, uploads
from khuyenhoc.errors import AppError
from khuyenhoc.store.store import Store
from khuyenhoc.usage import Commands, Parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it did what was asked, 1 when it says why not, 2 when it was not understood."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # a redirected Windows console would not know đ
    asked = _parser().parse_args(arguments)
    store = Store.open(config.database_url())
    try:
        status: int = asked.run(store, asked)
        sys.stdout.flush()
    except AppError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read (`| head`) has seen enough; Python's own flush at the end must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        store.close()
    return status


def _parser() -> Parser:
    parser = Parser(prog="khuyenhoc", description="Số liệu khuyến học, xây dựng xã hội học tập")
    commands = Commands(parser)
    for each in (uploads, template, figures, boundaries, units):
        each.register(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())

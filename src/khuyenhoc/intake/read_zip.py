"""A zip of files -> each file's name and bytes. The only place that unpacks for reading."""

import io
import zipfile
from pathlib import PurePosixPath

from khuyenhoc.intake.refusal import Refused
from khuyenhoc.intake.sniff import BAD_ZIP

MOST_FILES = 50
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_TABLES = (".xlsx", ".xlsm", ".xls", ".csv", ".txt", ".tsv")
_PACKED = (".zip", ".rar", ".7z", ".gz")


def read_zip(content: bytes) -> list[tuple[str, bytes]]:
    """The tables inside, in the order of their names. Raises Refused; sizes were weighed by sniff.py."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(_name(part), part) for part in archive.infolist() if not part.is_dir()]
            tables = sorted(
                (name, part) for name, part in parts if name.lower().endswith(_TABLES) and not _is_litter(name)
            )
            if not tables:
                packed = any(name.lower().endswith(_PACKED) for name, _ in parts)
                raise Refused("zip_in_zip" if packed else "no_table_in_zip")
            if len(tables) > MOST_FILES:
                raise Refused("too_many_files")
            if any(part.flag_bits & _ENCRYPTED for _, part in tables):
                raise Refused("zip_encrypted")
            names = _short([name for name, _ in tables])
            return [(name, _unpacked(archive, part)) for name, (_, part) in zip(names, tables, strict=True)]
    except BAD_ZIP as error:
        raise Refused("damaged") from error


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """No more than the part says it holds: one that says too little would fill the memory before it is found damaged."""
    with archive.open(part) as source:
        return source.read(part.file_size + 1)


def _short(paths: list[str]) -> list[str]:
    """The name of each file alone; with its folder where two are called the same, one per district, say. Never one name twice."""
    alone = [PurePosixPath(path).name for path in paths]
    found: list[str] = []
    for place, (path, name) in enumerate(zip(paths, alone, strict=True), 1):
        told = name if alone.count(name) == 1 else path
        found.append(told if told not in found else f"{place}. {told}")
    return found


def _name(part: zipfile.ZipInfo) -> str:
    """Names without the mark of UTF-8 are often UTF-8 all the same."""
    if part.flag_bits & _UTF8_NAME:
        return part.filename
    try:
        return part.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return part.filename


def _is_litter(name: str) -> bool:
    """What macOS and open programs leave beside the files."""
    return "__MACOSX/" in name or PurePosixPath(name).name.startswith((".", "~$"))

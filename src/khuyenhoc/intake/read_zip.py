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
            return [(PurePosixPath(name).name, _unpacked(archive, part)) for name, part in tables]
    except BAD_ZIP as error:
        raise Refused("damaged") from error


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """No more than the part says it holds: one that says too little would fill the memory before it is found damaged."""
    with archive.open(part) as source:
        return source.read(part.file_size + 1)


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

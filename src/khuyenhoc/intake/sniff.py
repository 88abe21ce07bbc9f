"""What a file truly is, from its content; its name counts for nothing. The only place that weighs what is packed inside.

A packed file is counted through before anything reads it, so that a few kilobytes cannot ask for all the memory there is.
"""

import io
import struct
import zipfile
import zlib
from enum import StrEnum

from khuyenhoc.intake.book import MOST_CELLS, MOST_TALL
from khuyenhoc.intake.refusal import Refused

MOST_XLS = 16 * 1024**2  # bytes: as many cells as in a packed file
MOST_UNPACKED = 150 * 1024**2
MOST_MARKUP = 64 * 1024**2  # bytes of what is parsed; pictures are not
MOST_TAGS = 1_600_000  # opened in cells and their texts: about three to a cell
MOST_OTHER_TAGS = 150_000  # opened in styles, names and the like
MOST_PARTS = 2_000
_CHUNK = 1024**2
_HEAD = 256
_ENTITIES = b"<!DOCTYPE"  # no spreadsheet writes one; entities are declared there
_TAGS_OF_CELLS = (b"<row", b"<c ", b"<c>", b"<v", b"<f", b"<is", b"<t", b"<si", b"<r>")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_BIFF = tuple(struct.pack("<BBH", 9, kind, size) for kind in (0, 2, 4, 8) for size in (4, 6, 8, 16))
BAD_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    struct.error,
    LookupError,
)


class Kind(StrEnum):
    XLSX = "xlsx"
    XLS = "xls"
    ZIP = "zip"
    TEXT = "text"


def kind_of(content: bytes) -> Kind:
    """Raises Refused for what holds no table, and for what is too large once unpacked."""
    if content.startswith(b"PK"):
        return _packed(content)
    if content.startswith(_OLE[:4]):
        return _old_office(content)
    return Kind.XLS if content.startswith(_BARE_BIFF) else Kind.TEXT


def is_packed(content: bytes) -> bool:
    """Whether a file that was read without refusal is one of files packed together: nothing in it is unpacked again."""
    if not content.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _kind_of_parts(archive) is Kind.ZIP


def _packed(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            kind = _kind_of_parts(archive)
            if kind is Kind.XLSX:
                _weigh(archive)
    except BAD_ZIP as error:
        raise Refused("damaged") from error
    return kind


def _kind_of_parts(archive: zipfile.ZipFile) -> Kind:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise Refused("too_many_files")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("too_large")
    names = {part.filename for part in parts}
    folders = {name.partition("/")[0] for name in names}
    if "mimetype" in names:
        with archive.open("mimetype") as source:
            if b"opendocument" in source.read(_HEAD):
                raise Refused("open_document")
    if "[Content_Types].xml" not in names:
        return Kind.ZIP
    for folder, reason in (("word", "word"), ("ppt", "slides")):
        if folder in folders:
            raise Refused(reason)
    if "xl/workbook.bin" in names:
        raise Refused("binary_workbook")
    return Kind.XLSX


def _weigh(archive: zipfile.ZipFile) -> None:
    """Counts what the parts will cost once parsed, a megabyte at a time."""
    cells = tags = others = 0
    parsed = [part for part in archive.infolist() if _is_markup(archive, part)]
    if sum(part.file_size for part in parsed) > MOST_MARKUP:
        raise Refused("too_many_cells")
    for part in parsed:
        of_cells = part.filename.startswith("xl/worksheets/sheet") or part.filename == "xl/sharedStrings.xml"
        before, rows = b"", 0
        with archive.open(part) as source:
            while chunk := source.read(_CHUNK):
                opened = chunk.count(b"<") - chunk.count(b"</")
                known = [chunk.count(tag) for tag in _TAGS_OF_CELLS] if of_cells else [0]
                rows += known[0]
                cells += max(known)
                tags += sum(known)
                others += opened - sum(known)
                if rows > MOST_TALL or cells > MOST_CELLS or tags > MOST_TAGS or others > MOST_OTHER_TAGS:
                    raise Refused("too_many_cells")
                # A megabyte inside one tag: its reader would begin it again with every piece that it gets.
                endless = len(chunk) == _CHUNK and b">" not in chunk and part.filename.startswith("xl/")
                if endless or _ENTITIES in before + chunk:
                    raise Refused("damaged")
                before = chunk[-len(_ENTITIES) :]


def _is_markup(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """By its name, or by its first sign: a workbook may call its parts as it likes."""
    if part.is_dir() or part.filename.endswith((".xml", ".rels")):
        return not part.is_dir()
    with archive.open(part) as source:
        return source.read(_HEAD).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def _old_office(content: bytes) -> Kind:
    """Names of the streams inside stand in the file in UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise Refused("encrypted")
    if holds("Workbook") or holds("Book"):
        if len(content) > MOST_XLS:
            raise Refused("too_many_bytes")
        return Kind.XLS
    raise Refused("word" if holds("WordDocument") else "slides" if holds("PowerPoint") else "old_office")

"""Bytes that are no table written as text, whatever the file is called. The only place that knows the signs of such files.

Everything here is asked before a letter is decoded: a picture of 80 MB is refused as soon as a small one.
"""

import codecs

from khuyenhoc.intake.refusal import Refused

MOST_LINES = 1_048_576  # as many as a sheet has rows; twice as many where a cell between quotes may have several
LONGEST_LINE = 4 * 1024**2  # bytes
_HEAD = 4096
_MOST_CONTROLS = 0.01  # of the head: text has a stray one at most
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\r\f\x1a")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_STARTS = {
    b"%PDF": "pdf",
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gz",
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"), "picture"),
}
_PHOTO_OR_FILM = b"ftyp"  # of HEIC as telephones take it, AVIF, MP4, after the length of the part
_WEBP = (b"RIFF", b"WEBP")


def refuse_other_than_text(content: bytes) -> None:
    """Raises Refused."""
    for start, reason in _STARTS.items():
        if content.startswith(start):
            raise Refused(reason)
    if content[4:8] == _PHOTO_OR_FILM:
        raise Refused("photo_or_film")
    if (content[:4], content[8:12]) == _WEBP:
        raise Refused("picture")
    if not content.startswith(_WIDE) and (b"\0" in content or _controls(content[:_HEAD]) > _MOST_CONTROLS):
        raise Refused("not_text")
    ends = b"\n" if content.count(b"\n") >= content.count(b"\r") else b"\r"
    if content.count(ends) > MOST_LINES * (2 if b'"' in content else 1):
        raise Refused("too_many_lines")
    starts = range(0, len(content) - LONGEST_LINE, LONGEST_LINE)
    if any(content.find(ends, start, start + LONGEST_LINE) < 0 for start in starts):
        raise Refused("endless_line")


def _controls(head: bytes) -> float:
    """The share of signs that no text has."""
    return 1 - len(head.translate(None, _CONTROLS)) / len(head) if head else 0.0

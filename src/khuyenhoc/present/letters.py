"""The letters of pictures: the only place that reads their font, Roboto, from its package."""

from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import ImageFont


@lru_cache(maxsize=128)
def font(size: int, face: str) -> ImageFont.FreeTypeFont:
    """`size` in points of the picture; `face`: Regular, Bold, Italic."""
    content = files("font_roboto").joinpath("files", f"Roboto-{face}.ttf").read_bytes()
    return ImageFont.truetype(BytesIO(content), size, layout_engine=ImageFont.Layout.BASIC)


def width(text: str, size: int, face: str) -> float:
    """How wide the text is written, in the unit of `size`."""
    return float(font(size, face).getlength(text))


def lines(text: str, most: float, size: int, face: str) -> list[str]:
    """The text broken between words into lines no wider than `most`; a longer word stays whole on its own."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if found[-1] and width(longer, size, face) > most:
            found.append(word)
        else:
            found[-1] = longer
    return found

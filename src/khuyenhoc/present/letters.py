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

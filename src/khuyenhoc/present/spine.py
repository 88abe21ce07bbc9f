"""Where one unit lies among its peers, as a bar a line high: from the lowest to the highest, the middle half, the target."""

from khuyenhoc.domain.peers import Spread
from khuyenhoc.present import status, vi
from khuyenhoc.present.drawing import svg

LEGEND = (
    "So với: vạch xám từ nơi thấp nhất đến nơi cao nhất, đoạn xanh là một nửa số nơi ở giữa, chấm đen là địa bàn này, "
    "vạch đứng là mục tiêu; càng về bên phải càng tốt."
)
_WIDTH, _HEIGHT, _MARGIN = 160, 30, 9
_MIDDLE = _HEIGHT / 2


def spine_svg(peers: Spread, own: float | None, target: float | None = None, *, lower_is_better: bool = False) -> str:
    """Shares; `own`, `target` None where unknown. Better lies to the right, also where lower is better."""
    ends = [peers.low, peers.high, *(value for value in (own, target) if value is not None)]
    low, span = min(ends), max(ends) - min(ends)

    def x(value: float) -> float:
        part = (value - low) / span if span else 0.5
        return round(_MARGIN + (1 - part if lower_is_better else part) * (_WIDTH - 2 * _MARGIN), 1)

    marks = [
        _bar(x(peers.low), x(peers.high), 6, status.LINE),
        _bar(x(peers.lower), x(peers.upper), 14, status.GROUP_FILL),
        _tick(x(target)) if target is not None else "",
        _dot(x(own)) if own is not None else "",
    ]
    return svg("".join(marks), _spoken(peers, own, target), _WIDTH, _HEIGHT)


def _bar(one: float, other: float, height: int, fill: str) -> str:
    """Never thinner than can be seen: where half of the units have one and the same rate."""
    width = round(max(2.0, abs(other - one)), 1)
    left = round((one + other - width) / 2, 1)
    return f'<rect x="{left}" y="{_MIDDLE - height / 2}" width="{width}" height="{height}" fill="{fill}"/>'


def _tick(at: float) -> str:
    return f'<line x1="{at}" x2="{at}" y1="1" y2="{_HEIGHT - 1}" stroke="{status.TARGET_INK}" stroke-width="2.5"/>'


def _dot(at: float) -> str:
    return f'<circle cx="{at}" cy="{_MIDDLE}" r="6" fill="{status.INK}" stroke="{status.PAPER}" stroke-width="2"/>'


def _spoken(peers: Spread, own: float | None, target: float | None) -> str:
    said = [
        f"Thấp nhất {vi.percent(peers.low)}",
        f"một nửa từ {vi.percent(peers.lower)} đến {vi.percent(peers.upper)}",
        f"cao nhất {vi.percent(peers.high)}",
        f"địa bàn này {vi.percent(own)}" if own is not None else "địa bàn này chưa có số liệu",
        f"mục tiêu {vi.percent_short(target)}" if target is not None else "",
    ]
    return "; ".join(text for text in said if text)

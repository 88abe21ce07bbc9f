"""The only place for sentences about peers: how “giống mình làm tốt hơn” is judged, and why nobody is named."""

from khuyenhoc.domain import peers, ranking
from khuyenhoc.present import vi

NO_EARLIER_ROUND = (
    f"Chưa có số liệu của khoảng hai năm trước ({peers.NEAREST_BACK} đến {peers.FARTHEST_BACK} tháng) để so sánh."
)


def rule(kind: str, earlier: str, period: str) -> str:
    """How “giống mình làm tốt hơn” is judged."""
    return (
        f"Giống mình: cùng là {kind.lower()}, {vi.period(earlier)} chênh nhau không quá {vi.points(peers.LEVEL_WITHIN, 0)}. "
        f"Làm tốt hơn: {vi.period(period)} đã hơn từ {vi.points(peers.AHEAD_BY, 0)} trở lên. Nêu nhiều nhất "
        f"{vi.number(peers.MOST)} nơi, hơn nhiều nhất đứng đầu; nơi có dưới {vi.number(ranking.FEWEST)} đơn vị không đem so."
    )


def nobody(kind: str, earlier: str) -> str:
    return (
        f"Không có {kind.lower()} nào {vi.period(earlier)} ngang mức địa bàn này mà nay đi trước, hoặc địa bàn này chưa có "
        "đủ số liệu của cả hai kỳ."
    )

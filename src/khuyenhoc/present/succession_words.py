"""The only place for sentences about figures of old units on new ones: sums, estimates by shares, what is undetermined."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from khuyenhoc.domain.predecessors import CROSSED, DIVIDED, MERGED
from khuyenhoc.domain.rates import TEN_THOUSAND
from khuyenhoc.domain.share import Shares
from khuyenhoc.present import vi
from khuyenhoc.present.report_words import place_words

SUMS = "Số liệu trước 1/7/2025 là tổng của các đơn vị cũ nhập trọn vào đơn vị mới, chỉ tính nơi mọi đơn vị cũ đều đã báo cáo."
_MOST = 8


def percent(share: int) -> str:
    """Ten-thousandths as people write them: 62,5%."""
    return vi.percent_short(Decimal(share) / TEN_THOUSAND)


def basis(shares: Shares) -> str:
    """dân số, theo Báo cáo 12/BC-UBND ngày 1/8/2025."""
    day = f" ngày {vi.day(shares.day)}" if shares.day else ""
    return f"{shares.measured}, theo {shares.document}{day}"


def parts(shares: Shares, names: Mapping[str, str]) -> str:
    """Phường Hà Giang 1 60% · Phường Hà Giang 2 40%."""
    return " · ".join(f"{names.get(key, key)} {percent(share)}" for key, share in shares.parts)


def estimate(new: str, shares: Sequence[Shares], names: Mapping[str, str]) -> str:
    """How the figure of one new unit was made: ước theo tỷ lệ 60% Phường Quang Trung (dân số, theo …)."""
    mine = [(each, dict(each.parts)[new]) for each in shares]
    said = [f"{percent(part)} của {names.get(each.old, each.old)} ({basis(each)})" for each, part in mine]
    return f"ước theo tỷ lệ: {vi.listing(said)}; phần còn lại là các đơn vị cũ nhập trọn. Số này là khoảng, không phải số báo cáo"


def formed(whole: Sequence[str], part: Sequence[str]) -> str:
    """Hình thành từ toàn bộ Thị trấn Vị Xuyên và Xã Đạo Đức; một phần Thị trấn Việt Lâm."""
    said = [f"{how} {vi.listing(list(names))}" for how, names in (("toàn bộ", whole), ("một phần", part)) if names]
    return f"Hình thành từ {'; '.join(said)}" if said else ""


def returned(districts: tuple[int, int], communes: tuple[int, int], crossed: Mapping[str, Sequence[str]]) -> str:
    """What stands below the title where figures since the reform are looked at on the units before.

    `districts`, `communes`: how many are known, of how many; `crossed`: name of a district -> the new units that lie in it
    and in another one.
    """
    said = (
        f"Số liệu từ 1/7/2025 là của xã mới. Xem theo đơn vị cũ chỉ xác định được {vi.fraction(*communes)} xã cũ "
        f"(một mình thành một xã mới) và {vi.fraction(*districts)} huyện cũ (các xã mới nằm trọn trong huyện); "
        "nơi khác là không xác định, không phải chưa báo cáo."
    )
    why = [f"{name} có {vi.listing(list(new))}" for name, new in crossed.items()]
    return f"{said} Huyện không xác định vì có xã mới nằm trên cả huyện khác: {'; '.join(why)}." if why else said


def why_undetermined(reason: str, name: str, new: Sequence[str]) -> str:
    """Why one old unit has no figure since the reform. `new`: names of the units it went into, or that cross a district."""
    heirs = vi.listing(list(new))
    words = {
        MERGED: f"đã nhập với đơn vị khác thành {heirs}",
        DIVIDED: f"đã chia vào {heirs}",
        CROSSED: f"có {heirs} nằm trên cả huyện khác",
    }
    return f"{name}: từ 1/7/2025 không xác định được số riêng vì {words[reason]}."


def silent(provinces: Sequence[str], whole: str) -> str:
    """Whose figures are missing from the sum of several provinces; '' where nobody's."""
    if not provinces:
        return ""
    return f"Chưa có số liệu kỳ này của {vi.listing(list(provinces), _MOST, 'tỉnh')}; số chung của {place_words(whole)} chưa gồm nơi đó."


def carried_over(estimated: Sequence[str], undetermined: Sequence[str]) -> str:
    """What stands below the title where old figures are looked at on new units. Both: names of new units."""
    said = [SUMS]
    if estimated:
        said.append(
            f"Ước theo tỷ lệ đã ghi ở trang Danh mục, viết kèm chữ “khoảng”: {vi.listing(estimated, _MOST, 'xã')}."
        )
    if undetermined:
        said.append(f"Không xác định được vì nhận một phần đơn vị cũ: {vi.listing(undetermined, _MOST, 'xã')}.")
    return " ".join(said)

"""The only place for sentences about how unequal groups are, why two rates differ, and what goes together. Names of measures,
formulas and sources stand in the steps of “Cách tính” alone."""

from collections.abc import Mapping, Sequence

from khuyenhoc.domain.decomposition import Decomposition
from khuyenhoc.present import vi
from khuyenhoc.present.explanation import Step

_EVEN = 0.0005  # a difference that prints as nothing

# --- how unequal -------------------------------------------------------------------------------------------------


def slope_sentence(slope: float, indicator: str) -> str:
    start = "Xếp mọi hộ từ nghèo nhất đến khá nhất: "
    if abs(slope) < _EVEN:
        return f"{start}{indicator} ở đầu khá ngang với ở đầu nghèo."
    way = "cao" if slope > 0 else "thấp"
    return f"{start}{indicator} ở đầu khá {way} hơn ở đầu nghèo khoảng {vi.points(abs(slope))}."


def part_sentence(group: str, of_all: float, of_those: float, noun: str) -> str:
    """What the concentration index is about, of the poorest group: its share of everybody and of those who achieved."""
    whole, part = vi.percent(of_all), vi.percent(of_those)
    way = "và cũng chiếm" if whole == part else "nhưng chỉ chiếm" if of_those < of_all else "nhưng chiếm tới"
    return f"{group} chiếm {whole} số {noun} {way} {part} số {noun} đạt."


def distance_sentence(distance: float) -> str:
    return f"Tính trung bình, nhóm đông tính nhiều hơn, tỷ lệ của một nhóm cách mức chung {vi.points(distance)}."


def spread_sentence(spread: float, best: str, worst: str) -> str:
    return f"Giữa nhóm đạt tốt nhất ({best}) và nhóm cần hỗ trợ nhất ({worst}) còn cách {vi.points(spread)}."


def group_rates(names: Sequence[str], numerators: Sequence[float], denominators: Sequence[float]) -> str:
    """Hộ nghèo 30.131/58.441 = 51,6%; …"""
    figures = zip(names, map(int, numerators), map(int, denominators), strict=True)
    return "; ".join(f"{name} {vi.fraction(n, total)} = {vi.rate(n, total)}" for name, n, total in figures if total)


def slope_how(slope: float) -> Step:
    return Step(
        "Chỉ số độ dốc (SII)",
        f"{vi.signed_points(slope)} điểm phần trăm. Xếp mọi hộ từ nghèo nhất đến khá nhất trên đoạn 0–1; mỗi nhóm đứng ở giữa phần "
        "của mình. Kẻ đường thẳng sát nhất qua các nhóm (bình phương nhỏ nhất, nhóm đông nặng hơn); SII là mức tăng từ đầu "
        "đến cuối đường. Nguồn: Preston, Haines, Pamuk 1981; Regidor 2004.",
    )


def concentration_how(index: float) -> Step:
    """The index runs from −1 to 1; 0: everybody achieves alike."""
    return Step(
        "Chỉ số tập trung (RCI)",
        f"{vi.signed(index, 2)}; từ −1 đến 1, 0 là đồng đều, số dương: kết quả dồn về phía hộ khá hơn. RCI = 2/μ · Σ(w·y·R) − 1; w là "
        "tỷ trọng, y là tỷ lệ, R là chỗ đứng của nhóm trên đoạn 0–1, μ là mức chung. Nguồn: Kakwani, Wagstaff, van Doorslaer 1997.",
    )


def distance_how(distance: float, variance: float) -> list[Step]:
    source = "w là tỷ trọng, y là tỷ lệ của nhóm, μ là mức chung. Nguồn: Tổ chức Y tế thế giới, Sổ tay theo dõi bất bình đẳng, 2013."
    deviation = vi.number(variance**0.5 * 100, 1)
    return [
        Step("Khoảng cách trung bình đến mức chung", f"Σ w·|y − μ| = {vi.points(distance)}; 0 là đồng đều. {source}"),
        Step(
            "Phương sai giữa các nhóm",
            f"Σ w·(y − μ)² = {vi.number(variance * 10_000, 1)} (bình phương của điểm phần trăm); căn bậc hai, tức độ lệch chuẩn giữa các "
            f"nhóm, là {deviation} điểm phần trăm.",
        ),
    ]


# --- why two rates differ ----------------------------------------------------------------------------------------

RATES, COMPOSITION = "do mức đạt của từng nhóm", "do cơ cấu dân cư"


def decomposition_sentence(split: Decomposition, here: str, there: str, over_time: bool) -> str:
    """Huyện A thấp hơn Tỉnh B 12,3 điểm phần trăm: thấp hơn 4,1 do …, thấp hơn 8,2 do …; printed parts add up."""
    up, down = ("tăng", "giảm") if over_time else ("cao hơn", "thấp hơn")
    whole, rates = round(split.difference * 1000), round(split.rates * 1000)
    said = [
        f"{up if tenths > 0 else down} {vi.number(abs(tenths) / 10, 1)} điểm {why}"
        if tenths
        else f"gần như 0 điểm {why}"
        for tenths, why in ((rates, RATES), (whole - rates, COMPOSITION))
    ]
    if over_time:
        start = f"So với {there}, {here} {up if whole >= 0 else down} {vi.points(abs(whole) / 1000)}"
    else:
        start = f"{here} {up if whole >= 0 else down} {there} {vi.points(abs(whole) / 1000)}"
    return f"{start}: {', '.join(said)}."


DECOMPOSITION_NOTE = (
    "“Do mức đạt”: cùng một nhóm mà tỷ lệ hai bên khác nhau. “Do cơ cấu dân cư”: nhóm đông ở bên này không đông ở bên kia, dù từng nhóm "
    "đạt như nhau."
)


def decomposition_how(split: Decomposition, names: Mapping[str, str]) -> list[Step]:
    """Both sums with what each group puts into them: steps of a sum, nobody's merit or fault."""

    def listed(part: str) -> str:
        figures = ((names[str(code)], value) for code, value in split.by_group[part].items())
        return "; ".join(f"{name} {vi.signed_points(value, 2)}" for name, value in figures)

    return [
        Step(
            "Công thức",
            "Tách theo Kitagawa (1955): phần “do mức đạt” = Σ (tỷ lệ ở đây − tỷ lệ ở kia) × tỷ trọng trung bình; phần “do cơ cấu” = "
            "Σ (tỷ trọng ở đây − tỷ trọng ở kia) × tỷ lệ trung bình. Hai phần cộng lại đúng bằng chênh lệch. Nhóm chỉ có ở một bên "
            "được gộp trước; “chưa phân tổ” là một nhóm.",
        ),
        Step(vi.capitalised(RATES), f"{vi.signed_points(split.rates, 2)} điểm = {listed('rates')}."),
        Step(vi.capitalised(COMPOSITION), f"{vi.signed_points(split.composition, 2)} điểm = {listed('composition')}."),
        Step("Đọc thế nào", "Số của từng nhóm là bước cộng, không phải công hay lỗi của nhóm ấy: chỉ đọc hai số cộng."),
    ]


# --- what goes together --------------------------------------------------------------------------------------------

_TOGETHER = ((0.8, "rất rõ"), (0.6, "rõ"), (0.4, "vừa phải"), (0.2, "yếu"))


def correlation_sentence(rho: float | None, across: str, up: str, units: int) -> str:
    """Xã có tỷ lệ hộ nghèo càng cao thì Gia đình học tập càng thấp: liên hệ rõ (xét 193 xã)."""
    if rho is None:
        return "Quá ít xã có cả hai số liệu để xem hai điều này có đi cùng nhau không."
    looked = f"xét {vi.count(units, 'xã')}"
    word = next((word for edge, word in _TOGETHER if round(abs(rho), 2) >= edge), "")
    if not word:
        return f"{vi.capitalised(across)} và {up} hầu như không đi cùng nhau ({looked})."
    way = "cao" if rho > 0 else "thấp"
    return f"Xã có {across} càng cao thì {up} càng {way}: liên hệ {word} ({looked})."


def correlation_how(rho: float | None) -> list[Step]:
    edges = ", ".join(f"từ {vi.number(edge, 1)} “{word}”" for edge, word in _TOGETHER)
    figure = "không tính được" if rho is None else vi.signed(rho, 2)
    return [
        Step(
            "Hệ số tương quan hạng Spearman",
            f"{figure}. Xếp hạng các xã theo từng số liệu rồi xem hai thứ hạng có đi cùng nhau không: từ −1 (ngược hẳn) qua 0 đến 1 (cùng "
            f"hẳn). Không kể dấu, {edges} (Evans 1996).",
        ),
        Step(
            "Vì sao không suy ra từng gia đình",
            "So sánh giữa các xã có thể trái hẳn với so sánh giữa các hộ: Robinson 1950.",
        ),
    ]


def standing_out(names: Sequence[str]) -> str:
    return f"Trong một phần ba số xã có tỷ lệ ấy cao nhất, đạt tốt nhất là {vi.listing(names)}." if names else ""


ECOLOGICAL = (
    "Đây là so sánh xã với xã, không nói được điều gì về từng gia đình: xã nhiều hộ nghèo đạt thấp chưa có nghĩa là chính các hộ "
    "nghèo đạt thấp. Muốn biết, cần số liệu phân theo nhóm."
)

"""The only place for words about the composite index and the list for commendations, and for what they do not know."""

from khuyenhoc.domain import award
from khuyenhoc.present import narrative, vi
from khuyenhoc.present.narrative import Row

COMPOSITE_NOTE = (
    "Chỉ để tham khảo: gộp nhiều chỉ tiêu thành một số nên che mất chỗ yếu của từng nơi. Không phải điểm thi đua."
)
COMPOSITE_FORMULA = (
    "Mỗi chỉ tiêu được tính bằng phần đã thực hiện của mục tiêu (nhiều nhất là 100), rồi lấy trung bình theo trọng số. Chỉ tiêu không thu "
    "thập hoặc không có mục tiêu ở cấp này thì bỏ ra, trọng số còn lại tính lại; địa bàn chưa báo cáo một chỉ tiêu mà nơi khác đã "
    "báo cáo thì chưa được tính."
)
LIMITS = (
    "Chỉ dựa trên số liệu. Các tiêu chí thi đua khác ở mục III.1 Kế hoạch 151/KH-UBND ngày 15/01/2024 của UBND tỉnh Bình Dương (thực "
    "hiện Quyết định 1315/QĐ-TTg) không có ở đây: thực hiện đầy đủ chính sách và tuyên truyền; sáng kiến, giải pháp hiệu quả; được công "
    "nhận “Cộng đồng học tập”; đóng góp của cơ quan, doanh nghiệp, cá nhân.",
    "Hội đồng thi đua xem xét hồ sơ và quyết định; danh sách và chỉ số không thay cho việc đó.",
)
AWARD_RULE = (
    "Có trong danh sách: nơi đã đạt mục tiêu, theo thứ hạng; và một phần ba số nơi chưa đạt đã thu hẹp khoảng cách đến mục tiêu nhiều nhất "
    "từ kỳ trước. Không có: nơi chưa báo cáo, nơi có dưới 20 trường hợp, nơi giảm so với kỳ gốc."
)


def merit_sentence(row: Row, noun: str) -> str:
    """đạt mục tiêu, vượt 136 cộng đồng · thu hẹp 35% khoảng cách đến mục tiêu từ kỳ trước."""
    if row["merit"] == award.MET:
        return f"Đạt mục tiêu. {vi.capitalised(narrative.shortfall_sentence(row, noun))}."
    return f"Thu hẹp {vi.percent(row['closure'], 0)} khoảng cách đến mục tiêu từ kỳ trước."

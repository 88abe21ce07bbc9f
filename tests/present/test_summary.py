import re

from khuyenhoc.present import status, summary


def made(**more: object) -> str:
    return summary.summary_html(
        "GĐHT, tháng 5/2024", "53,2%", "từ 70%", status.look("slow"), "Huyện Bắc Mê: hạng 8/11.", [("Vì sao", "Tăng 0,7")], **more
    )  # fmt: skip


def words(markup: str) -> list[str]:
    return [text.strip() for text in re.split(r"<[^>]+>", markup) if text.strip()]


def test_figure_target_verdict_line_note_and_answers_in_this_order():
    assert words(made(note="số giữa kỳ", remark="“Đang rà soát” – A")) == [
        "GĐHT, tháng 5/2024", "53,2%", "mục tiêu từ 70%", "◆", "Chậm tiến độ", "Huyện Bắc Mê: hạng 8/11.",
        "Ý kiến của địa phương:", "“Đang rà soát” – A", "Vì sao", "Tăng 0,7", "số giữa kỳ",
    ]  # fmt: skip


def test_a_simulated_figure_is_in_italics_and_named():
    assert '<em class="minh-hoa" title="số liệu minh họa">53,2%</em>' in made(sample=True)
    assert "MINH HỌA" in words(made(sample=True))
    assert "minh" not in made().lower()


def test_a_unit_without_a_figure_says_so():
    markup = summary.summary_html("GĐHT", "", "", status.look("not_reported"), "Xã A: chưa báo cáo.", [])
    assert words(markup) == ["GĐHT", "chưa có số liệu", "▨", "Chưa báo cáo", "Xã A: chưa báo cáo."]


def test_every_text_is_escaped():
    markup = summary.summary_html(
        "<b>", "<i>", "<u>", status.look("slow"), "<s>", [("<q>", "<em>")], note="<p>", remark="<a>"
    )
    shown = [text for text in words(markup) if "&lt;" in text]
    assert len(shown) == 8
    assert not re.search(r"<(b>(?!Ý)|i|u|q|s)>", markup)

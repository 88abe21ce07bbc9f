"""The table of groups by units."""

import re

from khuyenhoc.present import status
from khuyenhoc.present.heat import heat_css, heat_html

CLASSES = status.rate_classes(0.7)
ROWS = [("Huyện Mèo Vạc", "/dan-toc-ho-ngheo?dia-ban=027"), ("Huyện <b>", "")]
RATES = {(0, 0): 0.72, (0, 1): 0.41, (1, 0): float("nan"), (1, 1): 0.5}


def cells(**more) -> list[str]:
    return re.findall(r"<td.*?</td>", heat_html(ROWS, ["Kinh", "Mông"], RATES, CLASSES, "Theo dân tộc", **more))


def test_each_cell_has_the_class_of_its_rate():
    first, second, third, _ = cells()
    assert 'class="so nhiet-4" data-ten="Kinh">72%' in first
    assert 'class="so nhiet-0" data-ten="Mông">41%' in second
    assert "không có" in third and "nhiet" not in third


def test_a_hidden_cell_has_neither_figure_nor_shade():
    hidden = cells(hidden=frozenset({(0, 1)}))[1]
    assert hidden == '<td class="so" data-ten="Mông">(ẩn)</td>'


def test_names_are_escaped_and_linked_within_the_product():
    text = heat_html(ROWS, ["Kinh", "Mông"], RATES, CLASSES, "Theo dân tộc", sample=True)
    assert "Huyện &lt;b&gt;" in text and '<a href="/dan-toc-ho-ngheo?dia-ban=027">' in text
    assert text.count("minh-hoa") == 3 and "số liệu minh họa" in text


def test_shades_are_those_of_the_map_and_readable():
    assert heat_css(CLASSES).count("background") == 5
    assert all(each.fill in heat_css(CLASSES) for each in CLASSES)
    # Stronger than “.bang .tong > *” and “.bang tbody tr:hover > *”, which lighten the ground below light figures.
    assert heat_css(CLASSES).count(".bang.nhiet tr > .nhiet-") == 5


def test_a_last_column_has_words_of_its_own_and_the_rows_may_be_groups() -> None:
    text = heat_html(
        ROWS, ["Kinh"], RATES, CLASSES, "t", first="Dân tộc", figures=("Cần <thêm>", ["1.240", "ít nhất 3"])
    )
    assert '<th scope="col">Dân tộc</th>' in text and '<th scope="col" class="so">Cần &lt;thêm&gt;</th>' in text
    assert [each.rpartition(">")[2] for each in re.findall(r'data-ten="Cần[^"]*">[^<]*', text)] == [
        "1.240",
        "ít nhất 3",
    ]


def test_the_last_rows_are_sums_and_one_without_rates_has_its_figure_alone() -> None:
    rows = [("Huyện A", ""), ("Cộng 1 huyện", ""), ("Tỉnh", "")]
    rates = {(0, 0): 0.5, (2, 0): 0.7}
    text = heat_html(rows, ["Kinh"], rates, CLASSES, "t", figures=("Cần", ["12", "12", "7"]), totals=2)
    first, both, whole = re.findall(r"<tr[^>]*>(?=<th scope=.row).*?</tr>", text)
    assert 'class="tong"' not in first and "50%" in first
    assert 'class="tong"' in both and "không có" not in both and both.endswith('data-ten="Cần">12</td><td></td></tr>')
    assert 'class="tong"' in whole and "70%" in whole

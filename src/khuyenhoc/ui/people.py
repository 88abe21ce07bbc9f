"""A list of people is refused; added up by commune on the spot, its sums go the way of every file. The list is never kept."""

import streamlit as st

from khuyenhoc.intake import pipeline
from khuyenhoc.intake.check import check
from khuyenhoc.intake.people import FILE_NAME, People, PersonalData, added_up
from khuyenhoc.intake.periods import parse_period
from khuyenhoc.intake.read import read_csv
from khuyenhoc.intake.values import Trouble
from khuyenhoc.ui import data, waiting
from khuyenhoc.ui.waiting import Work


def refused(found: PersonalData, kind: str) -> Work | None:
    """What is wrong, and the sums once the person has said what to count. `kind`: of the upload they become."""
    st.error(str(found))
    with st.expander("Cộng theo xã ngay tại đây (không giữ danh sách)", expanded=True):
        return _sums(found.people, kind)


def _sums(people: People, kind: str) -> Work | None:
    titles = people.titles
    places = st.columns(4, vertical_alignment="bottom")
    columns = list(range(len(titles)))
    place = places[0].selectbox("Cột ghi xã", columns, people.likely_place, format_func=titles.__getitem__)
    district = places[1].selectbox(
        "Cột ghi huyện", columns, None, format_func=titles.__getitem__, placeholder="Không có"
    )
    only = places[2].selectbox(
        "Chỉ đếm dòng có ghi ở cột", columns, None, format_func=titles.__getitem__, placeholder="Đếm mọi dòng"
    )
    options = [each for each in data.known().catalogue if each.collected_levels]
    indicator = places[3].selectbox(
        "Đếm cho chỉ tiêu", options, None, format_func=lambda each: each.short_name, placeholder="Chọn chỉ tiêu"
    )
    typed = st.text_input("Kỳ của danh sách", placeholder="tháng 5/2024, năm 2024")
    period = parse_period(typed)
    if indicator is None or isinstance(period, Trouble):
        st.caption("Chọn chỉ tiêu và ghi kỳ để xem số cộng của từng xã.")
        return None
    content = added_up(people, place, district, only, {"period": period, "indicator": indicator.code})
    context = waiting.context()
    checked = check(read_csv(content, FILE_NAME), context)
    doubted = pipeline.with_doubts(data.store(), checked, data.version(), data.known(), context)
    return Work(FILE_NAME, content, doubted, kind)

"""What is said once an upload is in use: what changed and for whom, the pages that show it, the sheet to sign."""

import streamlit as st

from khuyenhoc.domain.impact import SAME
from khuyenhoc.domain.period import Period
from khuyenhoc.present import vi
from khuyenhoc.ui import data, filters, history, impact, parts, receipt

_PUBLISHED = "published"
_MOST_NAMES = 4


def say(batch: int) -> None:
    """With the next run of the page."""
    st.session_state[_PUBLISHED] = batch


def just_published() -> None:
    """Once, but for as long as nothing else is begun: its links and its sheet are wanted after a while."""
    batch = st.session_state.pop(_PUBLISHED, None)
    row = history.uploads().get(batch) if batch is not None else None
    if row is None:
        return
    found = impact.when_published(row["id"], row["published_version"])
    changed = found.changes[found.changes["kind"] != SAME]
    catalogue = data.known().catalogue
    codes = [each.code for each in catalogue if each.code in set(changed["indicator"])]
    names = [catalogue[code].short_name for code in codes]
    periods = {Period.parse(text) for text in changed["period"].unique()}
    on = max(periods, key=lambda each: each.order)
    units = [impact.unit_label(key, on.end) for key in changed["unit"].unique()]
    # The page may still stand where the button was.
    st.toast(f"Đã đưa lần cập nhật số {row['id']} vào sử dụng. Phần tiếp theo ở đầu trang.", duration="long")
    st.success(
        f"Đã đưa lần cập nhật số {row['id']} vào sử dụng. Mọi màn hình đang mở sẽ tự cập nhật sau vài giây. "
        "Muốn lấy lại như cũ, vào trang Lịch sử cập nhật."
    )
    what, where = vi.listing(names, _MOST_NAMES, "chỉ tiêu"), vi.listing(units, _MOST_NAMES, "địa bàn")
    st.write(parts.plain(f"Đã thay đổi: {what}, ở {where}. Kỳ mới nhất: {vi.period(on.text)}."))
    # Of a period that is no round of the pages there is nothing to go to.
    if shown := next((each for each in data.periods() if each in periods), None):
        _links(shown, codes, set(changed["unit"]))
    receipt.receipt(row)


def _links(on: Period, codes: list[str], units: set[str]) -> None:
    """To the pages that open on the period just published, at the level and on the indicator that changed."""
    chosen = {filters.PERIOD: on.text}
    places = st.columns([1, 1, 3])
    places[0].page_link("pages/tong_quan.py", label="Xem ở Tổng quan", icon=":material/dashboard:", query_params=chosen)
    inside = data.place(on.end).units
    offered = filters.levels_on(on.end)
    level = next((each for each in offered if units & set(inside.of_level(each))), filters.first_level(on.end))
    ranked = [each for each in codes if level in data.known().catalogue[each].rate_levels]
    chosen |= {filters.LEVEL: filters.LEVEL_WORDS[level]} | ({filters.INDICATOR: ranked[0]} if ranked else {})
    places[1].page_link("pages/xep_hang.py", label="Xem ở Xếp hạng", icon=":material/leaderboard:", query_params=chosen)

"""The blocks of Lịch sử cập nhật: every upload with who and when, what it changed, and the ways to take it back or give it again."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from khuyenhoc.domain.observation import KEY, WITHDRAWN
from khuyenhoc.errors import BATCH_STATES
from khuyenhoc.intake import pipeline
from khuyenhoc.present import download, impact_words, vi
from khuyenhoc.present.tables import Column
from khuyenhoc.store.batches import PUBLISHED, ROLLED_BACK
from khuyenhoc.ui import breakdowns, data, filters, impact, parts, rights, signing, style

_PLACE = "history"
_LOOK, _TAKE_BACK, _AGAIN = "Xem đã thay đổi gì", "Gỡ lần cập nhật", "Đưa lại"
_REPEATED = "Số liệu của lần cập nhật này giống hệt số liệu đang dùng, đưa lại không thay đổi gì."
_PURGE = "Xóa tệp gốc"
_COVERED = "Không số nào của lần cập nhật này còn được dùng: đã có số mới hơn. Gỡ nó không thay đổi gì trên màn hình."


def just_done() -> None:
    signing.say_done(_PLACE)


def history() -> None:
    """Every upload that was put to use, with who and when; what became of it."""
    rows = [
        {
            "id": f"Số {row['id']}", "file": row["file_name"], "rows": row["rows"], "state": BATCH_STATES[row["state"]],
            "who": row["published_by"], "when": moment(row["published_at"]), "note": row["note"],
            "back": f"{row['rolled_back_by']}, {moment(row['rolled_back_at'])}" if row["rolled_back_by"] else "",
        }
        for row in uploads().values()
    ]  # fmt: skip
    columns = [
        Column("id", "Lần cập nhật"), Column("file", "Tệp"), Column("rows", "Số dòng", "count"),
        Column("state", "Trạng thái"), Column("who", "Ai"), Column("when", "Khi nào"), Column("note", "Lý do, ghi chú"),
        Column("back", "Ai gỡ, khi nào"),
    ]  # fmt: skip
    parts.table(pd.DataFrame(rows), columns, "Các lần cập nhật", empty="Chưa có lần cập nhật nào.")


def uploads() -> dict[int, dict]:
    """The batches once published, newest first, by number; what still waits stands on Cập nhật số liệu."""
    found = data.store().batches()
    known = found[found["state"].isin([PUBLISHED, ROLLED_BACK])].astype(object)
    return {int(row["id"]): row for row in known.where(known.notna(), None).to_dict("records")}


def moment(text: str) -> str:
    """A kept moment in the time of this machine."""
    return vi.moment(pd.Timestamp(text).to_pydatetime().astimezone())


def one_upload() -> dict | None:
    """The upload chosen, with its file to take away; None where there is none."""
    found = uploads()
    if not found or style.presenting():
        return None
    st.header("Xem, gỡ hoặc đưa lại một lần cập nhật")
    number = st.selectbox(
        "Lần cập nhật",
        list(found),
        format_func=lambda each: f"Số {each}: {found[each]['file_name']}",
        key="history batch",
    )
    row = found[number]
    if row["has_file"] and rights.person().may_see_small:  # the file has every small number in it
        st.download_button(
            "Tải tệp gốc", lambda: data.store().file(number)[1], download.file_name(row["file_name"]),
            key=f"original {number}",
        )  # fmt: skip
    return row


def acts(row: dict) -> None:
    """What the upload changed, and for who may write the way back or again."""
    number = row["id"]
    acts: dict[str, Callable[[dict], None]] = {_LOOK: _look}
    if rights.person().may_write:
        acts |= {_TAKE_BACK: _take_back} if row["state"] == PUBLISHED else {_AGAIN: _give_again}
    if row["purged_by"]:
        st.caption(
            f"Tệp gốc đã xóa: {row['purged_by']}, {moment(row['purged_at'])}. Mã băm SHA-256: {row['content_hash']}"
        )
    elif rights.person().has_all_rights and row["has_file"]:
        acts |= {_PURGE: _purge}
    act = st.segmented_control("Việc cần làm", list(acts), key=f"history act {number} {row['state']}")
    if act is not None:
        acts[act](row)


def _look(row: dict) -> None:
    found = impact.when_published(row["id"], row["published_version"])
    impact.show(found)


def _take_back(row: dict) -> None:
    """Gỡ: what would change first, then who does it."""
    found = impact.of_rolling_back(row["id"])
    st.subheader("Gỡ thì sẽ thay đổi")
    if found.nothing:
        st.info(_COVERED)
    else:
        impact.show(found)
    by = signing.signed("Họ tên người gỡ (ghi vào lịch sử)", "Gỡ lần cập nhật này")
    if by is not None:
        breakdowns.keep_hidden(pipeline.roll_back(data.store(), row["id"], data.seen_before(), by, rights.person()))
        signing.done(_PLACE, f"Đã gỡ lần cập nhật số {row['id']}. Số liệu trước đó (nếu có) đang được sử dụng lại.")


def _give_again(row: dict) -> None:
    """Đưa lại: the same rows as a new upload, with the same look at what they change."""
    found = impact.of_publishing(("again", row["id"]), data.store().staged_observations(row["id"]))
    st.subheader("Đưa lại thì sẽ thay đổi")
    if found.nothing:
        st.info(_REPEATED)
        return
    impact.show(found)
    by = signing.signed("Họ tên người đưa lại (ghi vào lịch sử)", "Đưa lại lần cập nhật này")
    if by is not None:
        breakdowns.keep_hidden(pipeline.publish_again(data.store(), row["id"], data.seen_before(), by, rights.person()))
        signing.done(_PLACE, f"Đã đưa lại số liệu của lần cập nhật số {row['id']}.")


def _purge(row: dict) -> None:
    """The bytes of the file, where they should never have been kept: a list of people in a forgotten tab."""
    st.warning("Tệp gốc sẽ bị xóa hẳn, không lấy lại được. Số liệu, lịch sử và mã băm của tệp vẫn còn.")
    by = signing.signed("Họ tên người xóa (ghi vào lịch sử)", "Xóa hẳn tệp gốc này")
    if by is not None:
        pipeline.purge(data.store(), row["id"], by, rights.person())
        signing.done(_PLACE, f"Đã xóa tệp gốc của lần cập nhật số {row['id']}. Số liệu vẫn như cũ.")


def of_figure() -> None:
    """Lịch sử chỉnh sửa: every value that one figure had, who put it there and from which row."""
    if style.presenting():
        return
    with st.expander("Lịch sử chỉnh sửa một số"):
        _of_figure()


def _of_figure() -> None:
    places = parts.choices((1, 1, 1))
    with places[0]:
        period = filters.period()
    if period is None:
        return
    with places[1]:
        indicator = filters.indicator(list(data.known().catalogue), data.known().catalogue.headline[0].code)
    with places[2]:
        unit = filters.unit(period.end)
    key = dict.fromkeys(KEY, "") | {"indicator": indicator.code, "period": period.text, "unit": unit}
    known = uploads()
    shown, in_use = [], True
    for row in data.store().figure_history(key).to_dict("records"):
        upload = known[row["batch"]]
        shown.append(_edit(row, upload, indicator.is_rate, in_use))
        in_use = in_use and upload["state"] == ROLLED_BACK
    columns = [
        Column("figure", "Số", "answer"), Column("state", "Tình trạng"), Column("when", "Khi nào"), Column("who", "Ai"),
        Column("file", "Tệp, dòng"), Column("source", "Nguồn"), Column("note", "Lý do, ghi chú"),
    ]  # fmt: skip
    title = f"{indicator.short_name}, {filters.unit_label(unit, period.end)}, {vi.period(period.text)}"
    parts.table(pd.DataFrame(shown), columns, title, empty="Chưa có số nào được đưa vào sử dụng cho lựa chọn này.")


def _edit(row: dict, upload: dict, rate: bool, in_use: bool) -> dict:
    """One value of the figure. `in_use`: nothing newer is."""
    rolled_back = upload["state"] == ROLLED_BACK
    return {
        "figure": "thôi dùng" if row["state"] == WITHDRAWN else impact_words.plain_figure(row, rate),
        "state": "đã gỡ" if rolled_back else "đang dùng" if in_use else "đã có số mới hơn",
        "when": moment(upload["published_at"]), "who": upload["published_by"],
        "file": f"{upload['file_name']}, dòng {row['row']}", "source": row["source"], "note": upload["note"],
        "sample": row["sample"],
    }  # fmt: skip

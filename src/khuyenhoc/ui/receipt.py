"""Phiếu xác nhận số liệu of one upload: the page to print, and the scan of the signed one."""

from functools import partial

import pandas as pd
import streamlit as st

from khuyenhoc.domain import impact
from khuyenhoc.domain.observation import totals
from khuyenhoc.domain.period import Period
from khuyenhoc.intake import pipeline
from khuyenhoc.present import download, impact_words, vi
from khuyenhoc.present.narrative import known
from khuyenhoc.reports.receipt import Receipt, ReceiptLine, file_name, receipt_html
from khuyenhoc.ui import data, history, parts, rights
from khuyenhoc.ui import impact as shown_impact

_MOST_LINES = 200


def receipt(row: dict) -> None:
    """The button for the printable page, made when it is asked for. `row`: of the batch, once published."""
    everything = rights.person().may_see_small  # asked here: where the file is made nobody is signed in
    st.download_button(
        "Tải phiếu xác nhận số liệu (để in, ký)", lambda: receipt_html(_receipt(row, everything)).encode(),
        file_name(row["id"]), "text/html", on_click="ignore", key=f"receipt {row['id']}",
    )  # fmt: skip


def _receipt(row: dict, everything: bool) -> Receipt:
    """Figures by group stand on it only for who may see them all."""
    store, catalogue = data.store(), data.known().catalogue
    sides = pipeline.when_published(store, row["id"], row["published_version"])
    changes = impact.changes(sides.before, sides.after, sides.rows)
    if not everything:
        changes = totals(changes)
    compared = impact.with_base(changes, sides.after, catalogue.flows)
    facts = [
        ("Tệp", row["file_name"]), ("Số dòng số liệu", vi.number(len(sides.rows))), ("Người đưa vào sử dụng", row["published_by"]),
        ("Lúc", history.moment(row["published_at"])), ("So với số đang dùng", impact_words.counts_sentence(impact.counts(changes))),
        ("Lý do, ghi chú", row["note"]),
    ]  # fmt: skip
    if row["rolled_back_by"]:
        facts.append(("ĐÃ GỠ", f"{row['rolled_back_by']}, {history.moment(row['rolled_back_at'])}"))
    lines, left_out = _lines(compared)
    province = data.place(Period.parse(str(sides.rows["period"].iloc[0])).end)
    return Receipt(
        row["id"], province.units.name(province.province), [fact for fact in facts if fact[1]],
        row["content_hash"], lines, left_out, bool(sides.rows["sample"].any()),
    )  # fmt: skip


def _lines(compared: pd.DataFrame) -> tuple[list[ReceiptLine], str]:
    """Every figure, or the sums of each indicator where they would fill more than a few pages."""
    if len(compared) <= _MOST_LINES:
        return [_line(row) for row in compared.to_dict("records")], ""
    groups = compared.groupby(["indicator", "period"], sort=False)
    said = (
        f"Có {vi.number(len(compared))} số, phiếu ghi số cộng của từng chỉ tiêu; từng số xem ở trang Lịch sử cập nhật."
    )
    return [_sum(str(code), str(period), rows) for (code, period), rows in groups], said


def _line(row: dict) -> ReceiptLine:
    indicator = data.known().catalogue[row["indicator"]]
    group = shown_impact.group_label(row)
    name = f"{indicator.short_name} ({group})" if group else indicator.short_name
    alike = known(row["base_numerator"]) and (row["base_sample"] is True) == (row["sample_after"] is True)
    before = impact_words.figure(row, "base", indicator.is_rate) if alike else ""
    comparable = alike and known(row["numerator_after"])
    return ReceiptLine(
        shown_impact.unit_label(row["unit"], Period.parse(row["period"]).end),
        name,
        vi.period(row["period"]),
        impact_words.figure(row, "after", indicator.is_rate) or "thôi dùng",
        f"{before}, {vi.period(row['base_period'])}" if before and row["base_period"] != row["period"] else before,
        impact_words.difference(row, indicator.is_rate) if comparable else "",
    )


def _sum(code: str, period: str, rows: pd.DataFrame) -> ReceiptLine:
    """Units that reported, and the change of those that did both times."""
    everybody = totals(rows)
    both = everybody[everybody["base_numerator"].notna() & everybody["numerator_after"].notna()]
    both = both[both["base_sample"].eq(True) == both["sample_after"].eq(True)]
    change = both["numerator_after"].sum() - both["base_numerator"].sum()
    n, total = everybody["numerator_after"].sum(), everybody["denominator_after"].sum()
    return ReceiptLine(
        f"{vi.number(everybody['unit'].nunique())} địa bàn",
        data.known().catalogue[code].short_name,
        vi.period(period),
        f"{vi.trimmed(n)}/{vi.trimmed(total)}" if total else vi.trimmed(n),
        f"{vi.trimmed(both['base_numerator'].sum())} ({vi.number(len(both))} địa bàn)" if len(both) else "",
        vi.signed(change) if len(both) else "",
    )


def scans(row: dict) -> None:
    """The scans attached to an upload, with the withdrawn ones; who may write may add one, or withdraw a wrong one."""
    found = data.store().scans(row["id"]).to_dict("records")
    valid = [each for each in found if not each["withdrawn_at"]]
    if rights.person().may_see_small:
        for each in valid:
            said = f"Bản chụp phiếu đã ký: {_attached(each)}"
            _given_back(each, said)
        if len(found) > len(valid):
            with st.expander(f"Bản chụp đã gỡ ({vi.number(len(found) - len(valid))})"):
                for each in found:
                    if each["withdrawn_at"]:
                        who = f"{each['withdrawn_by']}, {history.moment(each['withdrawn_at'])}"
                        _given_back(each, f"Đã gỡ ({who}): {_attached(each)}")
    elif valid:
        st.caption(f"Đã có {vi.number(len(valid))} bản chụp phiếu đã ký.")
    if rights.person().may_write:
        with st.expander("Đính kèm bản chụp phiếu đã ký"):
            _attach(row["id"])
        if valid:
            with st.expander("Gỡ một bản chụp đính kèm nhầm"):
                _withdraw(row["id"], {each["id"]: _attached(each) for each in valid})


def _attached(scan: dict) -> str:
    return f"{scan['file_name']} ({scan['added_by']}, {history.moment(scan['added_at'])})"


def _given_back(scan: dict, said: str) -> None:
    st.download_button(
        parts.plain(said), partial(data.store().scan, scan["id"]), download.file_name(scan["file_name"]), scan["media"],
        key=f"scan {scan['id']}",
    )  # fmt: skip


def _withdraw(batch: int, valid: dict[int, str]) -> None:
    """The bytes stay, so that nobody can make a signature unseen."""
    st.write(
        "Bản chụp gỡ vẫn được giữ, kèm tên người gỡ; số liệu không thay đổi. Gỡ xong, đính kèm bản đúng ở mục trên."
    )
    with st.form(f"withdraw scan {batch}", border=False):
        number = st.selectbox("Bản chụp", list(valid), format_func=valid.__getitem__, key=f"wrong scan {batch}")
        by = st.text_input("Họ tên người gỡ (ghi vào lịch sử)", key=f"wrong scan by {batch}")
        asked = st.form_submit_button("Gỡ bản chụp này")
    if asked and number is not None:
        pipeline.withdraw_scan(data.store(), number, by, rights.person())
        st.rerun()


def _attach(batch: int) -> None:
    with st.form(f"scan form {batch}", border=False, clear_on_submit=True):
        file = st.file_uploader("Ảnh hoặc PDF, nhiều nhất 10 MB", key=f"scan file {batch}")
        by = st.text_input("Họ tên người đính kèm", key=f"scan by {batch}")
        asked = st.form_submit_button("Đính kèm")
    if asked and file is None:
        st.error("Hãy chọn ảnh hoặc tệp PDF của phiếu đã ký.")
    elif asked and file is not None:
        pipeline.attach_scan(data.store(), batch, file.name, file.getvalue(), by, rights.person())
        st.rerun()

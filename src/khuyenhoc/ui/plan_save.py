"""What becomes of an allocation: an annex to take away, a set of targets given to every unit by a document."""

import streamlit as st

from khuyenhoc.domain import plan_targets
from khuyenhoc.domain.plan_targets import Paper
from khuyenhoc.domain.unit import Level
from khuyenhoc.errors import AppError, Severity
from khuyenhoc.intake import target_edit, words
from khuyenhoc.present import download, plan_words, vi
from khuyenhoc.reports import annex, excel
from khuyenhoc.ui import data, plan_share, rights, style
from khuyenhoc.ui import plan as ground
from khuyenhoc.ui.plan_share import Shared

_SAVED = "plan saved"


def take_away(found: Shared) -> None:
    """The annex, its Excel file made when it is asked for."""
    if style.presenting() or not found.needed:
        return
    aim, simulated = found.aim, bool(found.table["sample"].any())
    made = annex_of(found)  # here: where the file is made no page runs, and nothing says which map it was asked for
    st.download_button(
        "Tải phụ lục (Excel)",
        lambda: excel.annex_xlsx(made),
        annex.file_name(aim.indicator.code, aim.year, simulated),
        download.XLSX,
        key="annex",
    )


def annex_of(found: Shared) -> annex.Annex:
    aim, whole = found.aim, found.aim.row
    rule = plan_words.RULES[found.wish.rule]
    return annex.Annex(
        heads=annex.heads(aim.indicator.short_name, whole, aim.due, aim.period.text, rule),
        noun=aim.noun,
        now=vi.period(aim.period.text),
        due=aim.due,
        months=aim.months,
        lines=annex.lines(found.table, data.place(aim.period.end).units, whole, found.wish.level),
        notes=annex.notes(whole, ground.left_out_words(aim, found.wish.level)),
        sample=bool(found.table["sample"].any()),
    )


def just_saved() -> None:
    said = st.session_state.pop(_SAVED, "")
    if said:
        st.success(said)


def save(found: Shared) -> None:
    """Lưu thành chỉ tiêu giao: all units or none, for those who may write."""
    if style.presenting() or not rights.person().may_write or not found.needed:
        return
    with st.expander("Lưu thành chỉ tiêu giao"):
        _consequences(found)
        with st.form("give", border=False):
            places = st.columns([2, 1, 1])
            number = places[0].text_input("Số văn bản giao", placeholder="123/QĐ-UBND")
            day = places[1].date_input("Ngày văn bản", None, format="DD/MM/YYYY")
            start = places[2].date_input("Giao từ ngày", found.aim.period.end, format="DD/MM/YYYY")
            title = st.text_input("Trích yếu")
            by = st.text_input("Họ tên người lưu (ghi vào lịch sử)")
            asked = st.form_submit_button("Lưu chỉ tiêu giao", type="primary")
        if asked:
            paper = Paper(number.strip(), day, title.strip(), start or found.aim.period.end)
            try:
                _give(found, paper, by)
            except AppError as error:
                st.error(str(error))
            else:
                st.rerun()


def _consequences(found: Shared) -> None:
    """What saving does, before anybody saves."""
    aim = found.aim
    places, until = ground.PLACES[found.wish.level], vi.day(aim.due)
    st.write(
        f"{vi.number(len(found.table))} {places} sẽ có chỉ tiêu giao riêng đến {until}, thay cho mục tiêu chung; "
        "nơi không giao thêm phải giữ mức hiện nay. Các trang khác đánh giá theo chỉ tiêu này từ ngày giao."
    )
    if found.given != found.needed:
        st.warning(plan_words.uneven_sentence(found.given, found.needed, aim.noun))
    if above := _above(found):
        st.write(f"{vi.number(len(set(above.values())))} huyện, thành phố được giao bằng tổng các xã của mình.")
    own = found.table["target"].notna() & ~found.table["inherited"]
    if own.any():
        st.write(f"{vi.number(own.sum())} {places} đang có chỉ tiêu giao riêng; lưu sẽ thay bằng chỉ tiêu mới.")
    if found.table["sample"].any():
        st.warning("Đây là phân bổ từ số liệu minh họa. Chỉ lưu để dùng thử; không dùng cho văn bản thật.")


def _give(found: Shared, paper: Paper, by: str) -> None:
    """All targets or none. Raises AppError: plan_beyond, and what `target_edit.save` raises."""
    if beyond := plan_share.beyond(found):
        raise AppError("plan_beyond", places=vi.listing(beyond, 5, "nơi"))
    aim = found.aim
    new = plan_targets.targets(found.table, aim.indicator.code, aim.due, paper, _note(found))
    if above := _above(found):
        lifted = plan_targets.lifted(found.table, above)
        new += plan_targets.targets(lifted, aim.indicator.code, aim.due, paper, f"{_note(found)}; tổng các xã")
    changes = plan_targets.changes(new, data.known().targets, paper.start)
    # What is wrong with the document is wrong with every unit's target: said once.
    wrong = target_edit.problems(changes[:1], data.known(), data.reference()[0])
    if said := [words.sentence(each) for each in wrong if each.severity is Severity.ERROR]:
        raise AppError("target_refused", problems=" ".join(said))
    target_edit.save(data.store(), changes, data.seen_before(), by, rights.person())
    st.session_state[_SAVED] = _saved_words(len(found.table), paper, found)


def _above(found: Shared) -> dict[str, str]:
    """Commune -> its district, where communes of a province share: a district asked for more than its communes would fail
    although all of them succeed. Districts some of whose communes take no part keep the common target."""
    units, level = data.place(found.aim.period.end).units, found.wish.level
    if level is not Level.COMMUNE or units.level(found.aim.whole).depth > Level.PROVINCE.depth:
        return {}
    taking, districts = set(found.table["unit"]), units.ancestor(Level.DISTRICT)
    whole = [key for key in units.of_level(Level.DISTRICT) if set(units.children(key)) <= taking]
    return {unit: districts[unit] for unit in taking if districts.get(unit) in whole}


def _note(found: Shared) -> str:
    whole = data.place(found.aim.period.end).units.name(found.aim.whole)
    simulated = ", tính từ số liệu minh họa" if found.table["sample"].any() else ""
    return f"Phân bổ cho {whole}: {plan_words.RULES[found.wish.rule].lower()}{simulated}"


def _saved_words(count: int, paper: Paper, found: Shared) -> str:
    start = paper.start
    places = ground.PLACES[found.wish.level]
    said = f"Đã lưu chỉ tiêu giao cho {vi.number(count)} {places}. Xem và đổi ở trang Danh mục."
    if paper.day is not None and start < paper.day:
        said += f" Lưu ý: ngày giao {vi.day(start)} đứng trước ngày văn bản {vi.day(paper.day)}."
    if start > found.aim.period.end:
        said += f" Kỳ đang xem trước ngày giao {vi.day(start)} nên đánh giá của kỳ này chưa đổi."
    return said

"""Values ready to be accepted in the place of what could not be read, and the person's file given back with everything marked."""

from collections.abc import Hashable
from pathlib import PurePath

import streamlit as st

from khuyenhoc.errors import Problem
from khuyenhoc.intake.marked import marked_file
from khuyenhoc.intake.proposals import Accepted, accepted, choices, only_ones
from khuyenhoc.intake.sniff import is_packed
from khuyenhoc.present import download, vi
from khuyenhoc.ui.waiting import Work

_KEPT = "accepted values"
_KEEP = "– để nguyên –"
_NOTHING_CHOSEN = f"Bạn chưa chọn giá trị nào: mọi ô còn là “{_KEEP}”. Hãy chọn giá trị cho ít nhất một ô rồi bấm lại. Chưa có gì thay đổi."
_MOST_ASKED = 20


def answers(place: Hashable) -> tuple[Accepted, ...]:
    """What was accepted for a sheet of a file."""
    return st.session_state.get(_KEPT, {}).get(place, ())


def accept_again(place: Hashable, values: tuple[Accepted, ...]) -> None:
    """What was accepted before this session."""
    st.session_state.setdefault(_KEPT, {})[place] = values


def forget() -> None:
    st.session_state.pop(_KEPT, None)


def offer(work: Work) -> None:
    """The proposals, all of them at once or one by one; and the way back."""
    asked = {(each.sheet, each.cell): each for each in reversed(work.checked.problems) if choices(each)}
    if work.place is None or not (asked or work.answers):
        return
    taken = f"Đã nhận {vi.number(len(work.answers))} giá trị đề xuất"
    title = f"Nhận giá trị đề xuất ({vi.number(len(asked))} ô)" if asked else taken
    with st.expander(title, expanded=bool(asked)):
        single = only_ones(work.checked.problems)
        if single:
            label = f"Nhận {vi.number(len(single))} giá trị chỉ có một cách hiểu"
            st.button(label, on_click=_accept, args=(work, single))
        if asked:
            _one_by_one(work, list(reversed(asked.values())))
        if work.answers:
            st.caption(f"{taken}: {vi.listing([_said(each) for each in work.answers], 8, 'ô')}.")
            st.button("Bỏ mọi giá trị đã nhận", on_click=_accept, args=(work, [], True))


def _said(each: Accepted) -> str:
    return f"ô {each.cell} “{each.before}” thành “{each.after}”"


def _one_by_one(work: Work, problems: list[Problem]) -> None:
    with st.form(f"proposals {work.key}", border=False):
        chosen = [
            (
                each,
                st.selectbox(
                    _asking(each),
                    [_KEEP, *choices(each)],
                    key=f"proposal {work.place} {each.sheet} {each.cell} {each.code}",
                ),
            )
            for each in problems[:_MOST_ASKED]
        ]
        if len(problems) > _MOST_ASKED:
            st.caption(f"Còn {vi.number(len(problems) - _MOST_ASKED)} ô nữa, hiện ra sau khi nhận những ô này.")
        if st.form_submit_button("Nhận các giá trị đã chọn"):
            taken = [accepted(each, value) for each, value in chosen if value != _KEEP]
            if taken:
                _accept(work, taken)
                st.rerun()
            st.warning(_NOTHING_CHOSEN)


def _asking(each: Problem) -> str:
    place = f"Trang tính {each.sheet}, ô" if each.sheet else "Ô"
    return f"{place} {each.cell}, {each.column}: đọc được “{each.value}”, đổi thành"


def _accept(work: Work, values: list[Accepted], anew: bool = False) -> None:
    kept = {} if anew else {(each.sheet, each.cell): each for each in work.answers}
    kept |= {(each.sheet, each.cell): each for each in values}
    st.session_state.setdefault(_KEPT, {})[work.place] = tuple(kept.values())


def _one_inside(work: Work) -> str:
    """The file of a packed one to be given back: that with the most to look at first."""
    files = list(dict.fromkeys(each.partition(" › ")[0] for each in work.tabs))
    counts = {file: sum(_is_of(each, file) and each.cell != "" for each in work.checked.problems) for file in files}
    if len(files) == 1:
        return files[0]
    return st.selectbox(
        "Tệp trong tệp nén", sorted(files, key=lambda file: -counts[file]), key=f"packed {work.place}",
        format_func=lambda file: f"{file} ({vi.number(counts[file])} ô cần xem)" if counts[file] else file,
    )  # fmt: skip


def _is_of(each: Problem | Accepted, file: str) -> bool:
    return each.sheet.partition(" › ")[0] == file


def marked(work: Work) -> None:
    """The file as it came, with cells marked, commented and, where accepted, corrected."""
    if work.place is None or not work.checked.problems:
        return
    tab, told, taken = work.tabs[0], work.checked.problems, work.answers
    name = work.title.partition(" › ")[0]
    if is_packed(work.content):
        name = tab = _one_inside(work)
        told = [each for each in told if _is_of(each, tab)]
        taken = tuple(each for each in taken if _is_of(each, tab))
    st.download_button(
        "Tải tệp của bạn, có đánh dấu (Excel)",
        lambda: marked_file(work.content, tab, told, taken).content,
        download.file_name(f"{PurePath(name).stem}-da-danh-dau.xlsx"),
        download.XLSX,
    )
    st.caption(
        "Ô có lỗi tô đỏ, cảnh báo tô vàng, giá trị đã nhận tô xanh; mỗi ô có lời giải thích. Sửa ngay trong tệp này rồi tải lại."
    )

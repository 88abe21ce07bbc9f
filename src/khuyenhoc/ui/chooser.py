"""The only list of units to choose from: found by typing without accents, or by code; says in Vietnamese where nothing is found.

Streamlit's own lists compare letter by letter (“dong van” finds no Đồng Văn) and answer in English.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__)
_HTML = """
<div class="chooser"><label></label>
<div class="field"><span class="chips"></span><input type="text" role="combobox" aria-autocomplete="list" aria-expanded="false"
autocomplete="off" spellcheck="false"><span class="arrow"></span></div>
<ul role="listbox" popover="manual" hidden></ul></div>
"""
_chooser = st.components.v2.component(
    "khuyenhoc_chooser",
    html=_HTML,
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)
_WORDS = {
    "none": "Không tìm thấy. Thử gõ ít chữ hơn, hoặc gõ mã.", "more": "Còn nữa: gõ tên để tìm", "drop": "Bỏ", "full": "Đã đủ số địa bàn",
}  # fmt: skip
PLACEHOLDER = "Gõ tên để tìm, không cần dấu"


def one(
    label: str, options: Mapping[str, str], value: str | None, *, key: str,
    on_change: Callable[[], None] | None = None, placeholder: str = PLACEHOLDER,
) -> str | None:  # fmt: skip
    """One of the options (code -> words), None while there is none. `value`: what is chosen to begin with. With `on_change`,
    which runs when somebody chooses and finds the code in `picked(key)`, `value` is what is chosen now."""
    if on_change is None and key in st.session_state:
        value = picked(key) or value
    chosen = _show(label, options, value or "", key, on_change, placeholder, 0)
    found = value if on_change else chosen or value
    return found if found in options else None


def several(
    label: str, options: Mapping[str, str], value: Sequence[str], most: int, *, key: str,
    on_change: Callable[[], None], placeholder: str = PLACEHOLDER,
) -> None:  # fmt: skip
    """Up to `most` of the options; what was chosen is in `picked(key)`, comma between codes."""
    _show(label, options, ",".join(value), key, on_change, placeholder, most)


def picked(key: str) -> str:
    """For `on_change`: what was chosen."""
    return str(st.session_state[key].get("chosen") or "").partition("\t")[2]


def _show(
    label: str, options: Mapping[str, str], value: str, key: str, on_change: Callable[[], None] | None,
    placeholder: str, most: int,
) -> str:  # fmt: skip
    lines = "\n".join(f"{code}\t{words}" for code, words in options.items())
    data: dict[str, Any] = {"label": label, "options": lines, "value": value, "most": most}
    answer = _chooser(
        key=key, data=data | _WORDS | {"placeholder": placeholder}, on_chosen_change=on_change or (lambda: None)
    )
    return str(answer.get("chosen") or "").partition("\t")[2]

"""The place for CSS, with style_wall.py: base, tables, cards, phone, print, and Vietnamese over what Streamlit says in English."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from khuyenhoc.present import heat, status
from khuyenhoc.ui.style_wall import WALL

PRESENTING = "trinh-chieu"
UPLOAD_BUTTON = "Chọn tệp"
UPLOAD_HINT = "Kéo tệp vào đây hoặc bấm “Chọn tệp”"
NOTHING_FOUND = "Không tìm thấy"
UPLOAD_REFUSED = (
    "Tệp có dấu đỏ quá lớn, hoặc đường truyền bị ngắt: chưa đọc, chưa ghi gì. Hãy chia thành tệp nhỏ hơn rồi tải lại."
)

# The document says English by itself, and screen readers would then read Vietnamese with English sounds.
LANGUAGE_SCRIPT = "<script>document.documentElement.lang='vi'</script>"

_VARIABLES = {
    "ink": status.INK,
    "muted": status.MUTED,
    "line": status.LINE,
    "surface": status.SURFACE,
    "paper": status.PAPER,
    "accent": status.ACCENT,
    "accent-soft": status.ACCENT_SOFT,
    "focus": status.FOCUS,
    "sample": status.SAMPLE_INK,
    "hatch": status.HATCH_INK,
}

_BASE = """
[data-testid="stMainBlockContainer"] { padding: 3.25rem 2rem 3rem; max-width: 120rem; }
[data-testid="stAppViewContainer"] { overflow-wrap: break-word; }
[data-testid="stMain"] h1 { font-size: 1.75rem; padding: .25rem 0 .5rem; }
[data-testid="stMain"] h2 { font-size: 1.35rem; }
[data-testid="stMain"] h3 { font-size: 1.1rem; }
a:focus-visible, button:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.an { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.minh-hoa { font-style: italic; }
[data-testid="stCaptionContainer"] { color: var(--muted); opacity: 1; }
.chu-thich { color: var(--muted); font-weight: 400; }
[data-testid="stElementToolbar"], [data-testid="stHeadingWithActionElements"] a,
[data-testid="InputInstructions"] { display: none; }
"""

_STATUS = """
.tt { display: inline-flex; align-items: center; gap: .4em; padding: .1em .55em; border-radius: 4px;
  border: 2px solid transparent; line-height: 1.35; font-style: normal; }
.tt-dau { flex: none; }
"""

_TABLE = """
.bang-cuon { position: relative; overflow: auto; max-height: 80vh; max-width: 100%; border: 1px solid var(--line); border-radius: 4px; }
.bang { border-collapse: separate; border-spacing: 0; width: 100%; font-variant-numeric: tabular-nums; }
.bang caption { caption-side: top; text-align: left; font-weight: 600; padding: .5rem .6rem; color: var(--ink); }
.bang-ten { position: sticky; left: .6rem; display: inline-block; max-width: calc(100vw - 4rem); }
.bang th, .bang td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: middle; }
.bang thead th { position: sticky; top: 0; z-index: 2; background: var(--surface); border-bottom: 2px solid var(--muted); }
.bang tbody th { font-weight: 500; position: sticky; left: 0; z-index: 1; background: var(--paper); }
.bang thead th:first-child { left: 0; z-index: 3; }
.bang .so { text-align: right; white-space: nowrap; }
.bang thead .so { white-space: normal; }
.bang tbody tr:last-child > * { border-bottom: 0; }
.bang tbody tr:hover > * { background: var(--accent-soft); }
.bang .nhom > * { font-weight: 700 !important; background: var(--surface) !important; max-width: none !important; }
.bang .cua-toi > * { background: var(--accent-soft) !important; font-weight: 700; }
.bang .tong > * { font-weight: 700; background: var(--surface); }
[data-testid="stHtml"] a, .bang a, .the a { color: var(--accent); text-decoration: underline; text-underline-offset: .15em; }
.bang small { color: var(--muted); font-size: .85em; }
"""

_CARDS = """
.the-luoi { display: grid; gap: .9rem; grid-template-columns: repeat(4, minmax(0, 1fr)); }
.the { display: flex; flex-direction: column; gap: .3rem; padding: .9rem 1rem; background: var(--surface);
  border: 1px solid var(--line); border-radius: 6px; min-width: 0; }
.the-ten { font-weight: 600; line-height: 1.3; }
.the-so { font-size: 2.4rem; font-weight: 700; line-height: 1.15; font-variant-numeric: tabular-nums; }
.the-trong { font-size: 1.3rem; color: var(--muted); padding: .5rem 0; }
.the-muc-tieu, .the-thieu { line-height: 1.35; }
.the-ghi-chu { color: var(--muted); font-size: .875rem; line-height: 1.35; }
.the-cach-tinh { font-size: .875rem; line-height: 1.4; } .the-cach-tinh summary { color: var(--accent); cursor: pointer; }
.the-cach-tinh dl { margin: .3rem 0 0; } .the-cach-tinh dt { font-weight: 600; } .the-cach-tinh dd { margin: 0 0 .3rem; }
.the-tia { margin-top: auto; padding-top: .3rem; } .tia { display: block; width: 100%; max-width: 16rem; height: auto; }
@media (max-width: 1199px) { .the-luoi { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@media (max-width: 640px) { .the-luoi { grid-template-columns: minmax(0, 1fr); } }
"""

_SHEET = """
.tom-tat { padding: .9rem 1.1rem; border: 1px solid var(--line); border-left: 6px solid var(--accent); border-radius: 6px;
  background: var(--surface); }
.tom-tat-dau { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem .9rem; }
.tom-tat-ten { font-weight: 600; } .tom-tat-so { font-size: 1.9rem; font-weight: 700; line-height: 1.1; }
.tom-tat-minh-hoa { color: var(--sample); font-weight: 700; }
.tom-tat-cau { font-size: 1.25rem; font-weight: 600; line-height: 1.45; margin: .5rem 0 .8rem; }
.tom-tat-y-kien { margin: 0 0 .8rem; padding-left: .7rem; border-left: 3px solid var(--line); }
.tom-tat dl { display: grid; gap: .8rem 1.6rem; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); margin: 0; padding: 0; }
.tom-tat dt { color: var(--muted); font-weight: 600; } .tom-tat dd { margin: 0; line-height: 1.45; }
.bang .tia { width: 6.5rem; } .ghi-chu { display: block; max-width: 18rem; white-space: normal; font-style: normal; }
@media (max-width: 640px) { .tom-tat { padding: .7rem .8rem; } .tom-tat-cau { font-size: 1.1rem; } }
"""

_HEAT = """
.nhiet-chu { display: flex; flex-wrap: wrap; gap: .3rem; font-weight: 400; padding-top: .35rem; }
.nhiet-mau { padding: .05em .55em; border-radius: 4px; }
.bang.nhiet td[class*="nhiet-"]::before { color: inherit; }
.nhom-luoi { display: grid; gap: .9rem 1.2rem; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); }
.nhom-o { margin: 0; min-width: 0; break-inside: avoid; } .nhom-luoi .tia { max-width: none; }
.nhom-dau { display: flex; justify-content: space-between; gap: .6rem; font-size: 1.1rem; }
.nhom-so { font-weight: 700; font-variant-numeric: tabular-nums; }
.nhom-doi { display: block; color: var(--muted); min-height: 1.5em; }
"""

# 44 px is the smallest target a thumb hits; a page that scrolls sideways is lost on a phone.
_PHONE = """
@media (max-width: 640px) {
  html, body, [data-testid="stAppViewContainer"] { overflow-x: hidden; }
  [data-testid="stMainBlockContainer"] { padding: 3.5rem .75rem 2rem; }
  [data-testid="stMain"] h1 { font-size: 1.4rem; }
  [data-testid="stMain"] :is(button, summary), [role="tab"], [role="radio"], [data-testid="stSidebarNavLink"], [data-testid="stPageLink"] a,
  [data-testid="stMain"] [data-testid] input:not([type="checkbox"], [type="radio"], [type="file"]) {
    min-height: 44px; min-width: 44px; }
  [data-testid="stHtml"] a, .bang a, .the a { display: inline-flex; align-items: center; min-height: 44px; min-width: 44px; }
  [data-testid="stCheckbox"] label { min-height: 44px; align-items: center; }
  .the-cach-tinh summary { display: flex; align-items: center; min-height: 44px; }
  .bang-cuon { max-height: none; } .phu { display: none !important; }
  .bang, .bang caption, .bang tbody, .bang tr, .bang th, .bang td { display: block; }
  .bang thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .bang tbody tr { padding: .4rem 0; border-bottom: 2px solid var(--line); }
  .bang tbody th { position: static; max-width: none !important; border: 0 !important; font-weight: 600; }
  .bang td { display: flex; justify-content: space-between; gap: 1rem; border: 0; text-align: right; }
  .bang td::before { content: attr(data-ten); min-width: 5.5rem; color: var(--muted); text-align: left; font-style: normal; }
  .bang td.loi { display: block; text-align: left; } .bang td.loi::before { display: none; }
  .bang td:empty { display: none; } .bang .so { white-space: normal; }
  .bang th, .bang td { padding: .3rem .5rem; }
  .bang .tt { min-width: 0; text-align: left; }
  .bang tbody th, .bang thead th:first-child { min-width: 26vw; max-width: 42vw; border-right: 1px solid var(--line); }
  /* Few columns, or one figure a cell: a table stays one, where every row as a list would fill three screens. */
  .bang-cuon:has(.nhiet) { max-height: 80vh; } .bang .rong { display: none; } .bang:is(.nhiet, .gon) td::before { content: none; }
  .bang:is(.nhiet, .gon) { display: table; font-size: .85rem; } .bang:is(.nhiet, .gon) caption { display: table-caption; }
  .bang:is(.nhiet, .gon) thead { display: table-header-group; position: static; overflow: visible; clip-path: none; }
  .bang:is(.nhiet, .gon) tbody { display: table-row-group; } .bang:is(.nhiet, .gon) tr { display: table-row; }
  .bang:is(.nhiet, .gon) :is(th, td):not(.phu, .rong) { display: table-cell; padding: .3rem; border-bottom: 1px solid var(--line); }
  .bang:is(.nhiet, .gon) tbody th { position: sticky; min-width: 0; max-width: 34vw !important; }
}
"""

_PRINT = """
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], button,
  [data-testid="stFileUploader"] { display: none !important; }
  [data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"] { position: static; overflow: visible; }
  .bang-cuon { max-height: none; overflow: visible; border: 0; }
  .bang thead { display: table-header-group; } .bang tr, .the { break-inside: avoid; }
  .bang th, .bang caption { position: static !important; }
  .tt, .the { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .the-luoi { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
"""

_UPLOADER = f"""
[data-testid="stFileUploaderDropzone"] > span button [data-testid="stMarkdownContainer"],
[data-testid="stFileUploaderDropzoneInstructions"] > * {{ display: none; }}
[data-testid="stFileUploaderDropzone"] > span button::after {{ content: "{UPLOAD_BUTTON}"; }}
[data-testid="stFileUploaderDropzoneInstructions"]::after {{ content: "{UPLOAD_HINT}"; color: var(--muted); }}
[data-testid="stFileUploaderDropzone"]:has([aria-invalid="true"]) {{ flex-wrap: wrap; }}
[data-testid="stFileUploaderDropzone"]:has([aria-invalid="true"])::after {{ content: "{UPLOAD_REFUSED}";
  flex-basis: 100%; color: var(--ink); font-weight: 600; }}
"""

_LISTS = f"""
[data-testid$="VirtualDropdown"] [role="listbox"][data-empty] span {{ font-size: 0 !important; }}
[data-testid$="VirtualDropdown"] [role="listbox"][data-empty] span::after {{ content: "{NOTHING_FOUND}"; font-size: 1rem; }}
"""


def css(presenting: bool) -> str:
    """The whole style sheet. `presenting`: for the meeting room, no menu, nothing under 28 px at 1920×1080."""
    parts = [
        _variables(),
        _BASE,
        _STATUS,
        _status_fills(),
        _TABLE,
        _CARDS,
        _SHEET,
        _heat(),
        _PHONE,
        _PRINT,
        _UPLOADER,
        _LISTS,
    ]
    return "\n".join([*parts, *([WALL] if presenting else [])])


def presenting() -> bool:
    """True on a page opened with ?trinh-chieu=1: for the wall of a meeting room."""
    return get_script_run_ctx(suppress_warning=True) is not None and st.query_params.get(PRESENTING) == "1"


def apply(presenting: bool) -> None:
    """Puts style and language on the page; once per run, before anything else."""
    st.html(f"<style>{css(presenting)}</style>")
    st.html(LANGUAGE_SCRIPT, unsafe_allow_javascript=True)


def _variables() -> str:
    pairs = "".join(f"--{name}: {value}; " for name, value in _VARIABLES.items())
    return f":root {{ {pairs}}}"


def _heat() -> str:
    """The shades are those of the map, whatever the target makes of their limits."""
    return f"{_HEAT}{heat.heat_css(status.rate_classes(None))}"


def _status_fills() -> str:
    return "\n".join(_status_fill(look) for look in status.LOOKS.values())


def _status_fill(look: status.StatusLook) -> str:
    """Filled for an assigned target, outlined for a common one, hatched where nothing was reported."""
    name = f".tt-{look.code}"
    if look.hatch:
        lines = f"repeating-linear-gradient(135deg, {look.fill} 0 5px, var(--line) 5px 7px)"
        return f"{name} {{ background: {lines}; color: {look.ink}; border-color: var(--line); }}"
    edge = look.fill if look.code in status.JUDGED else "var(--line)"
    filled = f"{name} {{ background: {look.fill}; color: {look.ink}; border-color: {edge}; }}"
    return f"{filled}\n{name}.tt-vien {{ background: var(--paper); color: var(--ink); border-color: {look.fill}; }}"

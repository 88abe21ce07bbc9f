"""How a page looks on the wall of a meeting room, on top of style.py."""

CHOICES, MORE_CHOICES = "lua-chon", "them-lua-chon"  # keys of what is folded away beside the title
# 1.46vw is 28 px on 1920 px. Nothing may be smaller than 1rem here: it is read from six metres.
WALL = f"""
:root {{ --least: 1rem; }}
html {{ font-size: max(20px, 1.46vw) !important; }}
[data-testid="stSidebar"], [data-testid="stSidebarCollapsedControl"], [data-testid="stExpandSidebarButton"],
[data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stStatusWidget"],
[data-testid="stDecoration"] {{ display: none !important; }}
[data-testid="stMainBlockContainer"] {{ position: relative; padding: .6rem 1.5rem; max-width: none; }}
[data-testid="stPopoverBody"] {{ min-width: min(40rem, 90vw); }}
[data-testid="stPopoverBody"] [data-testid="stHorizontalBlock"] {{ flex-direction: column; }}
[data-testid="stPopoverBody"] [data-testid="stColumn"] {{ width: 100%; min-width: 100%; }}
.st-key-{MORE_CHOICES}, .st-key-{CHOICES} {{ position: absolute; top: .6rem; width: auto; z-index: 1; }}
.st-key-{MORE_CHOICES} {{ right: 1.5rem; }} .st-key-{CHOICES} {{ right: 11.5rem; }}
[data-testid="stMain"] :is(p, li, small, label, input, button, summary, a, span, div, td, th, caption, code, pre) {{
  font-size: max(1em, 1rem); }}
[data-testid="stMain"] [data-testid="stIconMaterial"] {{ font-size: 1.2rem; }}
[data-testid="stCaptionContainer"], [data-testid="stWidgetLabel"] p, .the-ghi-chu, .bang small {{ font-size: 1rem !important; }}
[data-testid="stMain"] h1 {{ font-size: 1.8rem; }}
[data-testid="stMain"] h2 {{ font-size: 1.5rem; }}
[data-testid="stMain"] h3 {{ font-size: 1.2rem; }}
.the-so {{ font-size: 3rem !important; }} .the-trong {{ font-size: 1.4rem !important; }}
.the-ten, .the-danh-gia .tt {{ font-size: 1.1rem; }}
.tom-tat-so {{ font-size: 2.4rem !important; }} .tom-tat-cau {{ font-size: 1.3rem !important; }}
.nhom-luoi {{ grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .3rem .8rem; }} .nhom-dau {{ font-size: 1rem; }}
.bang th, .bang td {{ padding: .3rem .5rem; }} .bang-cuon {{ max-height: none; }} .phu {{ display: none !important; }}
[data-testid="stMain"] :is(button, input, [data-baseweb="select"] > div) {{ min-height: 2rem; }}
"""

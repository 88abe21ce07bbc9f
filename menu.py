"""The script Streamlit runs: one menu over pages/, with what every page shares around it."""

import streamlit as st

from khuyenhoc.ui import frame, style

PAGES = {
    "Theo dõi": [
        ("tong_quan", "Tổng quan", "", ":material/dashboard:"),
        ("ban_do", "Bản đồ", "ban-do", ":material/map:"),
        ("xep_hang", "Xếp hạng", "xep-hang", ":material/leaderboard:"),
        ("dia_ban", "Địa bàn", "dia-ban", ":material/location_city:"),
        ("chi_tieu", "Chỉ tiêu", "chi-tieu", ":material/target:"),
        ("dan_toc_ho_ngheo", "Dân tộc và hộ nghèo", "dan-toc-ho-ngheo", ":material/diversity_3:"),
    ],
    "Điều hành": [("giao_chi_tieu", "Giao chỉ tiêu", "giao-chi-tieu", ":material/assignment:")],
    "Số liệu": [
        ("cap_nhat_so_lieu", "Cập nhật số liệu", "cap-nhat-so-lieu", ":material/upload_file:"),
        ("lich_su", "Lịch sử cập nhật", "lich-su", ":material/history:"),
    ],
    "Hệ thống": [("danh_muc", "Danh mục", "danh-muc", ":material/menu_book:")],
}

# Before the navigation: it would give the tab an icon from another host.
st.set_page_config(page_icon=frame.ICON, layout="wide")
menu = {
    group: [
        st.Page(f"pages/{name}.py", title=title, url_path=path, icon=icon, default=not path)
        for name, title, path, icon in entries
    ]
    for group, entries in PAGES.items()
}
chosen = st.navigation(menu, position="hidden" if style.presenting() else "sidebar")
frame.around(chosen, [*menu["Theo dõi"], *menu["Điều hành"]])

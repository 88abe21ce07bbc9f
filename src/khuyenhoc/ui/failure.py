"""What a person sees instead of a traceback; the server's log keeps the traceback."""

import streamlit as st


def script_failed(error: Exception) -> bool:
    """True: the sentence stands for the error on the page."""
    st.error(
        "Phần mềm gặp lỗi khi mở trang này. Số liệu không bị ảnh hưởng. Hãy tải lại trang; nếu còn lỗi, báo cho người "
        "quản trị kèm giờ xảy ra để xem nhật ký máy chủ."
    )
    return True

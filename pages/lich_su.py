"""Lịch sử cập nhật: every upload, who and when; any published one can be taken back."""

import streamlit as st

from khuyenhoc.ui import history, upload

history.just_taken_back()
history.history()
if upload.may_write():
    st.header("Gỡ một lần cập nhật")
    history.take_back()

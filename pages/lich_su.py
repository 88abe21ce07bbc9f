"""Lịch sử cập nhật: every upload, who and when; any published one can be taken back."""

import streamlit as st

from khuyenhoc.ui import upload

upload.just_taken_back()
upload.history()
if upload.may_write():
    st.header("Gỡ một lần cập nhật")
    upload.take_back()

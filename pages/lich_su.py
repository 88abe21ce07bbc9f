"""Lịch sử cập nhật: every upload, who and when, what it changed; any of them can be taken back or given again."""

from khuyenhoc.ui import history, receipt, upload

history.just_done()
history.history()
chosen = history.one_upload()
if chosen is not None:
    receipt.receipt(chosen)
    receipt.scans(chosen)
    history.acts(chosen)
history.of_figure()
upload.may_write()

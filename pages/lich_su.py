"""Lịch sử cập nhật: every upload, who and when, what it changed; any of them can be taken back or given again."""

from khuyenhoc.ui import history, upload

history.just_done()
history.history()
history.one_upload()
history.of_figure()
upload.may_write()

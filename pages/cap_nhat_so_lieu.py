"""Cập nhật số liệu: a file read, everything wrong with it said at once, then put to use as a whole."""

from khuyenhoc.ui import upload

upload.just_published()
if upload.may_write():
    upload.guide()
    upload.templates()
    file = upload.incoming()
    if file is not None:
        upload.problems(file.checked.problems)
        upload.understood(file)
        upload.consequences(file)
        upload.put_to_use(file)

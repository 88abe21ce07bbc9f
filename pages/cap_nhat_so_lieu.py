"""Cập nhật số liệu: a file read, everything wrong with it said at once, then put to use as a whole."""

from khuyenhoc.ui import incoming, upload

upload.just_published()
if upload.may_write():
    upload.guide()
    upload.templates()
    file = incoming.incoming_file()
    if file is not None:
        upload.problems(file.checked.problems)
        incoming.old_fonts(file)
        upload.understood(file)
        upload.consequences(file)
        if upload.preview(file):
            upload.put_to_use(file)

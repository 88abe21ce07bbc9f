"""Cập nhật số liệu: a file read, everything wrong with it said at once, its effect seen, then put to use as a whole."""

from khuyenhoc.ui import correction, incoming, proposals, published, templates, upload, waiting

published.just_published()
if upload.may_write():
    upload.guide()
    templates.templates()
    correction.form()
    work = incoming.incoming_file() or correction.corrected() or waiting.resumed()
    if work is None:
        waiting.files()
    else:
        upload.problems(work)
        proposals.offer(work)
        if not upload.of_others(work):
            proposals.marked(work)
        upload.keep(work)
        upload.understood(work)
        if upload.preview(work):
            upload.put_to_use(work)

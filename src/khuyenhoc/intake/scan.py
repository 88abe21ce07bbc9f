"""The scan or photograph of a signed sheet: what it truly is, from its content. The only place that judges one."""

from khuyenhoc.errors import AppError
from khuyenhoc.present import vi

MOST_BYTES = 10 * 1024**2
_MEDIA = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1")


def scan_media(content: bytes) -> str:
    """application/pdf, image/png or image/jpeg. Raises AppError(scan_refused)."""
    if len(content) > MOST_BYTES:
        reason = f"tệp lớn hơn {vi.number(MOST_BYTES // 1024**2)} MB. Hãy chụp, quét lại ở mức thấp hơn."
        raise AppError("scan_refused", reason=reason)
    found = next((media for sign, media in _MEDIA.items() if content.startswith(sign)), "")
    if not found:
        phone = content[4:12] in _HEIC
        reason = (
            "đây là ảnh HEIC của điện thoại. Hãy gửi lại dạng JPG (cài đặt máy ảnh: Tương thích nhất)."
            if phone
            else "chỉ nhận ảnh JPG, PNG hoặc tệp PDF."
        )
        raise AppError("scan_refused", reason=reason)
    return found

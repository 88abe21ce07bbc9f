from base64 import b64decode

from khuyenhoc.present import drawing


def test_an_image_carries_its_drawing_and_its_words():
    drawn = drawing.svg('<rect width="1"/>', "Từ 1 < 2", 160, 30)
    image = drawing.image_html(drawn)
    assert b64decode(image.partition("base64,")[2].partition('"')[0]).decode() == drawn
    assert 'alt="Từ 1 &lt; 2"' in image and "<svg" not in image
    assert 'viewBox="0 0 160 30"' in drawn and '<rect width="1"/></svg>' in drawn

from khuyenhoc.present import peer_words


def test_the_rule_is_told_with_its_numbers():
    assert peer_words.rule("Xã", "2022-06", "2024-05") == (
        "Giống mình: cùng là xã, tháng 6/2022 chênh nhau không quá 2 điểm phần trăm. Làm tốt hơn: tháng 5/2024 đã hơn từ "
        "3 điểm phần trăm trở lên. Nêu nhiều nhất 3 nơi, hơn nhiều nhất đứng đầu; nơi có dưới 20 đơn vị không đem so."
    )


def test_why_nobody_is_named():
    assert peer_words.NO_EARLIER_ROUND == "Chưa có số liệu của khoảng hai năm trước (18 đến 30 tháng) để so sánh."
    assert peer_words.nobody("Thị trấn", "2022-06").startswith(
        "Không có thị trấn nào tháng 6/2022 ngang mức địa bàn này"
    )

"""What an indicator's count counts, as it stands behind a number: 6.385 gia đình, 4 huyện."""

from khuyenhoc.domain.indicator import Counts, Indicator

_NOUNS = {
    Counts.PERSON: "người",
    Counts.HOUSEHOLD: "gia đình",
    Counts.INSTITUTION: "đơn vị",
    Counts.MONEY: "đồng",
    Counts.EVENT: "lượt",
}
_OWN_NOUNS = {
    "learning_clan_rate": "dòng họ",
    "learning_community_village_rate": "cộng đồng",
    "district_literacy_l2": "huyện",
    "commune_literacy_l2": "xã",
    "clc_it_rate": "trung tâm",
}


def noun(indicator: Indicator) -> str:
    return _OWN_NOUNS.get(indicator.code, _NOUNS[indicator.counts])

"""The map of a group: how far it is behind, in classes; hidden units say so and take no shade of the others."""

import pandas as pd

from khuyenhoc.domain.gap import COLUMNS, Reference
from khuyenhoc.domain.group_cut import Cut
from khuyenhoc.domain.period import Period
from khuyenhoc.present import status
from khuyenhoc.ui import equity_map
from khuyenhoc.ui.equity_data import Asked
from tests.domain.draw import FAMILY, catalogue

NAN = float("nan")


def painted(lower: bool = False, **gaps: float):
    rows = [
        (unit, "mong", 30.0, 100.0, NAN if gap != gap else 0.5 + gap, gap, max(0, -gap * 100), gap != gap, False)
        for unit, gap in gaps.items()
    ]
    indicator = catalogue()[FAMILY]
    asked = Asked("P", Period.parse("2024-05"), indicator, Cut.PEOPLES, Reference.OWN)
    return equity_map.painted(pd.DataFrame(rows, columns=COLUMNS), asked)


def test_the_farther_behind_the_darker_and_hidden_is_a_class_of_its_own():
    found = painted(far=-0.2, some=-0.1, little=-0.01, even=0.0, ahead=0.1, secret=NAN)
    assert [found.classes[unit] for unit in ("far", "some", "little", "even", "ahead", "secret")] == [0, 1, 2, 3, 3, 4]
    assert found.palette[4].label == status.HIDDEN == found.values["secret"]
    assert found.values["some"] == "40,0%, thấp hơn 10,0 điểm phần trăm, cần hỗ trợ thêm 10 gia đình"
    assert "cần hỗ trợ" not in found.values["ahead"]
    assert all(each.fill not in {status.LOOKS[code].fill for code in status.JUDGED} for each in found.palette)

"""Targets set for one people or poverty class alone, beside its figures on Dân tộc và hộ nghèo."""

import pandas as pd

from khuyenhoc.present import equity_words, explanation, tables, target_words
from khuyenhoc.present import status as looks
from khuyenhoc.present.explanation import Step
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, parts
from khuyenhoc.ui.equity_data import Asked

COLUMNS = (
    Column("target_text", "Mục tiêu của nhóm", "figure", firm=True),
    Column("gap_text", "Còn thiếu/Vượt", "figure", hint="so với mục tiêu của nhóm"),
    Column("status", "Đánh giá", "status", inherited="inherited"),
)


def beside(rows: pd.DataFrame, aims: pd.DataFrame) -> pd.DataFrame:
    """`rows` (column group) with what COLUMNS show, nothing for a group without a target.

    `aims`: domain.group_target.judged of one indicator and unit, index group.
    """
    hidden = aims["hidden"].astype(bool)
    texts = tables.target_frame(aims)[["target_text", "gap_text", "status", "inherited"]].astype("object")
    shown = texts.assign(**{name: texts[name].mask(hidden, looks.HIDDEN) for name in ("gap_text", "status")})
    return rows.join(shown.reindex(rows["group"]).set_axis(rows.index).fillna(""))


def how(asked: Asked, aims: pd.DataFrame) -> None:
    """“Cách tính” of every group that has a target, folded away below the table."""
    if len(aims):
        said = data.made("how targets of groups", asked.key, lambda: _steps(asked, aims))
        parts.steps("Cách tính mục tiêu của nhóm", said)


def _steps(asked: Asked, aims: pd.DataFrame) -> list[Step]:
    names = asked.indicator.numerator_name, asked.indicator.denominator_name
    found = []
    for group, row in aims.to_dict("index").items():
        who = equity_words.who(str(group), data.known().group_name(str(group)), asked.noun)
        if row["hidden"]:
            found.append(Step(who, target_words.hidden(explanation.target(row))))
        else:
            found.append(
                Step(who, "; ".join(f"{each.title}: {each.text}" for each in explanation.explanation(row, *names)))
            )
    return found

"""Figures since 1/7/2025 on the units before (methods §7): only where a new unit, or several whole ones, is an old one."""

import pandas as pd

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.succession import WHOLE, carried
from khuyenhoc.domain.unit import Level, Units

_PAIR = ["old_key", "new_key", "relation"]
MERGED, DIVIDED, CROSSED = "merged", "divided", "crossed"
ELSEWHERE = ""


def alone(succession: pd.DataFrame) -> pd.DataFrame:
    """The pairs, turned round, of old units that went whole into a new one made of nothing else: `old_key` is the unit
    since the reform, `new_key` the one before, so that domain.succession carries figures back."""
    single = ~succession["new_key"].duplicated(keep=False) & (succession["relation"] == WHOLE)
    return _turned(succession[single])


def districts(succession: pd.DataFrame, old: Units) -> pd.DataFrame:
    """The same of districts: every new unit of those made of its communes has none of another district. The pairs of a
    district are there only where that holds of all of them."""
    rows = within_districts(succession, old)
    crossed = rows.loc[rows["new_key"].isin(_crossing(rows)), "district"]
    whole = rows[~rows["district"].isin([*crossed, ELSEWHERE])]
    return _turned(whole.assign(old_key=whole["district"]))


def backwards(succession: pd.DataFrame, old: Units) -> list[pd.DataFrame]:
    """All pairs turned round: those of communes, those of districts."""
    return [alone(succession), districts(succession, old)]


def within_districts(succession: pd.DataFrame, old: Units) -> pd.DataFrame:
    """The succession with the `district` each old commune lay in, ELSEWHERE for what is no commune of `old`."""
    above = old.ancestor(Level.DISTRICT)
    communes = {key: district for key, district in above.items() if old.level(key) is Level.COMMUNE}
    return succession.assign(district=succession["old_key"].map(communes).fillna(ELSEWHERE))


def _crossing(rows: pd.DataFrame) -> list[str]:
    """The new units with parts of several districts."""
    several = rows.groupby("new_key")["district"].nunique() > 1
    return list(several.index[several])


def _turned(pairs: pd.DataFrame) -> pd.DataFrame:
    turned = pairs.rename(columns={"old_key": "new_key", "new_key": "old_key"})[_PAIR]
    return turned.drop_duplicates(["old_key", "new_key"]).assign(relation=WHOLE)


def returned(observations: pd.DataFrame, succession: pd.DataFrame, old: Units, catalogue: Catalogue) -> pd.DataFrame:
    """The figures of new units as those of the old ones they are: domain.observation.COLUMNS. See carried."""
    made = [carried(observations, pairs, catalogue) for pairs in backwards(succession, old)]
    found = [each for each in made if len(each)]
    return pd.concat(found, ignore_index=True) if found else made[0]


def reasons(succession: pd.DataFrame, old: Units) -> dict[str, str]:
    """Why an old commune or district has no figure since the reform, by key: MERGED with others, DIVIDED, or a district
    CROSSED by a new unit. Those that have one are left out."""
    known = {key for pairs in backwards(succession, old) for key in pairs["new_key"]}
    parts = set(succession.loc[succession["old_key"].duplicated(keep=False), "old_key"])
    found = {}
    for level in (Level.DISTRICT, Level.COMMUNE):
        for key in old.of_level(level):
            if key not in known:
                found[key] = CROSSED if level is Level.DISTRICT else DIVIDED if key in parts else MERGED
    return found


def crossing(succession: pd.DataFrame, old: Units) -> dict[str, list[str]]:
    """District -> the new units that lie in it and in another one too."""
    rows = within_districts(succession, old)
    rows = rows[rows["new_key"].isin(_crossing(rows))]
    found = {str(district): sorted(set(each["new_key"])) for district, each in rows.groupby("district")}
    return {district: keys for district, keys in found.items() if district != ELSEWHERE}

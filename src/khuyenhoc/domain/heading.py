"""Several provinces as one tree: old provinces that became one, or those a regional office follows.

They stand below a heading, where the country stands above its provinces, so that every rule of roll-up, ranking and targets
for a country of provinces holds for them. A heading reports nothing before it is a unit; its figures are sums.
"""

from collections.abc import Sequence
from hashlib import sha256

import pandas as pd

from khuyenhoc.domain.unit import Level, Units, unit_key

REGION_KIND = "Vùng"
REGION_CODE = "vung"  # no unit's code
_NAMED = 3  # provinces that the name of a region tells


def roots(units: pd.DataFrame, succession: pd.DataFrame, code: str, valid: Units) -> list[str]:
    """The keys in `valid` that a code or key stands for, official order; none where it is unknown.

    `units`, `succession`: all of the country. A unit of another time is what it became, or all that it was made of. A code
    names the newest unit that has it: codes were re-used (15 was Yên Bái and is Lào Cai).
    """
    if code in units.index:
        key = code
    else:
        known = units.loc[units["code"] == code, "valid_from"].sort_values(na_position="first", kind="stable")
        if known.empty:
            return []
        key = str(known.index[-1])
    found = _followed(succession, key, valid, "new_key", "old_key") or _followed(
        succession, key, valid, "old_key", "new_key"
    )
    return [each for each in valid.frame.index if each in found]


def _followed(succession: pd.DataFrame, key: str, valid: Units, one: str, other: str) -> set[str]:
    """The units in `valid` reached from `key`, from the column `one` of the succession to the `other`."""
    if key in valid:
        return {key}
    steps = succession.loc[succession[one] == key, other]
    return {found for step in steps for found in _followed(succession, str(step), valid, one, other)}


def heir(units: pd.DataFrame, succession: pd.DataFrame, provinces: Sequence[str]) -> str | None:
    """The one unit made of exactly these."""
    heirs = set(succession.loc[succession["old_key"].isin(provinces), "new_key"])
    made_of = set(succession.loc[succession["new_key"].isin(heirs), "old_key"])
    return heirs.pop() if len(heirs) == 1 and made_of == set(provinces) and heirs <= set(units.index) else None


def headed(units: pd.DataFrame, succession: pd.DataFrame, valid: Units, provinces: Sequence[str]) -> tuple[Units, str]:
    """These provinces of `valid` with everything below them, and the key of what they stand under: the province they
    became, whose name is theirs now and “cũ” marks them; or a region."""
    inside = valid.within(*provinces).frame
    inside = inside[inside["level"] != Level.COUNTRY]
    became = heir(units, succession, provinces)
    row, key = (units.loc[became], became) if became else _region(inside.loc[list(provinces)])
    if became:
        old = inside.index.isin(provinces)
        marked = {name: inside[name].mask(old, inside[name] + " cũ") for name in ("name", "short_name")}
        inside = inside.assign(**marked)
    above = pd.DataFrame([row], index=pd.Index([key], name=inside.index.name), columns=inside.columns)
    above = above.assign(level=Level.COUNTRY.value, parent=None, valid_from=None, valid_to=None).astype(
        inside.dtypes, errors="ignore"
    )
    parents = inside["parent"].mask(inside.index.isin(provinces), key)
    return Units(pd.concat([above, inside.assign(parent=parents)])), key


def _region(provinces: pd.DataFrame) -> tuple[pd.Series, str]:
    """The row and the key of a region of these provinces: the same provinces, the same key."""
    names, kinds = list(provinces["short_name"]), "tỉnh" if (provinces["kind"] == "Tỉnh").all() else "tỉnh, thành phố"
    name = f"Các {kinds} {', '.join(names)}" if len(names) <= _NAMED else f"Vùng {len(names)} {kinds}"
    digest = sha256(" ".join(provinces.index).encode()).hexdigest()[:8]
    key = unit_key(f"{REGION_CODE}-{digest}", str(provinces["version"].iloc[0]))
    facts = {"code": REGION_CODE, "name": name, "short_name": name, "kind": REGION_KIND}
    return pd.Series(facts).reindex(provinces.columns), key

"""Shared choices: period, indicator, unit, level. Each lives in the URL as a code, so that a link reopens the same view."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from khuyenhoc import config
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM, Level
from khuyenhoc.present import tables, vi
from khuyenhoc.present.impact_words import LEVELS
from khuyenhoc.reform import CLUSTERS, FORMER_DISTRICTS
from khuyenhoc.ui import chooser, data, eras, rights, style, succession_data

PERIOD, INDICATOR, UNIT, LEVEL, VIEW, GROUPING = "ky", "chi-tieu", "dia-ban", eras.LEVEL, "xem", "phan-to"
COMPARED = "so-sanh"
_COMPARABLE = 4
LEVEL_WORDS = {Level.COMMUNE: "xa", Level.DISTRICT: "huyen", Level.PROVINCE: "tinh"}
LEVEL_NAMES = {word: LEVELS[level] for level, word in LEVEL_WORDS.items()}
_LEVELS = {word: level for level, word in LEVEL_WORDS.items()}


def chosen(name: str, options: Sequence[str], default: str) -> str:
    """The choice as the URL has it, else as this person last made it, else the default; and puts it into the URL."""
    asked = (st.query_params.get(name), st.session_state.get(_memory(name)))
    wanted = next((str(each) for each in asked if each in options), default)
    if asked[0] and asked[0] not in options and asked[1] is None:
        st.toast(f"Liên kết có lựa chọn “{asked[0]}” không dùng được ở đây; đang xem lựa chọn khác.")
    if st.query_params.get(name) != wanted:
        st.query_params[name] = wanted
    if wanted != default:
        # A default is no choice: the next page may have another.
        st.session_state[_memory(name)] = wanted
    return wanted


def chosen_before(name: str) -> str:
    """What the URL or this person's memory says, before the choice is offered on this page; '' where nothing."""
    return str(st.query_params.get(name) or st.session_state.get(_memory(name)) or "")


def _memory(name: str) -> str:
    return f"choice {name}"


def put(name: str, value: str) -> None:
    """Makes a choice from elsewhere on the page: a click on the map."""
    st.query_params[name] = value
    st.session_state[_memory(name)] = value


def select(
    name: str, label: str, options: Sequence[str], default: str, words: Callable[[str], str], *, few: bool = False,
    units: bool = False,
) -> str:  # fmt: skip
    """One choice as a list, as buttons where they are `few`, or as a list of `units` to find by typing. The options are what
    the URL says."""
    value = chosen(name, options, default)
    widget = f"pick {name}"
    if units:
        named = {each: words(each) for each in options}
        chooser.one(label, named, value, key=widget, on_change=lambda: put(name, chooser.picked(widget)))
        return value
    st.session_state[widget] = value

    def keep() -> None:
        if st.session_state[widget] is not None:
            put(name, st.session_state[widget])

    if few:
        st.segmented_control(label, options, key=widget, format_func=words, on_change=keep, required=True)
    else:
        st.selectbox(label, options, key=widget, format_func=words, on_change=keep)
    return value


def several(name: str, label: str, options: Sequence[str], words: Callable[[str], str], most: int) -> list[str]:
    """Up to `most` units from a list; in the URL as codes with commas. What is no option is left out."""
    asked = str(st.query_params.get(name) or st.session_state.get(_memory(name)) or "").split(",")
    value = [each for each in asked if each in options][:most]
    widget = f"pick {name}"
    named = {each: words(each) for each in options}
    chooser.several(label, named, value, most, key=widget, on_change=lambda: put(name, chooser.picked(widget)))
    return value


def period() -> Period | None:
    """The reporting period looked at: by default the newest with published figures. None while there are none."""
    found = {each.text: each for each in data.periods()}
    if not found:
        st.info(
            f"Chưa có số liệu nào được đưa vào sử dụng. Đang theo dõi: {followed()}. Trang Cập nhật số liệu có sẵn biểu mẫu "
            "ghi đủ mã và tên địa bàn: tải về, điền, rồi tải lên."
        )
        ways = [tables.link_html("Tải biểu mẫu, đưa số liệu lên", address("cap-nhat-so-lieu"))]
        if rights.person().may_write and not config.province_code():
            ways.append(tables.link_html("Chọn tỉnh khác", address("danh-muc", danh_muc="tinh")))
        st.html(f"<p>{' · '.join(ways)}</p>")
        return None
    if eras.ERA not in st.query_params and (era := st.session_state.get(_memory(eras.ERA))):
        st.query_params[eras.ERA] = era
    return found[
        select(PERIOD, "Kỳ số liệu", list(found), next(iter(found)), lambda text: vi.capitalised(vi.period(text)))
    ]


def followed() -> str:
    """The name of the province followed, that before the reform beside that since."""
    before, since = (where.units.name(where.province) for where in map(data.place, (LAST_OLD_DAY, REFORM)))
    return since if before == since else f"{before} (đến 30/6/2025), {since} (từ 1/7/2025)"


def indicator(options: Sequence[Indicator], default: str) -> Indicator:
    """One of the indicators offered, by its short name."""
    by_code = {each.code: each for each in options}
    first = default if default in by_code else next(iter(by_code))
    code = select(INDICATOR, "Chỉ tiêu", list(by_code), first, lambda each: by_code[each].short_name)
    return by_code[code]


def level(options: Sequence[Level], default: Level) -> Level:
    words = [LEVEL_WORDS[each] for each in options]
    names = LEVEL_NAMES | {"tinh": "Cấp tỉnh"}  # here one of many
    return _LEVELS[select(LEVEL, "Cấp", words, LEVEL_WORDS[default], names.__getitem__, few=True)]


def levels_on(on: date) -> list[Level]:
    """The levels to compare: districts ended on 30/6/2025; of several provinces those too."""
    below = [Level.COMMUNE] if eras.is_new(on) else [Level.COMMUNE, Level.DISTRICT]
    return [*below, Level.PROVINCE] if data.place(on).several else below


def first_level(on: date) -> Level:
    """The highest level with some units to compare, which Tổng quan and Xếp hạng open on: of two provinces the districts."""
    highest_first, units = sorted(levels_on(on), key=lambda each: each.depth), data.place(on).units
    return next((each for each in highest_first if len(units.of_level(each)) >= _COMPARABLE), highest_first[-1])


def map_level(on: date) -> Level:
    """What Bản đồ opens on: communes, of many provinces those."""
    return Level.PROVINCE if first_level(on) is Level.PROVINCE else Level.COMMUNE


def ranked_level(on: date, default: Level) -> Level:
    """Cấp xếp hạng: the levels of the map looked at, and communes put together by former district or by cluster."""
    names = {"xa": "Xã mới", FORMER_DISTRICTS: "Huyện (cũ)"} if eras.is_new(on) else {"huyen": "Huyện", "xa": "Xã"}
    names |= {CLUSTERS: "Cụm"} if succession_data.has_clusters(on) else {}
    names |= {"tinh": "Tỉnh"} if Level.PROVINCE in levels_on(on) else {}
    first = LEVEL_WORDS[default]
    word = select(LEVEL, "Cấp xếp hạng", list(names), first if first in names else "xa", names.__getitem__, few=True)
    return _LEVELS.get(word, Level.DISTRICT)


def turn_era(on: date) -> None:
    """A period on the units of its time, or on those of the other: a button that turns from one to the other."""
    if style.presenting():
        return
    if on < REFORM:
        words = ("Xem theo đơn vị mới (từ 1/7/2025)", "Xem theo đơn vị khi ấy (đến 30/6/2025)")
    else:
        words = ("Xem theo đơn vị cũ (đến 30/6/2025)", "Xem theo đơn vị hiện nay (từ 1/7/2025)")
    turned = eras.is_turned(on)
    other = eras.OLD if eras.is_new(on) else eras.NEW
    st.button(words[turned], key="turn era", on_click=_turn, args=("" if turned else other,))


def _turn(era: str) -> None:
    """To that map; '': back to the one of the period, whichever is chosen next."""
    if era:
        put(eras.ERA, era)
        return
    st.query_params.pop(eras.ERA, None)
    st.session_state.pop(_memory(eras.ERA), None)


def unit(on: date) -> str:
    """The key of one unit of the province, chosen by name with its district beside it."""
    codes = unit_codes(on)
    names = unit_labels(on)
    code = select(UNIT, "Địa bàn", list(codes), next(iter(codes)), lambda each: names[each], units=True)
    return codes[code]


def compared(unit: str, on: date) -> list[str]:
    """Units to set beside the one looked at, by key."""
    codes = {code: key for code, key in unit_codes(on).items() if key != unit}
    names = unit_labels(on)
    chosen = several(COMPARED, "So sánh với", list(codes), lambda code: names[code], most=4)
    return [codes[code] for code in chosen]


def unit_codes(on: date) -> dict[str, str]:
    """Every unit of the place by what alone names it, official order; of several provinces those too."""

    def find() -> dict[str, str]:
        where = data.place(on)
        below = (
            key for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE) for key in where.units.of_level(level)
        )
        return {where.units.code(key): key for key in dict.fromkeys([where.province, *below])}

    return data.made("codes", (eras.is_new(on),), find)


def unit_labels(on: date) -> dict[str, str]:
    """The words of every unit of the province, by its code."""
    names = unit_names(on)
    return data.made("labels", (eras.is_new(on),), lambda: {code: names[key] for code, key in unit_codes(on).items()})


def unit_label(key: str, on: date) -> str:
    return unit_names(on)[key]


def unit_names(on: date) -> dict[str, str]:
    """By key: Xã Tả Lủng (Huyện Mèo Vạc), since the name alone would not tell two communes apart; what lies right below the
    place followed has its name alone. Asked once for all units: a look into the caches for each of thousands takes seconds."""

    def find() -> dict[str, str]:
        where = data.place(on)
        names = {key: where.units.name(key) for key in where.units.frame.index}
        top = {None, *where.units.path(where.province)}
        above = {key: parent for key in names if (parent := where.units.parent(key)) not in top and parent in names}
        return {key: f"{name} ({names[above[key]]})" if key in above else name for key, name in names.items()}

    return data.for_everybody("unit names", (on if eras.grouping() else eras.is_new(on),), find)


def unit_addresses(on: date, period: str) -> dict[str, str]:
    """The sheet of every unit at that period, by key."""

    def find() -> dict[str, str]:
        page, _, rest = address("dia-ban", ky=period).partition("?")
        return {key: f"{page}?dia-ban={code}&{rest}" for code, key in unit_codes(on).items()}

    return data.made("unit addresses", (eras.is_new(on), period), find)


def address(page: str, **choices: str) -> str:
    """A relative link to a page with these choices, names with '_' for '-'; on the wall it stays on the wall."""
    choices |= {style.PRESENTING: "1"} if style.presenting() else {}
    choices |= {eras.ERA: eras.chosen(), eras.LEVEL: choices.get(eras.LEVEL) or eras.grouping()}
    pairs = "&".join(f"{name.replace('_', '-')}={value}" for name, value in choices.items() if value)
    return f"/{page}?{pairs}" if pairs else f"/{page}"

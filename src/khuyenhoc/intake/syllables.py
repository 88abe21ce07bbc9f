"""What a Vietnamese syllable looks like: onset, rime, tone. The only place that judges whether letters read as Vietnamese.

The rules are those of the spelling, not a word list: text that becomes syllables under one reading of its bytes, and
does not under another, was written in the first.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import product

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ACUTE_OR_DOT = {"\u0301", "\u0323"}
_ONSETS = re.findall(r"\w+", "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
_RIMES = re.findall(
    r"\w+",
    """
    a ac ach ai ak am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âk âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ooc oong
    ô ôc ôi ôk ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uân uâng uât uây
    uê uêch uên uênh uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu
    """,
)
_UNTONED = frozenset(onset + rime for onset, rime in product(["", *_ONSETS], _RIMES))
_TONE_ON_NO_VOWEL = re.compile(f"(?:^|[^aeiouy\u0302\u0306\u031b])[{_TONES}]")  # the ñ of VNI is no n
_STOPPED = re.compile(r"(?:c|ch|k|p|t)$")
# Signs between the letters of Latin-1 count as letters: under the wrong reading they stand inside words.
# One class and no group: a group repeated over a long text costs memory for every letter.
_WORD = re.compile("(?<![0-9])[A-Za-z\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff]+")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word can be read as one Vietnamese syllable, in either place of the tone mark."""
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in marks if mark in _TONES]
    if _TONE_ON_NO_VOWEL.search(marks):
        return False
    bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    if bare not in _UNTONED or len(tones) > 1:
        return False
    return not _STOPPED.search(bare) or set(tones) <= _ACUTE_OR_DOT


def likeness(text: str) -> int:
    """Words with marks that are syllables, less those that are not. Words of bare ASCII letters say nothing either way."""
    return sum(1 if is_syllable(word) else -1 for word in _WORD.findall(text) if not word.isascii())

"""A vocabulary like that of real pages: few words everywhere, most of them rare, all inflected."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

_STEMS = {"kk": 9000, "ru": 9000, "en": 6000}


def _words(text: str) -> list[str]:
    return text.split()


_SYLLABLES = {
    "kk": (
        _words("б т қ к д м с ш ж н л р"),
        _words("а ы о ұ е і ө ү ә"),
        _words("н л р с т қ к м з"),
    ),
    "ru": (
        _words("б в г д ж з к л м н п р с т ш ст пр тр вл"),
        _words("а о е и у ы"),
        _words("н л р с т к в д"),
    ),
    "en": (
        _words("b c d f g h l m n p r s t st tr pl th"),
        _words("a e i o u ea ou"),
        _words("n l r s t ck nd rt m"),
    ),
}
_ENDINGS = {
    "ru": ["", *_words("а у ом е ы ов ам ами ах ый ого ому ым ая ую")],
    "en": ["", *_words("s ed ing er")],
}
_BACK = ("", "лар", "дың", "да", "дан", "ы", "ының", "ында", "ларының", "мен", "лардан", "ға")
_FRONT = ("", "лер", "дің", "де", "ден", "і", "інің", "інде", "лерінің", "мен", "лерден", "ге")
_COMMON = {
    "kk": _words("және бұл мен бір үшін деп да де сол оның болып ол еді осы бойынша туралы бар"),
    "ru": _words("и в на не что с по как из к это его но от за для был а о они"),
    "en": _words("the of and in to a is that for it was on with as by at from"),
}


@dataclass(frozen=True, slots=True)
class Language:
    """Words of one language, each as often as its rank says (Zipf)."""

    code: str
    forms: Sequence[Sequence[str]]
    shares: NDArray[np.float64]

    def text(self, count: int, chance: np.random.Generator) -> list[str]:
        """So many words."""
        ranks = np.searchsorted(self.shares, chance.random(count))
        which = chance.integers(0, 1 << 16, count)
        return [
            forms[number % len(forms)]
            for rank, number in zip(ranks.tolist(), which.tolist(), strict=True)
            for forms in [self.forms[rank]]
        ]

    def word(self, first: int, last: int, chance: random.Random) -> str:
        """A word of a rank between these."""
        return chance.choice(self.forms[chance.randint(first, min(last, len(self.forms) - 1))])


def languages(seed: int = 7) -> dict[str, Language]:
    """Kazakh with its real stems and more of the same sound, Russian and English alike."""
    chance = random.Random(seed)
    return {code: _language(code, count, chance) for code, count in _STEMS.items()}


def _language(code: str, count: int, chance: random.Random) -> Language:
    stems = dict.fromkeys(_COMMON[code])
    own = list(_kazakh()) if code == "kk" else []
    chance.shuffle(own)
    stems |= dict.fromkeys(own)
    while len(stems) < count:
        stems[_made(code, chance)] = None
    forms = [_forms(code, stem, at < len(_COMMON[code])) for at, stem in enumerate(stems)]
    weights = 1.0 / (np.arange(len(forms)) + 2.7)
    return Language(code, forms, np.cumsum(weights) / weights.sum())


def _kazakh() -> Iterator[str]:
    text = files("repository.search").joinpath("kazakh_stems.txt").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            yield from line.split()


def _made(code: str, chance: random.Random) -> str:
    first, vowels, last = _SYLLABLES[code]
    syllables = [
        chance.choice(first) + chance.choice(vowels) + chance.choice([*last, "", ""])
        for _ in range(chance.choice((1, 2, 2, 3)))
    ]
    return "".join(syllables) + chance.choice(last)


def _forms(code: str, stem: str, common: bool) -> list[str]:
    if common:
        return [stem]
    if code != "kk":
        return [stem + ending for ending in _ENDINGS[code]]
    soft = any(letter in "әөүіе" for letter in stem)
    return [stem + ending for ending in (_FRONT if soft else _BACK)]

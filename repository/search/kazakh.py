"""Stems of Kazakh words, by light suffix rules over the letters of the skeleton.

Kazakh hangs one suffix behind another: plural, possessive, case, person; tense and negation on
verbs. Each has forms for hard and soft words (лар/лер) and for what stands before it (лар, дар,
тар). The letters of the skeleton do not tell hard from soft always, so that both are taken; what
stands before is asked strictly, which keeps most words from being cut in their stem. All ways to
take a word apart are tried: the longest stem of a list of frequent ones is right, and where none
is known the shortest that is long enough. That also brings together what the rules cut too far,
as they cut it alike in all forms.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from repository.search.folding import fold
from repository.search.suffixes import Suffixes

_VOWELS = "аоуыеи"
_SHORTEST = 3
_SHORTEST_KNOWN = 2
_LONGEST = 40
_MOST_PASSES = 4

_OPEN = "(?<=[аоуыеир])"  # a vowel, й, у or р
_NASAL = "(?<=[лмнзжв])"
_VOICED = "(?<=[аоуыеирлмнзжв])"
_VOICELESS = "(?<=[пткшсчхфбгдв])"
_VOWEL = "(?<=[аоуыеи])"
_CONSONANT = "(?<=[бвгджзклмнпрстфхчшиу])"
_ITS = "(?<=[ыи])"  # behind the possessive of the third person


def _layer(*endings: tuple[str, str]) -> Suffixes:
    return Suffixes([f"{before}(?:{ending})" for before, ending in endings])


_NEGATION = f"(?:(?:{_CONSONANT}[аеыи]?|{_VOWEL})[мбп][ае])?"
_PRESENT = f"(?:{_CONSONANT}(?:[ае]?и|[ае])|{_VOWEL}и)"
# Without -дық of "we did", which is also the noun suffix of достық and күндік.
_WHOSE = "(?:м|н|ныз|низ)?"
_FINITE = _layer(
    # present and future: жазамын, қарайды; past: жаздым, қарамадыңыз; condition: жазса
    ("", f"{_NEGATION}{_PRESENT}(?:мын|мин|сыз|сиз|ды|ди|мыз|миз)"),
    (_VOICED, f"(?:ды|ди){_WHOSE}"),
    (_VOICELESS, f"(?:ты|ти){_WHOSE}"),
    ("", f"{_NEGATION}(?:{_CONSONANT}[ае]|{_VOWEL})(?:ды|ди){_WHOSE}"),
    ("", f"{_NEGATION}(?:{_CONSONANT}[аеыи]?|{_VOWEL})(?:са|се)(?:к|{_WHOSE})"),
    # wishes: жазыңыз, жазсын, жазайық
    ("", f"{_NEGATION}(?:{_CONSONANT}[аеыи]?|{_VOWEL})(?:сын|син|[ыи]?ныз|[ыи]?низ)"),
    (_CONSONANT, "(?:[ае]?аиы|[ае]?еии)(?:н|к)"),
)
_PERSON = _layer(
    (_VOICED, "мын|мин|мыз|миз|сын|син|сыз|сиз"),
    ("(?<=[зжн])", "бын|бин|быз|биз"),
    (_VOICELESS, "пын|пин|пыз|пиз|сын|син|сыз|сиз"),
)
_CASE = _layer(
    ("(?<=[аоуыеимн])", "нын|нин"),
    ("(?<=[рлиузжв])", "дын|дин"),
    (_VOICELESS, "тын|тин|ка|ке|ты|ти|та|те|тан|тен|пен|таи|теи"),
    (_VOICED, "га|ге|да|де|даи|деи"),
    (_ITS, "на|не|н|нда|нде|ндаи|ндеи"),
    ("(?<=[ыи][мн])", "а|е"),
    ("(?<=[аыеи])", "ны|ни"),
    ("(?<=[рлмнзжвиу])", "ды|ди"),
    ("(?<=[аоуыеирлзжв])", "дан|ден"),
    ("(?<=[мныи])", "нан|нен"),
    ("(?<=[аоуыеирлмн])", "мен|менен"),
    ("(?<=[зжв])", "бен"),
)
_POSSESSIVE = _layer(
    (_CONSONANT, "ы|и|ым|им|ын|ин|ымыз|имиз|ыныз|иниз"),
    (_VOWEL, "сы|си|м|мыз|миз|ныз|низ"),
)
_PLURAL = _layer((_OPEN, "лар|лер"), (_NASAL, "дар|дер"), (_VOICELESS, "тар|тер"))
_THERE = (
    (_VOICED, "(?:да|де)(?:гы|ги)"),
    (_VOICELESS, "(?:та|те)(?:гы|ги)"),
    (_ITS, "нда(?:гы|ги)|нде(?:гы|ги)"),
)
_BELONGING = _layer(
    (_VOICED, "гы|ги"),
    (_VOICELESS, "кы|ки"),
    ("", "(?:н|д|т)(?:ыки|ики)"),
    *_THERE,
)
_BELONGING_THERE = _layer(*_THERE)
_PARTICIPLE = _layer(
    (_VOICED, "ган|ген"),
    (_VOICELESS, "кан|кен"),
    ("", f"{_NEGATION}(?:{_CONSONANT}[аеыи]?|{_VOWEL})(?:ган|ген)"),
    ("", f"{_NEGATION}{_PRESENT}(?:тын|тин)"),
    ("", f"{_NEGATION}(?:{_CONSONANT}[аеыи]|{_VOWEL})п"),
    ("", f"{_NEGATION}(?:{_CONSONANT}[ае]?|{_VOWEL})у"),
)
# From the outermost to the innermost; what belongs to (үйдегілерде) may have been counted before.
_LAYERS = (_PERSON, _CASE, _POSSESSIVE, _PLURAL, _BELONGING, _POSSESSIVE, _PLURAL, _PARTICIPLE)

# Of words that are not known: short endings of verbs are more often those of names.
_NOMINAL = (_CASE, _POSSESSIVE, _PLURAL, _BELONGING_THERE, _POSSESSIVE, _PLURAL, _PARTICIPLE)
_LONG_FINITE = _layer(("", f"{_CONSONANT}[ае](?:ды|ди)|[мп][ае]и(?:ды|ди)"))

_HARDENED = str.maketrans("бг", "пк")


def stem(word: str) -> str:
    """The stem of a word, both in the letters of the skeleton."""
    if not _SHORTEST_KNOWN < len(word) <= _LONGEST:
        return _hard(word)
    found = _stems(word)
    known = [left for left in found if _known(left)]
    if known:
        return _known(max(known, key=_length))
    return _hard(_shortest(word))


def _shortest(word: str) -> str:
    """What is left of a word of which nothing is known, cut until nothing comes off.

    Again and again, so that a name which ends like a suffix is cut alike with others behind it.
    """
    for _ in range(_MOST_PASSES):
        found = _layered(word, _NOMINAL) | _without(_LONG_FINITE, word)
        left = min((each for each in found if each == word or _is_long(each)), key=_length)
        if left == word:
            break
        word = left
    return word


def _stems(word: str) -> set[str]:
    """The word and all that is left of it in any way of taking suffixes away."""
    found = {word} | _without(_FINITE, word) | _layered(word, _LAYERS)
    return {left for left in found if len(left) >= _SHORTEST_KNOWN}


def _layered(word: str, layers: Sequence[Suffixes]) -> set[str]:
    """The word and what is left of it, the suffixes of one layer after another taken away."""
    reached = {word}
    for layer in layers:
        reached |= {left for now in reached for left in _without(layer, now)}
    return reached


def _without(layer: Suffixes, word: str) -> set[str]:
    """What is left of a word without each of the suffixes of a layer."""
    left = set()
    for at in layer.starts(word, _SHORTEST_KNOWN):
        left.add(word[:at])
        # оқу and оқиды come of оқы: й and у swallow the vowel before them.
        if word[at] in "иу":
            left |= {word[:at] + "ы", word[:at] + "и"}
    return left


def _known(left: str) -> str:
    """The frequent stem that this is, hardened; empty when it is none.

    A last б or г may be п or к before a vowel, and a vowel may have fallen out: халқы, ерні.
    """
    known = _frequent()
    hard = _hard(left)
    if hard in known:
        return hard
    if len(hard) > 2 and hard[-1] not in _VOWELS and hard[-2] not in "аоыеи":
        for vowel in "ыи":
            if (full := hard[:-1] + vowel + hard[-1]) in _falling():
                return full
    return ""


def _is_long(left: str) -> bool:
    return len(left) >= _SHORTEST and any(letter in _VOWELS for letter in left)


def _length(left: str) -> tuple[int, str]:
    return len(left), left


def _hard(left: str) -> str:
    return left[:-1] + left[-1:].translate(_HARDENED)


@lru_cache(maxsize=1)
def _frequent() -> frozenset[str]:
    text = files("repository.search").joinpath("kazakh_stems.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(_hard(fold(word)) for line in lines for word in line.split())


@lru_cache(maxsize=1)
def _falling() -> frozenset[str]:
    """Words that lose their last vowel before a suffix with a vowel."""
    words = "халық орын мұрын ерін қарын ауыз мойын қойын иін құлық қалып ғұрып әріп парық қырық"
    return frozenset(fold(word) for word in words.split()) & _frequent() | {"иин", "калып", "гурып"}

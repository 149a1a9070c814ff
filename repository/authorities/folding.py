"""Letters that stand for each other when names are looked for."""

import unicodedata

_LETTERS = str.maketrans("әғқңөұүһіё", "агкноуухие")


def fold(text: str) -> str:
    """A text in small letters, Kazakh ones as the Russian ones that people type in their place."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    bare = unicodedata.normalize("NFD", plain)
    kept = (letter for letter in bare if letter == "\u0306" or not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(kept))

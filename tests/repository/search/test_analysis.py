"""Words in three languages and three alphabets come down to terms that meet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from repository.search.analysis import fold, language_of, query_terms, terms, tokens
from repository.search.folding import head, starts_of

HERE = Path(__file__).parent


def lines(name: str) -> Iterator[str]:
    for line in (HERE / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line


FORMS = [
    (lemma, form)
    for line in lines("kazakh_forms.txt")
    for lemma, forms in [line.split(":")]
    for form in forms.split()
]
PAIRS = [tuple(line.split()) for line in lines("kazakh_pairs.txt")]


def meet(asked: str, written: str, language: str | None) -> bool:
    """Whether a search for one word finds a text that holds the other."""
    return terms(written, language).fold in query_terms(asked).folds


def test_the_lists_are_as_long_as_promised() -> None:
    assert len(set(FORMS)) >= 300
    assert len(set(PAIRS)) >= 60


def test_inflected_kazakh_meets_its_lemma() -> None:
    apart = [
        (lemma, form)
        for lemma, form in FORMS
        if terms(form, "kk")[1:] != terms(lemma, "kk")[1:] or not meet(form, lemma, "kk")
    ]
    assert apart == []


def test_inflected_kazakh_typed_on_a_russian_keyboard_meets_its_lemma() -> None:
    assert [pair for pair in FORMS if not meet(fold(pair[1]), pair[0], "kk")] == []


def test_different_kazakh_words_stay_apart() -> None:
    met = [pair for pair in PAIRS if terms(pair[0], "kk").fold == terms(pair[1], "kk").fold]
    assert met == []


@pytest.mark.parametrize(
    ("kazakh", "others"),
    [
        ("қазақстан", "казакстан qazaqstan qazaqstan qazaqstan قازاقستان kazakstan"),
        ("кітап", "китап kitap kıtap كىتاپ kitaptarymyz"),
        ("тіл", "тил til tıl ٴتىل tilder"),
        ("ғылым", "гылым ğylym ǵylym g'ylym g’ylym ghylym عىلىم"),
        ("өлең", "олен öleñ óleń o'len' oleng ولەڭ"),
        ("жаңалық", "жаналык jañalyq zhangalyq zhanalyk جاڭالىق"),
        ("халық", "халык halyq khalyk حالىق"),
        ("уақыт", "уакыт uaqyt waqyt ۋاقىت"),
        ("ұлттық", "улттык ūlttyq ulttyk"),
        ("шаруашылық", "şaruaşylyq sharuashylyq шаруашылык شارۋاشىلىق"),
        ("дүние", "дуние dünie dúnie دۇنيە"),
        ("абай", "abay abai اباي абайдың"),
        ("жібек", "жибек jıbek zhibek جىبەك"),
        ("әдебиет", "адебиет ädebiet ádebiet adebiet ادەبيەت"),
        ("һ", "х h"),
    ],
)
def test_kazakh_is_found_from_every_alphabet(kazakh: str, others: str) -> None:
    assert [word for word in others.split() if not meet(word, kazakh, "kk")] == []
    assert [word for word in others.split() if not meet(kazakh, word, "kk")] == []


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("россия", "Россія"),
        ("лес", "лѣсъ"),
        ("белого", "бѣлаго"),
        ("древний", "древняго"),
        ("новые", "новыя"),
        ("бессмертный", "безсмертнаго"),
        ("рассказ", "разсказы"),
        ("Фёдор", "Ѳедоръ"),
        ("ёлка", "елки"),
        ("история", "исторіи"),
        ("книга", "книгами"),
    ],
)
def test_russian_of_all_times_meets(asked: str, written: str) -> None:
    assert meet(asked, written, "ru")
    assert meet(written, asked, "ru")


def test_english_is_stemmed() -> None:
    assert meet("library", "libraries", "en")
    assert not meet("libra", "libraries", "en")


def test_levels_tell_what_is_written_from_what_sounds_like_it() -> None:
    lake, hand = terms("көлдің", "kk"), terms("қолдың", "kk")
    assert lake.fold == hand.fold
    assert lake.stem != hand.stem
    assert query_terms("көл").stems == (lake.stem,)


def test_the_first_letters_of_a_word_tell_how_its_term_begins() -> None:
    more = "ғ г b shch chaı zhol خالىق كىتاپ yes ъезд Әуезов çay 1898 изъ ѵпатія изслѣдованіе dying"
    words = {token.word for token in tokens(more)} | {form for _, form in FORMS}
    for word in words:
        for language in ("kk", "ru", "en", None):
            term = terms(word, language).fold
            assert term[0] in starts_of(word[0]), (word, language)
            same = max(1, min(3, len(term) - 2))
            assert head(fold(word)).startswith(head(term, same)), (word, language)


def test_names_are_found_in_another_alphabet() -> None:
    assert meet("auezov", "Әуезовтің", "kk")
    assert meet("Кант", "Kant", "de")
    assert meet("Valihanov", "Валиханова", "ru")


def test_tokens_say_where_words_stand() -> None:
    text = "Абай-\nдың «қара сөздері», 1909—1910;\nАлма-\nАта за́мок don’t кі­тап ٣"
    found = tokens(text)
    assert [token.word for token in found] == [
        "абайдың",
        "қара",
        "сөздері",
        "1909",
        "1910",
        "алма",
        "ата",
        "замок",
        "don't",
        "кітап",
        "3",
    ]
    assert text[found[0].start : found[0].end] == "Абай-\nдың"
    assert text[found[2].start : found[2].end] == "сөздері"


def test_a_word_without_end_is_cut() -> None:
    (token,) = tokens("а" * 100_000)
    assert len(token.word) == 64
    assert tokens("\u0301\u00ad _ -- \n") == []


def test_the_language_of_a_text_shows_in_its_letters() -> None:
    assert language_of("Қазақ тілінің сөздігі және өлеңдер") == "kk"
    assert language_of("Толковый словарь русского языка") == "ru"
    assert language_of("Қазақ тілінің сөздігі", ["rus", "kaz"]) == "kk"
    assert language_of("A dictionary", ["en", "kk"]) == "en"
    assert language_of("A dictionary") is None

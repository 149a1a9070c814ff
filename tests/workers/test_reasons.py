"""Codes and sentences belong together."""

import ast
import inspect
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from repository.reasons import REASONS, SCANS, sentence
from workers import errors
from workers.limits import Limits

ROOT = Path(__file__).parents[2]
EXAMPLES = [
    errors.EmptyFileError(),
    errors.NotAnImageError(),
    errors.UnsupportedFormatError("DjVu"),
    errors.UnsupportedPixelsError("12 bit"),
    errors.TruncatedError("what a codec said"),
    errors.DamagedError("what a codec said"),
    errors.HeaderMismatchError((1, 2), (3, 4)),
    errors.TooManyPixelsError(70_000, 70_000, Limits()),
    errors.TooMuchMemoryError(2_400_000_000, Limits()),
    errors.TooManyFramesError(Limits()),
    errors.NoSuchFrameError(4),
    errors.EncryptedPdfError(),
    errors.NoFfmpegError(),
    errors.UnsupportedRecordingError("AVI"),
    errors.UnsupportedCodecError("indeo5"),
    errors.EmptyRecordingError(),
    errors.DamagedRecordingError("what ffmpeg said"),
    errors.TruncatedRecordingError(3.5, 20, "what ffmpeg said"),
    errors.TooLongError(Limits()),
    errors.TooManyStreamsError(Limits()),
    errors.RecordingTooLargeError(4 << 30),
    errors.NoTesseractError(),
    errors.NoLanguageError("kir"),
    errors.NoPictureError(),
    errors.RecognitionFailedError("what tesseract said"),
    errors.DownloadPictureError(7, "what the image server said"),
    errors.DownloadTooLargeError(3 << 30),
    errors.TookTooLongError(900),
]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_class_has_its_sentence_and_every_sentence_its_class() -> None:
    classes = {
        value
        for value in vars(errors).values()
        if inspect.isclass(value)
        and issubclass(value, errors.ScanError)
        and value is not errors.ScanError
    }
    assert {type(example) for example in EXAMPLES} == classes
    assert {example.code for example in EXAMPLES} == SCANS.keys()


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: error.code)
def test_what_a_sentence_asks_for_is_there(error: errors.ScanError) -> None:
    for language, text in REASONS[error.code].items():
        assert placeholders(text) <= error.params.keys()
        shown = sentence(error.code, error.params, language)
        assert "{" not in shown
        assert "?" not in shown


def test_every_reason_is_told_in_three_languages_with_the_same_facts() -> None:
    for code, wordings in REASONS.items():
        assert wordings.keys() == {"kk", "ru", "en"}, code
        assert len({frozenset(placeholders(text)) for text in wordings.values()}) == 1, code
        assert len(set(wordings.values())) == 3, code


def test_params_are_never_taken_for_placeholders() -> None:
    shown = sentence("no-scans", {"path": "{0.__class__} {path}"}, "en")
    assert shown == "There are no scans in {0.__class__} {path}."


def test_unknown_codes_and_languages_and_missing_params_are_survived() -> None:
    assert sentence("of-tomorrow", {}, "kk") == REASONS["internal"]["kk"]
    assert sentence("truncated", {}, "fr") == REASONS["truncated"]["en"]
    assert sentence("too-many-pixels", {}, "en").count("?") == 3


def named_codes() -> Iterator[tuple[str, str]]:
    """Every code that a call of the catalogue or of a worker names."""
    for package in ("repository", "workers"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call):
                    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                    place = {"RefusedError": 0, "Hindrance": 0, "_fail": 2, "_postpone": 2}
                    at = place.get(name)
                    if at is not None and len(node.args) > at:
                        argument = node.args[at]
                        if isinstance(argument, ast.Constant):
                            yield path.name, str(argument.value)


@pytest.mark.parametrize(("where", "code"), sorted(set(named_codes())))
def test_a_code_that_is_used_has_a_sentence(where: str, code: str) -> None:
    assert code in REASONS

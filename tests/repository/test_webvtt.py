import pytest

from repository.captions import read_captions
from repository.errors import RefusedError
from repository.webvtt import Cue, WebVttError, parse, plain_text
from tests.recordings import LANGUAGES, captions


@pytest.mark.parametrize("language", LANGUAGES)
def test_real_captions_are_read(language: str) -> None:
    cues = parse(captions(language).read_bytes())
    assert [cue.start for cue in cues] == pytest.approx([0.0, 3.913, 9.679])
    assert cues[-1].end == 14.11
    assert all(cue.text for cue in cues)


def test_everything_that_the_format_knows() -> None:
    text = """\ufeffWEBVTT - with a title

NOTE a remark
over two lines

STYLE
::cue { color: lime }

one
00:01.000 --> 00:02.500 align:start position:10%,line-left
<v Абай>Бір <i>сөз</i> &amp; екі</v>
second line

01:00:00.000 --> 01:00:01.000
last
"""
    cues = parse(text.replace("\n", "\r\n").encode())
    assert cues == (
        Cue(1.0, 2.5, "Бір сөз & екі\nsecond line"),
        Cue(3600.0, 3601.0, "last"),
    )
    assert plain_text(cues) == "Бір сөз & екі second line\nlast\n"


CUE = "00:01.000 --> 00:02.000\nwords\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("WEBVTTS\n\n" + CUE, 1),
        ("1\n00:00:01,000 --> 00:00:02,000\nSubRip\n", 1),
        ("WEBVTT\n" + CUE, 2),
        ("WEBVTT\n\n", 3),
        ("WEBVTT\n\n00:01.000 -> 00:02.000\nwords\n", 4),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nwords\n", 3),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\nwords\n", 3),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nwords\n", 3),
        ("WEBVTT\n\n00:02.000 --> 00:03.000\nwords\n\n" + CUE, 6),
        ("WEBVTT\n\n00:01.000 --> 00:02.000 colour:red\nwords\n", 3),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", 3),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<script>x</script>\n", 4),
        ("WEBVTT\n\n" + CUE + "00:02.000 --> 00:03.000\nno empty line\n", 5),
        ("WEBVTT\n\n٠٠:٠١.٠٠٠ --> 00:02.000\nwords\n", 3),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nNUL \0\n", 4),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(WebVttError) as caught:
        parse(text.encode())
    assert caught.value.line == line


def test_other_encodings_and_giants_are_refused() -> None:
    with pytest.raises(WebVttError):
        parse("WEBVTT\n\n00:01.000 --> 00:02.000\nслово\n".encode("cp1251"))
    with pytest.raises(WebVttError):
        parse(b"WEBVTT\n\n" + b"x" * 6_000_000)


@pytest.mark.parametrize("name", ["talk.vtt", ".kk.vtt", "talk.kazakh.vtt", "talk.k k.vtt"])
def test_a_name_has_to_tell_recording_and_language(name: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_captions(captions("kk"), name)
    assert caught.value.code == "captions-name"


def test_the_name_tells_recording_and_language() -> None:
    read = read_captions(captions("kk"), "Абай. 1-сөз.kk-Latn.vtt")
    assert (read.recording, read.language) == ("Абай. 1-сөз", "kk-latn")

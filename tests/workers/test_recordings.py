"""From recordings of every kind to what browsers play."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.recordings import AAC, H264, SPEECH, ffmpeg, film, packets, tone
from tests.services import program
from workers.containers import MP4, container
from workers.errors import (
    DamagedRecordingError,
    EmptyFileError,
    EmptyRecordingError,
    NoFfmpegError,
    RecordingTooLargeError,
    ScanError,
    TookTooLongError,
    TooLongError,
    TooManyPixelsError,
    TooManyStreamsError,
    TruncatedRecordingError,
    UnsupportedCodecError,
    UnsupportedRecordingError,
)
from workers.ffmpeg import run, source
from workers.limits import Limits
from workers.playable import Playable, fitted, make_playable, write_poster
from workers.recording import Recording, inspect_recording, probe

MOST = 64 << 20
PLAIN = (*H264, *AAC)
SOUNDS = {
    "a.wav": (),
    "a.mp3": ("-c:a", "libmp3lame"),
    "a.flac": (),
    "a.ogg": ("-c:a", "libvorbis"),
    "a.opus": ("-c:a", "libopus"),
    "a.m4a": AAC,
}
FILMS = {
    "a.mp4": PLAIN,
    "a.mov": (*H264, "-c:a", "pcm_s16le"),
    "a.mkv": ("-c:v", "mpeg4", "-c:a", "libmp3lame"),
    "a.webm": ("-c:v", "libvpx", "-c:a", "libvorbis"),
}


def inspected(path: Path, limits: Limits | None = None) -> Recording:
    found = inspect_recording(path, limits or Limits())
    assert found is not None
    return found


def play(path: Path, limits: Limits | None = None) -> tuple[Playable, Path]:
    """What browsers get of a file, and where it lies."""
    limits, target = limits or Limits(), path.parent / "playable.mp4"
    return make_playable(path, inspected(path, limits), target, limits, MOST), target


def streams(path: Path) -> list[tuple[str, str]]:
    command = [program("ffprobe"), "-v", "error", "-of", "json", "-show_streams", str(path)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return [(stream["codec_name"], stream.get("pix_fmt", "")) for stream in told["streams"]]


def starts_fast(path: Path) -> bool:
    data = path.read_bytes()
    return data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("name", SOUNDS)
def test_sounds_become_aac_in_mp4(tmp_path: Path, name: str) -> None:
    made, target = play(tone(tmp_path / name, *SOUNDS[name]))
    assert (made.format, made.width, made.height) == ("audio/mp4", None, None)
    assert made.duration == pytest.approx(2, abs=0.06)
    assert streams(target) == [("aac", "")]
    assert starts_fast(target)


@pytest.mark.parametrize("name", FILMS)
def test_films_become_h264_in_mp4(tmp_path: Path, name: str) -> None:
    made, target = play(film(tmp_path / name, *FILMS[name]))
    assert (made.format, made.width, made.height) == ("video/mp4", 320, 180)
    assert made.duration == pytest.approx(2, abs=0.1)
    assert streams(target) == [("h264", "yuv420p"), ("aac", "")]
    assert starts_fast(target)


def test_what_browsers_play_already_is_copied(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", *PLAIN)
    assert not starts_fast(path)
    _, target = play(path)
    assert packets(target) == packets(path)
    other = film(tmp_path / "b.mkv", "-c:v", "mpeg4", *AAC)
    assert packets(play(other)[1]) != packets(other)


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", *PLAIN).rename(tmp_path / "a.wav")
    made, _ = play(path)
    assert made.format == "video/mp4"


def test_a_turned_film_is_upright(tmp_path: Path) -> None:
    film(tmp_path / "a.mp4", *PLAIN)
    turned = tmp_path / "turned.mp4"
    ffmpeg("-i", tmp_path / "a.mp4", "-c", "copy", "-metadata:s:v", "rotate=90", turned)
    made, _ = play(turned)
    assert (made.width, made.height) == (180, 320)


def test_stretched_pixels_become_square(tmp_path: Path) -> None:
    made, _ = play(film(tmp_path / "a.mp4", *PLAIN, "-vf", "setsar=2/1"))
    assert (made.width, made.height) == (640, 180)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((640, 360), (640, 360)),
        ((3840, 2160), (1920, 1080)),
        ((2160, 3840), (1080, 1920)),
        ((641, 359), (640, 360)),
        ((5000, 10), (1920, 4)),
        ((1, 1), (2, 2)),
    ],
)
def test_films_are_made_to_fit(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert fitted(*size) == expected


def test_subtitles_inside_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "s.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nwords\n")
    path = film(tmp_path / "a.mp4", *PLAIN)
    ffmpeg("-i", path, "-i", tmp_path / "s.srt", "-c", "copy", tmp_path / "a.mkv")
    _, target = play(tmp_path / "a.mkv")
    assert streams(target) == [("h264", "yuv420p"), ("aac", "")]


def test_where_it_was_recorded_is_left_out(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mov", *PLAIN, "-metadata", "location=+43.2+076.9/")
    assert b"+43.2+076.9" in path.read_bytes()
    assert b"+43.2+076.9" not in play(path)[1].read_bytes()


def test_a_film_has_a_poster_and_a_sound_its_cover(tmp_path: Path) -> None:
    made, target = play(film(tmp_path / "a.mp4", *PLAIN))
    assert write_poster(target, MP4, 0, 0.2, tmp_path / "poster.png", Limits())
    assert (tmp_path / "poster.png").read_bytes().startswith(b"\x89PNG")
    assert made.width == 320
    film(tmp_path / "cover.png", "-frames:v", "1", sound=False)
    tone(tmp_path / "plain.mp3", "-c:a", "libmp3lame")
    ffmpeg(
        *("-i", tmp_path / "plain.mp3", "-i", tmp_path / "cover.png", "-map", "0", "-map", "1"),
        *("-c", "copy", "-disposition:v", "attached_pic", tmp_path / "a.mp3"),
    )
    sound = inspected(tmp_path / "a.mp3")
    assert sound.film is None
    assert sound.cover == 1
    assert play(tmp_path / "a.mp3")[0].format == "audio/mp4"


def test_real_speech_lasts_as_long_as_it_does() -> None:
    found = inspected(SPEECH)
    assert found.duration == pytest.approx(14.11, abs=0.02)
    assert found.media_type == "audio/ogg"


def refused(path: Path, limits: Limits | None = None) -> type[ScanError] | None:
    """The class of error that working on a file ends with."""
    try:
        found = inspect_recording(path, limits or Limits())
        if found is not None:
            target = path.parent / "playable.mp4"
            make_playable(path, found, target, limits or Limits(), MOST)
    except ScanError as error:
        return type(error)
    return None


def test_truncated_recordings_are_found_out(tmp_path: Path) -> None:
    whole = film(tmp_path / "a.mp4", *PLAIN, seconds=20)
    (tmp_path / "b.mp4").write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert refused(tmp_path / "b.mp4") is DamagedRecordingError, "its index was at the end"
    fast = film(tmp_path / "c.mp4", *PLAIN, "-movflags", "+faststart", seconds=20)
    (tmp_path / "d.mp4").write_bytes(fast.read_bytes()[: fast.stat().st_size // 2])
    assert refused(tmp_path / "d.mp4") is TruncatedRecordingError
    flac = tone(tmp_path / "e.flac", seconds=20).read_bytes()
    (tmp_path / "f.flac").write_bytes(flac[: len(flac) // 2])
    assert refused(tmp_path / "f.flac") is TruncatedRecordingError


@pytest.mark.parametrize(
    "content",
    [
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/secret.ts\n#EXT-X-ENDLIST\n",
        b'<?xml version="1.0"?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>',
        b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n",
        b"[Script Info]\n",
        b"Not a recording at all.\n" * 50,
    ],
)
def test_what_only_names_recordings_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(content)
    assert inspect_recording(path, Limits()) is None


def test_a_playlist_is_not_read_as_one_behind_a_false_mark(tmp_path: Path) -> None:
    playlist = b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
    for number, mark in enumerate(
        (b"ID3\x04\0\0\0\0\0\0", b"OggS", b"fLaC", b"RIFF\0\0\0\0WAVE", b"\x1a\x45\xdf\xa3",
         b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"),
    ):  # fmt: skip
        path = tmp_path / f"{number}.mp4"
        path.write_bytes(mark + playlist)
        assert refused(path) in (DamagedRecordingError, EmptyRecordingError)


def test_samples_in_another_file_are_not_fetched(tmp_path: Path) -> None:
    """A QuickTime file whose index says that its samples lie elsewhere."""
    secret = tone(tmp_path / "secret.wav")
    data = bytearray(tone(tmp_path / "a.mov", "-c:a", "pcm_s16le").read_bytes())
    at = data.index(b"dref")
    location = b"file://" + str(secret).encode() + b"\0"
    entry = data.index(b"url ", at)
    data[entry + 4 : entry + 8] = b"\0\0\0\0"  # "not in this file"
    (tmp_path / "b.mov").write_bytes(data + location)
    command = [*source(tmp_path / "b.mov", MP4, 10_000_000)]
    assert command[command.index("-protocol_whitelist") + 1] == "file"
    assert command[command.index("-enable_drefs") + 1] == "0"
    before = secret.stat().st_atime_ns
    refused(tmp_path / "b.mov")
    assert secret.stat().st_atime_ns == before


def test_a_hundred_tracks_are_too_many(tmp_path: Path) -> None:
    tone(tmp_path / "one.wav")
    tracks = [part for _ in range(100) for part in ("-map", "0:a")]
    ffmpeg("-i", tmp_path / "one.wav", *tracks, "-c:a", "pcm_s16le", tmp_path / "a.mkv")
    assert refused(tmp_path / "a.mkv") is TooManyStreamsError


def test_nothing_to_hear_or_see(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(tone(tmp_path / "b.wav").read_bytes()[:44])
    assert refused(path) in (EmptyRecordingError, DamagedRecordingError)
    subtitles = tmp_path / "s.srt"
    subtitles.write_text("1\n00:00:00,000 --> 00:00:01,000\nwords\n")
    ffmpeg("-i", subtitles, "-c:s", "copy", tmp_path / "c.mkv")
    assert refused(tmp_path / "c.mkv") is EmptyRecordingError
    (tmp_path / "d.mp3").write_bytes(b"")
    assert refused(tmp_path / "d.mp3") is EmptyFileError


def test_what_is_known_and_not_read_is_named(tmp_path: Path) -> None:
    assert refused(film(tmp_path / "a.avi", "-c:v", "mpeg4")) is UnsupportedRecordingError
    assert refused(tone(tmp_path / "a.aiff")) is UnsupportedRecordingError
    assert refused(film(tmp_path / "a.mkv", "-c:v", "flv1")) is UnsupportedCodecError


def test_limits_are_told_from_the_header(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", *PLAIN)
    assert refused(path, Limits(seconds=1)) is TooLongError
    assert refused(path, Limits(film_pixels=320 * 100)) is TooManyPixelsError
    with pytest.raises(RecordingTooLargeError):
        make_playable(path, inspected(path), tmp_path / "b.mp4", Limits(), 1000)


def test_pictures_and_documents_are_no_recordings(tmp_path: Path) -> None:
    for name in ("validator.png", "jpg-icc.jpg", "validator.jp2", "ttt_0059.pdf"):
        assert container(Path(__file__).parents[1] / "data" / name) is None
    film(tmp_path / "a.avif", "-frames:v", "1", "-c:v", "libaom-av1", sound=False)
    assert container(tmp_path / "a.avif") is None


def test_a_run_ends_in_time() -> None:
    with pytest.raises(TookTooLongError):
        run(["sleep", "60"], seconds=0.2, most_written=1)


def test_much_talk_is_dropped() -> None:
    ran = run(["sh", "-c", "yes 1>&2 & yes | head -c 9000000; kill $!"], seconds=30, most_written=1)
    assert len(ran.output) == 1 << 20
    assert len(ran.complaints) <= 500


def test_without_ffmpeg_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tone(tmp_path / "a.wav")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused(path) is NoFfmpegError


def test_a_probe_of_noise_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 400)
    with pytest.raises(DamagedRecordingError):
        probe(path, MP4, Limits())

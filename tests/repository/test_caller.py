"""What of a call goes from one process to another, and who may send it."""

import os
import socket
from pathlib import Path

import pytest

from repository.cli import caller
from repository.cli.caller import Caller
from repository.settings import Settings


def test_the_data_folder_is_that_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KERUEN_DATA_DIR", raising=False)
    assert caller.data_dir() == Settings().data_dir == Path("data")
    for value in ("/somewhere", "else", ""):
        monkeypatch.setenv("KERUEN_DATA_DIR", value)
        assert caller.data_dir() == Settings().data_dir


def test_a_process_of_another_user_is_told_from_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX)
    with ours, theirs:
        assert caller.is_own(ours)
        monkeypatch.setattr(os, "geteuid", lambda: 12345)
        assert not caller.is_own(ours)


def test_what_is_no_call_is_refused() -> None:
    for sent in (b"", b"abc", (1 << 40).to_bytes(8), (2).to_bytes(8) + b"{}"):
        ours, theirs = socket.socketpair(socket.AF_UNIX)
        with ours, theirs:
            theirs.sendall(sent)
            theirs.shutdown(socket.SHUT_WR)
            with pytest.raises(ValueError, match="this is no call"):
                caller.receive(ours)


def test_a_call_arrives_with_its_streams() -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX)
    with ours, theirs:
        caller.send(theirs, Caller.here())
        received, streams = caller.receive(ours)
        assert received == Caller.here()
        for number, stream in enumerate(streams):
            assert os.path.sameopenfile(number, stream)
            os.close(stream)


def test_a_caller_of_other_groups_or_another_python_stands_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = caller.standing()
    assert here == caller.standing()
    with monkeypatch.context() as changed:
        changed.setattr(os, "getgroups", lambda: [12345])
        assert caller.standing() != here
    monkeypatch.setenv("PYTHONUTF8", "0")
    assert caller.standing() != here

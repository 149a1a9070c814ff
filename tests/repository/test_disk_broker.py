"""The embedded broker: every message whole, each taken once, by however many processes."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery

from repository.queue import RUN_JOB, Queue, celery_settings
from repository.settings import Settings

MESSAGES = 400
# Takes messages until told that no more will come.
_TAKER = """
import sys, time
from pathlib import Path
from queue import Empty
from celery import Celery
from repository.queue import celery_settings
from repository.settings import Settings
app = Celery("taker", set_as_current=False)
app.conf.update(celery_settings(Settings(data_dir=Path(sys.argv[1]))))
with app.connection_for_read() as connection, connection.SimpleQueue("batch") as queue:
    print("ready", flush=True)
    while True:
        done = Path(sys.argv[1], "done").exists()
        try:
            message = queue.get_nowait()
        except Empty:
            if done:
                break
            time.sleep(0.001)
        else:
            [job_id] = message.payload[0]
            print(job_id[:5], len(job_id), flush=True)
            message.ack()
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


@pytest.fixture
def channel(settings: Settings) -> Iterator[Any]:
    app = Celery("test", set_as_current=False)
    app.conf.update(celery_settings(settings))
    with app.connection_for_write() as connection:
        yield connection.default_channel


def test_many_send_and_many_take(settings: Settings, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _TAKER, str(tmp_path)]
    takers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for taker in takers:
        assert taker.stdout
        assert taker.stdout.readline() == "ready\n"

    def send(first: int) -> None:
        for number in range(first, MESSAGES, 4):
            Queue(settings).send([(f"{number:05}" * 4000, "batch")])

    senders = [threading.Thread(target=send, args=(first,)) for first in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(60)
    (tmp_path / "done").touch()
    taken = [line for taker in takers for line in taker.communicate(timeout=60)[0].splitlines()]
    assert [taker.returncode for taker in takers] == [0, 0, 0]
    assert sorted(taken) == [f"{number:05} 20000" for number in range(MESSAGES)]
    assert list((tmp_path / "queue").glob("messages/*")) == []
    assert list((tmp_path / "queue").glob("processed/*")) == []


def test_what_is_damaged_is_passed_over(
    settings: Settings, channel: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    messages = tmp_path / "queue" / "messages"
    (messages / "0_cut.batch.msg").write_text('{"body": "W3si')
    (messages / "0_half.fresh").write_text("{")
    Queue(settings).send([("job", "batch")])
    assert channel._get("batch")["headers"]["task"] == RUN_JOB
    assert "0_cut" in caplog.text
    assert channel._size("batch") == 0

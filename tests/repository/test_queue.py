"""Telling workers of jobs: whatever the broker says, what was committed stands."""

from pathlib import Path

import pytest
import redis

from repository.queue import Queue, celery_settings
from repository.settings import Settings
from tests.services import RedisServer


@pytest.fixture
def settings(tmp_path: Path, redis_url: str) -> Settings:
    return Settings(data_dir=tmp_path, broker_url=redis_url)


def test_messages_are_those_that_celery_reads(settings: Settings) -> None:
    queue = Queue(settings)
    queue.send([("job1", "batch"), ("job2", "text")])
    with (
        queue._celery.connection_for_read() as connection,
        connection.SimpleQueue("batch") as batch,
        connection.SimpleQueue("text") as text,
    ):
        for source, job in ((batch, "job1"), (text, "job2")):
            message = source.get(timeout=5)
            message.ack()
            assert message.headers["task"] == "keruen.run_job"
            assert message.payload[0] == [job]
    assert celery_settings(settings)["accept_content"] == ["json"]


def test_a_broker_that_is_full_is_only_spoken_of(
    settings: Settings, redis_server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    with redis.Redis.from_url(redis_server.url, socket_timeout=5) as client:
        client.config_set("maxmemory", 1)
        try:
            Queue(settings).send([("job", "batch")])
        finally:
            client.config_set("maxmemory", 0)
    assert "the next sweep will send again" in caplog.text


def test_a_broker_that_goes_away_in_the_middle_is_only_spoken_of(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    queue = Queue(settings)

    def gone(*_: object, **__: object) -> None:
        raise redis.exceptions.ConnectionError("gone")

    monkeypatch.setattr("kombu.transport.redis.Channel._put", gone)
    queue.send([("job", "batch")])
    assert "the next sweep will send again: gone" in caplog.text

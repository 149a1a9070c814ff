"""The services behave the way the tests that use them count on."""

import psycopg
import pytest
import redis

from tests import services
from tests.conftest import Bucket


def _connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("+psycopg", ""))


def test_postgres_folds_kazakh_capitals(postgres_url: str) -> None:
    with _connect(postgres_url) as connection:
        row = connection.execute("SELECT lower('ӘҒҚҢӨҰҮҺІ'), 'Қазақ' ILIKE 'қАЗАҚ'").fetchone()
    assert row == ("әғқңөұүһі", True)


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_its_own_database(postgres_url: str, turn: int) -> None:
    with _connect(postgres_url) as connection:
        connection.execute("CREATE TABLE once (number int)")


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_an_empty_redis(redis_url: str, turn: int) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        client.set("left", "over")


def test_redis_remembers_over_a_power_cut(
    redis_server: services.RedisServer, redis_url: str
) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.set("kept", "yes")
    redis_server.kill()
    redis_server.start()
    with redis.Redis.from_url(redis_url) as client:
        assert client.get("kept") == b"yes"


def test_a_bucket_is_an_address_and_a_server(s3_bucket: Bucket) -> None:
    assert s3_bucket.url.startswith("s3://test-")
    assert s3_bucket.endpoint_url.startswith("http://127.0.0.1:")


def test_a_missing_program_skips_here_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-server is not installed"):
        services.program("no-such-server")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-server is not installed"):
        services.program("no-such-server")

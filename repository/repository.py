"""The factory: settings in, the open catalogue with its storage and queue out."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from repository.database import Database
from repository.queue import Queue
from repository.settings import Settings
from storage import Storage, open_storage


@dataclass(frozen=True, slots=True)
class Repository:
    """Everything a door of the repository works with."""

    settings: Settings
    database: Database
    storage: Storage

    def close(self) -> None:
        """Give back the database's connections."""
        self.database.close()


def open_repository(settings: Settings) -> Repository:
    """The repository that these settings describe; makes the data folder when it is missing."""
    settings.staging_dir.mkdir(parents=True, exist_ok=True)
    return Repository(
        settings=settings,
        database=Database(settings.database_address, on_commit=Queue(settings).send),
        storage=open_storage(
            settings.storage_address,
            endpoint_url=settings.s3_endpoint_url or None,
            region=settings.s3_region,
        ),
    )


def secret_key(settings: Settings) -> str:
    """The key that signs sessions: the setting, or one made once and kept in the data folder."""
    given = settings.secret_key.get_secret_value()
    if given:
        return given
    path = settings.data_dir.absolute() / "secret_key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(32))
    return path.read_text()


def _write_once(path: Path, text: str) -> None:
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    fresh.write_text(text)
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        pass  # another process was first; its key holds for both
    finally:
        fresh.unlink()

"""The one place that reads the environment: every setting, its default and its help."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from repository.errors import SettingsError

PREFIX = "KERUEN_"
_EVERYWHERE = ("0.0.0.0", "::")  # an address to listen on, none to ask for


class Settings(BaseSettings):
    """Keruen's settings, each from the environment variable `KERUEN_` + its name.

    Credentials of an S3 server are not among them: boto3 finds them the way its users expect
    (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, a profile, a role).
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    data_dir: Path = Field(
        Path("data"),
        description="Folder for everything that is kept on this machine: the embedded database, "
        "pictures, the queue, uploads in progress, caches.",
    )
    database_url: str = Field(
        "",
        description="SQLAlchemy address of the catalogue, for example "
        "postgresql+psycopg://keruen@db/keruen. Empty: SQLite in the data folder.",
    )
    storage_url: str = Field(
        "",
        description="Where masters and pyramids lie: file:///folder or s3://bucket/prefix. "
        "Empty: the folder `storage` in the data folder.",
    )
    s3_endpoint_url: str = Field(
        "", description="Address of an S3-compatible server that is not Amazon's."
    )
    s3_region: str = Field("us-east-1", description="Region that S3 requests are signed for.")
    broker_url: str = Field(
        "",
        description="Celery's broker, for example redis://localhost:6379/0. "
        "Empty: a broker on disk in the data folder that needs no server.",
    )
    base_url: str = Field(
        "",
        description="The address readers see, without a slash at the end; every IIIF id starts "
        "with it. Empty: http://HOST:PORT.",
    )
    host: str = Field("127.0.0.1", description="Address the web server listens on.")
    port: int = Field(8000, ge=1, le=65535, description="Port the web server listens on.")
    proxies: int = Field(
        0,
        ge=0,
        le=10,
        description="How many reverse proxies stand in front, one behind the other: what they say "
        "of the visitor in X-Forwarded-For and X-Forwarded-Proto is believed.",
    )
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="Signs sessions. Empty: made once and kept in the data folder; several web "
        "servers need the same one.",
    )
    timezone: str = Field(
        "UTC",
        description="Where a day begins for the visit counter, for example Asia/Almaty.",
    )
    mail_url: str = Field(
        "",
        description="SMTP server that mail to readers and libraries goes out by, for example "
        "smtps://user:password@mail.example.org. Empty: no mail goes out.",
    )
    mail_from: str = Field("", description="Mail address of the site, which mail comes from.")
    keep_letters: int = Field(
        180,
        ge=1,
        le=3650,
        description="Days after its last step for which a reader's message or request is kept with "
        "what tells who the reader is.",
    )
    web_processes: int = Field(2, ge=1, le=64, description="Processes that answer requests.")
    worker_processes: int = Field(
        0, ge=0, le=64, description="Scans worked on at once by one worker. 0: one per core."
    )
    job_lease: float = Field(
        30.0,
        ge=1,
        le=3600,
        description="Seconds after which the work of a worker that no longer answers "
        "is given to another.",
    )
    max_upload: int = Field(
        4 * 1024**3, ge=1, description="Largest file that is taken in, in bytes."
    )
    upload_days: int = Field(
        7,
        ge=1,
        le=365,
        description="Days that an upload is kept after the last of it arrived, for its sender to "
        "go on.",
    )
    unfinished_per_user: int = Field(
        64 * 1024**3,
        ge=1,
        description="Bytes of files that one user may have begun to send and not finished.",
    )
    unfinished_whole: int = Field(
        256 * 1024**3,
        ge=1,
        description="Bytes of files that all users together may have begun to send and not "
        "finished.",
    )
    max_pixels: int = Field(
        1_000_000_000, ge=1, description="Largest scan that is taken in, in pixels."
    )
    max_frames: int = Field(
        5000, ge=1, le=100_000, description="Most pages that one PDF or TIFF may hold."
    )
    tile_cache: int = Field(
        4 * 1024**3,
        ge=0,
        description="Bytes of local disk, in the data folder, for tiles that were fetched from an "
        "S3 bucket. 0: none. Not used with local storage.",
    )
    document_cache: int = Field(
        1024**3,
        ge=1024**2,
        description="Bytes of local disk, in the data folder, for finished manifests.",
    )
    max_duration: float = Field(
        12 * 3600.0, ge=1, description="Longest recording that is taken in, in seconds."
    )
    recognise: bool = Field(
        False,
        description="Whether the text of every page is recognised as soon as its picture is made. "
        "Otherwise a curator asks for it, or `keruen recognise`.",
    )
    text_languages: str = Field(
        "kaz+rus+eng",
        pattern=r"^[a-z]{3}(_[a-z]+)?(\+[a-z]{3}(_[a-z]+)?){0,2}$",
        description="What Tesseract takes a text for when the work does not say its language: up "
        "to three codes of ISO 639-2.",
    )
    import_dirs: str = Field(
        "",
        description="Folders of this server from which curators may bring in batches of works, "
        "with colons between them. Workers need to see the same folders. Empty: none.",
    )
    hot_dir: str = Field(
        "",
        description="A folder that is watched: what is put into its folder SLUG becomes works of "
        "that library, and is moved to done or failed. Empty: none.",
    )
    hot_seconds: float = Field(
        60.0,
        ge=1,
        le=86_400,
        description="How long nothing in a folder that was put there may have changed before it "
        "is taken for whole.",
    )
    jpeg_quality: int = Field(
        87,
        ge=30,
        le=89,
        description="Quality of stored tiles; from 90 on tiles would triple in size.",
    )

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("starts with neither sqlite:/// nor postgresql+psycopg://")
        return value

    @field_validator("storage_url")
    @classmethod
    def _known_storage(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and not (
            (parts.scheme == "file" and not parts.netloc and parts.path.startswith("/"))
            or (parts.scheme == "s3" and parts.netloc)
        ):
            raise ValueError("is neither file:///folder nor s3://bucket/prefix")
        return value

    @field_validator("broker_url")
    @classmethod
    def _known_broker(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "filesystem://")):
            raise ValueError("starts with neither redis:// nor rediss://")
        return value

    @field_validator("base_url", "s3_endpoint_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.netloc):
            raise ValueError("is not a web address such as https://keruen.example.org")
        return value.rstrip("/")

    @field_validator("mail_url")
    @classmethod
    def _known_mail_server(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("smtp", "smtps") or not parts.hostname):
            raise ValueError("is not an address such as smtps://user:password@mail.example.org")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("is no time zone such as Asia/Almaty") from error
        return value

    @property
    def public_url(self) -> str:
        """The address every id starts with, without a slash at the end."""
        if self.base_url:
            return self.base_url
        host = "localhost" if self.host in _EVERYWHERE else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def database_address(self) -> str:
        """The SQLAlchemy address in use."""
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'keruen.db'}"

    @property
    def storage_address(self) -> str:
        """The storage address in use."""
        return self.storage_url or (self.data_dir.absolute() / "storage").as_uri()

    @property
    def broker_address(self) -> str:
        """The broker address in use."""
        return self.broker_url or "filesystem://localhost"

    @property
    def staging_dir(self) -> Path:
        """Where uploads and pyramids grow until they are whole."""
        return self.data_dir.absolute() / "staging"

    @property
    def worker_count(self) -> int:
        """Processes of one worker: as set, or one for each core."""
        return self.worker_processes or os.cpu_count() or 1


def load_settings(**overrides: Any) -> Settings:
    """The settings of this process.

    Raises `SettingsError` with one line for each wrong setting.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        lines = [_in_words(problem) for problem in error.errors()]
        raise SettingsError(lines) from error


def _in_words(problem: Any) -> str:
    name = PREFIX + str(problem["loc"][0]).upper()
    reason = str(problem["msg"]).removeprefix("Value error, ")
    return f"{name}={problem['input']!s}: {reason}"


def settings_table(settings: Settings) -> list[tuple[str, str, str]]:
    """(variable, value, help) of every setting in the order of the class, secrets hidden."""
    rows = []
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            value = "********" if value.get_secret_value() else ""
        elif isinstance(value, str):
            value = without_password(value)
        rows.append((PREFIX + name.upper(), str(value), field.description or ""))
    return rows


def without_password(address: str) -> str:
    """The address with its password, if it has one, replaced by asterisks."""
    parts = urlsplit(address)
    if parts.password is None:
        return address
    return address.replace(f":{parts.password}@", ":********@", 1)

"""What an upload is refused for."""

from collections.abc import Mapping

from repository.errors import RepositoryError


class TusError(RepositoryError):
    """A request that the protocol forbids, answered with this status (tus 1.0).

    `code` names the sentence of `repository.reasons`; `headers` are sent along.
    """

    def __init__(
        self,
        status: int,
        code: str,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.params: Mapping[str, str | int] = params or {}
        self.headers: Mapping[str, str] = headers or {}


class UploadBusyError(TusError):
    """Another request is writing this upload, or is making a page of it."""

    def __init__(self) -> None:
        super().__init__(423, "upload-busy")


class WrongPartError(TusError):
    """The bytes of a part are not those whose checksum was sent; they are not kept."""

    def __init__(self) -> None:
        super().__init__(460, "upload-damaged")

"""One IIIF image service: from an address and a visitor to an answer.

Both doors lead here, the Flask blueprint and the tile front, so that they cannot differ.
"""

import hashlib
import json
from dataclasses import dataclass, field

from imageserver import answer, info
from imageserver.address import PREFIX, Address, encoded, parse_address
from imageserver.answer import Answer, Conditions, Headers
from imageserver.catalogue import ImageCatalogue, ImageRecord, Visitor
from imageserver.errors import (
    BusyError,
    DamagedImageError,
    ImageNotFoundError,
    ImageServerError,
    LoginRequiredError,
    WouldWaitError,
)
from imageserver.geometry import Limits, Rendering, canonical, resolve
from imageserver.memory import tune_allocator
from imageserver.mirror import Mirror
from imageserver.negotiation import info_type
from imageserver.pictures import Picture, Pictures
from imageserver.pool import LightGate, SlowPool
from imageserver.render import Renderer
from imageserver.request import MEDIA_TYPES, parse
from imageserver.stamp import Stamp, digest
from storage import ObjectNotFoundError, Storage, StorageError

_STAMPS = 4000
_OF_THE_BODY = {"Content-Type", "Content-Length", "Last-Modified"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request apart from its address.

    Who may not `wait` is answered from what is at hand, or by `WouldWaitError`.
    """

    method: str = "GET"
    visitor: Visitor = field(default_factory=Visitor)
    accept: str = ""
    conditions: Conditions = field(default_factory=Conditions)
    wait: bool = True


class ImageService:
    """Answers for all pictures of a catalogue; made once for each process, shared by threads."""

    def __init__(
        self,
        catalogue: ImageCatalogue,
        storage: Storage,
        *,
        base_url: str,
        limits: Limits | None = None,
        mirror: Mirror | None = None,
        slow: SlowPool | None = None,
    ) -> None:
        """`base_url` is the site's public address, without a slash at the end.

        A `mirror` is worth its disk where `storage` is on a network.
        """
        tune_allocator()
        self.catalogue = catalogue
        self.pictures = Pictures(storage, mirror)
        self.limits = limits or Limits()
        self._base = base_url + PREFIX
        self._light = LightGate(patience=10)
        # Room for all threads of a process: what is small is not refused, only late.
        self._small = SlowPool(running=1, waiting=64, patience=10, tidy=False)
        self._slow = slow or SlowPool(running=1, waiting=24, patience=20)
        self._renderer = Renderer()
        self._stamps: dict[tuple[int, str], Stamp] = {}

    def respond(self, path: str, asked: Asked) -> Answer:
        """The answer to any address below `/iiif/image/`, given as the client wrote it."""
        if asked.method == "OPTIONS":
            return answer.preflight()
        if asked.method not in ("GET", "HEAD"):
            return answer.error(405, "Pictures are only read.", {"Allow": "GET, HEAD, OPTIONS"})
        try:
            return self._answer(parse_address(path), asked)
        except (ImageServerError, StorageError) as problem:
            return refused(problem)

    def stamp(self, version: int, record: ImageRecord) -> Stamp:
        """What all answers from this record have in common."""
        stamp = self._stamps.get((version, record.id))
        if stamp is None or stamp.record is not record:
            if len(self._stamps) >= _STAMPS:
                self._stamps.clear()
            stamp = self._stamps[version, record.id] = Stamp(self._base, version, record)
        return stamp

    def _answer(self, address: Address, asked: Asked) -> Answer:
        record = self.catalogue.image(address.image_id, asked.visitor)
        if not address.parameters:
            return self._redirect(address)
        if len(address.parameters) == 1:
            return self._info(address, record, asked)
        request = parse(address.version, *address.parameters)
        rendering = resolve(request, record.layout, self.limits)
        return self.picture(address.version, record, rendering, asked)

    def _redirect(self, address: Address) -> Answer:
        target = f"{self._base}{address.version}/{encoded(address.image_id)}/info.json"
        return Answer(
            303,
            [
                ("Location", target),
                ("Content-Length", "0"),
                ("Cache-Control", answer.AN_HOUR),
                *answer.EVERYWHERE,
            ],
        )

    def _info(self, address: Address, record: ImageRecord, asked: Asked) -> Answer:
        bases = {
            version: f"{self._base}{version}/{encoded(record.id)}" for version in info.CONTEXTS
        }
        document = info.info(address.version, record, bases, self.limits)
        body = json.dumps(document, ensure_ascii=False, indent=1).encode()
        media_type = info_type(asked.accept, info.CONTEXTS[address.version])
        etag = f'"{hashlib.blake2b(body + media_type.encode(), digest_size=9).hexdigest()}"'
        headers: Headers = [
            ("Content-Type", media_type),
            ("Content-Length", str(len(body))),
            ("ETag", etag),
            ("Vary", "Accept"),
            ("Cache-Control", answer.AN_HOUR if record.public else answer.NOT_SHARED),
            ("Link", f'<{info.PROFILES[address.version]}>;rel="profile"'),
            *answer.EVERYWHERE,
        ]
        # The document may change with the catalogue while the picture does not: no date.
        conditions = Conditions(none_match=asked.conditions.none_match)
        if conditions.met(etag, record.modified):
            return not_modified(headers)
        return Answer(200, headers, body)

    def picture(
        self, version: int, record: ImageRecord, rendering: Rendering, asked: Asked
    ) -> Answer:
        """The answer to a request that the gate has let through."""
        picture = self.pictures.get(record, wait=asked.wait)
        entry = picture.stored(rendering.box, rendering.size) if rendering.plain else None
        form = canonical(rendering, record.layout, version)
        mark = f"{entry:x}" if entry is not None else digest(form)
        headers = self.stamp(version, record).headers(MEDIA_TYPES[rendering.format], mark, form)
        if asked.conditions.met(headers[1][1], record.modified):
            return not_modified(headers)
        if entry is not None:
            body = picture.read(entry, wait=asked.wait)
        else:
            body = self._renderer.moved(picture, rendering, wait=asked.wait) or self._drawn(
                picture, rendering, asked
            )
        headers.append(("Content-Length", str(len(body))))
        return Answer(200, headers, body)

    def _drawn(self, picture: Picture, rendering: Rendering, asked: Asked) -> bytes:
        if not asked.wait:
            raise WouldWaitError
        pool: LightGate | SlowPool = self._slow
        if self._renderer.is_light(picture.layout, rendering):
            by_libvips = self._renderer.needs_libvips(picture.layout, rendering)
            pool = self._small if by_libvips else self._light
        return pool.run(lambda: self._renderer.render(picture, rendering))


def not_modified(headers: Headers) -> Answer:
    """The same headers without those that tell of the body (RFC 9110, 15.4.5)."""
    return Answer(304, [pair for pair in headers if pair[0] not in _OF_THE_BODY])


def refused(problem: ImageServerError | StorageError) -> Answer:
    """The answer to an error: one table of statuses, in words that give nothing away."""
    if isinstance(problem, ImageNotFoundError):
        return answer.error(404, "There is no such picture.")
    if isinstance(problem, LoginRequiredError):
        return answer.error(401, "Sign in to see this picture.", {"WWW-Authenticate": "Bearer"})
    if isinstance(problem, BusyError):
        return answer.error(503, str(problem), {"Retry-After": "5"})
    if isinstance(problem, DamagedImageError | ObjectNotFoundError):
        return answer.error(503, "The stored picture cannot be read.", {"Retry-After": "300"})
    if isinstance(problem, StorageError):
        return answer.error(503, "The storage is away; try again soon.", {"Retry-After": "10"})
    return answer.error(problem.status, str(problem) or "This is not allowed.")

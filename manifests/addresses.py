"""Every address that a document holds or answers at, made in one place and fixed for good."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias
from urllib.parse import quote

Version: TypeAlias = Literal[2, 3]


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one site in one version of the Presentation API.

    `base_url` is scheme, host and path of the site, without a slash at its end.
    """

    base_url: str
    version: Version = 3

    @property
    def _presentation(self) -> str:
        return f"{self.base_url}/iiif/presentation/{self.version}"

    def absolute(self, href: str) -> str:
        """The address of a link that is absolute or a path on this site."""
        return self.base_url + href if href.startswith("/") else href

    def image(self, image: str) -> str:
        """Base address of an image service: Image API 3 in Presentation 3, 2 in 2."""
        return f"{self.base_url}/iiif/image/{self.version}/{_segment(image)}"

    def homepage(self, work: str) -> str:
        """The page on which readers find the work."""
        return f"{self.base_url}/works/{_segment(work)}"

    def manifest(self, work: str) -> str:
        """The manifest of a work."""
        return f"{self.work(work)}/manifest"

    def work(self, work: str) -> str:
        """What the addresses of everything inside a work start with."""
        return f"{self._presentation}/{_segment(work)}"

    def canvas(self, work: str, page: str) -> str:
        """A page of a work."""
        return f"{self.work(work)}/canvas/{_segment(page)}"

    def range(self, work: str, section: str) -> str:
        """A section of a work."""
        return f"{self.work(work)}/range/{_segment(section)}"

    def sequence(self, work: str) -> str:
        """The order of a work's pages; 2.1 only."""
        return f"{self.work(work)}/sequence/normal"

    def annotations(self, work: str, page: str, name: str = "") -> str:
        """An annotation page: what is painted on a page, or with a name what is said of it."""
        painted = f"{self.work(work)}/annotations/{_segment(page)}"
        return f"{painted}/{_segment(name)}" if name else painted

    def annotation(self, work: str, page: str, name: str) -> str:
        """One annotation of a page; `name` may hold slashes."""
        return f"{self.work(work)}/annotation/{_segment(page)}/{quote(name, safe='/')}"

    def layer(self, work: str, layer: str) -> str:
        """Annotation pages of a work that belong together."""
        return f"{self.work(work)}/layer/{_segment(layer)}"

    def search(self, work: str, version: Literal[1, 2]) -> str:
        """The search within a work, in a version of the Content Search API.

        Hits of 1.0 stand on canvases of version 2.1 or of 3.0, as those of the manifest do.
        """
        of_three = "/3" if version == 1 and self.version == 3 else ""
        return f"{self.base_url}/iiif/search/{version}/{_segment(work)}{of_three}"

    def autocomplete(self, work: str, version: Literal[1, 2]) -> str:
        """The words that a search within a work would find."""
        return f"{self.search(work, version)}/autocomplete"

    def collection(self, collection: str) -> str:
        """A collection of the catalogue; `top` is above all others."""
        return f"{self._presentation}/collection/{_segment(collection)}"

    def span(self, collection: str, first: int, last: int) -> str:
        """Members `first` to `last` of a large collection, counted from 1."""
        return f"{self.collection(collection)}/{first}-{last}"


@lru_cache(maxsize=4096)
def _segment(value: str) -> str:
    # A page's id comes in a dozen addresses, its work's in those of all pages.
    return quote(value, safe="")

"""What search engines are told."""

from xml.etree import ElementTree

from flask.testing import FlaskClient

from repository.repository import Repository
from tests.repository.library import make_work

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def test_the_sitemap_names_every_page_in_every_language(
    reader: FlaskClient, repository: Repository
) -> None:
    work = make_work(repository, 1)
    hidden = make_work(repository, 1, "Hidden", published=False)
    site = repository.settings.public_url
    robots = reader.get("/robots.txt")
    assert robots.mimetype == "text/plain"
    assert f"Sitemap: {site}/sitemap.xml" in robots.text
    index = ElementTree.fromstring(reader.get("/sitemap.xml").data)
    parts = [str(each.text).removeprefix(site) for each in index.iter(f"{MAP}loc")]
    found: set[str] = set()
    for part in parts:
        root = ElementTree.fromstring(reader.get(part).data)
        for url in root.iter(f"{MAP}url"):
            found.add(str(url.findtext(f"{MAP}loc")))
            languages = {link.get("hreflang") for link in url.iter(LINK)}
            assert languages == {"kk", "ru", "en", "x-default"}
    assert {f"{site}/kk/works/{work}", f"{site}/ru/", f"{site}/en/collections/rare"} <= found
    assert not [address for address in found if hidden in address]
    for address in found:
        assert reader.get(address.removeprefix(site)).status_code == 200, address
    assert reader.get("/sitemap-2.xml").status_code == 404
    assert reader.get("/sitemap-99999999.xml").status_code == 404


def test_a_wrong_address_shows_ways_on(reader: FlaskClient) -> None:
    for language, words in (("kk", "Топтамалар"), ("ru", "Коллекции"), ("en", "Collections")):
        html = reader.get(f"/{language}/nothing/here").text
        assert f'<a class="button quiet" href="/{language}/collections">{words}</a>' in html
        assert 'name="robots" content="noindex"' in html

"""Recipes for books, manuscripts and photographs."""

from datetime import UTC, datetime

from manifests.description import (
    CollectionDescription,
    CollectionReference,
    Fragment,
    ImageDescription,
    InstitutionDescription,
    Link,
    MemberDescription,
    MetadataEntry,
    PageReference,
    PaintingDescription,
    PictureDescription,
    RemoteService,
    SectionDescription,
    Start,
)
from tests.manifests.recipes.recipe import (
    CANVAS,
    PAINTING,
    Recipe,
    en,
    image,
    leaf,
    leaves,
    work,
)
from tests.manifests.works import BASE, PUBLIC_DOMAIN, library

REMOTE = PictureDescription(
    "https://partner.example/iiif/2/whistler/full/full/0/default.jpg",
    1114,
    991,
    "image/jpeg",
    (
        RemoteService(
            "https://partner.example/iiif/2/whistler",
            "ImageService2",
            "http://iiif.io/api/image/2/level1.json",
        ),
    ),
)
PLAIN = PictureDescription("https://partner.example/photo.png", 1200, 1800, "image/png")
LARGE = image("i1", 6000, 8000)


def contents(*, name: str = "toc") -> SectionDescription:
    first = SectionDescription(
        id="r1", label={"gez": ["Tabiba Tabiban"]}, items=(PageReference("p1"), PageReference("p2"))
    )
    monday = SectionDescription(id="r3", label=en("Monday"), items=(PageReference("p2"),))
    tuesday = SectionDescription(id="r4", label=en("Tuesday"), items=(PageReference("p3"),))
    second = SectionDescription(id="r2", label={"gez": ["Arede'et"]}, items=(monday, tuesday))
    return SectionDescription(id=name, label=en("Table of Contents"), items=(first, second))


SEQUENCE = SectionDescription(
    id="original",
    label=en("Original order"),
    behaviors=("sequence",),
    items=tuple(PageReference(page) for page in ("p3", "p1", "p2")),
)
HTML = '<p>The <i>first</i> book, <a href="https://example.org/">printed</a> in 1784<br/></p>'
STATEMENT = MetadataEntry(en("Attribution"), en("<span>National Library</span>"))
AUTHOR = MetadataEntry({"kk": ["Автор"], "en": ["Author"]}, {"none": ["Auezov", "Әуезов"]})
VOLUMES = tuple(
    MemberDescription(f"v{number}", "work", en(f"Volume {number}")) for number in (1, 2)
)

RECIPES = (
    Recipe(
        "0001",
        work("0001", leaf(paintings=(PaintingDescription((PLAIN,)),), width=1200, height=1800)),
        {f"{PAINTING}.body.id": "https://partner.example/photo.png"},
    ),
    Recipe(
        "0004",
        work("0004", leaf(paintings=(PaintingDescription((LARGE,)),))),
        {f"{CANVAS}.width": 3000, f"{PAINTING}.body.width": 6000},
    ),
    Recipe(
        "0005",
        work("0005", leaf(paintings=(PaintingDescription((REMOTE,)),), width=1114, height=991)),
        {f"{PAINTING}.body.service[0].@type": "ImageService2"},
    ),
    Recipe(
        "0006",
        work(
            "0006",
            label={"en": ["Whistler's Mother"], "fr": ["La Mère de Whistler"]},
            metadata=(AUTHOR,),
            summary={"kk": ["Сурет"], "en": ["A picture"]},
        ),
        {"label.fr": ["La Mère de Whistler"], "metadata[0].label.kk": ["Автор"]},
    ),
    Recipe("0007", work("0007", summary=en(HTML)), {"summary.en": [HTML]}),
    Recipe(
        "0008",
        work("0008", rights=PUBLIC_DOMAIN, required_statement=STATEMENT),
        {"rights": PUBLIC_DOMAIN, "requiredStatement.label.en": ["Attribution"]},
    ),
    Recipe(
        "0009",
        work("0009", *leaves(5), behaviors=("paged",)),
        {"behavior": ["paged"], "items[4].label.en": ["Page 5"]},
    ),
    Recipe(
        "0010",
        work("0010", *leaves(5), viewing_direction="right-to-left"),
        {"viewingDirection": "right-to-left"},
    ),
    Recipe(
        "0011",
        work("0011", *leaves(4), behaviors=("continuous",), viewing_direction="top-to-bottom"),
        {"behavior": ["continuous"], "viewingDirection": "top-to-bottom"},
    ),
    Recipe(
        "0024",
        work("0024", *leaves(3), sections=(contents(),)),
        {
            "structures[0].items[1].items[0].label.en": ["Monday"],
            "structures[0].items[0].items[1].id": f"{BASE}/iiif/presentation/3/r0024/canvas/p2",
            "structures[0].items[1].items[0].items[0].id": (
                f"{BASE}/iiif/presentation/3/r0024/canvas/p2"
            ),
        },
    ),
    Recipe(
        "0027",
        work("0027", *leaves(3), sections=(contents(), SEQUENCE)),
        {"structures[1].behavior": ["sequence"], "structures[1].items[0].type": "Canvas"},
    ),
    Recipe(
        "0029",
        work("0029", leaf(metadata=(AUTHOR,)), metadata=(AUTHOR, AUTHOR)),
        {f"{CANVAS}.metadata[0].value.none": ["Auezov", "Әуезов"]},
    ),
    Recipe(
        "0030",
        CollectionDescription(
            id="r0030", label=en("Two volumes"), behaviors=("multi-part",), total=2
        ),
        {"behavior": ["multi-part"], "items[1].type": "Manifest"},
        VOLUMES,
    ),
    Recipe(
        "0031",
        work("0031", *leaves(3), sections=(contents(),)),
        {"structures[0].items[0].label.gez": ["Tabiba Tabiban"]},
    ),
    Recipe(
        "0032",
        CollectionDescription(id="r0032", label=en("Simple collection"), total=2),
        {"type": "Collection", "items[0].label.en": ["Volume 1"]},
        VOLUMES,
    ),
    Recipe(
        "0033",
        work(
            "0033",
            leaf(
                paintings=(
                    PaintingDescription(
                        (
                            ImageDescription("day", 3000, 4000, label=en("Natural light")),
                            ImageDescription("xray", 3000, 4000, label=en("X-ray")),
                        )
                    ),
                )
            ),
        ),
        {
            f"{PAINTING}.body.type": "Choice",
            f"{PAINTING}.body.items[1].label.en": ["X-ray"],
        },
    ),
    Recipe(
        "0035",
        work(
            "0035",
            leaf(1, behaviors=("facing-pages",)),
            leaf(2),
            leaf(3, behaviors=("non-paged",)),
            behaviors=("paged",),
        ),
        {f"{CANVAS}.behavior": ["facing-pages"], "items[2].behavior": ["non-paged"]},
    ),
    Recipe(
        "0036",
        work(
            "0036",
            leaf(
                paintings=(
                    PaintingDescription((image("i1"),)),
                    PaintingDescription((image("part"),), Fragment((100, 200, 300, 400))),
                )
            ),
        ),
        {
            "items[0].items[0].items[1].target": (
                f"{BASE}/iiif/presentation/3/r0036/canvas/p1#xywh=100,200,300,400"
            )
        },
    ),
    Recipe(
        "0046",
        work(
            "0046",
            renderings=(Link("/works/r0046.pdf", "Text", en("PDF version"), "application/pdf"),),
        ),
        {
            "rendering[0].id": f"{BASE}/works/r0046.pdf",
            "rendering[0].format": "application/pdf",
        },
    ),
    Recipe("0047", work("0047"), {"homepage[0].id": f"{BASE}/works/r0047"}),
    Recipe(
        "0053",
        work(
            "0053",
            see_also=(
                Link(
                    "/works/r0053.mods.xml",
                    "Dataset",
                    en("MODS record"),
                    "text/xml",
                    profile="http://www.loc.gov/mods/v3",
                ),
            ),
        ),
        {"seeAlso[0].type": "Dataset", "seeAlso[0].profile": "http://www.loc.gov/mods/v3"},
    ),
    Recipe(
        "0117",
        work("0117"),
        {
            "thumbnail[0].id": f"{BASE}/iiif/image/3/i1/full/188,250/0/default.jpg",
            "thumbnail[0].service[0].sizes[0]": {"width": 188, "height": 250},
        },
    ),
    Recipe(
        "0118",
        work("0118", label={"none": ["Arrangement in Grey and Black No. 1", "Whistler's Mother"]}),
        {"label.none[1]": "Whistler's Mother"},
    ),
    Recipe(
        "0202",
        work("0202", *leaves(4), start=Start("p3")),
        {"start.id": f"{BASE}/iiif/presentation/3/r0202/canvas/p3", "start.type": "Canvas"},
    ),
    Recipe(
        "0230",
        CollectionDescription(id="r0230", label=en("Maps"), total=1),
        {"items[0].navDate": "1986-01-01T00:00:00Z"},
        (MemberDescription("map", "work", en("1986"), nav_date=datetime(1986, 1, 1, tzinfo=UTC)),),
    ),
    Recipe(
        "0232",
        work("0232", *leaves(2)),
        {"items[1].thumbnail[0].width": 188, "items[1].thumbnail[0].height": 250},
    ),
    Recipe(
        "0234",
        work("0234", providers=(library(),)),
        {
            "provider[0].type": "Agent",
            "provider[0].logo[0].id": f"{BASE}/static/nlrk.png",
            "provider[0].homepage[0].format": "text/html",
        },
    ),
    Recipe(
        "0283",
        work("0283", leaf(1), leaf(2, paintings=(), label=en("1v, missing")), leaf(3)),
        {"items[1].items": [], "items[1].height": 4000},
    ),
    Recipe(
        "0299",
        work(
            "0299",
            leaf(
                width=1768,
                height=2080,
                paintings=(PaintingDescription((image("i1"),), crop=(100, 200, 1768, 2080)),),
            ),
        ),
        {
            f"{PAINTING}.body.type": "SpecificResource",
            f"{PAINTING}.body.selector": {
                "type": "ImageApiSelector",
                "region": "100,200,1768,2080",
            },
        },
    ),
    Recipe(
        "0464",
        work(
            "0464",
            providers=(
                InstitutionDescription("https://partner.example/", en("A partner library")),
            ),
            part_of=(CollectionReference("books", en("Books")),),
        ),
        {"partOf[0].id": f"{BASE}/iiif/presentation/3/collection/books"},
    ),
)

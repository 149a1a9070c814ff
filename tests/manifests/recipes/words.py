"""Recipes for text, newspapers and annotations."""

from manifests.description import (
    AnnotationBody,
    AnnotationCollectionDescription,
    AnnotationDescription,
    AnnotationPageDescription,
    AnnotationPageReference,
    AnnotationTarget,
    CollectionDescription,
    Fragment,
    Link,
    MemberDescription,
    PageOutline,
    PagePoint,
    PageReference,
    ResourceBody,
    SectionDescription,
    TextBody,
)
from tests.manifests.recipes.recipe import CANVAS, NOTE, Recipe, en, leaf, work
from tests.manifests.works import BASE

AREA = Fragment((265, 661, 1260, 1239))
OUTLINE = "<svg xmlns='http://www.w3.org/2000/svg'><path d='M270,1900 L1530,1900 Z'/></svg>"
LETTER = TextBody("Göttinger Marktplatz", "de")


def notes(
    motivation: str,
    body: AnnotationBody,
    target: AnnotationTarget | None = None,
    name: str = "notes",
) -> AnnotationPageDescription:
    return AnnotationPageDescription(
        name, (AnnotationDescription("n1", motivation, (body,), target),)
    )


ALTO = Link("/text/p1.alto.xml", "Dataset", en("ALTO"), "application/xml")
READING = AnnotationPageReference("/text/p1.json", label=en("Text of page 1"))
ARTICLE = SectionDescription(
    id="article1",
    label={"de": ["Leitartikel"]},
    items=(
        PageReference("p1", Fragment((80, 1181, 928, 2000))),
        PageReference("p2", Fragment((0, 0, 500, 500))),
    ),
)

RECIPES = (
    Recipe(
        "0021",
        work("0021", leaf(annotation_pages=(notes("tagging", LETTER, AREA),))),
        {
            f"{NOTE}.motivation": "tagging",
            f"{NOTE}.body.value": "Göttinger Marktplatz",
            f"{NOTE}.target": f"{BASE}/iiif/presentation/3/r0021/canvas/p1#xywh=265,661,1260,1239",
        },
    ),
    Recipe(
        "0025",
        work("0025", leaf(1), leaf(2), sections=(ARTICLE,)),
        {
            "structures[0].items[0].id": (
                f"{BASE}/iiif/presentation/3/r0025/canvas/p1#xywh=80,1181,928,2000"
            )
        },
    ),
    Recipe(
        "0068",
        CollectionDescription(id="r0068", label={"de": ["Berliner Tageblatt"]}, total=2),
        {"items[0].label.de": ["1925-02-16"]},
        tuple(
            MemberDescription(f"issue{day}", "work", {"de": [f"1925-02-{day}"]}) for day in (16, 17)
        ),
    ),
    Recipe(
        "0068",
        work("0068i", leaf(renderings=(ALTO,), see_also=(ALTO,), annotation_pages=(READING,))),
        {
            f"{CANVAS}.seeAlso[0].id": f"{BASE}/text/p1.alto.xml",
            f"{CANVAS}.annotations[0]": {
                "id": f"{BASE}/text/p1.json",
                "type": "AnnotationPage",
                "label": {"en": ["Text of page 1"]},
            },
        },
    ),
    Recipe(
        "0261",
        work("0261", leaf(annotation_pages=(notes("tagging", LETTER, PageOutline(OUTLINE)),))),
        {f"{NOTE}.target.selector": {"type": "SvgSelector", "value": OUTLINE}},
    ),
    Recipe(
        "0266",
        work("0266", leaf(annotation_pages=(notes("commenting", LETTER),))),
        {f"{NOTE}.target": f"{BASE}/iiif/presentation/3/r0266/canvas/p1"},
    ),
    Recipe(
        "0269",
        work("0269", leaf(annotation_pages=(notes("commenting", LETTER), READING))),
        {
            "items[0].annotations[0].type": "AnnotationPage",
            "items[0].annotations[1].id": f"{BASE}/text/p1.json",
        },
    ),
    Recipe(
        "0306",
        work("0306", leaf(annotation_pages=(notes("commenting", LETTER, AREA),))),
        {"items[0].annotations[0].id": f"{BASE}/iiif/presentation/3/r0306/annotations/p1/notes"},
    ),
    Recipe(
        "0309",
        work(
            "0309",
            leaf(1, annotation_pages=(notes("tagging", LETTER),)),
            leaf(2, annotation_pages=(notes("tagging", LETTER),)),
            layers=(
                AnnotationCollectionDescription(
                    "layout", en("Newspaper layout"), (("p1", "notes"), ("p2", "notes")), 2
                ),
            ),
        ),
        {
            "items[0].annotations[0].partOf[0]": {
                "id": f"{BASE}/iiif/presentation/3/r0309/layer/layout",
                "type": "AnnotationCollection",
                "label": {"en": ["Newspaper layout"]},
                "total": 2,
            },
            "items[0].annotations[0].next": (
                f"{BASE}/iiif/presentation/3/r0309/annotations/p2/notes"
            ),
        },
    ),
    Recipe(
        "0019",
        work(
            "0019",
            leaf(annotation_pages=(notes("commenting", TextBody("<p>a</p>", "", "text/html")),)),
        ),
        {f"{NOTE}.body.format": "text/html"},
    ),
    Recipe(
        "0022",
        work(
            "0022",
            leaf(
                annotation_pages=(
                    notes("linking", ResourceBody("/works/other", "Text", "text/html"), AREA),
                )
            ),
        ),
        {f"{NOTE}.body.id": f"{BASE}/works/other", f"{NOTE}.motivation": "linking"},
    ),
    Recipe(
        "0135",
        work("0135", leaf(annotation_pages=(notes("tagging", LETTER, PagePoint(10, 20)),))),
        {f"{NOTE}.target.selector": {"type": "PointSelector", "x": 10, "y": 20}},
    ),
    Recipe(
        "0377",
        work(
            "0377",
            leaf(
                annotation_pages=(
                    notes("commenting", ResourceBody("/a.jpg", "Image", "image/jpeg"), AREA),
                )
            ),
        ),
        {f"{NOTE}.body.type": "Image"},
    ),
)

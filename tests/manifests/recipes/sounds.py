"""Recipes for recordings and films."""

from manifests.description import (
    Caption,
    Fragment,
    Link,
    PageReference,
    PaintingDescription,
    SectionDescription,
    SoundDescription,
    Start,
)
from tests.manifests.recipes.recipe import (
    CANVAS,
    NOTE,
    PAINTING,
    Recipe,
    en,
    heard,
    image,
    leaf,
    seen,
    work,
)
from tests.manifests.works import BASE

POSTER = leaf(9, id="poster", label=en("Poster"))


def minutes(name: str, label: str, start: float, end: float | None) -> SectionDescription:
    return SectionDescription(
        id=name, label={"it": [label]}, items=(PageReference("v1", Fragment(None, start, end)),)
    )


OPERA = SectionDescription(
    id="opera",
    label={"it": ["L'Elisir D'Amore"]},
    items=(
        minutes("act1", "Atto Primo", 0, 3971.24),
        minutes("act2", "Atto Secondo", 3971.24, None),
    ),
)
CAPTIONS = tuple(
    Caption(f"/media/film.{language}.vtt", language, {language: [name]})
    for language, name in (("kk", "Субтитрлер"), ("ru", "Субтитры"), ("en", "Captions"))
)
SMALL = image("still", 640, 360)

RECIPES = (
    Recipe(
        "0002",
        work("0002", heard()),
        {
            f"{CANVAS}.duration": 1985.024,
            f"{PAINTING}.body.type": "Sound",
            f"{PAINTING}.body.format": "audio/mp4",
        },
    ),
    Recipe(
        "0003",
        work("0003", seen()),
        {f"{PAINTING}.body.type": "Video", f"{CANVAS}.width": 640},
    ),
    Recipe(
        "0013",
        work("0013", seen(placeholder=POSTER)),
        {
            f"{CANVAS}.placeholderCanvas.type": "Canvas",
            f"{CANVAS}.placeholderCanvas.items[0].items[0].body.type": "Image",
        },
    ),
    Recipe(
        "0014",
        work("0014", heard(accompanying=POSTER)),
        {f"{CANVAS}.accompanyingCanvas.height": 4000},
    ),
    Recipe(
        "0015",
        work("0015", seen(), start=Start("v1", 120.5)),
        {
            "start.type": "SpecificResource",
            "start.source": f"{BASE}/iiif/presentation/3/r0015/canvas/v1",
            "start.selector": {"type": "PointSelector", "t": 120.5},
        },
    ),
    Recipe(
        "0017",
        work(
            "0017",
            seen(renderings=(Link("/media/film.txt", "Text", en("Transcript"), "text/plain"),)),
        ),
        {f"{CANVAS}.rendering[0].id": f"{BASE}/media/film.txt"},
    ),
    Recipe(
        "0026",
        work("0026", seen(7278.422), sections=(OPERA,)),
        {
            "structures[0].items[0].items[0].id": (
                f"{BASE}/iiif/presentation/3/r0026/canvas/v1#t=0,3971.24"
            ),
            "structures[0].items[1].items[0].id": (
                f"{BASE}/iiif/presentation/3/r0026/canvas/v1#t=3971.24"
            ),
        },
    ),
    Recipe(
        "0064",
        work("0064", seen(7278.422), sections=(OPERA,)),
        {f"{CANVAS}.duration": 7278.422, "structures[0].items[1].label.it": ["Atto Secondo"]},
    ),
    Recipe(
        "0065",
        work(
            "0065",
            seen(3971.24),
            seen(3307.22, id="v2", label=en("Act 2")),
            sections=(
                SectionDescription(
                    id="acts",
                    label=en("Acts"),
                    items=(PageReference("v1"), PageReference("v2", Fragment(None, 0, 12))),
                ),
            ),
        ),
        {"structures[0].items[1].id": f"{BASE}/iiif/presentation/3/r0065/canvas/v2#t=0,12"},
    ),
    Recipe(
        "0074",
        work("0074", seen(captions=CAPTIONS)),
        {
            f"{NOTE}.body.language": "kk",
            "items[0].annotations[0].items[1].body.label.ru": ["Субтитры"],
            "items[0].annotations[0].items[2].body.id": f"{BASE}/media/film.en.vtt",
        },
    ),
    Recipe(
        "0219",
        work("0219", seen(captions=CAPTIONS[2:])),
        {f"{NOTE}.motivation": "supplementing", f"{NOTE}.body.format": "text/vtt"},
    ),
    Recipe(
        "0229",
        work(
            "0229",
            seen(7278.422),
            sections=(
                SectionDescription(
                    id="nav",
                    label=en("Scenes"),
                    behaviors=("thumbnail-nav",),
                    items=(
                        SectionDescription(
                            id="scene1",
                            label=en("Scene 1"),
                            thumbnail=SMALL,
                            items=(PageReference("v1", Fragment(None, 0, 60)),),
                        ),
                        SectionDescription(
                            id="pause",
                            label=en("Pause"),
                            thumbnail=SMALL,
                            behaviors=("no-nav",),
                            items=(PageReference("v1", Fragment(None, 60, 90)),),
                        ),
                    ),
                ),
            ),
        ),
        {
            "structures[0].behavior": ["thumbnail-nav"],
            "structures[0].items[1].behavior": ["no-nav"],
            "structures[0].items[0].thumbnail[0].type": "Image",
        },
    ),
    Recipe(
        "0231",
        work(
            "0231",
            seen(
                captions=CAPTIONS[:1],
                renderings=(Link("/media/film.txt", "Text", en("Transcript"), "text/plain"),),
            ),
        ),
        {f"{CANVAS}.rendering[0].type": "Text", f"{NOTE}.body.type": "Text"},
    ),
    Recipe(
        "0434",
        work(
            "0434",
            heard(
                16.0,
                paintings=(
                    PaintingDescription(
                        (
                            SoundDescription("/media/a.m4a", 16.0, "audio/mp4", en("AAC")),
                            SoundDescription("/media/a.ogg", 16.0, "audio/ogg", en("Ogg")),
                        )
                    ),
                ),
            ),
        ),
        {f"{PAINTING}.body.type": "Choice", f"{PAINTING}.body.items[1].format": "audio/ogg"},
    ),
    Recipe(
        "0489",
        work("0489", leaf(1), seen(), heard()),
        {"items[1].duration": 572.034, "items[2].items[0].items[0].body.type": "Sound"},
    ),
)

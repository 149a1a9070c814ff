"""The JSON-LD context of version 2.1."""

PRESENTATION = "http://iiif.io/api/presentation/2/context.json"

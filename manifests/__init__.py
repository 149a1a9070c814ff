"""IIIF Presentation documents from plain descriptions."""

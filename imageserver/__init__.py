"""IIIF Image API answers from stored pyramids."""

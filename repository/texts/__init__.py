"""The texts of pages: taken in, recognised, corrected, searched and given out."""

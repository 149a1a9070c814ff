"""Putting a work in order: its pages, their labels and pictures, the table of contents."""

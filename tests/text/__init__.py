"""Texts of strangers: one way into every output, and a corpus that tries others."""

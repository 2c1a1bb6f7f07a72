"""Fictional answers to a survey with faults on purpose, and the manifest that names them."""

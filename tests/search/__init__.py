"""Searches in time."""

"""Shortest paths on a network: nearest goals, ways, and how far the border is."""

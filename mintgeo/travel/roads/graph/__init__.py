"""Roads → a flat network: segments, arcs, turns, and the places of points on it."""

"""Extracts → the roads of one mode: tags, rules, speeds, ways."""

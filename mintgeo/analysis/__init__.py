"""The verbs: one table in, one new table out."""

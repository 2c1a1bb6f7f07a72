"""Tours: a term of visits by van, a trail on foot or by bike, boxes on loan."""

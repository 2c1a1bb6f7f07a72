"""Germany: its people, areas, stations and keys, as embedded or from official files."""

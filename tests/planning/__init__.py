"""Plans of stops and hubs."""

"""Stops: how often something leaves there, and who lives near one that is served well."""

"""The steps that make ``mintgeo/data`` from packages of the registries."""

"""Hubs: where ways are shortest in all, or where the longest way is shortest."""

from mintgeo.plan.hubs.solver import solve

__all__ = ["solve"]

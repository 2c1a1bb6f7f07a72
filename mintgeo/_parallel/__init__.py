"""Work in parts, done by other threads, processes or machines: one way for every verb.

A verb says what is to be done (a *job*: something that can be called) and with what (*items*, such
as portions of rows). ``each`` gives the results in the order of the items, whoever computes them.
"""

from mintgeo._parallel.crew import AnyExecutor, ExecutorLender, workers
from mintgeo._parallel.gathering import each
from mintgeo._parallel.helper import Helper, helper, nobody
from mintgeo._parallel.portions import portions

__all__ = [
    "AnyExecutor",
    "ExecutorLender",
    "Helper",
    "each",
    "helper",
    "nobody",
    "portions",
    "workers",
]

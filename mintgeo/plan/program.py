"""One door to HiGHS: of the extra ``plan`` if it is there, else, for whole numbers, of SciPy."""

import importlib.util
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

_SOLVED: Final = 0
_INFEASIBLE: Final = 2
_CONTINUOUS, _INTEGER = 0, 1
"""Kinds of variables, as HiGHS counts them."""


@dataclass(frozen=True, kw_only=True)
class Program:
    """Minimise ``cost @ x`` with ``low <= matrix @ x <= high`` and ``0 <= x <= upper``.

    Attributes
    ----------
    whole
        Which variables are whole numbers.
    """

    cost: NDArray[np.float64]
    matrix: sparse.csr_array
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    upper: NDArray[np.float64]
    whole: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What HiGHS found.

    Attributes
    ----------
    x
        The best point, or None where none was found.
    duals
        Of a linear program: the price of each row.
    bound
        No point costs less.
    solved, infeasible
        Whether the point is proven to be best, or that there is none.
    """

    x: NDArray[np.float64] | None
    duals: NDArray[np.float64]
    bound: float
    solved: bool
    infeasible: bool


def available() -> bool:
    """Whether the extra is there: prices without crossover, and points to begin with."""
    return importlib.util.find_spec("highspy") is not None


def relaxed(program: Program, *, seconds: float) -> Answer:
    """Solve without whole numbers, by interior point without crossover: prices are what counts."""
    highs = _loaded(program, seconds, {"solver": "ipm", "run_crossover": "off"}, whole=False)
    return _answer(highs, -np.inf)


def solved(
    program: Program, *, seconds: float, start: NDArray[np.float64] | None = None,
    nodes: int = 2**31 - 1,
) -> Answer:  # fmt: skip
    """Solve with whole numbers, from a point if one is known, until time or nodes run out."""
    if not len(program.cost):
        impossible = bool((program.low > 0).any() or (program.high < 0).any())
        return Answer(x=None if impossible else np.empty(0), duals=np.empty(0), bound=0.0,
                      solved=not impossible, infeasible=impossible)  # fmt: skip
    if not available():
        return _by_scipy(program, seconds, nodes)
    highs = _loaded(program, seconds, {"mip_rel_gap": 0.0, "mip_max_nodes": nodes}, whole=True)
    if start is not None:
        import highspy

        point = highspy.HighsSolution()
        point.col_value = start.tolist()
        highs.setSolution(point)
    return _answer(highs, None)


def _loaded(program: Program, seconds: float, options: dict[str, Any], *, whole: bool) -> Any:
    import highspy
    from highspy._core import _Highs  # the class above it prints its name when it is made

    highs = _Highs()
    quiet = {
        "output_flag": False,
        "log_to_console": False,
        "threads": 1,
        "random_seed": 0,
        "time_limit": float(seconds),
    }
    for name, value in {**quiet, **options}.items():
        highs.setOptionValue(name, value)
    rows, columns = program.matrix.shape
    kinds = np.where(program.whole & whole, _INTEGER, _CONTINUOUS).astype(np.int32)
    highs.passModel(  # arrays: a model whose lists are filled one by one takes a second to fill
        columns, rows, program.matrix.nnz, int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize), 0.0, program.cost, np.zeros(columns), program.upper,
        program.low, program.high, program.matrix.indptr, program.matrix.indices,
        program.matrix.data, kinds,
    )  # fmt: skip
    return highs


def _answer(highs: Any, bound: float | None) -> Answer:
    import highspy

    highs.run()
    status, info, point = highs.getModelStatus(), highs.getInfo(), highs.getSolution()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return Answer(
        x=np.asarray(point.col_value) if found or bound is not None else None,
        duals=np.asarray(point.row_dual),
        bound=info.mip_dual_bound if bound is None else bound,
        solved=status == highspy.HighsModelStatus.kOptimal,
        infeasible=status == highspy.HighsModelStatus.kInfeasible,
    )


def _by_scipy(program: Program, seconds: float, nodes: int) -> Answer:
    """Solve with what SciPy has of HiGHS, which takes no point to begin with."""
    found = milp(
        program.cost, integrality=program.whole.astype(int), bounds=Bounds(0.0, program.upper),
        constraints=LinearConstraint(program.matrix, program.low, program.high),
        options={"time_limit": seconds, "mip_rel_gap": 0.0, "node_limit": nodes},
    )  # fmt: skip
    bound = getattr(found, "mip_dual_bound", None)
    return Answer(
        x=found.x, duals=np.empty(0), bound=-np.inf if bound is None else float(bound),
        solved=found.status == _SOLVED, infeasible=found.status == _INFEASIBLE,
    )  # fmt: skip

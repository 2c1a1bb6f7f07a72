"""The jobs of each group; `benchmarks.__main__` runs them."""

"""Run every benchmark: `python -m benchmarks`."""

from .backward_induction import main

if __name__ == "__main__":
    main()

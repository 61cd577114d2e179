"""The two computations again, each in a process of its own, on a machine with two free cores."""

import multiprocessing

from cpu import compute


def main() -> None:
    squares = multiprocessing.Process(target=compute, args=(4,), name="squares")
    cubes = multiprocessing.Process(target=compute, args=(4,), name="cubes")
    squares.start()
    cubes.start()
    squares.join()
    cubes.join()


if __name__ == "__main__":
    main()

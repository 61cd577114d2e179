"""Two threads that only compute, on a Python with the interpreter lock."""

import threading

from cpu import compute


def main() -> None:
    squares = threading.Thread(target=compute, args=(4,), name="squares")
    cubes = threading.Thread(target=compute, args=(4,), name="cubes")
    squares.start()
    cubes.start()
    squares.join()
    cubes.join()


if __name__ == "__main__":
    main()

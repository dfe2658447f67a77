"""What a process that is all geomap's own sets for itself. A library leaves such things to the program that uses it."""

import gc
import os

BLAS_THREADS = "OPENBLAS_NUM_THREADS"
YOUNG = 50_000  # objects made before the collector looks at them; Python's own default is 700


def settle() -> None:
    """Set up a process that does nothing but map articles; call it before numpy is loaded.

    One thread for numpy's products: those of the tagger are so small that a second one mostly waits for the first (no
    quicker, for half as much CPU again, and twice as much where others want the cores), and one thread rounds alike on
    every machine. The collector of cyclic garbage, of which mapping makes next to none, looks more rarely: it took 4 %
    of the time of `geomap parse`.
    """
    os.environ.setdefault(BLAS_THREADS, "1")
    gc.set_threshold(YOUNG, 20, 50)

"""Makes the files of this folder: `target/python/bin/python engine/tests/npy/make.py` (numpy 2.4.6)."""

from pathlib import Path

import numpy

here = Path(__file__).parent
numbers = numpy.arange(24).reshape(4, 3, 2)

numpy.save(here / "rows.npy", numbers[:, :, 0] / 4)
numpy.save(here / "fortran_big_endian.npy", numpy.asfortranarray(numbers.astype(">f4") / 8))
numpy.save(here / "bools.npy", numpy.array([True, False, True]))
numpy.save(here / "scalar.npy", numpy.uint8(7))
numpy.save(here / "texts.npy", numpy.array(["a", "bc"]))
numpy.save(here / "structured.npy", numpy.zeros(2, dtype=[("a", "<f4"), ("b", "<i8")]))
with open(here / "version_2.npy", "wb") as file:
    numpy.lib.format.write_array(file, numbers[0].astype("<i2"), version=(2, 0))
numpy.savez(here / "stored.npz", images=numbers.astype("<f4"), labels=numpy.arange(4, dtype="u1"))
numpy.savez_compressed(here / "compressed.npz", images=numpy.tile(numbers.astype("<f4"), (10, 1, 1)), labels=numpy.arange(4, dtype="u1"))

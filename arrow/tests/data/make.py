"""Makes the files of this folder: `python arrow/tests/data/make.py` (pyarrow 26.0.1, numpy 2.4.6)."""

import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

here = Path(__file__).parent

rows = 10
table = pa.table(
    {
        "unread": pa.array([[row] for row in range(rows)]),
        "fare": pa.array([row / 4 for row in range(rows)], pa.float64()),
        "age": pa.array([None if row % 3 == 0 else row / 2 for row in range(rows)], pa.float32()),
        "class": pa.array([row % 3 for row in range(rows)], pa.int64()),
        "sex": pa.array([["female", "male"][row % 2] for row in range(rows)]).dictionary_encode(),
        "port": pa.array([None if row == 4 else "SQC"[row % 3] for row in range(rows)]),
        "survived": pa.array([row % 2 == 0 for row in range(rows)]),
        "day": pa.array(range(rows), pa.date32()),
        "empty": pa.nulls(rows),
    }
)
pq.write_table(table, here / "passengers.parquet", row_group_size=4, compression="snappy")

# Dictionaries with more values than their row groups have rows, as pandas writes the rows of a categorical column.
towns = pa.DictionaryArray.from_arrays(pa.array([2, None, 0], pa.int8()), pa.array(["Bergen", "Oslo", "Tromsø", "Voss"]))
pq.write_table(pa.table({"town": towns}), here / "towns.parquet", row_group_size=2)

# Each type of dates and times, in each unit: before 1970, the first and last year of Python, a missing value.
epoch = datetime.datetime(1970, 1, 1)
seconds = [int((datetime.datetime(*moment) - epoch).total_seconds()) for moment in [(2026, 11, 28, 9, 30, 15), (1969, 12, 31, 23, 59, 58)]]
first, last = (int((datetime.datetime(*moment) - epoch).total_seconds()) for moment in [(1, 1, 1), (9999, 12, 30)])
columns = {
    "day32": pa.array([seconds[0] // 86_400, None, seconds[1] // 86_400, first // 86_400, last // 86_400], pa.int32()).cast(pa.date32()),
    "day64": pa.array([seconds[0] // 86_400 * 86_400_000, None, seconds[1] // 86_400 * 86_400_000, first * 1000, last * 1000], pa.date64()),
}
for unit, factor, part in [("s", 1, 0), ("ms", 10**3, 123), ("us", 10**6, 123_456), ("ns", 10**9, 123_456_789)]:
    values = [seconds[0] * factor + part, None, seconds[1] * factor + part]
    # Nanoseconds of 64 bits end before these years.
    values += [None, None] if unit == "ns" else [first * factor, last * factor]
    for name, zone in [("civil", None), ("utc", "UTC"), ("paris", "Europe/Paris")]:
        columns[f"{name}_{unit}"] = pa.array(values, pa.timestamp(unit, zone))
    kind = pa.time32(unit) if factor < 10**6 else pa.time64(unit)
    columns[f"time_{unit}"] = pa.array([34_215 * factor + part, None, 86_399 * factor + part, 0, 1], kind)
pq.write_table(pa.table(columns), here / "dates.parquet", row_group_size=2, compression="snappy")

# Timestamps as Spark wrote them.
old = pa.table({"civil": pa.array([0, None], pa.timestamp("ns"))})
pq.write_table(old, here / "int96.parquet", compression="none", use_deprecated_int96_timestamps=True)

# Pages that a codec has made smaller.
for codec in ["gzip", "lz4", "brotli", "zstd"]:
    pq.write_table(pa.table({"number": [row // 8 / 4 for row in range(2000)]}), here / f"{codec}.parquet", compression=codec, use_dictionary=False)

"""Makes the files of this folder: `python arrow/tests/data/make.py` (pyarrow 26.0.1, numpy 2.4.6)."""

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

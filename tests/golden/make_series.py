#!/usr/bin/env python3
"""Writes the golden values of the steps for series and images: `series.json` and `images.json` beside this script.

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 pandas==3.1.1 scikit-image==0.26.0 scikit-learn==1.9.1
    venv/bin/python tests/golden/make_series.py            # writes the files
    venv/bin/python tests/golden/make_series.py --check    # compares instead of writing; exit status 1 on a difference

README.md explains what is in them. Every random input comes from a fixed seed, is rounded to three decimals and stored in the
file. Numbers are written by `repr`: the shortest text that reads back as the same float64.
"""

import csv
import json
import pathlib
import sys

import numpy as np
import pandas as pd
import skimage
from skimage.feature import hog
from skimage.measure import block_reduce
from sklearn.datasets import load_digits
from sklearn.feature_extraction.image import extract_patches_2d
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler

HERE = pathlib.Path(__file__).resolve().parent
CO2 = HERE.parent.parent / "examples" / "data" / "co2.csv"
MADE_WITH = {"numpy": np.__version__, "pandas": pd.__version__, "scikit-image": skimage.__version__}

# Of the rows of a matrix; the divisor of `Std` and `Variance` is one less than the width, as in pandas.
STATISTICS = {
    "Mean": lambda rows: rows.mean(axis=1),
    "Sum": lambda rows: rows.sum(axis=1),
    "Std": lambda rows: rows.std(axis=1, ddof=1),
    "Variance": lambda rows: rows.var(axis=1, ddof=1),
    "Min": lambda rows: rows.min(axis=1),
    "Max": lambda rows: rows.max(axis=1),
    "Median": lambda rows: np.median(rows, axis=1),
}


def series():
    """pandas' `shift` and `diff`, and NumPy's statistics and `rfft` of each window: pandas' `rolling` has rounding errors of earlier values."""
    with open(CO2, newline="") as file:
        co2 = np.array([float(row["co2"]) for row in csv.DictReader(file)])
    wild = np.random.default_rng(3).normal(size=60) * 10.0 ** np.arange(60).clip(0, 12)[::-1]
    inputs = {"co2": co2[:120], "wild": wild.round(3), "constant": np.full(20, 0.1)}
    lags = [0, 1, 12, 5]
    windows = [1, 2, 7, 12]
    cases = []
    for name, x in inputs.items():
        column = pd.Series(x)
        rolled = [
            {"width": width, "statistic": statistic, "out": of(np.lib.stride_tricks.sliding_window_view(x, width))}
            for width in windows
            for statistic, of in STATISTICS.items()
            if width > 1 or statistic not in ("Std", "Variance")
        ]
        cases.append({
            "name": name,
            "x": x,
            "lags": lags,
            "lagged": np.column_stack([column.shift(lag) for lag in lags])[max(lags) :],
            "differences": {str(lag): column.diff(lag)[lag:] for lag in (1, 12)},
            "rolling": rolled,
            "magnitudes": {
                str(width): np.abs(np.fft.rfft(np.lib.stride_tricks.sliding_window_view(x, width)))
                for width in (1, 2, 7, 12)
            },
        })
    return {"made_with": MADE_WITH, "cases": cases, "forecast": forecast()}


def forecast():
    """The error of scikit-learn's `Ridge` in `examples/series.rs`, on the same features and months."""
    with open(CO2, newline="") as file:
        rows = list(csv.DictReader(file))
    level = np.array([float(row["co2"]) for row in rows])
    days = pd.to_datetime([row["month"] for row in rows])
    angle = 2 * np.pi * (days.day_of_year - 1) / np.where(days.is_leap_year, 366, 365)
    windows = np.lib.stride_tricks.sliding_window_view
    x = np.column_stack(
        [level[12 - lag : len(level) - lag] for lag in (0, 1, 10, 11, 12)]
        + [level[12:] - level[:-12], windows(level, 13).std(axis=1, ddof=1)]
        + [np.abs(np.fft.rfft(windows(np.diff(level), 12)))]
        + [np.sin(angle[12:]), np.cos(angle[12:])]
    )
    first = 25 * 12
    past, following = x[: first - 13], level[13:first]
    # The scaler sees the features of the last month of the fit as well, as in the pipeline.
    scaler = StandardScaler().fit(x[: first - 12])
    model = Ridge(alpha=1e-3, solver="cholesky").fit(scaler.transform(past), following)
    predicted = model.predict(scaler.transform(x[first - 13 : -1]))
    return {"months": len(predicted), "mean_absolute_error": float(np.abs(predicted - level[first:]).mean())}


def images():
    """scikit-image's `hog` and `block_reduce`, and scikit-learn's `extract_patches_2d`."""
    digits = load_digits().images[:2]
    noise = np.random.default_rng(4).uniform(size=(1, 25, 18)).round(3)
    settings = [
        {"cell": cell, "block": block, "bins": bins, "norm": norm, "square_root": root}
        for cell, block, bins in ((4, 2, 9), (8, 1, 4), (2, 3, 6))
        for norm in ("L1", "L1-sqrt", "L2", "L2-Hys")
        for root in (False, True)
    ]
    described = []
    for name, pictures in (("digits", digits), ("noise", noise)):
        for setting in settings:
            if name == "noise" and setting["cell"] == 2:
                continue
            cells, blocks = (setting["cell"],) * 2, (setting["block"],) * 2
            out = [
                hog(picture, setting["bins"], cells, blocks, setting["norm"], transform_sqrt=setting["square_root"])
                for picture in pictures
            ]
            described.append({"images": name, **setting, "out": out})
    return {
        "made_with": MADE_WITH,
        "digits": digits,
        "noise": noise,
        "hog": described,
        "block_means": [block_reduce(digit, (2, 4), np.mean) for digit in digits],
        "patches": [extract_patches_2d(digit, (3, 5)) for digit in digits[:1]],
    }


def plain(value):
    if isinstance(value, (np.ndarray, pd.Series)):
        return value.tolist()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def main():
    same = True
    for name, make in (("series", series), ("images", images)):
        path = HERE / f"{name}.json"
        text = json.dumps(plain(make()), separators=(",", ":"), allow_nan=False) + "\n"
        if "--check" in sys.argv[1:]:
            same &= path.read_text() == text
        else:
            path.write_text(text)
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()

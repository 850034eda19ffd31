#!/usr/bin/env python3
"""Writes distributions.json beside this script: densities, cumulative probabilities, quantiles and means of the
distributions of hyperparameters, computed by SciPy in float64.

    python3 -m venv venv
    venv/bin/pip install scipy==1.17.1 numpy==2.4.6
    venv/bin/python tests/golden/make_distributions.py            # writes the file
    venv/bin/python tests/golden/make_distributions.py --check    # compares instead; exit status 1 on a difference

Each case names a distribution as the library shows it. The cut normal distributions are `scipy.stats.truncnorm`; that of
a logarithm has no class of its own, and follows from it: F(x) = G(ln x), f(x) = g(ln x) / x. The rounded ones and the
integers in the logarithm are differences of SciPy's cumulative probabilities.
"""

import json
import math
import pathlib
import sys

import numpy as np
import scipy
from scipy import stats

FILE = pathlib.Path(__file__).resolve().parent / "distributions.json"
P = [1e-9, 1e-3, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 0.999]


def continuous(name, density, cumulative, quantile, mean):
    x = [float(quantile(p)) for p in P]
    return {
        "name": name,
        "mean": float(mean),
        "p": P,
        "quantile": x,
        "density": [float(density(value)) for value in x],
        "cumulative": [float(cumulative(value)) for value in x],
    }


def of(name, distribution):
    return continuous(name, distribution.pdf, distribution.cdf, distribution.ppf, distribution.mean())


def cut(mean, deviation, low, high):
    return stats.truncnorm((low - mean) / deviation, (high - mean) / deviation, loc=mean, scale=deviation)


def cut_log_normal(name, mean, deviation, low, high):
    inner = cut(mean, deviation, math.log(low), math.log(high))
    return continuous(
        name,
        lambda x: inner.pdf(math.log(x)) / x,
        lambda x: inner.cdf(math.log(x)),
        lambda p: math.exp(inner.ppf(p)),
        inner.expect(math.exp, epsabs=0, epsrel=1e-13),
    )


def separate(name, values, edges, distribution):
    """`edges` has one more entry than `values`; the first and the last are the ends of the range."""
    cumulative = distribution.cdf(edges)
    mass = np.diff(cumulative)
    return {
        "name": name,
        "values": [float(value) for value in values],
        "mass": mass.tolist(),
        "mean": float(np.dot(values, mass)),
    }


def cases():
    yield of("uniform(-2.0..=3.0)", stats.uniform(-2.0, 5.0))
    yield of("log(0.001..=100.0)", stats.loguniform(0.001, 100.0))
    yield of("normal(0.5, 2.0)", stats.norm(0.5, 2.0))
    yield of("normal(0.0, 1.0).within(-2.0..=2.0)", cut(0.0, 1.0, -2.0, 2.0))
    yield of("normal(1.0, 0.5).within(3.0..=4.0)", cut(1.0, 0.5, 3.0, 4.0))
    yield of("normal(0.0, 1.0).within(-9.0..=-8.0)", cut(0.0, 1.0, -9.0, -8.0))
    yield of("normal(0.0, 1.0).within(20.0..=30.0)", cut(0.0, 1.0, 20.0, 30.0))
    yield of("log_normal(-1.0, 1.5)", stats.lognorm(1.5, scale=math.exp(-1.0)))
    yield cut_log_normal("log_normal(0.0, 1.0).within(0.1..=5.0)", 0.0, 1.0, 0.1, 5.0)
    yield separate(
        "uniform(0.0..=2.0).quantised(0.5)",
        np.arange(5) * 0.5,
        [0.0, 0.25, 0.75, 1.25, 1.75, 2.0],
        stats.uniform(0.0, 2.0),
    )
    yield separate(
        "normal(0.0, 1.0).within(-2.0..=2.0).quantised(1.0)",
        np.arange(-2, 3),
        [-2.0, -1.5, -0.5, 0.5, 1.5, 2.0],
        cut(0.0, 1.0, -2.0, 2.0),
    )
    yield separate("log_integer(1..=16)", np.arange(1, 17), np.arange(17) + 0.5, stats.loguniform(0.5, 16.5))
    yield separate("integer(-2..=7)", np.arange(-2, 8), np.arange(-3, 8), stats.randint(-2, 8))


def main():
    golden = {"made_with": {"scipy": scipy.__version__, "numpy": np.__version__}, "cases": list(cases())}
    text = json.dumps(golden, indent=1) + "\n"
    if "--check" not in sys.argv[1:]:
        FILE.write_text(text)
    elif FILE.read_text() != text:
        sys.exit(f"{FILE.name} differs")


main()

#!/usr/bin/env python3
"""Writes the golden values of the standard steps: JSON files beside this script, computed by scikit-learn in float64.

The JSON files are committed, so running this is needed only to change them. README.md explains what is in them and
exactly what scikit-learn computes.

    python3 -m venv venv
    venv/bin/pip install scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
    venv/bin/python tests/golden/make_golden.py            # writes the files
    venv/bin/python tests/golden/make_golden.py --check    # compares instead of writing; exit status 1 on a difference

(Python 3.11.) The script is deterministic: every random input comes from a fixed seed, is rounded to six decimals and
stored in the file, and BLAS and OpenMP run on one thread. Two runs on one machine write the same bytes. Another CPU, or
another version of a package, may differ in the last digits of results (not of inputs), so compare with a tolerance.

Numbers are written by `repr`: the shortest text that reads back as the same float64.
"""

import os

# Before NumPy is loaded: one thread, so that reductions have one order.
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import csv
import gzip
import hashlib
import json
import pathlib
import sys
import warnings
from unittest import mock

import numpy as np
import scipy
import sklearn
from sklearn.datasets import load_breast_cancer, load_digits, load_iris
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import log_loss
from sklearn.model_selection import PredefinedSplit, StratifiedKFold, TimeSeriesSplit
from sklearn.preprocessing import KBinsDiscretizer, MaxAbsScaler, MinMaxScaler, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler

HERE = pathlib.Path(__file__).resolve().parent
DIGITS = HERE.parent.parent / "examples" / "data" / "digits.csv.gz"
PENGUINS = DIGITS.with_name("penguins.csv")
DIGITS_SHA256 = "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22"
MADE_WITH = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
TEST_ROWS = "i % 4 == 3"
C_VALUES = [0.01, 0.5, 1.0, 100.0]


# ---------------------------------------------------------------------------------------------------------- writing


def plain(value):
    """NumPy values as plain Python ones."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def text(value, indent=0):
    """JSON with a line for each key and each row of a matrix, so that a change is readable in a diff."""
    pad = "  " * (indent + 1)
    if isinstance(value, dict):
        items = (f"{pad}{json.dumps(key)}: {text(item, indent + 1)}" for key, item in value.items())
        return "{\n" + ",\n".join(items) + "\n" + "  " * indent + "}"
    if isinstance(value, list) and value and isinstance(value[0], (list, dict)):
        items = (pad + text(item, indent + 1) for item in value)
        return "[\n" + ",\n".join(items) + "\n" + "  " * indent + "]"
    return json.dumps(value, allow_nan=False)


# ------------------------------------------------------------------------------------------------------------- data


def digits():
    """The images [1797, 8, 8] and labels of examples/data/digits.csv.gz."""
    data = DIGITS.read_bytes()
    assert hashlib.sha256(data).hexdigest() == DIGITS_SHA256, f"{DIGITS.name} is not the expected file"
    table = np.loadtxt(gzip.decompress(data).decode().splitlines(), delimiter=",")
    images, labels = table[:, :64].reshape(-1, 8, 8), table[:, 64].astype(int)
    bundled = load_digits()
    assert np.array_equal(images, bundled.images) and np.array_equal(labels, bundled.target)
    return images, labels


def split(rows):
    """Masks of the train and test rows: every fourth row, starting with row 3, is a test row."""
    test = np.arange(rows) % 4 == 3
    return ~test, test


def scaler_input():
    """[40, 7] to fit on and [5, 7] to transform, some of it outside the fitted range.

    Columns: 0 and 1 plain, 2 tiny (1e-3), 3 constant 0.1, 4 skewed and negative, 5 a large offset with a small spread
    (1e6 +- 1, where a naive sum of squares loses its digits), 6 integers with ties.
    """
    rng = np.random.default_rng(1)

    def draw(rows):
        u = rng.random((rows, 7))
        u[:, 0] = 4.0 * u[:, 0] - 2.0
        u[:, 1] = 10.0 + 3.0 * (u[:, 1] + rng.random(rows) + rng.random(rows))
        u[:, 2] = 1e-3 * u[:, 2]
        u[:, 3] = 0.1
        u[:, 4] = -50.0 * u[:, 4] ** 3
        u[:, 5] = 1e6 + 2.0 * u[:, 5] - 1.0
        u[:, 6] = np.floor(5.0 * u[:, 6])
        return np.round(u, 6)

    x, x_new = draw(40), draw(5)
    x_new[0] = [3.0, 0.0, 0.002, 0.6, 10.0, 1000010.0, 9.0]  # outside the range, and off the constant
    x_new[1] = [-3.0, 30.0, -0.001, -0.4, -100.0, 999990.0, -9.0]
    return x, x_new


def pca_input():
    """[60, 9] of rank 9: four strong directions, weak noise, non-zero means; and [5, 9] to transform."""
    rng = np.random.default_rng(2)
    loadings = (2.0 * rng.random((4, 9)) - 1.0) * np.array([[6.0], [4.0], [2.5], [1.5]])
    means = 20.0 * rng.random(9) - 10.0

    def draw(rows):
        latent = rng.random((rows, 4)) + rng.random((rows, 4)) - 1.0
        noise = 0.2 * (2.0 * rng.random((rows, 9)) - 1.0)
        return np.round(means + latent @ loadings + noise, 6)

    return draw(60), draw(5)


# --------------------------------------------------------------------------------------------- logistic regression


def log_softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def mean_log_loss(model, x, y):
    """-mean log p(true class), from log-softmax: exact where a probability underflows, no clipping."""
    log_p = log_softmax(x @ model.coef_.T + model.intercept_)
    value = -log_p[np.arange(len(y)), y].mean()
    assert abs(value - log_loss(y, model.predict_proba(x))) < 1e-12 * max(1.0, value)
    return value


def fit_logistic(x, y, c):
    """The multinomial L2 fit at its optimum, and what is known of it.

    The objective is F(W, b) = C * sum_i(-log softmax(W x_i + b)[y_i]) + 0.5 * ||W||_F^2, b unpenalised.
    """
    model = LogisticRegression(C=c, solver="newton-cholesky", tol=1e-14, max_iter=1000).fit(x, y)
    classes, rows = len(model.classes_), len(y)
    assert np.array_equal(model.classes_, np.arange(classes))
    w, b = model.coef_, model.intercept_

    loss = mean_log_loss(model, x, y)
    objective = c * rows * loss + 0.5 * (w**2).sum()
    residual = np.exp(log_softmax(x @ w.T + b))
    residual[np.arange(rows), y] -= 1.0
    gradient = np.hstack([c * residual.T @ x + w, c * residual.sum(axis=0)[:, None]])
    gradient_norm = np.linalg.norm(gradient)
    assert gradient_norm < 1e-8, gradient_norm
    assert abs(b.sum()) < 1e-12 and abs(w.sum(axis=0)).max() < 1e-10

    # A second solver must land on the same optimum.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its line search stops a digit or two before ours
        other = LogisticRegression(C=c, solver="newton-cg", tol=1e-12, max_iter=10000).fit(x, y)
    other_objective = c * rows * mean_log_loss(other, x, y) + 0.5 * (other.coef_**2).sum()
    assert abs(other_objective - objective) < 1e-10 * objective
    assert np.allclose(other.coef_, w, rtol=0, atol=1e-5)

    facts = {
        "c": c,
        "objective": objective,
        "log_loss_train": loss,
        "coef_squared_norm": (w**2).sum(),
        "gradient_norm": gradient_norm,
        "accuracy_train": model.score(x, y),
        "correct_train": int((model.predict(x) == y).sum()),
    }
    return model, facts


def held_out_facts(model, x, y):
    p = np.sort(model.predict_proba(x), axis=1)
    return {
        "log_loss_test": mean_log_loss(model, x, y),
        "accuracy_test": model.score(x, y),
        "correct_test": int((model.predict(x) == y).sum()),
        # The smallest gap between the best and second-best probability: how near a test row is to changing its class.
        "smallest_margin_test": (p[:, -1] - p[:, -2]).min(),
    }


# ------------------------------------------------------------------------------------------------------ the files


def standard_scaler():
    x, x_new = scaler_input()
    model = StandardScaler().fit(x)
    z = model.transform(x)
    return {
        "made_with": MADE_WITH,
        "x": x,
        "x_new": x_new,
        "mean_": model.mean_,
        "var_": model.var_,
        "scale_": model.scale_,
        "transform": z,
        "transform_new": model.transform(x_new),
    }


def min_max_scaler():
    x, x_new = scaler_input()

    def case(feature_range, clip):
        model = MinMaxScaler(feature_range=feature_range, clip=clip).fit(x)
        return {
            "feature_range": feature_range,
            "clip": clip,
            "scale_": model.scale_,
            "min_": model.min_,
            "transform": model.transform(x),
            "transform_new": model.transform(x_new),
        }

    model = MinMaxScaler().fit(x)
    return {
        "made_with": MADE_WITH,
        "x": x,
        "x_new": x_new,
        "data_min_": model.data_min_,
        "data_max_": model.data_max_,
        "data_range_": model.data_range_,
        "cases": [case((0, 1), False), case((-1, 1), True)],
    }


def max_abs_scaler():
    x, x_new = scaler_input()
    # Zeros, almost zeros, and huge numbers.
    x = np.column_stack([x, np.zeros(40), 1e-16 * x[:, 0], 1e300 * x[:, 4]])
    x_new = np.column_stack([x_new, np.ones(5), 1e-16 * x_new[:, 0], 1e300 * x_new[:, 4]])

    def case(clip):
        model = MaxAbsScaler(clip=clip).fit(x)
        return {
            "clip": clip,
            "transform": model.transform(x),
            "transform_new": model.transform(x_new),
            "inverse_transform_new": model.inverse_transform(model.transform(x_new)),
        }

    model = MaxAbsScaler().fit(x)
    return {
        "made_with": MADE_WITH,
        "x": x,
        "x_new": x_new,
        "max_abs_": model.max_abs_,
        "scale_": model.scale_,
        "n_samples_seen_": model.n_samples_seen_,
        "cases": [case(False), case(True)],
    }


def robust_scaler():
    iris = load_iris().data
    row = np.arange(150)
    # Constant, two values, mostly one value, outliers, huge, almost constant.
    degenerate = [np.full(150, 0.1), row % 2, (row % 10 == 0) * 3.0, np.where(row % 30 == 7, 1e9, iris[:, 0])]
    degenerate += [1e300 * iris[:, 1], 1.0 + 1e-16 * row]
    x = np.column_stack([iris, *degenerate])
    x_new = np.round(x[::50] * 1.5 - 1.0, 6)

    def case(**options):
        model = RobustScaler(**options).fit(x)
        return {
            "with_centering": model.with_centering,
            "with_scaling": model.with_scaling,
            "quantile_range": model.quantile_range,
            "unit_variance": model.unit_variance,
            "center_": np.zeros(x.shape[1]) if model.center_ is None else model.center_,
            "scale_": np.ones(x.shape[1]) if model.scale_ is None else model.scale_,
            "transform_first": model.transform(x[:3]),
            "transform_new": model.transform(x_new),
            "inverse_transform_new": model.inverse_transform(model.transform(x_new)),
        }

    return {
        "made_with": MADE_WITH,
        "x": x,
        "x_new": x_new,
        "cases": [
            case(),
            case(with_centering=False),
            case(with_scaling=False),
            case(unit_variance=True),
            case(quantile_range=(0.0, 100.0)),
            case(quantile_range=(5.5, 33.3), unit_variance=True),
            case(quantile_range=(10.0, 90.0), with_centering=False, unit_variance=True),
        ],
    }


def k_bins():
    # Of 560 rows, some quantiles lie between two values.
    cancer = load_breast_cancer().data[:560]
    rows = len(cancer)
    row = np.arange(rows)
    plain = cancer[:, [0, 1, 3, 7, 18, 27]]
    # Constant, two values, mostly one value, a spread of 2e-8, two outliers, tiny, one outlier.
    degenerate = [np.full(rows, 0.1), row % 2, (row % 10 == 0) * (row % 4), 5.0 + 2e-8 * (row % 97) / 97.0]
    degenerate += [np.where(row == 5, 1e6, np.where(row == 9, 0.97e6, cancer[:, 1])), 1e-12 * cancer[:, 1]]
    degenerate += [np.where(row == 5, 1e3, cancer[:, 1])]
    degenerate = np.column_stack(degenerate)
    weight = np.round(6.0 * np.random.default_rng(7).random(rows)) / 2.0
    weight[::7] = 0.0
    x_new = np.round(plain[::100] * 1.5 - 1.0, 6)

    def edges(model):
        # JSON has no infinities, which are the edges of a constant column.
        return [column if np.isfinite(column).all() else [] for column in model.bin_edges_]

    def case(strategy, n_bins, weighted):
        used, sample_weight = np.full(rows, True), None
        if weighted:
            # The rows of weight 0 count in the variance that ends k-means, and with a weight of 1, so they are left out.
            used = weight > 0.0 if strategy == "kmeans" else used
            sample_weight = weight[used]

        def weighted_tolerance(x, tol):
            column = x[:, 0]
            mean = np.average(column, weights=sample_weight)
            return tol * np.average((column - mean) ** 2, weights=sample_weight)

        options = {"encode": "ordinal", "strategy": strategy, "n_bins": n_bins, "subsample": None}
        # Here this variance is weighted.
        with warnings.catch_warnings(), mock.patch("sklearn.cluster._kmeans._tolerance", weighted_tolerance):
            # Bins that are removed, and more groups than values.
            warnings.simplefilter("ignore")

            def fit(x):
                return KBinsDiscretizer(**options).fit(x[used], sample_weight=sample_weight)

            model, other = fit(plain), fit(degenerate)
            if strategy == "kmeans":
                # A value at equal distance to two centers, and two values equally far from theirs, make the result a
                # matter of rounding. Then the mirror image has other edges.
                for fitted, x in ((model, plain), (other, degenerate[:, [1, 2, 4, 6]])):
                    mirrored = fit(-x).bin_edges_
                    straight = fitted.bin_edges_ if fitted is model else fitted.bin_edges_[[1, 2, 4, 6]]
                    for one, image in zip(straight, mirrored):
                        assert np.allclose(one, -image[::-1], rtol=1e-9, atol=1e-9)
        new = model.transform(x_new)
        return {
            "strategy": strategy,
            "n_bins": n_bins,
            "weighted": weighted,
            "bin_edges_": edges(model),
            "count_of_each_bin": [np.bincount(column.astype(int)) for column in model.transform(plain).T],
            "transform_new": new,
            "inverse_transform_new": model.inverse_transform(new),
            "degenerate_bin_edges_": edges(other),
            "degenerate_count_of_each_bin": [np.bincount(column.astype(int)) for column in other.transform(degenerate).T],
        }

    cases = [(strategy, n_bins) for strategy in ("uniform", "quantile", "kmeans") for n_bins in (2, 4, 5, 10)]
    return {
        "made_with": MADE_WITH,
        "x": plain,
        "degenerate": degenerate,
        "weight": weight,
        "x_new": x_new,
        "cases": [case(*options, weighted) for options in cases for weighted in (False, True)],
    }


def pca():
    x, x_new = pca_input()
    model = PCA(n_components=4, svd_solver="full").fit(x)
    white = PCA(n_components=4, svd_solver="full", whiten=True).fit(x)
    for row in model.components_:
        # The sign rule, and that no tie makes it a matter of rounding.
        first, second = np.sort(np.abs(row))[::-1][:2]
        assert row[np.argmax(np.abs(row))] > 0 and first - second > 1e-3
    variances = model.explained_variance_
    assert (variances[:-1] / variances[1:] > 1.2).all()  # components are well separated
    return {
        "made_with": MADE_WITH,
        "x": x,
        "x_new": x_new,
        "n_components": 4,
        "mean_": model.mean_,
        "components_": model.components_,
        "explained_variance_": variances,
        "explained_variance_ratio_": model.explained_variance_ratio_,
        "singular_values_": model.singular_values_,
        "noise_variance_": model.noise_variance_,
        "transform": model.transform(x),
        "transform_new": model.transform(x_new),
        "inverse_transform_new": model.inverse_transform(model.transform(x_new)),
        "whiten_transform": white.transform(x),
        "whiten_transform_new": white.transform(x_new),
    }


def logistic_regression():
    iris = load_iris()
    x, y = iris.data, iris.target
    iris_fits = []
    for c in C_VALUES:
        model, facts = fit_logistic(x, y, c)
        iris_fits.append(
            facts
            | {
                "coef_": model.coef_,
                "intercept_": model.intercept_,
                "predict_proba_first_of_each_class": model.predict_proba(x[[0, 50, 100]]),
            }
        )

    images, labels = digits()
    train, test = split(len(labels))
    flat = images.reshape(len(images), 64)
    scaler = StandardScaler().fit(flat[train])
    a, b = scaler.transform(flat[train]), scaler.transform(flat[test])
    digits_fits = []
    for c in C_VALUES:
        model, facts = fit_logistic(a, labels[train], c)
        digits_fits.append(facts | held_out_facts(model, b, labels[test]))

    return {
        "made_with": MADE_WITH,
        "iris": {"x": x, "y": y, "fits": iris_fits},
        "digits": {
            "data_sha256": DIGITS_SHA256,
            "test_rows": TEST_ROWS,
            "rows_train": int(train.sum()),
            "rows_test": int(test.sum()),
            "fits": digits_fits,
        },
    }


def fit_binary(x, y, c, weight):
    """The fit of two classes at its optimum, and what is known of it.

    The objective is F(w, b) = C * sum_i(weight_i * log(1 + exp(-(2 y_i - 1)(w x_i + b)))) + 0.5 * ||w||^2, b unpenalised.
    """
    model = LogisticRegression(C=c, solver="newton-cholesky", tol=1e-14, max_iter=1000)
    model.fit(x, y, sample_weight=weight)
    w, b = model.coef_[0], model.intercept_[0]
    sign = 2.0 * y - 1.0
    scores = x @ w + b
    objective = c * (weight * np.logaddexp(0.0, -sign * scores)).sum() + 0.5 * (w**2).sum()
    residual = weight * (scipy.special.expit(scores) - y)
    gradient = np.append(c * residual @ x + w, c * residual.sum())
    at_zero = np.append(c * (weight * (0.5 - y)) @ x, c * (weight * (0.5 - y)).sum())
    assert np.linalg.norm(gradient) < 1e-9 * np.linalg.norm(at_zero), np.linalg.norm(gradient)
    return {
        "c": c,
        "coef_": w,
        "intercept_": b,
        "objective": objective,
        "correct": int((model.predict(x) == y).sum()),
        "predict_proba_first": model.predict_proba(x)[:5, 1],
    }


def two_classes():
    """Two classes, where scikit-learn keeps one row of coefficients: all rows, few rows of one class, and weights."""
    cancer = load_breast_cancer()
    x, y = cancer.data, cancer.target
    scaled = StandardScaler().fit_transform(x)
    few = np.sort(np.concatenate([np.flatnonzero(y == 0)[:12], np.flatnonzero(y == 1)]))
    weight = np.round(3.0 * np.random.default_rng(5).random(len(y)), 3)
    weight[::7] = 0.0
    ones = np.ones(len(y))

    def fits(x, y, weight):
        return [fit_binary(x, y, c, weight) for c in C_VALUES]

    line = np.array([[-2.0], [-1.0], [1.0], [2.0]])
    return {
        "made_with": MADE_WITH,
        "x": x,
        "y": y,
        "weight": weight,
        "few": few,
        "cases": {
            "raw": fits(x, y, ones),
            "scaled": fits(scaled, y, ones),
            "imbalanced": fits(scaled[few], y[few], ones[few]),
            "weighted": fits(scaled, y, weight),
        },
        "line": fit_binary(line, np.array([0, 0, 1, 1]), 1.0, np.ones(4)),
    }


def ridge():
    x, x_new = pca_input()
    rng = np.random.default_rng(3)
    y = np.round(x @ (2.0 * rng.random(9) - 1.0) + 50.0 + rng.random(60), 6)

    def case(alpha, fit_intercept):
        model = Ridge(alpha=alpha, fit_intercept=fit_intercept, solver="cholesky").fit(x, y)
        return {
            "alpha": alpha,
            "fit_intercept": fit_intercept,
            "coef_": model.coef_,
            "intercept_": model.intercept_,
            "predict_new": model.predict(x_new),
        }

    return {
        "made_with": MADE_WITH,
        "x": x,
        "y": y,
        "x_new": x_new,
        "cases": [case(1.0, True), case(1e-3, True), case(100.0, False)],
    }


def degenerate():
    """Least squares where columns depend on each other: the solution of least norm, and its rank, by LAPACK's `gelsd`."""
    rng = np.random.default_rng(6)
    plain = np.round(rng.random((12, 3)) * 10.0, 6)
    y = np.round(plain @ np.array([1.0, -2.0, 0.5]) + rng.random(12), 6)
    column = np.array([150.1, 160.2, 165.3, 172.4, 181.5, 190.6])

    def case(x, y, least=1e-9):
        centred, target = x - x.mean(axis=0), y - y.mean()
        # A column that is constant up to rounding is constant: what is left of it is the rounding of its mean.
        centred[:, np.ptp(x, axis=0) == 0.0] = 0.0
        coef, _, rank, _ = np.linalg.lstsq(centred, target, rcond=least)
        return {"x": x, "y": y, "coef_": coef, "intercept_": y.mean() - x.mean(axis=0) @ coef, "rank": int(rank)}

    return {
        "made_with": MADE_WITH,
        "repeated": case(np.column_stack([column, column]), np.array([1, 2, 2.5, 1.5, 3, 0.5])),
        "combined": case(np.column_stack([plain, plain[:, 0] + 2.0 * plain[:, 1]]), y),
        "combined in other units": case(np.column_stack([plain * [1e-3, 1.0, 1e3], plain[:, 0] - plain[:, 2]]), y),
        "constant": case(np.column_stack([plain, np.full(12, 0.1), np.full(12, 1e9)]), y),
        "tiny and huge": case(plain * [1e-6, 1.0, 1e6], y, least=1e-15),
        "equal rows": case(np.tile(plain[:1], (12, 1)), y),
        "more columns than rows": case(np.round(rng.random((4, 7)), 6), y[:4]),
    }


def sample_weights():
    """The same learners with sample_weight: most between 0 and 3, every seventh 0."""
    rng = np.random.default_rng(4)

    def weights(rows):
        drawn = np.round(3.0 * rng.random(rows), 3)
        drawn[::7] = 0.0
        return drawn

    x, _ = scaler_input()
    scaled = weights(len(x))
    scaler = StandardScaler().fit(x, sample_weight=scaled)

    regression_x, _ = pca_input()
    y = np.round(regression_x @ (2.0 * rng.random(9) - 1.0) + 50.0 + rng.random(60), 6)
    regression = weights(60)

    def ridge_case(fit_intercept):
        model = Ridge(alpha=2.0, fit_intercept=fit_intercept, solver="cholesky")
        model.fit(regression_x, y, sample_weight=regression)
        return {"fit_intercept": fit_intercept, "coef_": model.coef_, "intercept_": model.intercept_}

    iris = load_iris()
    iris_weights = weights(150)
    model = LogisticRegression(C=0.5, solver="newton-cholesky", tol=1e-14, max_iter=1000)
    model.fit(iris.data, iris.target, sample_weight=iris_weights)
    loss = -(iris_weights * log_softmax(iris.data @ model.coef_.T + model.intercept_)[np.arange(150), iris.target])

    return {
        "made_with": MADE_WITH,
        "standard_scaler": {
            "x": x,
            "weight": scaled,
            "mean_": scaler.mean_,
            "var_": scaler.var_,
            "scale_": scaler.scale_,
            "n_samples_seen_": scaler.n_samples_seen_,
        },
        "ridge": {
            "x": regression_x,
            "y": y,
            "weight": regression,
            "alpha": 2.0,
            "cases": [ridge_case(True), ridge_case(False)],
        },
        "logistic_regression": {
            "x": iris.data,
            "y": iris.target,
            "weight": iris_weights,
            "c": 0.5,
            "coef_": model.coef_,
            "intercept_": model.intercept_,
            "objective": 0.5 * loss.sum() + 0.5 * (model.coef_**2).sum(),
        },
    }


def digits_pipeline():
    """pixels = image |> Flatten |> StandardScaler;
    strokes = image |> [ColumnSums, RowSums] |> Concat |> Pca<12>;
    probs   = [pixels, strokes] |> Concat |> LogisticRegression<10> { c: 0.5 }.fit(digit);
    """
    images, labels = digits()
    train, test = split(len(labels))
    flat = images.reshape(len(images), 64)
    column_sums, row_sums = images.sum(axis=1), images.sum(axis=2)
    sums = np.hstack([column_sums, row_sums])

    scaler = StandardScaler().fit(flat[train])
    reduce = PCA(n_components=12, svd_solver="full").fit(sums[train])
    for row in reduce.components_:
        first, second = np.sort(np.abs(row))[::-1][:2]
        assert first - second > 1e-4
    joined = np.hstack([scaler.transform(flat), reduce.transform(sums)])
    assert joined.shape == (1797, 76)
    model, facts = fit_logistic(joined[train], labels[train], 0.5)
    facts |= held_out_facts(model, joined[test], labels[test])

    return {
        "made_with": MADE_WITH,
        "data_sha256": DIGITS_SHA256,
        "test_rows": TEST_ROWS,
        "rows_train": int(train.sum()),
        "rows_test": int(test.sum()),
        "features": joined.shape[1],
        "scaler": {
            "mean_": scaler.mean_,
            "var_": scaler.var_,
            "scale_": scaler.scale_,
            "constant_columns": np.flatnonzero(scaler.var_ == 0.0),
        },
        "first_test_row": {"column_sums": column_sums[test][0], "row_sums": row_sums[test][0]},
        "pca": {
            "mean_": reduce.mean_,
            "components_": reduce.components_,
            "explained_variance_": reduce.explained_variance_,
            "explained_variance_ratio_": reduce.explained_variance_ratio_,
            "singular_values_": reduce.singular_values_,
        },
        "joined_first_test_row": joined[test][0],
        "logistic_regression": facts,
        "predict_proba_first_test_rows": model.predict_proba(joined[test][:8]),
        "labels_test": labels[test],
        "predict_test": model.predict(joined[test]),
    }


def folds():
    def listed(splits):
        return [{"train": train, "validation": validation} for train, validation in splits]

    forward = []
    for rows, count, gap, test_size, max_train_size in [
        (12, 3, 0, None, None),
        (12, 3, 2, None, None),
        (23, 4, 1, None, None),
        (23, 4, 3, 2, None),
        (23, 4, 0, 3, 5),
        (23, 2, 2, None, 4),
        (6, 5, 0, None, None),
        (6, 2, 3, 1, 1),
        (40, 5, 4, 6, 50),
    ]:
        split = TimeSeriesSplit(n_splits=count, gap=gap, test_size=test_size, max_train_size=max_train_size)
        facts = {"rows": rows, "count": count, "gap": gap, "test_size": test_size, "max_train_size": max_train_size}
        forward.append(facts | {"folds": listed(split.split(np.zeros((rows, 1))))})

    random = np.random.default_rng(20260401)
    by_class = []
    for rows, classes, count in [(11, 2, 2), (30, 3, 4), (60, 2, 3), (47, 5, 10), (20, 7, 6), (9, 4, 3)]:
        # Some classes are frequent, some rare.
        shares = 1.0 / np.arange(1, classes + 1)
        y = random.choice(classes, size=rows, p=shares / shares.sum())
        with warnings.catch_warnings():
            # A class with fewer rows than folds.
            warnings.simplefilter("ignore")
            ordered = listed(StratifiedKFold(count).split(np.zeros((rows, 1)), y))
            shuffled = listed(StratifiedKFold(count, shuffle=True, random_state=1).split(np.zeros((rows, 1)), y))
        counts = [np.bincount(y[fold["validation"]], minlength=classes) for fold in shuffled]
        by_class.append({"count": count, "y": y, "folds": ordered, "shuffled_counts": counts})

    test_fold = np.array([2, 0, 1, 1, 0, 2, 0])
    given = {"test_fold": test_fold, "folds": listed(PredefinedSplit(test_fold).split())}
    return {"made_with": MADE_WITH, "forward": forward, "by_class": by_class, "given": given}


def penguins():
    """The penguins of the example: a number or None, a text or None, for each row."""
    with open(PENGUINS, newline="") as file:
        rows = list(csv.DictReader(file))
    number = lambda name: [None if row[name] == "NA" else float(row[name]) for row in rows]
    words = lambda name: [None if row[name] == "NA" else row[name] for row in rows]
    return number, words


def simple_imputer():
    number, words = penguins()
    cases = []
    for column in ["Culmen Length (mm)", "Flipper Length (mm)", "Delta 13 C (o/oo)"]:
        x = number(column)
        array = np.array([np.nan if value is None else value for value in x]).reshape(-1, 1)
        for strategy in ["mean", "median", "most_frequent"]:
            fitted = SimpleImputer(strategy=strategy).fit(array)
            cases.append({"column": column, "strategy": strategy, "x": x, "value": fitted.statistics_[0]})
    texts = []
    for column in ["Sex", "Comments"]:
        x = words(column)
        array = np.array(x, dtype=object).reshape(-1, 1)
        fitted = SimpleImputer(strategy="most_frequent", missing_values=None).fit(array)
        texts.append({"column": column, "x": x, "value": fitted.statistics_[0]})
    return {"made_with": MADE_WITH, "numbers": cases, "texts": texts}


def encoders():
    _, words = penguins()
    random = np.random.default_rng(20260402)
    letters = [chr(ord("a") + int(value)) for value in np.floor(random.exponential(4.0, 200)).clip(0, 25)]
    columns = {"Species": words("Species"), "Sex": words("Sex"), "Comments": words("Comments"), "letters": letters}
    new = {name: [*x[:20], "unseen", None if None in x else x[0]] for name, x in columns.items()}
    cases = []
    for name, x in columns.items():
        array, array_new = (np.array(values, dtype=object).reshape(-1, 1) for values in (x, new[name]))
        for drop in [None, "first", "if_binary"]:
            for min_frequency in [None, 10, 40]:
                for max_categories in [None, 1, 2, 5]:
                    for handle_unknown in ["ignore", "infrequent_if_exist"]:
                        encoder = OneHotEncoder(
                            drop=drop, min_frequency=min_frequency, max_categories=max_categories,
                            handle_unknown=handle_unknown, sparse_output=False,
                        )
                        with warnings.catch_warnings():
                            # An unknown category is a row of zeros, also if one is dropped.
                            warnings.simplefilter("ignore")
                            encoder.fit(array)
                            rows = encoder.transform(array_new)
                            sums = encoder.transform(array).sum(axis=0)
                        cases.append({
                            "column": name, "drop": drop, "min_frequency": min_frequency, "max_categories": max_categories,
                            "handle_unknown": handle_unknown, "names": list(encoder.get_feature_names_out(["x"])),
                            "sums": sums, "rows": [[int(at) for at in np.flatnonzero(row)] for row in rows],
                        })
    ordinal = []
    for name, x in columns.items():
        encoder = OrdinalEncoder().fit(np.array(x, dtype=object).reshape(-1, 1))
        codes = encoder.transform(np.array(x, dtype=object).reshape(-1, 1)).ravel()
        ordinal.append({"column": name, "codes": [None if np.isnan(code) else code for code in codes]})
    return {"made_with": MADE_WITH, "columns": columns, "new": new, "one_hot": cases, "ordinal": ordinal}


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    different = []
    for make in (standard_scaler, min_max_scaler, max_abs_scaler, robust_scaler, k_bins, pca, ridge, logistic_regression, two_classes, degenerate, sample_weights, digits_pipeline, folds, simple_imputer, encoders):
        path = HERE / f"{make.__name__}.json"
        new = (text(plain(make())) + "\n").encode()
        if not check:
            path.write_bytes(new)
        elif not path.is_file() or path.read_bytes() != new:
            different.append(path.name)
        print(f"{path.name}: {len(new)} bytes, sha256 {hashlib.sha256(new).hexdigest()}")
    if different:
        sys.exit(f"different: {', '.join(different)}")


if __name__ == "__main__":
    main()

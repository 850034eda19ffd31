#!/usr/bin/env python3
"""Writes the golden values of the preprocessing steps: JSON files beside this script, computed by scikit-learn in float64.

As make_golden.py, whose head has the rules; README.md explains what is in the files.

    python3 -m venv venv
    venv/bin/pip install scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
    venv/bin/python tests/golden/make_features.py            # writes the files
    venv/bin/python tests/golden/make_features.py --check    # compares instead of writing; exit status 1 on a difference
"""

# First: it sets the number of threads before NumPy is loaded.
from make_golden import HERE, MADE_WITH, penguins, plain, text

import hashlib
import sys
import warnings

import numpy as np
import scipy.sparse
from sklearn.datasets import load_breast_cancer, load_digits, load_iris
from sklearn.decomposition import IncrementalPCA, TruncatedSVD
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_selection import (
    RFE, SelectFromModel, SelectKBest, SelectPercentile, VarianceThreshold, chi2, f_classif, f_regression, mutual_info_classif,
    mutual_info_regression,
)
from sklearn.impute import IterativeImputer, KNNImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.random_projection import johnson_lindenstrauss_min_dim
from sklearn.preprocessing import (
    Binarizer, Normalizer, PolynomialFeatures, PowerTransformer, QuantileTransformer, SplineTransformer, TargetEncoder,
)

warnings.simplefilter("ignore")


def columns():
    """[60, 8] to fit on and [7, 8] to transform, some of it outside the fitted range.

    Columns: two of the iris data, a skewed one, one of both signs with an outlier, integers with many ties, two values, the constant 0.1, and
    values of 1e-9.
    """
    rng = np.random.default_rng(20261128)
    iris = load_iris().data[::5][:30]
    both = np.vstack([iris, load_iris().data[2::5][:30]])

    def draw(rows):
        return np.column_stack([
            np.exp(3.0 * rng.random(rows)), 40.0 * rng.random(rows) ** 3 - 15.0, np.floor(6.0 * rng.random(rows)),
            np.floor(2.0 * rng.random(rows)), np.full(rows, 0.1), 1e-9 * (rng.random(rows) - 0.3),
        ])

    x = np.hstack([both[:, [0, 2]], np.round(draw(60), 12)])
    x[11, 3] = 500.0
    x_new = np.hstack([both[:7, [0, 2]], np.round(draw(7), 12)])
    x_new[0] = x[0]
    x_new[1] = x.min(axis=0) - 0.2 * np.ptp(x, axis=0) - 1e-10
    x_new[2] = x.max(axis=0) + 0.2 * np.ptp(x, axis=0) + 1e-10
    return x, x_new


def row_scalers():
    x, x_new = columns()
    rows = np.vstack([x_new, np.zeros(8), np.full(8, 1e-17)])
    normalized = {norm: Normalizer(norm=norm).fit_transform(rows) for norm in ["l1", "l2", "max"]}
    binarized = [{"threshold": t, "transform": Binarizer(threshold=t).fit_transform(rows)} for t in [0.0, 0.1, 2.0]]
    return {"made_with": MADE_WITH, "x": rows, "normalized": normalized, "binarized": binarized}


def quantile_transformer():
    x, x_new = columns()
    cases = []
    for n_quantiles in [1, 2, 10, 37, 1000]:
        for output in ["uniform", "normal"]:
            step = QuantileTransformer(n_quantiles=n_quantiles, output_distribution=output, subsample=None).fit(x)
            ranks = step.transform(x_new)
            cases.append({
                "n_quantiles": n_quantiles, "output_distribution": output, "quantiles_": step.quantiles_ if n_quantiles < 40 else [],
                "transform_first": step.transform(x[:5]), "transform_new": ranks, "inverse_transform_new": step.inverse_transform(ranks),
            })
    return {"made_with": MADE_WITH, "x": x, "x_new": x_new, "cases": cases}


def power_transformer():
    x, x_new = columns()
    # Without the constant column for Box-Cox, and without 0.
    positive = np.abs(x[:, [0, 1, 2, 3, 4, 7]]) + np.array([0.0, 0.0, 0.0, 1e-3, 0.5, 1e-12])
    positive_new = np.abs(x_new[:, [0, 1, 2, 3, 4, 7]]) + 0.25
    cancer = load_breast_cancer().data[::3, [0, 3, 6, 12, 20]]
    cases = []
    for method, inputs in [("yeo-johnson", [(x, x_new), (-x, -x_new), (cancer, cancer[:5])]), ("box-cox", [(positive, positive_new), (cancer[:, [0, 1, 3, 4]], cancer[:5, [0, 1, 3, 4]])])]:
        for x_fit, x_more in inputs:
            for standardize in [True, False]:
                step = PowerTransformer(method=method, standardize=standardize).fit(x_fit)
                powers = step.transform(x_more)
                cases.append({
                    "method": method, "standardize": standardize, "x": x_fit, "x_new": x_more, "lambdas_": step.lambdas_,
                    "transform_new": powers, "inverse_transform_new": step.inverse_transform(powers),
                })
    return {"made_with": MADE_WITH, "cases": cases}


def polynomial_features():
    x = np.round(load_iris().data[::30] - 3.0, 6)
    cases = []
    for degree in [0, 1, 2, 3, 4, (2, 2), (0, 3), (3, 4)]:
        for interaction_only in [False, True]:
            for include_bias in [True, False]:
                if degree == 0 and not include_bias:
                    continue
                step = PolynomialFeatures(degree=degree, interaction_only=interaction_only, include_bias=include_bias)
                try:
                    out = step.fit_transform(x)
                except ValueError:
                    continue
                low, high = degree if isinstance(degree, tuple) else (0, degree)
                cases.append({
                    "min_degree": low, "degree": high, "interaction_only": interaction_only, "include_bias": include_bias,
                    "powers_": step.powers_, "names": list(step.get_feature_names_out(["a", "b", "c", "d"])), "transform": out[:3],
                })
    return {"made_with": MADE_WITH, "x": x, "cases": cases}


def spline_transformer():
    x, x_new = columns()
    weight = np.floor(np.arange(60) * 7 % 5 + 0.0)
    chosen = [1, 3, 4, 5, 6]
    x, x_new = x[:, chosen], x_new[:, chosen]
    cases = []
    for knots in ["uniform", "quantile"]:
        for weighted in [False, True]:
            for extrapolation in ["error", "constant", "linear", "continue", "periodic"]:
                for degree, n_knots, include_bias in [(0, 3, True), (1, 4, False), (2, 5, False), (3, 5, True)]:
                    # Beyond the ends, scikit-learn fails for a degree of 0.
                    if degree == 0 and extrapolation == "constant":
                        continue
                    step = SplineTransformer(
                        n_knots=n_knots, degree=degree, knots=knots, extrapolation=extrapolation, include_bias=include_bias,
                    )
                    # scikit-learn's loop over columns counts the degree up for straight lines, so that the second column has other ends
                    # than the first: each column alone.
                    parts, bases = [], []
                    for column in range(x.shape[1]):
                        one = x[:, [column]]
                        step.fit(one, sample_weight=weight if weighted else None)
                        new = np.vstack([x_new[[0], :][:, [column]], one[[3, 11]]]) if extrapolation == "error" else x_new[:5, [column]]
                        bases.append(step.bsplines_[0].t)
                        # Where knots are equal, so that the end of the knots is not that of the column, an error is none.
                        parts.append(step.transform(new) if not (weighted and extrapolation == "error") else np.zeros((0, 0)))
                    keep = not (weighted and extrapolation == "error")
                    cases.append({
                        "knots": knots, "weighted": weighted, "extrapolation": extrapolation, "degree": degree, "n_knots": n_knots,
                        "include_bias": include_bias, "t": bases, "transform_new": np.hstack(parts) if keep else [],
                    })
    names = SplineTransformer(n_knots=3, degree=2).fit(x).get_feature_names_out(["a", "b", "c", "d", "e"])
    return {"made_with": MADE_WITH, "x": x, "x_new": x_new, "weight": weight, "names": list(names), "cases": cases}


def gaps():
    """[50, 5] of correlated columns to fit on and [9, 5] to transform, a fifth of them missing, some rows whole, one row without any."""
    rng = np.random.default_rng(20261129)
    base = rng.random((59, 2))
    x = np.column_stack([
        3.0 * base[:, 0], base[:, 0] - base[:, 1], np.exp(base[:, 1]), 2.0 + base @ np.array([1.0, 2.0]), rng.random(59),
    ]) + 0.05 * rng.random((59, 5))
    x = np.round(x, 6)
    x[rng.random((59, 5)) < 0.2] = np.nan
    x[7] = np.nan
    return x[:50], x[50:]


def nulls(table):
    """NaN as None, which JSON has."""
    return [[None if np.isnan(value) else value for value in row] for row in np.asarray(table).tolist()]


def knn_imputer():
    x, x_new = gaps()
    cases = []
    for n_neighbors in [1, 3, 5, 200]:
        for weights in ["uniform", "distance"]:
            step = KNNImputer(n_neighbors=n_neighbors, weights=weights).fit(x)
            cases.append({"n_neighbors": n_neighbors, "weights": weights, "transform": step.transform(x), "transform_new": step.transform(x_new)})
    return {"made_with": MADE_WITH, "x": nulls(x), "x_new": nulls(x_new), "cases": cases}


def iterative_imputer():
    x, x_new = gaps()
    cases = []
    settings = [
        {}, {"max_iter": 1}, {"max_iter": 40, "tol": 1e-6}, {"initial_strategy": "median"}, {"initial_strategy": "most_frequent"},
        {"initial_strategy": "constant"}, {"imputation_order": "descending"}, {"imputation_order": "roman"}, {"imputation_order": "arabic"},
        {"min_value": 0.0, "max_value": 2.5},
    ]
    for setting in settings:
        step = IterativeImputer(random_state=0, **setting).fit(x)
        cases.append({
            "max_iter": step.max_iter, "tol": step.tol, "initial_strategy": step.initial_strategy, "imputation_order": step.imputation_order,
            "min_value": setting.get("min_value"), "max_value": setting.get("max_value"), "n_iter_": step.n_iter_,
            "transform_first": step.transform(x[:15]), "transform_new": step.transform(x_new),
        })
    return {"made_with": MADE_WITH, "x": nulls(x), "x_new": nulls(x_new), "cases": cases}


def category_encoders():
    numbers, words = penguins()
    rng = np.random.default_rng(20261130)
    rows = 340
    letters = [chr(ord("a") + int(value)) for value in np.floor(rng.exponential(4.0, rows)).clip(0, 25)]
    x = {"Species": words("Species")[:rows], "Sex": words("Sex")[:rows], "letters": letters}
    position = np.array([ord(letter) for letter in letters]) - ord("a")
    number = np.round(10.0 * rng.random(rows) + position, 6)
    targets = {
        "continuous": number, "binary": (number > 9.0).astype(int), "multiclass": np.digitize(number, [6.0, 10.0]),
        "constant": np.full(rows, 2.5),
    }
    encoded = []
    for name, column in x.items():
        array = np.array(column, dtype=object).reshape(-1, 1)
        new = np.array([*column[:12], "unseen", None], dtype=object).reshape(-1, 1)
        for target, y in targets.items():
            for smooth in ["auto", 0.0, 5.0]:
                kind = "continuous" if target == "constant" else target
                # Without shuffling, the folds are known.
                cv = KFold(5) if kind == "continuous" else StratifiedKFold(5)
                step = TargetEncoder(target_type=kind, smooth=smooth, cv=cv)
                fitted_out = step.fit_transform(array, y)
                encoded.append({
                    "column": name, "target": target, "smooth": None if smooth == "auto" else smooth,
                    "encodings_": np.array(step.encodings_).T, "target_mean_": np.atleast_1d(step.target_mean_),
                    "fit_transform": fitted_out[::4], "transform_new": step.transform(new), "new": new.ravel().tolist(),
                })
    hashed = []
    texts = ["", "a", "town=Oslo", "town=Rome", "Zürich", "0123456789abcdef", *sorted(set(letters))]
    for n_features in [1, 7, 64, 1000]:
        for alternate_sign in [True, False]:
            step = FeatureHasher(n_features=n_features, input_type="string", alternate_sign=alternate_sign)
            out = step.transform([[value] for value in texts]).tocsr()
            out.sum_duplicates()
            places = [[int(out[[at]].indices[0]), float(out[[at]].data[0])] if out[[at]].nnz else None for at in range(len(texts))]
            hashed.append({"n_features": n_features, "alternate_sign": alternate_sign, "places": places})
    return {"made_with": MADE_WITH, "columns": x, "targets": targets, "encoded": encoded, "texts": texts, "hashed": hashed}


def selection():
    rng = np.random.default_rng(20261201)
    cancer, kind = load_breast_cancer(return_X_y=True)
    cancer, kind = cancer[::5, ::2], kind[::5]
    digits, digit = load_digits(return_X_y=True)
    digits, digit = digits[:120, :32], digit[:120]
    # Columns without equal values, so that the noise of the estimate has no effect: dependent in several forms, and not at all.
    free = rng.random((140, 5))
    target = np.sin(6.0 * free[:, 0]) + free[:, 1] ** 2 + 0.1 * rng.random(140)
    mixed = free[:, 0] + 0.3 * rng.random(140) + np.abs(free[:, 2] - 0.5)
    group = np.digitize(mixed, np.quantile(mixed, [0.3, 0.7]))
    scores = []
    for score, x, y in [(f_classif, cancer, kind), (f_classif, digits, digit), (chi2, digits, digit), (f_regression, cancer, cancer[:, 3] + kind)]:
        found, p_values = score(x, y)
        scores.append({
            "score": score.__name__, "on": "cancer" if x is cancer else "digits",
            "scores_": np.nan_to_num(found, nan=0.0), "pvalues_": np.nan_to_num(p_values, nan=1.0), "best": {str(k): np.flatnonzero(SelectKBest(score, k=k).fit(x, y).get_support()) for k in [1, 4, 9]},
            "percentile": {str(p): np.flatnonzero(SelectPercentile(score, percentile=p).fit(x, y).get_support()) for p in [5, 33, 80, 100]},
        })
    information = [
        {"n_neighbors": k, "classif": mutual_info_classif(free, group, n_neighbors=k, random_state=0),
         "regression": mutual_info_regression(free, target, n_neighbors=k, random_state=0)} for k in [1, 3, 7]
    ]
    scaled = (cancer - cancer.mean(axis=0)) / cancer.std(axis=0)
    price = scaled[:, 0] * 3.0 - scaled[:, 4] + 0.5 * kind
    ridge, logistic = Ridge(alpha=1.0, solver="cholesky"), LogisticRegression(solver="newton-cholesky", tol=1e-12, max_iter=1000)
    third = np.digitize(price, np.quantile(price, [0.3, 0.7]))
    models = []
    for name, model, y in [("ridge", ridge, price), ("logistic", logistic, third)]:
        for threshold in ["mean", "0.5*median", 0.05]:
            for max_features in [None, 3]:
                step = SelectFromModel(model, threshold=threshold, max_features=max_features).fit(scaled, y)
                models.append({"model": name, "threshold": str(threshold), "max_features": max_features, "support": np.flatnonzero(step.get_support())})
    eliminated = []
    for name, model, y in [("ridge", ridge, price), ("logistic", logistic, third)]:
        for count, step_size in [(None, 1), (4, 1), (2, 3)]:
            step = RFE(model, n_features_to_select=count, step=step_size).fit(scaled, y)
            eliminated.append({"model": name, "n_features_to_select": count, "step": step_size, "ranking_": step.ranking_})
    spreads = []
    for x, name in [(digits, "digits"), (cancer, "cancer")]:
        for threshold in [0.0, 0.5, 20.0]:
            step = VarianceThreshold(threshold).fit(x)
            spreads.append({"on": name, "threshold": threshold, "variances_": step.variances_, "support": np.flatnonzero(step.get_support())})
    return {
        "made_with": MADE_WITH, "cancer": cancer, "kind": kind, "digits": digits, "digit": digit, "free": free, "target": target, "group": group,
        "scaled": scaled, "price": price, "third": third, "scores": scores, "information": information, "models": models, "eliminated": eliminated,
        "spreads": spreads,
    }


def reductions():
    digits = load_digits().data[:150, ::3]
    iris = load_iris().data
    svd, incremental = [], []
    for name, x in [("digits", digits), ("iris", iris)]:
        for count in [1, 3]:
            step = TruncatedSVD(n_components=count, algorithm="arpack", tol=0.0, random_state=0).fit(x)
            svd.append({
                "on": name, "n_components": count, "components_": step.components_, "singular_values_": step.singular_values_,
                "explained_variance_": step.explained_variance_, "explained_variance_ratio_": step.explained_variance_ratio_,
                "transform": step.transform(x[:4]), "inverse_transform": step.inverse_transform(step.transform(x[:4])),
            })
            for batch_size in [None, 20, 47]:
                for whiten in [False, True]:
                    step = IncrementalPCA(n_components=count, batch_size=batch_size, whiten=whiten).fit(x)
                    incremental.append({
                        "on": name, "n_components": count, "batch_size": batch_size, "whiten": whiten, "components_": step.components_,
                        "singular_values_": step.singular_values_, "explained_variance_": step.explained_variance_,
                        "explained_variance_ratio_": step.explained_variance_ratio_, "mean_": step.mean_, "transform": step.transform(x[:4]),
                        "inverse_transform": step.inverse_transform(step.transform(x[:4])),
                    })
    least = [[rows, eps, int(johnson_lindenstrauss_min_dim(rows, eps=eps))] for rows in [1, 10, 1000, 10**6] for eps in [0.05, 0.1, 0.5, 0.99]]
    return {"made_with": MADE_WITH, "digits": digits, "iris": iris, "svd": svd, "incremental": incremental, "min_dim": least}


def sparse_features():
    rng = np.random.default_rng(20261202)

    def drawn(rows, columns, share):
        return np.where(rng.random((rows, columns)) < share, np.round(4.0 * rng.random((rows, columns)), 6), 0.0)

    def stored(x):
        x = scipy.sparse.csr_array(x)
        return [[x.indices[start:end], x.data[start:end]] for start, end in zip(x.indptr, x.indptr[1:])]

    kind = np.arange(60) % 3
    counts = drawn(60, 24, 0.3)
    counts[:, 0] += 2.0 * (kind == 1)
    counts[:, 3] *= kind == 2
    counts[:, 5], counts[:, 6] = 0.0, 1.5
    signed = counts * np.where(rng.random(counts.shape) < 0.3, -1.0, 1.0)
    amount = np.round(2.0 * counts[:, 1] - counts[:, 2] + rng.random(60), 6)
    sparse = scipy.sparse.csr_array(counts)
    scores = []
    for score, y in [(f_classif, kind), (chi2, kind), (f_regression, amount)]:
        found, p_values = score(sparse, y)
        # Of the constant column, what is not NaN is a rounding error, about 1e-16 and 1 - 1e-8.
        found[6], p_values[6] = 0.0, 1.0
        scores.append({
            "score": score.__name__, "scores_": np.nan_to_num(found, nan=0.0), "pvalues_": np.nan_to_num(p_values, nan=1.0),
            "best": {str(k): np.flatnonzero(SelectKBest(score, k=k).fit(sparse, y).get_support()) for k in [1, 4, 9]},
            "percentile": {str(p): np.flatnonzero(SelectPercentile(score, percentile=p).fit(sparse, y).get_support()) for p in [10, 40]},
        })
    models = []
    for model, y in [(Ridge(alpha=1.0, solver="sparse_cg", tol=1e-12), amount), (LogisticRegression(solver="newton-cg", tol=1e-12, max_iter=1000), kind)]:
        for threshold in ["mean", "0.5*median"]:
            step = SelectFromModel(model, threshold=threshold).fit(sparse, y)
            models.append({"model": type(model).__name__, "threshold": threshold, "support": np.flatnonzero(step.get_support())})
    spreads = []
    for threshold in [0.0, 1.0]:
        step = VarianceThreshold(threshold).fit(sparse)
        spreads.append({"threshold": threshold, "variances_": step.variances_, "support": np.flatnonzero(step.get_support())})
    rows = [{"norm": norm, "rows": stored(Normalizer(norm=norm).transform(scipy.sparse.csr_array(signed)))} for norm in ["l1", "l2", "max"]]
    above = [{"threshold": threshold, "rows": stored(Binarizer(threshold=threshold).transform(scipy.sparse.csr_array(signed)))} for threshold in [0.0, 1.0]]
    wide = drawn(70, 1300, 0.02) * np.where(np.arange(1300) % 4 == np.arange(70)[:, None] % 4, 2.0, 1.0)
    svd = []
    for name, x, count in [("counts", counts, 1), ("counts", counts, 6), ("wide", wide, 5), ("wide", wide, 30)]:
        x = scipy.sparse.csr_array(x)
        step = TruncatedSVD(n_components=count, algorithm="arpack", tol=0.0, random_state=0).fit(x)
        svd.append({
            "on": name, "n_components": count, "singular_values_": step.singular_values_, "explained_variance_": step.explained_variance_,
            "explained_variance_ratio_": step.explained_variance_ratio_, "components_": step.components_[:, :60], "transform": step.transform(x[:6]),
        })
    return {
        "made_with": MADE_WITH, "counts": stored(counts), "signed": stored(signed), "wide": stored(wide), "kind": kind, "amount": amount,
        "scores": scores, "models": models, "spreads": spreads, "rows": rows, "above": above, "svd": svd,
    }


FILES = [sparse_features, row_scalers, quantile_transformer, power_transformer, polynomial_features, spline_transformer, knn_imputer, iterative_imputer, category_encoders, selection, reductions]


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    different = []
    for make in FILES:
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

"""What scikit-learn takes for the work of `against_scikit_learn.rs`, which starts this script: a line of seconds and results for each line
of input, so that both take turns."""

import sys
import time
import warnings
from pathlib import Path

import numpy as np
import scipy.sparse
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression


def text(folder):
    texts = (folder / "texts.txt").read_text(encoding="utf-8").splitlines()
    def work():
        weights = TfidfVectorizer().fit_transform(texts)
        return f"{weights.shape[1]} {weights.nnz} {abs(weights).sum()!r}"
    return work


def logistic(folder):
    rows, columns = np.fromfile(folder / "shape.bin", dtype="<u8")
    parts = [np.fromfile(folder / f"{name}.bin", dtype=kind) for name, kind in (("values", "<f8"), ("columns", "<u4"), ("offsets", "<u8"))]
    x = scipy.sparse.csr_matrix((parts[0], parts[1].astype(np.int32), parts[2].astype(np.int32)), shape=(rows, columns))
    y = np.fromfile(folder / "classes.bin", dtype="u1")
    def work():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = LogisticRegression(C=1.0).fit(x, y)
        scores = x @ model.coef_.T + model.intercept_
        most = scores.max(axis=1)
        losses = np.log(np.exp(scores - most[:, None]).sum(axis=1)) + most - scores[np.arange(len(y)), y]
        return f"{losses.sum() + 0.5 * (model.coef_ ** 2).sum()!r} {model.n_iter_[0]}"
    return work


if __name__ == "__main__":
    work = {"text": text, "logistic": logistic}[sys.argv[1]](Path(sys.argv[2]))
    print(f"scikit-learn {sklearn.__version__}", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        result = work()
        print(time.perf_counter() - start, result, flush=True)

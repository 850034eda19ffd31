#!/usr/bin/env python3
"""Writes the golden values of the text steps, text.json beside this script, computed by scikit-learn.

    venv/bin/python tests/golden/make_text.py            # writes the file
    venv/bin/python tests/golden/make_text.py --check    # compares instead of writing; exit status 1 on a difference

make_golden.py says which versions of Python and of the packages. README.md explains what is in the file.
"""

import csv
import hashlib
import random
import re
import sys
import unicodedata
import warnings

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfTransformer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.preprocessing import StandardScaler

from make_golden import HERE, MADE_WITH, plain, text

METHODS = HERE.parent.parent / "examples" / "data" / "methods.csv"

# Sentences of our own, and texts that are hard to split.
TEXTS = [
    "The quick brown fox jumps over the lazy dog.",
    "The dog sleeps; the fox does not. The dog's tail, the fox's tail!",
    "A fox is a small dog, and a dog is not a fox.",
    "Naïve café owners déjà-vu their CRÈME brûlée",
    "snake_case and CamelCase, x1 y2 z3, 3.14159 and 42",
    "ΣΊΣΥΦΟΣ rolled the STONE; Σίσυφος rolled it again",
    "Straße STRASSE straße ﬁnd ﬁsh İstanbul",
    "日本語のテキスト 中文文本 한국어 텍스트",
    "हिन्दी पाठ और शब्द, ภาษาไทย, עברית, العربية",
    "emoji 😀😀 are 👩‍👩‍👧 not words, ① ② Ⅷ ½ are; Ⓐ is not",
    "tabs\tand\n\nlines\r\nand   spaces\u00a0\u3000here\u2003now\u001cend",
    "a b c d e",
    "",
    "    \n\t ",
    "nul\0in\0side combining e\u0301 cafe\u0301 and \u200bzero\u200dwidth",
    "the the the the of of and",
    "!!! ... ??? --- ___ __ _",
    "o" * 300 + " long",
]
NEW = [
    "The fox and the unseen wolf",
    "déjà vu in the café, Σίσυφος!",
    "nothing known here: qwertz",
    "",
    "dog dog dog fox",
]

CASES = [
    {},
    {"lowercase": False},
    {"ngram_range": [1, 2]},
    {"ngram_range": [2, 3]},
    {"ngram_range": [3, 3], "min_df": 1},
    {"stop_words": "english"},
    {"stop_words": ["the", "dog", "and"], "ngram_range": [1, 2]},
    {"strip_accents": "ascii"},
    {"strip_accents": "unicode", "ngram_range": [1, 2]},
    {"binary": True},
    {"min_df": 2},
    {"min_df": 2, "max_df": 4},
    {"min_df": 0.1, "max_df": 0.25},
    {"max_df": 3, "ngram_range": [1, 2]},
    {"vocabulary": ["fox", "dog", "wolf", "the fox", "Dog"], "ngram_range": [1, 2]},
    {"analyzer": "char", "ngram_range": [1, 3]},
    {"analyzer": "char", "ngram_range": [2, 2], "lowercase": False, "min_df": 3},
    {"analyzer": "char_wb", "ngram_range": [1, 3]},
    {"analyzer": "char_wb", "ngram_range": [3, 5], "strip_accents": "unicode"},
    {"analyzer": "char_wb", "ngram_range": [4, 6], "min_df": 2},
    # Terms of which no two are equally frequent at the border: scikit-learn keeps any of equally frequent ones.
    {"max_features": 1},
]
WEIGHTS = [
    {},
    {"norm": "l1"},
    {"norm": None, "smooth_idf": False},
    {"use_idf": False},
    {"sublinear_tf": True, "norm": None},
    {"sublinear_tf": True, "smooth_idf": False},
]
HASHES = [
    {"n_features": 16},
    {"n_features": 1024, "alternate_sign": False},
    {"n_features": 7, "norm": None},
    {"n_features": 7, "norm": "l1", "binary": True},
    {"n_features": 1 << 20, "ngram_range": [1, 2]},
    {"n_features": 64, "analyzer": "char_wb", "ngram_range": [2, 3], "norm": None},
]


def rows(matrix):
    """Each row as its columns and its values."""
    matrix = matrix.tocsr()
    matrix.sort_indices()
    pairs = zip(matrix.indptr, matrix.indptr[1:])
    return [{"columns": matrix.indices[start:end], "values": matrix.data[start:end].astype(float)} for start, end in pairs]


def options(case):
    given = dict(case)
    if "ngram_range" in given:
        given["ngram_range"] = tuple(given["ngram_range"])
    return given


def zipf(count):
    """Texts of words whose numbers of occurrences fall as Zipf says."""
    draw = random.Random(20)
    words = ["".join(draw.choices("abcdefghij", k=draw.randint(1, 6))) for _ in range(300)]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    return [" ".join(draw.choices(words, weights, k=draw.randint(0, 40))) for _ in range(count)]


def is_known(letter):
    """Whether the tables of this Python have the character."""
    return unicodedata.category(letter) not in ("Cn", "Co", "Cs")


def letters():
    """The ranges of characters that `\\w` and `\\s` match, and of those that this Python does not know."""
    def ranges(holds):
        found, start = [], None
        for code in range(sys.maxunicode + 2):
            is_in = code <= sys.maxunicode and not 0xD800 <= code < 0xE000 and holds(chr(code))
            if is_in and start is None:
                start = code
            elif not is_in and start is not None:
                found.append([start, code - 1])
                start = None
        return found
    return {
        "word": ranges(lambda letter: re.fullmatch(r"\w", letter) is not None),
        "space": ranges(lambda letter: re.fullmatch(r"\s", letter) is not None),
        "unknown": ranges(lambda letter: not is_known(letter)),
    }


def methods():
    """scikit-learn's pipeline of `examples/text.rs`, with fewer and fewer of its features."""
    with open(METHODS, newline="") as file:
        rows = list(csv.DictReader(file))
    column = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    number_of_words = [len(sentence.split()) for sentence in column["text"]]
    code = [sum(map(len, sentence.split("`")[1::2])) / len(sentence) for sentence in column["text"]]
    numbers = [column[name].astype(float) for name in ("since", "parameters", "lines", "examples")]
    numbers = np.column_stack([*numbers, number_of_words, code])
    test = np.arange(len(rows)) % 4 == 3
    steps = {
        "words": (TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), column["text"]),
        "letters": (TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True), column["name"]),
        "numbers": (StandardScaler(), numbers),
    }
    parts = {name: csr_matrix(step.fit(x[~test]).transform(x)) for name, (step, x) in steps.items()}
    found = []
    for names in (["words", "letters", "numbers"], ["words", "letters"], ["words", "numbers"], ["words"], ["numbers"]):
        x = hstack([parts[name] for name in names]).tocsr()
        model = LogisticRegression(C=3, solver="newton-cg", tol=1e-10, max_iter=1000)
        model.fit(x[~test], column["receiver"][~test])
        found.append({
            "features": names, "columns": x.shape[1],
            "accuracy_train": model.score(x[~test], column["receiver"][~test]),
            "accuracy_test": model.score(x[test], column["receiver"][test]),
            "log_loss_test": log_loss(column["receiver"][test], model.predict_proba(x[test]), labels=model.classes_),
        })
    return {"rows": [int((~test).sum()), int(test.sum())], "models": found}


def make():
    counted, weighed, hashed = [], [], []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for case in CASES:
            vectorizer = CountVectorizer(**options(case))
            counts = vectorizer.fit_transform(TEXTS)
            counted.append({
                "options": case, "terms": list(vectorizer.get_feature_names_out()), "rows": rows(counts),
                "new": rows(vectorizer.transform(NEW)),
            })
        drawn = zipf(60)
        for case in WEIGHTS:
            vectorizer = TfidfVectorizer(**case).fit(drawn)
            counts = CountVectorizer().fit_transform(drawn)
            transformed = TfidfTransformer(**case).fit_transform(counts)
            assert abs(transformed - vectorizer.transform(drawn)).max() == 0
            weighed.append({
                "options": case, "idf": getattr(vectorizer, "idf_", None) if case.get("use_idf", True) else None,
                "rows": rows(transformed), "new": rows(vectorizer.transform(zipf(70)[60:])),
            })
        for case in HASHES:
            hashed.append({"options": case, "rows": rows(HashingVectorizer(**options(case)).transform(TEXTS))})
    return {
        "made_with": MADE_WITH, "texts": TEXTS, "new": NEW, "counted": counted,
        "drawn": drawn, "drawn_new": zipf(70)[60:], "weighed": weighed, "hashed": hashed, "letters": letters(),
        "methods": methods(),
    }


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    path = HERE / "text.json"
    new = (text(plain(make())) + "\n").encode()
    if not check:
        path.write_bytes(new)
    elif not path.is_file() or path.read_bytes() != new:
        sys.exit(f"different: {path.name}")
    print(f"{path.name}: {len(new)} bytes, sha256 {hashlib.sha256(new).hexdigest()}")


if __name__ == "__main__":
    main()

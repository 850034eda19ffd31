#!/usr/bin/env python3
"""Writes examples/data/methods.csv: the methods of Rust's standard library, from its source.

    rustup component add rust-src
    library=$(rustc --print sysroot)/lib/rustlib/src/rust/library
    python3 tests/golden/make_methods.py "$library"            # writes the file
    python3 tests/golden/make_methods.py "$library" --check    # compares instead of writing; exit status 1 on a difference

The source is that of Rust 1.95.0. examples/data/README.md says what is in the file, and under which licence.
"""

import csv
import io
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FILE = ROOT / "examples" / "data" / "methods.csv"
HEAD = ["name", "receiver", "since", "parameters", "lines", "examples", "text"]

# A function in an `impl` or a `trait`: it is indented.
FUNCTION = re.compile(r"\s+pub (?:const )?(?:unsafe )?fn (\w+)")
STABLE = re.compile(r'#\[stable\(.*since = "1\.(\d+)\.')
RECEIVERS = [
    ("&mut self", re.compile(r"&('\w+ )?mut self$")),
    ("&self", re.compile(r"&('\w+ )?self$")),
    ("self", re.compile(r"(mut )?self$")),
]
# Longer sentences are left out, so that the file stays small.
LONGEST = 120
# Systems differ in these, and the steps of the compiler are not for users.
LEFT_OUT = {"sys", "os", "tests", "intrinsics"}


def documented(path):
    """Each documented function: the lines of its documentation, its attributes, its name, and what follows the name.

    A line of documentation that a macro writes is None.
    """
    lines = path.read_text().splitlines()
    docs, attributes, at = [], [], 0
    while at < len(lines):
        line = lines[at].strip()
        if line.startswith("///") and not line.startswith("////"):
            docs.append(line[3:].strip())
        elif line.startswith("#["):
            while line.count("[") > line.count("]") and at + 1 < len(lines):
                at += 1
                line += " " + lines[at].strip()
            attributes.append(line)
            if line.startswith("#[doc ="):
                docs.append(None)
        elif line and not line.startswith("//"):
            found = FUNCTION.match(lines[at])
            if found and docs:
                yield docs, attributes, found[1], lines[at][found.end() :] + " ".join(lines[at + 1 : at + 30])
            docs, attributes = [], []
        at += 1


def closing(text, brackets):
    """The place after the bracket that closes the first one."""
    depth = 0
    for at, letter in enumerate(text):
        if letter == brackets[0]:
            depth += 1
        elif letter == brackets[1] and text[at - 1] != "-":
            depth -= 1
            if depth == 0:
                return at + 1
    raise ValueError(text)


def parameters(rest):
    """The parameters of a function, of which `rest` follows its name."""
    if rest.startswith("<"):
        rest = rest[closing(rest, "<>") :]
    inside = rest[: closing(rest, "()")].strip()[1:-1].replace("->", "")
    found, depth = [""], 0
    for letter in inside:
        depth += (letter in "(<[") - (letter in ")>]")
        if letter == "," and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return [" ".join(one.split()) for one in found if one.strip()]


def first_sentence(docs):
    """The first sentence of the first paragraph; None if a macro writes a part of it."""
    paragraph = []
    for line in docs:
        if line == "" and paragraph:
            break
        if line is None or line.startswith(("#", "```")):
            return None
        if line:
            paragraph.append(line)
    return re.split(r"(?<=\.)\s+(?=[A-Z`\[])", " ".join(paragraph))[0]


def method(docs, attributes, name, rest):
    """A row of the file; None for a function that is left out."""
    since = [found[1] for found in map(STABLE.match, attributes) if found]
    text = first_sentence(docs)
    if not since or not text or len(text) > LONGEST:
        return None
    given = parameters(rest)
    # Receivers such as `self: Pin<&mut Self>` are left out.
    receiver = next((kind for kind, form in RECEIVERS if given and form.match(given[0])), None)
    if receiver is None and given and given[0].removeprefix("mut ").startswith("self"):
        return None
    fences = sum(line is not None and line.startswith("```") for line in docs)
    others = len(given) - (receiver is not None)
    return [name, receiver or "none", since[0], others, len(docs), fences // 2, text]


def make(library):
    rows, seen = [], set()
    for crate in ("core", "alloc", "std"):
        source = library / crate / "src"
        for path in sorted(source.rglob("*.rs")):
            if LEFT_OUT.isdisjoint(path.relative_to(source).parts) and path.name != "tests.rs":
                for row in filter(None, (method(*found) for found in documented(path))):
                    # The same sentence on the same kind of method: a type that wraps another.
                    if (row[1], row[-1]) not in seen:
                        seen.add((row[1], row[-1]))
                        rows.append(row)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEAD, *rows])
    return out.getvalue()


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--check"]):
        sys.exit(__doc__)
    text = make(pathlib.Path(sys.argv[1]))
    if sys.argv[2:]:
        sys.exit(0 if FILE.read_text() == text else f"{FILE} differs")
    FILE.write_text(text)


if __name__ == "__main__":
    main()

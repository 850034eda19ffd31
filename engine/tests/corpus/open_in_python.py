#!/usr/bin/env python3
"""Opens every model file of the corpus as a Python program would, and writes what it found to python.json beside this script.

python.json is committed; a test compares it with what the library reads. The model files themselves are written by
`cargo test -p shapeflow --lib write_corpus -- --ignored`, once for each version of the library, and never again.

    python3 -m venv venv
    venv/bin/pip install safetensors==0.8.0 numpy==2.4.6
    venv/bin/python engine/tests/corpus/open_in_python.py            # writes python.json
    venv/bin/python engine/tests/corpus/open_in_python.py --check    # compares instead; exit status 1 on a difference
"""

import json
import pathlib
import sys
import zlib

import numpy
from safetensors import safe_open

HERE = pathlib.Path(__file__).parent


def header_is_whole(path):
    """The checksum in the header is that of all that follows it in the header."""
    content = path.read_bytes()
    header = content[8 : 8 + int.from_bytes(content[:8], "little")]
    start = b'{"__metadata__":{"crc32":"'
    stated, rest = header[len(start) : len(start) + 8], header[len(start) + 8 :]
    return header.startswith(start) and stated.decode() == f"{zlib.crc32(rest):08x}"


def found_in(path):
    with safe_open(path, framework="numpy") as model:
        manifest = json.loads(model.metadata()["shapeflow"])
        arrays = {}
        for name in sorted(model.keys()):
            array = model.get_tensor(name)
            crc32 = f"{zlib.crc32(numpy.ascontiguousarray(array).tobytes()):08x}"
            assert crc32 == manifest["crc32"][name], name
            arrays[name] = {
                "dtype": str(array.dtype),
                "shape": list(array.shape),
                "crc32": crc32,
                "elements": [repr(element) for element in array.ravel().tolist()],
            }
    assert header_is_whole(path), path
    return {
        "pipeline": manifest["pipeline"],
        "steps": [[node["path"], node["step"]] for node in manifest["nodes"]],
        "values": {path: json.dumps(value) for path, value in sorted(manifest["values"].items())},
        "arrays": arrays,
    }


def main():
    found = {str(path.relative_to(HERE)): found_in(path) for path in sorted(HERE.glob("*/*.safetensors"))}
    text = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    golden = HERE / "python.json"
    if "--check" not in sys.argv:
        golden.write_text(text, encoding="utf-8")
    elif golden.read_text(encoding="utf-8") != text:
        sys.exit("python.json differs from what the files hold")


main()

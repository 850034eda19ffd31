//! The messages of mismatches.

use crate::shape::{Edge, Promise, Shape, Signature, Symbol, Targets};

fn message(
    step: &str,
    text: &'static str,
    inputs: &[(&str, &str)],
    targets: Option<&[(&str, &str)]>,
) -> String {
    let signature = Signature::new(text, &[("K", 24)]);
    let shapes =
        |pairs: &[(&str, &str)]| -> Vec<Shape> { pairs.iter().map(|pair| Shape::new(pair.0, &[])).collect() };
    let given = shapes(inputs);
    let wanted = shapes(targets.unwrap_or_default());
    let sources: Vec<&str> = inputs.iter().map(|pair| pair.1).collect();
    let target_sources: Vec<&str> = targets.unwrap_or_default().iter().map(|pair| pair.1).collect();
    let edge = Edge {
        step,
        signature: &signature,
        inputs: &given,
        sources: &sources,
        targets: if targets.is_some() { Targets::Given(&wanted) } else { Targets::None },
        target_sources: &target_sources,
        origin: 2,
    };
    edge.infer().mismatch().map_or_else(|| "right".into(), |mismatch| mismatch.message(&edge).to_string())
}

#[test]
fn each_mismatch_reads_well() {
    let cases: [(String, &str); 15] = [
        (
            message("LogisticRegression<24>", "[n, K] -> [n]", &[("[n, 20]", "joined")], None),
            "shape mismatch at step `LogisticRegression<24>`\n  takes    [n, 24]\n  is given [n, 20]  from `joined`",
        ),
        (
            message("Model", "[n, d] fit([n]) -> [n]", &[("[n, 20]", "joined")], Some(&[("[m]", "digit")])),
            "shape mismatch at step `Model`\n  takes    [n, d] fit([n])\n  is given [n, 20]  from `joined`\n      and  [m]      from `digit`\n  `n` is n in `joined`, but m in `digit`",
        ),
        (
            message("Model", "[n, d] fit([n]) -> [n]", &[("[n, 20]", "joined")], None),
            "step `Model` learns against a target: write `.fit(y)`\n  takes    [n, d] fit([n])",
        ),
        (
            message("Pca<3>", "[n, d] -> [n, 3]", &[("[n, 20]", "joined")], Some(&[("[n]", "digit")])),
            "step `Pca<3>` learns without a target: remove `.fit(digit)`\n  takes    [n, d]",
        ),
        (
            message("Pca<24>", "[n, d] -> [n, K] where K <= d", &[("[n, 8]", "strokes")], None),
            "shape mismatch at step `Pca<24>`\n  takes    [n, d]\n  is given [n, 8]  from `strokes`\n  needs `K <= d`, but K = 24, d = 8",
        ),
        (
            message("Concat", "[n, d*] -> [n]", &[("[n, 8]", "a"), ("[n, 2]", "b"), ("[m, 9]", "c")], None),
            "shape mismatch at step `Concat`\n  takes    [n, d*]\n  is given [n, 8]  from `a`\n      and  [m, 9]  from `c`\n  `n` is n in `a`, but m in `c`",
        ),
        (
            message("Add", "[n, d], [n, d] -> [n, d]", &[("[n, 8]", "a")], None),
            "shape mismatch at step `Add`\n  takes    [n, d], [n, d]\n  is given [n, 8]  from `a`\n  2 inputs are needed, but there is 1",
        ),
        (
            message("Conv", "[n, h, w] -> [n, h]", &[("[n, 8]", "a")], None),
            "shape mismatch at step `Conv`\n  takes    [n, h, w]\n  is given [n, 8]  from `a`\n  3 axes are needed, but there are 2",
        ),
        (
            message("Conv", "[n, h] -> [n, h - K + 1]", &[("[n, 8]", "a")], None),
            "shape mismatch at step `Conv`\n  takes    [n, h]\n  is given [n, 8]  from `a`\n  its output's size `h - K + 1` would be negative: -15, with h = 8, K = 24",
        ),
        (
            message("Unpair", "[n, 2*d] -> [n, d]", &[("[n, 41]", "a")], None),
            "shape mismatch at step `Unpair`\n  takes    [n, 2*d]\n  is given [n, 41]  from `a`\n  no whole number `d` makes `2*d` equal to 41",
        ),
        (
            message("Match", "[n, d], [n, 2*d + K] -> [n]", &[("[n, 20]", "a"), ("[n, 41]", "b")], None),
            "shape mismatch at step `Match`\n  takes    [n, 2*d + 24]\n  is given [n, 41]  from `b`\n  `2*d + K` is 64, not 41, with d = 20, K = 24",
        ),
        (
            message("Model", "[n, d] fit([n], [n]?) -> [n]", &[("[n, 20]", "joined")], None),
            "step `Model` learns against a target: write `.fit(y)`\n  takes    [n, d] fit([n], [n]?)",
        ),
        (
            message(
                "Model",
                "[n, d] fit([n], ([m, d], [m])?) -> [n]",
                &[("[n, 20]", "joined")],
                Some(&[("[n]", "digit"), ("[m, 20]", "check")]),
            ),
            "shape mismatch at step `Model`\n  takes    [n, d] fit([n], ([m, d], [m])?)\n  is given [n]      from `digit`\n      and  [m, 20]  from `check`\n  1 or 3 targets are needed, but there are 2",
        ),
        (
            message(
                "Model",
                "[n, d] fit([n], ([m, d], [m])?) -> [n]",
                &[("[n, 20]", "joined")],
                Some(&[("[n]", "digit"), ("[m, 21]", "check"), ("[m]", "label")]),
            ),
            "shape mismatch at step `Model`\n  takes    [n, d] fit([m, d])\n  is given [n, 20]  from `joined`\n      and  [m, 21]  from `check`\n  `d` is 20 in `joined`, but 21 in `check`",
        ),
        (
            message("Bad", "[n, d -> [n]", &[("[n, 20]", "a")], None),
            "step `Bad`: mistake in this signature, column 7: expected `,` or `]`\n  [n, d -> [n]\n        ^",
        ),
    ];
    for (said, expected) in cases {
        assert_eq!(said, expected);
    }
}

#[test]
fn sizes_of_the_same_name_get_different_names() {
    let signature = Signature::new("[k], [k] -> [k]", &[]);
    let born = |origin| {
        let symbol = Symbol::new("vocab", origin).expect("a name");
        Shape::from_dims(&[crate::shape::Dim::symbol(symbol)]).expect("one axis")
    };
    let edge = Edge {
        step: "Add",
        signature: &signature,
        inputs: &[born(1), born(2)],
        sources: &["a", "b"],
        targets: Targets::None,
        target_sources: &[],
        origin: 3,
    };
    let said = edge.infer().mismatch().expect("two sizes").message(&edge).to_string();
    assert!(said.ends_with("`k` is vocab in `a`, but vocab_2 in `b`"), "{said}");
}

#[test]
fn many_inputs_are_counted() {
    let said = message("Add", "[n] -> [n]", &[("[n]", "a"); 9], None);
    assert!(
        said.contains("\n      and  3 more\n") && said.ends_with("1 input is needed, but there are 9"),
        "{said}"
    );
}

#[test]
fn a_broken_promise_names_both_shapes() {
    let promise = Promise {
        promiser: "Digits",
        value: "probs",
        found: Shape::new("[n, 12]", &[]),
        promised: Shape::new("[n, 10]", &[]),
    };
    assert!(promise.infer().mismatch().is_some());
    assert_eq!(promise.message().as_str(), "shape mismatch: `Digits` promises [n, 10]\n  `probs` is [n, 12]");
}

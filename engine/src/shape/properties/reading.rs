//! Written text parses as the same value, and no text causes a panic.

use super::{Tree, trees};
use crate::shape::check::infer;
use crate::shape::signature::render_signature;
use crate::shape::size::Decision;
use crate::shape::{Shape, Signature, Symbol, Targets};
use proptest::prelude::*;

/// Makes a size that is never negative, so that it is allowed in a header.
fn squared(tree: Tree) -> Tree {
    Tree::Mul(Box::new(tree.clone()), Box::new(tree))
}

fn syntax(text: &str) -> String {
    Signature::check_syntax(text).map_or_else(|error| error.to_string(), |()| "right".into())
}

#[test]
fn a_syntax_error_has_its_column_and_what_was_expected() {
    for (text, column, expected) in [
        ("[n, d -> [n]", 7, "expected `,` or `]`"),
        ("[n, d] [n]", 8, "expected `,`, `fit(` or `->`"),
        ("[n, d] -> ", 11, "expected `[`"),
        ("", 1, "expected `[`, `fit(` or `->`"),
        ("[n, 2d] -> [n]", 6, "expected `,` or `]`"),
        ("[n,, d] -> [n]", 4, "expected a size"),
        ("[n, 2*] -> [n]", 7, "expected a size"),
        ("[n, (d] -> [n]", 7, "expected `)`"),
        ("[n, ..] , [.., ..] -> [n]", 16, "`..` or an optional axis can occur only once"),
        ("[n, c?, d?] -> [n]", 9, "`..` or an optional axis can occur only once"),
        ("[n, D?] -> [n]", 6, "expected `,` or `]`"),
        ("[n, d? + 1] -> [n]", 6, "expected `,` or `]`"),
        ("[n] -> [n, d?]", 12, "is in no input"),
        ("[n, d?*] -> [n, d?]", 17, "is in no input"),
        ("[n] -> [n, d?*]", 12, "only an input can be repeated"),
        ("[n, d?*] fit([n]) -> [n, d]", 26, "write `sum(name)`"),
        ("[n, d] -> [n, ..]", 15, "this axis is in no input"),
        ("[n, d] -> [n, d*]", 15, "only an input can be repeated"),
        ("[n, d] -> [n, sum(d)]", 19, "not starred"),
        ("[n, d*] -> [n, d]", 16, "write `sum(name)`"),
        ("[n, d*], [n, e*] -> [n]", 10, "only one input can be repeated"),
        ("[n, h*w] -> [n, h]", 5, "cannot be determined"),
        ("[n, h/2] -> [n, h]", 5, "cannot be determined"),
        ("[n, d] -> [n, max(d)]", 15, "the only functions"),
        ("[n, d] -> [n] where", 20, "expected a condition"),
        ("[n, d] -> [n] where d", 22, "expected `<`"),
        ("[n, d] -> [n] where d > 1 + , n > 2", 28, "expected a size"),
        ("[n, d] -> [n] whereas", 15, "expected `,`, `where` or the end"),
        ("[n, d] fit[n] -> [n]", 11, "expected `(`"),
        ("[n, d] fit([n] -> [n]", 16, "expected `,`, `?` or `)`"),
        ("[n, d] fit([n]?, [n]) -> [n]", 18, "a required target must come before the optional ones"),
        (
            "[n, d] fit([n], ([m], [m])) -> [n]",
            27,
            "expected `?`: parentheses group optional targets that are left out together",
        ),
        ("[n, d] fit(([m], [m]?)) -> [n]", 21, "expected `,` or `)?`"),
        ("[n, d]? -> [n]", 7, "expected `,`, `fit(` or `->`"),
        ("[a, b, c, d, e, f, g] -> []", 1, "at most 6 axes"),
        ("[this_name_is_too_long_] -> []", 2, "a name has at most 20 characters"),
        ("[abcdefghijklmnopqrstu] -> []", 2, "a name has at most 20 characters"),
        ("[n, dX] -> []", 5, "a name has at most 20 characters"),
        ("[n, ä] -> []", 5, "expected a size"),
        ("[((((((((((n))))))))))] -> []", 11, "nested too deeply"),
    ] {
        let said = syntax(text);
        assert!(said.starts_with(&format!("column {column}: ")) && said.contains(expected), "{text}: {said}");
    }
}

#[test]
fn accepts_the_grammar() {
    for text in [
        "-> [n, 3]",
        "[] -> []",
        "[n,d]->[n,d]",
        " [n, d] ,[n] fit( [n], [n, 2*k + 1] ) -> [n, K], [] where K<=d , d != 3,n>=1",
        "[n, d] fit( [n] ?, ( [m, d],[m] )? ) -> [n, d]",
        "[n, ..] -> [n, product(..)]",
        "[n, h, w, c] -> [n, (h - 3)/2 + 1, h*w*c]",
        "[n, d*] -> [n, sum(d), product(d)]",
        "[n, d]* -> [n, d]",
        "[n, d?] fit([n, d ?]?) -> [n, d?]",
        "[.., d] -> [d, ..]",
        "[n, K*d - 1], [d*k + n] -> [k]",
        "[n] -> [n, vocab], [vocab]",
    ] {
        assert_eq!(syntax(text), "right", "{text}");
    }
}

#[test]
fn constants_must_be_given() {
    assert!(Signature::new("[n, K] -> [n]", &[("K", 3)]).check().is_ok());
    let missing = Signature::new("[n, K] -> [n]", &[("C", 3)]).check().expect_err("no K");
    assert_eq!(missing.column(), 5);
    assert!(Shape::parse("[n, K]", &[]).is_err());
    assert!(Shape::parse("[n, 2 - 3]", &[]).is_err());
    assert!(Shape::parse("[n] ]", &[]).is_err());
    for number in ["9223372036854775809", "99999999999999999999999"] {
        let error = Shape::parse(&format!("[{number}]"), &[]).expect_err("too large");
        assert_eq!(error.size, Some(crate::shape::DimError::Overflow));
    }
}

#[test]
fn a_nested_pipeline_renames_sizes_of_the_same_name() {
    let born = |origin| {
        let vocab = crate::shape::Dim::symbol(Symbol::new("vocab", origin).expect("a name"));
        Shape::from_dims(&[Shape::new("[n]", &[]).dims()[0], vocab]).expect("two axes")
    };
    let text = render_signature(&[Shape::new("[n]", &[])], None, &[born(2), born(5), born(2)]);
    assert_eq!(text.as_str(), "[n] -> [n, vocab], [n, vocab_2], [n, vocab]");
    let long = |origin| {
        let symbol = Symbol::new("abcdefghijklmnopqrst", origin).expect("a name");
        Shape::from_dims(&[crate::shape::Dim::symbol(symbol)]).expect("one axis")
    };
    let text = render_signature(&[], None, &[long(1), long(2)]);
    assert_eq!(text.as_str(), "-> [abcdefghijklmnopqrst], [abcdefghijklmnopqr_2]");
    let wrong = render_signature(&[Shape::POISON], None, &[born(2)]);
    assert_eq!(wrong.as_str(), Signature::POISON.text);
    let outer = infer(&Signature::POISON, &[born(1)], Targets::None, 1);
    assert!(outer.is_poison() && outer.mismatch().is_none() && outer.output(0).is_poison());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn arithmetic_in_text_is_arithmetic(tree in trees(3, true)) {
        let tree = squared(tree);
        if let (Some(dim), Ok(shape)) = (tree.dim(), Shape::parse(&format!("[{}]", tree.text()), &[])) {
            prop_assert_eq!(shape.dims()[0], dim);
        }
    }

    #[test]
    fn written_text_reads_as_the_same(axes in proptest::collection::vec(trees(3, true).prop_map(squared), 0..7)) {
        let dims: Option<Vec<_>> = axes.iter().map(Tree::dim).collect();
        if let Some(shape) = dims.and_then(|dims| Shape::from_dims(&dims)) {
            let text = shape.to_string();
            match Shape::parse(&text, &[]) {
                Ok(again) => prop_assert_eq!(again, shape, "{}", text),
                // A size such as `-1` is a dim, but not an axis; and parsing may need more terms in between.
                Err(error) => prop_assert!(error.size.is_some() || text.contains('-'), "{text}: {error}"),
            }
        }
    }

    #[test]
    fn no_text_panics(
        text in prop_oneof!["\\PC{0,40}", r"(\[n\] fit\()?[\[\]()nKd2*+/. ,<>=!?-]{0,40}"],
        given in proptest::collection::vec("[ndk8]{1}(, [ndk82]){0,3}", 0..4),
    ) {
        let _ = Signature::check_syntax(&text);
        let _ = Shape::parse(&text, &[("K", 3)]);
        let text: &'static str = Box::leak(text.into_boxed_str());
        let shapes: Vec<Shape> = given.iter().map(|axes| Shape::new(&format!("[{axes}]"), &[])).collect();
        let signature = Signature::new(text, &[("K", 3)]);
        let edge = crate::shape::Edge {
            step: "Step", signature: &signature, inputs: &shapes, sources: &["a"],
            targets: Targets::Given(&shapes), target_sources: &[], origin: 1,
        };
        let inference = edge.infer();
        if let Some(mismatch) = inference.mismatch() {
            prop_assert!(!mismatch.message(&edge).is_empty());
        }
        let _ = infer(&signature, &shapes, Targets::None, 1);
    }

    #[test]
    fn a_nested_signature_describes_the_shapes_that_it_was_made_of(
        inputs in proptest::collection::vec(
            proptest::collection::vec(prop_oneof![Just("a"), Just("b"), Just("8"), Just("rows")], 0..4), 1..4),
        output in trees(3, true).prop_map(squared),
    ) {
        let mut shapes: Vec<Shape> =
            inputs.iter().map(|axes| Shape::new(&format!("[{}]", axes.join(", ")), &[])).collect();
        // Every name is bare in some input, so that the outputs can be computed from them.
        shapes.push(Shape::new("[a, b, h_2, rows]", &[]));
        if let Some(dim) = output.dim() && dim.decide_non_negative() == Decision::Yes {
            let promised = Shape::from_dims(&[dim]).expect("one axis");
            let text = render_signature(&shapes, None, &[promised]);
            let text: &'static str = Box::leak(text.as_str().to_string().into_boxed_str());
            let inference = infer(&Signature::new(text, &[]), &shapes, Targets::None, 9);
            prop_assert!(inference.mismatch().is_none(), "{}", text);
            prop_assert_eq!(inference.output(0), promised);
        }
    }
}

//! Inference on symbols, evaluated with numbers, equals inference on numbers.

use super::{NAMES, bindings, name, trees, values};
use crate::shape::check::{MismatchKind, expect_shape, infer};
use crate::shape::size::Decision;
use crate::shape::{Dim, Shape, Signature, Targets};
use proptest::prelude::*;

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn shapes(texts: &[&str]) -> Vec<Shape> {
    texts.iter().map(|text| Shape::new(text, &[])).collect()
}

fn outputs(text: &'static str, inputs: &[&str]) -> String {
    let inference = infer(&Signature::new(text, &[("K", 3)]), &shapes(inputs), Targets::None, 7);
    let shown: Vec<String> = inference.outputs().iter().map(ToString::to_string).collect();
    match inference.mismatch() {
        Some(mismatch) => format!("{:?}", mismatch.kind),
        None => shown.join(", ") + if inference.undecided() { " ?" } else { "" },
    }
}

#[test]
fn infers_the_shapes_of_the_standard_steps() {
    for (signature, inputs, expected) in [
        ("[n, d] -> [n, K]", &["[n, 8]"][..], "[n, 3]"),
        ("[n, h, w, c] -> [n, h*w*c]", &["[n, 8, 8, k]"], "[n, 64*k]"),
        ("[n, ..] -> [n, product(..)]", &["[n, 8, 8, k]"], "[n, 64*k]"),
        ("[n, ..] -> [n, product(..)]", &["[n]"], "[n, 1]"),
        ("[.., d] -> [d, ..]", &["[n, 8, 4]"], "[4, n, 8]"),
        ("[n, ..], [n, ..] -> [.., n]", &["[n, 8]", "[n, 8]"], "[8, n]"),
        ("[n, d*] -> [n, sum(d)]", &["[n, 8]", "[n, k]", "[n, 2*k]"], "[n, 3*k + 8]"),
        ("[n, d*] -> [n, product(d)]", &["[n, 8]", "[n, k]"], "[n, 8*k]"),
        ("[n], [n, d*], [] -> [n, sum(d)]", &["[n]", "[n, 1]", "[n, 2]", "[]"], "[n, 3]"),
        ("[.., d*] -> [.., sum(d)]", &["[n, 4, 1]", "[n, 4, 2]"], "[n, 4, 3]"),
        ("[n, d]* -> [n, d]", &["[n, 8]", "[n, 8]"], "[n, 8]"),
        ("[n, 2*d] -> [n, d]", &["[n, 64]"], "[n, 32]"),
        ("[n, 2*d] -> [n, d]", &["[n, 6*k + 4]"], "[n, 3*k + 2]"),
        ("[n, K*d*k], [n, d] -> [n, k]", &["[n, 12]", "[n, 2]"], "[n, 2]"),
        ("[n, h] -> [n, (h - 3)/2 + 1]", &["[n, 9]"], "[n, 4]"),
        ("[n, h] -> [n, (h - 3)/2 + 1]", &["[n, h]"], "[n, (h - 1)/2] ?"),
        ("[d], [d*k + 1] -> [k]", &["[a]", "[2*a*b + 1]"], "[2*b] ?"),
        ("[n] -> [n, vocab], [vocab]", &["[n]"], "[n, vocab], [vocab]"),
        ("-> [n, 3]", &[], "[n, 3]"),
        ("[n, d] -> [n, d] where K <= d", &["[n, 3]"], "[n, 3]"),
        ("[n, d] -> [n, d] where K <= d", &["[n, d]"], "[n, d] ?"),
        ("[n, d] -> [n, d] where d <= d + n", &["[n, d]"], "[n, d]"),
        ("[n, h, w] -> [n] where h != w", &["[n, 2, 3]"], "[n]"),
        ("[n, h, w] -> [n] where h != w", &["[n, a, b]"], "[n] ?"),
        ("[] -> []", &["[]"], "[]"),
        ("[n, d?] -> [n, d?]", &["[5]"], "[5]"),
        ("[n, d?*] -> [n, sum(d)]", &["[n]", "[n, 3]", "[n]", "[n, k]"], "[n, k + 5]"),
        ("[n, d?*, h] -> [n, product(d)]", &["[n, 2]", "[n, 3, 2]", "[n, 5, 2]"], "[n, 15]"),
        ("[n, d?] -> [n, d?]", &["[n, 2*k]"], "[n, 2*k]"),
        ("[d?, n], [d?] -> [d?, 2]", &["[3, n]", "[3]"], "[3, 2]"),
    ] {
        assert_eq!(outputs(signature, inputs), expected, "{signature} {inputs:?}");
    }
}

#[test]
fn every_kind_of_wrong_edge_is_rejected() {
    for (signature, inputs, expected) in [
        ("[n, K] -> [n]", &["[n, 4]"][..], "Size"),
        ("[n, 4] -> [n]", &["[n, d]"], "Size"),
        ("[n, d + K], [d] -> [n]", &["[n, 4]", "[2]"], "Size"),
        ("[n, d] -> [n]", &["[n]"], "Rank"),
        ("[n, d, ..] -> [n]", &["[n]"], "Rank"),
        ("[n, d?] -> [n]", &["[n, 2, 3]"], "Rank"),
        ("[n, d?*] -> [n, sum(d)]", &["[n]", "[n, 2, 3]"], "Rank"),
        ("[n, d?] -> [n]", &["[]"], "Rank"),
        ("[n, d?], [n, d?] -> [n]", &["[n]", "[n, 1]"], "Rest"),
        ("[n, d] -> [n]", &["[n, 2]", "[n, 2]"], "Inputs"),
        ("[n, d*] -> [n]", &[], "Inputs"),
        ("[n], [n] -> [n]", &["[n]", "[m]"], "Conflict"),
        ("[h, h] -> [h]", &["[3, 4]"], "Conflict"),
        ("[n, d*] -> [n]", &["[n, 1]", "[n, 2]", "[m, 3]"], "Conflict"),
        ("[..], [..] -> []", &["[3, 4]", "[3]"], "Rest"),
        ("[..], [..] -> []", &["[3, 4]", "[3, 5]"], "Rest"),
        ("[2*d] -> [d]", &["[41]"], "NoSolution"),
        ("[d + 3] -> [d]", &["[2]"], "NoSolution"),
        ("[d], [d*k] -> [k]", &["[a]", "[b]"], "NoSolution"),
        ("[d*k] -> [k]", &["[8]"], "Unsolvable"),
        ("[d], [d*k] -> [k]", &["[0]", "[0]"], "Unsolvable"),
        ("[n, d] -> [n] where d >= K", &["[n, 2]"], "Condition"),
        ("[n, d] -> [n] where d < d", &["[n, d]"], "Condition"),
        ("[n, h, w] -> [n] where h == w", &["[n, 2, 3]"], "Condition"),
        ("[n, h, w] -> [n] where h != w", &["[n, 3, 3]"], "Condition"),
        ("[n, h] -> [n, h - K]", &["[n, 2]"], "Negative"),
        ("[n, ..] -> [n, 1, ..]", &["[1, 2, 3, 4, 5, 6]"], "OutputRank"),
        ("[n, d] fit([n]) -> [n]", &["[n, 2]"], "NeedsTarget"),
        ("[n, d -> [n]", &["[n, 2]"], "Syntax"),
        ("[n, d] -> [n, C]", &["[n, 2]"], "Syntax"),
        ("[n, d] -> [n, d/0]", &["[n, 2]"], "Unrepresentable"),
        ("[n, d] -> [n, d*9223372036854775807]", &["[n, 2]"], "Unrepresentable"),
    ] {
        let found = outputs(signature, inputs);
        assert!(found.starts_with(expected), "{signature} {inputs:?}: {found}");
    }
}

#[test]
fn targets_are_part_of_the_signature() {
    let learner = Signature::new("[n, d] fit([n]) -> [n, C]", &[("C", 10)]);
    let plain = Signature::new("[n, d] -> [n, d]", &[]);
    let x = shapes(&["[n, 8]"]);
    let kind = |signature, targets: Targets<'_>| infer(signature, &x, targets, 1).mismatch().map(|m| m.kind);
    let (n, m) = (shapes(&["[n]"]), shapes(&["[m]"]));
    assert_eq!(kind(&learner, Targets::Given(&n)), None);
    assert_eq!(kind(&learner, Targets::Fitted), None);
    assert_eq!(kind(&learner, Targets::None), Some(MismatchKind::NeedsTarget));
    assert_eq!(kind(&plain, Targets::Given(&n)), Some(MismatchKind::TakesNoTarget));
    assert!(matches!(
        kind(&learner, Targets::Given(&m)),
        Some(MismatchKind::Conflict { input: 1, giver: 0, .. })
    ));
    assert_eq!(kind(&learner, Targets::Given(&[])), Some(MismatchKind::FitInputs));
}

#[test]
fn targets_may_be_left_out() {
    let learner = Signature::new("[n, d] fit([n], [n]?, ([m, d], [m])?) -> [n, C]", &[("C", 10)]);
    let x = shapes(&["[n, 8]"]);
    let kind = |targets: &[&str]| infer(&learner, &x, Targets::Given(&shapes(targets)), 1).mismatch();
    let kind = |targets: &[&str]| kind(targets).map(|mismatch| mismatch.kind);
    for right in [
        &["[n]"][..],
        &["[n]", "[n]"],
        &["[n]", "[rest, 8]", "[rest]"],
        &["[n]", "[n]", "[rest, 8]", "[rest]"],
    ] {
        assert_eq!(kind(right), None, "{right:?}");
    }
    assert!(matches!(kind(&["[n]", "[m]"]), Some(MismatchKind::Conflict { input: 2, giver: 0, .. })));
    assert!(matches!(kind(&["[n]", "[m, 9]", "[m]"]), Some(MismatchKind::Conflict { input: 2, .. })));
    assert!(matches!(
        kind(&["[n]", "[n]", "[m, 8]", "[k]"]),
        Some(MismatchKind::Conflict { input: 4, giver: 3, .. })
    ));
    assert_eq!(kind(&["[n]"; 5]), Some(MismatchKind::FitInputs));
    let two_or_none = Signature::new("[n, d] fit(([m, d], [m])?) -> [n, d]", &[]);
    let kind = |targets: Targets<'_>| infer(&two_or_none, &x, targets, 1).mismatch().map(|m| m.kind);
    assert_eq!((kind(Targets::None), kind(Targets::Fitted)), (None, None));
    assert_eq!(kind(Targets::Given(&shapes(&["[m, 8]", "[m]"]))), None);
    assert_eq!(kind(Targets::Given(&shapes(&["[m, 8]"]))), Some(MismatchKind::FitInputs));
}

#[test]
fn one_mistake_is_one_mismatch() {
    let signature = Signature::new("[n, 3] -> [n, 3]", &[]);
    let wrong = infer(&signature, &shapes(&["[n, 4]"]), Targets::None, 1);
    assert!(wrong.mismatch().is_some() && wrong.output(0).is_poison() && wrong.output(3).is_poison());
    let next = infer(&signature, &[wrong.output(0)], Targets::Given(&[]), 2);
    assert!(next.mismatch().is_none() && next.is_poison() && next.output(0).is_poison());
    let promise = expect_shape(next.output(0), Shape::SCALAR);
    assert!(promise.mismatch().is_none() && promise.output(0).is_poison());
}

#[test]
fn promises_about_data_wait_for_the_data() {
    let born =
        infer(&Signature::new("[n] -> [n, vocab]", &[]), &shapes(&["[n]"]), Targets::None, 4).output(0);
    let promised = Shape::new("[n, 24]", &[]);
    let declared = expect_shape(born, promised);
    assert!(declared.undecided() && declared.output(0).equals(&promised));
    assert!(expect_shape(Shape::new("[n, 12]", &[]), promised).mismatch().is_some());
    assert!(expect_shape(Shape::new("[n]", &[]), promised).mismatch().is_some());
    assert!(expect_shape(Shape::new("[m, 24]", &[]), promised).mismatch().is_some());
    let kept = expect_shape(promised, promised);
    assert!(!kept.undecided() && kept.mismatch().is_none() && kept.output_count() == 1);
}

#[test]
fn sizes_born_at_different_nodes_differ() {
    let born = |origin| infer(&Signature::new("-> [k]", &[]), &[], Targets::None, origin).output(0);
    let same = Signature::new("[k], [k] -> [k]", &[]);
    assert!(infer(&same, &[born(1), born(1)], Targets::None, 3).mismatch().is_none());
    assert!(infer(&same, &[born(1), born(2)], Targets::None, 3).mismatch().is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// The property that makes one checker enough: a result for symbols holds for numbers.
    #[test]
    fn inference_on_symbols_holds_on_numbers(
        patterns in proptest::collection::vec(
            proptest::collection::vec(
                prop_oneof![6 => Just("x"), 6 => Just("y"), 1 => Just("2*x"), 1 => Just("x + z"), 1 => Just("y*z"), 1 => Just("K"),
                    1 => Just("(x + 1)/2")],
                0..4),
            1..4),
        star in any::<bool>(),
        given in proptest::collection::vec(trees(2, true), 1..4),
        output in trees(2, true),
        condition in proptest::option::of((trees(1, true), prop_oneof![
            Just("<"), Just("<="), Just(">"), Just(">="), Just("=="), Just("!=")], trees(1, true))),
        values in values(),
    ) {
        // Variables of the signature are x, y, z (and s, starred); random arithmetic is made to use them.
        let rename = |text: String| text.replace(NAMES[0], "x").replace(NAMES[1], "y").replace(NAMES[2], "x").replace(NAMES[3], "y");
        let written: Vec<String> = patterns.iter().map(|axes| format!("[{}]", axes.join(", "))).collect();
        let mut text = written.join(", ");
        if star {
            text += ", [x, s*]";
        }
        text += &format!(" -> [{}]", rename(output.text()));
        if star {
            text += ", [sum(s)]";
        }
        if let Some((left, relation, right)) = &condition {
            text += &format!(" where {} {relation} {}", rename(left.text()), rename(right.text()));
        }
        let signature = Signature::new(leak(text), &[("K", 3)]);

        // Inputs that often fit: each variable is one random dim, or its neighbour.
        let dims: Vec<_> = given.iter().filter_map(super::Tree::dim).filter(|d| d.decide_non_negative() == Decision::Yes).collect();
        let dims = if dims.is_empty() { vec![Dim::symbol(name(0))] } else { dims };
        let of = |axis: &str| -> Option<Dim> {
            let x = dims[0];
            let y = dims[dims.len() - 1];
            let z = Dim::symbol(name(1));
            match axis {
                "x" => Some(x),
                "y" => Some(y),
                "2*x" => x.add(&x).ok(),
                "x + z" => x.add(&z).ok(),
                "y*z" => y.mul(&z).ok(),
                "K" => Some(Dim::constant(3)),
                _ => x.add(&Dim::constant(1)).and_then(|d| d.floor_div(2)).ok(),
            }
        };
        let mut inputs = Vec::new();
        for axes in &patterns {
            let dims: Option<Vec<_>> = axes.iter().map(|axis| of(axis)).collect();
            prop_assume!(dims.is_some());
            inputs.push(Shape::from_dims(&dims.unwrap_or_default()).expect("few axes"));
        }
        if star {
            let x = of("x").expect("a dim");
            inputs.push(Shape::from_dims(&[x, dims[0]]).expect("two axes"));
            inputs.push(Shape::from_dims(&[x, Dim::constant(5)]).expect("two axes"));
        }

        let symbolic = infer(&signature, &inputs, Targets::None, 9);
        let numbers = bindings(&values);
        let concrete: Result<Vec<Shape>, _> = inputs.iter().map(|shape| shape.substitute(&numbers)).collect();
        let Ok(concrete) = concrete else { return Ok(()) };
        let numeric = infer(&signature, &concrete, Targets::None, 9);

        if symbolic.mismatch().is_none() {
            if numeric.mismatch().is_none() {
                prop_assert_eq!(symbolic.output_count(), numeric.output_count());
                for (symbol, number) in symbolic.outputs().iter().zip(numeric.outputs()) {
                    prop_assert_eq!(symbol.substitute(&numbers), Ok(*number), "{}", signature.text);
                }
            } else {
                // An edge that is correct for all sizes is correct for these, unless it was undecided.
                let large = matches!(numeric.mismatch().map(|m| m.kind), Some(MismatchKind::Unrepresentable { .. }));
                prop_assert!(symbolic.undecided() || large, "{} {:?}: {:?}", signature.text, inputs, numeric.mismatch());
            }
        }
        // Numbers decide every question, except for new sizes.
        let fresh = numeric.outputs().iter().any(|shape| shape.dims().iter().any(Dim::depends_on_data));
        let no_fresh_condition = condition.is_none();
        prop_assert!(!numeric.undecided() || fresh || !no_fresh_condition, "{} {:?}", signature.text, concrete);
    }
}

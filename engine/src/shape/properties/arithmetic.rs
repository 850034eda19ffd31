//! Arithmetic on dims agrees with arithmetic on numbers, and equality of normal forms is equality of sizes.

use super::{Tree, bindings, name, trees, values};
use crate::shape::size::Decision;
use crate::shape::{Dim, DimError, Shape};
use proptest::prelude::*;

fn parse(text: &str) -> Dim {
    Shape::parse(&format!("[{text}]"), &[]).expect("a shape").dims()[0]
}

#[test]
fn shows_sizes_as_people_write_them() {
    for (written, shown) in [
        ("2*d + 1", "2*d + 1"),
        ("h*w*c", "c*h*w"),
        ("(h - 3)/2 + 1", "(h - 1)/2"),
        ("((h - 3)/2 + 1)/2", "(h - 1)/4"),
        ("(2*h + 4)/6", "(h + 2)/3"),
        ("(h/2)*(w/2)*32", "32*(h/2)*(w/2)"),
        ("d - d", "0"),
        ("5 + d - 3 - d", "2"),
        ("(4*d + 3)/2", "2*d + 1"),
        ("h*w/w", "h"),
    ] {
        assert_eq!(parse(written).to_string(), shown, "{written}");
    }
}

#[test]
fn errors_are_returned_instead_of_wrong_sizes() {
    let a = Dim::symbol(name(0));
    let big = Dim::constant(i64::MAX);
    assert_eq!(big.add(&Dim::constant(1)), Err(DimError::Overflow));
    assert_eq!(Dim::constant(i64::MIN).sub(&Dim::constant(1)), Err(DimError::Overflow));
    assert_eq!(Dim::ZERO.sub(&Dim::constant(i64::MIN)), Err(DimError::Overflow));
    assert_eq!(big.mul(&a).and_then(|dim| dim.mul(&Dim::constant(2))), Err(DimError::Overflow));
    assert_eq!(big.mul(&a).and_then(|dim| dim.add(&a)), Err(DimError::Overflow));
    assert_eq!(a.floor_div(0), Err(DimError::BadDivisor));
    assert_eq!(a.floor_div(-2), Err(DimError::BadDivisor));
    assert_eq!(a.div(&Dim::symbol(name(1))), Err(DimError::NotExact));
    let mut power = a;
    for _ in 0..14 {
        power = power.mul(&a).expect("degree 15 is representable");
    }
    assert_eq!(power.mul(&a), Err(DimError::TooComplex));
    assert_eq!(a.evaluate(&[]), Err(DimError::Unbound(name(0))));
    assert_eq!(big.mul(&a).and_then(|dim| dim.evaluate(&[(name(0), 2)])), Err(DimError::Overflow));
}

#[test]
fn rounds_down_below_zero_too() {
    let half = parse("a/2");
    assert_eq!(half.evaluate(&[(name(0), -1)]), Ok(-1));
    assert_eq!(half.substitute(&[(name(0), -1)]), Ok(Dim::constant(-1)));
}

#[test]
fn hermites_identity_is_unknown() {
    let half = parse("a/2").add(&parse("(a + 1)/2")).expect("small");
    assert_eq!(half.decide_equal(&parse("a")), Decision::Unknown);
    assert_eq!(half.decide_equal(&parse("a + 1")), Decision::No);
}

#[test]
fn decides_what_follows_from_sizes_not_being_negative() {
    let decide = |left: &str, right: &str| parse(left).decide_at_most(&parse(right));
    assert_eq!(decide("d", "d + 1"), Decision::Yes);
    assert_eq!(decide("d + 1", "d"), Decision::No);
    assert_eq!(decide("0", "d*e"), Decision::Yes);
    assert_eq!(decide("d", "e"), Decision::Unknown);
    assert_eq!(decide("3", "d"), Decision::Unknown);
    assert_eq!(decide("d", "d + e/2"), Decision::Yes);
}

proptest! {
    #[test]
    fn a_dim_evaluates_to_the_number_of_its_arithmetic(tree in trees(4, true), values in values()) {
        if let Some(dim) = tree.dim() {
            match dim.evaluate(&bindings(&values)) {
                Ok(number) => prop_assert_eq!(i128::from(number), tree.number(&values)),
                Err(error) => prop_assert_eq!(error, DimError::Overflow),
            }
        }
    }

    #[test]
    fn polynomials_are_equal_exactly_when_they_agree(
        left in trees(3, false),
        right in trees(3, false),
        points in proptest::collection::vec(values(), 40),
    ) {
        if let (Some(a), Some(b)) = (left.dim(), right.dim()) {
            let agree = points.iter().all(|values| left.number(values) == right.number(values));
            prop_assert_eq!(a.equals(&b), agree);
            prop_assert_eq!(a == b, agree);
            prop_assert_eq!(a.decide_equal(&b) == Decision::Yes, agree);
        }
    }

    #[test]
    fn rearranged_arithmetic_has_the_same_normal_form(a in trees(3, true), b in trees(3, true), c in trees(2, true)) {
        let both = |left: Tree, right: Tree| (left.dim(), right.dim());
        let (x, y, z) = (Box::new(a), Box::new(b), Box::new(c));
        let pairs = [
            both(Tree::Add(x.clone(), y.clone()), Tree::Add(y.clone(), x.clone())),
            both(Tree::Mul(x.clone(), y.clone()), Tree::Mul(y.clone(), x.clone())),
            both(
                Tree::Mul(x.clone(), Box::new(Tree::Add(y.clone(), z.clone()))),
                Tree::Add(Box::new(Tree::Mul(x.clone(), y.clone())), Box::new(Tree::Mul(x.clone(), z.clone()))),
            ),
            both(Tree::Add(Box::new(Tree::Sub(x.clone(), y.clone())), y.clone()), *x),
        ];
        for (left, right) in pairs {
            if let (Some(left), Some(right)) = (left, right) {
                prop_assert!(left.equals(&right), "{left} {right}");
                prop_assert_eq!(left, right);
            }
        }
    }

    #[test]
    fn nested_floors_collapse(a in 1i64..9, b in -20i64..20, c in 1i64..6, d in -20i64..20, e in 1i64..6) {
        let h = Dim::symbol(name(0));
        let line = h.mul(&Dim::constant(a)).and_then(|dim| dim.add(&Dim::constant(b))).expect("small");
        let twice = line.floor_div(c).and_then(|dim| dim.add(&Dim::constant(d))).and_then(|dim| dim.floor_div(e));
        let once = line.add(&Dim::constant(c * d)).and_then(|dim| dim.floor_div(c * e));
        prop_assert_eq!(twice, once);
    }

    #[test]
    fn equal_dims_agree_and_no_has_a_witness(
        left in trees(3, true),
        right in trees(3, true),
        points in proptest::collection::vec(values(), 20),
    ) {
        if let (Some(a), Some(b)) = (left.dim(), right.dim()) {
            let agree = points.iter().all(|values| left.number(values) == right.number(values));
            match a.decide_equal(&b) {
                Decision::Yes => prop_assert!(agree),
                Decision::No => {}
                Decision::Unknown => prop_assert!(a.to_string().contains('/') || b.to_string().contains('/')),
            }
            for values in &points {
                let (x, y) = (left.number(values), right.number(values));
                match a.decide_at_most(&b) {
                    Decision::Yes => prop_assert!(x <= y),
                    Decision::No => prop_assert!(x > y),
                    Decision::Unknown => {}
                }
                match a.decide_unequal(&b) {
                    Decision::Yes => prop_assert!(x != y),
                    Decision::No => prop_assert!(x == y),
                    Decision::Unknown => {}
                }
                prop_assert!(a.lower_bound().is_none_or(|bound| i128::from(bound) <= x));
                prop_assert!(a.upper_bound().is_none_or(|bound| i128::from(bound) >= x));
                let negative = match a.decide_non_negative() {
                    Decision::Yes => x >= 0,
                    Decision::No => x < 0,
                    Decision::Unknown => true,
                };
                prop_assert!(negative);
            }
        }
    }

    #[test]
    fn substituting_some_names_then_all_is_evaluating(tree in trees(4, true), values in values(), some in 0usize..5) {
        let all = bindings(&values);
        if let Some(dim) = tree.dim()
            && let Ok(partly) = dim.substitute(&all[..some])
            && let (Ok(one), Ok(two)) = (partly.evaluate(&all), dim.evaluate(&all))
        {
            prop_assert_eq!(one, two);
            prop_assert!(all[..some].iter().all(|(symbol, _)| partly.to_string() != symbol.to_string()));
        }
    }

    #[test]
    fn exact_division_is_the_inverse_of_multiplication(tree in trees(2, true), factor in 1i64..9) {
        let divisor = Dim::symbol(name(1)).mul(&Dim::constant(factor)).expect("small");
        if let Some(dim) = tree.dim() && let Ok(product) = dim.mul(&divisor) {
            prop_assert_eq!(product.div(&divisor), Ok(dim));
        }
    }
}

//! Real arrays compared with symbolic shapes.

use super::{bindings, name, trees, values};
use crate::shape::{Shape, Sizes, Symbol};
use proptest::prelude::*;

#[test]
fn binds_first_then_compares() {
    let (rows, twice) = (Shape::new("[n, 64]", &[]), Shape::new("[2*n, d]", &[]));
    let sizes = Sizes::for_shapes([&rows, &twice]);
    assert!(rows.check(&[100, 64], &sizes).is_ok());
    assert!(twice.check(&[200, 7], &sizes).is_ok());
    assert_eq!(
        twice.check(&[200, 8], &sizes).map_err(|error| error.to_string()),
        Err("expected [2*n = 200, d = 7], got [200, 8]".into())
    );
    assert!(rows.check(&[100, 63], &sizes).is_err());
    assert!(rows.check(&[100], &sizes).is_err());
    assert!(Shape::POISON.check(&[1, 2, 3], &sizes).is_ok());
}

#[test]
fn a_size_is_bound_once() {
    let sizes = Sizes::for_shapes([&Shape::new("[a]", &[])]);
    assert_eq!(sizes.bind(name(0), 5), Ok(()));
    assert_eq!(sizes.bind(name(0), 5), Ok(()));
    assert_eq!(sizes.bind(name(0), 6), Err(5));
    assert_eq!(sizes.get(name(0)), Some(5));
    assert_eq!(sizes.known().collect::<Vec<_>>(), [(name(0), 5)]);
}

#[test]
fn solves_for_a_size_seen_only_in_an_expression() {
    let shape = Shape::new("[2*n + 1]", &[]);
    let sizes = Sizes::for_shapes([&shape]);
    assert!(shape.check(&[8], &sizes).is_err());
    assert!(shape.check(&[9], &sizes).is_ok());
    assert_eq!(sizes.get(Symbol::new("n", 0).expect("a name")), Some(4));
}

#[test]
fn a_clone_keeps_the_numbers_and_shares_none() {
    let shape = Shape::new("[n, d]", &[]);
    let sizes = Sizes::for_shapes([&shape]);
    let first = sizes.clone();
    assert!(shape.check(&[10, 3], &sizes).is_ok());
    assert!(shape.check(&[11, 4], &sizes.clone()).is_err());
    assert!(shape.check(&[11, 4], &first).is_ok());
}

#[test]
fn threads_agree_on_one_number() {
    let shape = Shape::new("[n]", &[]);
    let sizes = Sizes::for_shapes([&shape]);
    let agreed: usize = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..8usize)
            .map(|size| {
                scope.spawn({
                    let (shape, sizes) = (&shape, &sizes);
                    move || usize::from(shape.check(&[size], sizes).is_ok())
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().expect("no panic")).sum()
    });
    assert_eq!(agreed, 1);
}

proptest! {
    #[test]
    fn accepts_exactly_the_evaluated_shape(tree in trees(3, true), values in values(), off in 0i64..3) {
        if let Some(dim) = tree.dim() && let Ok(number) = dim.evaluate(&bindings(&values)) && number >= 0 {
            let shape = Shape::from_dims(&[dim]).expect("one axis");
            let header = Shape::new("[a, b, h_2, rows]", &[]);
            let sizes = Sizes::for_shapes([&shape, &header]);
            for (index, value) in values.iter().enumerate() {
                prop_assert_eq!(sizes.bind(name(index), *value as usize), Ok(()));
            }
            prop_assert_eq!(shape.check(&[(number + off) as usize], &sizes).is_ok(), off == 0);
        }
    }
}

//! Spaces as a whole: what is sampled belongs to them, grids are complete, tables show the conditions.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use super::*;
use crate::Result;

/// Spaces of spaces: parts, choices and what may be absent, some levels deep.
fn spaces() -> impl Strategy<Value = Space> {
    let leaf = prop::sample::select(vec![0_u8, 1, 2, 3]).prop_map(|which| {
        let space = match which {
            0 => Space::new().with("real", log(1e-3..=1e2)),
            1 => Space::new().searched::<u8>("whole", integer(1..=9)),
            2 => Space::new().with("flag", boolean()).and_then(|space| space.settable::<f32>("set")),
            _ => Ok(Space::new()),
        };
        space.expect("sound")
    });
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop::collection::vec((inner, 0_u8..3), 0..4).prop_map(|parts| {
            parts.into_iter().enumerate().fold(Space::new(), |space, (index, (part, which))| {
                let name = format!("part{index}");
                let space = match which {
                    0 => space.nested(&name, part),
                    1 => space.optional(&name, part),
                    _ => {
                        space.choice(&name, [("one", part.clone()), ("other", part), ("none", Space::new())])
                    }
                };
                space.expect("sound")
            })
        })
    })
}

proptest! {
    #[test]
    fn a_sample_is_complete_and_belongs_to_its_space(space in spaces(), seed in any::<u64>()) {
        let sample = space.sample(&mut ChaCha8Rng::seed_from_u64(seed));
        prop_assert!(space.check(&sample).is_ok(), "{}\n{}", space, sample);
        for entry in &space {
            let expected = entry.distribution().is_some() && entry.exists_in(&sample);
            prop_assert_eq!(sample.get(entry.path()).is_some(), expected, "{}", entry.path());
        }
        prop_assert_eq!(space.samples(seed).next(), Some(sample));
    }

    #[test]
    fn a_grid_is_complete_and_without_repetition(space in spaces(), points in 1_usize..4) {
        let grid = space.grid(points).expect("small");
        prop_assume!(grid.len() < 3000);
        let told = grid.len();
        let all: Vec<Assignment> = grid.collect();
        prop_assert_eq!(all.len(), told);
        let texts: BTreeSet<String> = all.iter().map(ToString::to_string).collect();
        prop_assert_eq!(texts.len(), told);
        for assignment in &all {
            prop_assert!(space.check(assignment).is_ok());
            for entry in &space {
                let expected = entry.distribution().is_some() && entry.exists_in(assignment);
                prop_assert_eq!(assignment.get(entry.path()).is_some(), expected);
            }
        }
    }
}

fn digits() -> Result<Space> {
    let pca = Space::new().with("whiten", boolean())?;
    let select = Space::new().searched::<u32>("k", integer(1..=64))?;
    let reduce = Space::new().choice("", [("pca", pca.clone()), ("select", select)])?;
    Space::new()
        .with("model.c", log(1e-4..=1e2))?
        .settable::<f64>("model.tolerance")?
        .nested("strokes.reduce", reduce)?
        .optional("scale", Space::new().optional("centre", pca))
}

#[test]
fn a_space_is_shown_as_a_table() {
    insta::assert_snapshot!(digits().expect("sound"), @r#"
    model.c                    log(0.0001..=100.0)
    model.tolerance            (real number)
    strokes.reduce             categorical(["pca", "select"])
    strokes.reduce.pca.whiten  boolean()                       where strokes.reduce is pca
    strokes.reduce.select.k    integer(1..=64)                 where strokes.reduce is select
    scale                      boolean()
    scale.centre               boolean()                       where scale is true
    scale.centre.whiten        boolean()                       where scale is true and scale.centre is true
    "#);
}

#[test]
fn a_grid_of_a_choice_adds_its_arms_up() {
    let space = digits().expect("sound");
    // 3 values of c, times 2 of whiten and 3 of k, times absent, present without centre, and present with it twice.
    let grid = space.grid(3).expect("small");
    assert_eq!(grid.len(), 3 * (2 + 3) * (1 + 1 + 2));
    let last = grid.clone().last().expect("not empty");
    assert_eq!(grid.clone().nth(59), Some(last));
    assert_eq!(grid.clone().nth(60), None);
    assert!(space.grid(0).is_err());
    assert_eq!(Space::new().grid(3).expect("one").collect::<Vec<_>>(), [Assignment::new()]);
}

#[test]
fn a_grid_that_cannot_be_counted_is_an_error() {
    let space =
        (0..10).try_fold(Space::new(), |space, index| space.with(&format!("x{index}"), uniform(0.0..=1.0)));
    let error = space.expect("sound").grid(100).map(|grid| grid.len()).expect_err("10^20");
    assert!(error.to_string().contains("has more than"), "{error}");
}

#[test]
fn another_distribution_takes_the_place_of_the_default() {
    let space = digits().expect("sound");
    let searched = space.clone().search("model.c", uniform(0.0..=1.0)).expect("real numbers");
    assert_eq!(searched.entry("model.c").expect("there").distribution(), uniform(0.0..=1.0).ok().as_ref());
    let narrowed = space.clone().search("strokes.reduce", categorical(["pca"])).expect("an arm");
    assert!(narrowed.samples(1).take(50).all(|sample| sample.get("strokes.reduce") == Some(&"pca".into())));
    let message = |space: Result<Space>| space.expect_err("a mistake").to_string();
    insta::assert_snapshot!([
        message(space.clone().search("c", uniform(0.0..=1.0))),
        message(space.clone().search("model.c", boolean())),
        message(space.clone().search("strokes.reduce", categorical(["pcb"]))),
        message(space.clone().search("strokes.reduce.select.k", integer(-1..=4))),
        message(space.clone().search("model.c", uniform(1.0..=0.0))),
        message(space.clone().with("model.c", boolean())),
        message(space.clone().with("a b", boolean())),
        message(space.clone().nested("part", Space::new().with("c", log(0.0..=1.0)))),
        message(space.clone().choice("part", [("a", Space::new()), ("a", Space::new())])),
        message(space.choice("part", [])),
    ].join("\n"), @r#"
    c: no hyperparameter has this path; did you mean `model.c`?
    model.c: boolean(): expected a value of kind real number, found boolean `false`
    strokes.reduce: categorical(["pcb"]): expected an arm of categorical(["pca", "select"]), found text `pcb`
    strokes.reduce.select.k: integer(-1..=4): expected an integer of 0..=4294967295, found integer `-1`
    model.c: uniform(1.0..=0.0): the range is empty; write the smaller bound first
    model.c: two hyperparameters have this path
    `a b` is not the name of a hyperparameter: write letters, digits and `_`
    part.c: log(0.0..=1.0): a logarithm needs a range that starts above 0
    part: categorical: the value `a` occurs twice
    part: categorical: the list of values is empty; name at least one
    "#);
}

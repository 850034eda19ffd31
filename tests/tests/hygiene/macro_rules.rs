//! A `pipeline!` written by a `macro_rules!`, with names from either side.

use shapeflow::prelude::*;

use super::{OneMore, RowSums, table};

/// All names are written in the macro.
macro_rules! fixed {
    () => {
        pipeline! {
            Fixed(x: f32[n, d]) -> f32[n, d] {
                more = x |> OneMore;
                more
            }
        }
    };
}
fixed!();

/// Names that are passed in and names of the macro do not see each other.
macro_rules! passed {
    ($(#[$meta:meta])* $name:ident, $input:ident: $element:ident, $columns:literal, $step:path, $equation:ident) => {
        pipeline! {
            $(#[$meta])*
            pub(crate) $name($input: $element[n, $columns]) -> $element[n, $columns] {
                $equation = $input |> $step;
                inside = $equation |> alias: $step;
                inside
            }
        }
    };
}
passed! {
    /// Documented by the caller.
    #[derive(PartialEq)]
    Passed, table_: f32, 2, OneMore, added
}
passed!(Again, x: f32, 3, OneMore, y);

#[test]
fn names_inside_and_names_passed_in_make_one_pipeline() -> Result<()> {
    assert_eq!(Fixed::default().fit(table(2, 2))?.predict(table(2, 2))?, table(2, 2) + 1.0);
    let passed = Passed::default();
    assert!(passed == passed.clone());
    let model = passed.fit(table(2, 2))?;
    let _: (&OneMore, &OneMore) = (&model.added, &model.inside.alias);
    assert_eq!(model.predict(table(2, 2))?, table(2, 2) + 2.0);
    assert_eq!(Again::default().fit(table(2, 3))?.predict(table(2, 3))?, table(2, 3) + 2.0);
    let paths: Vec<_> = Again::graph().nodes().map(|node| node.path.clone()).collect();
    assert_eq!(paths, ["x", "y", "inside.alias", "inside"]);
    Ok(())
}

/// A chain is passed in as tokens, and the macro adds its ends: a pipeline for each name.
macro_rules! family {
    ($($name:ident [$($chain:tt)*]),+) => {
        pipeline! {
            $($name(x: f32[n, 4]) {
                summed = x $($chain)* |> RowSums;
                summed
            })+
        }
    };
}
family!(Plain[], Scaled[|> StandardScaler], Twice[|> [OneMore, OneMore |> OneMore] |> Concat]);

#[test]
fn tokens_passed_in_are_a_chain() -> Result<()> {
    let x = table(3, 4);
    let plain = Plain::default().fit(&x)?.predict(&x)?;
    let scaled = Scaled::default().fit(&x)?;
    assert_eq!(scaled.summed.standard_scaler.mean().len(), 4);
    assert_eq!(Twice::default().fit(&x)?.predict(&x)?, &plain * 2.0 + 12.0);
    Ok(())
}

/// The crate's macro under the path that only the outer macro knows.
macro_rules! through_a_path {
    ($pipeline:path, $name:ident) => {
        mod through_a_path {
            use $pipeline as make;
            make! { pub(super) $name(x: f32[n, 2]) -> f32[n, 2] { x |> super::OneMore } }
        }
    };
}
through_a_path!(shapeflow::pipeline, Routed);

#[test]
fn the_macro_itself_may_be_passed_in() -> Result<()> {
    let x = table(1, 2);
    assert_eq!(through_a_path::Routed::default().fit(&x)?.predict(&x)?, x + 1.0);
    Ok(())
}

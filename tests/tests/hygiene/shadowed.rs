//! Items of the user with the names of items in the prelude and in the engine.

#![allow(dead_code, unused_macros, reason = "these items only stand in the way")]

use super::table;

mod scope {
    //! Every bare word that the generated code could use means something else here.

    pub(super) struct Edge;
    pub(super) struct Link;
    pub(super) struct Node;
    pub(super) struct Engine;
    pub(super) struct Slot;
    pub(super) struct Graph;
    pub(super) struct Context;
    pub(super) struct Run;
    pub(super) struct Error;
    pub(super) struct Result;
    pub(super) struct Option;
    pub(super) struct Some;
    pub(super) struct None;
    pub(super) struct Ok;
    pub(super) struct Err;
    pub(super) struct Vec;
    pub(super) struct String;
    pub(super) struct Box;
    pub(super) struct Shape;
    pub(super) struct Signature;
    pub(super) struct Sizes;
    pub(super) struct Schedule;
    pub(super) trait Step {}
    pub(super) trait Fit {}
    pub(super) trait Transform {}
    pub(super) trait Clone {}
    pub(super) trait Default {}
    pub(super) trait Debug {}
    pub(super) trait Copy {}
    pub(super) trait Send {}
    pub(super) trait Sync {}
    pub(super) trait Fn {}
    pub(super) trait Iterator {}
    pub(super) trait IntoIterator {}
    pub(super) trait From {}
    pub(super) trait Into {}
    pub(super) mod shapeflow {}
    pub(super) mod step {}
    pub(super) mod ndarray {}
    macro_rules! vec {
        ($($any:tt)*) => {
            compile_error!("the user's own")
        };
    }
    macro_rules! stringify {
        ($($any:tt)*) => {
            compile_error!("the user's own")
        };
    }
    macro_rules! concat {
        ($($any:tt)*) => {
            compile_error!("the user's own")
        };
    }

    ::shapeflow::pipeline! {
        /// Learns, joins, nests, returns several values: it needs every part of the generated code.
        pub(in super::super) Shadowed(x: f32[n, 2], other: f32[n, 2]) fit(y: u8[n]) -> (f32[n, 2], f32[n, 4]) {
            scaled = x |> ::shapeflow::steps::StandardScaler |> inner: Inner;
            joined = [scaled, other] |> ::shapeflow::steps::Concat;
            probs = joined |> ::shapeflow::steps::LogisticRegression<2> { c: 2.0 }.fit(y);
            (probs, joined)
        }

        pub(in super::super) Inner(x: f32[n, 2]) {
            (a, b) = (x |> super::super::OneMore, x);
            both = (a, b) |> ::shapeflow::steps::Concat |> ::shapeflow::steps::Pca<2>;
            both
        }

        Chosen(x: f32[n, 2]) -> f32[n, k] {
            size k in 1..=2;
            x |> choose {
                low: ::shapeflow::steps::SizedPca { components: k },
                white: ::shapeflow::steps::SizedPca { components: k, whiten: true }
            }
        }
    }
}

#[test]
fn the_users_items_do_not_reach_into_the_macro() -> shapeflow::Result<()> {
    let y = ndarray::array![0_u8, 1, 0, 1];
    let model = scope::Shadowed::default().fit(table(4, 2), table(4, 2), y)?;
    let out = model.predict(table(4, 2), table(4, 2))?;
    assert_eq!((out.probs.dim(), out.joined.dim()), ((4, 2), (4, 4)));
    assert!(format!("{:?}", model.clone()).starts_with("ShadowedFitted"));
    assert_eq!(scope::Shadowed::graph().outputs().count(), 2);
    Ok(())
}

/// Without the prelude.
#[no_implicit_prelude]
mod bare {
    ::shapeflow::pipeline! {
        /// As above.
        pub(super) Bare(x: f32[n, 2], other: f32[n, 2]) fit(y: u8[n]) -> (f32[n, 2], best: usize[n]) {
            joined = [x |> ::shapeflow::steps::StandardScaler, other] |> ::shapeflow::steps::Concat;
            probs = joined |> ::shapeflow::steps::LogisticRegression<2> { c: 2.0 }.fit(y);
            (probs, probs |> ::shapeflow::steps::ArgMax)
        }

        Plain(text: ::std::string::String) { text }

        Chosen(x: f32[n, 2]) -> f32[n, k] {
            size k in 1..=2;
            x |> choose {
                low: ::shapeflow::steps::SizedPca { components: k },
                white: ::shapeflow::steps::SizedPca { components: k, whiten: true }
            }
        }
    }
}

#[test]
fn no_prelude_is_needed() -> shapeflow::Result<()> {
    let y = ndarray::array![0_u8, 0, 1, 1];
    let model = bare::Bare::default().fit(table(4, 2), table(4, 2), y)?;
    assert_eq!(model.predict(table(4, 2), table(4, 2))?.best.to_vec(), [0, 0, 1, 1]);
    Ok(())
}

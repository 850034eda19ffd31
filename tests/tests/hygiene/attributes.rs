//! Attributes and documentation on pipelines.

use shapeflow::prelude::*;

use super::{OneMore, table};

pipeline! {
    /// Compared and hashed by its steps.
    #[derive(PartialEq, Clone, Debug)]
    #[doc(alias = "twins")]
    Derived(x: f32[n, 2]) -> f32[n, 2] {
        scaled = x |> StandardScaler |> centered: StandardScaler { with_std: false };
        block = { a = scaled |> OneMore |> OneMore; a };
        block
    }
}

#[test]
fn derives_reach_the_groups_and_the_fitted_structs() -> Result<()> {
    let one = Derived::default();
    let mut other = one.clone();
    assert_eq!(one, other);
    other.scaled.centered.with_std = true;
    assert_ne!(one, other);
    let fitted = one.fit(table(3, 2))?;
    assert_eq!(fitted, fitted.clone());
    assert_ne!(fitted, one.fit(table(4, 2))?);
    assert!(format!("{fitted:?}").starts_with("DerivedFitted { scaled: DerivedScaledFitted {"));
    Ok(())
}

pipeline! {
    #[cfg(any())]
    Absent(x: NoSuchType[n]) -> NoSuchType[n] {
        a = x |> NoSuchStep |> NoSuchStep;
        a
    }

    #[cfg(all())]
    #[allow(unused, reason = "lint levels are taken too")]
    /// Present, because its condition holds.
    Present(x: f32[n, 2]) -> f32[n, 2] {
        a = x |> OneMore |> OneMore;
        a
    }

    #[cfg(not(any()))]
    Nesting(x: f32[n, 2]) -> (f32[n, 2], f32[n, 2]) {
        a = x |> Present;
        (a, x)
    }
}

/// The name is free, because the pipeline above is left out.
struct Absent;

#[test]
fn a_condition_decides_about_all_that_a_pipeline_brings() -> Result<()> {
    let _ = Absent;
    let x = table(2, 2);
    assert_eq!(Nesting::default().fit(&x)?.predict(&x)?.a, x + 2.0);
    Ok(())
}

pipeline! {
    #[cfg_attr(all(), derive(PartialEq), derive(Clone))]
    Conditional(x: f32[n, 2]) -> f32[n, 2] { x |> OneMore }
}

#[test]
fn conditional_attributes_count_as_well() {
    assert!(Conditional::default() == Conditional::default().clone());
}

/// Documentation that a macro computes, and one that spans lines.
macro_rules! documented {
    ($text:expr) => {
        pipeline! {
            #[doc = $text]
            /** Of several
            lines. */
            Documented(x: f32[n, 2]) -> f32[n, 2] { x |> OneMore }
        }
    };
}
documented!(concat!("one ", "and two"));

#[test]
fn computed_documentation_is_kept() -> Result<()> {
    assert_eq!(Documented::default().fit(table(1, 2))?.predict(table(1, 2))?, table(1, 2) + 1.0);
    assert_eq!(Documented::graph().docs(), "one and two\nOf several\n            lines. ");
    Ok(())
}

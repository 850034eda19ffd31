//! The macro inside of functions, blocks and modules, with several pipelines in one call.

use shapeflow::prelude::*;

use super::{OneMore, table};

#[test]
fn inside_a_function_and_twice_the_same_name_in_two_blocks() -> Result<()> {
    const WIDTH: usize = 3;
    let first = {
        pipeline! {
            Local(x: f32[n, WIDTH]) -> f32[n, WIDTH] { x |> OneMore }
        }
        Local::default().fit(table(2, WIDTH))?.predict(table(2, WIDTH))?
    };
    let second = {
        pipeline! {
            Local(x: f32[n, WIDTH]) -> f32[n, WIDTH] { x |> OneMore |> OneMore }
        }
        Local::default().fit(table(2, WIDTH))?.predict(table(2, WIDTH))?
    };
    assert_eq!(first + 1.0, second);
    Ok(())
}

#[test]
fn in_a_function_with_steps_and_constants_of_its_own() -> Result<()> {
    /// Multiplies.
    #[derive(Clone, Default)]
    struct Times {
        by: f32,
    }
    #[step("[n, d] -> [n, d]")]
    impl Times {
        fn transform(&self, x: Array2<f32>) -> Array2<f32> {
            x * self.by
        }
    }
    let scale = 4.0;
    pipeline! {
        Local(x: f32[n, d]) -> f32[n, d] {
            x |> Times { by: 2.5 }
        }
    }
    let mut local = Local::default();
    assert_eq!(local.fit(table(1, 2))?.predict(table(1, 2))?, array![[0.0, 2.5]]);
    // `Default` cannot read the local variable, but a field can be set from it.
    local.output = Times { by: scale };
    assert_eq!(local.fit(table(1, 2))?.predict(table(1, 2))?, array![[0.0, 4.0]]);
    Ok(())
}

mod empty_scope {
    shapeflow::pipeline! {}

    shapeflow::pipeline! {
        pub(super) Alone(x: f32[n, 2]) -> f32[n, 2] { x |> super::super::OneMore }
    }
}

mod in_a_module {
    pub(super) mod deeper {
        use crate::OneMore as Renamed;

        shapeflow::pipeline! {
            pub(in crate::places) First(x: f32[n, 2]) -> f32[n, 2] { x |> Renamed }
            pub(crate) Second(x: f32[n, 2]) -> f32[n, 2] { x |> First |> Third }
            Third(x: f32[n, 2]) { x |> First }
        }
    }
}

#[test]
fn inside_modules_without_any_import() -> Result<()> {
    use in_a_module::deeper::{First, Second};

    let x = table(2, 2);
    assert_eq!(empty_scope::Alone::default().fit(&x)?.predict(&x)?, &x + 1.0);
    assert_eq!(First::default().fit(&x)?.predict(&x)?, &x + 1.0);
    assert_eq!(Second::default().fit(&x)?.predict(&x)?, &x + 2.0);
    Ok(())
}

#[test]
fn a_closure_and_an_associated_function_are_places_too() -> Result<()> {
    struct Owner;
    impl Owner {
        fn run(x: Array2<f32>) -> Result<Array2<f32>> {
            pipeline! { Inner(x: f32[n, d]) -> f32[n, d] { x |> OneMore } }
            Inner::default().fit(x.clone())?.predict(x)
        }
    }
    let run = |x: Array2<f32>| -> Result<Array2<f32>> {
        pipeline! { Inner(x: f32[n, d]) -> f32[n, d] { x |> OneMore |> OneMore } }
        Inner::default().fit(x.clone())?.predict(x)
    };
    assert_eq!(Owner::run(table(1, 1))? + 1.0, run(table(1, 1))?);
    Ok(())
}

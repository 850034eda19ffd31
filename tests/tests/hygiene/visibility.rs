//! Private, crate-wide and public pipelines: the structs, methods and results have the declared visibility.

use shapeflow::prelude::*;

use super::table;

mod inner {
    //! Pipelines of each visibility, and a type that only some of them may expose.

    use shapeflow::prelude::*;

    use crate::OneMore;

    #[derive(Clone, Default)]
    struct Private;

    #[step("[n, d] -> [n, d]")]
    impl Private {
        fn transform(&self, x: Array2<f32>) -> Array2<f32> {
            x * 2.0
        }
    }

    pipeline! {
        Hidden(x: f32[n, 2]) -> (f32[n, 2], f32[n, 2]) {
            doubled = x |> Private;
            (doubled, x)
        }

        /// Visible in this test only.
        pub(in crate::visibility) Near(x: f32[n, 2]) -> f32[n, 2] {
            (a, _b) = x |> Hidden;
            a
        }

        /// Visible in the whole crate.
        pub(crate) Wide(x: f32[n, 2]) -> (f32[n, 2], f32[n, 2]) {
            near = x |> Near |> OneMore;
            (near, x)
        }
    }

    pub(super) fn hidden(x: Array2<f32>) -> Result<Array2<f32>> {
        let output: HiddenOutput = Hidden::default().fit(x.clone())?.predict(x)?;
        Ok(output.doubled + output.x)
    }
}

#[test]
fn each_is_usable_where_it_is_visible() -> Result<()> {
    let x = table(2, 2);
    assert_eq!(inner::hidden(x.clone())?, &x * 3.0);
    let near: inner::NearFitted = inner::Near::default().fit(&x)?;
    assert_eq!(near.predict(&x)?, &x * 2.0);
    let wide: inner::WideOutput = inner::Wide::default().fit(&x)?.predict(&x)?;
    assert_eq!((wide.near, wide.x), (&x * 2.0 + 1.0, x));
    Ok(())
}

pipeline! {
    /// A value that two outputs depend on, without a promise.
    pub Shared(x: f32[n, 8]) {
        a = x |> StandardScaler;
        b = x |> MinMaxScaler;
        c = [a, b] |> Concat;
        d = c |> StandardScaler;
        e = [c, d] |> Concat;
        e
    }
}

#[test]
fn a_public_pipeline_without_a_promise_has_a_public_output() -> Result<()> {
    let model =
        Shared::default().fit(Array2::from_shape_fn((4, 8), |(row, column)| (row * column) as f32))?;
    assert_eq!(model.predict(Array2::zeros((3, 8)))?.dim(), (3, 32));
    Ok(())
}

//! `expect` and promises on a size that only data can tell.

use super::*;

pipeline! {
    Expecting(text: String[n]) -> f32[n, 2] {
        words = text |> Bag |> expect [n, 4];
        words |> First<2>
    }

    Promising(text: String[n]) -> f32[n, 4] {
        text |> Bag
    }

    Nesting(text: String[n]) -> f32[n, 1] {
        bag = text |> Promising;
        bag |> First<1>
    }

    Keeping(text: String[n]) {
        words = text |> Bag;
        words |> First<3>
    }
}

fn texts<const N: usize>(texts: [&str; N]) -> Array1<String> {
    Array1::from_iter(texts.map(str::to_owned))
}

#[test]
fn an_expectation_holds_or_is_an_error_that_names_both_shapes() -> Result<()> {
    let four = texts(["a b", "c d", "d d"]);
    let model = Expecting::default().fit(&four)?;
    assert_eq!(model.predict(&four)?, array![[1.0, 1.0], [0.0, 0.0], [0.0, 0.0]]);
    let error = Expecting::default().fit_transform(texts(["a", "b c"])).expect_err("three words");
    assert_eq!(
        error.to_string(),
        "expecting.words.expect: fit: shape mismatch: `expect` promises [n, 4]\n  `Bag` is [2, 3]"
    );
    Ok(())
}

#[test]
fn a_promise_is_held_against_the_real_shape() {
    let four = texts(["a b", "c d", "d d"]);
    let three = texts(["a", "b c"]);
    assert!(Promising::default().fit_transform(&four).is_ok());
    let error = Promising::default().fit_transform(&three).expect_err("three words");
    let message = "shape mismatch: `Promising` promises [n, 4]\n  `Bag` is [2, 3]";
    assert_eq!(error.to_string(), format!("promising: fit: {message}"));
    assert_eq!(error.kind(), shapeflow::ErrorKind::BrokenPromise);
    let model = Promising::default().fit(&three).expect("nobody asked for the output");
    assert_eq!(
        model.predict(&three).expect_err("three words").to_string(),
        format!("promising: predict: {message}")
    );
    let error = Nesting::default().fit_transform(&three).expect_err("three words");
    assert_eq!(error.to_string(), format!("nesting.bag: fit: {message}"));
}

#[test]
fn what_rustc_leaves_open_is_asked_of_the_data() {
    let error = Keeping::default().fit_transform(texts(["a", "b"])).expect_err("two words");
    assert_eq!(
        error.to_string(),
        "keeping.output: fit: shape mismatch at step `First<3>`\n  takes    [n, d]\n  is given [2, 2]  from `words`\n  \
         needs `K <= d`, but K = 3, d = 2"
    );
    assert!(Keeping::default().fit_transform(texts(["a", "b c"])).is_ok());
}

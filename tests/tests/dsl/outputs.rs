//! Outputs of a pipeline: one or several, promised or not, of any type.

use super::*;

pipeline! {
    Unpromised(x: f32[n, 2]) {
        x |> OneMore
    }

    UnpromisedTuple(x: f32[n, 2], name: String) {
        (up, down) = x |> Signs;
        kept = up |> Center;
        (kept, down, name, x |> RowSums |> summed: OneMore, x)
    }

    Promised(x: f32[n, 2], name: String) -> (up: f32[n, 2], String, f32[n, 1]) {
        (a, _down) = x |> Signs;
        (a, name, x |> RowSums)
    }

    PassedOn(x: f32[n, 2]) -> f32[n, 2] { x }

    Twice(x: f32[n, 2]) -> (f32[n, 2], f32[n, 2]) { (x, x) }
}

#[test]
fn without_a_promise_a_shared_array_comes_out() -> Result<()> {
    let x = array![[1.0, -2.0]];
    let out: ArcArray2<f32> = Unpromised::default().fit(&x)?.predict(&x)?;
    assert_eq!(out, array![[2.0, -1.0]]);
    let model = UnpromisedTuple::default().fit(&x, "a name".to_owned())?;
    let UnpromisedTupleOutput { kept, down, name, summed, x: same } = model.predict(&x, "b".to_owned())?;
    let _: (&ArcArray2<f32>, &String) = (&kept, &name);
    assert_eq!((kept, down), (array![[0.5, -0.5]].into_shared(), array![[0.0, -2.0]].into_shared()));
    assert_eq!((name.as_str(), summed, same), ("b", array![[0.0]].into_shared(), x.into_shared()));
    Ok(())
}

#[test]
fn with_a_promise_an_owned_array_comes_out_under_the_promised_name() -> Result<()> {
    let x = array![[1.0, -2.0]];
    let out = Promised::default().fit(&x, String::new())?.predict(&x, "b".to_owned())?;
    let PromisedOutput { up, name, row_sums } = out.clone();
    let _: &Array2<f32> = &up;
    assert_eq!((up, name, row_sums), (array![[1.0, 0.0]], "b".to_owned(), array![[-1.0]]));
    assert!(format!("{out:?}").starts_with("PromisedOutput { up: [[1.0, 0.0]]"));
    Ok(())
}

#[test]
fn an_input_may_be_an_output_and_an_output_may_appear_twice() -> Result<()> {
    let x = array![[1.0, -2.0]];
    assert_eq!(PassedOn::default().fit(&x)?.predict(&x)?, x);
    let out = Twice::default().fit(&x)?.predict(&x)?;
    assert_eq!((out.x, out.x_2), (x.clone(), x));
    Ok(())
}

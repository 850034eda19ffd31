//! The parameters of a `#[step]` function are hyperparameters.

use shapeflow::prelude::*;

/// Two names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Hyperparameters)]
enum Side {
    #[default]
    Left,
    Right,
}

#[step("[n, d] -> [n, d]", rowwise)]
fn shifted(
    mut x: Array2<f64>,
    #[space(uniform(-1.0..=1.0))] by: f64,
    #[default(2)] times: usize,
    /// Decides the sign.
    #[space(nested)]
    side: Side,
    #[default("none")] note: &str,
) -> Array2<f64> {
    let sign = if side == Side::Left { -1.0 } else { 1.0 };
    let sign = if note == "twice" { 2.0 * sign } else { sign };
    x += sign * by * times as f64;
    x
}

/// A parameter that is not a number, `bool` or text.
#[step("[n, d] -> [n, d]", rowwise)]
fn weighted(x: Array2<f64>, weights: Vec<f64>) -> Array2<f64> {
    x * weights.iter().sum::<f64>()
}

pipeline! {
    Moved(x: f64[n, 2]) -> f64[n, 2] {
        x |> Shifted { by: 0.5 ~ uniform(0.0..=0.5) } |> optional Log1p
    }

    Plain(x: f64[n, 2]) -> f64[n, 2] { x |> Weighted { weights: vec![1.0, 2.0] } |> again: optional Shifted }
}

#[test]
fn they_are_in_the_space_with_defaults_and_distributions() -> Result<()> {
    insta::assert_snapshot!(Moved::space()?, @r#"
    output.shifted.by     uniform(0.0..=0.5)
    output.shifted.times  (integer)
    output.shifted.side   categorical(["left", "right"])
    output.shifted.note   (text)
    output.log1p          boolean()
    "#);
    // A parameter without hyperparameters is left out; one of an optional step exists while the step is there.
    insta::assert_snapshot!(Plain::space()?, @r#"
    output.again        boolean()
    output.again.by     uniform(-1.0..=1.0)             where output.again is true
    output.again.times  (integer)                       where output.again is true
    output.again.side   categorical(["left", "right"])  where output.again is true
    output.again.note   (text)                          where output.again is true
    "#);
    assert_eq!(Shifted::default().times, 2);
    assert_eq!(Moved::at().output.shifted.by.to_string(), "output.shifted.by");
    Ok(())
}

#[test]
fn they_are_set_by_text_by_path_and_by_a_search() -> Result<()> {
    let x = || array![[1.0, 2.0]];
    let text = "output.log1p = false\noutput.shifted.by = 0.25\noutput.shifted.side = right\noutput.shifted.note = twice";
    let moved = Moved::default().with(&text.parse()?)?;
    assert_eq!(moved.output.shifted.side, Side::Right);
    assert_eq!(moved.fit(x())?.predict(x())?, array![[2.0, 3.0]]);
    for sample in Moved::space()?.samples(3).take(20) {
        let by = Moved::default().with(&sample)?.output.shifted.by;
        assert!((0.0..=0.5).contains(&by));
    }
    let error =
        Moved::default().with(&"output.shifted.bye = 1".parse()?).expect_err("misspelled").to_string();
    assert!(error.contains("did you mean `output.shifted.by`?"), "{error}");
    Ok(())
}

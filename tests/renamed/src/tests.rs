//! The pipelines of this crate run.

use ndarray::{Array, Axis};

use crate::{Digits, Everything, Facade};

#[test]
fn the_renamed_crate_runs() -> sf::Result<()> {
    let images = Array::from_shape_fn((12, 4, 4), |(i, j, k)| {
        let ink = [0.5_f32, 2.0, 1.0, 4.0, 3.0];
        ink.get((i * (j + 1) + k % 3) % 5).copied().unwrap_or_default()
    });
    let digits = Array::from_iter([0_u8, 1, 2].into_iter().cycle().take(12));
    let model = Digits::default().fit(&images, &digits)?;
    assert_eq!(model.predict(&images)?.dim(), (12, 3));
    assert_eq!(Digits::graph().name(), "Digits");

    let tables = images.into_shape_with_order((24, 8))?;
    let (table, rest) = tables.view().split_at(Axis(1), 4);
    let (other, _) = rest.split_at(Axis(1), 2);
    let class = Array::from_iter([0_u8, 1, 2].into_iter().cycle().take(24));
    let model = Everything::default().fit(table, other, &class)?;
    let output = model.predict(table, other)?;
    assert_eq!((output.probs.dim(), output.best.dim()), ((24, 3), 24));
    assert_eq!(model.block.inner.scaled.clone(), model.block.inner.scaled);
    assert_eq!(model, model.clone());

    let (fitted, out) = Facade::default().fit_transform(table)?;
    assert_eq!(out, fitted.predict(table)?);
    let halves = crate::plain::Halves::default().fit(table)?.predict(table)?;
    assert_eq!(halves.flatten, halves.table);
    Ok(())
}

//! Hyperparameters of nested parts, of which one is optional and one has none, as the struct of a pipeline could derive them.

use shapeflow::prelude::*;
use shapeflow::space::uniform;

/// A step that does not implement `Hyperparameters`.
#[derive(Debug, Clone, Default, PartialEq)]
struct Doubled {
    _factor: f64,
}

#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
struct Digits {
    #[space(nested)]
    scale: Option<StandardScaler>,
    #[space(skip)]
    doubled: Doubled,
    #[space(nested)]
    strokes: Strokes,
    #[space(nested)]
    model: LogisticRegression<10>,
}

/// A nested pipeline.
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
struct Strokes {
    #[space(nested)]
    pca: Pca<8>,
}

/// The space, with another distribution for one hyperparameter.
fn space() -> Result<Space> {
    Digits::space()?.search("model.c", uniform(0.0..=1.0))
}

#[test]
fn a_pipeline_has_the_hyperparameters_of_its_steps() {
    insta::assert_snapshot!(space().expect("sound"), @r"
    scale                      boolean()
    scale.with_mean            boolean()           where scale is true
    scale.with_std             boolean()           where scale is true
    strokes.pca.whiten         boolean()
    model.c                    uniform(0.0..=1.0)
    model.max_iterations       (integer)
    model.tolerance            (real number)
    model.require_convergence  (boolean)
    ");
    let model = Digits::default()
        .with(
            &"strokes.pca.whiten = true\nscale = true\nscale.with_std = false"
                .parse()
                .expect("an assignment"),
        )
        .expect("sound");
    assert!(model.strokes.pca.whiten);
    assert_eq!(model.scale, Some(StandardScaler { with_std: false, ..StandardScaler::default() }));
    assert_eq!(model.doubled, Doubled::default());
    let error = model.with(&Assignment::from([("strokes.pca.withen", true)])).expect_err("misspelt");
    assert_eq!(
        error.to_string(),
        "strokes.pca.withen: no hyperparameter has this path; did you mean `strokes.pca.whiten`?"
    );
}

#[test]
fn a_pipeline_has_the_typed_paths_of_its_steps() {
    let paths = Digits::at();
    assert_eq!(paths.strokes.pca.whiten.to_string(), "strokes.pca.whiten");
    assert_eq!(paths.scale.with_mean.to_string(), "scale.with_mean");
    assert_eq!(paths.model.c.to_string(), "model.c");
}

#[test]
fn every_sample_and_every_combination_can_be_set() {
    let space = space().expect("sound");
    let grid = space.grid(3).expect("small");
    assert_eq!(grid.len(), (1 + 2 * 2) * 2 * 3);
    for assignment in space.samples(3).take(50).chain(grid) {
        let set = Digits::default().with(&assignment).expect("of the space");
        let read = set.assignment();
        assert!(assignment.iter().all(|(path, value)| read.get(path) == Some(value)), "{assignment}");
    }
}

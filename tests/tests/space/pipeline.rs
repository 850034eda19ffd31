//! What `pipeline!` writes for the hyperparameters of a pipeline, written by hand: from its fields by their paths, where
//! a step may have none.
//!
//! ```text
//! pipeline! {
//!     Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
//!         pixels  = image |> Flatten |> scale: optional StandardScaler;
//!         strokes = image |> Doubled |> Flatten |> pca: Pca<8>;
//!         [pixels, strokes] |> Concat |> model: LogisticRegression<10> { c: 0.5 ~ uniform(0.0..=1.0) }.fit(digit)
//!     }
//! }
//! ```

use shapeflow::prelude::*;
use shapeflow::space::parts::{Has, HasNot as _, NoPaths, Part, below, unknown};
use shapeflow::space::{Path, Value};

/// A step that knows nothing of hyperparameters.
#[derive(Debug, Clone, Default, PartialEq)]
struct Doubled {
    _factor: f64,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Digits {
    scale: Option<StandardScaler>,
    doubled: Doubled,
    strokes: Strokes,
    model: LogisticRegression<10>,
}

/// A nested pipeline.
#[derive(Debug, Clone, Default, PartialEq)]
struct Strokes {
    pca: Pca<8>,
}

struct DigitsPaths {
    scale: <Option<StandardScaler> as Part<{ <Has<Option<StandardScaler>>>::VALUE }>>::Paths,
    doubled: <Doubled as Part<{ <Has<Doubled>>::VALUE }>>::Paths,
    strokes: <Strokes as Part<{ <Has<Strokes>>::VALUE }>>::Paths,
    model: <LogisticRegression<10> as Part<{ <Has<LogisticRegression<10>>>::VALUE }>>::Paths,
}

struct StrokesPaths {
    pca: <Pca<8> as Part<{ <Has<Pca<8>>>::VALUE }>>::Paths,
}

impl Hyperparameters for Strokes {
    type Paths = StrokesPaths;

    fn space() -> Result<Space> {
        Space::new().nested("pca", <Pca<8> as Part<{ <Has<Pca<8>>>::VALUE }>>::part_space())
    }

    fn assignment(&self) -> Assignment {
        <Pca<8> as Part<{ <Has<Pca<8>>>::VALUE }>>::part_assignment(&self.pca).under("pca")
    }

    fn set(&mut self, path: &str, value: &Value) -> Result<()> {
        if let Some(rest) = below(path, "pca") {
            return <Pca<8> as Part<{ <Has<Pca<8>>>::VALUE }>>::part_set(&mut self.pca, rest, value)
                .map_err(|error| error.under("pca"));
        }
        Err(unknown(path))
    }

    fn paths(path: &Path) -> StrokesPaths {
        StrokesPaths { pca: <Pca<8> as Part<{ <Has<Pca<8>>>::VALUE }>>::part_paths(&path.field("pca")) }
    }
}

/// The flat list of paths and steps, once for each function that the macro writes.
macro_rules! fields {
    ($each:ident) => {
        $each!("scale", scale, Option<StandardScaler>);
        $each!("doubled", doubled, Doubled);
        $each!("strokes", strokes, Strokes);
        $each!("model", model, LogisticRegression<10>);
    };
}

impl Hyperparameters for Digits {
    type Paths = DigitsPaths;

    fn space() -> Result<Space> {
        let mut space = Space::new();
        macro_rules! each {
            ($path:literal, $field:ident, $step:ty) => {
                space = space.nested($path, <$step as Part<{ <Has<$step>>::VALUE }>>::part_space())?;
            };
        }
        fields!(each);
        // Inline: `c: 0.5 ~ uniform(0.0..=1.0)`.
        space.search("model.c", {
            use shapeflow::space::declare::*;
            uniform(0.0..=1.0)
        })
    }

    fn assignment(&self) -> Assignment {
        let mut assignment = Assignment::new();
        macro_rules! each {
            ($path:literal, $field:ident, $step:ty) => {
                assignment.extend(
                    <$step as Part<{ <Has<$step>>::VALUE }>>::part_assignment(&self.$field).under($path),
                );
            };
        }
        fields!(each);
        assignment
    }

    fn set(&mut self, path: &str, value: &Value) -> Result<()> {
        macro_rules! each {
            ($path:literal, $field:ident, $step:ty) => {
                if let Some(rest) = below(path, $path) {
                    return <$step as Part<{ <Has<$step>>::VALUE }>>::part_set(&mut self.$field, rest, value)
                        .map_err(|error| error.under($path));
                }
            };
        }
        fields!(each);
        Err(unknown(path))
    }

    fn paths(path: &Path) -> DigitsPaths {
        macro_rules! at {
            ($path:literal, $step:ty) => {
                <$step as Part<{ <Has<$step>>::VALUE }>>::part_paths(&path.field($path))
            };
        }
        DigitsPaths {
            scale: at!("scale", Option<StandardScaler>),
            doubled: at!("doubled", Doubled),
            strokes: at!("strokes", Strokes),
            model: at!("model", LogisticRegression<10>),
        }
    }
}

#[test]
fn a_pipeline_has_the_hyperparameters_of_its_steps() {
    insta::assert_snapshot!(Digits::space().expect("sound"), @r"
    scale                 boolean()
    scale.with_mean       boolean()           where scale is true
    scale.with_std        boolean()           where scale is true
    strokes.pca.whiten    boolean()
    model.c               uniform(0.0..=1.0)
    model.max_iterations  (integer)
    model.tolerance       (real number)
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
    let NoPaths = paths.doubled;
}

#[test]
fn every_sample_and_every_combination_can_be_set() {
    let space = Digits::space().expect("sound");
    let grid = space.grid(3).expect("small");
    assert_eq!(grid.len(), (1 + 2 * 2) * 2 * 3);
    for assignment in space.samples(3).take(50).chain(grid) {
        let set = Digits::default().with(&assignment).expect("of the space");
        let read = set.assignment();
        assert!(assignment.iter().all(|(path, value)| read.get(path) == Some(value)), "{assignment}");
    }
}

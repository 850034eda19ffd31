//! Random layered graphs: the same seed gives the same bits on any number of threads, and another seed others.

use super::layered_pipelines::{Deep, Knot, Square, Wide};
use super::*;

#[test]
fn the_committed_pipelines_are_those_of_the_generator() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/running/layered_pipelines.rs");
    let written = shapeflow_tests::layered::file();
    if std::env::var_os("REGENERATE").is_some() {
        std::fs::write(path, &written).expect("writable");
    }
    assert_eq!(include_str!("layered_pipelines.rs"), written, "run the test with REGENERATE=1");
}

/// The bits of all outputs: of a fit, a predict, and a `fit_transform`.
macro_rules! results {
    ($pipeline:ident, $rows:expr, $run:expr) => {{
        let (x, z) = (noise($rows, 8, 1).into_shared(), noise($rows, 8, 2).into_shared());
        let run: &Run = $run;
        let model = $pipeline::default().fit_with(run, &x, &z)?;
        let (again, out) = $pipeline::default().fit_transform_with(run, &x, &z)?;
        let predicted = model.predict_with(run, &x, &z)?;
        assert_eq!(bits(&predicted), bits(&again.predict_with(run, &x, &z)?));
        (bits(&predicted), bits(&out))
    }};
}

macro_rules! laws {
    ($($test:ident: $pipeline:ident),+) => {
        $(#[test]
        fn $test() -> Result<()> {
            // Few rows run inline with any options, many do not.
            for rows in [3, MANY / 16] {
                let [first, others @ ..] = runs();
                let expected = results!($pipeline, rows, &first);
                assert_eq!(expected.0, expected.1, "a fit that gives outputs gives those of the fitted pipeline");
                for run in others {
                    for _ in 0..2 {
                        assert!(results!($pipeline, rows, &run) == expected, "{run:?} differs from inline");
                    }
                }
                let other = results!($pipeline, rows, &first.seed(1));
                assert_ne!(other.0, expected.0, "another seed gives other numbers");
            }
            Ok(())
        })+
    };
}
laws!(deep: Deep, square: Square, wide: Wide, knot: Knot);

pipeline! {
    Twins(x: f32[n, 2]) -> (f32[n, 2], f32[n, 2]) {
        left = x |> Jitter;
        right = x |> Jitter;
        (left, right)
    }

    Nested(x: f32[n, 2]) -> (f32[n, 2], f32[n, 2]) {
        (a, b) = x |> Twins;
        (a, b)
    }
}

#[test]
fn each_node_has_its_own_random_numbers_in_every_place_of_the_pipeline() -> Result<()> {
    let twins = Twins::default().fit(table(1, 2))?;
    assert_ne!(twins.left, twins.right);
    let nested = Nested::default().fit(table(1, 2))?;
    assert_ne!(nested.a_b.left, nested.a_b.right);
    assert_ne!(nested.a_b.left, twins.left);
    Ok(())
}

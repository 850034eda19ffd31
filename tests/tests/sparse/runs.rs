//! What pipelines with sparse values compute, and everything else that is done with a value.

use std::sync::atomic::{AtomicUsize, Ordering};

use shapeflow::batches::{Rows, Source};
use shapeflow::cache::Store;
use shapeflow::prelude::*;

use super::*;

#[test]
fn values_are_sparse_from_the_input_to_the_promise() -> Result<()> {
    let (x, more) = (words(), Sparse::from_triplets((4, 2), [(3, 1, 7.0)])?);
    let model = Doubled::default().fit(&x, &more)?;
    let out: Sparse<f64> = model.predict(&x, more)?;
    let right = array![[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 7.0]];
    let expected = ndarray::concatenate(Axis(1), &[(x.to_dense()? * 2.0).view(), right.view()])?;
    assert_eq!((out.stored(), out.to_dense()?), (5, expected));

    let ages = array![[1.0], [0.0], [2.0], [3.0]];
    let AroundOutput { all, sums } = Around::default().fit(&x, &ages)?.predict(&x, &ages)?;
    assert_eq!(sums, array![2.0, 5.0, 2.0, 3.5]);
    assert_eq!(all.row(3), array![0.0, 0.5, 0.0, 3.0, 6.0, 6.0]);
    let out = Tallied::default().fit(&x, array![0_u8, 1, 0, 1])?.predict(&x)?;
    assert_eq!((out.kept, out.counts), (x, array![4.0, 4.0, 4.0, 4.0].into_shared()));
    Ok(())
}

#[test]
fn shapes_are_checked_in_a_run() -> Result<()> {
    let short = Sparse::from_triplets((3, 2), [])?;
    let error = Doubled::default().fit(words(), short).expect_err("3 rows beside 4").to_string();
    assert!(error.contains("input `more`: expected [n = 4, 2], got [3, 2]"), "{error}");
    Ok(())
}

#[test]
fn batches_streams_and_choices_have_the_same_rows() -> Result<()> {
    let x = words();
    let model =
        Chosen::default().with(&"output.choose = twice".parse()?)?.fit_batches(Rows::of(&x).by(3)?)?;
    let whole = model.predict(&x)?;
    assert_eq!(whole.to_dense()?, x.to_dense()? * 4.0);
    let parts: Vec<Sparse<f64>> =
        std::sync::Arc::new(model).stream(Rows::of(&x).by(3)?.pass(0)?).collect::<Result<_>>()?;
    assert_eq!((parts.len(), Sparse::stack(&parts)?), (2, whole));
    Ok(())
}

static RUNS: AtomicUsize = AtomicUsize::new(0);

/// As it is, and counts how often it ran.
#[step("[n, d] -> [n, d]", rowwise)]
fn counted(x: Sparse<f64>) -> Sparse<f64> {
    RUNS.fetch_add(1, Ordering::SeqCst);
    x.cut_in_half()
}

/// A value that shares the buffers of another.
trait InHalf {
    fn cut_in_half(self) -> Self;
}

impl InHalf for Sparse<f64> {
    fn cut_in_half(self) -> Self {
        use shapeflow::batches::Table;
        let rows = self.rows();
        Sparse::stack(&[
            self.row_range(0..rows / 2).expect("rows"),
            self.row_range(rows / 2..rows).expect("rows"),
        ])
        .expect("one width")
    }
}

pipeline! {
    Kept(words: sparse f64[n, d]) fit(kind: u8[n]) -> f64[n] {
        kept = words |> Counted;
        (kept2, counts) = kept |> CountRows.fit(kind);
        sums = kept2 |> RowSums;
        (sums, counts) |> Second
    }
}

/// The second of two.
#[step("[n], [n] -> [n]", rowwise)]
fn second(_first: ArrayView1<'_, f64>, second: ArrayView1<'_, f64>) -> Array1<f64> {
    second.to_owned()
}

#[test]
fn a_cache_keeps_sparse_values_and_a_model_file_the_steps() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("shapeflow-sparse-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let run = Run::new().cache(Store::open(folder.join("cache"))?);
    let kinds = array![0_u8, 1, 0, 1];
    let first = Kept::default().fit_with(&run, words(), &kinds)?;
    assert_eq!(RUNS.load(Ordering::SeqCst), 1);
    let other = array![1_u8, 1, 0, 1];
    assert_eq!(Kept::default().fit_with(&run, words(), other)?.predict(words())?, first.predict(words())?);
    // Once for the fit, and once for each prediction: the second fit has the value of the first.
    assert_eq!(RUNS.load(Ordering::SeqCst), 3);
    let path = folder.join("model.safetensors");
    first.save(&path)?;
    assert_eq!(Kept::load(&path)?.predict(words())?, array![4.0, 4.0, 4.0, 4.0]);
    let manifest = shapeflow::save::Manifest::read(&path)?;
    assert!(format!("{manifest:?}").contains("sparse f64"), "{manifest:?}");
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

#[test]
fn drawings_show_that_a_value_is_sparse() -> Result<()> {
    let text = Doubled::graph().to_string();
    assert!(text.contains("sparse f64"), "{text}");
    let dot = Doubled::graph().dot();
    assert!(dot.contains("sparse f64 [n, vocab]") && dot.contains("sparse f64 [n, vocab + 2]"), "{dot}");
    let names = Doubled::default().fit(words(), Sparse::from_triplets((4, 2), [])?)?.feature_names();
    assert_eq!(names.taken_by("output")?.names(), None);
    Ok(())
}

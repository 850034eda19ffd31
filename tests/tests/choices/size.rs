//! `size k in 8..=64`: a size of the shapes that is a hyperparameter.

use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use shapeflow::batches::Rows;
use shapeflow::prelude::*;
use shapeflow_tests::noise;
use shapeflow_tests::steps::*;

/// Keeps the first columns.
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
struct Kept {
    kept: usize,
    /// Gives one column more than it says.
    #[space(skip)]
    lies: bool,
}

impl Stateless for Kept {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, kept] where kept <= d", &[]);
}

impl Transform<ArcArray2<f32>> for Kept {
    type Out = ArcArray2<f32>;
    fn transform(&self, mut x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        let kept = (self.kept + usize::from(self.lies)).min(x.ncols());
        x.slice_axis_inplace(Axis(1), (..kept).into());
        Ok(x)
    }
}

pipeline! {
    Reduced(x: f32[n, 6]) -> f32[n, 2*k + 1] {
        size k in 2..=5 = 3;
        low  = x |> choose { pca: SizedPca { components: k }, Kept { kept: k } };
        some = x |> optional Flat |> Kept { kept: k };
        one  = x |> RowSums;
        [low, some, one] |> Concat
    }

    Flat(x: f32[n, 6]) -> f32[n, 6] { x |> StandardScaler }

    Nested(x: f32[n, 6]) fit(y: u8[n]) -> f32[n, 2] {
        size width in 1..=6;
        inner = x |> Reduced;
        rest  = x |> optional Flat |> SizedPca { whiten: true, components: width };
        [inner, rest] |> Concat |> LogisticRegression<2>.fit(y)
    }
}

fn data() -> Array2<f32> {
    noise(20, 6, 4)
}

#[test]
fn the_default_is_the_low_end_or_what_is_said() {
    let reduced = Reduced::default();
    assert_eq!((reduced.low.pca.components, reduced.low.kept.kept, reduced.some.kept.kept), (3, 3, 3));
    assert_eq!(Nested::default().rest.sized_pca.components, 1);
}

#[test]
fn a_size_is_one_hyperparameter_of_the_pipeline() -> Result<()> {
    insta::assert_snapshot!(Reduced::space()?, @r#"
    k                           integer(2..=5)
    low                         categorical(["pca", "kept"])
    low.pca.whiten              boolean()                     where low is pca
    some.flat                   boolean()
    some.flat.output.with_mean  boolean()                     where some.flat is true
    some.flat.output.with_std   boolean()                     where some.flat is true
    "#);
    let reduced = Reduced::default().with(&"k = 4".parse()?)?;
    assert_eq!((reduced.low.pca.components, reduced.low.kept.kept, reduced.some.kept.kept), (4, 4, 4));
    assert_eq!(reduced.assignment().get_at(&Reduced::at().k)?, Some(4));
    assert_eq!(reduced.assignment().get("some.kept.kept"), None);
    let error = reduced.clone().with(&"some.kept.kept = 2".parse()?).expect_err("it is the size");
    assert!(error.to_string().contains("no hyperparameter has this path"), "{error}");
    let mut poked = reduced;
    let error = poked.set("some.kept.kept", &2.into()).expect_err("it is the size");
    assert!(error.to_string().contains("no hyperparameter has this path"), "{error}");
    Ok(())
}

#[test]
fn every_step_and_every_shape_has_the_same_number() -> Result<()> {
    let x = data();
    for (choice, k) in [("pca", 2), ("kept", 5)] {
        let assignment = Assignment::from([("low", choice)]).with("k", k);
        let reduced = Reduced::default().with(&assignment)?;
        let model = reduced.fit(&x)?;
        assert_eq!(model.predict(&x)?.ncols() as i64, 2 * k + 1);
        let batched = reduced.fit_batches(Rows::of(x.to_shared()).by(7)?)?;
        assert_eq!(batched.predict(&x)?.ncols() as i64, 2 * k + 1);
    }
    Ok(())
}

#[test]
fn a_step_that_does_not_keep_to_the_number_is_named() -> Result<()> {
    let x = data();
    let mut reduced = Reduced::default();
    reduced.some.kept.lies = true;
    let error = reduced.fit_transform(&x).expect_err("4 columns");
    assert_eq!(
        error.to_string(),
        "reduced.some.kept: fit: `Kept` breaks the promise of its signature: expected [n = 20, k = 3], got [20, 4]"
    );
    let mut apart = Reduced::default();
    apart.some.kept.kept = 2;
    let error = apart.fit(&x).expect_err("two numbers");
    assert_eq!(
        error.to_string(),
        "reduced: fit: `low.pca.components` is 3, but `some.kept.kept` is 2, and both are the size `k`; \
         set it for both: `k = 2`"
    );
    let large = Reduced::default().with(&"k = 7".parse()?)?;
    let error = large.fit(&x).expect_err("more than columns");
    let message = error.to_string();
    assert!(message.contains("needs `components <= d`, but components = 7, d = 6"), "{message}");
    Ok(())
}

#[test]
fn a_sized_analysis_learns_what_one_of_a_constant_does() -> Result<()> {
    let x = data().into_shared();
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let sized = SizedPca { components: 3, whiten: true }.fit(x.clone(), (), &context)?;
    let constant = Pca::<3> { whiten: true }.fit(x.clone(), (), &context)?;
    assert_eq!(sized, constant);
    let error = SizedPca { components: 0, whiten: false }.fit(x, (), &context).expect_err("none");
    assert!(error.message().contains("asked for 0 components of 6 columns"), "{error}");
    Ok(())
}

proptest! {
    #[test]
    fn a_sample_comes_back(seed: u64) {
        let run = Run::new().seed(seed);
        let mut rng = Context::root(&run, "test", Phase::Fit).rng();
        let (space, sample) = (Nested::space().expect("sound"), Nested::sample(&mut rng).expect("sound"));
        prop_assert!(space.contains(&sample));
        let set = Nested::default().with(&sample).expect("of the space").assignment();
        let searched = |path: &str| space.entry(path).is_ok_and(|entry| entry.distribution().is_some());
        let back: Assignment = set.into_iter().filter(|(path, _)| searched(path)).collect();
        prop_assert_eq!(back, sample);
    }
}

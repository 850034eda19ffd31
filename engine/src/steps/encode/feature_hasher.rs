//! [`FeatureHasher`]: categories as a fixed number of columns, without a fit.
//!
//! Invariant: a category has the same column and sign in every program and on every machine.

use std::fmt;
use std::marker::PhantomData;

use ndarray::{ArcArray1, ArcArray2};

use super::categories::Cells;
use crate::records::Nullable;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Features, Stateless, Transform};
use crate::steps::kernels::blocks;
use crate::steps::kernels::distinct::Distinct;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::murmur;
use crate::{Error, Result};

/// Writes 1 or -1 into the column that the hash of the category chooses: `[n] -> [n, n_features]`, of `f64`, or of `f32` when written
/// `FeatureHasher<f32>` (scikit-learn's `FeatureHasher(input_type="string")` with one text for each row; Weinberger and others 2009, *Feature
/// hashing for large scale multitask learning*). Nothing is learned, so a new category is never unknown, but different categories may
/// share a column.
///
/// Accepts the categories of [`OneHotEncoder`](crate::steps::OneHotEncoder), by their texts; a missing value is a row of zeros. The hash is MurmurHash3 with the seed
/// 0, as in scikit-learn, whose `FeatureHasher(input_type="dict")` hashes `town=Oslo` of `{"town": "Oslo"}`: that is `prefix: "town="` here. The
/// output is dense, so the default of `n_features` is 64, not 1,048,576.
///
/// # Errors
/// `n_features` of 0, or above 2³¹ - 1, or more than memory can hold.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Towns(town: String[n]) -> f64[n, features] { town |> FeatureHasher { n_features: 4 } }
/// }
///
/// let towns = array!["Oslo", "Rome", "Oslo"].mapv(str::to_owned);
/// let hashed = Towns::default().fit(&towns)?.predict(&towns)?;
/// assert_eq!(hashed.row(0), hashed.row(2));
/// assert_eq!(hashed.mapv(f64::abs).sum_axis(Axis(1)), array![1.0, 1.0, 1.0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct FeatureHasher<A = f64> {
    /// The number of columns. Default: 64.
    #[space(log_integer(8..=4096))]
    pub n_features: usize,
    /// Writes -1 for half of the hashes, so that categories that share a column do not add up. Default: true.
    #[space(boolean())]
    pub alternate_sign: bool,
    /// A text before each category, so that equal categories of two columns have different hashes. Default: empty.
    pub prefix: String,
    /// Public, so that a step can be written with some of its hyperparameters.
    #[doc(hidden)]
    #[space(ignore)]
    pub element: PhantomData<fn() -> A>,
}

impl<A> Default for FeatureHasher<A> {
    fn default() -> Self {
        Self { n_features: 64, alternate_sign: true, prefix: String::new(), element: PhantomData }
    }
}

impl<A> Clone for FeatureHasher<A> {
    fn clone(&self) -> Self {
        Self { prefix: self.prefix.clone(), ..*self }
    }
}

impl<A> PartialEq for FeatureHasher<A> {
    fn eq(&self, other: &Self) -> bool {
        (self.n_features, self.alternate_sign, &self.prefix)
            == (other.n_features, other.alternate_sign, &other.prefix)
    }
}

impl<A> fmt::Debug for FeatureHasher<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FeatureHasher")
            .field("n_features", &self.n_features)
            .field("alternate_sign", &self.alternate_sign)
            .field("prefix", &self.prefix)
            .finish()
    }
}

impl<A> FeatureHasher<A> {
    fn check(&self) -> Result<()> {
        if (1..=i32::MAX as usize).contains(&self.n_features) {
            return Ok(());
        }
        Err(Error::new(format!(
            "`n_features` must be a number from 1 to {}, got {}",
            i32::MAX,
            self.n_features
        )))
    }

    /// The column and the sign of a text.
    fn place(&self, text: &str) -> (usize, f64) {
        let hash = murmur::hash(text.as_bytes());
        let sign = if self.alternate_sign && hash < 0 { -1.0 } else { 1.0 };
        (hash.unsigned_abs() as usize % self.n_features, sign)
    }
}

impl<A: Float> FeatureHasher<A> {
    fn encode<T: Distinct>(&self, rows: usize, values: &impl Cells<T>) -> Result<ArcArray2<A>> {
        self.check()?;
        let mut out = blocks::zeros(rows, self.n_features)?;
        let mut text = String::new();
        for (row, value) in values.cells().enumerate() {
            if let Some(value) = value {
                text.clone_from(&self.prefix);
                value.key(&mut text);
                let (column, sign) = self.place(&text);
                out[[row, column]] = A::narrow(sign);
            }
        }
        Ok(out.into_shared())
    }
}

impl<A: Send + Sync + 'static> Stateless for FeatureHasher<A> {
    const SIGNATURE: Signature = Signature::new("[n] -> [n, n_features] where n_features >= 1", &[]);
    const ROWWISE: bool = true;

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        let names = |name: &str| (0..self.n_features).map(|feature| format!("{name}#{feature}")).collect();
        inputs.iter().filter_map(|input| input.each(names)).collect()
    }
}

impl<T: Distinct, A: Float> Transform<ArcArray1<T>> for FeatureHasher<A> {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray1<T>) -> Result<ArcArray2<A>> {
        self.encode(x.len(), &x)
    }
}

impl<T: Distinct, A: Float> Transform<Nullable<T>> for FeatureHasher<A> {
    type Out = ArcArray2<A>;

    fn transform(&self, x: Nullable<T>) -> Result<ArcArray2<A>> {
        self.encode(x.len(), &x)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn no_features_is_an_error_and_a_prefix_is_hashed() {
        let texts = array!["Oslo".to_owned()].into_shared();
        let none = FeatureHasher::<f64> { n_features: 0, ..Default::default() };
        let error = none.transform(texts.clone()).expect_err("none").to_string();
        assert_eq!(error, "`n_features` must be a number from 1 to 2147483647, got 0");
        let step = FeatureHasher::<f64> { n_features: 1000, prefix: "town=".into(), ..Default::default() };
        // 1769966479 % 1000, and the hash is negative.
        assert_eq!(step.transform(texts).expect("hashed")[[0, 479]], -1.0);
    }
}

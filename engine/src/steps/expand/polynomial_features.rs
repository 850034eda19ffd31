//! [`PolynomialFeatures`]: products of columns.
//!
//! Invariant: the terms of a degree are in the order of their columns, and each is one column times a term of the degree before, so a
//! term costs one multiplication.

use std::ops::Range;

use ndarray::{ArcArray2, ArrayView1};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Features, Learn, Mergeable, Step, Transform};
use crate::steps::kernels::blocks;
use crate::steps::kernels::checks::{require_columns, require_finite, require_finite_results, require_rows};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::seen::Seen;
use crate::{Error, Result};

/// Returns all products of columns up to a degree: `[n, d] -> [n, features]` (scikit-learn's `PolynomialFeatures`), so that a linear
/// model learns curves and interactions. Of `a` and `b`, degree 2 returns `1`, `a`, `b`, `a^2`, `a b` and `b^2`.
///
/// Accepts `f32` and `f64`. Of `d` columns and degree `k` there are `(d + k)! / (d! k!)` features; the number is known only at run time. The step
/// fits from batches in one pass, as it learns the number of columns alone, and supports
/// [`partial_fit`](crate::step::PartialFit::partial_fit).
///
/// # Errors
/// Fitting: no rows, a NaN or infinity, `min_degree` above `degree`, a degree of 0 without `include_bias`, or more features than memory can hold.
/// Transforming: a NaN or infinity, another number of columns, or a product beyond the range of the type.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Curves(x: f64[n, 2]) -> f64[n, features] { x |> PolynomialFeatures { interaction_only: true } }
/// }
///
/// let model = Curves::default().fit(array![[0.0, 0.0]])?;
/// assert_eq!(model.predict(array![[2.0, 3.0]])?, array![[1.0, 2.0, 3.0, 6.0]]);
/// assert_eq!(model.output.names(&["a".into(), "b".into()]), ["1", "a", "b", "a b"]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct PolynomialFeatures {
    /// The largest degree of a product (the second number of scikit-learn's `degree`). Default: 2.
    #[space(integer(1..=4))]
    pub degree: usize,
    /// The smallest degree of a product, apart from the bias (the first number of `degree`). Default: 0.
    pub min_degree: usize,
    /// Leaves out the products that have a column twice. Default: false.
    #[space(boolean())]
    pub interaction_only: bool,
    /// Returns a column of ones first. Default: true.
    pub include_bias: bool,
}

impl Default for PolynomialFeatures {
    fn default() -> Self {
        Self { degree: 2, min_degree: 0, interaction_only: false, include_bias: true }
    }
}

/// The fitted form of a [`PolynomialFeatures`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedPolynomialFeatures {
    columns: usize,
    step: PolynomialFeatures,
    terms: Terms,
}

/// The terms of all degrees from 1, of which those from `kept` are returned.
#[derive(Debug, Clone, PartialEq, Default)]
struct Terms {
    factors: Vec<Factor>,
    count: usize,
    kept: usize,
}

/// Terms that are one column times consecutive terms of the degree before; `None` is the bias.
#[derive(Debug, Clone, PartialEq)]
struct Factor {
    column: usize,
    terms: Option<Range<usize>>,
}

impl Factor {
    fn count(&self) -> usize {
        self.terms.as_ref().map_or(1, Range::len)
    }
}

/// The most terms: 2 GiB for each row.
const MOST: usize = 1 << 28;

impl Terms {
    /// `None` if there are more terms than [`MOST`].
    fn of(step: &PolynomialFeatures, columns: usize) -> Option<Self> {
        let mut all = Self::default();
        // For each column, where the terms of the degree before begin that have no earlier column.
        let mut starts: Vec<usize> = Vec::new();
        let mut end = 0;
        for degree in 1..=step.degree {
            if degree == step.min_degree {
                all.kept = all.count;
            }
            let mut next = Vec::with_capacity(columns);
            let first = all.count;
            for column in 0..columns {
                next.push(all.count);
                let from = starts.get(column + usize::from(step.interaction_only)).copied().unwrap_or(end);
                let factor = Factor { column, terms: (degree > 1).then_some(from..end) };
                if factor.count() > 0 {
                    all.count = all.count.checked_add(factor.count()).filter(|&count| count <= MOST)?;
                    all.factors.push(factor);
                }
            }
            (starts, end) = (next, all.count);
            // No term of this degree, and so none of the next.
            if first == all.count {
                if degree <= step.min_degree {
                    all.kept = all.count;
                }
                break;
            }
        }
        if step.degree < step.min_degree.max(1) {
            all.kept = all.count;
        }
        Some(all)
    }

    /// Computes the terms of a row in `out`, which has a place for each.
    fn write<A: Float, B: Float>(&self, row: ArrayView1<'_, A>, out: &mut [B]) {
        let mut at = 0;
        for factor in &self.factors {
            let value = row.get(factor.column).map_or(0.0, |value| value.widen());
            let (before, after) = out.split_at_mut(at);
            match factor.terms.clone().and_then(|terms| before.get(terms)) {
                None => after.iter_mut().take(1).for_each(|slot| *slot = B::narrow(value)),
                Some(terms) => {
                    after
                        .iter_mut()
                        .zip(terms)
                        .for_each(|(slot, term)| *slot = B::narrow(value * term.widen()));
                }
            }
            at += factor.count();
        }
    }

    /// The columns of each term, each as often as it is a factor.
    fn columns(&self) -> Vec<Vec<usize>> {
        let mut all: Vec<Vec<usize>> = Vec::with_capacity(self.count);
        for factor in &self.factors {
            let rest = match factor.terms.clone() {
                None => vec![Vec::new()],
                Some(terms) => all.get(terms).unwrap_or_default().to_vec(),
            };
            all.extend(rest.into_iter().map(|rest| [vec![factor.column], rest].concat()));
        }
        all
    }
}

impl PolynomialFeatures {
    fn check(&self) -> Result<()> {
        if self.min_degree > self.degree {
            return Err(Error::new(format!(
                "`min_degree` must not be above `degree`, got {} and {}",
                self.min_degree, self.degree
            )));
        }
        if self.degree == 0 && !self.include_bias {
            return Err(Error::new(
                "a `degree` of 0 without `include_bias` returns no features; use a degree of at least 1",
            ));
        }
        Ok(())
    }

    fn fitted(&self, columns: usize) -> Result<FittedPolynomialFeatures> {
        self.check()?;
        let terms = Terms::of(self, columns).ok_or_else(|| {
            Error::new(format!(
                "the products of {columns} columns up to degree {} do not fit into memory; use a smaller degree or fewer columns",
                self.degree
            ))
        })?;
        Ok(FittedPolynomialFeatures { columns, step: self.clone(), terms })
    }
}

impl FittedPolynomialFeatures {
    /// The number of features (scikit-learn's `n_output_features_`).
    pub fn width(&self) -> usize {
        self.terms.count - self.terms.kept + usize::from(self.step.include_bias)
    }

    /// The exponent of each column in each feature, as rows of `d` numbers (`powers_`).
    pub fn powers(&self) -> Vec<Vec<usize>> {
        let power = |factors: &Vec<usize>| {
            (0..self.columns)
                .map(|column| factors.iter().filter(|&&factor| factor == column).count())
                .collect()
        };
        let bias = self.step.include_bias.then(|| vec![0; self.columns]);
        bias.into_iter().chain(self.terms.columns().iter().skip(self.terms.kept).map(power)).collect()
    }

    /// The name of each feature, `1`, `a`, `a^2`, `a b`, of columns with these names (`get_feature_names_out`). A column without a name
    /// is called by its number, as `x[3]`.
    pub fn names(&self, columns: &[String]) -> Vec<String> {
        let name = |column: usize| columns.get(column).cloned().unwrap_or_else(|| format!("x[{column}]"));
        let term = |factors: &Vec<usize>| {
            let equal = factors.chunk_by(|one, other| one == other);
            let powers = equal.filter_map(|equal| {
                let name = name(*equal.first()?);
                Some(if equal.len() > 1 { format!("{name}^{}", equal.len()) } else { name })
            });
            powers.collect::<Vec<_>>().join(" ")
        };
        let bias = self.step.include_bias.then(|| "1".to_owned());
        bias.into_iter().chain(self.terms.columns().iter().skip(self.terms.kept).map(term)).collect()
    }
}

impl Step for PolynomialFeatures {
    type Fitted = FittedPolynomialFeatures;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, features]", &[]);
    const ROWWISE: bool = true;

    fn feature_names(fitted: &FittedPolynomialFeatures, inputs: &[Features]) -> Vec<Features> {
        let names = inputs.iter().filter_map(|input| input.of_width(fitted.columns).names());
        names.map(|names| Features::named(fitted.names(&names))).collect()
    }

    fn features_in(fitted: &FittedPolynomialFeatures) -> Option<usize> {
        Some(fitted.columns)
    }
}

impl Mergeable for PolynomialFeatures {}

impl Continues for PolynomialFeatures {}

impl<A: Float> Learn<ArcArray2<A>> for PolynomialFeatures {
    type State = Seen;

    fn start(&self, _: &Context<'_>) -> Result<Seen> {
        self.check()?;
        Ok(Seen::default())
    }

    fn update(&self, seen: &mut Seen, x: ArcArray2<A>, (): (), _: &Context<'_>) -> Result<()> {
        seen.count(x.view())
    }

    fn merge(&self, earlier: &mut Seen, later: Seen) -> Result<()> {
        earlier.merge(later)
    }

    fn finish(&self, Seen { rows, columns }: Seen, _: &Context<'_>) -> Result<FittedPolynomialFeatures> {
        require_rows(rows)?;
        self.fitted(columns.unwrap_or(0))
    }

    fn resume(&self, fitted: &FittedPolynomialFeatures, _: &Context<'_>) -> Result<Seen> {
        Ok(Seen { rows: 1, columns: Some(fitted.columns) })
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedPolynomialFeatures {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        require_columns(self.columns, x.ncols())?;
        blocks::map_rows(x.view(), self.width(), |first_row, rows, mut out| {
            require_finite(rows, first_row)?;
            let bias = usize::from(self.step.include_bias);
            // Terms of `f64` are made in their place; others are computed in `f64`, and rounded once.
            let in_place = self.terms.kept == 0 && A::narrow(f64::MAX).is_finite();
            let mut terms = vec![0.0; if in_place { 0 } else { self.terms.count }];
            for (row, mut out) in rows.rows().into_iter().zip(out.rows_mut()) {
                let Some(out) = out.as_slice_mut() else { return Err(Error::bug("rows with gaps")) };
                let (ones, out) = out.split_at_mut(bias);
                ones.fill(A::one());
                if in_place {
                    self.terms.write(row, out);
                } else {
                    self.terms.write(row, &mut terms);
                    let kept = terms.get(self.terms.kept..).unwrap_or_default();
                    out.iter_mut().zip(kept).for_each(|(out, term)| *out = A::narrow(*term));
                }
            }
            // No product exceeds the power of the largest value.
            let largest = rows.fold(1.0_f64, |largest, value| largest.max(value.widen().abs()));
            let bound = A::narrow(largest.powf(self.step.degree as f64) * 2.0);
            if bound.is_finite() { Ok(()) } else { require_finite_results(out.view(), first_row) }
        })
    }
}

#[cfg(feature = "save")]
impl crate::save::Save for FittedPolynomialFeatures {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut crate::save::Writer<'_>) -> Result<()> {
        out.field("columns", &self.columns)?;
        out.field("degree", &self.step.degree)?;
        out.field("min_degree", &self.step.min_degree)?;
        out.field("interaction_only", &self.step.interaction_only)?;
        out.field("include_bias", &self.step.include_bias)
    }

    fn load(state: &mut crate::save::Reader<'_>) -> Result<Self> {
        let columns = state.field("columns")?;
        let step = PolynomialFeatures {
            degree: state.field("degree")?,
            min_degree: state.field("min_degree")?,
            interaction_only: state.field("interaction_only")?,
            include_bias: state.field("include_bias")?,
        };
        // More than any fit has: computing the terms would take forever.
        const LARGEST: usize = 1 << 20;
        if columns > LARGEST || step.degree > LARGEST {
            return Err(Error::new(format!(
                "`columns` and `degree` must be at most {LARGEST}; the file is damaged or forged"
            )));
        }
        step.fitted(columns)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, array};

    use super::*;
    use crate::Phase;
    use crate::step::{Fit, Run};

    fn fit(step: &PolynomialFeatures, x: Array2<f64>) -> Result<FittedPolynomialFeatures> {
        let run = Run::new();
        step.fit(x.into_shared(), (), &Context::root(&run, "test", Phase::Fit))
    }

    #[test]
    fn wrong_degrees_and_large_products_are_told() {
        let says = |step: PolynomialFeatures, x| fit(&step, x).expect_err("wrong").to_string();
        let step = PolynomialFeatures { min_degree: 3, ..Default::default() };
        assert_eq!(says(step, array![[1.0]]), "`min_degree` must not be above `degree`, got 3 and 2");
        let none = PolynomialFeatures { degree: 0, include_bias: false, ..Default::default() };
        assert!(says(none, array![[1.0]]).contains("a `degree` of 0"));
        let wide = PolynomialFeatures { degree: 60, ..Default::default() };
        assert!(
            says(wide, Array2::zeros((1, 60))).contains("60 columns up to degree 60 do not fit into memory")
        );
        let fitted = fit(&PolynomialFeatures::default(), array![[1.0]]).expect("one column");
        let error = fitted.transform(array![[1e200]].into_shared()).expect_err("too large").to_string();
        assert!(error.contains("row 0, column 2 (counted from 0) is inf"), "{error}");
    }

    #[test]
    fn a_degree_range_leaves_out_the_lower_terms() {
        let step =
            PolynomialFeatures { degree: 3, min_degree: 3, interaction_only: true, include_bias: false };
        let fitted = fit(&step, array![[2.0, 3.0, 5.0]]).expect("three columns");
        assert_eq!((fitted.width(), fitted.powers()), (1, vec![vec![1, 1, 1]]));
        assert_eq!(fitted.transform(array![[2.0, 3.0, 5.0]].into_shared()).expect("finite"), array![[30.0]]);
        let two = fit(&step, array![[2.0, 3.0]]).expect("two columns");
        assert_eq!(two.width(), 0);
    }
}

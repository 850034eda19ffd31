//! [`SimpleImputer`]: a value of each column in the place of its missing ones.
//!
//! Invariant: a value that is there stays as it is, and none is missing afterwards.

use ndarray::{ArcArray, ArcArray1, ArrayView1, Axis};

use crate::records::Nullable;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Features, Learn, Mergeable, Step, Transform, Value};
use crate::steps::kernels::checks::require_columns;
use crate::steps::kernels::distinct::{Counts, Distinct};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::one_or_two_axes::OneOrTwoAxes;
use crate::text::shown;
use crate::{Error, Result};

/// Puts a value in the place of each missing one: `[n, d?] -> [n, d?]` (scikit-learn's `SimpleImputer`).
///
/// Accepts a column `Option<T>[n]`, and returns `T[n]`: `T` is a number, of which a NaN counts as missing, `bool`, `char`, `String`,
/// [`Category`](struct@crate::records::Category), an enum with `#[derive(Category)]` or, with the feature `dates`, a date or time. Of `f32` and `f64`, it also accepts `[n]` and
/// `[n, d]`, where a NaN is missing. Each column has its own value. The step fits from batches in one pass; for the median, it keeps
/// the values of the column, 8 bytes each.
///
/// # Errors
/// Fitting: a column without any value; a mean or median of a type without numbers, or that is no integer in a column of integers; a
/// constant that is not of the type. Transforming: another number of columns or another type.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::ImputeStrategy;
///
/// pipeline! {
///     Filled(age: Option<f32>[n], town: Option<Category>[n]) -> (age: f32[n], town: Category[n]) {
///         age_filled  = age |> SimpleImputer { strategy: ImputeStrategy::Median };
///         town_filled = town |> SimpleImputer { strategy: ImputeStrategy::Constant, fill_value: "unknown".to_owned() };
///         (age_filled, town_filled)
///     }
/// }
///
/// let (age, town) = (vec![Some(20.0), None, Some(22.0), Some(60.0)], vec![Some("Oslo".into()), None, None, None]);
/// let model = Filled::default().fit(age.clone(), town.clone())?;
/// let filled = model.predict(age, town)?;
/// assert_eq!(filled.age, array![20.0, 22.0, 22.0, 60.0]);
/// assert_eq!(filled.town.to_vec(), ["Oslo", "unknown", "unknown", "unknown"].map(Category::from));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct SimpleImputer {
    /// Which value is put in. Default: the mean.
    pub strategy: ImputeStrategy,
    /// The value of [`ImputeStrategy::Constant`] as a text: `0`, `unknown`. Default: empty.
    pub fill_value: String,
}

/// Which value a [`SimpleImputer`] puts in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub enum ImputeStrategy {
    /// The mean of the values that are there.
    #[default]
    Mean,
    /// Their median; of an even number of values, the mean of both in the middle.
    Median,
    /// The most frequent one, the smallest of equally frequent ones.
    MostFrequent,
    /// [`SimpleImputer::fill_value`].
    Constant,
}

/// The fitted form of a [`SimpleImputer`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct FittedSimpleImputer {
    /// As texts, which are exact: a number and a category are saved in the same way.
    values: Vec<String>,
}

impl FittedSimpleImputer {
    /// The value of each column as a text, `[d]` (scikit-learn's `statistics_`).
    pub fn values(&self) -> &[String] {
        &self.values
    }

    fn value<T: Distinct>(&self, column: usize) -> Result<T> {
        let text = self.values.get(column).map_or("", String::as_str);
        T::read(text).ok_or_else(|| {
            Error::new(format!("the step was fitted on values of another type: `{text}` is no {}", T::NAME))
        })
    }
}

/// What was seen of a column.
#[derive(Debug, Clone)]
pub struct Seen<T> {
    rows: usize,
    present: usize,
    /// Of real numbers.
    sum: f64,
    /// Of integers; `None` beyond the range of `i128`.
    whole_sum: Option<i128>,
    /// For the median.
    numbers: Vec<T>,
    /// For the most frequent value.
    counts: Counts<T>,
}

impl<T> Default for Seen<T> {
    fn default() -> Self {
        let (numbers, counts) = (Vec::new(), Counts::default());
        Self { rows: 0, present: 0, sum: 0.0, whole_sum: Some(0), numbers, counts }
    }
}

impl<T: Distinct> Seen<T> {
    fn add(&mut self, strategy: ImputeStrategy, value: Option<&T>) {
        self.rows += 1;
        let Some(value) = value.filter(|value| !value.is_nan()) else { return };
        self.present += 1;
        match strategy {
            ImputeStrategy::Mean => {
                self.sum += value.real().unwrap_or(0.0);
                self.whole_sum =
                    value.whole().zip(self.whole_sum).and_then(|(value, sum)| sum.checked_add(value));
            }
            ImputeStrategy::Median => self.numbers.push(value.clone()),
            ImputeStrategy::MostFrequent => self.counts.add(value),
            ImputeStrategy::Constant => {}
        }
    }

    fn merge(&mut self, later: Self) {
        self.rows += later.rows;
        self.present += later.present;
        self.sum += later.sum;
        self.whole_sum = self.whole_sum.zip(later.whole_sum).and_then(|(sum, later)| sum.checked_add(later));
        self.numbers.extend(later.numbers);
        self.counts.merge(later.counts);
    }

    /// Returns the value to put in, as a text.
    fn value(self, step: &SimpleImputer, column: usize) -> Result<String> {
        if self.rows == 0 {
            return Err(Error::new("expected at least 1 row, got 0"));
        }
        if step.strategy == ImputeStrategy::Constant {
            let text = &step.fill_value;
            return T::read(text).map(|_| text.clone()).ok_or_else(|| {
                Error::new(format!("`fill_value` must be {}, got {}", T::wanted(), shown(text)))
            });
        }
        if self.present == 0 {
            return Err(Error::new(format!(
                "column {column} (counted from 0) has no value to learn from: all {} are missing; leave the column out, or use \
                 `ImputeStrategy::Constant`",
                self.rows
            )));
        }
        let value = match step.strategy {
            ImputeStrategy::Mean => self.mean(column)?,
            ImputeStrategy::Median => self.median(column)?,
            ImputeStrategy::MostFrequent | ImputeStrategy::Constant => {
                let mut most: Option<(T, usize)> = None;
                for (value, _, count) in self.counts.sorted() {
                    if most.as_ref().is_none_or(|(_, known)| count > *known) {
                        most = Some((value, count));
                    }
                }
                most.ok_or_else(|| Error::bug("a column of values without counts"))?.0
            }
        };
        let mut text = String::new();
        value.write(&mut text).map_err(Error::from_source)?;
        Ok(text)
    }

    fn mean(&self, column: usize) -> Result<T> {
        let count = self.present as i128;
        if let Some(real) = T::of_real(self.sum / self.present as f64) {
            return finite("mean", real, column);
        }
        match self.whole_sum {
            Some(sum) if sum % count == 0 => T::of_whole(sum / count).ok_or_else(|| no_numbers::<T>("mean")),
            Some(sum) => Err(fraction::<T>("mean", sum as f64 / count as f64, column)),
            None => Err(no_numbers::<T>("mean")),
        }
    }

    /// The median; of an even number of values, the mean of both in the middle.
    fn median(mut self, column: usize) -> Result<T> {
        self.numbers.sort_by(T::order);
        let middle = self.numbers.len() / 2;
        let high =
            self.numbers.get(middle).ok_or_else(|| Error::bug("a column of values without numbers"))?;
        let low = match self.numbers.get(middle.wrapping_sub(1)) {
            Some(low) if self.numbers.len().is_multiple_of(2) => low,
            _ => high,
        };
        if let (Some(low), Some(high)) = (low.real(), high.real()) {
            let distance = high - low;
            // The distance of two finite numbers may be infinite, and their halves are not.
            let mean = if distance.is_finite() { low + distance / 2.0 } else { low / 2.0 + high / 2.0 };
            return T::of_real(mean)
                .map_or_else(|| Err(no_numbers::<T>("median")), |mean| finite("median", mean, column));
        }
        let (Some(one), Some(other)) = (low.whole(), high.whole()) else {
            return Err(no_numbers::<T>("median"));
        };
        let distance = other - one;
        if distance % 2 == 0 {
            T::of_whole(one + distance / 2).ok_or_else(|| no_numbers::<T>("median"))
        } else {
            Err(fraction::<T>("median", one as f64 + distance as f64 / 2.0, column))
        }
    }
}

fn finite<T: Distinct>(statistic: &str, value: T, column: usize) -> Result<T> {
    if value.real().is_some_and(f64::is_finite) {
        return Ok(value);
    }
    Err(Error::new(format!(
        "the {statistic} of column {column} (counted from 0) is not a finite {}: its values are infinite or too large; clip or \
         scale them, or use `ImputeStrategy::Median`",
        T::NAME
    )))
}

fn no_numbers<T: Distinct>(statistic: &str) -> Error {
    Error::new(format!(
        "values of type {} have no {statistic}; use `ImputeStrategy::MostFrequent` or `ImputeStrategy::Constant`",
        T::NAME
    ))
}

fn fraction<T: Distinct>(statistic: &str, number: f64, column: usize) -> Error {
    Error::new(format!(
        "the {statistic} {number} of column {column} (counted from 0) is no {}; read the column as `Option<f64>`, or use \
         `ImputeStrategy::MostFrequent`",
        T::NAME
    ))
}

impl Step for SimpleImputer {
    type Fitted = FittedSimpleImputer;
    const SIGNATURE: Signature = Signature::new("[n, d?] -> [n, d?]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;

    /// The values that are there stay, so a category is still one.
    fn feature_names(_: &FittedSimpleImputer, inputs: &[Features]) -> Vec<Features> {
        inputs.to_vec()
    }

    fn features_in(fitted: &FittedSimpleImputer) -> Option<usize> {
        Some(fitted.values.len())
    }
}

impl Mergeable for SimpleImputer {}

impl<T: Distinct> Learn<Nullable<T>> for SimpleImputer {
    type State = Seen<T>;

    fn start(&self, _: &Context<'_>) -> Result<Seen<T>> {
        Ok(Seen::default())
    }

    fn update(&self, seen: &mut Seen<T>, x: Nullable<T>, (): (), _: &Context<'_>) -> Result<()> {
        x.iter().for_each(|value| seen.add(self.strategy, value));
        Ok(())
    }

    fn merge(&self, earlier: &mut Seen<T>, later: Seen<T>) -> Result<()> {
        earlier.merge(later);
        Ok(())
    }

    fn finish(&self, seen: Seen<T>, _: &Context<'_>) -> Result<FittedSimpleImputer> {
        Ok(FittedSimpleImputer { values: vec![seen.value(self, 0)?] })
    }
}

impl<T: Distinct> Transform<Nullable<T>> for FittedSimpleImputer {
    type Out = ArcArray1<T>;

    fn transform(&self, x: Nullable<T>) -> Result<ArcArray1<T>> {
        require_columns(self.values.len(), 1)?;
        let value: T = self.value(0)?;
        let mut filled = x.filled(&value);
        if filled.iter().any(T::is_nan) {
            filled.map_inplace(|slot| {
                if slot.is_nan() {
                    slot.clone_from(&value);
                }
            });
        }
        Ok(filled)
    }
}

/// A NaN is missing.
impl<A: Float + Distinct, D: OneOrTwoAxes<A>> Learn<ArcArray<A, D>> for SimpleImputer
where
    ArcArray<A, D>: Value,
{
    /// One for each column; empty before the first batch.
    type State = Vec<Seen<A>>;

    fn start(&self, _: &Context<'_>) -> Result<Vec<Seen<A>>> {
        Ok(Vec::new())
    }

    fn update(&self, seen: &mut Vec<Seen<A>>, x: ArcArray<A, D>, (): (), _: &Context<'_>) -> Result<()> {
        let x = D::__into_columns(x);
        if seen.is_empty() {
            seen.resize_with(x.ncols(), Seen::default);
        }
        require_columns(seen.len(), x.ncols())?;
        for (seen, column) in seen.iter_mut().zip(x.columns()) {
            column
                .iter()
                .for_each(|value| seen.add(self.strategy, Some(value).filter(|value| !value.is_nan())));
        }
        Ok(())
    }

    fn merge(&self, earlier: &mut Vec<Seen<A>>, later: Vec<Seen<A>>) -> Result<()> {
        if earlier.is_empty() {
            *earlier = later;
            return Ok(());
        }
        if later.is_empty() {
            return Ok(());
        }
        require_columns(earlier.len(), later.len())?;
        earlier.iter_mut().zip(later).for_each(|(earlier, later)| earlier.merge(later));
        Ok(())
    }

    fn finish(&self, seen: Vec<Seen<A>>, _: &Context<'_>) -> Result<FittedSimpleImputer> {
        if seen.is_empty() {
            return Err(Error::new("expected at least 1 row and 1 column, got none"));
        }
        let values = seen.into_iter().enumerate().map(|(column, seen)| seen.value(self, column));
        Ok(FittedSimpleImputer { values: values.collect::<Result<_>>()? })
    }
}

impl<A: Float + Distinct, D: OneOrTwoAxes<A>> Transform<ArcArray<A, D>> for FittedSimpleImputer
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn transform(&self, x: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let mut x = D::__into_columns(x);
        require_columns(self.values.len(), x.ncols())?;
        for column in 0..x.ncols() {
            let is_missing = |column: ArrayView1<'_, A>| column.iter().any(Distinct::is_nan);
            if is_missing(x.index_axis(Axis(1), column)) {
                let value: A = self.value(column)?;
                let fill = |slot: A| if slot.is_nan() { value } else { slot };
                x.index_axis_mut(Axis(1), column).mapv_inplace(fill);
            }
        }
        Ok(D::__from_columns(x))
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{ArcArray2, array};
    use proptest::prelude::*;

    use super::*;
    use crate::Phase;
    use crate::records::Category;
    use crate::step::{Fit, Run};

    fn fit<X>(step: &SimpleImputer, x: X) -> Result<FittedSimpleImputer>
    where
        SimpleImputer: Fit<X>,
        SimpleImputer: Step<Fitted = FittedSimpleImputer>,
    {
        let run = Run::new();
        step.fit(x, (), &Context::root(&run, "test", Phase::Fit))
    }

    fn of(strategy: ImputeStrategy) -> SimpleImputer {
        SimpleImputer { strategy, ..SimpleImputer::default() }
    }

    #[test]
    fn each_strategy_has_its_value() {
        let x = Nullable::from(vec![Some(4.0), None, Some(1.0), Some(4.0), Some(1.0)]);
        for (strategy, expected) in
            [(ImputeStrategy::Mean, 2.5), (ImputeStrategy::Median, 2.5), (ImputeStrategy::MostFrequent, 1.0)]
        {
            let fitted = fit(&of(strategy), x.clone()).expect("numbers");
            assert_eq!(fitted.transform(x.clone()).expect("one column")[1], expected, "{strategy:?}");
        }
        let towns = Nullable::from(vec![Some(Category::from("b")), None, Some("a".into())]);
        let fitted = fit(&of(ImputeStrategy::MostFrequent), towns.clone()).expect("texts");
        assert_eq!(
            fitted.transform(towns).expect("one column").to_vec(),
            ["b", "a", "a"].map(Category::from)
        );
        let table = array![[1.0, f64::NAN], [f64::NAN, 5.0], [3.0, 7.0]].into_shared();
        let fitted = fit(&SimpleImputer::default(), table.clone()).expect("two columns");
        assert_eq!(fitted.values(), ["2", "6"]);
        assert_eq!(fitted.transform(table).expect("two columns"), array![[1.0, 6.0], [2.0, 5.0], [3.0, 7.0]]);
    }

    #[test]
    fn large_numbers_are_exact_or_refused() {
        let value = |strategy, cells: Vec<Option<i64>>| {
            fit(&of(strategy), Nullable::from(cells))
                .map(|fitted| fitted.values()[0].clone())
                .map_err(|error| error.to_string())
        };
        let large = 9_007_199_254_740_993;
        for strategy in [ImputeStrategy::Mean, ImputeStrategy::Median] {
            assert_eq!(value(strategy, vec![Some(large), None]), Ok(large.to_string()));
            assert_eq!(
                value(strategy, vec![Some(i64::MAX - 5), Some(i64::MAX - 3)]),
                Ok((i64::MAX - 4).to_string())
            );
            assert_eq!(value(strategy, vec![Some(i64::MIN), Some(i64::MIN)]), Ok(i64::MIN.to_string()));
        }
        let reals = |strategy, cells: Vec<f64>| {
            fit(&of(strategy), cells.into_iter().map(Some).collect::<Nullable<f64>>())
        };
        let extremes = reals(ImputeStrategy::Median, vec![-f64::MAX, f64::MAX]).expect("a median");
        assert_eq!(extremes.values(), ["0"]);
        assert!(
            reals(ImputeStrategy::Mean, vec![f64::MAX, f64::MAX])
                .expect_err("too large")
                .to_string()
                .contains("not a finite f64")
        );
        let nan = reals(ImputeStrategy::Mean, vec![f64::NAN, 1.0, 2.0]).expect("a NaN is missing");
        assert_eq!(nan.values(), ["1.5"]);
        assert_eq!(
            nan.transform(Nullable::from(vec![Some(f64::NAN), None])).expect("filled"),
            array![1.5, 1.5]
        );
    }

    #[test]
    fn what_cannot_be_learned_is_named() {
        let message = |result: Result<FittedSimpleImputer>| result.expect_err("an error").to_string();
        let missing: Nullable<f32> = Nullable::from(vec![None, None]);
        assert!(message(fit(&SimpleImputer::default(), missing.clone())).contains("all 2 are missing"));
        assert!(message(fit(&SimpleImputer::default(), Nullable::<f32>::from(vec![]))).contains("got 0"));
        let texts = Nullable::from(vec![Some("a".to_owned()), None]);
        assert!(
            message(fit(&SimpleImputer::default(), texts.clone()))
                .contains("values of type String have no mean")
        );
        assert!(message(fit(&of(ImputeStrategy::Median), texts)).contains("have no median"));
        let whole = Nullable::from(vec![Some(1_u8), Some(2)]);
        assert!(message(fit(&SimpleImputer::default(), whole.clone())).contains("the mean 1.5 of column 0"));
        let constant = SimpleImputer { strategy: ImputeStrategy::Constant, fill_value: "x".to_owned() };
        assert_eq!(message(fit(&constant, whole)), "`fill_value` must be u8, got `x`");
        assert!(fit(&SimpleImputer { fill_value: "0".to_owned(), ..constant }, missing).is_ok());
        let fitted = fit(&SimpleImputer::default(), ArcArray2::<f64>::zeros((2, 2))).expect("two columns");
        assert!(fitted.transform(ArcArray2::<f64>::zeros((2, 3))).is_err());
    }

    proptest! {
        #[test]
        fn parts_learn_what_the_whole_learns(cells in prop::collection::vec(any::<Option<i8>>(), 1..30), at in 0_usize..30) {
            let run = Run::new();
            let context = Context::root(&run, "test", Phase::Fit);
            let at = at.min(cells.len());
            for strategy in [ImputeStrategy::Median, ImputeStrategy::MostFrequent] {
                let step = of(strategy);
                let cells: Vec<Option<f64>> = cells.iter().map(|cell| cell.map(f64::from)).collect();
                let whole = fit(&step, Nullable::from(cells.clone()));
                let mut first: Seen<f64> = Learn::<Nullable<f64>>::start(&step, &context).expect("a start");
                let mut second = first.clone();
                step.update(&mut first, Nullable::from(cells[..at].to_vec()), (), &context).expect("rows");
                step.update(&mut second, Nullable::from(cells[at..].to_vec()), (), &context).expect("rows");
                Learn::<Nullable<f64>>::merge(&step, &mut first, second).expect("one column");
                let parts = Learn::<Nullable<f64>>::finish(&step, first, &context);
                prop_assert_eq!(parts.map_err(|error| error.to_string()), whole.map_err(|error| error.to_string()));
            }
        }
    }
}

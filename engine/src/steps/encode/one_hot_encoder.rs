//! [`OneHotEncoder`]: a column of categories that are known only from the data, as indicator columns.
//!
//! Invariant: a row has at most one 1; the columns are those of the fit.

use std::fmt;
use std::marker::PhantomData;

use ndarray::{ArcArray1, ArcArray2, Array2};

use super::categories::{Categories, Cells, SeenCategories};
use crate::records::Nullable;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Features, Learn, Mergeable, Step, Transform};
use crate::steps::kernels::distinct::Distinct;
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// A column for each category that the fit had: `[n] -> [n, categories]`, of `f64`, or of `f32` when written `OneHotEncoder<f32>`
/// (scikit-learn's `OneHotEncoder` for one column). The number of categories is known only at run time; for one known to rustc, see
/// [`OneHot`](crate::steps::OneHot) of an enum.
///
/// Accepts numbers, `bool`, `char`, `String`, [`Category`](struct@crate::records::Category) and enums with `#[derive(Category)]`, and
/// `Option` of these: a missing value is a category of its own, after the others, which are in their order. The step fits from batches
/// in one pass.
///
/// # Errors
/// Fitting: no rows. Transforming: a category that the fit did not have, with its rows, if [`unknown`](Self::unknown) says so.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Towns(town: Category[n]) -> f64[n, d] { town |> OneHotEncoder }
/// }
///
/// let towns: Array1<Category> = array!["Rome", "Oslo", "Rome"].mapv(Category::from);
/// let model = Towns::default().fit(&towns)?;
/// assert_eq!(model.output.names("town"), ["town=Oslo", "town=Rome"]);
/// assert_eq!(model.predict(&towns)?, array![[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]);
/// let error = model.predict(array!["Paris"].mapv(Category::from)).unwrap_err();
/// assert!(error.to_string().contains("not seen while fitting: `Paris` (row 0)"));
/// # Ok::<(), Error>(())
/// ```
#[derive(Hyperparameters)]
#[space(crate = crate)]
pub struct OneHotEncoder<A = f64> {
    /// What becomes of a category that the fit did not have (`handle_unknown`). Default: an error.
    pub unknown: UnknownCategory,
    /// Which column is left out (`drop`). Default: none.
    pub drop: DropCategory,
    /// Categories that occur less often share one column, the last one (`min_frequency`). Default: 0, none.
    pub min_frequency: usize,
    /// The largest number of columns, that of the rare categories included, before one is left out (`max_categories`). Default: 0,
    /// any number.
    pub max_categories: usize,
    /// Public, so that a step can be written with some of its hyperparameters.
    #[doc(hidden)]
    #[space(ignore)]
    pub element: PhantomData<fn() -> A>,
}

/// What becomes of a category that the fit did not have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub enum UnknownCategory {
    /// An error that names it and its rows.
    #[default]
    Error,
    /// A row of zeros.
    Ignore,
    /// That of the rare categories; a row of zeros if there are none (`infrequent_if_exist`).
    Infrequent,
}

/// Which column of a [`OneHotEncoder`] is left out, so that a linear model has one solution.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub enum DropCategory {
    /// None.
    #[default]
    None,
    /// The first.
    First,
    /// The first of two columns; none of more.
    IfBinary,
}

impl<A> Default for OneHotEncoder<A> {
    fn default() -> Self {
        Self {
            unknown: UnknownCategory::Error,
            drop: DropCategory::None,
            min_frequency: 0,
            max_categories: 0,
            element: PhantomData,
        }
    }
}

impl<A> Clone for OneHotEncoder<A> {
    fn clone(&self) -> Self {
        Self { element: PhantomData, ..*self }
    }
}

impl<A> fmt::Debug for OneHotEncoder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OneHotEncoder")
            .field("unknown", &self.unknown)
            .field("drop", &self.drop)
            .field("min_frequency", &self.min_frequency)
            .field("max_categories", &self.max_categories)
            .finish()
    }
}

/// The fitted form of a [`OneHotEncoder`].
pub struct FittedOneHotEncoder<A = f64> {
    categories: Categories,
    /// The column of each category; `None` for the one that is left out.
    columns: Vec<Option<usize>>,
    /// The column of the rare categories; `None` if there are none, or if it is left out.
    rare: Option<usize>,
    width: usize,
    unknown: UnknownCategory,
    element: PhantomData<fn() -> A>,
}

impl<A> FittedOneHotEncoder<A> {
    /// The categories of the fit as texts, in their order, without missing values (`categories_`).
    pub fn categories(&self) -> &[String] {
        self.categories.texts()
    }

    /// Whether a missing value is a category.
    pub fn has_missing(&self) -> bool {
        self.categories.has_missing()
    }

    /// The name of each column: `town=Oslo`, `town=infrequent` for the rare categories, `town=missing` (`get_feature_names_out`).
    pub fn names(&self, column: &str) -> Vec<String> {
        // A category that is really called so keeps the name.
        let special = |word: &str| {
            let is_taken = self.categories.texts().iter().any(|text| text == word);
            if is_taken { format!("{column}=({word})") } else { format!("{column}={word}") }
        };
        let mut names = vec![special("infrequent"); self.width];
        for (number, at) in self.columns.iter().enumerate() {
            if let Some(name) = at.filter(|at| Some(*at) != self.rare).and_then(|at| names.get_mut(at)) {
                *name = match self.categories.texts().get(number) {
                    Some(text) => format!("{column}={text}"),
                    None => special("missing"),
                };
            }
        }
        names
    }
}

impl<A> Clone for FittedOneHotEncoder<A> {
    fn clone(&self) -> Self {
        let Self { categories, columns, rare, width, unknown, element } = self;
        Self {
            categories: categories.clone(),
            columns: columns.clone(),
            rare: *rare,
            width: *width,
            unknown: *unknown,
            element: *element,
        }
    }
}

impl<A> PartialEq for FittedOneHotEncoder<A> {
    fn eq(&self, other: &Self) -> bool {
        self.categories == other.categories
            && self.columns == other.columns
            && (self.rare, self.width, self.unknown) == (other.rare, other.width, other.unknown)
    }
}

impl<A> fmt::Debug for FittedOneHotEncoder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FittedOneHotEncoder").field("names", &self.names("")).finish_non_exhaustive()
    }
}

impl<A> OneHotEncoder<A> {
    /// Assigns columns to categories, as scikit-learn does.
    fn fitted(&self, categories: Categories, counts: &[usize]) -> FittedOneHotEncoder<A> {
        let mut is_rare: Vec<bool> = counts.iter().map(|&count| count < self.min_frequency).collect();
        let rare = is_rare.iter().filter(|&&is_rare| is_rare).count();
        // As scikit-learn has it: one more than the frequent ones, also if none is rare.
        if self.max_categories > 0 && self.max_categories < counts.len() - rare + 1 {
            let mut by_count: Vec<usize> = (0..counts.len()).collect();
            by_count.sort_by_key(|&at| counts.get(at));
            let kept = self.max_categories - 1;
            for &at in by_count.iter().take(counts.len() - kept) {
                if let Some(is_rare) = is_rare.get_mut(at) {
                    *is_rare = true;
                }
            }
        }
        let frequent = is_rare.iter().filter(|&&is_rare| !is_rare).count();
        let has_rare = frequent < is_rare.len();
        let all = frequent + usize::from(has_rare);
        let drops = match self.drop {
            DropCategory::None => false,
            DropCategory::First => true,
            DropCategory::IfBinary => all == 2,
        };
        let place = |column: usize| if drops { column.checked_sub(1) } else { Some(column) };
        let mut next = 0;
        let columns = is_rare.iter().map(|&is_rare| {
            let column = if is_rare { frequent } else { next };
            next += usize::from(!is_rare);
            place(column)
        });
        FittedOneHotEncoder {
            columns: columns.collect(),
            rare: has_rare.then_some(frequent).and_then(place),
            width: all - usize::from(drops),
            categories,
            unknown: self.unknown,
            element: PhantomData,
        }
    }
}

impl<A: Float> FittedOneHotEncoder<A> {
    fn encode<T: Distinct>(&self, rows: usize, values: &impl Cells<T>) -> Result<ArcArray2<A>> {
        let mut zeros = Vec::new();
        let length = rows.checked_mul(self.width).filter(|length| zeros.try_reserve_exact(*length).is_ok());
        zeros.resize(
            length.ok_or_else(|| {
                Error::new(format!(
                    "{rows} rows of {} columns do not fit into memory; set `max_categories` or `min_frequency`",
                    self.width
                ))
            })?,
            A::zero(),
        );
        let mut out = Array2::from_shape_vec((rows, self.width), zeros)?;
        let refuses = self.unknown == UnknownCategory::Error;
        self.categories.each(values.cells().enumerate(), refuses, |row, number| {
            let column = match number {
                Some(number) => self.columns.get(number).copied().flatten(),
                None => self.rare.filter(|_| self.unknown == UnknownCategory::Infrequent),
            };
            if let Some(place) = column.and_then(|column| out.get_mut((row, column))) {
                *place = A::one();
            }
        })?;
        Ok(out.into_shared())
    }
}

impl<A: Send + Sync + 'static> Step for OneHotEncoder<A> {
    type Fitted = FittedOneHotEncoder<A>;
    const SIGNATURE: Signature = Signature::new("[n] -> [n, categories]", &[]);
    const ROWWISE: bool = true;

    fn feature_names(fitted: &FittedOneHotEncoder<A>, inputs: &[Features]) -> Vec<Features> {
        inputs.iter().filter_map(|input| input.each(|name| fitted.names(name))).collect()
    }
}

impl<A: Send + Sync + 'static> Mergeable for OneHotEncoder<A> {}

macro_rules! inputs {
    ($($input:ident: $rows:ident),+) => {
        $(
            impl<T: Distinct, A: Float> Learn<$input<T>> for OneHotEncoder<A> {
                type State = SeenCategories<T>;

                fn start(&self, _: &Context<'_>) -> Result<SeenCategories<T>> {
                    Ok(SeenCategories::default())
                }

                fn update(&self, seen: &mut SeenCategories<T>, x: $input<T>, (): (), _: &Context<'_>) -> Result<()> {
                    seen.add(x.cells());
                    Ok(())
                }

                fn merge(&self, earlier: &mut SeenCategories<T>, later: SeenCategories<T>) -> Result<()> {
                    earlier.merge(later);
                    Ok(())
                }

                fn finish(&self, seen: SeenCategories<T>, _: &Context<'_>) -> Result<FittedOneHotEncoder<A>> {
                    let (categories, counts) = seen.into_categories()?;
                    Ok(self.fitted(categories, &counts))
                }
            }

            impl<T: Distinct, A: Float> Transform<$input<T>> for FittedOneHotEncoder<A> {
                type Out = ArcArray2<A>;

                fn transform(&self, x: $input<T>) -> Result<ArcArray2<A>> {
                    self.encode(x.len(), &x)
                }
            }
        )+
    };
}
inputs!(ArcArray1: len, Nullable: len);

#[cfg(feature = "save")]
impl<A: Send + Sync + 'static> Save for FittedOneHotEncoder<A> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("categories", &self.categories.texts().to_vec())?;
        out.field("missing", &self.categories.has_missing())?;
        // A column beyond the last one is that of the category that is left out.
        let columns: Vec<u64> =
            self.columns.iter().map(|column| column.unwrap_or(self.width) as u64).collect();
        out.field("columns", &columns)?;
        out.field("rare", &self.rare.map(|rare| rare as u64))?;
        out.field("width", &(self.width as u64))?;
        let unknown: u64 = match self.unknown {
            UnknownCategory::Error => 0,
            UnknownCategory::Ignore => 1,
            UnknownCategory::Infrequent => 2,
        };
        out.field("unknown", &unknown)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let categories = Categories::new(state.field("categories")?, state.field("missing")?)
            .ok_or_else(|| Error::new("`categories` must have each category once"))?;
        let (columns, rare): (Vec<u64>, Option<u64>) = (state.field("columns")?, state.field("rare")?);
        let (width, unknown): (u64, u64) = (state.field("width")?, state.field("unknown")?);
        let is_valid = columns.len() == categories.count()
            && columns.iter().all(|&column| column <= width)
            && rare.is_none_or(|rare| rare < width)
            && width <= columns.len() as u64;
        let unknown = match unknown {
            0 => UnknownCategory::Error,
            1 => UnknownCategory::Ignore,
            2 => UnknownCategory::Infrequent,
            _ => return Err(Error::new(format!("`unknown` must be 0, 1 or 2, got {unknown}"))),
        };
        if !is_valid {
            return Err(Error::new("`columns`, `rare` and `width` must be those of the categories"));
        }
        let column = |column: u64| usize::try_from(column).ok().filter(|_| column < width);
        Ok(Self {
            columns: columns.into_iter().map(column).collect(),
            rare: rare.and_then(column),
            width: usize::try_from(width).map_err(Error::from_source)?,
            categories,
            unknown,
            element: PhantomData,
        })
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::Phase;
    use crate::step::{Fit, Run};

    fn fit<T: Distinct>(step: &OneHotEncoder, x: ArcArray1<T>) -> FittedOneHotEncoder {
        let run = Run::new();
        Fit::<ArcArray1<T>>::fit(step, x, (), &Context::root(&run, "test", Phase::Fit)).expect("rows")
    }

    #[test]
    fn categories_are_in_their_order() {
        assert_eq!(
            fit(&OneHotEncoder::default(), array![10, 9, 10].into_shared()).names("k"),
            ["k=9", "k=10"]
        );
        assert_eq!(
            fit(&OneHotEncoder::default(), array!["b".to_owned(), "B".to_owned()].into_shared()).names("k"),
            ["k=B", "k=b"]
        );
        let run = Run::new();
        let missing = Nullable::from(vec![Some(1_u8), None]);
        let step = OneHotEncoder::<f64>::default();
        let fitted =
            Fit::<Nullable<u8>>::fit(&step, missing.clone(), (), &Context::root(&run, "test", Phase::Fit));
        let fitted = fitted.expect("rows");
        assert_eq!(
            (fitted.names("k"), fitted.has_missing()),
            (vec!["k=1".to_owned(), "k=missing".into()], true)
        );
        assert_eq!(fitted.transform(missing).expect("known"), array![[1.0, 0.0], [0.0, 1.0]]);
    }

    #[test]
    fn rare_and_unknown_categories_have_their_column() {
        let x = array!['a', 'b', 'b', 'c', 'c', 'c', 'd'].into_shared();
        let step =
            OneHotEncoder { min_frequency: 2, unknown: UnknownCategory::Infrequent, ..Default::default() };
        let fitted = fit(&step, x.clone());
        assert_eq!(fitted.names("k"), ["k=b", "k=c", "k=infrequent"]);
        let rows = fitted.transform(array!['a', 'z', 'c'].into_shared()).expect("all have a column");
        assert_eq!(rows, array![[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]);
        let most = fit(
            &OneHotEncoder { max_categories: 2, drop: DropCategory::IfBinary, ..Default::default() },
            x.clone(),
        );
        assert_eq!(most.names("k"), ["k=infrequent"]);
        let first = fit(
            &OneHotEncoder {
                drop: DropCategory::First,
                unknown: UnknownCategory::Ignore,
                ..Default::default()
            },
            x,
        );
        assert_eq!(
            first.transform(array!['a', 'z', 'd'].into_shared()).expect("zeros"),
            array![[0.0; 3], [0.0; 3], [0.0, 0.0, 1.0]]
        );
    }

    #[test]
    fn equal_numbers_are_one_category() {
        let fitted = fit(&OneHotEncoder::default(), array![0.0, -0.0, f64::NAN, -f64::NAN].into_shared());
        assert_eq!(fitted.names("k"), ["k=0", "k=NaN"]);
    }

    #[test]
    fn a_category_without_a_column_is_named_with_its_rows() {
        let fitted = fit(&OneHotEncoder::default(), array!['a'].into_shared());
        let x = array!['b', 'a', 'b', 'c', 'b', 'b'].into_shared();
        let message = fitted.transform(x).expect_err("unknown").to_string();
        assert!(
            message.starts_with("not seen while fitting: `b` (rows 0, 2, 4, .. 4 in all), `c` (row 3); rows"),
            "{message}"
        );
    }
}

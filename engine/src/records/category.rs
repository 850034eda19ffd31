//! [`Category`], a text from an open set, and [`ClosedCategory`], an enum of all categories.
//!
//! Invariant: equal categories of one column that was read from a file share one buffer.

use std::collections::HashSet;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use ndarray::ArcArray1;

use super::builder::{ColumnBuilder, Rejected};
use super::contract::{AnyColumn, Cell, Plain};

/// A text of which a column has few different ones: a town, a colour. The set is open: which ones there are is known only at
/// run time. If it is known to the program, an enum with [`#[derive(Category)]`](macro@super::Category) says more.
///
/// A clone shares the text. Categories are ordered and compared as texts.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let town = Category::from("Oslo");
/// assert_eq!(&*town, "Oslo");
/// assert!(town < Category::from("Paris"));
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Category(Arc<str>);

impl Category {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Category {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Category {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl Deref for Category {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Category {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl Cell for Category {
    type Column = ArcArray1<Category>;
    const NAME: &'static str = "Category";

    fn column(cells: Vec<Self>) -> ArcArray1<Category> {
        cells.into()
    }

    fn read(text: &str) -> Option<Self> {
        Some(text.into())
    }

    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        out.write_str(self)
    }

    fn builder() -> Box<dyn ColumnBuilder> {
        Box::new(Interned::default())
    }
}

impl Plain for Category {
    fn filler() -> Self {
        "".into()
    }
}

/// The builder that keeps each text once.
#[derive(Default)]
struct Interned {
    known: HashSet<Category>,
    cells: Vec<Category>,
}

impl ColumnBuilder for Interned {
    fn push(&mut self, text: Option<&str>) -> Result<(), Rejected> {
        let text = text.ok_or_else(|| Rejected { wanted: Category::wanted() })?;
        let category = match self.known.get(text) {
            Some(known) => known.clone(),
            None => {
                let new = Category::from(text);
                self.known.insert(new.clone());
                new
            }
        };
        self.cells.push(category);
        Ok(())
    }

    fn truncate(&mut self, rows: usize) {
        self.cells.truncate(rows);
    }

    fn finish(&mut self) -> Box<dyn AnyColumn> {
        // The next batch has its own, so that memory does not grow with the file.
        self.known.clear();
        Box::new(Category::column(std::mem::take(&mut self.cells)))
    }
}

/// An enum of all categories: implemented by [`#[derive(Category)]`](macro@super::Category).
///
/// The number of categories is known to rustc, so [`OneHot`](crate::steps::OneHot) of such a column has a known width, and a
/// classifier for another number of classes is a compile-time error.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::records::ClosedCategory;
///
/// #[derive(Debug, Clone, Copy, PartialEq, Category)]
/// enum Class {
///     #[category(name = "1st")]
///     First,
///     #[category(name = "2nd")]
///     Second,
/// }
///
/// assert_eq!((Class::NAMES, Class::Second.index()), (&["1st", "2nd"][..], 1));
/// assert_eq!((Class::at(0), Class::at(2)), (Some(Class::First), None));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a closed category",
    label = "not an enum with `#[derive(Category)]`"
)]
pub trait ClosedCategory: Copy + fmt::Debug + Send + Sync + 'static {
    /// The names of the categories, as in a file, in the order of their declaration.
    const NAMES: &'static [&'static str];

    /// Returns the number of the category, from 0.
    fn index(self) -> usize;

    /// Returns the category with this number; `None` if there is none.
    fn at(index: usize) -> Option<Self>;

    /// Returns the category with this name; `None` if there is none.
    #[doc(hidden)]
    fn named(name: &str) -> Option<Self> {
        Self::at(Self::NAMES.iter().position(|known| *known == name)?)
    }

    /// Returns ``one of `Female`, `Male` ``.
    #[doc(hidden)]
    fn all() -> String {
        let names: Vec<String> = Self::NAMES.iter().map(|name| format!("`{name}`")).collect();
        format!("one of {}", names.join(", "))
    }
}

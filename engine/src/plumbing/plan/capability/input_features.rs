//! What the type of an input tells of its features: the columns of records, and the categories of a column.

use std::marker::PhantomData;

use ndarray::ArcArray1;

use crate::records::{ClosedCategory, Field, Nullable, Plain, Record, Records};

/// What the type of an input tells of its features.
#[derive(Debug, Clone, Copy)]
pub enum InputFeatures {
    /// Nothing.
    Unknown,
    /// It is records with these fields.
    Fields(&'static [Field]),
    /// It is a column of these categories.
    Categories(&'static [&'static str]),
}

/// Asks what a type tells of its features: `<FeaturesProbe<T>>::OF`.
#[derive(Debug)]
pub struct FeaturesProbe<T>(PhantomData<T>);

impl<R: Record> FeaturesProbe<Records<R>> {
    /// The fields of the record.
    pub const OF: InputFeatures = InputFeatures::Fields(R::FIELDS);
}

impl<C: ClosedCategory> FeaturesProbe<ArcArray1<C>> {
    /// The categories of the enum.
    pub const OF: InputFeatures = InputFeatures::Categories(C::NAMES);
}

impl<C: ClosedCategory + Plain> FeaturesProbe<Nullable<C>> {
    /// The categories of the enum.
    pub const OF: InputFeatures = InputFeatures::Categories(C::NAMES);
}

/// The answer for any other type.
pub trait NoFeatures {
    /// Nothing.
    const OF: InputFeatures = InputFeatures::Unknown;
}

impl<T> NoFeatures for FeaturesProbe<T> {}

impl InputFeatures {
    /// Returns the categories of a column of the input; of the input itself, if it is a column.
    pub(crate) fn categories(self, column: Option<&str>) -> &'static [&'static str] {
        match (self, column) {
            (Self::Fields(fields), Some(column)) => {
                fields.iter().find(|field| field.field == column).map_or(&[], |field| field.categories)
            }
            (Self::Categories(categories), None) => categories,
            _ => &[],
        }
    }
}

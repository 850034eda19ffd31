//! The record of `passengers.parquet`, for the test programs.

use shapeflow::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Category)]
pub(crate) enum Sex {
    #[category(name = "female")]
    Female,
    #[category(name = "male")]
    Male,
}

/// Numbers, missing values, categories: what `make.py` has written.
#[derive(Debug, Clone, PartialEq, Record)]
pub(crate) struct Passenger {
    pub(crate) age: Option<f32>,
    pub(crate) fare: f64,
    #[record(name = "class")]
    pub(crate) class: u8,
    pub(crate) sex: Sex,
    pub(crate) port: Option<Category>,
}

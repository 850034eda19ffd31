//! Penguins: a table of numbers, categories, texts and dates, of which some are missing.

use shapeflow::prelude::*;
use shapeflow::records::Date;
use shapeflow::sources::Csv;

/// A penguin, as it was measured.
#[derive(Debug, Clone, PartialEq, Record)]
pub struct Penguin {
    /// The length of the ridge of the bill in millimetres.
    #[record(name = "Culmen Length (mm)")]
    pub culmen_length: Option<f64>,
    /// Its depth in millimetres.
    #[record(name = "Culmen Depth (mm)")]
    pub culmen_depth: Option<f64>,
    /// The length of the flipper in millimetres.
    #[record(name = "Flipper Length (mm)")]
    pub flipper_length: Option<u16>,
    /// The mass in grams.
    #[record(name = "Body Mass (g)")]
    pub body_mass: Option<u16>,
    /// The sex, from the blood.
    #[record(name = "Sex")]
    pub sex: Option<Sex>,
    /// The island of the nest.
    #[record(name = "Island")]
    pub island: Category,
    /// The day on which the nest had one egg.
    #[record(name = "Date Egg")]
    pub egg: Date,
    /// What the observer noted.
    #[record(name = "Comments")]
    pub comments: Option<String>,
}

/// What is to be predicted.
#[derive(Debug, Clone, PartialEq, Record)]
pub struct Answer {
    /// The species.
    #[record(name = "Species")]
    pub species: Species,
}

/// The sex of a penguin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Category)]
pub enum Sex {
    /// Female.
    #[category(name = "FEMALE")]
    Female,
    /// Male.
    #[category(name = "MALE")]
    Male,
}

/// The species of the genus *Pygoscelis* near Palmer Station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Category)]
pub enum Species {
    /// *Pygoscelis adeliae*.
    #[category(name = "Adelie Penguin (Pygoscelis adeliae)")]
    Adelie,
    /// *Pygoscelis antarctica*.
    #[category(name = "Chinstrap penguin (Pygoscelis antarctica)")]
    Chinstrap,
    /// *Pygoscelis papua*.
    #[category(name = "Gentoo penguin (Pygoscelis papua)")]
    Gentoo,
}

/// The file: see `data/README.md`.
#[must_use]
pub fn file() -> Csv {
    Csv::of_text(include_str!("../data/penguins.csv")).called("penguins.csv").missing(["NA"])
}

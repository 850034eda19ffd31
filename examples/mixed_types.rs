//! A table of several types, from a file to a prediction: numbers, categories, dates and texts, of which some are missing.
//!
//! `cargo run --release --example mixed_types`

#![expect(clippy::print_stdout, reason = "an example talks to a person")]

use shapeflow::batches::Table;
use shapeflow::prelude::*;
use shapeflow::records::{ClosedCategory as _, Date};
use shapeflow::steps::ImputeStrategy::{Median, MostFrequent};
use shapeflow::steps::UnknownCategory::Ignore;
use shapeflow::steps::metrics::accuracy;
use shapeflow::steps::{DatePart, Part};
use shapeflow_examples::penguins::{Answer, Penguin, Species, file};

pipeline! {
    /// A number that may be missing: the median in its place, then scaled.
    Number(value: Option<f64>[n]) -> f64[n] {
        value |> SimpleImputer { strategy: Median } |> StandardScaler
    }

    /// A whole number that may be missing.
    Whole(value: Option<u16>[n]) -> f64[n, 1] {
        value |> SimpleImputer { strategy: MostFrequent } |> Columns |> StandardScaler
    }

    /// Tells the species of a penguin.
    Penguins(penguins: Penguin[n]) fit(species: Species[n]) -> f64[n, 3] {
        length  = penguins.culmen_length |> Number;
        depth   = penguins.culmen_depth |> Number;
        flipper = penguins.flipper_length |> Whole;
        mass    = penguins.body_mass |> Whole;
        sex     = penguins.sex |> SimpleImputer { strategy: MostFrequent } |> OneHot<2, f64>;
        island  = penguins.island |> OneHotEncoder { unknown: Ignore };
        season  = penguins.egg |> DatePart { part: Part::DayOfYear } |> StandardScaler;
        silent  = penguins.comments |> MissingIndicator;
        probs   = (length, depth, flipper, mass, sex, island, season, silent) |> Columns |> LogisticRegression<3>.fit(species);
        probs
    }
}

/// Returns every fourth row, or the others.
fn rows(count: usize, of_test: bool) -> Vec<usize> {
    (0..count).filter(|row| (row % 4 == 3) == of_test).collect()
}

fn main() -> Result<()> {
    let (penguins, answers): (Records<Penguin>, Records<Answer>) = file().read()?;
    println!(
        "{} penguins; {} have no sex, {} no comment",
        penguins.len(),
        penguins.sex.missing(),
        penguins.comments.missing()
    );

    let (train, test) = (rows(penguins.len(), false), rows(penguins.len(), true));
    let model = Penguins::default().fit(penguins.rows_at(&train)?, answers.species.rows_at(&train)?)?;

    // What the model goes by: the features by their names, and the largest coefficient of each species.
    let features = model.feature_names();
    let names = features.taken_by("probs")?.names().unwrap_or_default();
    for (species, coefficients) in
        Species::NAMES.iter().zip(model.probs.logistic_regression.coefficients().rows())
    {
        let largest = names.iter().zip(coefficients).max_by(|a, b| a.1.total_cmp(b.1));
        if let Some((name, coefficient)) = largest {
            println!("{species:9} most of all by {name} ({coefficient:+.2})");
        }
    }

    let probs = model.predict(penguins.rows_at(&test)?)?;
    let read = ArgMax.transform(probs.to_shared())?;
    let species = answers.species.rows_at(&test)?;
    println!(
        "accuracy {:.3} on {} penguins that were not in the fit",
        accuracy(read.view(), species.view())?,
        test.len()
    );

    let path = std::env::temp_dir().join(format!("penguins-{}.safetensors", std::process::id()));
    model.save(&path)?;
    let loaded = Penguins::load(&path)?;
    std::fs::remove_file(&path)?;

    let penguin = Penguin {
        culmen_length: Some(50.2),
        culmen_depth: None,
        flipper_length: Some(218),
        body_mass: Some(5700),
        sex: None,
        island: "Biscoe".into(),
        egg: Date::constant(2009, 11, 18),
        comments: None,
    };
    let probs = loaded.predict_one(penguin)?;
    let [adelie, chinstrap, gentoo] =
        [Species::Adelie, Species::Chinstrap, Species::Gentoo].map(|one| probs[one as usize]);
    println!("one more penguin: Adelie {adelie:.3}, Chinstrap {chinstrap:.3}, Gentoo {gentoo:.3}");

    // The arrows of the drawing tell the names of the features.
    std::fs::write("penguins.dot", Penguins::graph().with_features(&features).dot())?;
    println!("wrote penguins.dot\n\n{}", Penguins::graph());
    Ok(())
}

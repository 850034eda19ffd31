//! The steps of tables have keys: all of them are reused, and a changed hyperparameter is another key.

use shapeflow::records::Date;
use shapeflow::steps::{Cycle, DateCycle, DatePart, KBinsDiscretizer, Log1p, MaxAbsScaler, ParseDate};

use super::*;

#[derive(Debug, Clone, Copy, PartialEq, Category)]
enum Sex {
    Female,
    Male,
}

#[derive(Debug, Clone, PartialEq, Record)]
struct Guest {
    age: Option<f64>,
    fare: f64,
    sex: Sex,
    port: Option<Category>,
    born: Date,
    paid: Option<String>,
}

pipeline! {
    Guests(guests: Guest[n]) -> f64[n, d] {
        age     = guests.age |> SimpleImputer;
        unknown = guests.age |> MissingIndicator;
        fare    = guests.fare |> Log1p |> MaxAbsScaler;
        bins    = fare |> Columns |> KBinsDiscretizer { n_bins: 2 };
        sex     = guests.sex |> OneHot<2>;
        ports   = guests.port |> OneHotEncoder;
        port    = guests.port |> codes: OrdinalEncoder |> SimpleImputer;
        born    = guests.born |> DateCycle { cycle: Cycle::Week };
        paid    = guests.paid |> ParseDate |> DatePart |> SimpleImputer;
        (age, unknown, fare, bins, sex, ports, port, born, paid) |> Columns |> RobustScaler
    }
}

fn guests() -> Records<Guest> {
    let guest = |row: usize| Guest {
        age: (row % 4 != 1).then_some(row as f64),
        fare: (row * 7 % 5) as f64,
        sex: if row.is_multiple_of(3) { Sex::Male } else { Sex::Female },
        port: (row % 5 != 2).then(|| ["S", "C", "Q"][row % 3].into()),
        born: Date::constant(1990, 1, 1 + row as i8),
        paid: (row != 3).then(|| format!("2026-11-{:02}", 1 + row)),
    };
    (0..20).map(guest).collect()
}

#[test]
fn every_step_of_a_table_is_reused_until_its_hyperparameters_change() {
    let folder = Folder::new("tables");
    let (run, log) = cached(&folder.0);
    let guests = guests();
    let mut pipeline = Guests::default();
    let ran = |pipeline: &Guests| {
        let model = pipeline.fit_with(&run, &guests).expect("fits");
        let plain = pipeline.fit(&guests).expect("fits");
        assert_eq!(model.predict(&guests).expect("finite"), plain.predict(&guests).expect("finite"));
        let told = log.take();
        assert_eq!(told.notes, <[&str; 0]>::default());
        told.ran
    };
    assert!(ran(&pipeline).len() > 15);
    assert_eq!(ran(&pipeline), <[&str; 0]>::default());

    for unknown in [Some(-1.0), Some(-2.0), Some(-0.5)] {
        pipeline.port.codes.unknown = unknown;
        let again = ran(&pipeline);
        assert!(again.contains(&"port.codes".to_owned()), "{unknown:?}: {again:?}");
        assert!(!again.contains(&"age".to_owned()), "{unknown:?}: {again:?}");
        assert_eq!(ran(&pipeline), <[&str; 0]>::default(), "{unknown:?}");
    }
    pipeline.port.codes.unknown = None;
    assert_eq!(ran(&pipeline), <[&str; 0]>::default(), "the first is still there");
    let by_path =
        pipeline.with(&"port.codes.unknown = true\nport.codes.unknown.value = -2".parse().expect("two"));
    assert_eq!(ran(&by_path.expect("hyperparameters")), <[&str; 0]>::default(), "the same, by path");
}

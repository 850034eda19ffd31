//! Model files and the categories that a model has learned.

use shapeflow::prelude::*;

/// The same pipeline in two versions of a program, whose enums differ.
macro_rules! version {
    ($name:ident: $($variant:ident),+) => {
        #[allow(dead_code, reason = "two of the three versions only load a model")]
        mod $name {
            use shapeflow::prelude::*;

            #[derive(Debug, Clone, Copy, PartialEq, Category)]
            pub(super) enum Kind {
                $($variant),+
            }

            #[derive(Debug, Clone, PartialEq, Record)]
            pub(super) struct Animal {
                pub(super) kind: Kind,
                pub(super) weight: f64,
            }

            pipeline! {
                pub(super) Ages(animals: Animal[n]) fit(age: f64[n]) -> f64[n] {
                    (animals.kind |> OneHot<2>, animals.weight) |> Columns |> Ridge.fit(age)
                }
            }
        }
    };
}
version!(before: Cat, Dog);
version!(same: Cat, Dog);
version!(swapped: Dog, Cat);

#[test]
fn a_model_of_other_categories_is_not_loaded() -> Result<()> {
    use before::{Ages, Animal, Kind};
    let animals = [(Kind::Cat, 4.0), (Kind::Dog, 30.0), (Kind::Dog, 20.0)];
    let animals: Records<Animal> = animals.map(|(kind, weight)| Animal { kind, weight }).to_vec().into();
    let model = Ages::default().fit(&animals, array![3.0, 7.0, 6.0])?;
    let path = std::env::temp_dir().join(format!("ages-{}.safetensors", std::process::id()));
    model.save(&path)?;
    assert!(same::Ages::load(&path).is_ok());
    let error = swapped::Ages::load(&path).err().map(|error| error.to_string()).unwrap_or_default();
    std::fs::remove_file(&path)?;
    let expected =
        "the categories of `animals.kind` are `Cat`, `Dog` in the file, and `Dog`, `Cat` in the program";
    assert!(error.contains(expected), "{error}");
    Ok(())
}

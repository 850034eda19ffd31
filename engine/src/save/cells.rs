//! Categories, dates and columns whose values may be missing, as state.
//!
//! Invariant: a cell is saved as the text from which it is read in a table.

use super::{Reader, Save, Writer};
use crate::records::{Category, Cell, Nullable, Plain};
use crate::{Error, Result};

macro_rules! texts {
    ($($type:ty),+) => {
        $(impl Save for $type {
            const VERSION: u32 = 0;

            fn save(&self, out: &mut Writer<'_>) -> Result<()> {
                out.value(&text(self))
            }

            fn load(state: &mut Reader<'_>) -> Result<Self> {
                cell(&state.value::<String>()?)
            }

            fn save_all(items: &[Self], out: &mut Writer<'_>) -> Result<()> {
                out.value(&items.iter().map(text).collect::<Vec<_>>())
            }

            fn load_all(state: &mut Reader<'_>) -> Result<Vec<Self>> {
                state.value::<Vec<String>>()?.iter().map(|text| cell(text)).collect()
            }
        })+
    };
}
texts!(Category);
#[cfg(feature = "dates")]
texts!(jiff::civil::Date, jiff::civil::DateTime, jiff::civil::Time, jiff::Timestamp);

fn text<C: Cell>(cell: &C) -> String {
    let mut text = String::new();
    // A text takes everything.
    let _ = cell.write(&mut text);
    text
}

fn cell<C: Cell>(text: &str) -> Result<C> {
    C::read(text)
        .ok_or_else(|| Error::new(format!("expected {}, found {}", C::wanted(), crate::text::shown(text))))
}

impl<T: Plain + Save> Save for Nullable<T> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("values", &self.values().to_vec())?;
        out.field("present", &(0..self.len()).map(|row| self.is_present(row)).collect::<Vec<bool>>())
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let (values, present): (Vec<T>, Vec<bool>) = (state.field("values")?, state.field("present")?);
        Self::new(values.into(), &present)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::save::{Described, from_bytes, to_bytes};

    fn again<T: Save>(value: &T) -> Result<T> {
        let described = Described::new("Example", "");
        from_bytes(&to_bytes(&described, value)?, &described)
    }

    #[test]
    fn cells_are_loaded_as_they_were_saved() -> Result<()> {
        let towns = vec![Category::from("Oslo"), Category::from(""), Category::from("\"Rome\"\n")];
        assert_eq!((again(&towns)?, again(&towns[2])?), (towns.clone(), towns[2].clone()));
        let column = Nullable::from(vec![Some(1.5), None, Some(f64::INFINITY)]);
        assert_eq!(again(&column)?, column);
        let column: Nullable<Category> = towns.into_iter().map(Some).chain([None]).collect();
        assert_eq!(again(&column)?, column);
        assert_eq!(again(&Nullable::<u8>::from(vec![]))?.len(), 0);
        Ok(())
    }

    #[cfg(feature = "dates")]
    #[test]
    fn dates_are_loaded_as_they_were_saved() -> Result<()> {
        let days = vec![jiff::civil::Date::constant(2024, 2, 29), jiff::civil::Date::constant(1, 1, 1)];
        assert_eq!(again(&days)?, days);
        let described = Described::new("Example", "");
        let file = to_bytes(&described, &"2026-02-30".to_owned())?;
        let error = from_bytes::<jiff::civil::Date>(&file, &described).expect_err("no such day").to_string();
        assert!(error.contains("expected date (`2026-11-28`), found `2026-02-30`"), "{error}");
        Ok(())
    }
}

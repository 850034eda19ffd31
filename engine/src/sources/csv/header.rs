//! Which column of the file each field is.
//!
//! Invariant: every mistake in the header is reported, before the first row is read.

use super::options::Csv;
use crate::error::ErrorKind;
use crate::records::Field;
use crate::{Error, Result};

/// Returns the number of the column of each field.
pub(super) fn columns(csv: &Csv, names: &[String], fields: &[Field]) -> Result<Vec<usize>> {
    let mut problems = Vec::new();
    for (at, name) in names.iter().enumerate() {
        if names.iter().take(at).any(|earlier| earlier == name)
            && !problems.iter().any(|known: &String| known.contains(name))
        {
            problems.push(format!("the column `{name}` is there twice"));
        }
    }
    let mut columns = Vec::new();
    for field in fields {
        match names.iter().position(|name| name == field.name) {
            Some(column) => columns.push(column),
            None => problems.push(missing(field, names)),
        }
    }
    if csv.strict {
        let unknown = names.iter().filter(|name| !fields.iter().any(|field| field.name == **name));
        problems.extend(unknown.map(|name| format!("the column `{name}` is no field of the record")));
    }
    if problems.is_empty() {
        return Ok(columns);
    }
    Err(Error::of_kind(ErrorKind::Data, format!("{}: {}", csv.name, problems.join("; "))))
}

fn missing(field: &Field, names: &[String]) -> String {
    let wanted = format!("the column `{}` is missing", field.name);
    let distance = |name: &str| strsim::damerau_levenshtein(&name.to_lowercase(), &field.name.to_lowercase());
    let nearest = names.iter().map(|name| (distance(name), name)).min_by_key(|(distance, _)| *distance);
    let length = field.name.chars().count();
    match nearest {
        // A name without a common letter is another word.
        Some((distance, name)) if distance <= length.max(3) / 3 && distance < length => {
            format!(
                "{wanted}: did you mean `{name}`? (`#[record(name = \"{name}\")]` before the field says so)"
            )
        }
        _ => {
            let known: Vec<String> = names.iter().take(10).map(|name| format!("`{name}`")).collect();
            let more = if names.len() > 10 { ", .." } else { "" };
            format!("{wanted}; the file has {}{more}", known.join(", "))
        }
    }
}

//! Which column of the file each field is.
//!
//! Invariant: every mistake in the header is reported, before the first row is read.

use std::collections::{HashMap, HashSet};

use super::options::Csv;
use crate::error::ErrorKind;
use crate::records::Field;
use crate::text::shown;
use crate::{Error, Result};

/// Returns the number of the column of each field.
pub(super) fn columns(csv: &Csv, names: &[String], fields: &[Field]) -> Result<Vec<usize>> {
    let mut problems = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut twice: HashSet<&str> = HashSet::new();
    for (at, name) in names.iter().enumerate() {
        if *known.entry(name).or_insert(at) != at && twice.insert(name) {
            problems.push(format!("the column {} is there twice", shown(name)));
        }
    }
    let mut columns = Vec::new();
    for field in fields {
        match known.get(field.name) {
            Some(column) => columns.push(*column),
            None => problems.push(missing(field, names)),
        }
    }
    if csv.strict {
        let wanted: HashSet<&str> = fields.iter().map(|field| field.name).collect();
        let unknown = names.iter().filter(|name| !wanted.contains(name.as_str()));
        problems.extend(unknown.map(|name| format!("the column {} is no field of the record", shown(name))));
    }
    if problems.is_empty() {
        return Ok(columns);
    }
    Err(Error::of_kind(ErrorKind::Data, format!("{}: {}", csv.name, told(&problems))))
}

/// Returns the first mistakes, and how many more there are.
fn told(problems: &[String]) -> String {
    const MOST: usize = 20;
    let first = problems.iter().take(MOST).cloned().collect::<Vec<_>>().join("; ");
    let more = problems.len().saturating_sub(MOST);
    if more > 0 { format!("{first}; and {more} more") } else { first }
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
            let known: Vec<String> = names.iter().take(10).map(|name| shown(name)).collect();
            let more = if names.len() > 10 { ", .." } else { "" };
            format!("{wanted}; the file has {}{more}", known.join(", "))
        }
    }
}

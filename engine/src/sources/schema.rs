//! Which column of a file each field of a record is: [`match_columns`].
//!
//! Invariant: every mistake is told, before the first row is read.

use std::collections::{HashMap, HashSet};

use crate::error::ErrorKind;
use crate::records::Field;
use crate::text::shown;
use crate::{Error, Result};

/// How many mistakes an error names.
const TOLD: usize = 20;

/// A column that a file has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileColumn {
    /// Its name.
    pub name: String,
    /// The type of its values in the words of the file: `text`, `Int64`.
    pub ty: String,
}

/// Returns the number of the column of each field: for a reader of your own. `fits` says whether the values of the column
/// with a number can be those of a field; with `strict`, a column without a field is a mistake.
///
/// Columns of one name are a mistake even if no field has this name. Columns without a name are one only if a field has no name.
///
/// # Errors
/// A table of all mistakes: the column, what the record wants, and what the file has.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::sources::{FileColumn, match_columns};
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct Trip {
///     fare: f64,
///     tip: Option<f32>,
/// }
///
/// let column = |name: &str, ty: &str| FileColumn { name: name.into(), ty: ty.into() };
/// let file = [column("Tip", "float"), column("fare", "string")];
/// let error = match_columns("trips.db", Trip::FIELDS, &file, |_, at| file[at].ty == "float", false).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "trips.db: 2 columns do not match the record
///   column  wanted       found
///   `fare`  f64          string
///   `tip`   Option<f32>  no such column: did you mean `Tip`? (`#[record(name = \"Tip\")]` before the field says so)"
/// );
/// ```
pub fn match_columns(
    file: &str,
    fields: &[Field],
    columns: &[FileColumn],
    fits: impl Fn(&Field, usize) -> bool,
    strict: bool,
) -> Result<Vec<usize>> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut twice: Vec<&str> = Vec::new();
    for (at, FileColumn { name, .. }) in columns.iter().enumerate() {
        if *known.entry(name).or_insert(at) != at && !twice.contains(&name.as_str()) {
            twice.push(name);
        }
    }
    let mut mistakes = Vec::new();
    let mut matched = Vec::new();
    let mut is_unlike_any = false;
    for field in fields {
        let mistake = match known.get(field.name).and_then(|&at| Some((at, columns.get(at)?))) {
            Some(_) if twice.contains(&field.name) => "two columns of this name".to_owned(),
            Some((at, _)) if fits(field, at) => {
                matched.push(at);
                continue;
            }
            Some((_, column)) => column.ty.clone(),
            None => match nearest(field.name, columns) {
                Some(name) => format!(
                    "no such column: did you mean `{name}`? (`#[record(name = \"{name}\")]` before the field says so)"
                ),
                None => {
                    is_unlike_any = true;
                    "no such column".to_owned()
                }
            },
        };
        mistakes.push([shown(field.name), wanted(field), mistake]);
    }
    let names: HashSet<&str> = fields.iter().map(|field| field.name).collect();
    for name in twice.into_iter().filter(|name| !name.is_empty() && !names.contains(name)) {
        mistakes.push([shown(name), "no field".to_owned(), "two columns of this name".to_owned()]);
    }
    if strict {
        let unknown = columns.iter().filter(|column| !names.contains(column.name.as_str()));
        mistakes
            .extend(unknown.map(|column| [shown(&column.name), "no field".to_owned(), column.ty.clone()]));
    }
    if mistakes.is_empty() {
        return Ok(matched);
    }
    let mut message = format!("{file}: {}", told(mistakes));
    if is_unlike_any {
        message.push_str(&format!("\nthe file has {}", listed(columns)));
    }
    Err(Error::of_kind(ErrorKind::Data, message))
}

/// Returns the type of a field as it is written.
fn wanted(field: &Field) -> String {
    if field.may_be_missing { format!("Option<{}>", field.ty) } else { field.ty.to_owned() }
}

/// Returns the first mistakes as a table, and how many more there are.
fn told(mistakes: Vec<[String; 3]>) -> String {
    let count = mistakes.len();
    let title = if count == 1 {
        "a column does not match the record".to_owned()
    } else {
        format!("{count} columns do not match the record")
    };
    let head = ["column", "wanted", "found"].map(str::to_owned);
    let rows: Vec<[String; 3]> = std::iter::once(head).chain(mistakes.into_iter().take(TOLD)).collect();
    let widest =
        |of: fn(&[String; 3]) -> &str| rows.iter().map(|row| of(row).chars().count()).max().unwrap_or(0);
    let (first, second) = (widest(|[column, ..]| column), widest(|[_, wanted, _]| wanted));
    let mut table = title;
    for [column, wanted, found] in &rows {
        table.push_str(&format!("\n  {column:first$}  {wanted:second$}  {found}"));
    }
    if count > TOLD {
        table.push_str(&format!("\n.. and {} more", count - TOLD));
    }
    table
}

fn listed(columns: &[FileColumn]) -> String {
    let names: Vec<String> = columns.iter().take(10).map(|column| shown(&column.name)).collect();
    let more = if columns.len() > 10 { ", .." } else { "" };
    if names.is_empty() { "no columns".to_owned() } else { format!("{}{more}", names.join(", ")) }
}

/// Returns the name that was probably meant.
fn nearest<'file>(field: &str, columns: &'file [FileColumn]) -> Option<&'file str> {
    let distance = |name: &str| strsim::damerau_levenshtein(&name.to_lowercase(), &field.to_lowercase());
    let names = columns.iter().map(|column| (distance(&column.name), column.name.as_str()));
    let (distance, name) = names.min_by_key(|(distance, _)| *distance)?;
    let length = field.chars().count();
    // A name without a common letter is another word.
    (distance <= length.max(3) / 3 && distance < length).then_some(name)
}

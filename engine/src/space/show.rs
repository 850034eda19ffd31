//! A space as text: a line per hyperparameter.
//!
//! Invariant: columns are aligned, and a hyperparameter that exists only under a condition shows it.

use std::fmt;

use super::space::{Condition, Entry, Space};

impl fmt::Display for Space {
    /// Writes a table: path, distribution or fixed value, condition.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: Vec<[String; 3]> = self.iter().map(row).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let (paths, distributions) = (width(0), width(1));
        rows.iter().try_for_each(|[path, distribution, condition]| {
            let line = format!("{path:paths$}  {distribution:distributions$}  {condition}");
            writeln!(f, "{}", line.trim_end())
        })
    }
}

fn row(entry: &Entry) -> [String; 3] {
    let distribution = match (entry.fixed(), entry.distribution()) {
        (Some(fixed), _) => format!("= {fixed}"),
        (None, Some(distribution)) => distribution.to_string(),
        (None, None) => format!("({})", entry.kind()),
    };
    let conditions: Vec<String> = entry.conditions().iter().map(ToString::to_string).collect();
    let conditions =
        if conditions.is_empty() { String::new() } else { format!("where {}", conditions.join(" and ")) };
    [entry.path().to_owned(), distribution, conditions]
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path().is_empty() {
            return write!(f, "it is {}", self.value());
        }
        write!(f, "{} is {}", self.path(), self.value())
    }
}

//! What each step makes of bad inputs: a clear error, or a result that is finite.
//!
//! The snapshot has the texts of the first case of each line, and of those that are told by a name; of the others, only the properties are
//! checked.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::table::table;

/// Steps that the default features do not have; their texts are not in the snapshot.
const ONLY_PROPERTIES: [&str; 4] = ["DateCycle", "DatePart", "FftMagnitudes", "ParseDate"];

#[test]
fn bad_inputs_have_clear_errors_or_finite_results() {
    let mut told = String::new();
    for line in table() {
        for (number, case) in line.cases.iter().enumerate() {
            let what = format!("case {number} of `{}`", line.name);
            let outcomes = catch_unwind(AssertUnwindSafe(|| case.outcomes()));
            let outcomes = outcomes.unwrap_or_else(|_| panic!("{what} panics"));
            let mut texts: BTreeMap<(&str, String), Vec<&str>> = BTreeMap::new();
            for outcome in outcomes {
                let what = format!("{what}, {}: {}", outcome.phase, outcome.input);
                match &outcome.error {
                    Some(error) => {
                        let has_place = error.chars().any(|character| character.is_ascii_digit());
                        assert!(has_place, "{what}: `{error}` names neither a place nor a number");
                    }
                    None => {
                        assert!(outcome.is_finite || outcome.passes_on, "{what}: the result is not finite");
                    }
                }
                let text = outcome.error.unwrap_or_else(|| "a result".into());
                texts.entry((outcome.phase, text)).or_default().push(outcome.input);
            }
            let is_told = number == 0 || case.told_as().is_some();
            if is_told && !ONLY_PROPERTIES.contains(&line.name) {
                let _ = writeln!(told, "{}{}", line.name, case.told_as().unwrap_or_default());
                for ((phase, text), inputs) in texts {
                    let _ = writeln!(told, "  {phase} {}: {text}", inputs.join(", "));
                }
            }
        }
    }
    insta::assert_snapshot!("bad_inputs", told);
}

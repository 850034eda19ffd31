//! The laws of every step.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::super::same_bits;
use super::case::{Case, Check, OutOf, Outcome, reloaded, saved};
use super::table::table;
use super::values::Values;
use crate::save::Save;
use crate::shape::check::infer;
use crate::shape::{Sizes, Targets};
use crate::step::{Features, Fit, Step, output_features};

#[test]
fn every_step_obeys_the_laws() {
    for line in table() {
        for (number, case) in line.cases.iter().enumerate() {
            let checked = catch_unwind(AssertUnwindSafe(|| case.laws()));
            assert!(checked.is_ok(), "case {number} of `{}` breaks a law: see the panic before", line.name);
        }
    }
}

#[track_caller]
fn close(what: &str, found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        let is_close = (found - expected).abs() <= tolerance * (1.0 + expected.abs());
        assert!(
            is_close || found.to_bits() == expected.to_bits(),
            "{what}: number {at} is {found}, not {expected}"
        );
    }
}

impl<S, X, Y> Case<S, X, Y>
where
    S: Fit<X, Y>,
    X: Values,
    Y: Values,
    S::Fitted: Save,
    OutOf<S, X>: Values,
{
    /// `fit_transform` is `fit`, then `transform`; neither changes its input.
    fn fit_and_transform_are_one(&self, fitted: &S::Fitted, out: &OutOf<S, X>) {
        let (x, y) = ((self.x)(self.rows), (self.y)(self.rows));
        let (again, both) =
            self.within_run(|context| self.step.fit_transform(x.clone(), y.clone(), context)).expect("fits");
        assert!(saved(&again) == saved(fitted), "the fits differ");
        assert!(self.acts_while_fitting || both.bits() == out.bits(), "`fit_transform` has another result");
        assert!(x.bits() == (self.x)(self.rows).bits(), "the input has changed");
    }

    /// A model file holds all of a fitted step.
    fn a_loaded_step_is_the_saved_one(&self, fitted: &S::Fitted, out: &OutOf<S, X>) {
        let again = reloaded(fitted);
        assert!(saved(&again) == saved(fitted), "a loaded step saves other bytes");
        let loaded = self.transform(&again, (self.x)(self.rows)).expect("the saved one did");
        assert!(loaded.bits() == out.bits(), "a loaded step has another result");
    }

    /// The output has the axes that the signature promises, and the names that the step gives.
    fn the_output_is_as_promised(&self, fitted: &S::Fitted, out: &OutOf<S, X>) {
        let (x, y) = ((self.x)(self.rows), (self.y)(self.rows));
        let targets = y.shapes();
        let given = if targets.is_empty() { Targets::None } else { Targets::Given(&targets) };
        let promised = infer(&S::SIGNATURE, &x.shapes(), given, 1);
        assert!(promised.mismatch().is_none(), "the signature does not accept the input: {promised:?}");
        let sizes = Sizes::for_shapes(promised.outputs());
        let returned = out.lengths();
        if out.rows() == x.rows() {
            assert_eq!(promised.output_count(), returned.len());
        }
        for (promised, returned) in promised.outputs().iter().zip(&returned) {
            assert!(promised.check(returned, &sizes).is_ok(), "promised {promised}, returned {returned:?}");
        }
        let names = output_features::<S>(fitted, &x.features());
        let widths = returned.iter().map(|lengths| lengths.iter().skip(1).product::<usize>());
        for (names, width) in names.iter().zip(widths) {
            let names = names.names().unwrap_or_else(|| panic!("{width} features have no names"));
            assert_eq!(names.len(), width, "{names:?}");
        }
        if let Some(taken) = S::features_in(fitted) {
            assert_eq!(x.features().iter().filter_map(Features::width).sum::<usize>(), taken);
        }
    }

    /// Rows have the same bits alone and together, and mean the same in each layout of memory.
    fn rows_are_independent(&self, fitted: &S::Fitted, out: &OutOf<S, X>) {
        let x = (self.x)(self.rows);
        for (layout, other) in x.layouts() {
            assert!(other.meaning() == x.meaning(), "{layout}: not the same input");
            let found = self.transform(fitted, other.clone()).expect("the same values");
            assert!(found.meaning() == out.meaning(), "{layout}: another result");
            let refitted = self.fit(other, (self.y)(self.rows)).expect("the same values");
            let found = self.transform(&refitted, x.clone()).expect("the same values");
            close(layout, &found.numbers(), &out.numbers(), self.tolerance);
        }
        if !<S as Step>::ROWWISE {
            return;
        }
        let row = |row: usize| self.transform(fitted, x.part(row..row + 1)).expect("a row of the whole");
        let rows = OutOf::<S, X>::stack((0..self.rows).map(row).collect());
        assert!(rows.bits() == out.bits(), "rows alone have another result");
        let none = self.transform(fitted, x.part(0..0)).expect("no rows");
        assert_eq!(none.rows(), 0);
    }

    /// A step that learns from batches learns the same from batches, and from parts that are merged.
    fn parts_make_the_whole(&self, fitted: &S::Fitted, out: &OutOf<S, X>) {
        let (x, y) = ((self.x)(self.rows), (self.y)(self.rows));
        self.within_run(|context| {
            for in_parallel in [false, true] {
                let Some(mut learning) = self.step.learning(context).expect("starts") else { return };
                let cuts = [0, 5, 5, 16, self.rows];
                let parts =
                    || cuts.windows(2).map(|pair| (x.part(pair[0]..pair[1]), y.part(pair[0]..pair[1])));
                for _ in 0..learning.passes() {
                    if in_parallel {
                        learning.update_parts(parts().collect(), context).expect("learns");
                    } else {
                        parts().try_for_each(|(x, y)| learning.update(x, y, context)).expect("learns");
                    }
                    if !learning.end_pass(context).expect("ends") {
                        break;
                    }
                }
                let learned = learning.finish(context).expect("finishes");
                let found = self.transform(&learned, x.clone()).expect("the whole did");
                close("parts", &found.numbers(), &out.numbers(), self.tolerance);
                if x.features().first().and_then(Features::width).is_some() {
                    assert_eq!(S::features_in(&learned), S::features_in(fitted));
                }
            }
        });
    }

    /// A fit and a transform have the same bits on 1, 2 and 8 threads.
    fn threads_do_not_matter(&self) {
        same_bits(|| {
            let (x, y) = ((self.x)(self.many), (self.y)(self.many));
            let fitted = self.fit(x.clone(), y).expect("many rows");
            let out = self.transform(&fitted, x).expect("the same rows");
            // A number, so that a failure does not print the file.
            (fnv(saved(&fitted)), fnv(out.bits().into_iter().flat_map(u64::to_le_bytes)))
        });
    }
}

fn fnv(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

impl<S, X, Y> Check for Case<S, X, Y>
where
    S: Fit<X, Y>,
    X: Values,
    Y: Values,
    S::Fitted: Save,
    OutOf<S, X>: Values,
{
    fn laws(&self) {
        let fitted = self.fit((self.x)(self.rows), (self.y)(self.rows)).expect("fits");
        let out = self.transform(&fitted, (self.x)(self.rows)).expect("the rows of the fit");
        self.fit_and_transform_are_one(&fitted, &out);
        self.a_loaded_step_is_the_saved_one(&fitted, &out);
        self.the_output_is_as_promised(&fitted, &out);
        self.rows_are_independent(&fitted, &out);
        self.parts_make_the_whole(&fitted, &out);
        self.threads_do_not_matter();
    }

    fn told_as(&self) -> Option<&'static str> {
        self.told_as
    }

    fn outcomes(&self) -> Vec<Outcome> {
        let (x, y) = ((self.x)(self.rows), (self.y)(self.rows));
        let fitted = self.fit(x.clone(), y.clone()).expect("fits");
        let outcome = |phase, input, result: crate::Result<OutOf<S, X>>| Outcome {
            phase,
            input,
            is_finite: result.as_ref().is_ok_and(|out| out.numbers().iter().all(|number| number.is_finite())),
            error: result.err().map(|error| error.to_string()),
            passes_on: self.passes_on,
        };
        let mut outcomes = Vec::new();
        for (input, wrong) in x.wrong() {
            let targets = y.part(0..wrong.rows().min(y.rows()));
            let fit = self.within_run(|context| {
                let (_, out) = self.step.fit_transform(wrong.clone(), targets, context)?;
                Ok(out)
            });
            outcomes.push(outcome("fit", input, fit));
            outcomes.push(outcome("new", input, self.transform(&fitted, wrong)));
        }
        outcomes
    }
}

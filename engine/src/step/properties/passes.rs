//! The order of passes, and the calls of a fit in progress.

use ndarray::{ArcArray1, array};

use crate::shape::Signature;
use crate::step::{Context, Fit, Learn, Learner, Mergeable, PartialFit, Run, Step, Transform};
use crate::{Error, Phase, Result};

/// Counts in the first pass, and sums the values above that count in the second; it may then ask for more passes.
struct Twice {
    asks_always: bool,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Seen {
    pass: usize,
    count: usize,
    sum: f64,
}

impl Step for Twice {
    type Fitted = Seen;
    const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
}

impl Transform<ArcArray1<f64>> for Seen {
    type Out = ArcArray1<f64>;
    fn transform(&self, x: ArcArray1<f64>) -> Result<ArcArray1<f64>> {
        Ok(x * self.sum)
    }
}

impl Mergeable for Twice {}

impl Learn<ArcArray1<f64>> for Twice {
    type State = Seen;

    fn passes(&self) -> usize {
        2
    }

    fn start(&self, _: &Context<'_>) -> Result<Seen> {
        Ok(Seen::default())
    }

    fn part(&self, state: &Seen, _: &Context<'_>) -> Result<Seen> {
        Ok(if state.pass == 0 { Seen::default() } else { Seen { sum: 0.0, ..state.clone() } })
    }

    fn update(&self, state: &mut Seen, x: ArcArray1<f64>, (): (), _: &Context<'_>) -> Result<()> {
        if x.iter().any(|value| value.is_nan()) {
            return Err(Error::new(format!("NaN among {} values", x.len())));
        }
        match state.pass {
            0 => state.count += x.len(),
            _ => state.sum += x.iter().filter(|&&value| value > state.count as f64).sum::<f64>(),
        }
        Ok(())
    }

    fn merge(&self, earlier: &mut Seen, later: Seen) -> Result<()> {
        match earlier.pass {
            0 => earlier.count += later.count,
            _ => earlier.sum += later.sum,
        }
        Ok(())
    }

    fn end_pass(&self, state: &mut Seen, _: &Context<'_>) -> Result<bool> {
        state.pass += 1;
        Ok(self.asks_always || state.pass < 2 && state.count > 1)
    }

    fn finish(&self, state: Seen, _: &Context<'_>) -> Result<Seen> {
        if state.count == 0 { Err(Error::new("no values")) } else { Ok(state) }
    }
}

fn with_context<T>(work: impl FnOnce(&Context<'_>) -> T) -> T {
    let run = Run::new();
    work(&Context::root(&run, "test", Phase::Fit))
}

fn values() -> [ArcArray1<f64>; 3] {
    [array![1.0, 7.0].into_shared(), array![].into_shared(), array![9.0, 2.0].into_shared()]
}

#[test]
fn a_step_of_two_passes_learns_the_same_from_everything_from_batches_and_from_parts() {
    with_context(|context| {
        let step = Twice { asks_always: true };
        let all = array![1.0, 7.0, 9.0, 2.0].into_shared();
        let whole = step.fit(all.clone(), (), context).expect("fits");
        assert_eq!(whole, Seen { pass: 2, count: 4, sum: 16.0 });
        assert_eq!(step.fit_transform(all, (), context).expect("fits").0, whole);
        for in_parts in [false, true] {
            let mut learning = step.learning(context).expect("starts").expect("learns from batches");
            let mut passes = 0;
            loop {
                if in_parts {
                    learning.update_parts(values().map(|x| (x, ())).into(), context).expect("learns");
                } else {
                    values().into_iter().try_for_each(|x| learning.update(x, (), context)).expect("learns");
                }
                passes += 1;
                if !learning.end_pass(context).expect("ends") {
                    break;
                }
            }
            assert_eq!((passes, learning.finish(context).expect("finishes")), (2, whole.clone()));
        }
    });
}

#[test]
fn a_step_that_has_learned_enough_asks_for_no_other_pass() {
    with_context(|context| {
        let fitted = Twice { asks_always: false }.fit(array![3.0].into_shared(), (), context);
        assert_eq!(fitted.expect("fits"), Seen { pass: 1, count: 1, sum: 0.0 });
    });
}

#[test]
fn a_pass_too_few_or_too_many_is_an_error() {
    with_context(|context| {
        let step = Twice { asks_always: true };
        let start = || step.learning(context).expect("starts").expect("learns from batches");
        let one = || array![3.0].into_shared();

        let mut open = start();
        open.update(one(), (), context).expect("learns");
        let error = open.finish(context).expect_err("a pass is missing");
        assert!(error.message().contains("another pass over the rows after 1 of at most 2"), "{error}");

        let mut between = start();
        between.update(one(), (), context).expect("learns");
        assert!(between.end_pass(context).expect("ends"));
        assert!(
            between
                .finish(context)
                .expect_err("a pass is missing")
                .message()
                .contains("after 1 of at most 2")
        );

        let mut complete = start();
        for wanted in [true, false, false] {
            assert_eq!(complete.end_pass(context).expect("ends"), wanted);
        }
        let error = complete.update(one(), (), context).expect_err("no pass is open");
        assert!(error.message().contains("complete after 2 of at most 2 passes"), "{error}");
        assert_eq!(complete.finish(context).expect_err("no rows").message(), "no values");
    });
}

#[test]
fn the_error_of_the_first_part_wins() {
    with_context(|context| {
        let step = Twice { asks_always: true };
        let mut learning = step.learning(context).expect("starts").expect("learns from batches");
        let part = |length: usize| {
            let mut x = ArcArray1::zeros(length);
            x[0] = f64::NAN;
            (x, ())
        };
        let parts = (1..9).map(part).collect();
        let error = learning.update_parts(parts, context).expect_err("each part has a NaN");
        assert_eq!(error.message(), "NaN among 1 values");
    });
}

#[test]
fn a_stateless_step_needs_no_pass_and_does_not_change() {
    use crate::steps::Concat;
    type Inputs = [ndarray::ArcArray2<f64>; 2];
    fn asked<S: Learner>(_: &S) {}
    asked(&Concat);
    with_context(|context| {
        let mut learning =
            Fit::<Inputs>::learning(&Concat, context).expect("starts").expect("learns from batches");
        assert_eq!(learning.passes(), 0);
        learning.update(Inputs::default(), (), context).expect("is not looked at");
        assert_eq!(learning.finish(context).expect("needs no rows"), Concat);
        PartialFit::<Inputs>::partial_fit(&Concat, &mut Concat.clone(), Inputs::default(), (), context)
            .expect("nothing to do");
    });
}

#[test]
fn a_step_that_needs_all_rows_says_so() {
    use crate::steps::LogisticRegression;
    type Labels = ArcArray1<u8>;
    with_context(|context| {
        let step = LogisticRegression::<2>::default();
        let learning = Fit::<ndarray::ArcArray2<f64>, Labels>::learning(&step, context);
        assert!(learning.expect("no error").is_none());
        let (x, y) = (array![[0.0], [1.0]].into_shared(), array![0_u8, 1].into_shared());
        let mut fitted = step.fit(x.clone(), y.clone(), context).expect("fits");
        let error = step.update_fitted(&mut fitted, x, y, context).expect_err("no `resume`");
        assert!(error.message().contains("cannot learn from more rows"), "{error}");
    });
}

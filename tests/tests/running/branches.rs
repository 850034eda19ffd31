//! Independent branches run in parallel: otherwise two steps that wait for each other would wait forever.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::*;

/// A meeting point of two steps, with a time limit.
#[derive(Debug, Default)]
struct Meeting {
    present: Mutex<usize>,
    arrived: Condvar,
}

impl Meeting {
    /// Whether the other step arrived.
    fn wait(&self) -> bool {
        let mut present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        *present += 1;
        self.arrived.notify_all();
        let wait =
            self.arrived.wait_timeout_while(present, Duration::from_secs(20), |present| *present % 2 == 1);
        wait.is_ok_and(|(_, timeout)| !timeout.timed_out())
    }
}

/// Meets another step, in the phases that were chosen.
#[derive(Debug, Clone, Default)]
struct Meet {
    fitting: Option<Arc<Meeting>>,
    predicting: Option<Arc<Meeting>>,
}

fn meet(meeting: Option<&Arc<Meeting>>) -> Result<()> {
    match meeting {
        Some(meeting) if !meeting.wait() => Err(Error::new("the other branch did not run")),
        _ => Ok(()),
    }
}

#[step("[n, d] -> [n, d]")]
impl Meet {
    fn fit(&self, _: ArrayView2<'_, f32>) -> Result<FittedMeet> {
        meet(self.fitting.as_ref())?;
        Ok(FittedMeet { predicting: self.predicting.clone() })
    }
}

#[derive(Debug, Clone)]
struct FittedMeet {
    predicting: Option<Arc<Meeting>>,
}

#[step]
impl FittedMeet {
    fn transform(&self, x: Array2<f32>) -> Result<Array2<f32>> {
        meet(self.predicting.as_ref())?;
        Ok(x)
    }
}

pipeline! {
    Branches(x: f32[n, d]) -> f32[n, d] {
        left = x |> Meet;
        right = x |> Meet;
        [left, right] |> Sum
    }

    /// The branches are one level down, in two pipelines.
    Deeper(x: f32[n, d]) -> f32[n, d] {
        left = x |> One;
        right = x |> One;
        [left, right] |> Sum
    }

    One(x: f32[n, d]) -> f32[n, d] {
        x |> OneMore |> Meet |> Times
    }
}

/// Both steps, and their meeting point.
fn pair() -> (Meet, Meet) {
    let (fitting, predicting) = (Some(Arc::default()), Some(Arc::default()));
    let meet = Meet { fitting, predicting };
    (meet.clone(), meet)
}

#[test]
fn while_fitting_and_while_predicting() -> Result<()> {
    let run = Run::new().threads(2)?;
    let (left, right) = pair();
    let pipeline = Branches { left, right, output: Sum };
    let model = pipeline.fit_with(&run, table(MANY, 2))?;
    model.predict_with(&run, table(MANY * 4, 2))?;
    pipeline.fit_transform_with(&run, table(MANY, 2))?;
    Ok(())
}

#[test]
fn in_nested_pipelines() -> Result<()> {
    let run = Run::new().threads(2)?;
    let (left, right) = pair();
    let mut pipeline = Deeper::default();
    pipeline.left.output.meet = left;
    pipeline.right.output.meet = right;
    let model = pipeline.fit_with(&run, table(MANY, 2))?;
    model.predict_with(&run, table(MANY * 4, 2))?;
    Ok(())
}

#[test]
fn the_timeline_shows_it() -> Result<()> {
    let timeline = Arc::new(Timeline::new());
    let run = Run::new().threads(2)?.observer(timeline.clone());
    let (left, right) = pair();
    Branches { left, right, output: Sum }.fit_with(&run, table(MANY, 2))?;
    assert!(timeline.side_by_side("branches.left", "branches.right"));
    Ok(())
}

//! Steps that hold resources: opened once before any step runs, shared by all threads, released in reverse order,
//! also after an error or a panic.

mod batches;
mod ends;
mod metas;
mod opened;

use std::sync::{Arc, Mutex};

use shapeflow::prelude::*;
use shapeflow::step::{CancelToken, Holds, Opening};
use shapeflow::{ErrorKind, Phase};
use shapeflow_tests::steps::*;
use shapeflow_tests::table;

/// What happened, in order.
#[derive(Debug, Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn write(&self, line: String) {
        self.0.lock().expect("no panic").push(line);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().expect("no panic"))
    }
}

/// A device that is open until it is dropped.
struct Handle {
    name: String,
    log: Log,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.log.write(format!("close {}", self.name));
    }
}

impl Handle {
    fn open(log: &Log, opening: &Opening<'_>) -> Self {
        let name = opening.context().path();
        log.write(format!("open {name}"));
        Self { name, log: log.clone() }
    }

    /// Records a use by the step of the context.
    fn used(context: &Context<'_>, verb: &str) -> Result<()> {
        let handle: &Self = context.resource()?;
        handle.log.write(format!("{verb} {} for {}", handle.name, context.path()));
        Ok(())
    }
}

/// The failure while a device is opened.
#[derive(Debug, Clone, Default)]
enum Mishap {
    #[default]
    None,
    Error,
    Panic,
    Cancels(CancelToken),
}

/// Passes its input on, with a device.
#[derive(Debug, Clone, Default)]
struct Device {
    log: Log,
    mishap: Mishap,
}

impl Stateless for Device {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Holds for Device {
    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        match &self.mishap {
            Mishap::None => {}
            Mishap::Error => return Err(Error::new("no such device")),
            Mishap::Panic => panic!("short circuit"),
            Mishap::Cancels(token) => token.cancel(),
        }
        let handle = Handle::open(&self.log, opening);
        opening.keep(handle);
        Ok(())
    }

    fn open_fitted(fitted: &Self, opening: &mut Opening<'_>) -> Result<()> {
        fitted.open(opening)
    }
}

impl Transform<ArcArray2<f32>> for Device {
    type Out = ArcArray2<f32>;

    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        self.transform_with(x, &Context::root(&Run::new(), "", Phase::Predict))
    }

    fn transform_with(&self, x: ArcArray2<f32>, context: &Context<'_>) -> Result<ArcArray2<f32>> {
        Handle::used(context, "use")?;
        Ok(x)
    }
}

/// Learns with a device, and needs none to predict unless `predicts`.
#[derive(Debug, Clone, Default)]
struct Trained {
    log: Log,
    predicts: bool,
}

impl Step for Trained {
    type Fitted = Trained;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Holds for Trained {
    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        let handle = Handle::open(&self.log, opening);
        opening.keep(handle);
        Ok(())
    }

    fn open_fitted(fitted: &Self, opening: &mut Opening<'_>) -> Result<()> {
        if fitted.predicts { fitted.open(opening) } else { Ok(()) }
    }
}

impl Fit<ArcArray2<f32>> for Trained {
    fn fit(&self, _: ArcArray2<f32>, (): (), context: &Context<'_>) -> Result<Self> {
        Handle::used(context, "train")?;
        Ok(self.clone())
    }
}

impl Transform<ArcArray2<f32>> for Trained {
    type Out = ArcArray2<f32>;

    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x)
    }

    fn transform_with(&self, x: ArcArray2<f32>, context: &Context<'_>) -> Result<ArcArray2<f32>> {
        if self.predicts {
            Handle::used(context, "use")?;
        }
        Ok(x)
    }
}

/// Fails if it is set to.
#[derive(Debug, Clone, Default)]
struct Fails(Mishap);

impl Stateless for Fails {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Transform<ArcArray2<f32>> for Fails {
    type Out = ArcArray2<f32>;

    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        match &self.0 {
            Mishap::None => {}
            Mishap::Error => return Err(Error::new("a row is odd")),
            Mishap::Panic => panic!("a row is odd"),
            Mishap::Cancels(token) => token.cancel(),
        }
        Ok(x)
    }
}

pipeline! {
    Chain(x: f32[n, d]) -> f32[n, d] {
        a = x |> Device;
        b = a |> Fails |> Device;
        learnt = b |> Trained;
        learnt |> Device
    }
}

/// A chain that writes into one log.
fn chain() -> (Log, Chain) {
    let (log, mut chain) = (Log::default(), Chain::default());
    for device in [&mut chain.a, &mut chain.b.device, &mut chain.output] {
        device.log = log.clone();
    }
    chain.learnt.log = log.clone();
    (log, chain)
}

//! Choices and declared sizes together with `through`, caches, resources, batches and model files.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use shapeflow::cache::Store;
use shapeflow::step::{Holds, Opening};
use shapeflow::steps::FittedStandardScaler;
use shapeflow_tests::bits;

use super::*;

static OPEN: AtomicUsize = AtomicUsize::new(0);

/// Held by a test that opens devices, so that only its own are counted.
static ALONE: Mutex<()> = Mutex::new(());

/// A device that is open while it is needed.
struct Device;

impl Device {
    fn open() -> Self {
        OPEN.fetch_add(1, Ordering::SeqCst);
        Self
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        OPEN.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Doubles on a device.
#[derive(Debug, Clone, Default)]
pub(crate) struct OnDevice;

impl Stateless for OnDevice {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Save for OnDevice {
    const VERSION: u32 = 1;
    fn save(&self, _: &mut Writer<'_>) -> Result<()> {
        Ok(())
    }
    fn load(_: &mut Reader<'_>) -> Result<Self> {
        Ok(Self)
    }
}

impl Holds for OnDevice {
    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        opening.keep(Device::open());
        Ok(())
    }
    fn open_fitted(fitted: &Self, opening: &mut Opening<'_>) -> Result<()> {
        fitted.open(opening)
    }
}

impl Transform<ArcArray2<f32>> for OnDevice {
    type Out = ArcArray2<f32>;
    fn transform(&self, _: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Err(Error::new("a device is needed"))
    }
    fn transform_with(&self, x: ArcArray2<f32>, context: &Context<'_>) -> Result<ArcArray2<f32>> {
        let _: &Device = context.resource()?;
        Ok(x.mapv(|x| 2.0 * x).into_shared())
    }
}

/// The first columns.
#[derive(Debug, Clone, PartialEq, Default, Hyperparameters)]
pub(crate) struct FirstColumns {
    columns: usize,
}

impl Stateless for FirstColumns {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, columns] where columns <= d", &[]);
}

impl Save for FirstColumns {
    const VERSION: u32 = 1;
    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("columns", &self.columns)
    }
    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self { columns: state.field("columns")? })
    }
}

impl Transform<ArcArray2<f32>> for FirstColumns {
    type Out = ArcArray2<f32>;
    fn transform(&self, mut x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        x.slice_axis_inplace(Axis(1), (..self.columns.min(x.ncols())).into());
        Ok(x)
    }
}

pipeline! {
    /// Learns with early stopping on features that are searched.
    pub Searched(x: f32[n, 6], extra: f32[n, 4]) fit(
        y: u8[n], weight: f32[n], check: f32[m, 6], check_extra: f32[m, 4], check_y: u8[m],
    ) -> (f32[n, 2], low: f32[n, k]) {
        size k in 1..=3 = 2;
        low      = x |> choose { pca: SizedPca { components: k }, default first: FirstColumns { columns: k } };
        handled  = extra |> choose { plain: StandardScaler, device: OnDevice, none: optional MinMaxScaler };
        features = [low, handled] |> Concat |> Frame;
        held     = (check, check_extra) |> through(features);
        probs    = features |> SgdClassifier<2> { patience: 3, epochs: 40 }.fit(y, weight, held, check_y);
        (probs, low)
    }

    /// Nothing but a frame.
    pub Frame(x: f32[n, w]) -> f32[n, w] { x |> StandardScaler }
}

struct Data {
    x: Array2<f32>,
    extra: Array2<f32>,
    y: Array1<u8>,
    weight: Array1<f32>,
}

/// Rows whose class is the sign of the first column of `x` plus that of `extra`.
fn rows(count: usize, seed: u64) -> Data {
    let (x, extra) = (noise(count, 6, seed), noise(count, 4, seed + 1));
    let y = Array1::from_shape_fn(count, |row| u8::from(x[[row, 0]] + extra[[row, 0]] > 0.0));
    Data { x, extra, y, weight: Array1::from_shape_fn(count, |row| 0.5 + (row % 3) as f32) }
}

fn fitted(pipeline: &Searched, run: &Run) -> Result<SearchedFitted> {
    let (all, check) = (rows(90, 1), rows(30, 7));
    pipeline.fit_with(run, &all.x, &all.extra, &all.y, &all.weight, &check.x, &check.extra, &check.y)
}

/// Every arm of both choices, with sizes of their own.
const SETTINGS: [&str; 4] = [
    "k = 2\nlow = \"first\"\nhandled = \"plain\"",
    "k = 3\nlow = \"pca\"\nlow.pca.whiten = true\nhandled = \"device\"",
    "k = 1\nlow = \"pca\"\nhandled = \"none\"\nhandled.none = false",
    "k = 2\nlow = \"first\"\nhandled = \"none\"\nhandled.none = true",
];

#[test]
fn every_arm_and_size_learns_predicts_is_saved_and_comes_from_a_cache() -> Result<()> {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = std::env::temp_dir().join(format!("shapeflow-chosen-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let cached = Run::new().threads(2)?.cache(Store::open(folder.join("cache"))?);
    let new = rows(20, 3);
    for setting in SETTINGS {
        let pipeline = Searched::default().with(&setting.parse()?)?;
        let model = fitted(&pipeline, &Run::new())?;
        let expected = model.predict(&new.x, &new.extra)?;
        assert_eq!(expected.low.ncols().to_string(), setting[4..5]);
        for _ in 0..2 {
            let again = fitted(&pipeline, &cached)?.predict_with(&cached, &new.x, &new.extra)?;
            assert_eq!(
                (bits(&again.probs), bits(&again.low)),
                (bits(&expected.probs), bits(&expected.low)),
                "{setting}"
            );
        }
        let file = folder.join("model.safetensors");
        model.save(&file)?;
        let loaded = Searched::load(&file)?.predict(&new.x, &new.extra)?;
        assert_eq!(bits(&loaded.probs), bits(&expected.probs), "{setting}");
    }
    std::fs::remove_dir_all(folder)?;
    assert_eq!(OPEN.load(Ordering::SeqCst), 0, "every device is released");
    Ok(())
}

#[test]
fn a_validation_set_is_transformed_by_exactly_the_fitted_steps() -> Result<()> {
    let pipeline = Searched::default().with(&SETTINGS[0].parse()?)?;
    let (all, check) = (rows(90, 1), rows(30, 7));
    let model = fitted(&pipeline, &Run::new())?;
    // By hand: the steps one after the other.
    let run = Run::new();
    let context = Context::root(&run, "by_hand", Phase::Predict);
    let side_by_side = |data: &Data| -> Result<_> {
        let low = data.x.slice_axis(Axis(1), (..2).into()).to_shared();
        let extra = fit_scaler(&all.extra)?.transform(data.extra.to_shared())?;
        Concat.transform([low, extra])
    };
    let features = side_by_side(&all)?;
    let scaler = StandardScaler::default().fit(features.clone(), (), &context)?;
    let held = scaler.transform(side_by_side(&check)?)?;
    let lesson = (all.y.to_shared(), all.weight.to_shared(), held, check.y.to_shared());
    let root = Context::root(&run, "searched", Phase::Fit);
    let sgd = pipeline.probs.fit(scaler.transform(features)?, lesson, &root.node("probs"))?;
    assert_eq!(model.probs.validation_loss(), sgd.validation_loss());
    assert_eq!(model.probs.coefficients(), sgd.coefficients());
    Ok(())
}

fn fit_scaler(x: &Array2<f32>) -> Result<FittedStandardScaler> {
    let run = Run::new();
    StandardScaler::default().fit(x.to_shared(), (), &Context::root(&run, "scaler", Phase::Fit))
}

#[test]
fn a_stream_opens_a_device_once_and_releases_it() -> Result<()> {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let model = Arc::new(fitted(&Searched::default().with(&SETTINGS[1].parse()?)?, &Run::new())?);
    let new = rows(20, 3);
    let batches = shapeflow::batches::Rows::of((new.x.to_shared(), new.extra.to_shared())).by(6)?;
    let streamed =
        model.stream(shapeflow::batches::Source::pass(&batches, 0)?).collect::<Result<Vec<_>>>()?;
    let probs: Vec<u32> = streamed.iter().flat_map(|part| bits(&part.probs)).collect();
    assert_eq!(OPEN.load(Ordering::SeqCst), 0, "the device is released");
    assert_eq!(probs, bits(&model.predict(&new.x, &new.extra)?.probs));
    Ok(())
}

//! A network with one hidden layer: [`Autoencoder`] learns the hidden layer without labels, [`Network`] learns both layers
//! with labels, and can start from a fitted autoencoder.
//!
//! Invariant: an update is one step of gradient descent on the rows that it receives, so `FineTuned` can start from any fitted
//! network.

use rand_core::Rng;
use shapeflow::prelude::*;
use shapeflow::step::Continues;

/// Learns, without labels, `H` numbers from which a partly erased row can be restored: `[n, d] -> [n, H]`.
///
/// A denoising autoencoder (Vincent et al. 2008, *Extracting and composing robust features with denoising
/// autoencoders*), with `max(0, ·)` in the hidden layer and the squared error, by gradient descent on batches.
#[derive(Debug, Clone)]
pub struct Autoencoder<const H: usize> {
    /// The share of the inputs that are erased.
    pub noise: f32,
    /// The learning rate.
    pub length: f32,
    /// The number of epochs.
    pub epochs: usize,
}

impl<const H: usize> Default for Autoencoder<H> {
    fn default() -> Self {
        Self { noise: 0.3, length: 0.1, epochs: 100 }
    }
}

/// A fitted [`Autoencoder`].
#[derive(Debug, Clone)]
pub struct FittedAutoencoder {
    hidden: Layer,
    restored: Layer,
    updates: u64,
}

impl<const H: usize> Step for Autoencoder<H> {
    type Fitted = FittedAutoencoder;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, H] where H >= 1", &[("H", H as i64)]);
    const ROWWISE: bool = true;
}

impl<const H: usize> Continues for Autoencoder<H> {}

impl<const H: usize> Fit<ArcArray2<f32>> for Autoencoder<H> {
    fn fit(&self, x: ArcArray2<f32>, (): (), context: &Context<'_>) -> Result<FittedAutoencoder> {
        let mut random = context.rng();
        let (hidden, restored) =
            (Layer::random(x.ncols(), H, &mut random), Layer::random(H, x.ncols(), &mut random));
        let start = FittedAutoencoder { hidden, restored, updates: 0 };
        let learning = FineTuned::new(self.clone(), start).epochs(self.epochs).batch_size(16);
        learning.fit(x, (), context)
    }

    fn update_fitted(
        &self,
        fitted: &mut FittedAutoencoder,
        x: ArcArray2<f32>,
        (): (),
        context: &Context<'_>,
    ) -> Result<()> {
        let mut random = context.rng();
        random.set_stream(fitted.updates);
        let noisy = x.mapv(|value| if uniform(&mut random) < self.noise { 0.0 } else { value });
        let FittedAutoencoder { hidden, restored, updates } = fitted;
        let code = hidden.of(&noisy.view())?.mapv_into(positive);
        let slopes = (restored.of(&code.view())? - &x) / x.nrows().max(1) as f32;
        let hidden_slopes = behind(restored, &slopes, &code);
        restored.descend(&code.view(), &slopes, self.length);
        hidden.descend(&noisy.view(), &hidden_slopes, self.length);
        *updates += 1;
        hidden.require_finite()
    }
}

impl Transform<ArcArray2<f32>> for FittedAutoencoder {
    type Out = ArcArray2<f32>;

    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(self.hidden.of(&x.view())?.mapv_into(positive).into_shared())
    }
}

/// Learns the probabilities of `C` classes, with `H` hidden units: `[n, d] fit([n]) -> [n, C]`.
///
/// Gradient descent on the cross entropy, in batches; `max(0, ·)` in the hidden layer. It can be updated with more rows, also
/// [`FittedNetwork::of`] layers that were fitted separately.
#[derive(Debug, Clone)]
pub struct Network<const H: usize, const C: usize> {
    /// The learning rate.
    pub length: f32,
    /// The number of epochs.
    pub epochs: usize,
}

impl<const H: usize, const C: usize> Default for Network<H, C> {
    fn default() -> Self {
        Self { length: 0.2, epochs: 300 }
    }
}

/// A fitted [`Network`].
#[derive(Debug, Clone)]
pub struct FittedNetwork {
    hidden: Layer,
    classes: Layer,
}

impl FittedNetwork {
    /// Combines the hidden layer of an encoder and a classifier that was fitted to its codes.
    ///
    /// # Errors
    /// The classifier has another number of columns than the encoder.
    pub fn of(encoder: &FittedAutoencoder, classifier: &FittedLogisticRegression) -> Result<Self> {
        let weights = classifier.coefficients().t().mapv(|weight| weight as f32);
        if weights.nrows() != encoder.hidden.bias.len() {
            return Err(Error::new(format!(
                "the encoder has {} columns, but the classifier was fitted to {}",
                encoder.hidden.bias.len(),
                weights.nrows()
            )));
        }
        let bias = classifier.intercepts().mapv(|weight| weight as f32);
        Ok(Self { hidden: encoder.hidden.clone(), classes: Layer { weights, bias } })
    }
}

impl<const H: usize, const C: usize> Step for Network<H, C> {
    type Fitted = FittedNetwork;
    const SIGNATURE: Signature =
        Signature::new("[n, d] fit([n]) -> [n, C] where H >= 1, C >= 2", &[("H", H as i64), ("C", C as i64)]);
    const ROWWISE: bool = true;
}

impl<const H: usize, const C: usize> Continues for Network<H, C> {}

impl<const H: usize, const C: usize> Fit<ArcArray2<f32>, ArcArray1<u8>> for Network<H, C> {
    fn fit(&self, x: ArcArray2<f32>, y: ArcArray1<u8>, context: &Context<'_>) -> Result<FittedNetwork> {
        let mut random = context.rng();
        let hidden = Layer::random(x.ncols(), H, &mut random);
        let start = FittedNetwork { hidden, classes: Layer::random(H, C, &mut random) };
        let learning = FineTuned::new(self.clone(), start).epochs(self.epochs).batch_size(10);
        learning.fit(x, y, context)
    }

    fn update_fitted(
        &self,
        fitted: &mut FittedNetwork,
        x: ArcArray2<f32>,
        y: ArcArray1<u8>,
        _: &Context<'_>,
    ) -> Result<()> {
        let FittedNetwork { hidden, classes } = fitted;
        let code = hidden.of(&x.view())?.mapv_into(positive);
        let mut slopes = probabilities(classes.of(&code.view())?);
        for (mut row, &class) in slopes.rows_mut().into_iter().zip(&y) {
            let Some(slope) = row.get_mut(usize::from(class)) else {
                return Err(Error::new(format!("expected classes below {C}, got {class}")));
            };
            *slope -= 1.0;
        }
        slopes /= x.nrows().max(1) as f32;
        let hidden_slopes = behind(classes, &slopes, &code);
        classes.descend(&code.view(), &slopes, self.length);
        hidden.descend(&x.view(), &hidden_slopes, self.length);
        hidden.require_finite()
    }
}

impl Transform<ArcArray2<f32>> for FittedNetwork {
    type Out = ArcArray2<f32>;

    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        let code = self.hidden.of(&x.view())?.mapv_into(positive);
        Ok(probabilities(self.classes.of(&code.view())?).into_shared())
    }
}

/// `x W + b`
#[derive(Debug, Clone)]
struct Layer {
    /// `[d, k]`
    weights: Array2<f32>,
    /// `[k]`
    bias: Array1<f32>,
}

impl Layer {
    /// Creates weights with mean 0 and variance `1 / d`.
    fn random(inputs: usize, outputs: usize, random: &mut impl Rng) -> Self {
        let width = (3.0 / inputs.max(1) as f32).sqrt();
        let weights =
            Array2::from_shape_simple_fn((inputs, outputs), || width * (2.0 * uniform(random) - 1.0));
        Self { weights, bias: Array1::zeros(outputs) }
    }

    fn of(&self, x: &ArrayView2<'_, f32>) -> Result<Array2<f32>> {
        if x.ncols() != self.weights.nrows() {
            let (given, expected) = (x.ncols(), self.weights.nrows());
            return Err(Error::new(format!("expected {expected} columns, as in the fit, got {given}")));
        }
        Ok(x.dot(&self.weights) + &self.bias)
    }

    /// Takes a step against the slopes of the outputs for these inputs.
    fn descend(&mut self, x: &ArrayView2<'_, f32>, slopes: &Array2<f32>, length: f32) {
        self.weights.scaled_add(-length, &x.t().dot(slopes));
        self.bias.scaled_add(-length, &slopes.sum_axis(Axis(0)));
    }

    fn require_finite(&self) -> Result<()> {
        if self.weights.iter().chain(&self.bias).all(|weight| weight.is_finite()) {
            return Ok(());
        }
        Err(Error::new("the weights are no longer finite; scale the columns to 0..=1, or take shorter steps"))
    }
}

/// Returns the slopes before a layer, where its input is positive.
fn behind(layer: &Layer, slopes: &Array2<f32>, code: &Array2<f32>) -> Array2<f32> {
    let mut behind = slopes.dot(&layer.weights.t());
    behind.zip_mut_with(code, |slope, &code| *slope = if code > 0.0 { *slope } else { 0.0 });
    behind
}

fn positive(value: f32) -> f32 {
    value.max(0.0)
}

/// Computes the softmax of each row.
fn probabilities(mut scores: Array2<f32>) -> Array2<f32> {
    for mut row in scores.rows_mut() {
        let largest = row.fold(f32::NEG_INFINITY, |largest, &score| largest.max(score));
        row.mapv_inplace(|score| (score - largest).exp());
        let sum = row.sum();
        row /= sum;
    }
    scores
}

/// Returns a number in 0..1.
fn uniform(random: &mut impl Rng) -> f32 {
    (random.next_u32() >> 8) as f32 / (1_u32 << 24) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> (ArcArray2<f32>, ArcArray1<u8>) {
        let x = Array2::from_shape_fn((6, 3), |(row, column)| ((row * 7 + column * 5) % 11) as f32 / 11.0);
        (x.into_shared(), array![0, 1, 1, 0, 1, 0].into_shared())
    }

    /// The cross entropy, in `f64`.
    fn loss(network: &FittedNetwork) -> f64 {
        let (x, y) = rows();
        let probs = network.transform(x).expect("three columns");
        let each =
            probs.rows().into_iter().zip(&y).map(|(row, &class)| -f64::from(row[usize::from(class)]).ln());
        each.sum::<f64>() / 6.0
    }

    #[test]
    fn an_update_goes_against_the_slope_of_the_loss() -> Result<()> {
        let run = Run::new().seed(4);
        let context = Context::root(&run, "test", Phase::Fit);
        let (x, y) = rows();
        let step = Network::<4, 2> { length: 1.0, epochs: 1 };
        let start = step.fit(x.clone(), y.clone(), &context)?;
        let mut next = start.clone();
        step.update_fitted(&mut next, x, y, &context)?;
        let places = [(0, 0), (1, 2), (2, 3)];
        for at in places {
            let slope = |h: f32| {
                let (mut up, mut down) = (start.clone(), start.clone());
                up.hidden.weights[at] += h;
                down.hidden.weights[at] -= h;
                (loss(&up) - loss(&down)) / f64::from(2.0 * h)
            };
            let taken = f64::from(start.hidden.weights[at] - next.hidden.weights[at]);
            assert!((taken - slope(1e-3)).abs() < 1e-3, "{at:?}: {taken} against {}", slope(1e-3));
        }
        assert!(loss(&next) < loss(&start));
        Ok(())
    }

    #[test]
    fn an_autoencoder_restores_better_the_longer_it_learns() -> Result<()> {
        let run = Run::new().seed(4);
        let context = Context::root(&run, "test", Phase::Fit);
        let (x, _) = rows();
        let error = |epochs| -> Result<f32> {
            let step = Autoencoder::<4> { noise: 0.1, epochs, ..Autoencoder::default() };
            let fitted = step.fit(x.clone(), (), &context)?;
            let code = fitted.transform(x.clone())?;
            Ok((fitted.restored.of(&code.view())? - &x).mapv(|value| value * value).sum())
        };
        let (short, long) = (error(1)?, error(2000)?);
        assert!(long < short / 4.0, "{long} after 2000 epochs, {short} after 1");
        Ok(())
    }
}

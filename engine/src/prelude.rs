//! What a user needs: `use shapeflow::prelude::*;`.

pub use ndarray::{
    ArcArray, ArcArray1, ArcArray2, Array, Array0, Array1, Array2, Array3, Array4, ArrayView, ArrayView1,
    ArrayView2, ArrayView3, ArrayView4, Axis, Dimension, Ix0, Ix1, Ix2, Ix3, Ix4, array,
};

pub use crate::graph::Graph;
pub use crate::run::Timeline;
#[cfg(feature = "save")]
pub use crate::save::{Described, PlainState, Save, load_from, save_to};
pub use crate::shape::Signature;
pub use crate::space::{Assignment, Hyperparameters, Space};
pub use crate::step::{Context, Fit, FitOnly, Inverse, Invertible, Run, Stateless, Step, Transform, Value};
pub use crate::steps::*;
pub use crate::{Error, Phase, Result, pipeline, step};

//! Steps that make several columns of one: products and splines.

mod polynomial_features;
mod spline_transformer;

pub use polynomial_features::{FittedPolynomialFeatures, PolynomialFeatures};
pub use spline_transformer::{Extrapolation, FittedSplineTransformer, Knots, SplineTransformer};

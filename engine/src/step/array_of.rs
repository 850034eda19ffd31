//! What an array on an edge is called in messages and in signatures of methods.
//!
//! Invariant: the module is private, and the type has one public path, in `diagnostics`: rustc shortens it to `ArrayOf`
//! only where there is one.

use std::marker::PhantomData;

/// An array with `RANK` axes, as it is called in an error message. It has no values.
///
/// `ArrayOf<f32, 2>` stands for `Array2<f32>`, and for the `ArcArray2<f32>` that flows along an edge.
#[derive(Debug)]
pub struct ArrayOf<Element, const RANK: usize>(PhantomData<fn() -> Element>);

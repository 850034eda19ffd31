//! Images: `[n, h, w]`, one number for each pixel.
//!
//! | file | owns |
//! |---|---|
//! | `patches` | [`Patches`]: the small images inside each image |
//! | `block_means` | [`BlockMeans`]: images in a lower resolution |
//! | `hog` | [`Hog`]: histograms of the directions of edges; `gradients` has the histograms of one image |

mod block_means;
mod gradients;
mod hog;
mod patches;

pub use block_means::BlockMeans;
pub use hog::{BlockNorm, Hog};
pub use patches::Patches;

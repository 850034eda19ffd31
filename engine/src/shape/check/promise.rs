//! Shapes that the user states: a pipeline's promised output, and `expect [n, 24]` for a size known only at run time.
//!
//! Invariant: a size known only at run time is never an error here; the engine compares it with the real array.

use super::inference::Inference;
use super::mismatch::{Mismatch, MismatchKind};
use crate::shape::shape::Shape;
use crate::shape::size::Decision;

/// Compares a shape with the one that the user states. The output has the promised shape, with the user's names for
/// sizes.
///
/// ```
/// use shapeflow::plumbing::{Shape, expect_shape};
/// const FOUND: Shape = Shape::new("[n, 12]", &[]);
/// const _: () = assert!(expect_shape(FOUND, Shape::new("[n, 10]", &[])).is_poison());
/// ```
pub const fn expect_shape(found: Shape, promised: Shape) -> Inference {
    if found.is_poison() || promised.is_poison() {
        return Inference::of_shape(Shape::POISON, false);
    }
    let broken = Inference::of_mismatch(Mismatch::new(MismatchKind::Promise));
    if found.rank() != promised.rank() {
        return broken;
    }
    let mut undecided = false;
    let mut axis = 0;
    while axis < found.rank() {
        let (is, should) = (&found.dims[axis], &promised.dims[axis]);
        let decision = if is.equals(should) {
            Decision::Yes
        } else if is.depends_on_data() || should.depends_on_data() {
            Decision::Unknown
        } else {
            is.decide_equal(should)
        };
        match decision {
            Decision::Yes => {}
            Decision::No => return broken,
            Decision::Unknown => undecided = true,
        }
        axis += 1;
    }
    Inference::of_shape(promised, undecided)
}

/// A stated shape, with the user's names for it.
#[derive(Clone, Copy, Debug)]
pub struct Promise<'a> {
    /// The name of the pipeline that promises the shape; empty for `expect`.
    pub promiser: &'a str,
    /// The value, by the name of its equation.
    pub value: &'a str,
    /// Its shape.
    pub found: Shape,
    /// The promised shape.
    pub promised: Shape,
}

impl Promise<'_> {
    /// Compares the two shapes: [`expect_shape`].
    pub const fn infer(&self) -> Inference {
        expect_shape(self.found, self.promised)
    }
}

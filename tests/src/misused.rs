//! Steps as a user writes them, for the compile-fail cases in `ui/`. They compute nothing.

use shapeflow::prelude::*;

/// A stateless step from `$input` to `$output`.
macro_rules! stateless {
    ($(#[$doc:meta])* $name:ident $(<$constant:ident>)?, $signature:literal, $input:ty => $output:ty) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default)]
        pub struct $name $(<const $constant: usize>)?;

        impl $(<const $constant: usize>)? Stateless for $name $(<$constant>)? {
            const SIGNATURE: Signature = Signature::new($signature, &[$((stringify!($constant), $constant as i64))?]);
        }

        impl $(<const $constant: usize>)? Transform<$input> for $name $(<$constant>)? {
            type Out = $output;

            fn transform(&self, _: $input) -> Result<$output> {
                Err(Error::new("exists to be misused"))
            }
        }
    };
}

stateless!(
    /// The sum of each column of an image.
    ColumnSums, "[n, h, w] -> [n, w]", ArcArray<f32, Ix3> => ArcArray2<f32>
);
stateless!(
    /// The sum of each row of an image.
    RowSums, "[n, h, w] -> [n, h]", ArcArray<f32, Ix3> => ArcArray2<f32>
);
stateless!(
    /// Mean of each square of 2 by 2 pixels.
    MeanPool, "[n, 2*h, 2*w] -> [n, h, w]", ArcArray<f32, Ix3> => ArcArray<f32, Ix3>
);
stateless!(
    /// An image without a frame of `M` pixels.
    Crop<M>, "[n, h, w] -> [n, h - 2*M, w - 2*M]", ArcArray<f32, Ix3> => ArcArray<f32, Ix3>
);
stateless!(
    /// A square image, turned.
    Rotate, "[n, side, side] -> [n, side, side]", ArcArray<f32, Ix3> => ArcArray<f32, Ix3>
);
stateless!(
    /// A network that was trained elsewhere, on rows of 20 numbers.
    PretrainedNet, "[n, 20] -> [n, 4]", ArcArray2<f32> => ArcArray2<f32>
);
stateless!(
    /// Words of a text.
    Tokenize, "[n] -> [n]", ArcArray1<String> => ArcArray1<String>
);
stateless!(
    /// The distance of each row of one table from the same row of the other.
    Distance, "[n, d], [n, d] -> [n]", (ArcArray2<f32>, ArcArray2<f32>) => ArcArray1<f32>
);
stateless!(
    /// Splits an e-mail address into name and domain.
    SplitAddress, "[n] -> [n], [n]", ArcArray1<String> => (ArcArray1<String>, ArcArray1<String>)
);
stateless!(
    /// Numbers as a table of one column.
    ToColumn, "[n] -> [n, 1]", ArcArray1<u8> => ArcArray2<f32>
);

/// A step that learns, against `$target`.
macro_rules! learner {
    (
        $(#[$doc:meta])* $name:ident $(<$constant:ident>)? { $($field:ident: $ty:ty = $default:expr),* }, $fitted:ident,
        $signature:literal, $input:ty, $target:ty => $output:ty
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name $(<const $constant: usize>)? {
            $(#[allow(missing_docs, reason = "the cases only set it")] pub $field: $ty),*
        }

        impl $(<const $constant: usize>)? Default for $name $(<$constant>)? {
            fn default() -> Self {
                Self { $($field: $default),* }
            }
        }

        #[doc = concat!("A fitted [`", stringify!($name), "`].")]
        #[derive(Debug, Clone)]
        pub struct $fitted;

        impl $(<const $constant: usize>)? Step for $name $(<$constant>)? {
            type Fitted = $fitted;
            const SIGNATURE: Signature = Signature::new($signature, &[$((stringify!($constant), $constant as i64))?]);
        }

        impl $(<const $constant: usize>)? Fit<$input, $target> for $name $(<$constant>)? {
            fn fit(&self, _: $input, _: $target, _: &Context<'_>) -> Result<$fitted> {
                Err(Error::new("exists to be misused"))
            }
        }

        impl Transform<$input> for $fitted {
            type Out = $output;

            fn transform(&self, _: $input) -> Result<$output> {
                Err(Error::new("exists to be misused"))
            }
        }
    };
}

learner!(
    /// A linear regression.
    Ridge { alpha: f64 = 1.0 }, FittedRidge,
    "[n, d] fit([n]) -> [n]", ArcArray2<f32>, ArcArray1<f32> => ArcArray1<f32>
);
learner!(
    /// Counts of words, weighted.
    TfIdf { min_count: usize = 1 }, FittedTfIdf,
    "[n] -> [n, vocab]", ArcArray1<String>, () => ArcArray2<f32>
);
learner!(
    /// Numbers for labels.
    LabelEncoder {}, FittedLabelEncoder,
    "[n] -> [n]", ArcArray1<String>, () => ArcArray1<u8>
);

// A macro of the user writes the pipeline; the mistake is in its argument.
// error at `Pca<$components>`
use shapeflow::prelude::*;

macro_rules! compress {
    ($name:ident, $components:literal) => {
        pipeline! {
            $name(image: f32[n, 8, 8]) {
                compressed = image |> Flatten |> Pca<$components>;
                compressed
            }
        }
    };
}

compress!(Small, 8);
compress!(Large, 65);

fn main() {}

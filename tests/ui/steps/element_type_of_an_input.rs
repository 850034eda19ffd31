// An input of whole numbers, which three steps refuse: one mistake, where the input is first taken.
// error at `StandardScaler`
use shapeflow::prelude::*;

pipeline! {
    Kinds(x: i32[n, 4]) fit(kind: u8[n]) -> f64[n, 3] {
        scaled = x |> StandardScaler;
        ranged = x |> MinMaxScaler;
        short  = x |> Pca<2>;
        [scaled, ranged, short] |> Concat |> LogisticRegression<3>.fit(kind)
    }
}

fn main() {}

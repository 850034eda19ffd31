// A value that exists only while fitting is the output.
// error at `codes`
use shapeflow::prelude::*;
use shapeflow_tests::misused::LabelEncoder;

pipeline! {
    Codes(flower: f32[n, 4]) fit(species: String[n]) {
        codes = species |> LabelEncoder;
        scaled = flower |> StandardScaler;
        (scaled, codes)
    }
}

fn main() {}

// A nested pipeline accepts 8x8 images and receives 28x28.
// error at `Vision`
use shapeflow::prelude::*;

pipeline! {
    Vision(image: f32[n, 8, 8]) -> f32[n, 12] {
        features = image |> Flatten |> StandardScaler |> Pca<12>;
        features
    }

    Read(photo: f32[n, 28, 28]) -> f32[n, 12] {
        read = photo |> Vision;
        read
    }
}

fn main() {}

// Seven axes; a shape has up to six.
// error at `[n, time, channel, depth, height, width, colour]`
use shapeflow::prelude::*;

pipeline! {
    Video(clip: f32[n, time, channel, depth, height, width, colour]) {
        rows = clip |> Flatten;
        rows
    }
}

fn main() {}

// Texts as the input of a step for numbers.
// error at `Pca<4>`
use shapeflow::prelude::*;
use shapeflow_tests::misused::Tokenize;

pipeline! {
    Topics(text: String[n]) {
        topics = text |> Tokenize |> Pca<4>;
        topics
    }
}

fn main() {}

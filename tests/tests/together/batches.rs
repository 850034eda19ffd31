//! Forms of the language that can be fitted from batches.

use std::sync::Arc;

use shapeflow::batches::{Rows, Source};
use shapeflow_tests::bits;

use super::*;

pipeline! {
    /// Like `Everything`, with steps that learn from batches.
    pub InBatches(image: f32[n, 4, 6], x: f32[n, d]) fit(word: String[n]) -> (word: String[n], f32[n, 3]) {
        label     = word |> LabelEncoder;
        seen      = image |> Seen;
        (up, low) = x |> Signs;
        scaled    = [up, low] |> Concat |> Retry<StandardScaler>;
        items     = image |> ForEach<MinMaxScaler> |> Flattened<StandardScaler> |> Flatten;
        probs     = [seen, scaled, items] |> Concat |> Epochs<SgdClassifier<3>> { epochs: 8 }.fit(label);
        (probs |> ArgMax |> inverse(label), probs)
    }

    /// Like `Vision`.
    pub Seen(image: f32[n, 4, 6]) -> f32[n, 24] { image |> Flatten |> StandardScaler }
}

#[test]
fn it_learns_continues_and_streams() -> Result<()> {
    let (images, x, words) = data();
    let pipeline = InBatches::default();
    let source = Rows::of((images.to_shared(), x.to_shared(), words.to_shared())).by(13)?;
    let mut model = pipeline.fit_batches(source.clone().shuffled(3))?;
    let predicted = model.predict(&images, &x)?;
    let right = predicted.word.iter().zip(&words).filter(|(given, word)| given == word).count();
    assert!(right > 50, "{right} of 60");

    pipeline.partial_fit(&mut model, &images, &x, &words)?;
    let whole = model.predict(&images, &x)?;
    assert_ne!(bits(&whole.probs), bits(&predicted.probs));

    let batches = Rows::of((images.to_shared(), x.to_shared())).by(7)?;
    let model = Arc::new(model);
    let streamed = model.stream(batches.pass(0)?).collect::<Result<Vec<_>>>()?;
    let words: Vec<String> = streamed.iter().flat_map(|part| part.word.iter().cloned()).collect();
    assert_eq!(words, whole.word.to_vec());
    let probs: Vec<u32> = streamed.iter().flat_map(|part| bits(&part.probs)).collect();
    assert_eq!(probs, bits(&whole.probs));
    Ok(())
}

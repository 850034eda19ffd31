//! Fit, predict, search, draw, save.

use shapeflow::save::load_part;
use shapeflow_tests::bits;

use super::*;

#[test]
fn it_learns_the_classes() -> Result<()> {
    let (images, x, words) = data();
    let (model, given) = Everything::default().fit_transform(&images, &x, &words)?;
    let right = given.word.iter().zip(&words).filter(|(given, word)| given == word).count();
    assert!(right > 50, "{right} of 60");
    let again = model.predict(&images, &x)?;
    assert_eq!(
        (again.word, bits(&again.mean), bits(&again.pair)),
        (given.word, bits(&given.mean), bits(&given.pair))
    );
    Ok(())
}

#[test]
fn the_bits_are_the_same_on_any_number_of_threads() -> Result<()> {
    let (images, x, words) = data();
    let outputs = [1, 2, 5].map(|threads| -> Result<_> {
        let run = Run::new().seed(9).threads(threads)?;
        let model = Everything::default().fit_with(&run, &images, &x, &words)?;
        Ok(bits(&model.predict_with(&run, &images, &x)?.mean))
    });
    let [one, two, five] = outputs;
    let one = one?;
    assert_eq!((&one, &one), (&two?, &five?));
    Ok(())
}

#[test]
fn a_loaded_model_and_its_parts_predict_as_the_saved_one() -> Result<()> {
    let (images, x, words) = data();
    let model = Everything::default().fit(&images, &x, &words)?;
    let file = std::env::temp_dir().join(format!("shapeflow-together-{}.safetensors", std::process::id()));
    model.save(&file)?;
    let (loaded, vision) = (Everything::load(&file), load_part::<VisionFitted>(&file, "seen"));
    std::fs::remove_file(&file)?;
    assert_eq!(bits(&loaded?.predict(&images, &x)?.mean), bits(&model.predict(&images, &x)?.mean));
    assert_eq!(bits(&vision?.predict(&images)?), bits(&model.seen.predict(&images)?));
    Ok(())
}

#[test]
fn a_sampled_assignment_sets_the_pipeline() -> Result<()> {
    use rand_core::SeedableRng as _;
    let space = Everything::space()?;
    let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(4);
    for _ in 0..50 {
        let sample = space.sample(&mut random);
        let set = Everything::default().with(&sample)?;
        for (path, value) in sample.iter() {
            assert_eq!(set.assignment().get(path), Some(value), "{path}");
        }
    }
    let (images, x, words) = data();
    let bare =
        Everything::default().with(&"seen.output.scaler = false\npair.frame.output.attempts = 1".parse()?)?;
    assert!(bare.fit(&images, &x, &words)?.seen.output.scaler.fitted().is_none());
    Ok(())
}

#[test]
fn the_graph_has_every_node_and_its_file_can_be_drawn() {
    let graph = Everything::graph();
    let paths: Vec<String> = graph.nodes().map(|node| node.path.clone()).collect();
    for path in ["seen.output.scaler", "parts.joint.only_fit", "pair.frame.output", "label", "mean"] {
        assert!(paths.iter().any(|found| found == path), "{path} is not among {paths:?}");
    }
    insta::assert_snapshot!(graph.mermaid());
}

//! Random layered graphs as source text: the pipelines of `tests/running/layered_pipelines.rs`.

use std::fmt::Write;

/// The pipelines that are committed.
pub fn file() -> String {
    let mut text = String::from("//! Written by `shapeflow_tests::layered`; do not edit.\n\nuse super::*;\n");
    for (name, seed, layers, width) in
        [("Deep", 1, 12, 2), ("Square", 2, 5, 5), ("Wide", 3, 2, 12), ("Knot", 4, 8, 4)]
    {
        text.push_str(&pipeline(name, seed, layers, width));
    }
    text
}

/// One pipeline of `layers` times `width` equations, each of one to three values of earlier layers.
fn pipeline(name: &str, seed: u64, layers: usize, width: usize) -> String {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut known = vec!["x".to_owned(), "z".to_owned()];
    let mut unused: Vec<String> = known.clone();
    let mut equations = Vec::new();
    for layer in 0..layers {
        let before = known.len();
        for column in 0..width {
            let mut sources: Vec<String> =
                (0..1 + random.below(3)).map(|_| known[random.below(before)].clone()).collect();
            sources.dedup();
            // Values without a use come first.
            if let Some(first) = unused.iter().position(|name| known[..before].contains(name)) {
                sources[0] = unused.remove(first);
            }
            let source = match sources.as_slice() {
                [one] => one.clone(),
                many => format!("[{}] |> Sum |> scale: Times {{ by: 0.5 }}", many.join(", ")),
            };
            let step =
                ["OneMore", "Center", "Jitter", "Times { by: 0.75 }", "Jitter |> Center"][random.below(5)];
            let name = format!("l{layer}_{column}");
            equations.push(format!("        {name} = {source} |> {step};\n"));
            known.push(name.clone());
            unused.push(name);
        }
    }
    random.shuffle(&mut equations);
    let mut text = String::new();
    let _ = write!(
        text,
        "\npipeline! {{\n    pub(super) {name}(x: f32[n, d], z: f32[n, d]) -> f32[n, d] {{\n{}",
        equations.concat()
    );
    let _ = write!(text, "        [{}] |> Sum\n    }}\n}}\n", unused.join(", "));
    text
}

struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

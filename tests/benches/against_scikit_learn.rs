//! Text and sparse steps against scikit-learn: `PYTHON=venv/bin/python cargo bench -p shapeflow-tests --bench against_scikit_learn`.
//!
//! Both do the same work on the same data, in turns: tf-idf of 100 MB of texts, and a logistic regression on 11,314 rows of 130,107 columns
//! with 20 classes, of which about 158 values in a row are not zero (the size of the 20 newsgroups). The data are drawn: words with
//! frequencies by Zipf, some of them more frequent in one class. `tests/golden/make_golden.py` says which packages the Python needs.
//!
//! Options: `--rounds N` (3), `--only text` or `--only logistic`, `--megabytes N` (100).
#![allow(clippy::print_stdout, reason = "a benchmark reports to a person")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use shapeflow::prelude::*;

pipeline! {
    Weights(text: String[n]) -> sparse f64[n, vocab] {
        weights = text |> TfidfVectorizer;
        weights
    }

    Topics(x: sparse f64[n, d]) fit(topic: u8[n]) -> f64[n, 20] {
        topics = x |> LogisticRegression<20>.fit(topic);
        topics
    }
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let number =
        |name: &str, default: usize| after(name).and_then(|text| text.parse().ok()).unwrap_or(default);
    let (rounds, only) = (number("--rounds", 3), after("--only"));
    let folder = std::env::temp_dir().join(format!("shapeflow-against-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let wants = |name: &str| only.as_ref().is_none_or(|only| only == name);
    if wants("text") {
        text(&folder, rounds, number("--megabytes", 100))?;
    }
    if wants("logistic") {
        logistic(&folder, rounds)?;
    }
    fs::remove_dir_all(folder)?;
    Ok(())
}

/// scikit-learn, waiting for its turn.
struct Other {
    process: Child,
    answers: BufReader<std::process::ChildStdout>,
}

impl Other {
    fn start(what: &str, folder: &Path) -> Result<Self> {
        let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/against_scikit_learn.py");
        let mut command = Command::new(python);
        command.args([script, what]).arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let answers = process.stdout.take().ok_or_else(|| Error::new("the process has no output"))?;
        let mut this = Self { process, answers: BufReader::new(answers) };
        println!("{what}: {}", this.line()?);
        Ok(this)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.answers.read_line(&mut line)? == 0 {
            return Err(Error::new("scikit-learn ended; is it installed for `PYTHON`?"));
        }
        Ok(line.trim().to_owned())
    }

    /// Returns the seconds of one turn, and the results.
    fn turn(&mut self) -> Result<(f64, String)> {
        let mut input = self.process.stdin.as_ref().ok_or_else(|| Error::new("the process has no input"))?;
        writeln!(input)?;
        let line = self.line()?;
        let (seconds, results) = line.split_once(' ').unwrap_or((&line, ""));
        Ok((seconds.parse().map_err(|_| Error::new(format!("no seconds: {line}")))?, results.to_owned()))
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        // Without input, it ends.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// Takes turns, and tells the seconds of each.
fn turns(rounds: usize, other: &mut Other, ours: impl Fn() -> Result<String>) -> Result<()> {
    let mut seconds = [Vec::new(), Vec::new()];
    for _ in 0..rounds {
        let start = Instant::now();
        let result = ours()?;
        let (mine, (theirs, other)) = (start.elapsed().as_secs_f64(), other.turn()?);
        println!(
            "  shapeflow {mine:.2} s ({result}), scikit-learn {theirs:.2} s ({other}), ratio {:.2}",
            mine / theirs
        );
        seconds[0].push(mine);
        seconds[1].push(theirs);
    }
    let median = |values: &mut Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    };
    let [mine, theirs] = seconds.each_mut().map(median);
    println!("  medians {mine:.2} s and {theirs:.2} s, ratio {:.2}", mine / theirs);
    Ok(())
}

/// Draws numbers below `count` with frequencies by Zipf.
struct Zipf {
    sums: Vec<f64>,
    random: ChaCha8Rng,
}

impl Zipf {
    fn new(count: usize, seed: u64) -> Self {
        let mut sum = 0.0;
        let sums = (0..count).map(|rank| {
            sum += 1.0 / (rank as f64 + 2.7);
            sum
        });
        Self { sums: sums.collect(), random: ChaCha8Rng::seed_from_u64(seed) }
    }

    fn uniform(&mut self) -> f64 {
        f64::from(self.random.next_u32()) / (f64::from(u32::MAX) + 1.0)
    }

    fn draw(&mut self) -> usize {
        let at = self.uniform() * self.sums.last().copied().unwrap_or(0.0);
        self.sums.partition_point(|sum| *sum <= at)
    }
}

fn text(folder: &Path, rounds: usize, megabytes: usize) -> Result<()> {
    let mut zipf = Zipf::new(200_000, 1);
    let word = |number: usize| {
        // As many letters as the rank of the word has bits.
        let (mut word, mut rest) = (String::new(), number + 27);
        while rest > 0 {
            word.push(char::from(b'a' + (rest % 26) as u8));
            rest /= 26;
        }
        word
    };
    let (mut texts, mut bytes) = (Vec::new(), 0);
    while bytes < megabytes * 1_000_000 {
        let count = 50 + (zipf.uniform() * 500.0) as usize;
        let mut text = String::new();
        for at in 0..count {
            let word = word(zipf.draw());
            match at % 11 {
                0 if at > 0 => text.push_str(". "),
                _ => text.push(' '),
            }
            if at % 11 == 0 { text.push_str(&word.to_uppercase()) } else { text.push_str(&word) }
        }
        bytes += text.len();
        texts.push(text);
    }
    fs::write(folder.join("texts.txt"), texts.join("\n"))?;
    let texts: ArcArray1<String> = texts.into();
    let mut other = Other::start("text", folder)?;
    turns(rounds, &mut other, || {
        let (_, weights) = Weights::default().fit_transform(&texts)?;
        let sum: f64 = weights.values().iter().sum();
        Ok(format!("{} {} {sum:?}", weights.columns(), weights.stored()))
    })
}

fn logistic(folder: &Path, rounds: usize) -> Result<()> {
    const ROWS: usize = 11_314;
    const COLUMNS: usize = 130_107;
    let mut zipf = Zipf::new(COLUMNS, 2);
    let classes: Array1<u8> = (0..ROWS).map(|row| (row % 20) as u8).collect();
    let mut triplets = Vec::new();
    for (row, &class) in classes.iter().enumerate() {
        let mut counts: BTreeMap<usize, f64> = BTreeMap::new();
        let length = 60 + (zipf.uniform() * 400.0) as usize;
        for _ in 0..length {
            let drawn = zipf.draw();
            // A third of the words beyond the most frequent ones are those of the class.
            let of_class = drawn > 100 && zipf.uniform() < 0.33;
            let column =
                if of_class { (drawn / 20 * 20 + usize::from(class)).min(COLUMNS - 1) } else { drawn };
            *counts.entry(column).or_default() += 1.0;
        }
        triplets.extend(counts.into_iter().map(|(column, count)| (row, column, count)));
    }
    let counts = Sparse::from_triplets((ROWS, COLUMNS), triplets)?;
    let run = Run::new();
    let context = Context::root(&run, "data", Phase::Fit);
    let x = TfidfTransformer::default().fit(counts.clone(), (), &context)?.transform(counts)?;
    println!("{} rows, {} columns, {} values", x.rows(), x.columns(), x.stored());
    let offsets: Vec<u64> = std::iter::once(0)
        .chain(x.iter().scan(0, |end, row| {
            *end += row.stored() as u64;
            Some(*end)
        }))
        .collect();
    let bytes = |numbers: &[u64]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    fs::write(folder.join("shape.bin"), bytes(&[ROWS as u64, COLUMNS as u64]))?;
    fs::write(folder.join("offsets.bin"), bytes(&offsets))?;
    let columns: Vec<u8> = x.column_numbers().iter().flat_map(|column| column.to_le_bytes()).collect();
    fs::write(folder.join("columns.bin"), columns)?;
    let values: Vec<u8> = x.values().iter().flat_map(|value| value.to_le_bytes()).collect();
    fs::write(folder.join("values.bin"), values)?;
    fs::write(folder.join("classes.bin"), classes.to_vec())?;
    let mut other = Other::start("logistic", folder)?;
    turns(rounds, &mut other, || {
        let model = Topics::default().fit(&x, &classes)?;
        Ok(format!("{:?} {}", model.topics.objective(), model.topics.iterations()))
    })
}

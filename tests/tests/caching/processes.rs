//! Several processes: one that is killed in the middle of a fit, and some that share a store.
//!
//! A child is this test program; an environment variable names its task.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::*;

const TASK: &str = "SHAPEFLOW_CACHING_TASK";
const FOLDER: &str = "SHAPEFLOW_CACHING_FOLDER";

/// Starts a child that does a task with a store in this folder.
fn child(task: &str, folder: &Path) -> Child {
    Command::new(std::env::current_exe().expect("a program"))
        .args(["--exact", "processes::the_task_of_a_child", "--test-threads=1"])
        .env(TASK, task)
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .spawn()
        .expect("a process")
}

/// Waits for a child, which must do its task.
fn done(mut child: Child) {
    assert!(child.wait().expect("a child").success());
}

/// In a child that is to be killed: reports that it runs, and never ends.
#[step("[n, d] -> [n, d]", rowwise)]
fn slow(x: ArrayView2<'_, f64>) -> Result<Array2<f64>> {
    if std::env::var(TASK).is_ok_and(|task| task == "to be killed") {
        let folder = std::env::var(FOLDER).map_err(Error::from_source)?;
        std::fs::write(Path::new(&folder).join("runs"), "").map_err(Error::from_source)?;
        std::thread::sleep(Duration::from_secs(600));
    }
    Ok(x.to_owned())
}

pipeline! {
    Long(x: f64[n, 4]) -> f64[n, 6] {
        early = x |> one: StandardScaler |> two: MinMaxScaler;
        [early, early |> Slow |> pca: Pca<2>] |> Concat
    }
}

/// Not a test of its own: the tasks of the children of other tests.
#[test]
fn the_task_of_a_child() {
    let (Ok(task), Ok(folder)) = (std::env::var(TASK), std::env::var(FOLDER)) else { return };
    let folder = PathBuf::from(folder);
    if task == "to be killed" {
        // On one thread, so that the nodes before the slow step have ended.
        let (run, _) = cached(&folder);
        Long::default()
            .fit_with(&run.threads(1).expect("a thread"), flowers(30).0)
            .expect("it is killed before");
        return;
    }
    let number: usize = task.parse().expect("a number");
    let run =
        Run::new().cache(Store::open(&folder).expect("a folder").limit(60_000)).threads(2).expect("threads");
    let (petals, kinds) = flowers(30);
    for round in 0..6 {
        // All fit one pipeline that is the same, and another that they share with some of the others.
        for whiten in [false, (number + round).is_multiple_of(2)] {
            let mut pipeline = Flowers::default();
            pipeline.narrow.pca.whiten = whiten;
            pipeline.probs.classifier.c = [1.0, 0.5, 0.25][(number + round) % 3];
            let model = pipeline.fit_with(&run, &petals, &kinds).expect("fits");
            assert_eq!(bits(&model, &petals), bits(&pipeline.fit(&petals, &kinds).expect("fits"), &petals));
        }
    }
}

#[test]
fn a_killed_fit_continues_after_the_nodes_that_ended() {
    let folder = Folder::new("killed");
    let mut killed = child("to be killed", &folder.0);
    let (marker, start) = (folder.0.join("runs"), Instant::now());
    while !marker.exists() {
        assert!(start.elapsed() < Duration::from_secs(60), "the child does not come to the slow step");
        assert!(killed.try_wait().expect("a child").is_none(), "the child ended by itself");
        std::thread::sleep(Duration::from_millis(5));
    }
    killed.kill().expect("killed");
    killed.wait().expect("a child");

    let (run, log) = cached(&folder.0);
    let x = flowers(30).0;
    let model = Long::default().fit_with(&run, &x).expect("fits");
    let told = log.take();
    assert_eq!(told.ran, ["output.pca", "output.slow"]);
    assert_eq!(told.reused, ["early.one 0", "early.two 1"]);
    assert_eq!(told.notes, <[&str; 0]>::default());
    let plain = Long::default().fit(&x).expect("fits");
    assert_eq!(model.predict(&x).expect("finite"), plain.predict(&x).expect("finite"));
}

#[test]
fn four_processes_share_a_store() {
    let folder = Folder::new("shared-by-processes");
    let children = [0, 1, 2, 3].map(|number: usize| child(&number.to_string(), &folder.0));
    children.into_iter().for_each(done);
    // The entries that they left are whole.
    let (run, log) = cached(&folder.0);
    let (petals, kinds) = flowers(30);
    Flowers::default().fit_with(&run, &petals, &kinds).expect("fits");
    assert_eq!(log.take().notes, <[&str; 0]>::default());
}

//! Entries that are damaged, missing, or cannot be written cost a fit of their node, and are reported.

use std::fs;

use super::*;

#[test]
fn a_damaged_entry_is_reported_and_replaced() {
    let folder = Folder::new("damaged");
    let (run, log) = cached(&folder.0);
    let (petals, kinds) = flowers(30);
    let plain = bits(&Flowers::default().fit(&petals, &kinds).expect("fits"), &petals);
    let fit = || {
        let model = Flowers::default().fit_with(&run, &petals, &kinds).expect("fits");
        assert_eq!(bits(&model, &petals), plain);
        log.take()
    };
    fit();
    for entry in folder.entries() {
        let mut bytes = fs::read(&entry).expect("an entry");
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs::write(&entry, bytes).expect("written");
    }
    let told = fit();
    // The fitted step cannot be loaded, so its inputs are computed, too.
    assert_eq!(told.ran, but(&[]));
    assert_eq!(told.reused, <[&str; 0]>::default());
    for note in &told.notes {
        assert!(note.contains(": computed again, since the cache's entry is unusable: "), "{note}");
    }
    assert!(told.notes.len() >= 6, "{told:?}");
    let told = fit();
    assert_eq!((told.ran, told.notes), <(Vec<String>, Vec<String>)>::default());
}

#[test]
fn a_missing_entry_is_computed_again_from_the_others() {
    let folder = Folder::new("gone");
    let (run, log) = cached(&folder.0);
    let (petals, kinds) = flowers(30);
    let plain = bits(&Flowers::default().fit(&petals, &kinds).expect("fits"), &petals);
    Flowers::default().fit_with(&run, &petals, &kinds).expect("fits");
    log.take();
    let count = folder.entries().len();
    assert_eq!(
        count,
        6 + 10,
        "six fitted steps, and what ten nodes give, of which one gives two, and the last none"
    );
    for place in 0..count {
        let entry = folder.entries().remove(place);
        let bytes = fs::read(&entry).expect("an entry");
        fs::remove_file(&entry).expect("removed");
        let model = Flowers::default().fit_with(&run, &petals, &kinds).expect("fits");
        assert_eq!(bits(&model, &petals), plain);
        let told = log.take();
        assert_eq!(told.notes, <[&str; 0]>::default());
        assert!(told.ran.len() <= 2, "{told:?}");
        // A value that no node needs is not missed; a fitted step is.
        if told.ran.is_empty() {
            fs::write(&entry, bytes).expect("written");
        }
    }
}

#[test]
fn a_missing_folder_is_reported_and_costs_only_time() {
    let folder = Folder::new("removed");
    let (run, log) = cached(&folder.0);
    let (petals, kinds) = flowers(30);
    fs::remove_dir_all(&folder.0).expect("removed");
    for _ in 0..2 {
        let model = Flowers::default().fit_with(&run, &petals, &kinds).expect("fits");
        assert_eq!(
            bits(&model, &petals),
            bits(&Flowers::default().fit(&petals, &kinds).expect("fits"), &petals)
        );
        let told = log.take();
        assert_eq!(told.ran, but(&[]));
        // Each node but the one that passes its input on.
        assert_eq!(told.notes.len(), 10);
        for note in &told.notes {
            assert!(note.contains(": computed, but not kept in the cache: "), "{note}");
        }
    }
}

#[test]
fn a_store_with_too_little_room_is_no_error() {
    let folder = Folder::new("small");
    let (petals, kinds) = flowers(30);
    let run =
        Run::new().cache(Store::open(&folder.0).expect("a folder").limit(4000)).threads(4).expect("threads");
    let plain = bits(&Flowers::default().fit(&petals, &kinds).expect("fits"), &petals);
    for _ in 0..5 {
        assert_eq!(bits(&Flowers::default().fit_with(&run, &petals, &kinds).expect("fits"), &petals), plain);
    }
    let size: u64 = folder.entries().iter().map(|entry| fs::metadata(entry).expect("an entry").len()).sum();
    assert!(0 < size && size <= 4000, "{size}");
}

//! Files on disk: complete or not written at all, loaded in parts, and named in errors.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use ndarray::{Array1, array};

use super::{Everything, Part, described, everything};
use crate::error::ErrorKind;
use crate::save::{Manifest, Reader, Save, Writer, atomic, load_from, load_part, save_to};
use crate::{Error, Result};

/// An empty folder, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("shapeflow-save-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    fn file(&self) -> PathBuf {
        self.0.join("model.safetensors")
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("it exists");
        entries.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_file_comes_back_and_replaces_an_older_one() {
    let folder = Folder::new();
    save_to(folder.file(), &described(), &(1_u8,)).expect("saved");
    save_to(folder.file(), &described(), &everything()).expect("saved over it");
    assert_eq!(load_from::<Everything>(folder.file(), &described()).expect("loaded"), everything());
    assert_eq!(folder.names(), ["model.safetensors"]);
    assert_eq!(fs::read(folder.file()).expect("readable"), super::saved(&everything()));
}

#[test]
fn parts_are_loaded_alone() {
    let folder = Folder::new();
    save_to(folder.file(), &described(), &everything()).expect("saved");
    assert_eq!(load_part::<Part>(folder.file(), "parts.1").expect("there"), everything().parts[1]);
    assert_eq!(load_part::<Array1<f64>>(folder.file(), "list").expect("there"), array![0.1, 0.2]);
    assert_eq!(load_part::<Vec<Part>>(folder.file(), "parts").expect("there"), everything().parts);
    let error = load_part::<Part>(folder.file(), "part").expect_err("there is `parts`, but no `part`");
    assert!(
        error.to_string().starts_with("part: the file has no part of this name; its parts are the model, "),
        "{error}"
    );
    assert!(load_part::<Part>(folder.file(), "parts..1").is_err());

    // Other arrays are not read: here they are damaged.
    let mut bytes = fs::read(folder.file()).expect("readable");
    let blob = crate::save::opened::open_bytes(&bytes).expect("a model").manifest.arrays;
    assert!(blob.first().is_some_and(|array| array.name != "list"));
    let wrong = array![0.1, f64::NEG_INFINITY, 5e-324]
        .map(|number| number.to_le_bytes())
        .into_raw_vec_and_offset()
        .0
        .concat();
    let at = bytes.windows(wrong.len()).position(|window| window == wrong).expect("`double`");
    bytes[at] ^= 1;
    fs::write(folder.file(), bytes).expect("writable");
    assert!(load_part::<Vec<Part>>(folder.file(), "parts").is_ok());
    let error = load_from::<Everything>(folder.file(), &described()).expect_err("one array is damaged");
    assert!(error.to_string().starts_with("double: is damaged in the file"), "{error}");
    assert_eq!(error.kind(), ErrorKind::ModelFile);
}

#[test]
fn a_manifest_alone() {
    let folder = Folder::new();
    save_to(folder.file(), &described(), &everything()).expect("saved");
    let manifest = Manifest::read(folder.file()).expect("a model");
    assert_eq!((manifest.format, manifest.described.pipeline.as_str()), (1, "Test"));
    assert_eq!((manifest.versions["parts.0"], manifest.values["flag"].as_str()), (3, "true"));
    let double = manifest.arrays.iter().find(|array| array.name == "double").expect("it is there");
    assert_eq!(double.to_string(), "F64 [1, 3]");
}

#[test]
fn errors_name_the_file_and_leave_nothing_behind() {
    let folder = Folder::new();
    let missing = folder.0.join("none/model.safetensors");
    let error = save_to(&missing, &described(), &(1_u8,)).expect_err("no such folder");
    assert!(error.to_string().contains("none/model.safetensors`"), "{error}");
    let error = load_from::<(u8,)>(&missing, &described()).expect_err("no such file");
    assert!(error.to_string().contains("none/model.safetensors`"), "{error}");
    assert!(load_from::<(u8,)>(&folder.0, &described()).is_err(), "a folder is no file");
    assert!(save_to(folder.0.join(".."), &described(), &(1_u8,)).is_err());
    assert!(save_to(&folder.0, &described(), &(1_u8,)).is_err(), "a folder is not replaced");
    assert!(folder.names().is_empty());
}

#[test]
fn a_disk_that_fills_up_leaves_the_old_file() {
    let folder = Folder::new();
    save_to(folder.file(), &described(), &(1_u8,)).expect("saved");
    let error = atomic::write(&folder.file(), |file| {
        file.write_all(b"half a model")?;
        Err(std::io::Error::from(std::io::ErrorKind::StorageFull).into())
    });
    assert!(error.is_err());
    assert_eq!(folder.names(), ["model.safetensors"]);
    assert_eq!(load_from::<(u8,)>(folder.file(), &described()).expect("the old one"), (1,));
}

/// State that differs at each call of `save`, which must not happen.
struct Fickle(AtomicU32, bool);

impl Save for Fickle {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        let call = self.0.fetch_add(1, Ordering::Relaxed);
        out.field("array", &array![call])?;
        if self.1 && call > 0 { Err(Error::new("no more")) } else { Ok(()) }
    }

    fn load(_: &mut Reader<'_>) -> Result<Self> {
        Err(Error::new("it is never saved"))
    }
}

#[test]
fn a_model_that_changes_or_fails_while_it_is_saved() {
    let folder = Folder::new();
    save_to(folder.file(), &described(), &(1_u8,)).expect("saved");
    for fails in [false, true] {
        let error =
            save_to(folder.file(), &described(), &Fickle(AtomicU32::new(0), fails)).expect_err("it changes");
        assert!(error.to_string().contains(if fails { "no more" } else { "a different state" }), "{error}");
        assert_eq!(load_from::<(u8,)>(folder.file(), &described()).expect("the old one"), (1,));
        assert_eq!(folder.names(), ["model.safetensors"]);
    }
}

#[test]
fn many_threads_may_save_to_one_path() {
    let folder = Folder::new();
    std::thread::scope(|scope| {
        for thread in 0..4_u8 {
            let (folder, described) = (&folder, described());
            scope.spawn(move || {
                for _ in 0..10 {
                    save_to(folder.file(), &described, &(vec![thread; 1000],)).expect("saved");
                    let (bytes,): (Vec<u8>,) = load_from(folder.file(), &described).expect("a whole file");
                    assert!(bytes.len() == 1000 && bytes.iter().all(|byte| byte == &bytes[0]));
                }
            });
        }
    });
    assert_eq!(folder.names(), ["model.safetensors"]);
}

/// A file that was shared with other users, or protected from them, stays so.
#[cfg(unix)]
#[test]
fn the_permissions_of_a_replaced_file_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    for mode in [0o600, 0o664, 0o400] {
        save_to(folder.file(), &described(), &(1_u8,)).expect("saved");
        fs::set_permissions(folder.file(), fs::Permissions::from_mode(mode)).expect("is ours");
        save_to(folder.file(), &described(), &(2_u8,)).expect("saved over it");
        assert_eq!(fs::metadata(folder.file()).expect("is there").permissions().mode() & 0o777, mode);
        assert_eq!(load_from::<(u8,)>(folder.file(), &described()).expect("loaded"), (2,));
    }
}

/// A FIFO blocks who opens it, and a device is no place for a model.
#[cfg(target_os = "linux")]
#[test]
fn a_fifo_or_a_device_is_an_error_at_once() {
    let folder = Folder::new();
    let fifo = folder.0.join("fifo");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status().expect("mkfifo runs");
    assert!(made.success());
    for path in [fifo.as_path(), "/dev/null".as_ref(), "/dev/zero".as_ref()] {
        let error = load_from::<(u8,)>(path, &described()).expect_err("no file").to_string();
        assert!(error.contains("is not a file, but a folder, a device, a FIFO"), "{error}");
        let error = save_to(path, &described(), &(1_u8,)).expect_err("no file").to_string();
        assert!(error.contains("is a device, a FIFO or a socket"), "{error}");
    }
    assert_eq!(folder.names(), ["fifo"]);
}

/// The longest name that a file may have.
#[test]
fn a_long_name_is_saved() {
    let folder = Folder::new();
    let path = folder.0.join("n".repeat(255));
    save_to(&path, &described(), &(1_u8,)).expect("saved");
    assert_eq!(load_from::<(u8,)>(&path, &described()).expect("loaded"), (1,));
}

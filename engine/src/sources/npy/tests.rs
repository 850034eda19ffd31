//! Files of NumPy, round trips, errors, damaged files.

use ndarray::{ArcArray, Array, Array1, Array3, ArrayD, Dimension, Ix1, Ix2, Ix3, IxDyn, RemoveAxis, array};
use proptest::prelude::*;

use super::*;
use crate::Result;
use crate::batches::Source as _;

/// A file that NumPy has written: `tests/npy/make.py`.
macro_rules! numpy {
    ($file:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/npy/", $file))
    };
}

fn npy(bytes: &[u8]) -> Npy {
    Npy::of_bytes(bytes).called("x.npy")
}

fn message<T: NpyElement, D: Dimension>(bytes: &[u8]) -> String {
    npy(bytes).read::<T, D>().map(drop).expect_err("no such array").to_string()
}

/// The batches one after another.
fn joined<T: NpyElement, D: RemoveAxis + 'static>(file: &Npy, rows: usize) -> Result<ArcArray<T, D>> {
    let batches = file.batches::<T, D>(rows)?;
    let parts: Vec<ArcArray<T, D>> = batches.pass(0)?.collect::<Result<_>>()?;
    assert_eq!(batches.batch_count(), Some(parts.len()));
    assert!(parts.iter().rev().skip(1).all(|part| part.shape()[0] == rows));
    crate::batches::Table::stack(&parts)
}

#[test]
fn files_of_numpy_are_read() {
    let numbers = Array3::from_shape_fn((4, 3, 2), |(a, b, c)| (a * 6 + b * 2 + c) as f32);
    let rows = npy(numpy!("rows.npy")).read::<f64, Ix2>().expect("rows");
    assert_eq!(rows, Array::from_shape_fn((4, 3), |(a, b)| (a * 6 + b * 2) as f64 / 4.0));
    let fortran = npy(numpy!("fortran_big_endian.npy"));
    assert_eq!(fortran.read::<f32, Ix3>().expect("numbers"), &numbers / 8.0);
    for size in 1..6 {
        assert_eq!(joined::<f32, Ix3>(&fortran, size).expect("numbers"), &numbers / 8.0);
    }
    assert_eq!(npy(numpy!("bools.npy")).read::<bool, Ix1>().expect("three"), array![true, false, true]);
    assert_eq!(npy(numpy!("scalar.npy")).read::<u8, IxDyn>().expect("one"), ArrayD::from_elem(vec![], 7));
    assert_eq!(npy(numpy!("version_2.npy")).read::<i16, Ix2>().expect("six"), array![[0, 1], [2, 3], [4, 5]]);
    assert_eq!((fortran.rows().expect("a header"), fortran.shape().expect("a header")), (4, vec![4, 3, 2]));
}

#[test]
fn another_type_or_rank_is_told() {
    let expected = "; convert it in Python with `.astype(..)`, or read what is there";
    assert_eq!(
        message::<f32, Ix2>(numpy!("rows.npy")),
        format!("x.npy: expected f32 with 2 axes, found f64 with the shape [4, 3]{expected}")
    );
    assert_eq!(
        message::<f64, Ix1>(numpy!("rows.npy")),
        "x.npy: expected f64 with 1 axis, found f64 with the shape [4, 3]"
    );
    assert!(message::<f64, Ix1>(numpy!("texts.npy")).contains("found NumPy's `<U2` with the shape [2]"));
    let structured = message::<f64, Ix1>(numpy!("structured.npy"));
    assert!(structured.contains("found NumPy's `[('a', '<f4'), ('b', '<i8')]` with"), "{structured}");
    let bytes = numpy!("rows.npy");
    assert_eq!(
        message::<f64, Ix2>(&bytes[..bytes.len() - 1]),
        "x.npy: f64 values of the shape [4, 3] have 96 bytes, but the file has 95 behind its header"
    );
    assert!(message::<f64, Ix2>(&[bytes.as_slice(), b"x"].concat()).contains("the file has 97 behind"));
    assert!(message::<f64, Ix2>(b"PK\x03\x04abcd").contains("not an npy file"));
    assert!(message::<f64, Ix2>(b"PK").contains("less than 8 bytes"));
    let mut bools = numpy!("bools.npy").to_vec();
    *bools.last_mut().expect("three") = 2;
    assert_eq!(message::<bool, Ix1>(&bools), "x.npy: a byte 2 is not a bool: 0 or 1");
    assert!(npy(bytes).batches::<f64, Ix2>(0).is_err());
    assert!(npy(bytes).batches::<f32, Ix2>(1).expect("a size").pass(0).is_err());
    assert!(Npy::open("no/such.npy").rows().expect_err("no file").to_string().contains("cannot be opened"));
}

/// A header with this text.
fn with_header(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).expect("a short header").to_le_bytes();
    [b"\x93NUMPY\x01\x00".as_slice(), &length, text.as_bytes()].concat()
}

#[test]
fn headers_are_read_as_python_reads_them() {
    let one = |text: &str| [with_header(text).as_slice(), &[9]].concat();
    for text in [
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }\n",
        "{\"shape\":(1L,),\"fortran_order\":True,\"descr\":\"|u1\"}",
        " { 'descr' : '<u1' , 'fortran_order' : False , 'shape' : ( 1 ) } ",
    ] {
        assert_eq!(npy(&one(text)).read::<u8, Ix1>().expect(text), array![9], "{text}");
    }
    for text in [
        "",
        "{}",
        "{'descr': '|u1', 'fortran_order': False}",
        "{'descr': '|u1', 'fortran_order': 0, 'shape': (1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)} x",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), 'more': 1}",
        "{'descr': [(, 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,)}",
    ] {
        assert!(message::<u8, Ix1>(&one(text)).contains("is not that of an array"), "{text}");
    }
    let huge = "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}";
    assert!(message::<f64, Ix2>(&one(huge)).contains("larger than memory can be"));
    // Of a type without a byte order.
    let order = "{'descr': '|f8', 'fortran_order': False, 'shape': (0,)}";
    assert!(message::<f64, Ix1>(&with_header(order)).contains("found f64"));
}

#[cfg(feature = "npz")]
#[test]
fn archives_of_numpy_are_read() {
    let numbers = Array3::from_shape_fn((4, 3, 2), |(a, b, c)| (a * 6 + b * 2 + c) as f32);
    let stored = Npz::of_bytes(numpy!("stored.npz").as_slice()).called("digits.npz");
    assert_eq!(stored.names().expect("names"), ["images", "labels"]);
    assert_eq!(stored.read::<f32, Ix3>("images").expect("images"), numbers);
    assert_eq!(stored.read::<u8, Ix1>("labels").expect("labels"), array![0, 1, 2, 3]);
    let compressed = Npz::of_bytes(numpy!("compressed.npz").as_slice());
    let images = compressed.read::<f32, Ix3>("images").expect("images");
    assert_eq!((images.len(), images.view().split_at(ndarray::Axis(0), 36).1), (240, numbers.view()));
    let message = |error: crate::Error| error.to_string();
    assert_eq!(
        message(stored.read::<f32, Ix3>("image").expect_err("no such name")),
        "digits.npz: no array is called `image`; did you mean `images`?"
    );
    assert!(message(stored.read::<f32, Ix3>("x").expect_err("x")).ends_with("it has `images`, `labels`"));
    assert_eq!(
        message(stored.read::<f32, Ix2>("images").expect_err("three axes")),
        "digits.npz: images: expected f32 with 2 axes, found f32 with the shape [4, 3, 2]"
    );
    // A bit of the values: the checksum tells.
    let mut damaged = numpy!("stored.npz").to_vec();
    let at = damaged.windows(4).position(|bytes| bytes == 23.0_f32.to_le_bytes()).expect("the last number");
    damaged[at] ^= 1;
    assert!(Npz::of_bytes(damaged).read::<f32, Ix3>("images").is_err());
}

#[cfg(feature = "npz")]
#[test]
fn written_archives_are_read_again() {
    let images = Array3::from_shape_fn((4, 3, 2), |(a, b, c)| (a * 6 + b * 2 + c) as f32);
    let turned = images.view().reversed_axes();
    let (labels, none) = (array![true, false], Array1::<i64>::zeros(0));
    let mut file = Vec::new();
    write_npz(&[("images", &images), ("turned", &turned), ("labels", &labels), ("none", &none)], &mut file)
        .expect("four arrays");
    let archive = Npz::of_bytes(file);
    assert_eq!(archive.names().expect("names"), ["images", "turned", "labels", "none"]);
    assert_eq!(archive.read::<f32, Ix3>("images").expect("images"), images);
    assert_eq!(archive.read::<f32, Ix3>("turned").expect("turned"), turned);
    assert_eq!(archive.read::<bool, Ix1>("labels").expect("labels"), labels);
    assert_eq!(archive.read::<i64, Ix1>("none").expect("none"), none);

    let error = write_npz(&[("x", &labels), ("x", &none)], Vec::new()).expect_err("one name").to_string();
    assert!(error.starts_with("the array cannot be written: "), "{error}");
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    assert!(write_npz(&[("x", &labels)], Full).is_err());
    let mut empty = Vec::new();
    write_npz(&[], &mut empty).expect("no array");
    assert_eq!(Npz::of_bytes(empty).names().expect("an archive"), [""; 0]);
}

#[cfg(feature = "npz")]
#[test]
fn damaged_archives_are_read_or_refused() {
    for whole in [numpy!("stored.npz").as_slice(), numpy!("compressed.npz").as_slice()] {
        for bytes in damaged(whole) {
            let file = Npz::of_bytes(bytes);
            let _ = (file.names(), file.read::<f32, Ix3>("images"), file.read::<u8, Ix1>("labels"));
        }
    }
}

/// The bytes with each bit of the first and last thousand changed, and cut in each place there.
fn damaged(whole: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let places = (0..whole.len()).filter(|at| *at < 1000 || at + 1000 > whole.len());
    places.flat_map(move |at| {
        let flipped = (0..8).map(move |bit| {
            let mut bytes = whole.to_vec();
            bytes[at] ^= 1 << bit;
            bytes
        });
        flipped.chain([whole[..at].to_vec()])
    })
}

#[test]
fn damaged_files_are_read_or_refused() {
    for bytes in damaged(numpy!("fortran_big_endian.npy")) {
        let file = npy(&bytes);
        let whole = file.read::<f32, Ix3>();
        // The parts are those of the whole.
        match (whole, joined::<f32, Ix3>(&file, 3)) {
            (Ok(whole), Ok(parts)) => {
                assert!(whole.iter().map(|x| x.to_bits()).eq(parts.iter().map(|x| x.to_bits())));
            }
            (whole, parts) => assert!(whole.is_err() && (parts.is_err()), "{whole:?} {parts:?}"),
        }
    }
}

proptest! {
    #[test]
    fn written_arrays_are_read_again(
        values in prop::collection::vec(any::<f64>(), 24),
        whole in any::<Vec<i64>>(),
        size in 1_usize..6,
        is_transposed: bool,
    ) {
        let mut array = Array3::from_shape_vec((4, 3, 2), values).expect("24");
        if is_transposed {
            array.swap_axes(0, 1);
        }
        let mut bytes = Vec::new();
        write_npy(&array, &mut bytes).expect("a text takes everything");
        let file = npy(&bytes);
        let bits = |array: &ArcArray<f64, Ix3>| array.mapv(f64::to_bits);
        let again = file.read::<f64, Ix3>().expect("what was written");
        prop_assert_eq!(bits(&again), array.mapv(f64::to_bits));
        prop_assert_eq!(bits(&joined(&file, size).expect("what was written")), array.mapv(f64::to_bits));
        let mut bytes = Vec::new();
        write_npy(&Array1::from(whole.clone()), &mut bytes).expect("a text takes everything");
        prop_assert_eq!(npy(&bytes).read::<i64, Ix1>().expect("what was written").to_vec(), whole);
    }
}

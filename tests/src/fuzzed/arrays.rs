//! Files of one array, as NumPy saves them.

use shapeflow::batches::{Source as _, Table as _};
use shapeflow::prelude::*;
use shapeflow::sources::{Npy, write_npy};

/// Files of two axes, of several types.
///
/// # Panics
/// An array in memory is always written.
pub fn arrays() -> Vec<Vec<u8>> {
    let write = |write: &dyn Fn(&mut Vec<u8>) -> Result<()>| {
        let mut bytes = Vec::new();
        write(&mut bytes).expect("memory takes everything");
        bytes
    };
    let rows = write(&|out| {
        write_npy(&Array2::from_shape_fn((5, 3), |(row, column)| (row * 3 + column) as f32), out)
    });
    let text = String::from_utf8_lossy(&rows[10..128]).replace("False", "True ").replace('<', ">");
    let fortran = [&rows[..10], text.as_bytes(), &rows[128..]].concat();
    vec![rows, fortran, write(&|out| write_npy(&Array2::from_elem((2, 2), true), out))]
}

/// Reads an array whole and in batches.
///
/// # Panics
/// The two differ.
pub fn array_file(bytes: &[u8]) {
    let file = Npy::of_bytes(bytes);
    let _ = (file.rows(), file.read::<bool, Ix2>());
    let whole = file.read::<f32, Ix2>();
    if matches!(&whole, Ok(whole) if whole.is_empty()) {
        // Rows without columns need no bytes, so there can be any number of batches.
        return;
    }
    let parts = file.batches::<f32, Ix2>(2).and_then(|batches| batches.pass(0)?.collect::<Result<Vec<_>>>());
    let bits = |array: &ArcArray2<f32>| -> Vec<u32> { array.iter().map(|number| number.to_bits()).collect() };
    match (whole, parts) {
        (Ok(whole), Ok(parts)) => {
            let parts = ArcArray2::stack(&parts).expect("parts of one array");
            assert_eq!((whole.dim(), bits(&whole)), (parts.dim(), bits(&parts)));
        }
        (whole, parts) => assert!(whole.is_err() && parts.is_err(), "{whole:?}, {parts:?}"),
    }
}

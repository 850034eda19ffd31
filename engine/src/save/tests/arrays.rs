//! Arrays of every type, rank and layout keep every bit.

use ndarray::{Array, Array1, Array2, ArrayD, Axis, IxDyn, Slice, array};
use proptest::prelude::*;

use super::{everything, loaded, saved};
use crate::Result;
use crate::save::{Dtype, Element};

/// Saves an array in three layouts, and compares the bytes of the elements.
fn keeps_every_bit<A: Element>(shape: &[usize], elements: Vec<A>) -> Result<(), TestCaseError> {
    let bytes_of = |array: &ArrayD<A>| {
        let mut bytes = vec![0; array.len() * A::DTYPE.bitsize() / 8];
        let slots = bytes.chunks_exact_mut((A::DTYPE.bitsize() / 8).max(1));
        slots.zip(array).for_each(|(slot, element)| element.write(slot));
        bytes
    };
    let array = ArrayD::from_shape_vec(IxDyn(shape), elements).expect("as many as the shape says");
    let mut upside_down = array.clone().reversed_axes();
    let every_second = array.clone();
    let every_second = match shape.len() {
        0 => every_second.view(),
        _ => every_second.slice_axis(Axis(0), Slice::new(0, None, 2)),
    };
    for axis in 0..shape.len() {
        upside_down.invert_axis(Axis(axis));
    }
    for view in [array.view(), upside_down.view(), every_second] {
        let model = (view.to_shared(), 1_u8);
        let (again, one): (ArrayD<A>, u8) = loaded(&saved(&model)).expect("it was saved");
        prop_assert_eq!((again.shape(), one), (view.shape(), 1));
        prop_assert_eq!(bytes_of(&again), bytes_of(&view.to_owned()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_bit_of_every_type(shape in prop::collection::vec(0..5_usize, 0..4), seed: u64) {
        let count = shape.iter().product();
        // Random bits: all kinds of NaN, infinities, zeros of both signs.
        let mut state = seed;
        let mut bits: Vec<u64> = Vec::with_capacity(count);
        for at in 0..count {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let nan = u64::MAX << (state % 52);
            bits.push(if at % 3 == 0 { nan } else { state });
        }
        keeps_every_bit(&shape, bits.iter().map(|&bits| f64::from_bits(bits)).collect())?;
        keeps_every_bit(&shape, bits.iter().map(|&bits| f32::from_bits(bits as u32)).collect())?;
        keeps_every_bit(&shape, bits.iter().map(|&bits| f32::from_bits((bits >> 32) as u32)).collect())?;
        keeps_every_bit(&shape, bits.iter().map(|&bits| bits % 2 == 0).collect())?;
        keeps_every_bit(&shape, bits.iter().map(|&bits| bits as u8).collect())?;
        keeps_every_bit(&shape, bits.iter().map(|&bits| bits as i8).collect())?;
        keeps_every_bit(&shape, bits.iter().map(|&bits| bits as u16).collect())?;
        keeps_every_bit(&shape, bits.iter().map(|&bits| bits as i16).collect())?;
        keeps_every_bit(&shape, bits.iter().map(|&bits| bits as u32).collect())?;
        keeps_every_bit(&shape, bits.iter().map(|&bits| bits as i32).collect())?;
        keeps_every_bit(&shape, bits.iter().map(|&bits| bits as i64).collect())?;
        keeps_every_bit(&shape, bits.iter().map(|&bits| bits as usize).collect())?;
        keeps_every_bit(&shape, bits.iter().map(|&bits| bits as isize).collect())?;
        keeps_every_bit(&shape, bits)?;
    }

    #[test]
    fn numbers_keep_every_bit(bits: u64, finite: f64, single: f32) {
        for double in [f64::from_bits(bits), finite, -0.0, f64::NAN, f64::INFINITY, 0.1 + 0.2] {
            let (again,): (f64,) = loaded(&saved(&(double,))).expect("it was saved");
            prop_assert_eq!(again.to_bits(), double.to_bits());
        }
        for single in [f32::from_bits(bits as u32), single, -0.0, f32::NAN, f32::NEG_INFINITY] {
            let (again,): (f32,) = loaded(&saved(&(single,))).expect("it was saved");
            prop_assert_eq!(again.to_bits(), single.to_bits());
        }
    }
}

#[test]
fn one_of_everything() {
    let model = everything();
    assert_eq!(loaded::<super::Everything>(&saved(&model)).expect("it was saved"), model);
    assert_eq!(saved(&model), saved(&model), "the same model is the same bytes");
}

#[test]
fn large_arrays_are_read_in_blocks() {
    let model = (Array1::from_iter(0..100_000_u32), Array2::from_elem((300, 111), 0.1_f32));
    assert_eq!(loaded::<(Array1<u32>, Array2<f32>)>(&saved(&model)).expect("it was saved"), model);
}

#[test]
fn arrays_are_aligned_in_the_file() {
    let bytes = saved(&(array![true], array![1.0_f64], array![1_u16], array![1_u8]));
    let tensors = safetensors::SafeTensors::deserialize(&bytes).expect("it is a safetensors file");
    assert_eq!(tensors.len(), 4);
    for (name, tensor) in tensors.iter() {
        let offset = tensor.data().as_ptr() as usize - bytes.as_ptr() as usize;
        assert_eq!(offset % (tensor.dtype().bitsize() / 8), 0, "{name}");
    }
}

#[test]
fn a_custom_element_type() {
    #[derive(Clone, Debug, PartialEq)]
    struct Half(u16);
    impl Element for Half {
        const DTYPE: Dtype = Dtype::F16;
        fn write(&self, bytes: &mut [u8]) {
            self.0.write(bytes);
        }
        fn read(bytes: &[u8]) -> Result<Self> {
            u16::read(bytes).map(Half)
        }
    }
    let model = (array![Half(1), Half(0xfe01)],);
    assert_eq!(loaded::<(Array<Half, _>,)>(&saved(&model)).expect("it was saved"), model);
    let error = loaded::<(Array1<u16>,)>(&saved(&model)).expect_err("another type");
    assert_eq!(error.to_string(), "0: is F16 [2] in the file, but an array of U16 with 1 axes is expected");
}

#[test]
fn a_bool_is_0_or_1() {
    assert!(bool::read(&[0]).is_ok_and(|value| !value) && bool::read(&[1]).is_ok_and(|value| value));
    assert!(bool::read(&[2]).is_err());
    assert!(u16::read(&[1]).is_err());
}

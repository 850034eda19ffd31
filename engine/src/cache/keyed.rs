//! [`Keyed`]: values that can be part of a key.
//!
//! Invariant: a key depends only on the type of the elements, the lengths of the axes, their order in memory, on which a sum can
//! depend, and the bits of the elements; not on the process.

use ndarray::{ArrayBase, Data, Dimension};

use super::KeyWriter;
use crate::records::{Category, ClosedCategory, Nullable, Plain, Record, Records};
use crate::save::Element;
use crate::sparse::Sparse;

/// The number of elements that are converted to bytes at a time.
const CHUNK: usize = 4096;

/// A value that can be part of a [`Key`](super::Key): arrays of numbers, `bool` and `String` of any rank, `String`, `()`, and
/// tuples and arrays `[T; N]` of these.
///
/// The key of an array depends on its element type, the lengths of its axes and the bits of its elements in the order of its
/// axes. The order of the axes in memory matters, because the last bits of a sum can depend on it, and `0.0` and `-0.0` differ.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a cache key",
    label = "does not implement `Keyed`",
    note = "arrays of numbers, `bool` and `String`, and tuples of them, implement it; implement `shapeflow::cache::Keyed` for other types"
)]
pub trait Keyed {
    /// Adds the value to a key.
    fn add_to(&self, key: &mut KeyWriter);
}

/// An element of an array that can be part of a key.
#[diagnostic::on_unimplemented(
    message = "an array of `{Self}` cannot be part of a cache key",
    label = "expected a number, `bool` or `String`"
)]
pub trait KeyedElement: Sized {
    /// Returns the name of the type.
    #[doc(hidden)]
    fn type_text() -> String;

    /// Adds all elements, in the order of the axes.
    #[doc(hidden)]
    fn add_all<'a>(elements: impl Iterator<Item = &'a Self>, key: &mut KeyWriter)
    where
        Self: 'a;
}

impl<A: KeyedElement, S: Data<Elem = A>, D: Dimension> Keyed for ArrayBase<S, D> {
    fn add_to(&self, key: &mut KeyWriter) {
        key.text(&A::type_text());
        key.number(self.ndim() as u64);
        self.shape().iter().for_each(|&length| key.number(length as u64));
        A::add_all(self.iter(), key);
        if !self.is_standard_layout() {
            key.text("axes in memory");
            let mut axes: Vec<(usize, isize)> = self.strides().iter().copied().enumerate().collect();
            axes.sort_by_key(|&(_, stride)| std::cmp::Reverse(stride.unsigned_abs()));
            for (axis, stride) in axes {
                key.number(axis as u64);
                key.number(u64::from(stride < 0));
            }
        }
    }
}

impl<A: Element> KeyedElement for A {
    fn type_text() -> String {
        A::DTYPE.to_string()
    }

    fn add_all<'a>(mut elements: impl Iterator<Item = &'a Self>, key: &mut KeyWriter)
    where
        A: 'a,
    {
        // No type smaller than a byte implements `Element`, so the size is exact.
        let size = A::DTYPE.bitsize() / 8;
        let mut bytes = vec![0; CHUNK * size];
        loop {
            let mut filled = 0;
            for (place, element) in bytes.chunks_exact_mut(size).zip(elements.by_ref().take(CHUNK)) {
                element.write(place);
                filled += size;
            }
            if filled == 0 {
                return;
            }
            key.bytes(bytes.get(..filled).unwrap_or_default());
        }
    }
}

impl KeyedElement for String {
    fn type_text() -> String {
        "string".to_owned()
    }

    fn add_all<'a>(elements: impl Iterator<Item = &'a Self>, key: &mut KeyWriter) {
        elements.for_each(|text| key.text(text));
    }
}

impl KeyedElement for Category {
    fn type_text() -> String {
        "category".to_owned()
    }

    fn add_all<'a>(elements: impl Iterator<Item = &'a Self>, key: &mut KeyWriter) {
        elements.for_each(|category| key.text(category));
    }
}

#[cfg(feature = "dates")]
macro_rules! dates {
    ($($type:ty),+) => {
        $(impl KeyedElement for $type {
            fn type_text() -> String {
                <$type as crate::records::Cell>::NAME.to_owned()
            }

            fn add_all<'a>(elements: impl Iterator<Item = &'a Self>, key: &mut KeyWriter) {
                elements.for_each(|element| key.text(&element.to_string()));
            }
        })+
    };
}
#[cfg(feature = "dates")]
dates!(jiff::civil::Date, jiff::civil::DateTime, jiff::civil::Time, jiff::Timestamp);

/// Adds the numbers of categories: what `#[derive(Category)]` calls.
#[doc(hidden)]
pub fn add_categories<'a, C: ClosedCategory>(elements: impl Iterator<Item = &'a C>, key: &mut KeyWriter) {
    elements.for_each(|category| key.number(category.index() as u64));
}

impl<T: Plain + KeyedElement> Keyed for Nullable<T> {
    fn add_to(&self, key: &mut KeyWriter) {
        key.text("nullable");
        key.text(&T::type_text());
        key.number(self.len() as u64);
        for row in (0..self.len()).filter(|&row| !self.is_present(row)) {
            key.number(row as u64);
        }
        key.text("values");
        T::add_all(self.iter().flatten(), key);
    }
}

impl<A: KeyedElement> Keyed for Sparse<A> {
    fn add_to(&self, key: &mut KeyWriter) {
        key.text("sparse");
        key.text(&A::type_text());
        key.number(self.columns() as u64);
        key.number(self.rows() as u64);
        self.iter().for_each(|row| key.number(row.stored() as u64));
        u32::add_all(self.column_numbers().iter(), key);
        key.text("values");
        A::add_all(self.values().iter(), key);
    }
}

/// Each cell as a text, from which it can be read again.
impl<R: Record> Keyed for Records<R> {
    fn add_to(&self, key: &mut KeyWriter) {
        key.text(R::NAME);
        key.number(self.len() as u64);
        let mut text = String::new();
        for (column, field) in self.parts().into_iter().zip(R::FIELDS) {
            key.text(field.name);
            key.text(field.ty);
            for row in 0..self.len() {
                text.clear();
                key.number(u64::from(column.is_missing(row)));
                // A text accepts everything.
                let _ = column.write(row, &mut text);
                key.text(&text);
            }
        }
    }
}

impl Keyed for String {
    fn add_to(&self, key: &mut KeyWriter) {
        key.text(self);
    }
}

impl<T: Keyed, const N: usize> Keyed for [T; N] {
    fn add_to(&self, key: &mut KeyWriter) {
        key.number(N as u64);
        self.iter().for_each(|item| item.add_to(key));
    }
}

impl Keyed for () {
    fn add_to(&self, key: &mut KeyWriter) {
        key.text("()");
    }
}

macro_rules! tuple {
    ($($name:ident $at:tt),+) => {
        impl<$($name: Keyed),+> Keyed for ($($name,)+) {
            fn add_to(&self, key: &mut KeyWriter) {
                $(self.$at.add_to(key);)+
            }
        }
    };
}
tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);

#[cfg(test)]
mod tests {
    use ndarray::{Array2, ShapeBuilder, array};

    use super::*;
    use crate::cache::Key;

    fn key(value: &impl Keyed) -> Key {
        Key::of("test", value)
    }

    #[test]
    fn a_key_is_of_type_shape_order_of_axes_and_every_bit() {
        let x = Array2::from_shape_fn((3, 4000), |(row, column)| (row * 4000 + column) as f64);
        let mut turned = Array2::zeros((3, 4000).f());
        turned.assign(&x);
        assert_ne!(key(&x), key(&turned));
        turned.invert_axis(ndarray::Axis(1));
        let inverted = key(&turned);
        turned.invert_axis(ndarray::Axis(1));
        assert_ne!(key(&turned), inverted);
        assert_eq!(key(&turned), key(&turned.clone().into_shared()));
        assert_eq!(key(&x), key(&x.clone().into_shared()));
        let mut other = x.clone();
        other[[2, 3999]] = f64::from_bits(other[[2, 3999]].to_bits() ^ 1);
        assert_ne!(key(&x), key(&other));
        let wide = x.clone().into_shape_with_order((4, 3000)).expect("12000");
        assert_ne!(key(&x), key(&wide));
        assert_ne!(key(&array![0.0]), key(&array![-0.0]));
        assert_ne!(key(&array![0_u8, 0]), key(&array![0_i8, 0]));
        assert_ne!(key(&(array![1.0], array![2.0, 3.0])), key(&(array![1.0, 2.0], array![3.0])));
        assert_ne!(Key::of("a", &()), Key::of("b", &()));
        let texts = |texts: [&str; 2]| key(&array![texts[0].to_owned(), texts[1].to_owned()]);
        assert_ne!(texts(["ab", "c"]), texts(["a", "bc"]));
    }

    #[test]
    fn a_key_of_a_sparse_matrix_is_of_every_stored_value_and_place() {
        let of = |shape, triplets: &[(usize, usize, f32)]| {
            key(&Sparse::from_triplets(shape, triplets.iter().copied()).expect("inside"))
        };
        let one = of((2, 3), &[(0, 1, 1.0), (1, 0, 2.0)]);
        assert_eq!(one, of((2, 3), &[(1, 0, 2.0), (0, 1, 1.0)]));
        for other in [
            of((2, 4), &[(0, 1, 1.0), (1, 0, 2.0)]),
            of((3, 3), &[(0, 1, 1.0), (1, 0, 2.0)]),
            of((2, 3), &[(0, 2, 1.0), (1, 0, 2.0)]),
            of((2, 3), &[(0, 1, 1.0), (1, 0, -2.0)]),
            of((2, 3), &[(0, 0, 1.0), (0, 1, 2.0)]),
        ] {
            assert_ne!(one, other);
        }
        let array = Sparse::from_triplets((2, 3), [(0, 1, 1.0_f32), (1, 0, 2.0)]).expect("inside");
        assert_eq!(key(&array.cut(1..2)), of((1, 3), &[(0, 0, 2.0)]));
    }

    #[test]
    fn keys_stay_the_same_from_run_to_run() {
        let text = key(&array![[1.0_f32, 2.0]]).to_string();
        assert_eq!(text.len(), 64);
        // By the Python package blake3, of the same parts.
        assert_eq!(text, "a6eceda0b0ccdf47d1cb3434e0e69ba1d7164ed3363684290de28318bc713f34");
    }
}

//! [`NpyElement`]: the types of the values of an array in a file.
//!
//! Invariant: a value is read with all its bits, or it is refused.

/// The type of the elements of an array in an `npy` file: `f32`, `f64`, `bool`, and integers of 8 to 64 bits. Both byte orders are read.
pub trait NpyElement: sealed::Element {}

pub(super) mod sealed {
    /// What the readers and the writer need.
    pub trait Element: Copy + Send + Sync + 'static {
        /// The name of the type.
        const NAME: &'static str;
        /// NumPy's letter of the kind: `f`, `i`, `u`, `b`.
        const KIND: char;
        /// The number of bytes.
        const SIZE: usize;
        /// Adds the values of these bytes, a multiple of [`SIZE`](Self::SIZE); returns the first byte that is no value.
        fn read(bytes: &[u8], is_big_endian: bool, values: &mut Vec<Self>) -> Result<(), u8>;
        /// Adds the bytes of the value, the lowest first.
        fn write(self, bytes: &mut Vec<u8>);
    }
}

macro_rules! numbers {
    ($($number:ident $kind:literal),+) => {
        $(
            impl NpyElement for $number {}

            impl sealed::Element for $number {
                const NAME: &'static str = stringify!($number);
                const KIND: char = $kind;
                const SIZE: usize = size_of::<$number>();

                fn read(bytes: &[u8], is_big_endian: bool, values: &mut Vec<Self>) -> Result<(), u8> {
                    let (numbers, _) = bytes.as_chunks();
                    if is_big_endian {
                        values.extend(numbers.iter().map(|&bytes| <$number>::from_be_bytes(bytes)));
                    } else {
                        values.extend(numbers.iter().map(|&bytes| <$number>::from_le_bytes(bytes)));
                    }
                    Ok(())
                }

                fn write(self, bytes: &mut Vec<u8>) {
                    bytes.extend(self.to_le_bytes());
                }
            }
        )+
    };
}
numbers!(f32 'f', f64 'f', i8 'i', i16 'i', i32 'i', i64 'i', u8 'u', u16 'u', u32 'u', u64 'u');

impl NpyElement for bool {}

impl sealed::Element for bool {
    const NAME: &'static str = "bool";
    const KIND: char = 'b';
    const SIZE: usize = 1;

    fn read(bytes: &[u8], _: bool, values: &mut Vec<Self>) -> Result<(), u8> {
        match bytes.iter().find(|&&byte| byte > 1) {
            Some(&byte) => Err(byte),
            None => {
                values.extend(bytes.iter().map(|&byte| byte == 1));
                Ok(())
            }
        }
    }

    fn write(self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(self));
    }
}

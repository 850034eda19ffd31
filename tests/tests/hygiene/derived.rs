//! `#[derive(Save)]` among names that its code uses, and on fields with such names.

use shapeflow::save::{Described, from_bytes, to_bytes};

/// Names that the derive must not see.
#[allow(non_upper_case_globals, dead_code, reason = "names of variables as constants: that is the test")]
mod shadowed {
    struct Result;
    struct String;
    struct Option;
    struct Vec;
    struct Writer;
    struct Reader;
    struct Error;
    const out: u8 = 1;
    const state: u8 = 2;
    const value: u8 = 3;
    const found: u8 = 4;
    const part_0: u8 = 5;
    const check: u8 = 6;

    #[derive(Debug, PartialEq, shapeflow::save::Save)]
    #[save(check = checked, version = 2, oldest = 1)]
    pub(super) struct Named<VERSION> {
        pub(super) out: u8,
        pub(super) state: u16,
        pub(super) check: VERSION,
        pub(super) save: f64,
        #[save(since = 2, default = value)]
        pub(super) value: u8,
        #[save(plain)]
        pub(super) load: u8,
    }

    fn checked<T>(_: &Named<T>) -> shapeflow::Result<()> {
        Ok(())
    }

    #[derive(Debug, PartialEq, shapeflow::save::Save)]
    pub(super) enum Ok {
        Err(u8),
        None { found: u8, part_0: u8, part_1: u8 },
    }
}

/// A private type in the bound of a public one.
mod private {
    #[derive(Debug, PartialEq, shapeflow::save::Save)]
    struct Inner<T>(T);

    #[derive(Debug, PartialEq, shapeflow::save::Save)]
    pub(super) struct Outer<T> {
        inner: Inner<T>,
    }

    impl<T> Outer<T> {
        pub(super) fn new(of: T) -> Self {
            Self { inner: Inner(of) }
        }
    }
}

#[test]
fn names_of_the_user_and_of_the_derive_do_not_collide() -> shapeflow::Result<()> {
    let described = Described::new("Names", "");
    let saved = (
        shadowed::Named { out: 1, state: 2, check: 3_u64, save: 0.5, value: 4, load: 5 },
        shadowed::Ok::Err(1),
        shadowed::Ok::None { found: 2, part_0: 3, part_1: 4 },
        private::Outer::new(7_i8),
    );
    let bytes = to_bytes(&described, &saved)?;
    let loaded: (shadowed::Named<u64>, shadowed::Ok, shadowed::Ok, private::Outer<i8>) =
        from_bytes(&bytes, &described)?;
    assert_eq!(loaded, saved);
    Ok(())
}

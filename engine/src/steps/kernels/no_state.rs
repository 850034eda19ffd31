//! [`no_state!`]: `Save` of a fitted step without fields.

/// Implements `Save` for a fitted step without fields: the file holds its name and version alone.
///
/// `no_state!(MyStep)`, or `no_state!([const C: usize] MyStep<C>)` with parameters.
macro_rules! no_state {
    ([$($parameters:tt)*] $step:ty) => {
        #[cfg(feature = "save")]
        impl<$($parameters)*> crate::save::Save for $step {
            const VERSION: u32 = 1;

            fn save(&self, _: &mut crate::save::Writer<'_>) -> crate::Result<()> {
                Ok(())
            }

            fn load(_: &mut crate::save::Reader<'_>) -> crate::Result<Self> {
                Ok(Self::default())
            }
        }
    };
    ($step:ty) => {
        no_state!([] $step);
    };
}
pub(crate) use no_state;

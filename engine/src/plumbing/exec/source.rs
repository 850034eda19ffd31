//! The sources of a node's inputs.
//!
//! Invariant: the types of a node's slots are known when the node is built, in topological order, so rustc never has
//! more than one node's types open at a time.

use std::sync::Arc;

use crate::Result;
use crate::run::Slot;
use crate::step::Measure;

/// A value between two nodes, with its measure.
///
/// Shared, not borrowed: a node without lifetimes costs rustc's borrow checker nothing, however long the graph is.
pub(crate) type ValueSlot<T> = Arc<Slot<(T, Measure)>>;

/// The source of a node's input: one slot, a tuple or a list of them, or nothing.
pub trait Source: Sync {
    /// The slots' values as one.
    type Value;
    /// Their measures.
    type Measures: AsRef<[Measure]>;

    /// Takes the values out of their slots.
    ///
    /// # Errors
    /// A slot is empty: a bug in the engine.
    fn take(&self) -> Result<(Self::Value, Self::Measures)>;

    /// Counts a use of each value that is there already, and will not be taken.
    fn release(&self);
}

impl Source for () {
    type Value = ();
    type Measures = [Measure; 0];

    fn take(&self) -> Result<((), [Measure; 0])> {
        Ok(((), []))
    }

    fn release(&self) {}
}

impl<T: Clone + Send> Source for ValueSlot<T> {
    type Value = T;
    type Measures = [Measure; 1];

    fn take(&self) -> Result<(T, [Measure; 1])> {
        let (value, measure) = Slot::take(self)?;
        Ok((value, [measure]))
    }

    fn release(&self) {
        Slot::release(self);
    }
}

macro_rules! tuple_source {
    ($($count:literal: $($part:ident $value:ident $measure:ident)+);+) => {
        $(impl<$($part: Clone + Send),+> Source for ($(ValueSlot<$part>,)+) {
            type Value = ($($part,)+);
            type Measures = [Measure; $count];

            #[expect(non_snake_case, reason = "a slot is named after the type of its value")]
            fn take(&self) -> Result<(Self::Value, Self::Measures)> {
                let ($($part,)+) = self;
                $(let ($value, $measure) = Slot::take($part)?;)+
                Ok((($($value,)+), [$($measure),+]))
            }

            #[expect(non_snake_case, reason = "a slot is named after the type of its value")]
            fn release(&self) {
                let ($($part,)+) = self;
                $(Slot::release($part);)+
            }
        })+
    };
}
tuple_source!(
    1: A a am;
    2: A a am B b bm;
    3: A a am B b bm C c cm;
    4: A a am B b bm C c cm D d dm;
    5: A a am B b bm C c cm D d dm E e em;
    6: A a am B b bm C c cm D d dm E e em F f fm;
    7: A a am B b bm C c cm D d dm E e em F f fm G g gm;
    8: A a am B b bm C c cm D d dm E e em F f fm G g gm H h hm
);

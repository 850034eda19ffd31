//! The sources of a node's inputs.
//!
//! Invariant: the types of a node's slots are known when the node is made, in topological order, so rustc infers the
//! types of one node at a time.

use std::sync::Arc;

use crate::Result;
use crate::run::Slot;
use crate::step::Measure;

/// The slot of a value between nodes, with the measure of the value.
///
/// Nodes share the slot and do not borrow it: a node without lifetimes costs rustc's borrow checker nothing, even in a
/// long graph.
pub(crate) type ValueSlot<T> = Arc<Slot<(T, Measure)>>;

/// The source of a node's input: one slot, a tuple or a list of them, or nothing.
pub trait Source: Sync {
    /// The values of the slots as one value.
    type Value;
    /// The measures of the values.
    type Measures: AsRef<[Measure]>;

    /// Takes the values out of their slots.
    ///
    /// # Errors
    /// A slot is empty: a bug in the engine.
    fn take(&self) -> Result<(Self::Value, Self::Measures)>;

    /// Gives up one use of each value that is in its slot.
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
    8: A a am B b bm C c cm D d dm E e em F f fm G g gm H h hm;
    9: A a am B b bm C c cm D d dm E e em F f fm G g gm H h hm I i im;
    10: A a am B b bm C c cm D d dm E e em F f fm G g gm H h hm I i im J j jm;
    11: A a am B b bm C c cm D d dm E e em F f fm G g gm H h hm I i im J j jm K k km;
    12: A a am B b bm C c cm D d dm E e em F f fm G g gm H h hm I i im J j jm K k km L l lm;
    13: A a am B b bm C c cm D d dm E e em F f fm G g gm H h hm I i im J j jm K k km L l lm M m mm;
    14: A a am B b bm C c cm D d dm E e em F f fm G g gm H h hm I i im J j jm K k km L l lm M m mm N n nm;
    15: A a am B b bm C c cm D d dm E e em F f fm G g gm H h hm I i im J j jm K k km L l lm M m mm N n nm O o om;
    16: A a am B b bm C c cm D d dm E e em F f fm G g gm H h hm I i im J j jm K k km L l lm M m mm N n nm O o om P p pm
);

//! Optional targets: the number of given targets determines which ones they are.
//!
//! Invariant: required targets come before optional ones, and a group `(a, b)?` is given completely or not at all. If
//! several choices of groups have the same number of targets, the first groups are chosen.

use crate::shape::limits::MAX_FIT;

/// The targets in `fit(..)`, and which of them are optional.
#[derive(Clone, Copy)]
pub(in crate::shape) struct FitTargets {
    /// The number of shapes in it.
    pub(in crate::shape) count: usize,
    /// For each shape, 0 if it is required, otherwise the number of its optional group, from 1.
    pub(in crate::shape) group: [usize; MAX_FIT],
    /// The number of optional groups.
    pub(in crate::shape) groups: usize,
}

impl FitTargets {
    pub(in crate::shape) const NONE: FitTargets = FitTargets { count: 0, group: [0; MAX_FIT], groups: 0 };

    /// Returns whether a target is required.
    pub(in crate::shape) const fn needs_one(&self) -> bool {
        self.count > 0 && self.group[0] == 0
    }

    /// Returns the number of required targets.
    pub(in crate::shape) const fn least(&self) -> usize {
        let (mut at, mut least) = (0, 0);
        while at < self.count && self.group[at] == 0 {
            least += 1;
            at += 1;
        }
        least
    }

    /// Returns the indices of the shapes that this many targets have, in order; `None` if no choice of groups has this many.
    pub(in crate::shape) const fn of(&self, given: usize) -> Option<[usize; MAX_FIT]> {
        if given == 0 {
            return if self.needs_one() { None } else { Some([0; MAX_FIT]) };
        }
        // One bit per group: the bit of the first group is the highest, and is tried set before unset.
        let mut left = 1 << self.groups;
        while left > 0 {
            left -= 1;
            let (mut places, mut found, mut at) = ([0; MAX_FIT], 0, 0);
            while at < self.count {
                let group = self.group[at];
                if group == 0 || left & (1 << (self.groups - group)) != 0 {
                    places[found] = at;
                    found += 1;
                }
                at += 1;
            }
            if found == given {
                return Some(places);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_targets_determines_which_are_given() {
        // [n], [n]?, ([m, d], [m])?
        let targets = FitTargets { count: 4, group: [0, 1, 2, 2], groups: 2 };
        assert_eq!(targets.least(), 1);
        let of = |given: usize| targets.of(given).map(|places| places[..given].to_vec());
        assert_eq!(of(1), Some(vec![0]));
        assert_eq!(of(2), Some(vec![0, 1]));
        assert_eq!(of(3), Some(vec![0, 2, 3]));
        assert_eq!(of(4), Some(vec![0, 1, 2, 3]));
        assert_eq!((of(0), of(5)), (None, None));
    }

    #[test]
    fn the_first_groups_are_chosen() {
        // [n]?, [m]?
        let targets = FitTargets { count: 2, group: [1, 2, 0, 0], groups: 2 };
        assert_eq!((targets.least(), targets.of(1).map(|places| places[0])), (0, Some(0)));
        assert_eq!(FitTargets::NONE.of(0), Some([0; MAX_FIT]));
        assert_eq!(FitTargets::NONE.of(1), None);
    }
}

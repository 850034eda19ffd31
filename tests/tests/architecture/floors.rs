//! The order of the folders.
//!
//! Invariant: an import points to a lower floor, or to the same file or folder. What is on one floor does not know its
//! neighbors.

use std::collections::{BTreeMap, BTreeSet};

use super::circles::{components, shown};
use super::resolve::Arrow;

/// The floors of each folder that has an order, lowest first; names on one floor are separated by commas.
pub(crate) struct Floors {
    folders: BTreeMap<String, Vec<Vec<String>>>,
}

impl Floors {
    /// Reads lines like `engine/src: error < shape < step, graph`; a line that begins with a space continues the one before.
    pub(crate) fn read(text: &str) -> Self {
        let mut lines: Vec<String> = Vec::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match lines.last_mut() {
                Some(last) if line.starts_with(' ') => last.push_str(line),
                _ => lines.push(line.to_owned()),
            }
        }
        let names = |floor: &str| floor.split(',').map(|name| name.trim().to_owned()).collect();
        let folders = lines
            .iter()
            .filter_map(|line| line.split_once(':'))
            .map(|(folder, floors)| (folder.trim().to_owned(), floors.split('<').map(names).collect()));
        Self { folders: folders.collect() }
    }

    /// Every arrow that does not point down, and every list that does not fit its folder.
    pub(crate) fn violations(
        &self,
        files: &BTreeSet<String>,
        contents: &BTreeSet<String>,
        arrows: &[Arrow],
    ) -> Vec<String> {
        let mut violations = self.misfits(files, contents);
        let mut partings: BTreeMap<(&str, String, String), Vec<&Arrow>> = BTreeMap::new();
        for arrow in arrows {
            if !contents.contains(&arrow.from) && !contents.contains(&arrow.to) {
                partings.entry(parting(&arrow.from, &arrow.to)).or_default().push(arrow);
            }
        }
        let mut unordered: BTreeMap<&str, Vec<Parting<'_>>> = BTreeMap::new();
        for ((folder, from, to), arrows) in &partings {
            let Some(floors) = self.folders.get(*folder) else {
                unordered.entry(folder).or_default().push((from, to, arrows));
                continue;
            };
            let floor = |name: &str| match name {
                "lib" => Some(floors.len()),
                _ => floors.iter().position(|names| names.iter().any(|one| one == name)),
            };
            // A name without a floor has been reported already.
            let (Some(from_floor), Some(to_floor)) = (floor(from), floor(to)) else {
                continue;
            };
            if from_floor <= to_floor {
                let how = if from_floor == to_floor { "beside" } else { "below" };
                let lines = shown(arrows.iter().copied());
                violations.push(format!("{folder}: `{from}` is {how} `{to}`{lines}"));
            }
        }
        for (folder, arrows) in unordered {
            violations.extend(tangles(folder, &arrows, files));
        }
        violations
    }

    /// Names without a floor, and floors without a folder or file.
    fn misfits(&self, files: &BTreeSet<String>, contents: &BTreeSet<String>) -> Vec<String> {
        let mut misfits = Vec::new();
        for (folder, floors) in &self.folders {
            let inside = files.iter().filter_map(|file| {
                let rest = file.strip_prefix(folder)?.strip_prefix('/')?;
                Some((rest.split('/').next()?.trim_end_matches(".rs"), file))
            });
            let listed: BTreeSet<&str> = floors.iter().flatten().map(String::as_str).collect();
            let mut present = BTreeSet::new();
            let mut missing = BTreeSet::new();
            for (name, file) in inside {
                present.insert(name);
                if !listed.contains(name) && name != "lib" && !contents.contains(file) {
                    missing.insert(name);
                }
            }
            misfits.extend(missing.iter().map(|name| format!("{folder}: `{name}` has no floor")));
            misfits.extend(
                listed
                    .difference(&present)
                    .map(|name| format!("{folder}: the floor `{name}` is neither a file nor a folder")),
            );
        }
        misfits
    }
}

/// The names from and to which imports lead in a folder, and these imports.
type Parting<'a> = (&'a str, &'a str, &'a [&'a Arrow]);

/// Folders without an order that import each other, or a file beside them, in a circle.
fn tangles(folder: &str, arrows: &[Parting<'_>], files: &BTreeSet<String>) -> Vec<String> {
    let edges: Vec<(&str, &str)> = arrows.iter().map(|&(from, to, _)| (from, to)).collect();
    let is_folder = |name: &&str| files.iter().any(|file| file.starts_with(&format!("{folder}/{name}/")));
    let circles = components(&edges).into_iter().filter(|names| names.iter().any(is_folder));
    circles
        .map(|names| {
            let within = arrows.iter().filter(|(from, to, _)| names.contains(from) && names.contains(to));
            let lines = shown(within.flat_map(|(_, _, arrows)| arrows.iter().copied()));
            format!("{folder}: `{}` import each other{lines}", names.join("`, `"))
        })
        .collect()
}

/// The folder in which two files part, and the names there that lead to them.
fn parting<'a>(from: &'a str, to: &str) -> (&'a str, String, String) {
    let common = from.split('/').zip(to.split('/')).take_while(|(from, to)| from == to);
    let length: usize = common.map(|(name, _)| name.len() + 1).sum();
    let name =
        |path: &str| path[length..].split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
    (from[..length].trim_end_matches('/'), name(from), name(to))
}

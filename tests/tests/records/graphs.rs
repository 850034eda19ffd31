//! Columns in the graph.

use super::*;

#[test]
fn a_column_is_one_node_with_its_type() {
    let text = Survival::graph().to_string();
    let columns: Vec<String> = text
        .lines()
        .filter(|line| line.contains("  ."))
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        columns,
        [
            "step age.passengers.age .age <- passengers -> Option<f32> [n]",
            "step passengers.sex .sex <- passengers -> Sex [n]",
            "step passengers.port .port <- passengers -> Option<Category> [n]",
            "step passengers.fare .fare <- passengers -> f64 [n]",
            "step passengers.age .age <- passengers -> Option<f32> [n]",
        ]
    );
    assert!(text.contains("Passenger [n]"), "{text}");
    assert!(text.contains("f64 [n, categories + 6]"), "{text}");
}

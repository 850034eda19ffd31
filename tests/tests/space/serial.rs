//! Assignments as JSON.

use shapeflow::space::{Assignment, Value};

#[test]
fn an_assignment_survives_as_json() {
    let assignment = Assignment::from([
        ("c", Value::Real(1.0)),
        ("rows", Value::from(u64::MAX)),
        ("sign", Value::Integer(-1)),
        ("flag", true.into()),
        ("name", "1".into()),
    ]);
    let text = serde_json::to_string(&assignment).expect("json");
    assert_eq!(text, r#"{"c":1.0,"flag":true,"name":"1","rows":18446744073709551615,"sign":-1}"#);
    assert_eq!(serde_json::from_str::<Assignment>(&text).expect("its own text"), assignment);
}

/// In JSON it would be `null`, which is no value.
#[test]
fn a_value_that_is_not_finite_is_not_written() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let assignment = Assignment::from([("c", value)]);
        let error = serde_json::to_string(&assignment).expect_err("JSON has no such number").to_string();
        assert!(error.contains("JSON has no such number; write the assignment as lines instead"), "{error}");
        let lines = assignment.to_string();
        assert_eq!(lines.parse::<Assignment>().expect("its own lines").to_string(), lines);
    }
}

/// A reader of JSON would make a float of it.
#[test]
fn an_integer_of_more_than_64_bits_is_not_written() {
    for value in [i128::from(u64::MAX) + 1, i128::from(i64::MIN) - 1] {
        let assignment = Assignment::from([("c", Value::Integer(value))]);
        let error = serde_json::to_string(&assignment).expect_err("too long").to_string();
        assert!(error.contains("it has more than 64 bits; write the assignment as lines instead"), "{error}");
    }
}

#[test]
fn a_text_that_is_not_an_assignment_is_an_error() {
    for text in ["[]", r#"{"c": []}"#, r#"{"c": null}"#, r#"{"c": 1, "c": 2}"#] {
        assert!(serde_json::from_str::<Assignment>(text).is_err(), "{text}");
    }
}

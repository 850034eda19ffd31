//! The spans in `tracing`: one for each node, inside the spans of the pipelines around it.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use shapeflow::prelude::*;
use shapeflow_tests::steps::*;
use shapeflow_tests::table;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context as LayerContext, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

/// Records each span when it closes, and each event.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

/// The fields of a span as text.
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for Lines {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: LayerContext<'_, S>) {
        let mut fields = Fields(String::new());
        attributes.record(&mut fields);
        context.span(id).expect("it is new").extensions_mut().insert(fields);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: LayerContext<'_, S>) {
        if let Some(fields) = context.span(id).expect("it is open").extensions_mut().get_mut::<Fields>() {
            values.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, _: LayerContext<'_, S>) {
        let mut fields = Fields(String::new());
        event.record(&mut fields);
        let (target, level) = (event.metadata().target(), event.metadata().level());
        self.0.lock().expect("no panic").push(format!("{target} {level}{}", fields.0));
    }

    fn on_close(&self, id: Id, context: LayerContext<'_, S>) {
        let span = context.span(&id).expect("it is open");
        let depth = span.scope().count() - 1;
        let extensions = span.extensions();
        let fields = extensions.get::<Fields>().map_or("", |fields| fields.0.as_str());
        let metadata = span.metadata();
        assert_eq!(
            (metadata.level(), metadata.target(), metadata.name()),
            (&Level::DEBUG, "shapeflow", "node")
        );
        self.0.lock().expect("no panic").push(format!("{}{}", "  ".repeat(depth), fields.trim_start()));
    }
}

pipeline! {
    Inner(x: f32[n, 2]) -> f32[n, 2] { x |> Center |> OneMore }

    Outer(x: f32[n, 2]) -> f32[n, 2] { x |> first: OneMore |> Inner }
}

fn traced<T>(body: impl FnOnce() -> T) -> (Vec<String>, T) {
    let lines = Lines::default();
    let outcome = tracing::subscriber::with_default(tracing_subscriber::registry().with(lines.clone()), body);
    let lines = std::mem::take(&mut *lines.0.lock().expect("no panic"));
    (lines, outcome)
}

#[test]
fn each_node_is_a_span_within_its_pipeline() -> Result<()> {
    let run = Run::new().threads(1)?;
    let (lines, model) = traced(|| Outer::default().fit_with(&run, table(3, 2)));
    assert_eq!(
        lines,
        [
            r#"path="outer.output.first" phase=fit rows=3 bytes=24"#,
            r#"  path="outer.output.inner.output.center" phase=fit bytes=0"#,
            r#"path="outer.output.inner" phase=fit bytes=0"#,
        ]
    );
    let model = model?;
    let (lines, _) = traced(|| model.predict_with(&run, table(1, 2)));
    assert_eq!(
        lines,
        [
            r#"path="outer.output.first" phase=predict rows=1 bytes=8"#,
            r#"  path="outer.output.inner.output.center" phase=predict rows=1 bytes=8"#,
            r#"  path="outer.output.inner.output.one_more" phase=predict rows=1 bytes=8"#,
            r#"path="outer.output.inner" phase=predict rows=1 bytes=8"#,
        ]
    );
    Ok(())
}

#[test]
fn a_failure_is_an_event_at_level_error() -> Result<()> {
    let run = Run::new().threads(1)?;
    let (lines, _) = traced(|| Outer::default().fit_with(&run, Array2::zeros((0, 2))));
    assert_eq!(
        lines,
        [
            r#"path="outer.output.first" phase=fit rows=0 bytes=0"#,
            r#"shapeflow ERROR message=a mean needs at least 1 row, got 0 path="outer.output.inner.output.center""#,
            r#"  path="outer.output.inner.output.center" phase=fit"#,
            r#"shapeflow ERROR message=output.center: fit: a mean needs at least 1 row, got 0 path="outer.output.inner""#,
            r#"path="outer.output.inner" phase=fit"#,
        ]
    );
    Ok(())
}
